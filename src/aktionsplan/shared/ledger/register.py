"""The data register of the ledger."""

from aktionsplan.shared.register import Eraser, internal, sensitive

REGISTER = {
    "LedgerEntry": {
        name: internal("proof of every deed; holds no name and no content", "partnership")
        for name in ("sequence", "at", "actor", "kind", "reference", "commitment", "previous", "leaf")
    },
    "LedgerSecret": {
        "entry": internal("ties content to entry", "partnership"),
        "salt": internal("keeps the commitment from being guessed", "partnership"),
        "payload": sensitive("what a deed was about, told on the time line", "grant_file", Eraser.ROW),
    },
    "LedgerTree": {name: internal("running tree head", "partnership") for name in ("size", "last_leaf", "peaks")},
    "TreeHead": {
        name: internal("head given away, for the alarm", "partnership") for name in ("size", "root", "at", "where")
    },
}
