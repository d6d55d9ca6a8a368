"""Lists of attendance: printed, counted, given up; the forecast of a flat rate; who may and who may not."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.documents.notice import letter_of
from aktionsplan.implementation.grants.documents.sheets import sheet_pdf, why
from aktionsplan.implementation.grants.models import AttendanceSheet
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make
from tests.grants.test_receipts import png

AT = make.FINAL
DAY = local_day(AT)
WORDS = {
    "funding_type": "flat",
    "flat_eur": D("12.00"),
    "flat_unit": "person",
    "salutation": "Guten Tag,",
    "purpose": "Tische",
    "reasons": "Es passt.",
}
EVENT = {"title": "Tisch im Mai", "held_on": DAY, "time": "17 bis 20 Uhr", "place": "Gemeindehaus"}


def by(town, who="anna", at=AT):
    return {"by": town.people[who], "at": at}


@pytest.fixture
def flat(town):
    application = make.decide(town, make.admit(town, make.add_application(town)))
    with pytest.raises(Refused, match="Betrag und Einheit"):
        grants.draft_notice(application=application, fields=WORDS | {"flat_unit": ""}, **by(town, "lena", make.NOW))
    grant = grants.draft_notice(application=application, fields=WORDS, **by(town, "lena", make.NOW))
    letter = str(letter_of(grant, signatory="C", at=make.NOW, footer=""))
    assert "12,00\u00a0€ je Person" in letter or "12,00\\xa0€ je Person" in letter
    assert "Einzelne Ansätze" not in letter
    make.post(town, make.sign(town, grant))
    town.again("anna")
    town.things["grant"] = queries.own_grants(town.anna, DAY)[0]
    return town


def add(town, **more):
    return grants.add_sheet(grant=town.grant, fields=EVENT | more, **by(town))


def count(town, sheet, people, young=0, **more):
    return grants.count_sheet(attendance_sheet=sheet, people=people, under_16=young, **by(town, **more))


def test_lists_prove_the_flat_rate(flat):
    first, second = add(flat), add(flat, title="Tisch im Juni")
    assert (first.number, second.number) == (1, 2)
    count(flat, first, 23, 4)
    count(flat, second, 30)
    found = queries.receipts(flat.grant, DAY).forecast
    assert (found.outcome.final_eur, found.flat) == (D("636.00"), True)
    second.refresh_from_db()
    count(flat, second, 31)
    assert queries.receipts(flat.grant, DAY).forecast.outcome.final_eur == D("648.00")


def test_what_no_list_can_be(flat):
    sheet = add(flat, held_on=DAY + dt.timedelta(days=1))
    with pytest.raises(Refused, match="nach der Veranstaltung"):
        count(flat, sheet, 5)
    with pytest.raises(Refused, match="nicht mehr sein"):
        count(flat, add(flat), 5, 6)
    sheet = AttendanceSheet.objects.get(number=1)
    grants.drop_sheet(attendance_sheet=sheet, **by(flat))
    with pytest.raises(WrongState):
        count(flat, AttendanceSheet.objects.get(number=1), 5, at=AT + dt.timedelta(days=5))
    assert [row.number for row in queries.sheets(flat.grant)] == [2]
    make.add_organisation(flat, who="greta", name="Anderer Verein")
    for who in ("greta", "lena"):
        with pytest.raises(Forbidden):
            grants.add_sheet(grant=flat.grant, fields=EVENT, **by(flat, who))


def test_only_a_flat_rate_has_lists(town):
    make.notified_grant(town)
    town.again("anna")
    with pytest.raises(Refused, match="nur ein Projekt mit Pauschale"):
        grants.add_sheet(grant=town.grant, fields=EVENT, **by(town))
    assert queries.counted(town.grant) is None


def test_the_sheet_says_why_and_is_one_page(flat):
    sheet = add(flat)
    assert "12,00\u00a0€ je Person (Pauschale)" in why(sheet)
    assert "nach 5 Jahren vernichtet" in why(sheet)
    for row in (sheet, add(flat, single=True)):
        content = sheet_pdf(row, AT)
        assert content.startswith(b"%PDF")
        assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page\n") + content.count(b"/Type /Page ") <= 1


def test_pages_of_both_sides(flat, browser_of, other_town, time_machine):
    time_machine.move_to(AT, tick=False)
    slug, phone = flat.partnership.slug, browser_of(flat.anna.account)
    lists = reverse("grants:own_sheets", args=[slug, flat.grant.key])
    assert "Noch keine Liste" in phone.get(lists).content.decode()
    typed = {"title": "Tisch", "held_on": f"{DAY:%d.%m.%Y}", "time": "", "place": "Saal"}
    assert phone.post(reverse("grants:own_add_sheet", args=[slug, flat.grant.key]), typed).status_code == 302
    sheet = AttendanceSheet.objects.get()
    assert phone.get(reverse("grants:own_sheet", args=[slug, sheet.key]))["Content-Type"] == "application/pdf"
    url = reverse("grants:own_count_sheet", args=[slug, sheet.key])
    upload = SimpleUploadedFile("liste.png", png(), content_type="image/png")
    assert phone.post(url, {"people": "23", "under_16": "4", "upload": upload}).status_code == 302
    text = phone.get(lists).content.decode()
    assert "23 da, davon 4 unter 16" in text
    assert "276,00" in text
    assert phone.get(reverse("grants:own_sheet_file", args=[slug, sheet.key])).status_code == 200
    clerk = browser_of(flat.lena.account)
    assert "Teilnahmelisten" in clerk.get(reverse("grants:receipts", args=[slug, flat.grant.key])).content.decode()
    assert clerk.get(reverse("grants:sheet_file", args=[slug, sheet.key])).status_code == 200
    abroad = browser_of(other_town.people["lena"].account)
    assert abroad.get(reverse("grants:sheet_file", args=[other_town.partnership.slug, sheet.key])).status_code == 404
    make.add_organisation(flat, who="greta", name="Anderer Verein")
    assert browser_of(flat.greta.account, second_factor=False).get(url).status_code == 404
