"""Issuing documents; called inside the deed that issues the letter."""

import datetime as dt

from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.typesetting import plain, render
from aktionsplan.shared.files.operations import store
from aktionsplan.shared.kinds import Thing, Value


def issue(
    *, partnership: Thing, kind: str, reference: str, title: str, template: str, data: Value, at: dt.datetime
) -> Document:
    """The stored document made of a frozen dataclass and a template."""
    content = render(template, data, at=at)
    stored = store(partnership=partnership, content=content, content_type="application/pdf", at=at)
    return Document.objects.create(
        partnership=partnership,
        kind=kind,
        reference=reference,
        title=title,
        data=plain(data),
        file=stored,
        created_at=at,
    )


def keep(
    *, partnership: Thing, kind: str, reference: str, title: str, content: bytes, content_type: str, at: dt.datetime
) -> Document:
    """Stores a finished file (a bank file, say) as a document."""
    stored = store(partnership=partnership, content=content, content_type=content_type, at=at)
    return Document.objects.create(
        partnership=partnership, kind=kind, reference=reference, title=title, data={}, file=stored, created_at=at
    )
