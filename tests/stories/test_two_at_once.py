"""Two people change the same thing: the second sees both versions, decides, and saves."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies.models import Meeting
from aktionsplan.bodies.operations import circulars
from aktionsplan.implementation.calls.models import Call
from aktionsplan.implementation.grants.operations import notices
from aktionsplan.partnership.operations import adopt_rules
from aktionsplan.people.models import Membership
from tests.factories import hall
from tests.factories import town as make
from tests.factories.pages import seen_on, sent_back


def goal(town):
    return "ben", "strategy:change", [make.add_goal(town).key], {"title": ("Eins", "Zwei")}


def club(town):
    return "anna", "network:own_change", [make.add_organisation(town).key], {"phone": ("111", "222")}


def call(town):
    return "ben", "calls:change", [make.prepare_call(town).key], {"title": ("Eins", "Zwei")}


def answers(town):
    return "anna", "calls:own_step", [make.add_draft(town).key, 2], {"title": ("Eins", "Zwei")}


def line(town):
    draft = make.add_draft(town)
    row = draft.lines.get(side="expense")
    return "anna", "calls:own_step", [draft.key, 5], {"label": ("Eins", "Zwei"), "?": f"?zeile={row.key}"}


def income(town):
    draft = make.add_draft(town)
    row = draft.lines.get(category="own_funds")
    return "anna", "calls:own_step", [draft.key, 5], {"price_eur": ("900", "800"), "?": f"?zeile={row.key}"}


def item(town):
    room = hall.hall(town)
    return "ben", "bodies:change_item", [room.item().key], {"title": ("Eins", "Zwei")}


def meeting(town):
    make.add_committee(town)
    Meeting.objects.filter(pk=town.meeting.pk).update(starts_at=make.NOW + dt.timedelta(days=30))
    return "ben", "bodies:move_meeting", [town.meeting.key], {"time": ("19:00", "20:00")}


def circular(town):
    make.add_committee(town)
    told = {"kind": "procedure", "scope": town.body.key, "title": "Eigene", "valid_from": make.NOW.date()}
    adopt_rules(**told, values={"circular_allowed": True}, by=town.kim, at=make.NOW)
    until = make.NOW.date() + dt.timedelta(days=20)
    made = circulars.plan_circular(body=town.body, deadline=until, reason="Eile", by=town.ben, at=make.NOW)
    return "ben", "bodies:change_circular", [made.key], {"reason": ("Ferien", "Krankheit")}


def notice(town):
    application = make.add_application(town)
    make.decide(town, make.admit(town, application))
    return "ben", "grants:redraft", [make.draft_notice(town, application).key], {"purpose": ("Eins", "Zwei")}


def office(town):
    return "kim", "partnership:set_office", ["lead_office"], {"phone": ("111", "222")}


def milestone(town):
    return "ben", "desk:milestone", ["S1.2"], {"due_date": ("1.3.2027", "1.4.2027")}


def name(town):
    found = Membership.objects.get(account=town.lena.account, partnership=town.partnership)
    return "kim", "people:rename", [found.key], {"name": ("Lena Eins", "Lena Zwei")}


@pytest.mark.parametrize(
    "thing",
    [goal, club, call, answers, line, income, item, meeting, circular, notice, office, milestone, name],
    ids=lambda thing: thing.__name__,
)
def test_the_second_sees_both_versions_and_saves_then(town, browser_of, thing, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    who, page, keys, changes = thing(town)
    browser = browser_of(town.people[who].account)
    address = reverse(page, args=[town.partnership.slug, *keys]) + changes.pop("?", "")
    ((field, (first, second)),) = changes.items()

    def filled(answer, text=None):
        """What the form of the page would send, with other words in the field."""
        return sent_back(answer.context["form"]) | ({field: text} if text else {})

    opened = browser.get(address)
    saved = browser.post(address, filled(opened, first))
    assert saved.status_code == 302, saved.context["form"].errors
    refused = browser.post(address, filled(opened, second))
    assert "Diese Seite wurde inzwischen geändert" in refused.content.decode()
    assert len(refused.context["form"].conflict) == 1
    assert browser.post(address, filled(refused)).status_code == 302
    last = browser.get(address)
    assert filled(last)[field] != filled(opened).get(field)
    assert browser.post(address, filled(opened, first)).status_code == 200


def test_the_same_change_twice_is_told_and_lost_by_nobody(town, browser_of, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    browser = browser_of(town.ben.account)
    address = reverse("desk:milestone", args=[town.partnership.slug, "S1.2"])
    sent = {"due_date": "1.3.2027", "seen": browser.get(address).context["form"]["seen"].value()}
    assert browser.post(address, sent).status_code == 302
    again = browser.post(address, sent)
    assert "inzwischen dasselbe gespeichert" in again.content.decode()


def test_what_was_not_touched_takes_what_the_other_has_saved(town, browser_of, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    draft = make.prepare_call(town)
    more = make.add_goal(town)
    browser = browser_of(town.ben.account)
    address = reverse("calls:change", args=[town.partnership.slug, draft.key])
    opened = sent_back(browser.get(address).context["form"])
    goals = [*opened["goals"], more.key]
    assert browser.post(address, opened | {"goals": goals, "summary": "Von Lena."}).status_code == 302
    refused = browser.post(address, opened | {"title": "Von Ben"})
    rows = {label: mine for label, mine, _stored in refused.context["form"].conflict}
    assert set(rows) == {"Welchen Zielen dient der Aufruf?", "Worum geht es?"}
    assert all(mine.startswith("nicht geändert") for mine in rows.values())
    assert browser.post(address, sent_back(refused.context["form"])).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Von Ben", "Von Lena.")
    assert {goal.key for goal in draft.goals.all()} == set(goals)


def test_a_page_without_its_mark_counts_as_not_seen(town, browser_of, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    browser = browser_of(town.ben.account)
    address = reverse("desk:milestone", args=[town.partnership.slug, "S1.2"])
    for sent in ({}, {"seen": ""}, {"seen": "x" * 17}):
        answer = browser.post(address, {"due_date": "1.3.2027"} | sent)
        assert "inzwischen geändert" in answer.content.decode()


def test_nobody_signs_a_draft_that_was_changed_after_reading(town, browser_of, time_machine):
    read = dt.datetime(2026, 3, 25, 9, 0, tzinfo=make.BERLIN)
    time_machine.move_to(read, tick=False)
    application = make.add_application(town)
    make.decide(town, make.admit(town, application))
    grant = make.draft_notice(town, application)
    signer = browser_of(town.people["carla"].account)
    address = reverse("grants:sign", args=[town.partnership.slug, grant.key])
    seen = seen_on(signer, address)
    changed = notices.draft_values(grant) | {"purpose": "Ein Auto."}
    notices.redraft_notice(grant=grant, fields=changed, by=town.ben, at=read)
    for stale in (seen, ""):
        answer = signer.post(address, {"seen": stale})
        assert "inzwischen geändert" in answer.content.decode()
        grant.refresh_from_db()
        assert grant.state == "drafted"
    assert signer.post(address, {"seen": seen_on(signer, address)}).status_code == 302
    grant.refresh_from_db()
    assert grant.state == "signed"


def test_nobody_releases_a_call_that_was_changed_after_reading(town, browser_of, time_machine):
    time_machine.move_to(make.NOW, tick=False)
    draft = make.prepare_call(town)
    office = browser_of(town.lena.account)
    page = reverse("calls:call", args=[town.partnership.slug, draft.key])
    release = reverse("calls:release", args=[town.partnership.slug, draft.key])
    seen = seen_on(office, page)
    Call.objects.filter(pk=draft.pk).update(version=draft.version + 1)
    for stale in (seen, ""):
        office.post(release, {"seen": stale})
        assert Call.objects.get(pk=draft.pk).state == "draft"
    office.post(release, {"seen": seen_on(office, page)})
    assert Call.objects.get(pk=draft.pk).state == "released"
