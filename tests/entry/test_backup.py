"""Backups: whole or refused, the tree-head alarm, keys and files, both databases with the two roles of a real installation."""

import os
import secrets
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import pytest
from django.db import connection

from aktionsplan.entry import backup, heads, sealing
from aktionsplan.shared.ledger.models import LedgerTree
from tests import worlds

KEY = bytes(32)


class Installation:
    """The command line against one data folder."""

    def __init__(self, data, **more):
        self.data = data
        self.environment = {"PATH": "/usr/bin", "PYTHONPATH": "src", "AKTIONSPLAN_DATA": str(data), **more}

    def call(self, *arguments, **more):
        return subprocess.run(
            [sys.executable, "-m", "aktionsplan", *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=self.environment | more,
        )

    def must(self, *arguments, **more):
        done = self.call(*arguments, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def account(self, email):
        self.must("accounts", "create", "--partnership", "neustadt", "--role", "editor", "--email", email)


@pytest.fixture
def demo(tmp_path):
    """A small installation on SQLite."""
    worlds.installation("neustadt", tmp_path / "data")
    return Installation(tmp_path / "data", AKTIONSPLAN_DEMO="1")


def test_older_backup_is_put_back_with_an_alarm_that_stays(demo, tmp_path):
    demo.must("backup", str(tmp_path / "first"))
    demo.account("a@b.de")
    demo.must("backup", str(tmp_path / "second"))
    late = demo.call("restore", str(tmp_path / "first"))
    assert (late.returncode, "kürzer" in late.stderr) == (2, True)
    assert demo.call("ledger", "verify").returncode == 0
    check = demo.call("check")
    assert (check.returncode, "kürzer" in check.stdout + check.stderr) == (1, True)
    demo.must("tick")
    assert demo.call("check").returncode == 1
    assert demo.call("restore", str(tmp_path / "second")).returncode == 0
    assert demo.call("check").returncode == 0


def test_ledger_that_went_on_differently_is_noticed_though_it_is_longer(demo, tmp_path):
    demo.must("backup", str(tmp_path / "first"))
    demo.account("a@b.de")
    demo.must("backup", str(tmp_path / "second"))
    demo.call("restore", str(tmp_path / "first"))
    demo.account("x@y.de")
    demo.account("z@y.de")
    check = demo.call("check")
    assert (check.returncode, "stimmt nicht mit dem letzten bekannten Stand" in check.stdout + check.stderr) == (
        1,
        True,
    )


def test_what_was_there_is_backed_up_before_it_is_replaced(demo, tmp_path):
    demo.must("backup", str(tmp_path / "first"))
    demo.account("a@b.de")
    demo.call("restore", str(tmp_path / "first"))
    kept = list((demo.data / "backups").glob("*.backup"))
    assert len(kept) == 1
    assert demo.call("restore", str(kept[0])).returncode == 0
    with sqlite3.connect(demo.data / "db.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_account WHERE email = 'a@b.de'").fetchone() == (1,)


def test_key_and_files_come_along_to_a_new_machine(demo, tmp_path):
    place = demo.data / "files" / "1" / "ab"
    place.mkdir(parents=True)
    (place / ("ab" * 32)).write_bytes(b"content")
    demo.must("backup", str(tmp_path / "first"), AKTIONSPLAN_BACKUP_KEY="ein Schlüssel")
    fresh = Installation(tmp_path / "fresh", AKTIONSPLAN_DEMO="1", AKTIONSPLAN_BACKUP_KEY="ein Schlüssel")
    fresh.must("migrate")
    fresh.must("restore", str(tmp_path / "first"))
    assert (fresh.data / "secret.key").read_text() == (demo.data / "secret.key").read_text()
    assert (fresh.data / "files" / "1" / "ab" / ("ab" * 32)).read_bytes() == b"content"
    assert fresh.must("ledger", "head") == demo.must("ledger", "head")


def test_busy_database_keeps_key_and_data_as_they_are(demo, tmp_path):
    demo.must("backup", str(tmp_path / "first"))
    demo.account("a@b.de")
    (demo.data / "secret.key").write_text("ein anderer Schlüssel, der bleiben soll\n")
    code = (
        "import aktionsplan.entry.backup as backup; backup.PATIENCE_SECONDS = 1\n"
        "from aktionsplan.entry.cli import main; main()"
    )
    holder = sqlite3.connect(demo.data / "db.sqlite3", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    environment = demo.environment | {"AKTIONSPLAN_BACKUP_KEY": ""}
    call = [sys.executable, "-c", code, "restore", str(tmp_path / "first")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=environment)
    holder.execute("ROLLBACK")
    assert done.returncode == 1
    assert (demo.data / "secret.key").read_text().startswith("ein anderer")
    with sqlite3.connect(demo.data / "db.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_account WHERE email = 'a@b.de'").fetchone() == (1,)


def test_open_connection_sees_the_restored_data(demo, tmp_path):
    demo.must("backup", str(tmp_path / "first"))
    demo.account("a@b.de")
    with sqlite3.connect(demo.data / "db.sqlite3") as reader:
        before = reader.execute("SELECT count(*) FROM people_account").fetchone()[0]
        demo.call("restore", str(tmp_path / "first"))
        assert reader.execute("SELECT count(*) FROM people_account").fetchone()[0] == before - 1


@pytest.mark.parametrize("change", ["flip", "cut", "append", "foreign"])
def test_damaged_or_foreign_backup_changes_nothing(demo, tmp_path, change):
    demo.must("backup", str(tmp_path / "first"))
    path = next((tmp_path / "first").iterdir())
    content, more = path.read_bytes(), {}
    if change == "flip":
        content = content[:500] + bytes([content[500] ^ 1]) + content[501:]
    elif change == "cut":
        content = content[:-1]
    elif change == "append":
        content += b"x"
    else:
        more = {"AKTIONSPLAN_BACKUP_KEY": "ein anderer Schlüssel"}
    path.write_bytes(content)
    head = demo.must("ledger", "head")
    refused = demo.call("restore", str(path), **more)
    assert (refused.returncode, "beschädigt" in refused.stderr) == (1, True)
    assert demo.must("ledger", "head") == head
    assert not list(demo.data.glob(".backup-*"))


def test_outside_the_demo_a_key_is_needed(demo, tmp_path):
    assert "AKTIONSPLAN_BACKUP_KEY" in demo.call("backup", str(tmp_path / "x"), AKTIONSPLAN_DEMO="0").stderr


def test_every_changed_byte_of_a_sealed_file_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(sealing, "BLOCK", 16)
    plain, sealed, out = tmp_path / "plain", tmp_path / "sealed", tmp_path / "out"
    plain.write_bytes(secrets.token_bytes(40))
    sealing.seal(plain, sealed, KEY)
    sealing.unseal(sealed, out, KEY)
    assert out.read_bytes() == plain.read_bytes()
    whole = sealed.read_bytes()
    for position in range(len(whole)):
        sealed.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(sealing.Damaged):
            sealing.unseal(sealed, out, KEY)
    for length in range(len(whole)):
        sealed.write_bytes(whole[:length])
        with pytest.raises(sealing.Damaged):
            sealing.unseal(sealed, out, KEY)


def test_empty_file_is_sealed_too(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    sealing.seal(tmp_path / "plain", tmp_path / "sealed", KEY)
    sealing.unseal(tmp_path / "sealed", tmp_path / "out", KEY)
    assert (tmp_path / "out").read_bytes() == b""


def test_known_head_is_kept_while_it_does_not_hold(town, settings, tmp_path):
    settings.AKTIONSPLAN_DATA = tmp_path
    assert heads.remember_heads() == 1
    assert heads.remember_heads() == 0
    assert heads.faults() == {}
    tree = LedgerTree.objects.get(partnership=town.partnership)
    known = heads.known_heads().read_text()
    heads.known_heads().write_text(known.replace(f'"size": {tree.size}', f'"size": {tree.size + 1}'))
    assert "kürzer" in heads.faults()[town.partnership.slug]
    assert heads.remember_heads() == 0
    heads.known_heads().write_text(known.replace("elbhagen", "verschwunden"))
    assert "nicht mehr da" in heads.faults()["verschwunden"]


@pytest.fixture
def two_roles(tmp_path):
    """An installation on PostgreSQL whose application role owns nothing, as the README sets it up."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
    import psycopg

    server = urlparse(os.environ["DATABASE_URL"])._replace(query="")
    name = f"two_roles_{secrets.token_hex(4)}"
    with psycopg.connect(server.geturl(), autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {name}_owner LOGIN PASSWORD 'o'")
        admin.execute(f"CREATE ROLE {name}_app LOGIN PASSWORD 'a'")
        admin.execute(f"CREATE DATABASE {name} OWNER {name}_owner")
        place = server.netloc.rsplit("@", 1)[-1]
        yield Installation(
            tmp_path / "data",
            DATABASE_URL=f"postgresql://{name}_app:a@{place}/{name}",
            MIGRATE_DATABASE_URL=f"postgresql://{name}_owner:o@{place}/{name}",
            AKTIONSPLAN_BACKUP_KEY="ein Schlüssel",
        )
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.execute(f"DROP ROLE {name}_app")
        admin.execute(f"DROP ROLE {name}_owner")


def test_real_installation_on_postgresql_backs_up_and_restores(two_roles, tmp_path):
    two_roles.must("migrate")
    two_roles.must("check")
    two_roles.must("setup", "--partnership", "neustadt", *worlds.NEUSTADT)
    two_roles.must("backup", str(tmp_path / "first"))
    top = two_roles.must("ledger", "head")
    two_roles.account("a@b.de")
    late = two_roles.call("restore", str(tmp_path / "first"))
    assert (late.returncode, "kürzer" in late.stderr) == (2, True), late.stderr
    assert two_roles.must("ledger", "head") == top
    two_roles.must("ledger", "verify")
    two_roles.account("b@b.de")
    Path(two_roles.data / "heads.json").unlink()
    two_roles.must("check")


def test_demo_works_with_the_two_roles(two_roles):
    two_roles.environment["AKTIONSPLAN_DEMO"] = "1"
    two_roles.must("demo", "--no-serve")
    two_roles.must("check")


def test_file_swept_while_it_is_packed_does_not_spoil_the_backup(tmp_path, settings, monkeypatch):
    import json
    import tarfile

    settings.AKTIONSPLAN_DATA = str(tmp_path)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "gone").write_bytes(b"x")
    (tmp_path / "database").write_bytes(b"y")
    digest = backup._digest

    def sweep_after(path):
        made = digest(path)
        if path.name == "gone":
            path.unlink()
        return made

    monkeypatch.setattr(backup, "_digest", sweep_after)
    assert backup._pack(tmp_path / "made.tar.gz", tmp_path / "database", {}, lambda line: None) == 1
    with tarfile.open(tmp_path / "made.tar.gz") as archive:
        names = set(archive.getnames())
        told = json.load(archive.extractfile("manifest.json"))["sha256"]
    assert names == set(told) | {"manifest.json"} == {"database", "manifest.json"}
