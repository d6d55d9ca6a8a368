"""What is stored of taking part.

Who acts: nobody; operations write these rows, queries read them.
What comes out: surveys and their answers, each row with its partnership.
"""

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
    "SealedAnswer",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyQuote",
    "SurveyToken",
    "SurveyTopic",
]
