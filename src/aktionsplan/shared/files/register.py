"""The data register of stored files."""

from aktionsplan.shared.register import internal

REGISTER = {
    "StoredFile": {
        name: internal("finds and checks content", "grant_file")
        for name in ("sha256", "size", "content_type", "damaged_at")
    }
}
