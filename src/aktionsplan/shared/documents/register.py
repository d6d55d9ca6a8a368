"""The data register of documents."""

from aktionsplan.shared.register import Eraser, internal, personal

REGISTER = {
    "Document": {
        "title": personal("names the letter", "grant_file", Eraser.ROW),
        "data": personal("what the letter says, to prove it was not changed", "grant_file", Eraser.ROW),
        **{name: internal("finds the letter", "grant_file") for name in ("kind", "reference", "file")},
    }
}
