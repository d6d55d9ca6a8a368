"""The states of what people take part in."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

SURVEY = Table(
    name="survey",
    initial="draft",
    rows=(
        Row("draft", "change", "draft"),
        Row("draft", "read", "read"),
        Row("read", "change", "draft"),
        Row("read", "start", "running"),
        Row("running", "close", "closed"),
        Row("running", "lose", "lost"),
        Row("closed", "sort", "closed"),
        Row("closed", "describe", "closed"),
        Row("closed", "publish", "closed"),
        Row("draft", "drop", "dropped"),
        Row("read", "drop", "dropped"),
    ),
    words={
        "draft": mark("Entwurf"),
        "read": mark("gegengelesen"),
        "running": mark("läuft"),
        "closed": mark("ausgewertet"),
        "lost": mark("ungültig, Schlüssel verloren"),
        "dropped": mark("verworfen"),
    },
)
"""Questions are fixed once a survey runs: mistakes mean a copy and a new start."""
EVENT = Table(
    name="event",
    initial="draft",
    rows=(
        Row("draft", "change", "draft"),
        Row("draft", "announce", "open"),
        Row("open", "change", "open"),
        Row("open", "cancel", "cancelled"),
        Row("open", "hold", "held"),
        Row("draft", "hold", "held"),
        Row("held", "count", "held"),
        Row("held", "show", "held"),
        Row("draft", "drop", "dropped"),
    ),
    words={
        "draft": mark("Entwurf"),
        "open": mark("angekündigt"),
        "cancelled": mark("abgesagt"),
        "held": mark("hat stattgefunden"),
        "dropped": mark("verworfen"),
    },
)
SIGN_UP = Table(
    name="sign_up",
    initial="waiting",
    rows=(
        Row("waiting", "move_up", "in"),
        Row("waiting", "change", "waiting"),
        Row("in", "change", "in"),
    ),
    words={"waiting": mark("auf der Warteliste"), "in": mark("Plätze gesichert")},
)
EVENT_RESULT = Table(
    name="event_result",
    initial="open",
    rows=(
        Row("open", "change", "open"),
        Row("open", "place", "placed"),
        Row("placed", "reopen", "open"),
    ),
    words={"open": mark("noch offen"), "placed": mark("zugeordnet")},
)
WORKSHOP_VOTE = Table(
    name="workshop_vote",
    initial="draft",
    rows=(
        Row("draft", "change", "draft"),
        Row("draft", "fix", "fixed"),
        Row("fixed", "count", "fixed"),
        Row("fixed", "finish", "counted"),
        Row("counted", "reopen", "fixed"),
    ),
    words={"draft": mark("Entwurf"), "fixed": mark("Regel steht fest"), "counted": mark("ausgezählt")},
)
"""The way of deciding is fixed before anybody votes; sheets can be corrected until the count is finished."""
IDEA = Table(
    name="idea",
    initial="received",
    rows=(
        Row("received", "change", "received"),
        Row("received", "show", "open"),
        Row("received", "refuse", "refused"),
        Row("received", "withdraw", "withdrawn"),
        Row("open", "change", "open"),
        Row("open", "answer", "open"),
        Row("open", "choose", "chosen"),
        Row("open", "decline", "declined"),
        Row("open", "refuse", "refused"),
        Row("open", "withdraw", "withdrawn"),
        Row("chosen", "reopen", "open"),
        Row("declined", "reopen", "open"),
    ),
    words={
        "received": mark("noch nicht gelesen"),
        "open": mark("wird geprüft"),
        "chosen": mark("wird ein Antrag"),
        "declined": mark("nicht möglich"),
        "refused": mark("nicht gezeigt"),
        "withdrawn": mark("zurückgezogen"),
    },
)
"""What the portal shows stays visible with its answer, also when it is not possible."""
IDEA_VOTE = Table(
    name="idea_vote",
    initial="draft",
    rows=(
        Row("draft", "change", "draft"),
        Row("draft", "open", "running"),
        Row("draft", "drop", "dropped"),
        Row("running", "close", "closed"),
        Row("running", "count", "counting"),
        Row("counting", "close", "closed"),
        Row("running", "lose", "lost"),
    ),
    words={
        "draft": mark("Entwurf"),
        "running": mark("läuft"),
        "counting": mark("wird ausgezählt"),
        "closed": mark("ausgezählt"),
        "lost": mark("ungültig, Schlüssel verloren"),
        "dropped": mark("verworfen"),
    },
)
"""Rule, ideas and prices are fixed before the first ballot."""
COMMENT = Table(
    name="comment",
    initial="received",
    rows=(
        Row("received", "show", "shown"),
        Row("received", "refuse", "refused"),
        Row("shown", "answer", "shown"),
        Row("shown", "refuse", "refused"),
    ),
    words={
        "received": mark("noch nicht gelesen"),
        "shown": mark("wird gezeigt"),
        "refused": mark("nicht gezeigt"),
    },
)
"""A comment from the portal is read before it shows; one from inside shows at once."""
