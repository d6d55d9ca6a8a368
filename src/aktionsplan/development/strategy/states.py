"""The states of a goal."""

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
    ),
    words={"proposed": mark("Entwurf"), "public": mark("veröffentlicht"), "dropped": mark("aufgegeben")},
)
