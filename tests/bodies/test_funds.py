"""A fund with its own deciding body: asked there and nowhere else, and what it says binds or recommends (M5)."""

import pytest
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.operations import decisions, meetings
from aktionsplan.bodies.queries import fund_body, planned_meetings
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, START, hall

DAY = EVENING.date()


@pytest.fixture
def youth(town):
    """A youth forum with a meeting; the steering committee has one too."""
    room = hall(town, opened=False)
    town.things["forum"] = bodies.set_up(kind="youth_forum", name="Jugendforum", by=town.ben, at=START)
    town.things["forum_meeting"] = meetings.plan_meeting(
        body=town.forum, starts_at=EVENING, place="Jugendhaus", by=town.ben, at=START
    )
    town.things["application"] = make.admit(town, make.add_application(town))
    return room


def put(town, meeting):
    return calls.put_to_committee(application=town.application, meeting=meeting, by=town.ben, at=EVENING)


def test_without_an_own_body_the_steering_committee_is_asked(youth):
    town = youth.town
    assert planned_meetings(town.partnership, DAY, "AF") == [youth.meeting]
    assert put(town, youth.meeting).binding is False


@pytest.mark.parametrize("binding", [True, False])
def test_fund_goes_to_its_own_body_and_nowhere_else(youth, binding):
    town = youth.town
    bodies.assign_fund(body=town.forum, code="AF", binding=binding, by=town.lena, at=START)
    assert planned_meetings(town.partnership, DAY, "AF") == [town.forum_meeting]
    assert planned_meetings(town.partnership, DAY, "XX") == [youth.meeting]
    with pytest.raises(Refused) as refused:
        put(town, youth.meeting)
    assert (refused.value.problem.code, refused.value.problem.params["body"]) == ("body", "Jugendforum")
    assert put(town, town.forum_meeting).binding is binding


def test_given_to_another_body_and_back(youth):
    town = youth.town
    bodies.assign_fund(body=town.forum, code="AF", binding=True, by=town.lena, at=START)
    bodies.assign_fund(body=youth.body, code="AF", binding=False, by=town.lena, at=START)
    assert (fund_body(town.partnership, "AF").body, fund_body(town.partnership, "AF").binding) == (youth.body, False)
    with pytest.raises(Refused):
        bodies.release_fund(body=town.forum, code="AF", by=town.lena, at=START)
    bodies.release_fund(body=youth.body, code="AF", by=town.lena, at=START)
    assert fund_body(town.partnership, "AF") is None


def test_only_the_lead_office_and_only_a_fund_there_is(youth):
    town = youth.town
    with pytest.raises(Forbidden):
        bodies.assign_fund(body=town.forum, code="AF", binding=True, by=town.ben, at=START)
    with pytest.raises(Refused) as refused:
        bodies.assign_fund(body=town.forum, code="ZZ", binding=True, by=town.lena, at=START)
    assert refused.value.problem.code == "fund"


def decided_in(room, *, binding):
    town = room.town
    if binding:
        bodies.assign_fund(body=room.body, code="AF", binding=True, by=town.lena, at=START)
    room.arrive(0, 1, 2)
    item = calls.put_to_committee(
        application=make.admit(town, make.add_application(town)), meeting=room.meeting, by=town.ben, at=EVENING
    )
    told = {"motion": "approve", "amount_eur": item.requested_eur, "reason": "passt", "text": ""}
    vote = room.opened(room.motion(room.called(item), **told))
    room.cast(vote, {0: "yes", 1: "yes", 2: "yes"})
    return decisions.establish(vote=room.close(vote), reason="passt", by=town.ben, at=NOW)


@pytest.mark.parametrize("binding", [True, False])
def test_decision_minutes_and_notice_say_whether_it_binds(town, binding, browser_of):
    room = hall(town)
    made = decided_in(room, binding=binding)
    assert made.binding is binding
    text = repr(minutes_letter(room.meeting))
    assert ("entscheidet über diesen Fonds selbst" in text) is binding
    page = browser_of(town.ben.account).get(reverse("bodies:item", args=[town.partnership.slug, made.item.key]))
    assert ("entscheidet über diesen Fonds selbst" in page.content.decode()) is binding


def test_page_gives_and_takes_a_fund(youth, browser_of):
    town = youth.town
    client, arguments = browser_of(town.lena.account), [town.partnership.slug, town.forum.key]
    client.post(reverse("bodies:assign_fund", args=arguments), {"code": "AF", "binding": "1"})
    assert fund_body(town.partnership, "AF").binding
    page = client.get(reverse("bodies:body", args=arguments)).content.decode()
    assert "Entscheidet selbst über den Fonds" in page
    client.post(reverse("bodies:release_fund", args=arguments), {"code": "AF"})
    assert fund_body(town.partnership, "AF") is None
