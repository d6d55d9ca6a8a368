"""Calendar files: one event whose sequence rises with every change, the same in mail, inside and on the portal."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from aktionsplan.bodies.operations import agenda, invitations, meetings, publishing
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Refused
from tests.factories import town as make
from tests.factories.hall import START, hall

SOON = START + dt.timedelta(days=60)


def of(text):
    """Sequence, state, begin and place of an event."""
    return tuple(
        re.search(rf"^{name}[^:]*:(.*?)\r?$", text, re.M)[1] for name in ("SEQUENCE", "STATUS", "DTSTART", "LOCATION")
    )


@pytest.fixture
def meeting(town):
    room = hall(town, opened=False)
    made = meetings.plan_meeting(body=room.body, starts_at=SOON, place="Rathaus", public=True, by=town.ben, at=START)
    fields = {"parent": None, "kind": "topic", "title": "Haushalt", "text": "", "minutes": None, "public": True}

    agenda.add_item(meeting=made, **fields, by=town.ben, at=START)
    return made


def test_every_change_counts_once_and_mail_page_and_portal_agree(town, meeting, browser_of, client):
    inside = reverse("bodies:calendar", args=[town.partnership.slug, meeting.key])
    office = browser_of(town.ben.account)

    def page():
        return of(office.get(inside).content.decode())

    def mailed():
        return of(OutboxMail.objects.exclude(calendar="").order_by("-id").first().calendar)

    assert page()[:2] == ("0", "CONFIRMED")
    invitations.invite(meeting=meeting, by=town.ben, at=START)
    assert (page()[0], mailed()) == ("1", page())
    invitations.invite(meeting=meeting, by=town.ben, at=START)
    assert (page()[0], mailed()) == ("1", page())
    publishing.publish_body(body=meeting.body, by=town.nora, at=START)
    publishing.publish_meeting(meeting=meeting, by=town.nora, at=START)
    outside = reverse("portal:calendar", args=[town.partnership.slug, meeting.key])
    assert of(client.get(outside).content.decode()) == page()
    shown = client.get(reverse("portal:meeting", args=[town.partnership.slug, meeting.key])).content.decode()
    assert outside in shown
    for number, change in enumerate(({"place": "Lüttow"}, {"starts_at": SOON + dt.timedelta(days=1)}), start=2):
        told = {"starts_at": meeting.starts_at, "place": meeting.place} | change
        meeting = meetings.move_meeting(meeting=meeting, **told, by=town.ben, at=START)
        assert page()[0] == str(number)
        invitations.invite(meeting=meeting, by=town.ben, at=START)
        assert mailed() == page() == of(client.get(outside).content.decode())
    meetings.move_meeting(meeting=meeting, starts_at=meeting.starts_at, place=meeting.place, by=town.ben, at=START)
    assert page()[0] == "3"
    invitations.cancel_meeting(meeting=meeting, by=town.ben, at=START)
    assert page()[:2] == ("4", "CANCELLED")
    assert mailed() == page() == of(client.get(outside).content.decode())


def test_meeting_is_not_moved_into_the_past(town, meeting):
    with pytest.raises(Refused) as refused:
        meetings.move_meeting(
            meeting=meeting, starts_at=START - dt.timedelta(hours=1), place="x", by=town.ben, at=START
        )
    assert refused.value.problem.code == "past"
    other = meetings.move_meeting(
        meeting=meeting, starts_at=meeting.starts_at, place="Anderswo", by=town.ben, at=SOON + dt.timedelta(days=1)
    )
    assert other.place == "Anderswo"


def test_calendar_of_a_meeting_that_is_not_shown_is_not_there(town, meeting, client):
    make.add_goal(town)
    assert client.get(f"/{town.partnership.slug}/sitzungen/{meeting.key}/termin.ics").status_code == 404
