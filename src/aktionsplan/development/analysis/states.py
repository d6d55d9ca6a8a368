"""The states of what is known of the place."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

THEME = Table(
    name="theme",
    initial="open",
    rows=(
        Row("open", "change", "open"),
        Row("open", "close", "closed"),
        Row("closed", "reopen", "open"),
    ),
    words={"open": mark("in Gebrauch"), "closed": mark("geschlossen")},
)
"""A theme in use keeps its past: it is renamed or closed, never deleted."""
SERIES = Table(
    name="series",
    initial="kept",
    rows=(
        Row("kept", "change", "kept"),
        Row("kept", "enter", "kept"),
        Row("kept", "end", "ended"),
        Row("ended", "resume", "kept"),
    ),
    words={"kept": mark("wird geführt"), "ended": mark("beendet")},
)
INCIDENT = Table(
    name="incident",
    initial="counted",
    rows=(
        Row("counted", "change", "counted"),
        Row("counted", "withdraw", "withdrawn"),
        Row("withdrawn", "restore", "counted"),
    ),
    words={"counted": mark("gezählt"), "withdrawn": mark("zurückgezogen")},
)
REPORT = Table(
    name="report",
    initial="received",
    rows=(
        Row("received", "ask", "received"),
        Row("received", "accept", "accepted"),
        Row("received", "refuse", "refused"),
        Row("received", "withdraw", "withdrawn"),
    ),
    words={
        "received": mark("wird gelesen"),
        "accepted": mark("aufgenommen"),
        "refused": mark("nicht aufgenommen"),
        "withdrawn": mark("zurückgezogen"),
    },
)
SOURCE = Table(
    name="source",
    initial="kept",
    rows=(
        Row("kept", "change", "kept"),
        Row("kept", "withdraw", "withdrawn"),
        Row("withdrawn", "restore", "kept"),
    ),
    words={"kept": mark("gilt"), "withdrawn": mark("zurückgezogen")},
)
QUESTION = Table(
    name="question",
    initial="open",
    rows=(
        Row("open", "change", "open"),
        Row("open", "answer", "answered"),
        Row("open", "drop", "dropped"),
        Row("answered", "reopen", "open"),
        Row("dropped", "reopen", "open"),
    ),
    words={"open": mark("offen"), "answered": mark("beantwortet"), "dropped": mark("wird nicht verfolgt")},
)
FINDING = Table(
    name="finding",
    initial="draft",
    rows=(
        Row("draft", "change", "draft"),
        Row("draft", "cite", "draft"),
        Row("draft", "read", "read"),
        Row("read", "change", "draft"),
        Row("read", "cite", "draft"),
        Row("read", "publish", "shown"),
        Row("shown", "change", "draft"),
        Row("shown", "cite", "draft"),
        Row("shown", "publish", "shown"),
        Row("shown", "hide", "read"),
        Row("read", "hide", "read"),
        Row("draft", "hide", "draft"),
        Row("shown", "drop", "dropped"),
        Row("draft", "drop", "dropped"),
        Row("read", "drop", "dropped"),
        Row("dropped", "reopen", "draft"),
    ),
    words={
        "draft": mark("Entwurf"),
        "read": mark("gegengelesen"),
        "shown": mark("im Portal"),
        "dropped": mark("aufgegeben"),
    },
)
"""Whoever changes a finding needs a second person to read it again; what the portal shows stays there until then."""
OFFER = Table(
    name="offer",
    initial="proposed",
    rows=(
        Row("proposed", "accept", "running"),
        Row("proposed", "decline", "declined"),
        Row("running", "change", "running"),
        Row("running", "assess", "running"),
        Row("running", "end", "ended"),
        Row("ended", "change", "ended"),
        Row("ended", "assess", "ended"),
        Row("ended", "resume", "running"),
    ),
    words={
        "proposed": mark("vom Verein beschrieben"),
        "running": mark("läuft"),
        "ended": mark("beendet"),
        "declined": mark("nicht aufgenommen"),
    },
)
"""What the office writes down itself runs at once; what a club describes waits for the office."""
NEED = Table(
    name="need",
    initial="open",
    rows=(
        Row("open", "change", "open"),
        Row("open", "drop", "dropped"),
        Row("dropped", "reopen", "open"),
    ),
    words={"open": mark("offen"), "dropped": mark("aufgegeben")},
)
