"""States of one-off work."""

from aktionsplan.shared.words import mark
from aktionsplan.shared.workflow import Row, Table

JOB = Table(
    name="job",
    initial="waiting",
    rows=(
        Row("waiting", "claim", "running"),
        Row("running", "finish", "done"),
        Row("running", "fail", "failed"),
    ),
    words={
        "waiting": mark("wartet"),
        "running": mark("läuft"),
        "done": mark("fertig"),
        "failed": mark("nicht gelungen"),
    },
)
