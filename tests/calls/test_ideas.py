"""A club takes an idea of somebody into the draft of its application with one deed."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from aktionsplan.development.participation import operations as participation
from aktionsplan.development.participation.models import Idea
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.models import Application, ApplicationIdea, Call
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.thread import thread
from aktionsplan.shared.words import Refused
from tests.factories import town as make

FIELDS = {"title": "Radio", "text": "Wir senden aus der Siedlung.", "place": "", "theme": ""}


@pytest.fixture
def ready(town):
    """A call, and an idea that belongs to its goal."""
    call = make.add_call(town)
    idea = participation.add_idea(fields=FIELDS, by=town.ben, at=make.NOW)
    goal = call.goals.first()
    strategy.assign_ideas(goal=goal, ideas=[idea.key], by=town.ben, at=make.NOW)
    return call, Idea.objects.get(), goal


def begin(town, call, idea):
    organisation = Application.objects.first().organisation
    return calls.start(call=call, organisation=organisation, idea=idea, by=town.anna, at=make.NOW)


@pytest.fixture
def club(town):
    """Anna's club, known from a draft."""
    return make.add_draft(town)


def test_the_draft_begins_with_the_idea_and_the_thread_ties_them(town, club, ready):
    call, idea, goal = ready
    draft = begin(town, call, idea)
    assert (draft.title, draft.description, draft.goal) == ("Radio", "Wir senden aus der Siedlung.", goal)
    assert ApplicationIdea.objects.get().idea == idea
    assert LedgerEntry.objects.filter(kind="applications.start").count() == 2
    whole = thread(town.partnership, today=make.NOW.date())
    assert whole.after(f"idea:{idea.key}", "application") == []
    Application.objects.filter(pk=draft.pk).update(state="submitted", number="1")
    whole = thread(town.partnership, today=make.NOW.date())
    assert [node.title for node in whole.after(f"idea:{idea.key}", "application")] == ["Radio"]
    near = thread(town.partnership, f"idea:{idea.key}", today=make.NOW.date())
    assert [node.title for node in near.after(f"idea:{idea.key}", "application")] == ["Radio"]


def test_only_an_idea_that_was_read_and_not_declined_is_taken(town, club, ready):
    call, idea, _goal = ready
    participation.decline_idea(idea=idea, answer="Das geht nicht.", by=town.ben, at=make.NOW)
    with pytest.raises(Refused):
        begin(town, call, Idea.objects.get())
    plain = begin(town, call, None)
    assert (plain.title, plain.goal) == ("", None)
    assert not ApplicationIdea.objects.exists()


def test_the_way_leads_from_the_portal_to_the_form(town, club, ready, browser_of, client):
    call, idea, _goal = ready
    today = local_day(timezone.now())
    days = {"opens_on": today, "deadline": today + dt.timedelta(days=9)}
    Call.objects.update(**days)
    for shown in Publication.objects.filter(kind="call", current=True):
        shown.data |= {name: day.isoformat() for name, day in days.items()}
        shown.save(update_fields=["data"])
    link = f"{reverse('calls:own', args=[town.partnership.slug])}?idee={idea.key}"
    assert link in client.get(f"/{town.partnership.slug}/ideen/").content.decode()
    anna = browser_of(town.anna.account, second_factor=False)
    start = reverse("calls:own_start", args=[town.partnership.slug, call.key])
    assert f"{start}?idee={idea.key}" in anna.get(link).content.decode()
    page = anna.get(f"{start}?idee={idea.key}").content.decode()
    assert f'value="{idea.key}" selected' in page
    sent = anna.post(start, {"organisation": club.organisation.key, "idea": idea.key})
    assert sent.status_code == 302
    assert ApplicationIdea.objects.get().application.title == "Radio"
    assert anna.get(f"{start}?idee=<script>").status_code == 200
