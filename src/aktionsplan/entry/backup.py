"""Backups while people write: one consistent copy of the database, every file, the tree heads; encrypted; checked on restore."""

import base64
import datetime as dt
import hashlib
import io
import json
import os
import sqlite3
import subprocess
import tarfile
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection

from aktionsplan.shared.words import Problem, Refused, mark

FORMAT = "aktionsplan-backup-1"
PART = 8 * 1024 * 1024


def _refuse(code: str, text: str, **params: Any) -> Refused:
    return Refused(Problem(code, text, params))


def cipher() -> Fernet:
    """The cipher of backups; Refused without AKTIONSPLAN_BACKUP_KEY outside the demo."""
    key = settings.AKTIONSPLAN_BACKUP_KEY or (settings.SECRET_KEY if settings.AKTIONSPLAN_DEMO else "")
    if not key:
        raise _refuse(
            "key", mark("Ohne AKTIONSPLAN_BACKUP_KEY wird nicht gesichert: Die Sicherung wäre nicht verschlüsselt.")
        )
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"backup:" + key.encode()).digest()))


def _sqlite_copy(target: Path) -> None:
    with (
        sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True) as source,
        sqlite3.connect(target) as copy,
    ):
        source.backup(copy, pages=256, sleep=0.01)


def _libpq() -> list[str]:
    given = connection.settings_dict
    parts = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"]}
    return ["--dbname", " ".join(f"{name}={value}" for name, value in parts.items() if value)]


def _postgres(program: str, *arguments: str) -> None:
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run(
        [program, *_libpq(), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise _refuse(
            "database", mark("{program} meldet: {why}"), program=program, why=done.stderr.strip().splitlines()[-1:]
        )


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        _sqlite_copy(target)
    else:
        target = folder / "database.pgdump"
        _postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    return target


def _heads() -> dict[str, dict[str, Any]]:
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.shared.ledger.queries import head
    from aktionsplan.shared.tenancy import partnership_scope

    found = {}
    for partnership in Partnership.objects.all():
        with partnership_scope(partnership):
            top = head(partnership)
        found[partnership.slug] = {"size": top.size, "root": top.root}
    return found


def _tar(database: Path, files: Path, heads: dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    hashes: dict[str, str] = {}
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for path in [
            database,
            *(p for p in sorted(files.rglob("*")) if p.is_file() and not p.name.endswith(".part")),
        ]:
            name = database.name if path == database else f"files/{path.relative_to(files)}"
            hashes[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            archive.add(path, arcname=name, recursive=False)
        manifest = json.dumps({"format": FORMAT, "heads": heads, "sha256": hashes}, sort_keys=True).encode()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(manifest)
        archive.addfile(info, io.BytesIO(manifest))
    return stream.getvalue()


def backup(folder: Path) -> Path:
    """Writes one encrypted file into the folder and returns it.

    The database is copied before the files, so that every file a row names is there.
    """
    key = cipher()
    folder.mkdir(parents=True, exist_ok=True)
    work = folder / f".part-{os.getpid()}"
    work.mkdir()
    try:
        heads = _heads()
        database = _dump(work)
        content = _tar(database, Path(settings.AKTIONSPLAN_DATA) / "files", heads)
        target = folder / f"aktionsplan-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}.backup"
        partial = work / "backup"
        with partial.open("wb") as stream:
            stream.write(key.encrypt(content))
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
        remember_heads()
        return target
    finally:
        for path in work.iterdir():
            path.unlink()
        work.rmdir()


def _newest(folder: Path) -> Path:
    if folder.is_file():
        return folder
    found = sorted(folder.glob("aktionsplan-*.backup")) if folder.is_dir() else []
    if not found:
        raise _refuse("nothing", mark("In {folder} liegt keine Sicherung."), folder=str(folder))
    return found[-1]


def _open(path: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        content = cipher().decrypt(path.read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
            parts = {
                item.name: stream.read() for item in archive if (stream := archive.extractfile(item)) is not None
            }
        manifest = json.loads(parts.pop("manifest.json"))
    except (InvalidToken, tarfile.TarError, KeyError, ValueError, OSError, EOFError):
        raise _refuse(
            "broken",
            mark("Die Sicherung ist beschädigt, oder sie gehört zu einem anderen Schlüssel."),
        ) from None
    if manifest.get("format") != FORMAT or manifest["sha256"] != {
        n: hashlib.sha256(c).hexdigest() for n, c in parts.items()
    }:
        raise _refuse("broken", mark("Die Sicherung ist beschädigt: Prüfsummen stimmen nicht."))
    return manifest, parts


def _alarms(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What the installation knew that the backup does not: entries after it would be undone silently."""
    found = []
    for slug, top in before.items():
        old = after.get(slug, {"size": 0})
        if old["size"] < top["size"]:
            text = mark(
                "{slug}: Das Verlaufsbuch ist kürzer als der letzte bekannte Stand ({old} statt {new} Einträge)."
            )
            found.append(text.format(slug=slug, old=old["size"], new=top["size"]))
    return found


def known_heads() -> Path:
    """Where the installation keeps the last tree heads it knew, outside the database."""
    return Path(settings.AKTIONSPLAN_DATA) / "heads.json"


def remember_heads() -> None:
    """Writes the present tree heads beside the database."""
    path = known_heads()
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(_heads(), sort_keys=True))
    partial.replace(path)


def _put_back(parts: dict[str, bytes]) -> None:
    data = Path(settings.AKTIONSPLAN_DATA)
    for name, content in parts.items():
        if name.startswith("files/"):
            target = data / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    database = next(name for name in parts if name.startswith("database."))
    if (connection.vendor == "sqlite") != database.endswith(".sqlite3"):
        raise _refuse("vendor", mark("Die Sicherung stammt von einer anderen Datenbankart."))
    connection.close()
    if connection.vendor == "sqlite":
        target = Path(str(connection.settings_dict["NAME"]))
        for leftover in target.parent.glob(target.name + "-*"):
            leftover.unlink()
        partial = target.with_suffix(".part")
        partial.write_bytes(parts[database])
        partial.replace(target)
        return
    dump = data / ".restore.pgdump"
    dump.write_bytes(parts[database])
    try:
        _postgres(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", str(dump)
        )
    finally:
        dump.unlink()


def restore(folder: Path) -> list[str]:
    """Puts the newest backup of the folder back and returns alarms.

    Refused for a damaged, foreign or wrongly keyed backup before anything is changed. An alarm says that the
    backup is older than a tree head this installation already knew.
    """
    manifest, parts = _open(_newest(folder))
    before = json.loads(known_heads().read_text()) if known_heads().exists() else {}
    alarms = _alarms(before, manifest["heads"])
    _put_back(parts)
    return alarms
