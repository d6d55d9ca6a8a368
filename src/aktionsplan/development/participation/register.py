"""The data register of taking part."""

from collections.abc import Collection

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.states import (
    COMMENT,
    EVENT,
    EVENT_RESULT,
    IDEA,
    IDEA_VOTE,
    SIGN_UP,
    SURVEY,
    WORKSHOP_VOTE,
)
from aktionsplan.shared.questions import KINDS, WAYS_OUT
from aktionsplan.shared.register import Eraser, internal, personal, public, sensitive
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "Comment": {
        name: public("what somebody says to the plan, and the answer")
        for name in ("number", "text", "signature", "verdict", "answer", "answered_in", "answered_on", "place_number")
    }
    | {
        "about": internal("which thing"),
        "about_title": internal("what it was called then"),
        "place": internal("which paragraph"),
        "function": internal("the function under which somebody inside speaks"),
        "author": personal("who speaks inside", "partnership"),
        "email": personal("for the answer only", "comments", Eraser.ROW),
        "received_on": public("day of the comment"),
        "answer_by": public("the day until which an answer is promised"),
        "state": internal("whether it is shown"),
    },
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
    "Event": {
        name: public("what takes place, when and how")
        for name in (
            "kind",
            "title",
            "text",
            "programme",
            "notes",
            "starts_at",
            "ends_at",
            "town",
            "costs",
            "capacity",
            "needs",
            "cancelled_because",
            "sequence",
            "state",
        )
    }
    | {
        name: sensitive("may endanger those who come; told as far as the office says", "partnership", Eraser.KEEP)
        for name in ("place", "room")
    }
    | {
        name: internal("how an event is run", "partnership")
        for name in ("room_shown", "at_risk", "signed_up", "results_shown_on")
    },
    "SignUp": {
        name: internal("how many come, until the day after", "sign_ups")
        for name in ("event", "adult", "young", "child", "needs", "code", "reminded", "state")
    }
    | {"email": personal("where to write about room and changes", "sign_ups", Eraser.ROW)},
    "EventAttendance": {
        name: internal("how many were there, without names", "partnership")
        for name in ("event", "age", "origin", "count")
    },
    "EventInvitation": {
        name: internal("that a contact was invited and came; names nobody once the contact is gone", "partnership")
        for name in ("event", "contact", "invited_on", "attended")
    },
    "SignedList": {
        "event": internal("to which event the list belongs", "partnership"),
        "file": personal("names and signatures of those who were there; lead office only", "partnership", Eraser.ROW),
        "delete_on": internal("on which day the list goes", "partnership"),
    },
    "EventResult": {
        name: internal("what came of an event", "partnership")
        for name in (
            "event",
            "number",
            "text",
            "table",
            "points",
            "outcome",
            "outcome_key",
            "outcome_title",
            "reason",
            "state",
        )
    },
    "WorkshopVote": {
        name: internal("how a workshop decided", "partnership")
        for name in ("event", "question", "method", "proposals", "people", "dots", "fixed_on", "state")
    },
    "WorkshopSheet": {
        name: internal("what a wall or sheet says", "partnership") for name in ("vote", "name", "people", "points")
    },
    "Idea": {
        name: public("an idea for the plan")
        for name in (
            "number",
            "title",
            "text",
            "place",
            "theme",
            "source",
            "origin",
            "answer",
            "state",
            "received_on",
        )
    }
    | {
        name: internal("how an idea is found and when it was answered", "partnership")
        for name in ("code", "answered_on")
    }
    | {"email": personal("where to write the answer", "ideas", Eraser.ROW)},
    "IdeaVote": {
        name: public("what is voted on, by which rule, and how it ended")
        for name in (
            "title",
            "text",
            "method",
            "points",
            "most",
            "money_eur",
            "rule",
            "passing",
            "completion",
            "begins_on",
            "ends_on",
            "decides",
            "seed_hash",
            "ballots",
            "digest",
            "result",
            "closed_on",
            "state",
        )
    }
    | {"seed": internal("draws lots; told at the end", "partnership")},
    "VoteIdea": {name: public("an idea that stands for a vote") for name in ("vote", "idea", "price_eur", "carrier")},
    "VoterAddress": {
        name: internal("that an address asked for a code, until the end", "partnership") for name in ("vote", "hash")
    },
    "SealedBallot": {
        name: internal("a ballot that nobody can read before the end", "partnership")
        for name in ("vote", "code", "text")
    },
    "OpenedBallot": {
        name: internal("a ballot without a name, for counting again", "partnership") for name in ("vote", "content")
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
    "Event.kind": rules.EVENT_KINDS,
    "Event.room_shown": rules.ROOM_SHOWN,
    "Event.state": EVENT.states,
    "SignUp.state": SIGN_UP.states,
    "EventAttendance.age": rules.AGES,
    "EventAttendance.origin": ("", *rules.ORIGINS),
    "EventResult.outcome": ("", *rules.OUTCOMES),
    "EventResult.state": EVENT_RESULT.states,
    "WorkshopVote.method": rules.METHODS,
    "WorkshopVote.state": WORKSHOP_VOTE.states,
    "Comment.state": COMMENT.states,
    "Comment.verdict": ("", *rules.VERDICTS_ON_COMMENTS),
    "Idea.source": rules.IDEA_SOURCES,
    "Idea.state": IDEA.states,
    "IdeaVote.method": rules.VOTE_METHODS,
    "IdeaVote.rule": rules.VOTE_RULES,
    "IdeaVote.passing": rules.PASSING,
    "IdeaVote.completion": rules.COMPLETIONS,
    "IdeaVote.state": IDEA_VOTE.states,
    "Survey.access": rules.ACCESS,
    "Survey.state": SURVEY.states,
    "SurveyQuestion.kind": KINDS,
    "SurveyQuestion.way_out": WAYS_OUT,
    "SurveyQuestion.grouping": rules.GROUPINGS,
}
"""The words a column may hold."""

RETENTION = (
    Retention(
        "comments",
        mark("Adressen zu Kommentaren"),
        "participation.Comment",
        "received_on",
        365,
        mark("so steht es unter dem Formular"),
        blank={"email": ""},
    ),
    Retention(
        "ideas",
        mark("Adressen zu Ideen"),
        "participation.Idea",
        "received_on",
        365,
        mark("so steht es unter dem Formular"),
        blank={"email": ""},
    ),
)
