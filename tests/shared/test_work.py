"""One-off work: claimed once, done in the person's name, told how far, ended when its worker has died."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from aktionsplan.entry.jobs import retention
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.imports import read
from aktionsplan.implementation.grants.models import HistoricGrant
from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.shared.background import operations as work
from aktionsplan.shared.background.jobs import work as every_minute
from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.queries import own_jobs, result_of
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.registration import modules
from aktionsplan.shared.saying import said
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Forbidden, Problem, Refused
from tests.factories import town as make

HEAD = "Nummer;Empfänger;Zweck;Beginn;Ende;Betrag"
LIST = (
    f"{HEAD}\nA1;Kulturboot e. V.;Lesung;2024-01-01;2024-12-31;1200,00\nA2;Kajüte;Fest;2024-02-01;2024-03-31;800,00\n"
)
BROKEN = f"{HEAD}\nA1;Kulturboot e. V.;Lesung;2024-01-01;2024-12-31;viel\n"
LATER = make.NOW + dt.timedelta(minutes=1)


def ask(town, text=LIST):
    return grants.ask_import(content=text.encode(), by=town.ben, at=make.NOW)


def test_list_is_stored_by_the_worker_in_the_name_of_the_person(town):
    job = ask(town)
    assert (job.state, HistoricGrant.objects.count()) == ("waiting", 0)
    assert every_minute(LATER) == "1 done, 0 broken off"
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert str(result_of(job)) == "Neu übernommen: 2 von 2 Zuwendungen."
    assert sum(row.amount_eur for row in HistoricGrant.objects.all()) == Decimal("2000.00")
    entry = LedgerEntry.objects.order_by("-sequence").first()
    assert (entry.kind, entry.actor) == ("grants.import_historic", town.ben.reference)
    assert every_minute(LATER) == "0 done, 0 broken off"


def test_only_one_import_at_a_time(town):
    ask(town)
    with pytest.raises(Refused, match="läuft schon"):
        ask(town)


def test_second_import_of_the_same_list_adds_nothing(town):
    ask(town)
    work.do_waiting(lambda: LATER)
    again = ask(town)
    work.do_waiting(lambda: LATER)
    again.refresh_from_db()
    assert str(result_of(again)) == "Neu übernommen: 0 von 2 Zuwendungen."
    assert HistoricGrant.objects.count() == 2


def test_unreadable_list_stores_nothing_and_says_where(town):
    job = ask(town, LIST + BROKEN.split("\n")[1] + "\n")
    assert work.do_waiting(lambda: LATER) == (0, 1)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "4 Betrag" in str(result_of(job))
    assert HistoricGrant.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"x" * (20 * 1024 * 1024 + 1)])
def test_empty_or_too_large_file_is_refused_at_once(town, content):
    with pytest.raises(Refused):
        grants.ask_import(content=content, by=town.ben, at=make.NOW)
    assert not Job.objects.exists()


def test_whoever_has_lost_the_role_meanwhile_does_nothing_any_more(town):
    job = ask(town)
    people.suspend_role(membership=Membership.objects.get(account=town.ben.account), by=town.kim, at=make.NOW)
    assert work.do_waiting(lambda: LATER) == (0, 1)
    job.refresh_from_db()
    assert job.state == "failed"
    assert HistoricGrant.objects.count() == 0


def test_stranger_to_the_role_asks_for_nothing(town):
    with pytest.raises(Forbidden):
        grants.ask_import(content=LIST.encode(), by=town.emil, at=make.NOW)


def test_claimed_work_is_not_done_twice(town):
    job = ask(town)
    assert work._moved(job, "claim", LATER)
    twin = Job.objects.get(pk=job.pk)
    twin.state = "waiting"
    assert not work._moved(twin, "claim", LATER)


def test_unexpected_failure_is_told_without_its_details(town, monkeypatch):
    job = ask(town)
    monkeypatch.setattr("aktionsplan.implementation.grants.jobs.read", lambda *given, **more: 1 / 0)
    assert work.do_waiting(lambda: LATER) == (0, 1)
    job.refresh_from_db()
    assert result_of(job).text == work.UNEXPECTED.text


def test_work_of_a_dead_worker_ends_after_half_an_hour(town):
    job = ask(town)
    work._moved(job, "claim", LATER)
    assert work.end_broken(LATER + dt.timedelta(minutes=29)) == 0
    assert work.end_broken(LATER + dt.timedelta(minutes=31)) == 1
    job.refresh_from_db()
    assert (job.state, result_of(job).text) == ("failed", work.BROKEN.text)


def test_pages_show_the_own_work_and_its_progress(town, browser_of):
    slug, browser = town.partnership.slug, browser_of(town.ben.account)
    upload = SimpleUploadedFile("liste.csv", LIST.encode())
    answer = browser.post(reverse("grants:import_list", args=[slug]), {"upload": upload})
    (job,) = own_jobs(town.ben)
    page = reverse("desk:job", args=[slug, job.key])
    assert answer["Location"] == page
    assert 'hx-trigger="every 2s"' in browser.get(page).content.decode()
    Job.objects.update(state="running", done=1, total=2)
    text = browser.get(page).content.decode()
    assert 'max="2"' in text
    assert 'value="1"' in text
    Job.objects.update(state="waiting")
    work.do_waiting(lambda: LATER)
    text = browser.get(page).content.decode()
    assert "Neu übernommen: 2 von 2 Zuwendungen." in text
    assert "every 2s" not in text
    assert page in browser.get(reverse("desk:jobs", args=[slug])).content.decode()
    assert browser_of(town.lena.account).get(page).status_code == 404
    assert page not in browser_of(town.lena.account).get(reverse("desk:jobs", args=[slug])).content.decode()


def test_progress_is_told_at_once_and_keeps_the_work_alive(race_town, monkeypatch):
    with partnership_scope(race_town.partnership):
        job = ask(race_town)
    seen, moments = [], iter(LATER + dt.timedelta(minutes=n) for n in range(0, 600, 20))

    def slow(content, step):
        step(1)
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(20)
        return read(content)

    def look():
        with partnership_scope(race_town.partnership):
            found = Job.objects.get(pk=job.pk)
        seen.append((found.state, found.done, work.end_broken(found.touched_at + dt.timedelta(minutes=29))))
        connection.close()

    monkeypatch.setattr("aktionsplan.implementation.grants.jobs.read", slow)
    assert work.do_waiting(lambda: next(moments)) == (1, 0)
    assert seen == [("running", 1, 0)]


def test_list_is_gone_after_its_time(town):
    job = ask(town)
    work.do_waiting(lambda: LATER)
    retention(LATER + dt.timedelta(days=200))
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not StoredFile.objects.exists()


def test_result_may_hold_sums_days_and_words(town, monkeypatch):
    params = {"n": Decimal("1.50"), "day": make.NOW.date(), "which": ("Lage", "Geld")}
    job = ask(town)

    def refuse(*given, **more):
        raise Refused(Problem("x", "{n} {day} {which}", params))

    monkeypatch.setattr("aktionsplan.implementation.grants.jobs.read", refuse)
    assert work.do_waiting(lambda: LATER) == (0, 1)
    job.refresh_from_db()
    assert said(result_of(job)) == "1.50 2026-03-20 Lage, Geld"


def test_work_of_a_former_kind_is_still_shown(town, browser_of):
    job = ask(town)
    Job.objects.update(kind="gone.kind")
    assert work.do_waiting(lambda: LATER) == (0, 1)
    browser, slug = browser_of(town.ben.account), town.partnership.slug
    for page in (reverse("desk:jobs", args=[slug]), reverse("desk:job", args=[slug, job.key])):
        assert "frühere Arbeit" in browser.get(page).content.decode()


def test_two_kinds_of_work_never_share_a_name():
    modules("jobs")
    with pytest.raises(ValueError, match="import_historic"):
        work.one_off("grants.import_historic", word="x", page="x", again="x")
