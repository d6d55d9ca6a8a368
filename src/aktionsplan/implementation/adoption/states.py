"""The states of a station of the plan, and of a demanded change."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

STATION = Table(
    name="station",
    initial="planned",
    rows=(
        Row("planned", "change", "planned"),
        Row("planned", "record", "decided"),
        Row("decided", "confirm", "decided"),
        Row("decided", "reopen", "planned"),
    ),
    words={"planned": mark("kommt noch"), "decided": mark("Ergebnis liegt vor")},
)
DEMAND = Table(
    name="demand",
    initial="open",
    rows=(Row("open", "answer", "answered"), Row("answered", "answer", "answered")),
    words={"open": mark("noch ohne Antwort"), "answered": mark("beantwortet")},
)
