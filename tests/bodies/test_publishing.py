"""The committee in public: consented names, results after the signatures, nothing of applications that were not approved."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.operations import agenda, invitations, meetings, publishing, recusals
from aktionsplan.bodies.publications import public_meeting
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories.hall import EVENING, hall
from tests.factories.published import AFTER, coming, signed

LATER = AFTER + dt.timedelta(days=1)


def get(path):
    return Client(HTTP_HOST="localhost").get(path)


def page(town, name, *arguments):
    answer = get(reverse(f"portal:{name}", args=[town.partnership.slug, *arguments]))
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


@pytest.fixture
def room(shown_room):
    return shown_room


def test_composition_names_only_who_agreed(room):
    text = page(room.town, "body", room.body.key)
    assert "Mitglied 0" in text
    assert "Vorsitz: " in text
    assert "Gruppe 4" in text
    for hidden in ("Mitglied 2", "Mitglied 4", "Vertretung 1", "Schriftführung"):
        assert hidden not in text, hidden


def test_name_leaves_the_portal_with_the_consent(room):
    bodies.consent(holder=room.holders[0], named=False, by=room.who(0), at=LATER)
    text = page(room.town, "body", room.body.key)
    assert "Mitglied 0" not in text
    assert "Vorsitz: " not in text
    assert "Mitglied 1" in text


def test_given_consent_alone_shows_nothing_until_somebody_publishes(room):
    bodies.consent(holder=room.holders[3], named=True, by=room.who(3), at=LATER)
    assert "Mitglied 3" not in page(room.town, "body", room.body.key)
    publishing.publish_body(body=room.body, by=room.town.nora, at=LATER)
    assert "Mitglied 3" in page(room.town, "body", room.body.key)


def test_whoever_no_longer_sits_is_no_longer_shown(room):
    bodies.hand_over(
        holder=room.holders[1], name="Neue Person", email="", appointment="x", by=room.town.ben, at=LATER
    )
    text = page(room.town, "body", room.body.key)
    assert "Mitglied 1" not in text
    assert "Neue Person" not in text


def test_ended_seat_and_function_leave_the_portal(room):
    function = room.body.functions.get(function="chair")
    bodies.end_function(function=function, by=room.town.ben, at=LATER)
    assert "Vorsitz: " not in page(room.town, "body", room.body.key)
    seat = room.holders[4].seat
    bodies.end_term(holder=room.holders[4], by=room.town.ben, at=LATER)
    bodies.end_seat(seat=seat, by=room.town.ben, at=LATER)
    assert "Gruppe 4" not in page(room.town, "body", room.body.key)


def test_results_tell_public_items_and_approved_applications_only(room):
    text = page(room.town, "meeting", room.meeting.key)
    for told in ("Sommerfest", "Wir feiern.", "Am Hafen.", "Wahlort", "Geheim:", room.town.wanted.title, "4 von 5"):
        assert told in text, told
    rejected = room.town.rejected
    for hidden in ("Geheimes", "Ausschluss", rejected.title, "Mitglied", "4.000", "Rathaus", "Kulturboot"):
        assert hidden not in text or hidden in room.town.wanted.title, hidden
    assert "Ein Antrag" in text
    assert "Nicht öffentlicher Punkt" in text


def test_public_counts_equal_those_of_the_signed_minutes(room):
    letter = minutes_letter(room.meeting, internal=True)
    told = " ".join(line for entry in letter.entries for line in entry.lines)
    rows = [vote for item in public_meeting(room.meeting).items for vote in item["votes"]]
    assert len(rows) == 4
    for vote in rows:
        counts = f"{vote['yes']} Ja, {vote['no']} Nein, {vote['abstain']} Enthaltung"
        assert counts in told
        assert counts in " ".join(page(room.town, "meeting", room.meeting.key).split())


def test_public_minutes_tell_no_sum_and_no_condition_of_an_application(room):
    letter = minutes_letter(room.meeting, internal=False)
    everything = repr(letter)
    assert room.town.wanted.title in everything
    assert "4.000" not in everything
    assert room.town.rejected.title not in everything


def test_results_wait_for_both_signatures(town, evening_room):
    room = evening_room
    publishing.publish_meeting(meeting=room.meeting, by=town.nora, at=AFTER)
    text = page(town, "meeting", room.meeting.key)
    assert "Wir feiern." not in text
    assert town.wanted.title not in text
    signed(room)
    publishing.publish_meeting(meeting=room.meeting, by=town.nora, at=AFTER)
    assert "Wir feiern." in page(town, "meeting", room.meeting.key)


def test_public_files_can_be_fetched_and_others_not(room):
    kinds = Publication.objects.filter(kind="file", current=True)
    names = {row.data["name"]: row.slug for row in kinds}
    assert set(names) == {"Ablauf des Festes", "Entwurf", room.meeting.record.public.title}
    for slug in names.values():
        answer = get(reverse("portal:file", args=[room.town.partnership.slug, slug]))
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Disposition"] == "inline"
    address = reverse("portal:file", args=[room.town.partnership.slug, names["Entwurf"]])
    assert get(f"{address}?laden=1")["Content-Disposition"].startswith("attachment")
    agenda.remove_paper(paper=room.town.paper, by=room.town.ben, at=LATER)
    assert get(address).status_code == 410
    assert get(address.replace(names["Entwurf"], "unbekannt.pdf")).status_code == 404


def test_place_of_a_closed_meeting_is_not_told(town, evening_room):
    room = evening_room
    closed = coming(room, public=False)
    publishing.publish_meeting(meeting=closed, by=town.nora, at=AFTER)
    text = page(town, "meeting", closed.key)
    assert "Ratssaal" not in text
    assert "Haushalt" in text
    assert "Personal" not in text


def test_moved_and_cancelled_meetings_are_told_at_once(room):
    later = EVENING + dt.timedelta(days=70)
    meetings.move_meeting(meeting=room.town.coming, starts_at=later, place="Kulturhaus", by=room.town.ben, at=LATER)
    assert "Kulturhaus" in page(room.town, "meeting", room.town.coming.key)
    invitations.cancel_meeting(meeting=room.town.coming, by=room.town.ben, at=LATER)
    assert "fällt aus" in page(room.town, "meeting", room.town.coming.key)


def test_item_added_after_publication_waits_for_the_next_publication(room):
    fields = {"parent": None, "kind": "topic", "text": "", "minutes": None, "public": True}
    agenda.add_item(meeting=room.town.coming, title="Neues", **fields, by=room.town.ben, at=LATER)
    invitations.cancel_meeting(meeting=room.town.coming, by=room.town.ben, at=LATER)
    assert "Neues" not in page(room.town, "meeting", room.town.coming.key)


def test_late_recusal_takes_an_application_and_the_minutes_off_the_portal(room):
    title, file = room.town.wanted.title, room.meeting.record.public
    assert title in page(room.town, "meeting", room.meeting.key)
    recusals.decide_recusal(
        item=room.town.wanted,
        holder=room.holders[1],
        ground="board",
        personal=True,
        text="stellte sich heraus",
        recused=True,
        by=room.town.ben,
        at=LATER,
    )
    text = page(room.town, "meeting", room.meeting.key)
    assert title not in text
    assert file.key not in text
    address = reverse("portal:file", args=[room.town.partnership.slug, f"{file.key}.pdf"])
    assert get(address).status_code == 410
    publishing.publish_meeting(meeting=room.meeting, by=room.town.nora, at=LATER)
    assert file.key not in page(room.town, "meeting", room.meeting.key)


def test_hidden_body_and_meeting_are_gone_everywhere(room):
    publishing.hide_body(body=room.body, by=room.town.nora, at=LATER)
    publishing.hide_meeting(meeting=room.meeting, by=room.town.nora, at=LATER)
    assert page(room.town, "body", room.body.key) == 404
    assert page(room.town, "meeting", room.meeting.key) == 404
    assert "Sommerfest" not in page(room.town, "bodies")
    for deed, what in (
        (publishing.hide_body, {"body": room.body}),
        (publishing.hide_meeting, {"meeting": room.meeting}),
    ):
        with pytest.raises(Refused) as refused:
            deed(**what, by=room.town.nora, at=LATER)
        assert refused.value.problem.code == "not_shown"


def test_nothing_is_published_before_the_invitation_and_by_nobody_else(town):
    room = hall(town, opened=False)
    room.item()
    with pytest.raises(Refused) as refused:
        publishing.publish_meeting(meeting=room.meeting, by=town.nora, at=AFTER)
    assert refused.value.problem.code == "early"
    for by in (town.ben, room.who(0), town.mats):
        with pytest.raises(Forbidden):
            publishing.publish_body(body=room.body, by=by, at=AFTER)
        with pytest.raises(Forbidden):
            publishing.publish_meeting(meeting=room.meeting, by=by, at=AFTER)


def test_preview_pages_show_publish_and_take_back(room, browser_of):
    client, slug = browser_of(room.town.nora.account), room.town.partnership.slug
    for name, thing in (("publish_body", room.body), ("publish_meeting", room.town.coming)):
        address = reverse(f"bodies:{name}", args=[slug, thing.key])
        kind = name.removeprefix("publish_")
        assert "Steht so im Portal" in client.get(address).content.decode()
        assert client.post(address, {"show": "0"}).status_code == 302
        assert published_data(room.town.partnership, kind, thing.key) is None
        assert "Steht noch nicht" in client.get(address).content.decode()
        assert client.post(address, {"show": "1"}).status_code == 302
        assert published_data(room.town.partnership, kind, thing.key)
    bodies.consent(holder=room.holders[3], named=True, by=room.who(3), at=LATER)
    address = reverse("bodies:publish_body", args=[slug, room.body.key])
    assert "älterer Stand" in client.get(address).content.decode()
