"""The ledger: append-only, erasure, export, the independent verifier."""

import datetime as dt
import json
import subprocess
import sys
from hashlib import sha256

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from aktionsplan.people.permissions import TABLE
from aktionsplan.people.permissions.rows import installation
from aktionsplan.shared.deeds import DECLARED, Installation, UntoldDeed, deed
from aktionsplan.shared.ledger import merkle
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret, LedgerTree, TreeHead
from aktionsplan.shared.ledger.operations import canonical, give_away_head, record
from aktionsplan.shared.ledger.queries import export, head, prove, verify
from tests.shared.test_merkle import ROOT, tool

NOW = dt.datetime(2026, 3, 20, tzinfo=dt.UTC)


for kind in ("test.note", "test.silent", "test.twice"):
    TABLE[kind] = installation(kind)


@deed("test.note", on=None, because="a test")
def note(*, text, by, at):
    record(by=by, at=at, reference="test", payload={"text": text})


@deed("test.silent", on=None, because="a test")
def silent(*, by, at):
    """Says nothing."""


@deed("test.twice", on=None, because="a test")
def twice(*, by, at):
    record(by=by, at=at, reference="test", payload={})
    record(by=by, at=at, reference="test", payload={})


for kind in ("test.note", "test.silent", "test.twice"):
    del TABLE[kind]
    DECLARED[:] = [declared for declared in DECLARED if declared.kind != kind]


@pytest.fixture
def noted(town):
    by = Installation(town.partnership, "test")
    for n in range(200 - LedgerEntry.objects.count()):
        note(text=f"Eintrag {n} ä", by=by, at=NOW)
    return town.partnership


def test_ledger_of_a_town_is_whole(noted):
    assert verify(noted) == []
    assert head(noted).size == LedgerEntry.objects.count()


def test_deed_that_says_nothing_or_twice_is_undone(town):
    by, before = Installation(town.partnership, "test"), LedgerEntry.objects.count()
    for bad in (silent, twice):
        with pytest.raises(UntoldDeed):
            bad(by=by, at=NOW)
    with pytest.raises(UntoldDeed):
        record(by=by, at=NOW, reference="x", payload={})
    assert LedgerEntry.objects.count() == before


def test_verifier_accepts_the_export_and_notices_changed_bytes(noted, long_search):
    data = "".join(export(noted)).encode()
    check = tool().verify
    assert check(data) == []
    lines = data.count(b"\n")
    assert lines == 203
    edge, step = (400, 97) if long_search else (100, 997)
    for position in range(len(data)):
        if position < edge or position > len(data) - edge or position % step == 0:
            assert check(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]), position


@pytest.mark.parametrize("part", range(4))
def test_every_single_changed_byte_is_noticed(noted, part, long_search):
    """Every byte with `--long`, else one in 64, at other places in each part."""
    data, check = "".join(export(noted)).encode(), tool().verify
    for position in range(part if long_search else 17 * part, len(data), 4 if long_search else 256):
        assert check(data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]), position


def test_every_byte_of_an_entry_line_is_covered(noted, long_search):
    lines = "".join(export(noted)).encode().splitlines(keepends=True)
    check = tool()
    start = sum(len(line) for line in lines[:2])
    whole = b"".join(lines)
    for position in range(start, start + len(lines[2])):
        for flip in (1, 32, 128) if long_search else (1,):
            assert check.verify(whole[:position] + bytes([whole[position] ^ flip]) + whole[position + 1 :]), position


def test_verifier_notices_missing_swapped_and_added_lines(noted):
    lines = "".join(export(noted)).encode().splitlines(keepends=True)
    check = tool().verify
    assert check(b"".join(lines[:5] + lines[6:]))
    assert check(b"".join([*lines[:5], lines[6], lines[5], *lines[7:]]))
    assert check(b"".join([*lines[:5], lines[5], *lines[5:]]))
    assert check(b"".join(lines[:-1]))
    assert check(b"")
    assert check(b"x\ny\nz\n")
    assert check(b"[]\n[]\n[]\n")


def with_line(lines, number, change):
    """The export with one changed line and a checksum that fits again."""
    value = json.loads(lines[number])
    change(value)
    changed = [*lines[:number], (canonical(value) + "\n").encode(), *lines[number + 1 : -1]]
    return b"".join([*changed, (canonical({"sha256": sha256(b"".join(changed)).hexdigest()}) + "\n").encode()])


def test_verifier_notices_what_a_new_checksum_would_hide(noted):
    lines = "".join(export(noted)).encode().splitlines(keepends=True)
    check = tool().verify
    assert check(with_line(lines, 3, lambda value: None)) == []

    def rename(value):
        value["partnership"] = "another"

    def move(value):
        text = value["secret"]["payload"]
        value["secret"] = {"salt": value["secret"]["salt"] + text[:4].encode().hex(), "payload": text[4:]}

    def shout(value):
        value["secret"]["salt"] = value["secret"]["salt"].upper()

    assert check(with_line(lines, 0, rename)) == ["line 1: the first entry founded another partnership"]
    assert check(with_line(lines, 3, move)) == ["line 4: contents do not fit the commitment"]
    assert check(with_line(lines, 3, shout)) == ["line 4: contents do not fit the commitment"]


def test_verifier_counts_what_is_erased(noted, tmp_path):
    lines = "".join(export(noted)).encode().splitlines(keepends=True)

    def erase(value):
        value["secret"] = None

    (tmp_path / "ledger").write_bytes(with_line(lines, 3, erase))
    said = subprocess.run(
        [sys.executable, "tools/verify_ledger.py", str(tmp_path / "ledger")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert said.stdout == "whole: 200 entries, the contents of 1 are erased\n"


def test_published_head_alarms_when_the_ledger_is_shorter_or_rewritten(noted):
    data, top = "".join(export(noted)).encode(), head(noted)
    check = tool().verify
    assert check(data, [f"{top.size}:{top.root}"]) == []
    assert check(data, [f"{top.size + 1}:{top.root}"])
    assert check(data, [f"{top.size}:{'0' * 64}"])
    assert check(data, ["x"])
    give_away_head(partnership=noted, where="test", at=NOW)
    assert verify(noted) == []
    TreeHead.objects.create(partnership=noted, size=top.size + 5, root=top.root, at=NOW, where="older")
    TreeHead.objects.create(partnership=noted, size=3, root=top.root, at=NOW, where="other")
    assert len(verify(noted)) == 2


def test_erasing_a_secret_leaves_the_chain_whole(noted):
    LedgerSecret.objects.filter(entry__sequence=7).delete()
    assert verify(noted) == []
    assert tool().verify("".join(export(noted)).encode()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_ledgerentry SET kind = 'x'",
        "DELETE FROM ledger_ledgerentry",
        "UPDATE ledger_ledgersecret SET payload = 'x'",
        "DELETE FROM ledger_treehead",
        "UPDATE ledger_treehead SET root = 'x'",
    ],
)
def test_database_refuses_to_change_the_ledger(noted, sql):
    give_away_head(partnership=noted, where="test", at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_replace_does_not_slip_past_on_sqlite(noted):
    if connection.vendor != "sqlite":
        return
    columns = "id, partnership_id, key, sequence, at, actor, kind, reference, commitment, previous, leaf"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"REPLACE INTO ledger_ledgerentry ({columns}) SELECT {columns.replace('kind', chr(39) + 'x' + chr(39))} FROM ledger_ledgerentry"
        )


def test_lying_head_is_found(noted):
    LedgerTree.objects.update(size=3)
    assert verify(noted)


def test_proof_of_an_entry_leads_to_the_head(noted):
    found = prove(noted, 17)
    leaf = merkle.leaf_hash(canonical(found["entry"]).encode())
    proof = [bytes.fromhex(step) for step in found["proof"]]
    assert merkle.root_from_inclusion(leaf, 16, found["size"], proof).hex() == found["root"] == head(noted).root


def test_canonical_json_refuses_what_has_no_plain_form():
    with pytest.raises(TypeError):
        canonical({"x": object()})
