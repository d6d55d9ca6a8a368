"""Reports of strangers: asked once about names, found by their code only, gone once they are decided."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from aktionsplan.development.analysis import operations as ops
from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Incident, Report, ReportTally
from aktionsplan.partnership.operations import add_municipality
from aktionsplan.people.queries import Visitor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.once import FIELD
from aktionsplan.shared.retention.operations import expire
from aktionsplan.shared.retention.queries import expiring
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import analysis as known
from tests.factories import town as make


def address(town, page, *keys):
    return reverse(page, args=[town.partnership.slug, *keys])


@pytest.fixture
def published_town(town):
    from aktionsplan.partnership.operations import publish_town

    publish_town(by=town.lena, at=make.NOW)
    return town


NAMED = "Frau Petersen hat Aufkleber in der Lindenstraße 12 gesehen."


def accepted(town, report, *, struck=None, kept=(), answer="", more=()):
    marks = queries.report_marks(report)
    chosen = range(len(marks)) if struck is None else struck
    fields = known.incident_fields(town, theme="")
    return ops.accept_report(
        report=report,
        struck=list(chosen),
        kept=list(kept),
        fields=fields,
        answer=answer,
        more=more,
        by=town.ben,
        at=make.NOW,
    )


def test_a_report_is_found_by_its_code_only(town):
    code = known.send(town)
    [report] = Report.objects.all()
    assert code not in (report.code, report.text)
    assert queries.report_with(town.partnership, code.lower()) == report
    assert queries.report_with(town.partnership, "LINDE-AMSEL-0000") in (None, report)
    assert queries.report_with(town.partnership, "x") is None


def test_nothing_tells_when_somebody_reported(town):
    before = LedgerEntry.objects.count()
    known.send(town)
    assert LedgerEntry.objects.count() == before
    assert not {field.name for field in Report._meta.fields if field.get_internal_type() == "DateTimeField"}


@pytest.mark.parametrize(
    ("more", "field"), [({"day": dt.date(2026, 3, 21)}, "day"), ({"district": "nowhere"}, "district")]
)
def test_what_cannot_be_is_refused(town, more, field):
    with pytest.raises(Refused) as refused:
        known.send(town, **more)
    assert refused.value.problem.field_name == field


def test_a_report_becomes_an_incident_without_names(town):
    known.send(town, text=NAMED)
    [report] = Report.objects.all()
    incident = accepted(town, report, struck=[0], kept=[1], answer="Danke.")
    assert incident.text == "[gestrichen] hat Aufkleber in der Lindenstraße 12 gesehen."
    assert incident.source == "citizen"
    report.refresh_from_db()
    assert (report.state, report.text, report.district, report.what, report.answer) == (
        "accepted",
        "",
        None,
        "",
        "Danke.",
    )
    assert "Petersen" not in "".join(LedgerSecret.objects.values_list("payload", flat=True))
    assert [(row.outcome, row.count) for row in ReportTally.objects.all()] == [("accepted", 1)]


@pytest.mark.parametrize(("struck", "kept"), [([0], []), ([], []), ([0, 1], [1]), ([0, 1, 2], []), ([0], [0])])
def test_each_mark_is_struck_or_kept(town, struck, kept):
    known.send(town, text=NAMED)
    with pytest.raises(Refused) as refused:
        accepted(town, Report.objects.get(), struck=struck, kept=kept)
    assert refused.value.problem.code == "marks"
    assert not Incident.objects.exists()
    assert Report.objects.get().text == NAMED


def test_known_people_of_this_town_are_marked_for_the_office_only(town, other_town):
    known.send(town, text="gestern war kröger dabei")
    [report] = Report.objects.all()
    assert [one.why for one in queries.report_marks(report)] == ["known"]
    assert rules.marks(report.text) == []
    with partnership_scope(other_town.partnership):
        add_municipality(name="Dorf", districts=["Anger"], by=other_town.kim, at=make.NOW)
        known.send(other_town, text="gestern war hansen dabei")
        [elsewhere] = Report.objects.filter(partnership=other_town.partnership)
        assert queries.report_marks(elsewhere) == []


def test_what_no_pattern_finds_the_office_strikes(town):
    known.send(town, text="Kevin Xylander rief, dann lief Xylander weg.")
    report = Report.objects.get()
    with pytest.raises(Refused) as refused:
        accepted(town, report, more=["Xylandre"])
    assert refused.value.problem.field_name == "more"
    assert (
        accepted(town, report, more=["Xylander"]).text
        == "[gestrichen] [gestrichen] rief, dann lief [gestrichen] weg."
    )


def test_the_ledger_joins_no_report_with_an_incident(town):
    known.send(town)
    report = Report.objects.get()
    before = LedgerEntry.objects.count()
    incident = accepted(town, report)
    [entry] = LedgerEntry.objects.order_by("sequence")[before:]
    assert (entry.kind, entry.reference) == ("analysis.accept_report", "reports")
    told = LedgerSecret.objects.get(entry=entry).payload
    assert report.key not in told
    assert incident.key not in told


def test_an_address_gets_the_answer_and_is_gone(town):
    known.send(town, email="wer@haus.example")
    [report] = Report.objects.all()
    ops.ask_report(report=report, question="Wann genau?", by=town.ben, at=make.NOW)
    accepted(town, report, answer="Wir haben es gezählt.")
    mails = OutboxMail.objects.filter(recipient="wer@haus.example").order_by("pk")
    assert ["Wann genau?" in mail.text for mail in mails] == [True, False]
    assert "Wir haben es gezählt." in mails.last().text
    assert all(mail.short for mail in mails)
    report.refresh_from_db()
    assert report.email == ""


def test_nobody_is_asked_without_an_address(town):
    known.send(town)
    with pytest.raises(Refused):
        ops.ask_report(report=Report.objects.get(), question="Wann?", by=town.ben, at=make.NOW)


def test_a_refused_report_keeps_its_reason_and_goes_after_a_month(town):
    code = known.send(town)
    ops.refuse_report(report=Report.objects.get(), reason="outside", answer="", by=town.ben, at=make.NOW)
    report = queries.report_with(town.partnership, code)
    assert (report.state, report.reason, report.text) == ("refused", "outside", "")
    for days, left in ((29, 1), (30, 0)):
        delete_expired_on(town, make.NOW + dt.timedelta(days=days))
        assert Report.objects.count() == left
    assert [(row.outcome, row.count) for row in ReportTally.objects.all()] == [("outside", 1)]


def delete_expired_on(town, at):
    if "analysis.Report" in expiring(town.partnership, at.date()):
        expire(model="analysis.Report", by=Installation(town.partnership), at=at)


def test_an_address_goes_after_a_month_without_an_answer(town):
    known.send(town, email="wer@haus.example")
    delete_expired_on(town, make.NOW + dt.timedelta(days=30))
    assert Report.objects.get().email == ""
    assert Report.objects.get().text


def test_whoever_has_the_code_withdraws_once(town):
    code = known.send(town, text=NAMED)
    visitor = Visitor(town.partnership)
    ops.withdraw_report(report=queries.report_with(town.partnership, code), by=visitor, at=make.NOW)
    report = queries.report_with(town.partnership, code)
    assert (report.state, report.text) == ("withdrawn", "")
    with pytest.raises(WrongState):
        ops.withdraw_report(report=report, by=visitor, at=make.NOW)
    with pytest.raises(WrongState):
        accepted(town, report)


class TestInTheBrowser:
    """The public form and the office's page."""

    def form(self, town, **more):
        fields = {"what": "sticker", "text": "Aufkleber am Bahnhof.", "district": known.district(town)}
        return fields | {"day": "", "police": "", "email": "", "website": ""} | more

    def test_a_name_is_asked_about_once(self, published_town, client):
        at = address(published_town, "visitor:send_report")
        first = client.post(at, self.form(published_town, text=NAMED))
        assert "Frau Petersen" in first.content.decode()
        assert not Report.objects.exists()
        second = client.post(at, self.form(published_town, text=NAMED, asked="1"))
        assert "Ihr Zeichen" in second.content.decode()
        assert Report.objects.get().text == NAMED

    def test_the_same_form_twice_shows_the_same_code(self, published_town, client):
        at = address(published_town, "visitor:send_report")
        page = client.get(at).content.decode()
        hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("sign", FIELD)}
        sent = self.form(published_town, **hidden)
        pages = [client.post(at, sent).content.decode() for _time in range(2)]
        assert all(hidden["sign"] in page for page in pages)
        assert Report.objects.count() == 1
        assert queries.report_with(published_town.partnership, hidden["sign"])

    def test_a_code_that_is_taken_or_none_is_made_anew(self, town):
        first = known.send(town)
        others = {known.send(town, sign=first), known.send(town, sign="x"), known.send(town)}
        assert len(others | {first}) == 4

    def test_the_page_shows_what_became_of_it(self, published_town, client):
        code = known.send(published_town)
        at = address(published_town, "visitor:look_up_report")
        assert "wird gelesen" in client.post(at, {"sign": code, "website": ""}).content.decode()
        assert "kennen wir nicht" in client.post(at, {"sign": "LINDE-AMSEL-00000", "website": ""}).content.decode()
        shown = client.post(at, {"sign": code, "website": "", "withdraw": "1"}).content.decode()
        assert "zurückgezogen" in shown
        assert Report.objects.get().state == "withdrawn"

    def test_the_office_is_asked_about_its_own_words_too(self, town, browser_of):
        known.send(town)
        page = address(town, "analysis:report", Report.objects.get().key)
        typed = {
            "kind": "propaganda",
            "motive": "racism",
            "first_day": "20.03.2026",
            "district": known.district(town),
        }
        typed |= {"police": "no", "group": "Familie Xylander", "confirmed": "", "theme": "", "answer": "", "more": ""}
        ben = browser_of(town.ben.account)
        assert "Familie Xylander" in ben.post(page, typed).content.decode()
        assert not Incident.objects.exists()
        assert ben.post(page, typed | {"group": "eine Familie"}).status_code == 302

    def test_reading_a_report_is_noted(self, town, browser_of):
        known.send(town)
        page = address(town, "analysis:report", Report.objects.get().key)
        browser_of(town.ben.account).get(page)
        assert LedgerEntry.objects.filter(kind="analysis.read_report", actor=town.ben.reference).count() == 1
        for who in ("henrik", "emil", "ida", "nora", "carla", "kim"):
            assert browser_of(town.people[who].account).get(page).status_code == 403
        assert LedgerEntry.objects.filter(kind="analysis.read_report").count() == 1
