"""Storing files: the same content once per partnership."""

import contextlib
import datetime as dt
import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.kinds import Thing, Town
from aktionsplan.shared.tenancy import in_each_partnership, partnership_scope
from aktionsplan.shared.words import mark

UNNAMED = dt.timedelta(days=1)
"""How long bytes stay that no row names."""


def folder_of(partnership: Town) -> Path:
    """Where the partnership's files lie."""
    return Path(settings.AKTIONSPLAN_DATA) / "files" / str(partnership.pk)


def path_of(stored: StoredFile) -> Path:
    """Where the content lies."""
    return folder_of(stored.partnership) / stored.sha256[:2] / stored.sha256


def store(*, partnership: Thing, content: bytes, content_type: str, at: dt.datetime) -> StoredFile:
    """The stored file with this content, on disk before the row is written."""
    digest = hashlib.sha256(content).hexdigest()
    target = folder_of(partnership) / digest[:2] / digest
    if target.exists():
        os.utime(target)  # wanted again: the sweep leaves young files alone
    else:
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
    """Removes the content with its last reference: the row now, the bytes by the daily sweep.

    A file that something still refers to stays (the foreign key protects it). The bytes outlive the row for a day or
    two, so that neither a running backup nor somebody who stores the same content at this moment loses them.
    """
    with contextlib.suppress(ProtectedError), transaction.atomic():
        stored.delete()


def sweep(*, now: dt.datetime) -> int:
    """Removes bytes that no row names and nobody has stored for a day; returns how many files."""
    count, young = 0, (now - UNNAMED).timestamp()
    rows = in_each_partnership(lambda: list(StoredFile.objects.values_list("partnership_id", "sha256")))
    named = {(str(town), digest) for town, digest in rows}
    for path in (Path(settings.AKTIONSPLAN_DATA) / "files").glob("*/*/*"):
        with contextlib.suppress(FileNotFoundError):
            if (path.parts[-3], path.name) not in named and path.stat().st_mtime < young:
                path.unlink()
                count += 1
    return count


class Damaged(Exception):
    """The bytes of a file are not those whose hash is stored: they are never sent."""

    def __init__(self, stored: StoredFile):
        super().__init__(stored.sha256)
        self.stored = stored


def content_of(partnership: Thing, sha256: str) -> bytes:
    """The content with this checksum in a partnership; FileNotFoundError when it is gone, Damaged when it is another."""
    return read(StoredFile(partnership=partnership, sha256=sha256))


def read(stored: StoredFile) -> bytes:
    """The content; FileNotFoundError when it is gone, Damaged when it is another."""
    content = path_of(stored).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise Damaged(stored)
    return content


def note_damage(stored: StoredFile, at: dt.datetime | None) -> None:
    """Keeps for the town's administrator since when a file is known to be damaged; None when it is whole again."""
    with partnership_scope(stored.partnership):
        rows = StoredFile.objects.filter(partnership=stored.partnership, sha256=stored.sha256)
        rows.filter(damaged_at__isnull=at is not None).update(damaged_at=at)


def damaged(partnership: Thing, at: dt.datetime) -> list[str]:
    """Every stored file of the partnership that is missing or has other bytes than its hash, as German sentences."""
    faults = []
    for stored in StoredFile.objects.filter(partnership=partnership).select_related("partnership").iterator(500):
        try:
            read(stored)
        except FileNotFoundError:
            faults.append(mark("Datei {sha256} fehlt").format(sha256=stored.sha256[:16]))
            note_damage(stored, at)
        except Damaged:
            faults.append(mark("Datei {sha256} ist verändert").format(sha256=stored.sha256[:16]))
            note_damage(stored, at)
        else:
            if stored.damaged_at:
                note_damage(stored, None)
    return faults
