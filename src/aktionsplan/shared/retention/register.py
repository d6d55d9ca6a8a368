"""The data register of retention."""

from collections.abc import Collection

from aktionsplan.shared.register import internal
from aktionsplan.shared.retention.rules import ANSWERS

REGISTER = {
    "ArchiveOffer": {
        name: internal("proof that the archive was asked before anything was deleted", "partnership")
        for name in ("retention", "until", "count", "offered_on", "answer", "note", "offered_by", "released_at")
    }
}
WORDS: dict[str, Collection[str]] = {"ArchiveOffer.answer": ANSWERS}
"""The words a column may hold."""
