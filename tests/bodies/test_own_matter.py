"""Whoever belongs to an applicant stays out of its matter: the room, the notes, the papers, the screens, the counts."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import Attendance, Paper
from aktionsplan.bodies.operations import agenda, circulars, meetings, minutes, recusals
from aktionsplan.bodies.publications import public_meeting
from aktionsplan.bodies.queries import item_for, kept_out_of
from aktionsplan.entry.demo.bodies import OWN_RULES
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.partnership import operations as partnership
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, START, hall

SECRET = "Zweite Personalie Herr Still"


def code(refused):
    return refused.value.problem.code


@pytest.fixture
def room(town):
    """Four members there; the coordinator Ben sits on the board of the applicant, the lead officer Lena does not."""
    made = hall(town)
    made.arrive(0, 1, 2, 3)
    application = make.admit(town, make.add_application(town))
    item = calls.put_to_committee(application=application, meeting=made.meeting, by=town.ben, at=EVENING)
    made.matter = item_for(town.ben, item.key)
    make.link(town, "board", name=town.ben.account.name, account=town.ben.account)
    return made


def page(room, browser, name, key):
    return browser.get(reverse(f"bodies:{name}", args=[room.town.partnership.slug, key]))


def test_linked_lead_does_not_say_who_is_there_while_the_own_matter_is_treated(room):
    by = {"by": room.town.ben, "at": NOW}
    agenda.begin_item(item=room.matter, by=room.town.lena, at=NOW)
    for deed, number in ((meetings.leave, 1), (meetings.arrive, 4), (meetings.excuse, 4)):
        with pytest.raises(Forbidden, match="eigener Verein"):
            deed(meeting=room.meeting, holder=room.holders[number], **by)
    with pytest.raises(Forbidden):
        meetings.find_quorum(meeting=room.meeting, **by)
    assert Attendance.objects.filter(meeting=room.meeting, left_at__isnull=True).count() == 4
    meetings.leave(meeting=room.meeting, holder=room.holders[1], by=room.town.lena, at=NOW)
    agenda.put_off_item(item=room.matter, by=room.town.lena, at=NOW)
    assert meetings.arrive(meeting=room.meeting, holder=room.holders[4], **by).arrived_at == NOW


def test_linked_lead_writes_no_note_on_the_own_matter(room):
    with pytest.raises(Refused) as refused:
        minutes.note_item(item=room.matter, note="Gut.", by=room.town.ben, at=NOW)
    assert code(refused) == "recused"
    assert minutes.note_item(item=room.matter, note="Gut.", by=room.town.lena, at=NOW).note == "Gut."


def test_linked_staff_change_nothing_of_the_own_matter(room, browser_of):
    by = {"by": room.town.ben, "at": NOW}
    file = Accepted(b"%PDF-1.7 x", "application/pdf")
    paper = agenda.add_paper(item=room.matter, title="Plan", accepted=file, public=False, by=room.town.lena, at=NOW)
    deeds = (
        lambda: agenda.change_item(item=room.matter, title="x", text="", minutes=None, public=True, **by),
        lambda: agenda.order_item(item=room.matter, up=True, **by),
        lambda: agenda.add_paper(item=room.matter, title="Zweiter", accepted=file, public=False, **by),
        lambda: agenda.remove_paper(paper=paper, **by),
    )
    for deed in deeds:
        with pytest.raises(Forbidden, match="gehören selbst zu diesem Verein"):
            deed()
    assert Paper.objects.filter(pk=paper.pk).exists()
    browser = browser_of(room.town.ben.account)
    for name in ("change_item", "add_paper"):
        assert page(room, browser, name, room.matter.key).status_code == 403
    other = room.item("Sommerfest")
    assert page(room, browser, "change_item", other.key).status_code == 200
    assert agenda.change_item(item=other, title="Fest", text="", minutes=5, public=False, **by).title == "Fest"


def test_linked_staff_read_nothing_of_it_on_the_members_screen(room, browser_of):
    agenda.begin_item(item=room.matter, by=room.town.lena, at=NOW)
    texts = {}
    for name in ("ben", "lena"):
        answer = page(room, browser_of(room.town.people[name].account), "member", room.meeting.key)
        texts[name] = answer.content.decode()
    assert "Beantragt" in texts["lena"]
    assert "Beantragt" not in texts["ben"]
    assert "befangen" in texts["ben"]


def test_whoever_may_act_for_the_applicant_is_proposed_whatever_the_link_is_called(room):
    make.link(room.town, "member", name="Mitglied 2", account=room.holders[2].account)
    assert room.matter.pk not in kept_out_of([room.matter], room.who(2), NOW.date())
    OrganisationPerson.objects.filter(account=room.holders[2].account).update(may_act=True)
    assert room.matter.pk in kept_out_of([room.matter], room.who(2), NOW.date())


def test_whoever_is_out_already_does_not_count_among_the_others(room):
    told = {"ground": "family", "personal": True, "text": "x", "by": room.town.lena, "at": NOW}
    recusals.decide_recusal(item=room.matter, holder=room.holders[3], recused=True, **told)
    told |= {"item": room.matter, "holder": room.holders[0]}
    with pytest.raises(Refused) as refused:
        recusals.decide_recusal(recused=True, counted=(3, 0, 0), **told)
    assert (code(refused), refused.value.problem.params) == ("others", {"others": 2})
    row = recusals.decide_recusal(recused=False, counted=(0, 0, 0), **told)
    assert (row.yes, row.no, row.abstain) == (None, None, None)


def test_closed_topic_with_parts_stays_closed_in_public(town):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    item = room.item(SECRET)
    room.item("Unterpunkt", parent=item, public=True)
    vote = room.opened(room.motion(room.called(item), text="Herr Still wird abberufen"))
    room.cast(vote, {0: "yes", 1: "yes", 2: "yes"})
    room.close(vote)
    agenda.put_off_item(item=item, by=town.ben, at=NOW)
    usual = agenda.add_item(
        meeting=room.meeting, parent=None, kind="report", title="Berichte", text="", minutes=None, public=False,
        by=town.ben, at=NOW,
    )  # fmt: skip
    room.item("Jugendforum", parent=usual, public=True)
    room.meeting = meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    for text in (str(public_meeting(room.meeting)), str(minutes_letter(room.meeting, internal=False))):
        assert "Still" not in text
        assert "Unterpunkt" in text
        assert "Berichte" in text


def test_reason_and_place_that_are_not_public_stay_inside(town):
    room = hall(town, opened=False)
    told = {"body": room.body, "place": "Hinterzimmer", "urgent": True, "reason": "Frau Geheim geht.", "at": NOW}
    made = meetings.plan_meeting(starts_at=EVENING, **told, by=town.ben)
    inside, outside = (str(minutes_letter(made, internal=way)) for way in (True, False))
    assert "Frau Geheim" in inside
    assert "Hinterzimmer" in inside
    assert "mit kürzerer Frist" in outside
    assert "Frau Geheim" not in outside
    assert "Hinterzimmer" not in outside
    shown = meetings.plan_meeting(starts_at=EVENING, **told | {"place": "Ratssaal"}, public=True, by=town.ben)
    assert "Ratssaal" in str(minutes_letter(shown, internal=False))


def test_reason_of_a_vote_in_writing_stays_inside(town):
    room = hall(town, opened=False)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    partnership.adopt_rules(**told, values=OWN_RULES, by=town.kim, at=START)
    made = circulars.plan_circular(
        body=room.body, deadline=NOW.date() + dt.timedelta(days=14), reason="Frau Geheim geht.", by=town.ben, at=NOW
    )
    assert "Frau Geheim" in str(minutes_letter(made))
    assert "Frau Geheim" not in str(minutes_letter(made, internal=False))
