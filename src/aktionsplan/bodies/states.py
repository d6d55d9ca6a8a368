"""The states of an agenda item and of a meeting."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

ITEM = Table(
    name="agenda_item",
    initial="open",
    rows=(Row("open", "decide", "decided"),),
    words={"open": mark("offen"), "decided": mark("entschieden")},
)
MEETING = Table(
    name="meeting",
    initial="planned",
    rows=(Row("planned", "decide", "held"), Row("held", "decide", "held")),
    words={"planned": mark("geplant"), "held": mark("hat stattgefunden")},
)
