"""What looks like a person in a text, and findings that do not hold any more: pure rules."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.rules.incidents import Counted, period_problem, public_counts
from aktionsplan.development.analysis.rules.names import given_names
from aktionsplan.shared.codes import SHAPE, WORDS, code_hash, new_code

TODAY = dt.date(2026, 6, 9)
D = Decimal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Frau Petersen hat sie abgekratzt.", [("Frau Petersen", "title")]),
        ("Herrn Dr. Müller-Lang kenne ich.", [("Herrn Dr. Müller-Lang", "title")]),
        ("Familie Öztürk wurde beschimpft.", [("Familie Öztürk", "title")]),
        ("Hr. Petersen und Fr. Koch", [("Hr. Petersen", "title"), ("Fr. Koch", "title")]),
        ("herr müller rief etwas", [("herr müller", "title")]),
        ("Der Mann heißt petersen", [("heißt petersen", "title")]),
        ("ein Mann namens Petersen Koch", [("namens Petersen Koch", "title")]),
        ("anna und ANNA, mehmets Laden", [("anna", "given"), ("ANNA", "given"), ("mehmets", "given")]),
        (
            "Gartenstr 12, Haus 14 und Hausnr. 3b",
            [("Gartenstr 12", "house"), ("Haus 14", "house"), ("Hausnr. 3b", "house")],
        ),
        ("eine frau aus der stadt, der herr", []),
        ("Annas Laden, und Ben war da.", [("Annas", "given"), ("Ben", "given")]),
        ("Anna-Lena lief weg", [("Anna-Lena", "given")]),
        ("a@b.de0170 1234567", [("a@b.de0170", "mail")]),
        ("Lena,Lena", [("Lena", "given"), ("Lena", "given")]),
        ("Vor Lindenstraße 12 beschimpft", [("Lindenstraße 12", "house")]),
        ("Im Winkel 3 wohnt", [("Im Winkel 3", "house")]),
        ("Am Markt 5a hing ein Plakat", [("Am Markt 5a", "house")]),
        ("Neue Straße 7, zweiter Stock", [("Neue Straße 7", "house")]),
        ("Ruf 0170 1234567 an", [("0170 1234567", "phone")]),
        ("+49 30 23125-120", [("+49 30 23125-120", "phone")]),
        ("schreib an wer.ist@verein.example bitte", [("wer.ist@verein.example", "mail")]),
        ("Am Bahnhof klebten zwölf Aufkleber, um 19 Uhr, am 9.6.2026.", []),
        ("Eine Frau wurde beleidigt. Der Mann lief weg.", []),
        ("In der Lindenstraße, am Markt und 2025 im Rathaus", []),
        ("Die Straße war leer, 15 Menschen kamen.", []),
        ("Frau von der Leyen kam", [("Frau von der Leyen", "title")]),
        ("frau petersen schrie", [("frau petersen", "title")]),
        ("Herr von Bülow ging", [("Herr von Bülow", "title")]),
        ("Dr. med. Huber", [("Dr. med. Huber", "title")]),
        ("Der Vorsitzende Müller", [("Vorsitzende Müller", "title")]),
        ("Bürgermeisterin Brandt", [("Bürgermeisterin Brandt", "title")]),
        ("Straße der Jugend 12", [("Straße der Jugend 12", "house")]),
        ("Markt 7 und Am Alten Markt 5", [("Markt 7", "house"), ("Am Alten Markt 5", "house")]),
        ("Lindenweg Nr. 5, Haus Nr. 7", [("Lindenweg Nr. 5", "house"), ("Haus Nr. 7", "house")]),
        ("Gartenstraße vierzehn", [("Gartenstraße vierzehn", "house")]),
        ("Am Montag 12 Aufkleber, im Juni 2026, auf dem Platz 30 Menschen, am Sonntag, 12. Mai", []),
        ("", []),
    ],
)
def test_what_looks_like_a_person(text, found):
    assert [(one.text, one.why) for one in rules.marks(text)] == found


def test_known_people_are_found_however_they_are_written():
    known = ["Bürgermeisterin Ulla Brandt", "Jo Li"]
    found = [(one.text, one.why) for one in rules.marks("gestern sah ich brandt und Brandts Hund, jo nicht", known)]
    assert found == [("brandt", "known"), ("Brandts", "known")]
    assert rules.marks("gestern sah ich brandt") == []


def test_struck_text_tells_not_how_long_a_name_was():
    text = "Frau Petersen und Frau Li waren da."
    marks = rules.marks(text)
    assert rules.strike(text, marks) == f"{rules.STRUCK} und {rules.STRUCK} waren da."
    assert rules.strike(text, marks[1:]) == f"Frau Petersen und {rules.STRUCK} waren da."
    assert rules.strike(text, []) == text


@given(st.text(alphabet="Frau AnnHerDb.@0123456 -ßstreaß", max_size=200), st.lists(st.text(max_size=12), max_size=3))
def test_marks_are_in_order_and_none_inside_another(text, known):
    marks = rules.marks(text, known)
    assert all(text[one.start : one.end] == one.text and one.text for one in marks)
    assert all(a.end <= b.start for a, b in zip(marks, marks[1:], strict=False))
    assert rules.strike(text, marks).count(rules.STRUCK) == len(marks)


def test_shipped_names_are_names():
    names = given_names()
    assert {"Anna", "Mehmet", "Lena"} <= names
    assert not {"August", "Rose", "Nur", "Heide"} & names
    assert all(name[0].isupper() and name.isalpha() for name in names)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY, None, None),
        (TODAY, TODAY, None),
        (TODAY - dt.timedelta(days=2), TODAY, None),
        (TODAY + dt.timedelta(days=1), None, "first_day"),
        (TODAY, TODAY + dt.timedelta(days=1), "first_day"),
        (TODAY, TODAY - dt.timedelta(days=1), "last_day"),
    ],
)
def test_period_of_an_incident(first, last, field):
    problem = period_problem(first, last, TODAY)
    assert (problem.field_name if problem else None) == field


def rows(year, **parts):
    return [Counted(year, "Elbhagen", part) for part, n in parts.items() for _ in range(n)]


def test_public_numbers_of_a_year():
    places = {"Elbhagen": ["Altstadt", "Hafen", "Dorf"]}
    counted = rows(2025, Altstadt=4, Hafen=1, Dorf=5) + rows(2026, Hafen=2) + rows(2024, Dorf=3)
    closed = public_counts(counted, places, 2025, TODAY)
    assert closed.parts["Elbhagen", "Hafen"] is None
    assert closed.parts["Elbhagen", "Altstadt"] is None
    assert closed.parts["Elbhagen", "Dorf"] is None
    assert (closed.groups, closed.total) == ({"Elbhagen": 10}, 10)
    assert public_counts(counted, places, 2026, TODAY) is None
    assert public_counts(counted + rows(2026, Dorf=1), places, 2026, TODAY) == 3
    assert public_counts(rows(2025, Dorf=3), places, 2026, TODAY) == 0
    assert public_counts(counted, places, 2027, TODAY) is None
    assert public_counts(counted, places, 2024, TODAY).parts["Elbhagen", "Altstadt"] == 0


def cited(**more):
    return rules.Cited(**({"title": "Straftaten", "kind": "series", "year": 2025, "value": D(9), "now": D(9)} | more))


def texts(phrases):
    return [phrase.text for phrase in phrases]


@pytest.mark.parametrize(
    ("one", "check", "reasons"),
    [
        (cited(), TODAY, 0),
        (cited(now=D(10)), TODAY, 1),
        (cited(now=None), TODAY, 1),
        (cited(gone=True, now=None), TODAY, 1),
        (cited(gone=True), TODAY, 1),
        (cited(year=None, value=None, now=D(1), kind="document"), TODAY, 0),
        (cited(year=2026, now=D(10)), TODAY, 0),
        (cited(newer=(2026, D(3))), TODAY, 0),
        (cited(year=None, value=None, now=None, kind="document"), TODAY, 0),
        (cited(), TODAY - dt.timedelta(days=1), 1),
        (cited(now=D(10)), TODAY - dt.timedelta(days=1), 2),
    ],
)
def test_when_a_finding_does_not_hold(one, check, reasons):
    assert len(rules.outdated([one], check, TODAY)) == reasons


def test_a_correction_says_what_was_and_what_is():
    [reason] = rules.outdated([cited(now=D("9.5"))], TODAY, TODAY)
    assert reason.params == {"title": "Straftaten", "year": 2025, "old": "9", "new": "9,5"}
    [gone] = rules.outdated([cited(now=None)], TODAY, TODAY)
    assert gone.params["new"] == "–"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (cited(), None),
        (cited(now=D(10)), None),
        (cited(newer=(2026, D(3))), {"n": "3", "year": 2026}),
        (cited(year=2026, now=D(10)), {"n": "10"}),
        (cited(year=2026), None),
        (cited(year=2026, now=None), None),
        (cited(newer=(2026, D(3)), gone=True), None),
        (cited(year=None, newer=(2026, D(3))), None),
    ],
)
def test_what_is_said_of_today(one, said):
    phrase = rules.today_words(one, TODAY)
    assert (phrase.params if phrase else None) == said


@pytest.mark.parametrize(
    ("confidence", "kinds", "warned"),
    [
        ("strong", {"series"}, True),
        ("strong", [], True),
        ("strong", {"series", "interview"}, False),
        ("partial", [], False),
        ("hint", {"series"}, False),
    ],
)
def test_well_supported_needs_two_kinds_of_sources(confidence, kinds, warned):
    assert (rules.confidence_warning(confidence, kinds) is not None) is warned


def test_what_speaks_for_a_finding():
    fresh, old = TODAY - dt.timedelta(days=365), TODAY - dt.timedelta(days=366)
    both = [cited(day=fresh), cited(kind="incidents")]
    assert [p.params for p in rules.speaks_for(both, (13, 17), TODAY)] == [{"n": 2}, {"n": 13, "all": 17}, {}]
    assert rules.speaks_for([cited(day=old)], (0, 0), TODAY) == []
    assert rules.speaks_for([cited()], None, TODAY) == []


@pytest.mark.parametrize(
    ("confirmed", "sources", "code"),
    [(True, 1, None), (False, 1, "small"), (True, 0, "sources"), (False, 0, "sources")],
)
def test_what_a_finding_needs_before_the_portal(confirmed, sources, code):
    problem = rules.publish_problem(confirmed=confirmed, sources=sources)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "count"}, None),
        ({"kind": "share", "numerator": "a", "denominator": "b"}, None),
        ({"kind": "share", "numerator": "", "denominator": "b"}, "numerator"),
        ({"kind": "share", "numerator": "a"}, "denominator"),
    ],
)
def test_a_share_says_of_what(fields, name):
    problem = rules.share_problem(fields)
    assert (problem.field_name if problem else None) == name


class Place:
    pk = 1


class Other:
    pk = 2


def test_codes_are_found_however_they_are_typed():
    assert len(set(WORDS)) == len(WORDS) > 80
    code = new_code()
    first, second, number = code.split("-")
    assert {first, second} <= set(WORDS)
    assert SHAPE.fullmatch(f"{first}{second}{number}")
    stored = code_hash(Place, "report", code)
    assert len(stored) == 64
    assert code_hash(Place, "report", f" {first.lower()} {second}-{number}") == stored
    assert code_hash(Place, "report", f"{first}{second}{number}") == stored
    assert code_hash(Other, "report", code) != stored
    assert code_hash(Place, "sign-up", code) != stored
    assert code_hash(Place, "report", "LINDE-4827") == code_hash(Place, "report", "") == ""
