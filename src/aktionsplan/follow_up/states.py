"""The states of an agreed step."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

FOLLOW_UP = Table(
    name="follow_up",
    initial="open",
    rows=(
        Row("open", "change", "open"),
        Row("open", "finish", "done"),
        Row("open", "give_up", "not_done"),
        Row("open", "block", "blocked"),
        Row("blocked", "change", "blocked"),
        Row("blocked", "resume", "open"),
        Row("blocked", "finish", "done"),
        Row("blocked", "give_up", "not_done"),
        Row("done", "reopen", "open"),
        Row("not_done", "reopen", "open"),
    ),
    words={
        "open": mark("offen"),
        "done": mark("erledigt"),
        "not_done": mark("nicht gemacht"),
        "blocked": mark("hängt fest"),
    },
)
