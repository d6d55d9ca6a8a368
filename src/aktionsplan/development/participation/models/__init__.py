"""What is stored of taking part.

Who acts: nobody; operations write these rows, queries read them.
What comes out: surveys, events and ideas, each row with its partnership.
"""

from aktionsplan.development.participation.models.comments import Comment
from aktionsplan.development.participation.models.events import (
    Event,
    EventAttendance,
    EventInvitation,
    EventResult,
    SignedList,
    SignUp,
    WorkshopSheet,
    WorkshopVote,
)
from aktionsplan.development.participation.models.ideas import Idea
from aktionsplan.development.participation.models.surveys import (
    SealedAnswer,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyQuote,
    SurveyToken,
    SurveyTopic,
)
from aktionsplan.development.participation.models.votes import (
    IdeaVote,
    OpenedBallot,
    SealedBallot,
    VoteIdea,
    VoterAddress,
)

__all__ = [
    "Comment",
    "Event",
    "EventAttendance",
    "EventInvitation",
    "EventResult",
    "Idea",
    "IdeaVote",
    "OpenedBallot",
    "SealedBallot",
    "VoteIdea",
    "VoterAddress",
    "SealedAnswer",
    "SignUp",
    "SignedList",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyQuote",
    "SurveyToken",
    "SurveyTopic",
    "WorkshopSheet",
    "WorkshopVote",
]
