"""Calls and drafts as people meet them: what is missing, what the office asked for, two tabs."""

import pytest
from django.urls import reverse

from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.operations.calls import WORDS
from aktionsplan.implementation.calls.views import own as beginning
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Conflict
from tests.factories import town as make


def own_step(town, draft, step):
    return reverse("calls:own_step", kwargs={"town": town.partnership.slug, "key": draft.key, "step": step})


def test_what_is_needed_before_sending_is_not_called_voluntary(town, browser_of):
    page = browser_of(town.anna.account, second_factor=False).get(own_step(town, make.add_draft(town), 2))
    text = page.content.decode()
    assert "Wie heißt das Projekt?" in text
    assert text.count("(freiwillig)") == 0


def test_sponsor_reads_on_every_step_what_the_office_asks_for(town, browser_of):
    application = make.add_application(town)
    answers = dict.fromkeys(("in_time",), True)
    calls.check(
        application=application, answers=answers, result="return", note="Bitte ein Angebot", by=town.ben, at=make.NOW
    )
    client = browser_of(town.anna.account, second_factor=False)
    for step in range(1, 9):
        assert "Bitte ein Angebot" in client.get(own_step(town, application, step)).content.decode(), step


def test_second_tab_of_a_draft_call_is_told_of_the_first(town):
    released = make.add_call(town)
    fields = {name: getattr(released, name) for name in WORDS}
    goals = list(released.goals.all())
    call = calls.prepare_call(fund=town.fund, fields=fields, goals=goals, by=town.ben, at=make.NOW)
    changed = calls.change_call(
        call=call, fields=fields | {"title": "Neu"}, goals=goals, version=call.version, by=town.ben, at=make.NOW
    )
    assert changed.title == "Neu"
    with pytest.raises(Conflict):
        calls.change_call(
            call=call, fields=fields | {"summary": "Alt"}, goals=goals, version=call.version, by=town.ben, at=make.NOW
        )


def test_way_from_the_portal_leads_to_the_call_and_names_the_draft(town, browser_of, monkeypatch):
    monkeypatch.setattr(beginning, "_today", lambda request: make.APPLIED.date())
    make.add_organisation(town, "anna")
    call = make.add_call(town)
    client = browser_of(town.anna.account, second_factor=False)
    own = reverse("calls:own", args=(town.partnership.slug,))
    start = reverse("calls:own_start", args=(town.partnership.slug, call.key))
    assert client.get(f"{own}?aufruf={call.key}").url == start
    assert client.get(f"{own}?aufruf=unbekannt").status_code == 200
    assert "schon einen Entwurf" not in client.get(start).content.decode()
    draft = make.add_draft(town)
    further = reverse("calls:own_step", args=(town.partnership.slug, draft.key, 1))
    assert further in client.get(start).content.decode()


def test_receipt_of_a_completed_application_keeps_the_first_day(town):
    application = make.add_application(town)
    answers = dict.fromkeys(rules.CHECKS, True)
    calls.check(
        application=application, answers=answers, result="return", note="Bitte ein Angebot", by=town.ben, at=make.NOW
    )
    done = calls.submit(application=application, by=town.anna, at=make.NOW)
    told = done.receipt.data
    assert (told["submitted_day"], told["completed"], told["late"]) == ("23.02.2026", "20.03.2026", False)
    assert "Ergänzung Ihres Antrags am 20.03.2026" in OutboxMail.objects.order_by("-id").first().text
