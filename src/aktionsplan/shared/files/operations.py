"""Storing files: the same content once per partnership."""

import datetime as dt
import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from aktionsplan.shared.files.models import StoredFile


def folder_of(partnership: Any) -> Path:
    """Where the partnership's files lie."""
    return Path(settings.AKTIONSPLAN_DATA) / "files" / str(partnership.pk)


def path_of(stored: StoredFile) -> Path:
    """Where the content lies."""
    return folder_of(stored.partnership) / stored.sha256[:2] / stored.sha256


def store(*, partnership: Any, content: bytes, content_type: str, at: dt.datetime) -> StoredFile:
    """The stored file with this content, on disk before the row is written."""
    digest = hashlib.sha256(content).hexdigest()
    target = folder_of(partnership) / digest[:2] / digest
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{digest}.{os.getpid()}.part")
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    stored, _made = StoredFile.objects.get_or_create(
        partnership=partnership,
        sha256=digest,
        defaults={"size": len(content), "content_type": content_type, "created_at": at},
    )
    return stored


def release(stored: StoredFile) -> None:
    """Removes the content with its last reference: the row now, the bytes after the commit.

    A file that something still refers to stays (the foreign key protects it).
    """
    path = path_of(stored)
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def read(stored: StoredFile) -> bytes:
    """The content; FileNotFoundError when it is gone."""
    return path_of(stored).read_bytes()
