"""The states of goals, of their values, and of the ways to them."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

GOAL = Table(
    name="goal",
    initial="proposed",
    rows=(
        Row("proposed", "change", "proposed"),
        Row("proposed", "publish", "public"),
        Row("proposed", "drop", "dropped"),
        Row("public", "change", "public"),
        Row("public", "publish", "public"),
        Row("public", "drop", "dropped"),
        Row("dropped", "reopen", "proposed"),
    ),
    words={"proposed": mark("Entwurf"), "public": mark("veröffentlicht"), "dropped": mark("aufgegeben")},
)
VALUE = Table(
    name="value",
    initial="holds",
    rows=(Row("holds", "withdraw", "withdrawn"), Row("withdrawn", "restore", "holds")),
    words={"holds": mark("gilt"), "withdrawn": mark("zurückgezogen")},
)
FIELD = Table(
    name="action_field",
    initial="open",
    rows=(
        Row("open", "rename", "open"),
        Row("open", "close", "closed"),
        Row("closed", "reopen", "open"),
    ),
    words={"open": mark("in Gebrauch"), "closed": mark("geschlossen")},
)
CONCEPT = Table(
    name="concept",
    initial="kept",
    rows=(Row("kept", "change", "kept"), Row("kept", "drop", "dropped"), Row("dropped", "reopen", "kept")),
    words={"kept": mark("gilt"), "dropped": mark("aufgegeben")},
)
EFFECT = Table(
    name="effect",
    initial="kept",
    rows=(Row("kept", "change", "kept"), Row("kept", "drop", "dropped"), Row("dropped", "reopen", "kept")),
    words={"kept": mark("gilt"), "dropped": mark("fällt weg")},
)
KEPT = Table(
    name="kept_part",
    initial="kept",
    rows=(Row("kept", "change", "kept"), Row("kept", "drop", "dropped")),
    words={"kept": mark("steht im Plan"), "dropped": mark("gestrichen")},
)
"""Chapters and blocks of the working draft; earlier versions keep what was struck out."""
PLAN_VERSION = Table(
    name="plan_version",
    initial="made",
    rows=(Row("made", "open", "display"), Row("display", "close", "closed")),
    words={"made": mark("festgehalten"), "display": mark("liegt aus"), "closed": mark("Auslegung beendet")},
)
"""A version never changes; a draft may lie open for comments once."""
EASY_TEXT = Table(
    name="easy_text",
    initial="draft",
    rows=(
        Row("draft", "write", "draft"),
        Row("checked", "write", "draft"),
        Row("draft", "check", "checked"),
        Row("checked", "show", "checked"),
    ),
    words={"draft": mark("Entwurf"), "checked": mark("von Lesenden geprüft")},
)
