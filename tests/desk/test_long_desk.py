"""A desk with more tasks than anybody does today: grouped, counted, at most twenty shown."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from aktionsplan.bodies.models import AgendaItem
from aktionsplan.desk import jobs, queries
from aktionsplan.desk.open_tasks import desk, tasks_for
from aktionsplan.desk.queries import points
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.network import operations as network
from aktionsplan.network.models import Organisation
from aktionsplan.shared.registration import modules
from aktionsplan.shared.tasks import MOST, Task
from tests.factories import town as make
from tests.stories.test_lists_and_canaries import copies

TODAY = make.NOW.date()


def clubs(town, count):
    Organisation.objects.bulk_create(
        Organisation(
            partnership=town.partnership,
            name=f"Verein {number}",
            skeleton=f"verein{number}",
            state="registered",
            created_at=make.NOW - dt.timedelta(days=number),
        )
        for number in range(count)
    )


@pytest.mark.parametrize("count", [0, 16, 17, 18, 20, 21, 300])
def test_at_most_twenty_are_shown_and_the_others_counted(town, count):
    steps = len(tasks_for(town.lena, TODAY))
    assert steps == 3
    clubs(town, count)
    rows = desk(tasks_for(town.lena, TODAY), TODAY)
    assert sum(len(tasks) for _title, tasks in rows.groups) == min(MOST, steps + count)
    assert (rows.count, rows.hidden) == (steps + count, max(0, steps + count - MOST))


def test_the_most_urgent_come_first_and_late_ones_are_told(town, browser_of):
    clubs(town, 300)
    page = reverse("desk:today", args=[town.partnership.slug])
    text = browser_of(town.lena.account).get(page).content.decode()
    assert text.count("Verein bestätigen: Verein") == 2 * MOST  # each as title and as the name of its button
    assert "283 weitere Aufgaben folgen" in text
    assert "Mehr als 20 Fristen sind überschritten" in text
    assert "Verein bestätigen: Verein 299" in text
    assert len(text) < 40_000


def test_desk_asks_no_more_for_three_hundred(town, browser_of, django_assert_max_num_queries):
    clubs(town, 300)
    with django_assert_max_num_queries(30):
        tasks_for(town.lena, TODAY)


def test_groups_follow_the_days():
    def task(days, behind=0):
        return Task(TODAY + dt.timedelta(days=days), "x", "", "/", "x", behind=behind)

    rows = desk([task(-1, 5), task(0), task(7), task(8)], TODAY)
    assert [len(tasks) for _title, tasks in rows.groups] == [1, 2, 1]
    assert (rows.count, rows.late, rows.more_late, rows.hidden) == (9, 1, True, 5)
    assert not desk([task(1)], TODAY).more_late


def test_reports_are_kept_until_the_next_deed(town, grant, browser_of, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        before = points(town.partnership, TODAY)
    with django_assert_max_num_queries(2):
        assert points(town.partnership, TODAY) == before
    assert next(row for row in before if row.bullet.id == "S2.9").state == "open"
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    assert next(row for row in points(town.partnership, TODAY) if row.bullet.id == "S2.9").state == "begun"


def test_desk_takes_what_the_worker_kept_and_the_worker_asks_only_after_a_deed(town, grant):
    def state(**how):
        return next(row for row in points(town.partnership, TODAY, **how) if row.bullet.id == "S2.9").state

    assert jobs.stages(make.NOW) == "1 towns asked anew"
    assert jobs.stages(make.NOW) == "0 towns asked anew"
    grants.publish_project(grant=grant, protected=False, by=town.nora, at=make.FINAL)
    assert state(newest=False) == "open"
    assert jobs.stages(make.NOW) == "1 towns asked anew"
    assert state(newest=False) == "begun"
    assert jobs.stages(make.NOW + dt.timedelta(days=1)) == "1 towns asked anew"


def test_without_a_worker_the_first_look_of_a_day_asks_every_app_and_the_next_does_not(
    town, grant, browser_of, django_assert_max_num_queries
):
    client, page = browser_of(town.lena.account), reverse("desk:today", args=[town.partnership.slug])
    with django_assert_max_num_queries(66):
        client.get(page)
    with django_assert_max_num_queries(25):
        client.get(page)


def test_what_another_version_of_the_program_kept_is_not_read(town, monkeypatch):
    before = points(town.partnership, TODAY)
    monkeypatch.setattr(queries, "_program", lambda: "another")
    monkeypatch.setattr(queries, "modules", lambda name: ())
    assert points(town.partnership, TODAY) != before


def test_each_state_has_its_first_twenty_and_counts_what_waits_behind(town, grant):
    application = grant.application
    for number in range(22):
        application.submitted_at = make.NOW - dt.timedelta(days=number)
        copies(application, 1, state="submitted", number=f"S{number}", title=f"Antrag {number}.")
    copies(application, 3, state="admissible", number="A{n}")
    told = [task for task in tasks_for(town.ben, TODAY) if "„" in task.title]
    checked = [task for task in told if "prüfen" in task.title]
    brought = [task for task in told if "in die Sitzung bringen" in task.title]
    assert [task.title for task in checked] == [f"Antrag „Antrag {n}.“ prüfen" for n in range(21, 1, -1)]
    assert checked[-1].behind == 2
    assert (len(brought), brought[-1].behind) == (3, 0)


def test_what_is_on_an_agenda_waits_for_the_committee_only(town, grant):
    copies(grant.application, 1, state="admissible", number="A{n}", title="Nur einmal.")
    waiting = lambda: [task for task in tasks_for(town.ben, TODAY) if "Nur einmal." in task.title]  # noqa: E731
    assert len(waiting()) == 1
    item = AgendaItem.objects.order_by("pk").last()
    item.reference, item.state = f"application:{grant.application.key}", "open"
    item.save(update_fields=["reference", "state"])
    assert waiting() == []


@pytest.mark.parametrize("reason", ["", "last", "before", "linked"])
def test_nobody_is_asked_to_sign_the_own_words_or_for_the_own_club(town, grant, reason):
    grant.state = "drafted"
    grant.save(update_fields=["state"])
    notice, carla = grant.notice, town.carla
    notice.signed_by, notice.signed_at = "", None
    if reason == "last":
        notice.drafted_by = carla.reference
    if reason == "before":
        notice.drafters = [*notice.drafters, carla.reference]
    notice.save(update_fields=["drafted_by", "drafters", "signed_by", "signed_at"])
    if reason == "linked":
        network.link_person(
            organisation=grant.organisation,
            account=carla.account,
            name="Carla",
            kind="board",
            function="",
            by=town.ben,
            at=make.NOW,
        )
    asked = [task for task in tasks_for(carla, TODAY) if "unterschreiben" in task.title]
    assert len(asked) == (reason == "")


def test_cockpit_names_nothing_that_the_person_may_not_open(town, grant, browser_of):
    page, file = (
        reverse("desk:stages", args=[town.partnership.slug]),
        reverse("desk:stages_file", args=[town.partnership.slug, "xlsx"]),
    )
    title = grant.application.title
    assert title in browser_of(town.ben.account).get(page).content.decode()
    kim = browser_of(town.kim.account)
    assert title not in kim.get(page).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(b"".join(kim.get(file).streaming_content)))
    assert title not in " ".join(str(cell.value) for row in book.active for cell in row)


def test_what_waits_has_a_kind_of_its_own_in_every_app(town):
    parts = [
        kind
        for module in modules("tasks")
        if hasattr(module, "WAITS")
        for kind in module.WAITS.parts(town.lena, TODAY)
    ]
    assert len(parts) > 5
    assert len(set(parts)) == len(parts)
