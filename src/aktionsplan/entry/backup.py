"""Backups while people write: one consistent copy of the database, every file, key and tree heads; encrypted; checked on restore."""

import argparse
import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlparse

from django.conf import settings
from django.db import connection

from aktionsplan.entry import heads
from aktionsplan.entry.commands.running import migrate
from aktionsplan.entry.sealing import Damaged, seal, unseal
from aktionsplan.shared.kinds import Json, Value
from aktionsplan.shared.words import Problem, Refused, mark

FORMAT = "aktionsplan-backup-2"
PART = 1024 * 1024
KEY_FILE = "secret.key"
PATIENCE_SECONDS = 20
"""How long a restore waits for somebody who holds the database."""
CARRIED = ("host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")
"""Parts of a DATABASE_URL's query that the PostgreSQL programs understand too."""
Say = Callable[[str], None]


def _refuse(code: str, text: str, **params: Value) -> Refused:
    return Refused(Problem(code, text, params))


def _silent(text: str) -> None:
    """Progress nobody asked for."""


def key_of_backups() -> bytes:
    """The key of backups; Refused without AKTIONSPLAN_BACKUP_KEY outside the demo."""
    key = settings.AKTIONSPLAN_BACKUP_KEY or (settings.SECRET_KEY if settings.AKTIONSPLAN_DEMO else "")
    if not key:
        raise _refuse(
            "key", mark("Ohne AKTIONSPLAN_BACKUP_KEY wird nicht gesichert: Die Sicherung wäre nicht verschlüsselt.")
        )
    return hashlib.sha256(b"backup:" + key.encode()).digest()


FAULT = re.compile(r"\b(?:error|fatal|ERROR|FATAL|FEHLER)\b")


@contextlib.contextmanager
def _workplace() -> Iterator[Path]:
    """A folder of one's own inside the data folder, gone afterwards whatever happens."""
    place = Path(tempfile.mkdtemp(prefix=".backup-", dir=settings.AKTIONSPLAN_DATA))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def owner_url() -> str:
    """The owner's DATABASE_URL: row-level security lets only the owner read and rebuild everything."""
    return os.environ.get("MIGRATE_DATABASE_URL") or os.environ["DATABASE_URL"]


def _postgres(program: str, *arguments: str, database: bool = True) -> str:
    """Runs a program of PostgreSQL as the owner and gives what it printed; Refused with the fault that it names first."""
    parts = urlparse(owner_url())
    carried = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name in CARRIED])
    plain = parts._replace(netloc=parts.netloc.rsplit("@", 1)[-1], query=carried).geturl()
    environment = {**os.environ, "PGUSER": unquote(parts.username or "")}
    if parts.password:
        environment["PGPASSWORD"] = unquote(parts.password)
    try:
        done = subprocess.run(
            [program, *([f"--dbname={plain}"] if database else []), *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise _refuse("program", mark("Das Programm {program} fehlt."), program=program) from None
    if done.returncode:
        raise _refuse("database", mark("{program} meldet: {why}"), program=program, why=_cause(done.stderr))
    return done.stdout


def _cause(stderr: str) -> str:
    """The first line that names a fault; programs of PostgreSQL go on talking after it."""
    lines = stderr.strip().splitlines() or [""]
    return next((line for line in lines if FAULT.search(line)), lines[-1])[:300]


def _without_policies(archive: Path) -> Path:
    """The contents of a dump but its policies, which name the role that owned the tables there; `migrate` makes them anew."""
    listed = _postgres("pg_restore", "--list", str(archive), database=False)
    chosen = archive.with_name("contents.txt")
    chosen.write_text("\n".join(line for line in listed.splitlines() if " POLICY " not in line))
    return chosen


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        source_name = f"file:{connection.settings_dict['NAME']}?mode=ro"
        with (
            contextlib.closing(sqlite3.connect(source_name, uri=True)) as source,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)  # in one step: a step by step copy begins anew with every write
        return target
    target = folder / "database.pgdump"
    _postgres(
        "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--enable-row-security", f"--file={target}"
    )
    return target


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _contents(database: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and place of everything that belongs to a backup; the database was copied before the files."""
    data = Path(settings.AKTIONSPLAN_DATA)
    yield database.name, database
    if (data / KEY_FILE).exists():
        yield KEY_FILE, data / KEY_FILE
    for path in sorted((data / "files").rglob("*")):
        if path.is_file() and not path.name.endswith(".part"):
            yield f"files/{path.relative_to(data / 'files')}", path


def _told_damage(hashes: dict[str, str], say: Say) -> None:
    """Says which files are not what their name, the hash of what was stored, says of them."""
    for name, digest in hashes.items():
        if name.startswith("files/") and Path(name).name != digest:
            say(f"Achtung: Datei {Path(name).name[:16]} ist beschädigt")


def _pack(target: Path, database: Path, top: Json, say: Say) -> int:
    hashes: dict[str, str] = {}
    with tarfile.open(target, mode="w:gz", compresslevel=3) as archive:
        for name, path in _contents(database):
            with contextlib.suppress(FileNotFoundError):  # swept a moment ago; no row names it
                digest = _digest(path)
                archive.add(path, arcname=name, recursive=False)
                hashes[name] = digest
        manifest = json.dumps({"format": FORMAT, "heads": top, "sha256": hashes}, sort_keys=True).encode()
        info = tarfile.TarInfo("manifest.json")
        info.size = len(manifest)
        archive.addfile(info, io.BytesIO(manifest))
    _told_damage(hashes, say)
    return len(hashes)


def backup(folder: Path, say: Say = _silent) -> Path:
    """Writes one encrypted file into the folder and returns it.

    The heads are read before the database is copied, and the database before the files, so that every head and every
    file that a row names is there.
    """
    key = key_of_backups()
    folder.mkdir(parents=True, exist_ok=True)
    with _workplace() as place:
        top = heads.present_heads()
        say("Datenbank wird kopiert")
        database = _dump(place)
        say("Dateien werden gepackt")
        count = _pack(place / "archive", database, top, say)
        say(f"{count} Dateien werden verschlüsselt")
        target = folder / f"aktionsplan-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}.backup"
        partial = target.with_suffix(".part")
        try:
            seal(place / "archive", partial, key)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    heads.remember_heads()
    return target


def _newest(folder: Path) -> Path:
    if folder.is_file():
        return folder
    backups = sorted(folder.glob("aktionsplan-*.backup")) if folder.is_dir() else []
    if not backups:
        raise _refuse("nothing", mark("In {folder} liegt keine Sicherung."), folder=str(folder))
    return backups[-1]


def _extract(archive: tarfile.TarFile, item: tarfile.TarInfo, place: Path) -> None:
    """Writes one plain file of the archive below `place`; ValueError for anything a backup never holds."""
    content = archive.extractfile(item)
    target = (place / item.name).resolve()
    if content is None or not item.isfile() or not target.is_relative_to(place.resolve()):
        raise ValueError(item.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        shutil.copyfileobj(content, stream, PART)


def _unpack(path: Path, place: Path) -> dict[str, Path]:
    """Every checked part of the backup by its name; Refused when a byte is wrong or the key is another one."""
    try:
        unseal(path, place / "archive", key_of_backups())
        with tarfile.open(place / "archive", mode="r:gz") as archive:
            for item in archive:
                _extract(archive, item, place / "parts")
        parts = {
            str(part.relative_to(place / "parts")): part for part in (place / "parts").rglob("*") if part.is_file()
        }
        manifest = json.loads(parts.pop("manifest.json").read_text())
    except (Damaged, tarfile.TarError, KeyError, ValueError, EOFError):
        raise _refuse(
            "broken", mark("Die Sicherung ist beschädigt, oder sie gehört zu einem anderen Schlüssel.")
        ) from None
    whole = manifest["sha256"] == {name: _digest(part) for name, part in parts.items()}
    if manifest.get("format") != FORMAT or not whole:
        raise _refuse("broken", mark("Die Sicherung ist beschädigt: Prüfsummen stimmen nicht."))
    return parts


def _put_database_back(stored: Path) -> None:
    """Writes the copy into the live database: open connections see it, nothing is written into a file nobody reads."""
    if connection.vendor != "sqlite":
        plain = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
        _postgres("pg_restore", *plain, f"--use-list={_without_policies(stored)}", str(stored))
        connection.close()
        if migrate(argparse.Namespace()):
            raise _refuse(
                "migrate",
                mark("Die Sicherung ist zurückgeschrieben, aber das Anpassen an diese Fassung ist misslungen."),
            )
        return
    connection.close()
    name = str(connection.settings_dict["NAME"])
    patience = time.monotonic() + PATIENCE_SECONDS

    def waiting(status: int, _left: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > patience:
            raise TimeoutError

    try:
        with (
            contextlib.closing(sqlite3.connect(stored)) as source,
            contextlib.closing(sqlite3.connect(name, timeout=1)) as live,
        ):
            source.backup(live, progress=waiting)
    except (sqlite3.OperationalError, TimeoutError):
        raise _refuse("busy", mark("Die Datenbank ist belegt. Beenden Sie zuerst die Anwendung.")) from None


def _put_back(parts: dict[str, Path]) -> None:
    """Files first, since more of them harm nobody; then the database; the key last, since it opens what stands there."""
    for name, part in parts.items():
        if name.startswith("files/"):
            _put_file_back(name, part)
    _put_database_back(next(part for name, part in parts.items() if name.startswith("database.")))
    if KEY_FILE in parts:
        _put_file_back(KEY_FILE, parts[KEY_FILE])


def _put_file_back(name: str, stored: Path) -> None:
    target = Path(settings.AKTIONSPLAN_DATA) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    shutil.copyfile(stored, partial)
    partial.replace(target)


def _empty() -> bool:
    from aktionsplan.partnership.models import Partnership

    return "partnership_partnership" not in connection.introspection.table_names() or not Partnership.objects.exists()


def restore(folder: Path, say: Say = _silent) -> list[str]:
    """Puts the newest backup of the folder back and returns alarms; what was there is backed up first.

    Refused for a damaged, foreign or wrongly keyed backup, or one of another kind of database, before anything is
    changed. An alarm says that a ledger is shorter than, or differs from, a head this installation already knew.
    """
    with _workplace() as place:
        say("Sicherung wird geprüft")
        parts = _unpack(_newest(folder), place)
        database = next((name for name in parts if name.startswith("database.")), "")
        if (connection.vendor == "sqlite") != database.endswith(".sqlite3"):
            raise _refuse("vendor", mark("Die Sicherung stammt von einer anderen Datenbankart."))
        if not _empty():
            say(f"Der jetzige Stand wird gesichert: {backup(Path(settings.AKTIONSPLAN_DATA) / 'backups', say)}")
        say("Datenbank und Dateien werden zurückgeschrieben")
        _put_back(parts)
        _told_damage({name: _digest(part) for name, part in parts.items() if name.startswith("files/")}, say)
    return heads.alarms()
