"""Who is proposed to be recused, who sits, and one vote for one person."""

import dataclasses
import datetime as dt

import pytest

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.operations import decisions
from aktionsplan.bodies.queries import explained, item_for, places
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.network import operations as network
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.people.queries import actor
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make

DAY = dt.datetime(2026, 3, 2, tzinfo=BERLIN)


@pytest.fixture
def item(town):
    application = make.admit(town, make.add_application(town))
    make.add_committee(town)
    made = calls.put_to_committee(application=application, meeting=town.meeting, by=town.ben, at=DAY)
    return item_for(town.ben, made.key)


def first(item):
    return places(item, local_day(make.MEETING))[0]


def test_person_without_account_is_found_by_name(town, item):
    make.link(town, "board", name="emil  sander")
    assert (first(item).linked, first(item).proposed) == ({"member"}, "recused")


def test_membership_is_a_hint_only(town, item):
    make.link(town, "member", name="Emil Sander", account=town.emil.account)
    assert (first(item).linked, first(item).hint, first(item).proposed) == (frozenset(), True, "member")


def test_seat_of_the_applicant_itself_is_proposed(town, item):
    item.organisation.skeleton = "gruppe0"
    assert first(item).linked == {"member"}


def appoint_deputy(town, place, account, name):
    bodies.appoint(
        seat=place.seat, capacity="deputy", name=name, account=account, appointment="x", by=town.ben, at=DAY
    )


def test_linked_deputy_never_keeps_the_member_out(town, item):
    appoint_deputy(town, first(item), town.greta.account, "Greta Hansen")
    make.link(town, "employee", account=town.greta.account, name="Greta Hansen")
    assert (first(item).linked, first(item).proposed) == ({"deputy"}, "member")


def test_vacant_seat_can_only_be_absent(town, item):
    bodies.end_term(holder=first(item).member, by=town.ben, at=DAY)
    assert first(item).choices == ["vacant"]


def test_deputy_for_a_recused_member_leaves_both_names(town, item):
    appoint_deputy(town, first(item), town.greta.account, "Greta Hansen")
    make.link(town, "board", name="Emil Sander", account=town.emil.account)
    vote = make.vote(town, item)
    attendance = vote.attendance | {first(item).seat.key: "deputy_for_recused"}
    vote = dataclasses.replace(vote, attendance=attendance, yes=5)
    decision = decisions.record_decision(item=item, counted=vote, by=town.ben, at=make.NOW)
    row = decision.vote.presences.get(seat=first(item).seat)
    assert (row.holder.name, row.recused.name, explained(decision.vote).excluded, decision.vote.present) == (
        "Greta Hansen",
        "Emil Sander",
        1,
        5,
    )


def test_one_person_on_two_seats_has_one_vote(town, item):
    second = places(item, local_day(make.MEETING))[4]
    appoint_deputy(town, second, town.emil.account, "Emil Sander")
    vote = make.vote(town, item)
    vote = dataclasses.replace(vote, attendance=vote.attendance | {second.seat.key: "deputy"})
    with pytest.raises(Refused, match="nur eine Stimme"):
        decisions.record_decision(item=item, counted=vote, by=town.ben, at=make.NOW)


def test_office_does_not_record_the_decision_on_its_own_club(town, item):
    make.link(town, "board", account=town.ben.account, name="Ben")
    with pytest.raises(Forbidden, match="selbst zu diesem Verein"):
        decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)
    assert not Decision.objects.exists()


def test_meeting_of_the_past_takes_no_item(town):
    application = make.admit(town, make.add_application(town))
    make.add_committee(town)
    with pytest.raises(Refused, match="schon vorbei"):
        calls.put_to_committee(
            application=application, meeting=town.meeting, by=town.ben, at=make.MEETING + dt.timedelta(days=1)
        )


def test_recused_member_sees_the_result_and_nothing_else(town, item, browser_of):
    make.link(town, "board", name="Emil Sander", account=town.emil.account)
    path = f"/{town.partnership.slug}/intern/punkte/{item.key}/"
    before = browser_of(town.emil.account).get(path).content.decode()
    assert "befangen" in before
    assert item.text not in before
    decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)
    after = browser_of(town.emil.account).get(path).content.decode()
    assert "empfohlen" in after
    assert "passt zum Ziel" not in after
    assert "passt zum Ziel" in browser_of(town.fatma.account).get(path).content.decode()


@pytest.mark.parametrize("who", ["henrik", "ida"])
def test_coach_and_evaluator_read_no_names_and_no_reasons(town, item, browser_of, who):
    decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=make.NOW)
    page = browser_of(town.people[who].account).get(f"/{town.partnership.slug}/intern/punkte/{item.key}/")
    text = page.content.decode()
    assert "empfohlen" in text
    assert "passt zum Ziel" not in text
    assert "Fatma" not in text


def test_ended_contact_no_longer_acts_and_the_last_one_stays(town):
    organisation = make.add_organisation(town)
    own = OrganisationPerson.objects.get(organisation=organisation, account=town.anna.account)
    with pytest.raises(Refused, match="andere Ansprechperson"):
        network.end_link(link=own, by=town.ben, at=make.NOW)
    other = network.add_contact(
        organisation=organisation,
        email=town.greta.account.email,
        name="Greta",
        function="Vorstand",
        by=town.anna,
        at=make.NOW,
    )
    with pytest.raises(Forbidden):
        network.end_link(link=own, by=town.people["nora"], at=make.NOW)
    greta = actor(town.greta.account, town.partnership, make.NOW.date())
    network.accept_invitation(link=other, by=greta, at=make.NOW)
    greta = actor(town.greta.account, town.partnership, make.NOW.date())
    network.end_link(link=own, by=greta, at=make.NOW)
    with pytest.raises(Forbidden):
        network.propose_bank(organisation=organisation, holder="x", iban="x", by=town.anna, at=make.NOW)
    assert other.valid_until is None
