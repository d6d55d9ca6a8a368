"""The coordination office: what its record needs, what ends soon, and that an outside office neither decides nor pays."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from aktionsplan.partnership import operations as ops
from aktionsplan.partnership import progress, queries
from aktionsplan.partnership.models import OfficeStaff
from aktionsplan.people.permissions import TABLE, Role
from aktionsplan.shared.words import Conflict, Forbidden, Refused
from tests.factories import town as make

DAY = make.NOW.date()


def days(number):
    return DAY + dt.timedelta(days=number)


def record(town, **more):
    fields = queries.coordination_values(None) | {"place": "external", "carrier": "Jugendring", "tasks": "Beraten"}
    fields |= {"contract_on": DAY, "processor_on": DAY, "processor_until": days(60)}
    return ops.set_coordination(fields=fields | more, by=town.lena, at=make.NOW)


def staff(town, **more):
    fields = {"name": "Ben", "task": "Leitung", "hours": Decimal("20.5"), "begins_on": DAY, "ends_on": None}
    return ops.add_office_staff(fields=fields | more, by=town.lena, at=make.NOW)


def test_bullet_is_fulfilled_with_a_complete_record(town):
    [row] = progress.progress(town.partnership, DAY)
    assert (row.bullet, row.fulfilled, row.evidence) == ("S2.1", False, ())
    record(town)
    [row] = progress.progress(town.partnership, DAY)
    assert (row.fulfilled, len(row.evidence)) == (False, 1)
    staff(town)
    assert progress.progress(town.partnership, DAY)[0].fulfilled
    assert progress.progress(town.partnership, days(61))[0].fulfilled is False


def test_what_ends_stands_on_the_desk_of_the_lead_officer(town, browser_of):
    record(town)
    staff(town, begins_on=days(-1), ends_on=timezone.localdate() + dt.timedelta(days=30))
    told = browser_of(town.lena.account).get(f"/{town.partnership.slug}/intern/").content.decode()
    assert "Ben endet." in told
    assert "Vertrag zur Auftragsverarbeitung endet." in told
    assert "Vertrag mit dem Träger endet." not in told
    assert "endet." not in browser_of(town.ben.account).get(f"/{town.partnership.slug}/intern/").content.decode()
    ends = [what for _day, what in queries.coordination_ends(town.partnership, timezone.localdate())]
    assert set(ends) == {"Ben", "Vertrag zur Auftragsverarbeitung"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"contract_until": days(-1)}, "Ende liegt vor"),
        ({"processor_on": None}, "Ende liegt vor"),
        ({"carrier": ""}, "nennen Sie den Träger"),
    ],
)
def test_wrong_days_and_a_missing_carrier_are_refused(town, more, words):
    with pytest.raises(Refused, match=words):
        record(town, **more)


def test_staff_is_changed_and_dropped(town):
    row = staff(town)
    with pytest.raises(Refused, match="Ende liegt vor"):
        staff(town, ends_on=days(-1))
    fields = queries.staff_values(row) | {"hours": Decimal(10)}
    ops.change_office_staff(staff=row, fields=fields, by=town.lena, at=make.NOW)
    with pytest.raises(Forbidden):
        ops.drop_office_staff(staff=row, reason="x", by=town.ben, at=make.NOW)
    assert OfficeStaff.objects.get().hours == 10
    ops.drop_office_staff(staff=row, reason="Verschrieben", by=town.lena, at=make.NOW)
    assert not OfficeStaff.objects.exists()


def test_two_people_never_overwrite_each_other(town):
    from aktionsplan.shared.conflicts import seal  # noqa: PLC0415

    seen = seal(queries.coordination_values(None))
    record(town)
    fields = queries.coordination_values(None) | {"place": "internal"}
    with pytest.raises(Conflict):
        ops.set_coordination(fields=fields, seen=seen, by=town.kim, at=make.NOW)


def test_page_shows_what_is_missing_and_who_works_there(town, browser_of):
    page = f"/{town.partnership.slug}/intern/koordinierungsstelle/"
    lena = browser_of(town.lena.account)
    assert "Koordinierungsstelle eintragen" in lena.get(page).content.decode()
    record(town, processor_on=None, processor_until=None)
    staff(town)
    told = lena.get(page).content.decode()
    assert "Art. 28 DSGVO" in told
    assert "20,5 Stunden" in told
    assert "Ändern" not in browser_of(town.ben.account).get(page).content.decode()


def test_an_outside_office_neither_signs_nor_pays():
    for action in (
        "grants.sign_notice",
        "grants.order_payment",
        "grants.release_payment",
        "partnership.enter_budget",
    ):
        assert Role.COORDINATOR not in TABLE[action].roles
