"""What is stored of taking part.

Who acts: nobody; operations write these rows, queries read them.
What comes out: surveys, events and ideas, each row with its partnership.
"""

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

__all__ = [
    "Event",
    "EventAttendance",
    "EventInvitation",
    "EventResult",
    "Idea",
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
