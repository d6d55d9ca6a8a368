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
