"""When the plan holds, which Fassung may carry out changes, what an OParl file says: worked examples and properties."""

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.implementation.adoption import imports, rules
from aktionsplan.implementation.adoption.rules import Demanded, Said
from aktionsplan.shared.words import Refused

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "third_party" / "oparl-samples"
DAY = dt.date(2026, 12, 1)
BOTH = ("elbhagen", "luettow")


def said(body, version, result="agreed", day=0, confirmed=None, place=0):
    return Said(body, DAY + dt.timedelta(days=day), place, version, result, confirmed)


@pytest.mark.parametrize(
    ("rows", "adopted", "since"),
    [
        ([], None, None),
        ([said("elbhagen", 1)], None, None),
        ([said("elbhagen", 1), said("luettow", 1, day=7)], 1, 7),
        ([said("elbhagen", 1), said("luettow", 2)], None, None),
        ([said("elbhagen", 1), said("luettow", 1, "noted")], None, None),
        ([said("elbhagen", 1), said("luettow", 1, "deferred")], None, None),
        ([said("elbhagen", 1), said("luettow", 1, "changes")], None, None),
        ([said("elbhagen", 1), said("luettow", 1, "changes", confirmed=2)], None, None),
        ([said("elbhagen", 1), said("luettow", 1, "changes", confirmed=2), said("elbhagen", 2, day=9)], 2, 9),
        ([said("elbhagen", 1), said("luettow", 1), said("elbhagen", 2, day=3)], 1, 0),
        ([said("elbhagen", 1), said("luettow", 1), said("elbhagen", 1, "refused", day=3)], None, None),
        ([said("elbhagen", 1, "refused"), said("elbhagen", 1, day=3), said("luettow", 1)], 1, 3),
        ([said("elbhagen", 1), said("elbhagen", 1, "noted", day=3), said("luettow", 1)], 1, 0),
        ([said("elbhagen", 1, "refused", place=1), said("elbhagen", 1, place=2), said("luettow", 1)], 1, 0),
        ([said("elbhagen", 1, place=2), said("elbhagen", 1, "refused", place=3), said("luettow", 1)], None, None),
        ([said("committee", 1), said("committee", 1, "refused"), said("elbhagen", 1), said("luettow", 1)], 1, 0),
    ],
)
def test_the_plan_holds_when_every_required_body_agreed_to_the_same_fassung(rows, adopted, since):
    standing = rules.standing(BOTH, rows)
    assert standing.adopted == adopted
    assert standing.since == (None if since is None else DAY + dt.timedelta(days=since))


def test_without_a_required_body_nothing_is_ever_adopted():
    assert rules.standing((), [said("elbhagen", 1)]).adopted is None


def test_a_later_fassung_reopens_the_required_bodies():
    rows = [said("elbhagen", 1), said("luettow", 1), said("elbhagen", 2)]
    standing = rules.standing(BOTH, rows)
    assert standing.missing(BOTH, 2) == ["luettow"]
    assert standing.again(BOTH, 2) == ["luettow"]
    assert standing.missing(BOTH, 1) == []
    fresh = rules.standing(BOTH, [said("elbhagen", 2)])
    assert (fresh.missing(BOTH, 2), fresh.again(BOTH, 2)) == (["luettow"], [])
    later = rules.standing(BOTH, [said("elbhagen", 1), said("luettow", 3)])
    assert later.again(BOTH, 2) == ["elbhagen"]


SPEECHES = st.builds(
    Said,
    body=st.sampled_from(("a", "b", "c")),
    day=st.integers(0, 5).map(lambda days: DAY + dt.timedelta(days=days)),
    place=st.integers(0, 1000),
    version=st.integers(1, 3),
    result=st.sampled_from(list(rules.RESULTS)),
    confirmed=st.sampled_from((None, 2, 3)),
)


def holds_by_hand(required, rows, version):
    """Whether each required body's last word about the version is a yes, told in another way than the rule does."""
    for body in required:
        last = None
        for row in sorted(rows, key=lambda one: (one.day, one.place)):
            if row.body != body:
                continue
            if row.version == version and row.result in ("agreed", "changes", "refused"):
                last = row.result == "agreed"
            if row.result == "changes" and row.confirmed == version:
                last = True
        if not last:
            return False
    return True


@given(
    rows=st.lists(SPEECHES, max_size=12, unique_by=lambda row: row.place),
    required=st.sets(st.sampled_from(("a", "b", "c")), min_size=1),
)
def test_the_rule_gives_what_counting_by_hand_gives(rows, required):
    holding = [version for version in (1, 2, 3) if holds_by_hand(required, rows, version)]
    standing = rules.standing(required, rows)
    assert standing.adopted == max(holding, default=None)
    more = rules.standing({*required, "d"}, rows)
    assert more.adopted is None
    for version in (1, 2, 3):
        assert (version in holding) == (standing.missing(sorted(required), version) == [])


def test_result_words_follow_the_kind_of_body():
    assert rules.result_word("council", "agreed") == "Beschlossen"
    assert rules.result_word("committee", "agreed") == "Zugestimmt"
    assert rules.result_word("steering", "changes") == "Empfiehlt den Plan mit Änderungen"
    assert all(rules.result_word(kind, result) for kind, result in itertools.product(rules.KINDS, rules.RESULTS))


def test_the_next_fassung_is_the_first_one_made_since():
    made = [(1, DAY), (2, DAY + dt.timedelta(days=2)), (3, DAY + dt.timedelta(days=5))]
    assert rules.next_fassung(1, DAY, made) == 2
    assert rules.next_fassung(1, DAY + dt.timedelta(days=2), made) == 2
    assert rules.next_fassung(1, DAY + dt.timedelta(days=3), made) == 3
    assert rules.next_fassung(3, DAY, made) is None
    assert rules.next_fassung(1, DAY, []) is None


def test_only_a_fassung_with_every_change_carries_them_out():
    taken = Demanded("adopted", 2)
    assert rules.carries_out(2, [taken, taken])
    assert not rules.carries_out(2, [])
    assert not rules.carries_out(3, [taken])
    assert not rules.carries_out(2, [taken, Demanded("declined")])
    assert not rules.carries_out(2, [taken, Demanded("supplied", 2)])
    assert not rules.carries_out(2, [taken, Demanded()])


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Unverändert beschlossen", "agreed"),
        ("ungeändert beschlossen", "agreed"),
        ("einstimmig angenommen", "agreed"),
        ("Geändert beschlossen", "changes"),
        ("mit Änderungen beschlossen", "changes"),
        ("in geänderter Fassung angenommen", "changes"),
        ("abgelehnt", "refused"),
        ("nicht angenommen", "refused"),
        ("zur Kenntnis genommen", "noted"),
        ("vertagt", "deferred"),
        ("zurückgestellt bis Februar", "deferred"),
        ("Siehe Niederschrift", ""),
        ("", ""),
    ],
)
def test_free_text_of_a_result_is_understood_or_left_to_a_person(words, result):
    assert imports.result_of(words) == result


def meeting(*items):
    return json.dumps({"type": "https://schema.oparl.org/1.1/Meeting", "agendaItem": list(items)}).encode()


def agenda(number, result="Beschlossen", text=""):
    kind = "https://schema.oparl.org/1.1/AgendaItem"
    return {"type": kind, "number": number, "name": "Aktionsplan", "result": result, "resolutionText": text}


def test_an_item_is_found_by_its_number_however_it_is_written():
    found = imports.items(meeting(agenda("Ö 9", text="Der Rat beschließt."), agenda("Ö 10", "Vertagt")))
    assert imports.item_for(found, "9") == imports.Item(
        "Ö 9", "Aktionsplan", "agreed", "Beschlossen", "Der Rat beschließt."
    )
    assert imports.item_for(found, "Ö10").result == "deferred"
    with pytest.raises(Refused, match="Ö 9, Ö 10"):
        imports.item_for(found, "11")
    with pytest.raises(Refused):
        imports.item_for(found, "")
    assert imports.item_for(found[:1], "").number == "Ö 9"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4", "kein JSON"),
        (b"\xff\xfe", "kein JSON"),
        (b"[" * 100_000, "kein JSON"),
        (b"[" * 60 + b"]" * 60, "verschachtelt"),
        (b'{"type": "x"}', "keine OParl-Datei"),
        (b"7", "keine OParl-Datei"),
        (b" " * (imports.MOST_BYTES + 1), "größer als 5 MB"),
        (meeting(), "kein Tagesordnungspunkt"),
        (meeting(agenda("1", "")), "kein Tagesordnungspunkt"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(content, words):
    with pytest.raises(Refused, match=words):
        imports.items(content)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_real_files_without_a_result_say_so(path):
    with pytest.raises(Refused, match="kein Tagesordnungspunkt"):
        imports.items(path.read_bytes())


def test_the_plan_holds_since_the_last_word_was_said():
    day = DAY + dt.timedelta(days=11)
    changes = Said("elbhagen", DAY, 0, 1, "changes", 2, day)
    assert rules.standing(BOTH, [changes, said("luettow", 2, day=5)]).since == day


def test_half_characters_and_a_wrong_number_are_no_fault_of_the_program():
    broken = meeting(agenda("9") | {"name": "a\ud800b", "resolutionText": "x\u0000y"})
    [item] = imports.items(broken)
    assert (item.title, item.text) == ("a?b", "xy")
    with pytest.raises(Refused):
        imports.item_for([item], "7")
