"""The data register of taking part."""

from collections.abc import Collection

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.states import SURVEY
from aktionsplan.shared.questions import KINDS, WAYS_OUT
from aktionsplan.shared.register import Eraser, internal, personal, public

REGISTER = {
    "Survey": {
        name: public("what is asked, and how and when")
        for name in ("title", "intro", "begins_on", "ends_on", "access")
    }
    | {
        name: internal("how a survey is run", "partnership")
        for name in (
            "least",
            "method",
            "missing",
            "author",
            "reader",
            "read_on",
            "started_on",
            "closed_on",
            "answered",
            "digest",
            "shown_on",
            "state",
        )
    }
    | {"reader_name": personal("who read the questions again", "partnership", Eraser.KEEP)},
    "SurveyQuestion": {
        name: public("a question of a survey")
        for name in ("survey", "place", "kind", "text", "help", "options", "way_out")
    }
    | {
        name: internal("how a question is evaluated", "partnership")
        for name in ("sensitive", "grouping", "remembered", "theme", "topics_by", "topics_read_by")
    },
    "SurveyToken": {
        name: internal("that a slip exists and was used, until the end", "partnership")
        for name in ("survey", "code", "used")
    },
    "SealedAnswer": {
        name: internal("an answer that nobody can read before the end", "partnership") for name in ("survey", "text")
    },
    "SurveyAnswer": {
        "survey": internal("to which survey an answer belongs", "partnership"),
        "content": personal("what somebody answered without a name; free text may point to a person", "partnership"),
    },
    "SurveyTopic": {
        name: internal("what free answers speak of", "partnership") for name in ("question", "word", "count")
    },
    "SurveyQuote": {
        "question": internal("to which question it was said", "partnership"),
        "text": personal("a sentence in somebody's own words, released", "partnership", Eraser.ROW),
        "released_on": internal("since when it may be shown", "partnership"),
    },
}

WORDS: dict[str, Collection[str]] = {
    "Survey.access": rules.ACCESS,
    "Survey.state": SURVEY.states,
    "SurveyQuestion.kind": KINDS,
    "SurveyQuestion.way_out": WAYS_OUT,
    "SurveyQuestion.grouping": rules.GROUPINGS,
}
"""The words a column may hold."""
