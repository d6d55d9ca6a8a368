"""The data register of one-off work."""

from aktionsplan.shared.register import Eraser, internal, personal
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "Job": {
        name: internal("what the worker does and how far it is", "work")
        for name in ("kind", "thing", "state", "done", "total", "file", "touched_at")
    }
    | {
        "by": personal("who asked for it", "work", Eraser.KEEP),
        "result": personal("what came of it; may quote the file", "work", Eraser.ROW),
    },
}
RETENTION = (
    Retention(
        "work",
        mark("Arbeiten im Hintergrund"),
        "work.Job",
        "touched_at",
        90,
        mark("wird danach nicht mehr gebraucht"),
        files=("file",),
    ),
)
