"""What earlier code has stored can be read for ever: each archive is restored, migrated to today and opened whole."""

import hashlib
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

from tests.archive.make import HERE, KEY

ARCHIVES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[:2] == "20")
LANDED = HERE / "landed_migrations.txt"
SOURCE = Path(__file__).parents[2] / "src" / "aktionsplan"


def run(data, *arguments, url="", module="aktionsplan"):
    """A command on the restored installation; fails with what it said."""
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"} | {
        "AKTIONSPLAN_DATA": str(data),
        "AKTIONSPLAN_DEMO": "1",
        "AKTIONSPLAN_SECRET_KEY": KEY,
        "DJANGO_SETTINGS_MODULE": "aktionsplan.config.settings",
        **({"DATABASE_URL": url} if url else {}),
    }
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=HERE.parents[1], check=False)
    assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]} {done.stderr[-3000:]}"
    return done.stdout


def read_whole(data, url=""):
    """Migrates the restored installation, checks it, and opens everything there is."""
    run(data, "migrate", url=url)
    run(data, "check", url=url)
    run(data, "ledger", "verify", url=url)
    run(data, "portal", "export", str(data / "portal"), url=url)
    assert (data / "portal" / "elbhagen-luettow" / "index.html").exists()
    found = json.loads(run(data, url=url, module="tests.archive.visit").splitlines()[-1])
    assert found["broken"] == []
    assert found["opened"] > 500


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_is_read_whole_on_sqlite(tmp_path, name):
    (tmp_path / "db.sqlite3").write_bytes(lzma.decompress((HERE / name / "database.sqlite3.xz").read_bytes()))
    with tarfile.open(HERE / name / "sqlite-files.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    read_whole(tmp_path)


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="a PostgreSQL database is restored on PostgreSQL")
@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_is_read_whole_on_postgresql(tmp_path, name):
    assert shutil.which("pg_restore"), "pg_restore is missing"
    server, database = os.environ["DATABASE_URL"].partition("?")[0], f"archive_{name.replace('-', '_')}_{os.getpid()}"
    dump = tmp_path / "database.pgdump"
    dump.write_bytes(lzma.decompress((HERE / name / "database.pgdump.xz").read_bytes()))
    with tarfile.open(HERE / name / "postgresql-files.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {database}")
    url = server.rpartition("/")[0] + f"/{database}"
    try:
        command = ["pg_restore", "--no-owner", "--no-privileges", f"--dbname={url}", str(dump)]
        environment = dict(os.environ)
        subprocess.run(command, env=environment, check=True, capture_output=True)
        read_whole(tmp_path, url)
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {database} WITH (FORCE)")


def migrations():
    """Each migration of ours with the hash of its text."""
    return {
        str(path.relative_to(SOURCE)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(SOURCE.rglob("migrations/0*.py"))
    }


def test_no_migration_that_has_landed_was_edited():
    """A new one is added to the list (`sha256  path`) when it lands; a line is never changed."""
    landed = dict(reversed(line.split("  ")) for line in LANDED.read_text().splitlines())
    assert {path: migrations().get(path) for path in landed} == landed
    assert set(migrations()) == set(landed)
