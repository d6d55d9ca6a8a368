"""Two people change the same thing: the second sees both versions, decides, and saves."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies.operations import circulars
from aktionsplan.partnership.operations import adopt_rules
from aktionsplan.people.models import Membership
from tests.factories import hall
from tests.factories import town as make


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
        values = {bound.html_name: bound.value() for bound in answer.context["form"]}
        sent = {name: value for name, value in values.items() if value is not None and value is not False}
        return sent | ({field: text} if text else {})

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
