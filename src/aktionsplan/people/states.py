"""The states of a membership."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

MEMBERSHIP = Table(
    name="membership",
    initial="proposed",
    rows=(
        Row("proposed", "confirm", "active"),
        Row("proposed", "end", "ended"),
        Row("active", "suspend", "suspended"),
        Row("active", "end", "ended"),
        Row("suspended", "resume", "active"),
        Row("suspended", "propose", "proposed"),
        Row("suspended", "end", "ended"),
    ),
    words={
        "proposed": mark("wartet auf Bestätigung"),
        "active": mark("aktiv"),
        "suspended": mark("ausgesetzt"),
        "ended": mark("beendet"),
    },
)
