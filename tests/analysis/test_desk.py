"""The desk and the cockpit know what is known of the place."""

import datetime as dt

import pytest

from aktionsplan.desk.open_tasks import tasks_for
from aktionsplan.desk.queries import points
from aktionsplan.development.analysis import operations as ops
from aktionsplan.development.analysis import queries
from aktionsplan.development.analysis.models import Report
from aktionsplan.development.analysis.tasks import WAITS
from aktionsplan.partnership.operations import publish_town
from aktionsplan.shared.tasks import MOST, waiting_tasks
from tests.factories import analysis as known
from tests.factories import town as make

TODAY = known.TODAY


def titles(by):
    return [(task.day, task.title, task.facts) for task in waiting_tasks(by, TODAY, [WAITS])]


def by(town):
    return {"by": town.ben, "at": make.NOW}


def test_what_waits_comes_by_its_day(town):
    known.send(town)
    finding = known.finding(town)
    ops.cite(finding=finding, thing="incidents", year=2025, **by(town))
    known.offer(town, title="Café", funded_until=TODAY + dt.timedelta(days=90))
    known.offer(town, title="Bleibt", funded_until=TODAY + dt.timedelta(days=91))
    for due, owner in ((TODAY, town.lena.account.name), (None, town.lena.account.name), (TODAY, "Wer anders")):
        ops.add_question(text="Warum?", owner=owner, due=due, **by(town))
    assert sorted(titles(town.lena)) == [
        (TODAY, "Offene Frage beantworten", "Warum?"),
        (dt.date(2026, 3, 25), "Meldung prüfen", ""),
        (dt.date(2026, 3, 27), "Befund gegenlesen", finding.sentence),
        (TODAY + dt.timedelta(days=90), "Das Geld für ein Angebot endet", "Café"),
    ]
    assert [task.title for task in waiting_tasks(town.ben, TODAY, [WAITS]) if "Befund" in task.title] == []
    assert waiting_tasks(town.henrik, TODAY, [WAITS]) == waiting_tasks(town.emil, TODAY, [WAITS]) == []


@pytest.mark.parametrize("count", [0, MOST, MOST + 1, 300])
def test_at_most_twenty_reports_are_read_with_one_question(town, count, django_assert_num_queries):
    for _time in range(count):
        code = f"{_time:064}"
        Report.objects.create(partnership=town.partnership, code=code, received_on=TODAY, state="received")
    with django_assert_num_queries(1):
        found = waiting_tasks(town.ben, TODAY, [WAITS])
    assert len(found) == min(count, MOST)
    assert sum(task.behind for task in found) == max(0, count - MOST)
    assert all(task.url for task in tasks_for(town.ben, TODAY))


def state(town, bullet):
    return next(point.state for point in points(town.partnership, TODAY) if point.bullet.id == bullet)


def test_a_shown_finding_with_three_years_and_a_talk_fulfils_the_first_point(town):
    publish_town(by=town.lena, at=make.NOW)
    assert state(town, "S1.1") == "open"
    row, finding = known.series(town, {2024: "7", 2025: "9"}), known.finding(town)
    ops.cite(finding=finding, thing=f"series:{row.key}", year=2025, **by(town))
    assert state(town, "S1.1") == "begun"
    lena = {"by": town.lena, "at": make.NOW}

    def show():
        ops.read_finding(finding=finding, **lena)
        ops.publish_finding(finding=finding, confirmed=True, **lena)
        return state(town, "S1.1")

    assert show() == "begun"
    ops.cite(finding=finding, thing=f"source:{known.source(town).key}", year=None, **by(town))
    assert show() == "begun"
    known.enter(town, row, {2026: "1"})
    assert state(town, "S1.1") == "begun"
    known.enter(town, row, {2023: "8"})
    assert state(town, "S1.1") == "fulfilled"
    ops.hide_finding(finding=finding, **lena)
    assert state(town, "S1.1") == "begun"


def test_a_year_without_incidents_proves_nothing(town):
    publish_town(by=town.lena, at=make.NOW)
    row, finding, lena = known.series(town, {2023: "8", 2024: "7", 2025: "9"}), known.finding(town), {"at": make.NOW}
    ops.cite(finding=finding, thing=f"series:{row.key}", year=2025, **by(town))
    ops.cite(finding=finding, thing="incidents", year=2025, **by(town))
    ops.read_finding(finding=finding, by=town.lena, **lena)
    ops.publish_finding(finding=finding, confirmed=True, by=town.lena, **lena)
    assert state(town, "S1.1") == "begun"


def test_offers_networks_and_concepts_in_every_town_fulfil_the_second(town):
    assert state(town, "S1.2") == "open"
    places = [parts[0][0] for _town, parts in queries.stock(town.partnership, TODAY).areas]
    for kind in ("offer", "network"):
        known.offer(town, kind=kind, area=places[0])
    assert state(town, "S1.2") == "begun"
    known.offer(town, kind="concept")
    expected = "fulfilled" if len(places) == 1 else "begun"
    assert state(town, "S1.2") == expected
    for place in places[1:]:
        known.offer(town, area=place)
    assert state(town, "S1.2") == "fulfilled"


def test_a_closed_analysis_fulfils_the_third_until_it_is_opened_again(town):
    assert state(town, "S1.3") == "open"
    ops.assess_offer(entry=known.offer(town), verdict="works", text="Gut.", **by(town))
    assert state(town, "S1.3") == "begun"
    known.one_of_each(town)
    assert state(town, "S1.3") == "begun"
    closing = ops.close_analysis(**by(town))
    assert state(town, "S1.3") == "fulfilled"
    ops.reopen_analysis(closing=closing, reason="Neue Zahlen.", **by(town))
    assert state(town, "S1.3") == "begun"
