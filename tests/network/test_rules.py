"""Rules of organisations: look-alike names, conflicts of interest, bank data."""

import datetime as dt

import pytest

from aktionsplan.network import rules as network
from aktionsplan.shared.templatetags import ui


@pytest.mark.parametrize(
    "other", ["Kulturboot e.V.", "KULTURBOOT E. V.", "Кulturboot e. V.", "Kultur-Boot e. V.", "Kulturboot"]
)
def test_look_alike_names_are_found(other):
    assert network.skeleton(other) == network.skeleton("Kulturboot e. V.") != network.skeleton("Sportverein")


def test_umlauts_do_not_look_like_plain_letters():
    assert network.skeleton("Hüte") != network.skeleton("Hute")


def test_mixed_scripts_are_flagged():
    assert network.mixed_scripts("Вoizenburg")
    assert not network.mixed_scripts("Boizenburg")


def test_bank_data_wait_from_the_approval():
    start = dt.datetime(2026, 2, 1, tzinfo=dt.UTC)
    assert network.bank_effective(start, 3) == start + dt.timedelta(days=3)


def test_iban_is_masked():
    assert network.masked_iban("DE02120300000000202051") == "DE•• •••• 2051"
    assert network.masked_iban("DE0") == "••••"


def test_letters_without_a_look_alike_stay():
    assert network.skeleton("漢字 e. V.") == "漢字"


def test_shortest_iban_that_is_shown():
    assert network.masked_iban("DE020202") == "DE•• •••• 0202"
    assert network.masked_iban("DE02020") == "••••"


def test_iban_is_grouped_as_on_paper():
    assert ui.in_fours("DE02120300000000202051") == "DE02 1203 0000 0000 2020 51"
    assert ui.in_fours("") == ""


def test_only_what_the_office_has_confirmed_is_granted_and_shown():
    assert network.confirmed_problem("confirmed") is None
    problem = network.confirmed_problem("registered")
    assert problem.code == "unconfirmed"
    assert "noch nicht bestätigt" in str(problem)


@pytest.mark.parametrize(
    ("name", "last"), [("Emil  Sander", "sander"), ("Ute Müller-Lüdenscheid", "müller-lüdenscheid"), ("Ute", "ute")]
)
def test_surname_is_the_last_word(name, last):
    assert network.surname(name) == last


@pytest.mark.parametrize(
    ("day", "until"), [((2026, 3, 1), (2028, 3, 1)), ((2028, 2, 29), (2030, 2, 28)), ((2026, 12, 31), (2028, 12, 31))]
)
def test_a_consent_holds_two_years(day, until):
    assert network.consent_until(dt.date(*day)) == dt.date(*until)
