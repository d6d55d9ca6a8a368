"""The states of an agenda item and of a meeting."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

ITEM = Table(
    name="agenda_item",
    initial="open",
    rows=(Row("open", "decide", "decided"), Row("open", "take_off", "taken_off")),
    words={
        "open": mark("offen"),
        "decided": mark("entschieden"),
        "taken_off": mark("von der Tagesordnung genommen"),
    },
)
MEETING = Table(
    name="meeting",
    initial="planned",
    rows=(
        Row("planned", "decide", "held"),
        Row("held", "decide", "held"),
        Row("planned", "move", "planned"),
        Row("planned", "cancel", "cancelled"),
    ),
    words={"planned": mark("geplant"), "held": mark("hat stattgefunden"), "cancelled": mark("abgesagt")},
)
