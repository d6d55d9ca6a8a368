"""The plan before the bodies: stations, results, demanded changes, the chair's word, pages and papers."""

import datetime as dt
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy.models import ProcessStep
from aktionsplan.implementation.adoption import documents, progress, queries
from aktionsplan.implementation.adoption import operations as ops
from aktionsplan.implementation.adoption.models import Demand, PlanBody, Station
from aktionsplan.partnership.models import Municipality
from aktionsplan.people.permissions import Role
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.adoption.test_rules import agenda, meeting
from tests.factories import town as make
from tests.factories.adoption import DAY, fassung, says, station

LATER = make.NOW + dt.timedelta(days=10)


@pytest.fixture
def two(town):
    """Two municipalities with their councils, and Fassung 1."""
    Municipality.objects.get_or_create(partnership=town.partnership, name="Zweitstadt", defaults={"kind": "town"})
    ops.begin_way(by=town.ben, at=make.NOW)
    town.things["fassung"] = fassung(town, 1)
    town.councils = [body.name for body in queries.plan_bodies(town.partnership) if body.required]
    return town


def adopted(town):
    return queries.way(town.partnership, LATER.date()).adopted


def fulfilled(town):
    [row] = progress.progress(town.partnership, DAY)
    return row.fulfilled


def answer(town, row, **fields):
    given = {"answer": "adopted", "version": "", "reason": ""} | fields
    return ops.answer_demand(demand=row, fields=given, by=town.ben, at=make.NOW)


def test_the_way_begins_with_every_council_as_required(two):
    assert len(two.councils) == Municipality.objects.filter(partnership=two.partnership).count() > 1
    assert list(PlanBody.objects.filter(required=False).values_list("name", flat=True)) == ["Begleitausschuss"]
    with pytest.raises(Refused):
        ops.begin_way(by=two.ben, at=make.NOW)


def test_two_towns_adopt_only_when_both_said_yes(two):
    first, *others = two.councils
    says(two, station(two, first, two.things["fassung"]), "agreed")
    assert not fulfilled(two)
    for name in others:
        assert adopted(two) is None
        says(two, station(two, name, two.things["fassung"]), "agreed")
    assert adopted(two).major == 1
    assert fulfilled(two)
    fassung(two, 2)
    assert adopted(two).major == 1
    assert all(again for _body, again in queries.way(two.partnership, DAY).missing())
    assert len(queries.way(two.partnership, DAY).missing()) == len(two.councils)


def test_changes_count_when_the_chair_confirms_exactly_that_fassung(two):
    name, *others = two.councils
    row = says(two, station(two, name, two.things["fassung"]), "changes", "Alle Ortsteile nennen", "Mehr Busse")
    confirm = {"confirmed_by": "Frau Vorsitz", "confirmed_on": DAY, "by": two.lena, "at": make.NOW}
    with pytest.raises(Refused, match="noch keine Fassung"):
        ops.confirm_changes(station=row, **confirm)
    second = fassung(two, 2)
    with pytest.raises(Refused, match="Nicht jede"):
        ops.confirm_changes(station=row, **confirm)
    one, other = Demand.objects.order_by("pk")
    answer(two, one, version=second.key)
    answer(two, other, answer="declined", reason="Zu teuer")
    with pytest.raises(Refused, match="Nicht jede"):
        ops.confirm_changes(station=row, **confirm)
    answer(two, other, version=second.key)
    for day in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="Der Tag liegt"):
            ops.confirm_changes(station=row, **confirm | {"confirmed_on": day})
    with pytest.raises(Forbidden):
        ops.confirm_changes(station=row, **confirm | {"by": two.ben})
    ops.confirm_changes(station=row, **confirm)
    assert adopted(two) is None
    with pytest.raises(Refused, match="schon bestätigt"):
        answer(two, other, answer="declined", reason="Doch nicht")
    for name in others:
        says(two, station(two, name, second), "agreed")
    assert adopted(two).major == 2


def test_a_council_waits_until_every_earlier_change_is_answered(two):
    body = {"kind": "committee", "name": "Sozialausschuss", "municipality": "", "required": False}
    ops.add_plan_body(fields=body, by=two.ben, at=make.NOW)
    early = station(two, "Sozialausschuss", two.things["fassung"])
    says(two, early, "deferred", "Was kostet es?", deferred_to=DAY + dt.timedelta(days=5))
    same_day = station(two, two.councils[1], two.things["fassung"])
    assert says(two, same_day, "agreed").result == "agreed"
    tomorrow = make.NOW + dt.timedelta(days=1)
    council = station(two, two.councils[0], two.things["fassung"], tomorrow.date())
    with pytest.raises(Refused, match="brauchen 1 verlangte"):
        says(two, council, "agreed", at=tomorrow)
    [row] = Demand.objects.all()
    with pytest.raises(Refused, match="Bitte schreiben Sie"):
        answer(two, row, answer="supplied")
    with pytest.raises(Refused, match="neuer als die beratene"):
        answer(two, row, version=two.things["fassung"].key)
    answer(two, row, answer="supplied", reason="Anlage 3")
    assert says(two, council, "agreed", at=tomorrow).result == "agreed"
    again = Station.objects.get(day=DAY + dt.timedelta(days=5))
    assert (again.state, again.plan_body.name, again.version) == ("planned", "Sozialausschuss", two.things["fassung"])


@pytest.mark.parametrize(
    ("result", "more", "words"),
    [
        ("changes", {}, "was geändert werden soll"),
        ("deferred", {"text": ""}, "den Grund"),
        ("refused", {"text": ""}, "den Grund"),
        ("deferred", {"deferred_to": DAY}, "nicht nach der Sitzung"),
    ],
)
def test_a_result_without_what_it_needs_is_refused(two, result, more, words):
    row = station(two, two.councils[0], two.things["fassung"])
    fields = {"result": result, "yes": None, "no": None, "abstain": None, "text": more.pop("text", "Weil.")}
    with pytest.raises(Refused, match=words):
        ops.record_result(station=row, fields=fields, demands=[], by=two.ben, at=make.NOW, **more)
    assert Station.objects.get(pk=row.pk).state == "planned"


def test_a_station_keeps_to_its_days_and_states(two):
    version = two.things["fassung"]
    with pytest.raises(Refused, match="gab es die Fassung noch nicht"):
        station(two, two.councils[0], version, DAY - dt.timedelta(days=1))
    coming = station(two, two.councils[0], version, DAY + dt.timedelta(days=3))
    with pytest.raises(Refused, match="war noch nicht"):
        says(two, coming, "agreed")
    fields = queries.station_values(coming) | {"day": DAY}
    coming = ops.change_station(station=coming, fields=fields, by=two.ben, at=make.NOW)
    done = says(two, coming, "agreed")
    for deed in (ops.change_station, ops.drop_station):
        with pytest.raises(WrongState):
            deed(
                station=done,
                by=two.ben,
                at=make.NOW,
                **({"fields": fields} if deed is ops.change_station else {"reason": "x"}),
            )
    with pytest.raises(Refused, match="schon eine Station"):
        ops.drop_plan_body(plan_body=done.plan_body, reason="x", by=two.lena, at=make.NOW)
    ops.reopen_station(station=done, reason="Verwechselt", by=two.lena, at=make.NOW)
    assert Station.objects.get().result == ""
    ops.drop_station(station=Station.objects.get(), reason="Fällt aus", by=two.ben, at=make.NOW)
    body = PlanBody.objects.get(name=two.councils[0])
    ops.drop_plan_body(plan_body=body, reason="Gibt es nicht", by=two.lena, at=make.NOW)
    assert Station.objects.count() == 0


def test_reopening_a_result_takes_its_demands_with_it(two):
    row = says(two, station(two, two.councils[0], two.things["fassung"]), "changes", "Mehr Busse")
    ops.reopen_station(station=row, reason="Falsches Gremium", by=two.lena, at=make.NOW)
    assert (Demand.objects.count(), Station.objects.get().state) == (0, "planned")


def test_agreements_fulfil_the_steps_of_the_five_months(two):
    strategy.set_start(start_on=DAY, by=two.ben, at=make.NOW)
    version = two.things["fassung"]
    says(two, station(two, "Begleitausschuss", version), "agreed")
    says(two, station(two, two.councils[0], version), "noted")
    assert ProcessStep.objects.get(kind="council_first").done_on is None
    for name in two.councils[:2]:
        says(two, station(two, name, version), "agreed")
    says(two, station(two, two.councils[0], fassung(two, 2)), "agreed")
    done = dict(ProcessStep.objects.exclude(done_on=None).values_list("kind", "paper"))
    assert set(done) == {"recommended", "council_first", "council_second"}
    assert done["council_first"] == f"{two.councils[0]}: V 1"


def test_names_of_bodies_are_taken_once(two):
    fields = {"kind": "council", "name": two.councils[0], "municipality": "", "required": True}
    with pytest.raises(Refused, match="steht schon da"):
        ops.add_plan_body(fields=fields, by=two.ben, at=make.NOW)
    row = PlanBody.objects.get(name=two.councils[0])
    values = queries.plan_body_values(row) | {"required": False}
    ops.change_plan_body(plan_body=row, fields=values, by=two.lena, at=make.NOW)
    assert PlanBody.objects.get(pk=row.pk).required is False


def test_pages_lead_from_nothing_to_the_decision(town, browser_of):
    base = f"/{town.partnership.slug}/intern/weg/"
    ben = browser_of(town.ben.account)
    assert "Gremien eintragen" in ben.get(base).content.decode()
    ben.post(f"{base}beginnen/")
    assert "Fassung 1 festhalten" in ben.get(base).content.decode()
    version = fassung(town, 1)
    assert "Erste Station einfügen" in ben.get(base).content.decode()
    council = PlanBody.objects.filter(required=True).first()
    sent = {"plan_body": council.key, "version": version.key, "day": DAY.strftime("%d.%m.%Y"), "paper": "V 7"}
    page = ben.post(f"{base}stationen/neu/", sent)["Location"]
    assert "Ergebnis fehlt" in ben.get(base).content.decode()
    told = ben.post(f"{page}ergebnis/", {"result": "changes"}).content.decode()
    assert "was geändert werden soll" in told
    ben.post(f"{page}ergebnis/", {"result": "changes", "yes": "9", "no": "1", "demands": "Mehr Busse\n\nMehr Licht"})
    assert [row.text for row in Demand.objects.all()] == ["Mehr Busse", "Mehr Licht"]
    told = ben.get(page).content.decode()
    assert "Halten Sie eine neue Fassung" in told
    row = Demand.objects.first()
    second = fassung(town, 2)
    assert (
        ben.post(
            f"{base}aenderungen/{row.key}/",
            {"answer": "adopted", "version": second.key, "seen": seal(queries.demand_values(row))},
        ).status_code
        == 302
    )
    assert "Beantworten Sie jede Änderung" in ben.get(page).content.decode()
    assert "9 Ja" in ben.get(base).content.decode()


def test_an_oparl_file_fills_the_form_and_somebody_saves_it(two, browser_of):
    row = station(two, two.councils[0], two.things["fassung"])
    page = f"/{two.partnership.slug}/intern/weg/stationen/{row.key}/"
    ben = browser_of(two.ben.account)
    content = meeting(agenda("9", "Unverändert beschlossen", "Die Stadtvertretung beschließt den Plan."))
    upload = SimpleUploadedFile("sitzung.json", content)
    told = ben.post(f"{page}oparl/", {"upload": upload, "number": "Ö 9"}).content.decode()
    assert "Die Stadtvertretung beschließt den Plan." in told
    assert 'action="../ergebnis/"' in told
    assert Station.objects.get().result == ""
    wrong = SimpleUploadedFile("sitzung.json", json.dumps({}).encode())
    assert "keine OParl-Datei" in ben.post(f"{page}oparl/", {"upload": wrong}).content.decode()


def test_papers_say_what_is_to_be_decided_and_what_was_said_before(two):
    body = {"kind": "committee", "name": "Sozialausschuss", "municipality": "", "required": False}
    ops.add_plan_body(fields=body, by=two.ben, at=make.NOW)
    says(two, station(two, "Sozialausschuss", two.things["fassung"]), "deferred", "Was kostet es?")
    answer(two, Demand.objects.get(), answer="supplied", reason="Anlage 3")
    row = station(two, two.councils[0], two.things["fassung"])
    word = Document(io.BytesIO(documents.paper_docx(row, at=make.NOW)))
    text = "\n".join(part.text for part in word.paragraphs)
    cells = [cell.text for table in word.tables for line in table.rows for cell in line.cells]
    assert f"{two.councils[0]} beschließt den Lokalen Aktionsplan" in text
    assert "Fassung 1" in text
    assert {"Was kostet es?", "nachgereicht: Anlage 3", "Vertagt, 9 Ja, 1 Nein, 0 Enthaltungen"} <= set(cells)
    assert documents.paper_pdf(row, at=make.NOW).startswith(b"%PDF")


def test_only_the_office_enters_and_takes_back(two, browser_of):
    row = says(two, station(two, two.councils[0], two.things["fassung"]), "agreed")
    coach = make.with_role_too(two, "emil", Role.COACH)
    with pytest.raises(Forbidden):
        ops.reopen_station(station=row, reason="x", by=coach, at=make.NOW)
    with pytest.raises(Forbidden):
        ops.plan_station(fields={}, by=coach, at=make.NOW)
    page = f"/{two.partnership.slug}/intern/weg/stationen/{row.key}/"
    assert "Ergebnis zurücknehmen" not in browser_of(coach.account).get(page).content.decode()
    assert "Ergebnis zurücknehmen" in browser_of(two.ben.account).get(page).content.decode()


def test_the_drawing_has_a_stop_for_each_sitting_and_gives_way_to_the_lists(two):
    version = two.things["fassung"]
    says(two, station(two, "Begleitausschuss", version), "agreed")
    for name in two.councils[:2]:
        station(two, name, version, DAY + dt.timedelta(days=2))
    route = queries.route(queries.way(two.partnership, DAY))
    assert [stop.look for stop in route.stops] == ["done", "open", "open"]
    late = queries.way(two.partnership, DAY + dt.timedelta(days=3))
    assert [stop.look for stop in queries.route(late).stops] == ["done", "late", "late"]
    assert len(late.late()) == 2
    for day in range(6):
        station(two, two.councils[0], version, DAY + dt.timedelta(days=day))
    assert queries.route(queries.way(two.partnership, DAY)) is None


def test_two_bodies_with_changes_never_adopt_by_confirmation_alone(two):
    first, second = two.councils[:2]
    rows = [
        says(two, station(two, name, two.things["fassung"]), "changes", f"Für {name}") for name in (first, second)
    ]
    later = fassung(two, 2)
    for row in Demand.objects.all():
        answer(two, row, version=later.key)
    for row in rows:
        with pytest.raises(Refused, match="ein anderes Gremium"):
            ops.confirm_changes(station=row, confirmed_by="V", confirmed_on=DAY, by=two.lena, at=make.NOW)


@pytest.mark.parametrize(
    ("result", "yes", "no", "demands", "words"),
    [
        ("agreed", 0, 9, [], "passen nicht"),
        ("refused", 9, 0, [], "passen nicht"),
        ("agreed", 5, 5, [], "passen nicht"),
        ("agreed", 9, 0, ["Busse"], "stimmt mit Änderungen zu"),
    ],
)
def test_a_result_that_contradicts_itself_is_refused(two, result, yes, no, demands, words):
    row = station(two, two.councils[0], two.things["fassung"])
    fields = {"result": result, "yes": yes, "no": no, "abstain": 0, "text": "Weil."}
    with pytest.raises(Refused, match=words):
        ops.record_result(station=row, fields=fields, demands=demands, by=two.ben, at=make.NOW)
