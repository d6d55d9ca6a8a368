"""The states of an organisation and of a version of its bank data."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

ORGANISATION = Table(
    name="organisation",
    initial="registered",
    rows=(
        Row("registered", "confirm", "confirmed"),
        Row("confirmed", "change", "registered"),
        Row("registered", "change", "registered"),
    ),
    words={"registered": mark("wartet auf Bestätigung"), "confirmed": mark("bestätigt")},
)
BANK = Table(
    name="bank",
    initial="proposed",
    rows=(Row("proposed", "approve", "approved"), Row("proposed", "reject", "rejected")),
    words={"proposed": mark("wartet auf Freigabe"), "approved": mark("freigegeben"), "rejected": mark("abgelehnt")},
)
