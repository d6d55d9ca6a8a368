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
