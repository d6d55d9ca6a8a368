"""A form that is sent twice is done once: at the same moment, later, with other fields, by a visitor, at every address."""

import datetime as dt
import re
import threading

import pytest
from django.db import connections
from django.urls import reverse

from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.jobs import retention
from aktionsplan.implementation.grants.models import Payment
from aktionsplan.network.models import Organisation
from aktionsplan.network.rules import LEGAL_FORMS
from aktionsplan.partnership.models import BudgetEntry
from aktionsplan.partnership.rules import SOURCES
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.models import SentForm
from aktionsplan.shared.tenancy import new_key, partnership_scope
from tests import worlds
from tests.conftest import signed_in
from tests.factories import town as make
from tests.factories.hall import hall
from tests.factories.pages import seen_on, sent_back

NOW = make.NOW
SOURCE, LEGAL_FORM = next(iter(SOURCES)), next(iter(LEGAL_FORMS))


def address(town, page, *keys):
    return reverse(page, args=[town.partnership.slug, *keys])


def filled(town, who, at, **more):
    """What the form of a page sends with these fields."""
    form = signed_in(town.people[who].account).get(at).context["form"]
    return sent_back(form) | more


def add_money(town):
    at = address(town, "partnership:enter_budget", town.fund.key)
    more = {"direction": "more", "amount_eur": "100,00", "source": SOURCE, "note": "Nachtrag"}
    return "lena", at, filled(town, "lena", at, **more), BudgetEntry.objects


def meeting(town):
    make.add_committee(town)
    at = address(town, "bodies:plan_meeting", town.body.key)
    more = {"day": "1.6.2026", "time": "18:00", "place": "Rathaus"}
    return "ben", at, filled(town, "ben", at, **more), Meeting.objects


def goal(town):
    at = address(town, "strategy:add", "leitziel")
    return "ben", at, filled(town, "ben", at, title="Zusammen", text="Alle."), Goal.objects


def club(town):
    at = address(town, "network:register")
    more = {
        "name": "Neuer Verein e. V.",
        "legal_form": LEGAL_FORM,
        "street": "Weg 1",
        "postcode": "19999",
        "city": "Elbhagen",
        "email": "neu@verein.example",
        "phone": "1",
        "function": "Vorstand",
    }
    return "anna", at, filled(town, "anna", at, **more), Organisation.objects


def topic(town):
    make.add_committee(town)
    at = address(town, "bodies:add_item", town.meeting.key)
    return "ben", at, filled(town, "ben", at, title="Haushalt", kind="topic"), AgendaItem.objects


CASES = [add_money, meeting, goal, club, topic]


def count(town, rows):
    with partnership_scope(town.partnership):
        return rows.filter(partnership=town.partnership).count()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_same_form_again_is_answered_as_at_first(town, case, time_machine):
    time_machine.move_to(NOW, tick=False)
    who, at, sent, rows = case(town)
    browser, sent = signed_in(town.people[who].account), sent | {"once": new_key()}
    before = count(town, rows)
    first = browser.post(at, sent)
    assert first.status_code == 302, first.context["form"].errors
    for _ in range(2):
        again = browser.post(at, sent)
        assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert count(town, rows) == before + 1
    other = {
        name: f"{value} anders" if name in ("title", "place", "name", "note") else value
        for name, value in sent.items()
    }
    refused = browser.post(at, other)
    shown = refused.content.decode()
    assert "schon mit anderen Angaben gespeichert" in shown
    assert f'href="{first["Location"]}"' in shown
    assert "anders" in shown
    assert count(town, rows) == before + 1
    fresh = re.search(r'name="once" value="([^"]{22})"', shown)[1]
    assert fresh != sent["once"]
    assert browser.post(at, other | {"once": fresh}).status_code == 302
    assert count(town, rows) == before + 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_same_form_twice_at_one_moment_is_done_once(race_town, case, time_machine):
    time_machine.move_to(NOW, tick=False)
    with partnership_scope(race_town.partnership):
        who, at, sent, rows = case(race_town)
        browsers = [signed_in(race_town.people[who].account) for _ in range(3)]
    before, sent, answers = count(race_town, rows), sent | {"once": new_key()}, []
    barrier = threading.Barrier(len(browsers))

    def send(browser):
        barrier.wait()
        answers.append(browser.post(at, sent))
        connections.close_all()

    threads = [threading.Thread(target=send, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(race_town, rows) == before + 1
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert sum(answer.status_code == 302 for answer in answers) >= 1
    later = browsers[0].post(at, sent)
    assert (later.status_code, count(race_town, rows)) == (302, before + 1)


def test_without_its_key_each_copy_counts(town, time_machine):
    time_machine.move_to(NOW, tick=False)
    who, at, sent, rows = goal(town)
    before = count(town, rows)
    for _ in range(2):
        assert signed_in(town.people[who].account).post(at, sent).status_code == 302
    assert count(town, rows) == before + 2


def test_key_of_another_person_and_of_a_refused_form_is_free(town, time_machine):
    time_machine.move_to(NOW, tick=False)
    who, at, sent, rows = goal(town)
    key, before = new_key(), count(town, rows)
    ben = signed_in(town.people[who].account)
    assert ben.post(at, sent | {"once": key, "title": ""}).status_code == 200
    assert ben.post(at, sent | {"once": key}).status_code == 302
    assert signed_in(town.lena.account).post(at, sent | {"once": key}).status_code == 302
    assert count(town, rows) == before + 2


def test_thing_that_is_gone_is_answered_as_at_first(town, time_machine):
    """The page of the second copy would find nothing any more."""
    time_machine.move_to(NOW, tick=False)
    _who, at, sent, _rows = topic(town)
    ben = signed_in(town.ben.account)
    ben.post(at, sent)
    item = AgendaItem.objects.get(title="Haushalt")
    gone, key = address(town, "bodies:take_off_agenda", item.key), new_key()
    first = ben.post(gone, {"once": key})
    assert ben.post(gone, {"once": key})["Location"] == first["Location"]


def test_payment_is_asked_for_once(town, grant, time_machine):
    time_machine.move_to(make.FINAL, tick=False)
    granted = town
    at = address(granted, "grants:own_request", grant.key)
    sent = filled(granted, "anna", at, amount_eur="100,00", need_eur="100,00", purpose="Miete") | {"once": new_key()}
    anna = signed_in(granted.anna.account)
    first = anna.post(at, sent)
    assert first.status_code == 302, first.context["form"].errors
    assert anna.post(at, sent)["Location"] == first["Location"]
    assert count(granted, Payment.objects) == 1


def test_ballot_and_public_form_leave_no_hash(town, client, time_machine):
    from aktionsplan.partnership.operations import publish_town

    room = hall(town, seats=6)
    room.arrive(*range(6))
    vote = room.opened(room.motion(room.called(room.item())), asked=1)
    at, key = address(town, "bodies:cast", vote.key), new_key()
    member = signed_in(room.holders[0].account)
    for choice in ("yes", "no"):
        assert member.post(at, {"choice": choice, "once": key}).status_code == 302
    publish_town(by=town.lena, at=NOW)
    report, sent = (
        reverse("visitor:report_barrier", args=[town.partnership.slug]),
        {"text": "Zu klein.", "once": new_key()},
    )
    for _ in range(2):
        assert client.post(report, sent).status_code == 302
    assert OutboxMail.objects.filter(text__contains="Zu klein.").count() == 1
    assert set(SentForm.objects.values_list("digest", flat=True)) == {""}
    assert set(SentForm.objects.values_list("account", flat=True)) == {room.holders[0].account.key, ""}


def test_old_keys_go_after_two_days(town, time_machine):
    time_machine.move_to(NOW, tick=False)
    who, at, sent, _rows = goal(town)
    signed_in(town.people[who].account).post(at, sent | {"once": new_key()})
    retention(NOW + dt.timedelta(days=1))
    assert SentForm.objects.count() == 1
    retention(NOW + dt.timedelta(days=3))
    assert not SentForm.objects.exists()


UNKEYED = re.compile(r"X-Autosave|/konto/|/sprache/|abmelden")
"""Drafts that save themselves, the sign-in, and the choice of language do no deed under a key."""


def test_every_form_of_every_page_carries_a_key_of_its_own():
    keys, without = [], []
    for visit in worlds.visits():
        for page in visit["html"].values():
            for form in re.finditer(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", page, re.S | re.I):
                found = re.findall(r'name="once" value="([^"]{22})"', form[0])
                if not found and not UNKEYED.search(form[0]):
                    without.append((visit["name"], form[0][:120]))
                keys += found
    assert without == []
    assert len(keys) == len(set(keys)) > 500


def test_marks_of_pages_stay_beside_the_keys(town, time_machine):
    time_machine.move_to(NOW, tick=False)
    at = address(town, "desk:milestone", "S1.2")
    ben, key = signed_in(town.ben.account), new_key()
    sent = {"due_date": "1.3.2027", "seen": seen_on(ben, at), "once": key}
    first = ben.post(at, sent)
    assert ben.post(at, sent)["Location"] == first["Location"]
