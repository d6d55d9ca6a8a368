"""Databases that tests begin with, made once and copied: nobody migrates or founds a town anew for each test.

A world is a database and what its maker gave back. The empty one is migrated once per run; each worker copies it and
builds the others on its copy, each on the one before. A test runs in a transaction of its own on its world and reads the
objects anew; a race gets a copy of its own, which is thrown away.
"""

import fcntl
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from aktionsplan.shared.guards import RIGHTS
from aktionsplan.shared.tenancy import partnership_scope

ROLE = "aktionsplan_app"


@dataclass(frozen=True)
class World:
    """How a world is made from another, and the fixture whose presence asks for it."""

    after: str
    make: Callable[[Any], Any]
    fixture: str = ""


def _town(nothing: None) -> Any:
    from tests.factories import town as make

    place = make.town()
    with partnership_scope(place.partnership):
        return make.furnish(place)


def _granted(place: Any) -> Any:
    from tests.factories import town as make

    place.things["granted"] = make.notified_grant(place)
    return place


def _evening(place: Any) -> Any:
    from tests.factories import published

    place.things["room"] = published.evening(place)
    return place


def _shown(place: Any) -> Any:
    from tests.factories import published

    published.shown(place.things["room"])
    return place


def _whole(place: Any) -> Any:
    from tests.factories.whole import whole

    return whole(place)


WORLDS = {
    "town": World("empty", _town, "town"),
    "granted": World("town", _granted, "granted"),
    "evening": World("town", _evening, "evening_room"),
    "shown": World("evening", _shown, "shown_room"),
    "whole": World("town", _whole, "whole_town"),
}
NEUSTADT = ("--name", "Neustadt", "--land", "MV", "--email", "kim@neustadt.example", "--person", "Kim")
INSTALLATIONS = {
    "empty": (("migrate",),),
    "neustadt": (("migrate",), ("setup", "--partnership", "neustadt", *NEUSTADT)),
    "demo": (("demo", "--no-serve"),),
    "seeded": (("migrate",), ("seed", "--applications", "20")),
}
"""Data folders on SQLite that tests of the command line, of servers and of browsers begin with, and how they are made."""
FOLDER = Path(os.environ["AKTIONSPLAN_DATA"]) / "worlds"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
RUN = f"run_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:12]}"
FILES = Path(os.environ["AKTIONSPLAN_DATA"]) / "files"
_made: dict[str, bytes] = {}
_files: dict[Path, bytes] = {}
_given: dict[str, Any] = {}


def needed(fixtures: list[str]) -> str | None:
    """The world a test with these fixtures runs on; none without a database."""
    if "db" not in fixtures:
        return None
    for name in reversed(WORLDS):
        if WORLDS[name].fixture in fixtures:
            return name
    return "empty"


def enter(name: str) -> None:
    """From here on the connection leads to this world, which is made when it is asked for first."""
    _begin()
    _put_files_back()
    if name != "empty" and name not in _made:
        _make(name)
    _connect(_name(name))


def given(name: str) -> Any:
    """What the maker of the world gave back, as if read anew."""
    return pickle.loads(_made[name])


@contextmanager
def own_copy(name: str) -> Any:
    """A copy of the world for one test that commits; gives what its maker gave."""
    enter(name)
    _copy(_name(name), _name("own"))
    _connect(_name("own"))
    yield given(name) if name in _made else None
    enter("empty")
    _drop(_name("own"))


def end() -> None:
    """Leaves and removes everything this worker made."""
    if not _given:
        return
    connection.close()
    for name in ("empty", "own", *WORLDS):
        _drop(_name(name))
    if not is_sqlite():
        with _admin() as admin:
            for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{RUN}_base%"]):
                admin.execute(f'DROP DATABASE IF EXISTS "{name}"') if not _used(admin, name) else None


def installation(name: str, folder: Path) -> dict[str, str]:
    """A copy of a data folder, made once per run; gives the environment to run the program on it."""
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "DATABASE_URL"))}
    environment = {**keep, "AKTIONSPLAN_DEMO": "1", "PYTHONPATH": "src"}
    FOLDER.mkdir(parents=True, exist_ok=True)
    source = FOLDER / f"installation-{name}"
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (source / "made").exists():
            for arguments in INSTALLATIONS[name]:
                command = [sys.executable, "-m", "aktionsplan", *arguments]
                given = environment | {"AKTIONSPLAN_DATA": str(source)}
                subprocess.run(command, env=given, check=True, capture_output=True)
            (source / "made").touch()
    shutil.copytree(source, folder, dirs_exist_ok=True)
    (folder / "made").unlink()
    return environment | {"AKTIONSPLAN_DATA": str(folder)}


def visits() -> list[dict[str, Any]]:
    """Every page of the demo that somebody can open, with its HTML in both languages (`entry.visits`); made once per run."""
    source = FOLDER / "visits.json"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "visits.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not source.exists():
            environment = installation("demo", FOLDER / "visited")
            command = [sys.executable, "-m", "aktionsplan.entry.visits", "elbhagen-luettow", str(source)]
            subprocess.run(command, env=environment, check=True, capture_output=True)
    return json.loads(source.read_text())


def is_sqlite() -> bool:
    """Whether the tests run on SQLite."""
    return connection.vendor == "sqlite"


def _make(name: str) -> None:
    world = WORLDS[name]
    if world.after != "empty" and world.after not in _made:
        _make(world.after)
    _copy(_name(world.after), _name(name))
    _connect(_name(name))
    start = given(world.after) if world.after in _made else None
    if start is None:
        made = world.make(None)
    else:
        with partnership_scope(start.partnership):
            made = world.make(start)
    _made[name] = pickle.dumps(made)
    connection.close()
    for path in FILES.rglob("*"):
        if path.is_file():
            _files[path] = path.read_bytes()


def _put_files_back() -> None:
    """What an earlier test has swept from the disk; the database of a world still names it."""
    for path, content in _files.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _name(name: str) -> str:
    if is_sqlite():
        return str(FOLDER / f"{WORKER}-{name}.sqlite3")
    return f"{RUN}_{WORKER}_{name}"


def _connect(name: str) -> None:
    if str(connection.settings_dict["NAME"]) == name:
        return
    connection.close()
    connection.settings_dict["NAME"] = name


def _begin() -> None:
    """The migrated empty world: made by the first worker that comes, copied by all."""
    if _given:
        return
    _given.update(connection.settings_dict, options=connection.settings_dict.get("OPTIONS", {}).get("options", ""))
    FOLDER.mkdir(parents=True, exist_ok=True)
    base = str(FOLDER / "base.sqlite3") if is_sqlite() else f"{RUN}_base"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / "migrated").exists():
            _create(base)
            _connect(base)
            call_command("migrate", verbosity=0, interactive=False)
            if not is_sqlite():
                _grant()
            connection.close()
            (FOLDER / "migrated").touch()
        _copy(base, _name("empty"))
    if not is_sqlite():
        options = f"{_given['options']} -c role={ROLE}".strip()
        connection.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"], "options": options}


def _grant() -> None:
    """On PostgreSQL the tests run as a role without ownership."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
        for sql in RIGHTS:
            cursor.execute(sql.format(ROLE))


@contextmanager
def _admin() -> Any:
    import psycopg

    parts = {"host": _given["HOST"], "port": _given["PORT"], "user": _given["USER"], "password": _given["PASSWORD"]}
    kept = {name: value for name, value in parts.items() if value}
    with psycopg.connect(dbname=_given["NAME"], autocommit=True, **kept) as admin:
        yield admin


def _used(admin: Any, name: str) -> bool:
    return bool(admin.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", [name]).fetchone())


def _create(name: str) -> None:
    if not is_sqlite():
        with _admin() as admin:
            admin.execute(f'CREATE DATABASE "{name}"')


def _copy(source: str, target: str) -> None:
    connection.close()
    if is_sqlite():
        _drop(target)
        shutil.copyfile(source, target)
        return
    with _admin() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _drop(name: str) -> None:
    if is_sqlite():
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)
        return
    with _admin() as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
