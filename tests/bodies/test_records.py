"""Invitations with their proof, calendar files, and minutes that two people sign."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import Invitation, Minutes
from aktionsplan.bodies.operations import agenda, ballots, decisions, invitations, meetings, minutes, recusals
from aktionsplan.bodies.progress import progress
from aktionsplan.bodies.queries import called, uninvited
from aktionsplan.bodies.queries import seats as seats_of
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.desk.open_tasks import tasks_for
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.partnership import operations as partnership
from aktionsplan.people.queries import actor
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.ledger.models import TreeHead
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from aktionsplan.shared.workflow import WrongState
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, START, hall
from tests.factories.pages import seen_on

EARLY = EVENING - dt.timedelta(days=21)
TOPIC = {"parent": None, "kind": "topic", "title": "x", "text": "", "minutes": None, "public": False}
LATE = EVENING - dt.timedelta(days=3)


def code(refused):
    return refused.value.problem.code


@pytest.fixture
def room(town):
    made = hall(town, opened=False)
    made.item()
    return made


def test_invitation_goes_to_everybody_with_a_calendar_file(room):
    assert invitations.invite(meeting=room.meeting, by=room.town.ben, at=EARLY) == 5
    mail = OutboxMail.objects.get(recipient="m0@elbhagen.example", subject__startswith="Einladung")
    event = Calendar.from_ical(mail.calendar).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event["STATUS"], event.decoded("DTSTART")) == (1, "CONFIRMED", EVENING)
    assert "Sommerpause" not in mail.text + mail.calendar
    assert called(room.meeting) == {holder.pk for holder in room.holders}
    letter = Document.objects.get(kind="invitation")
    assert read(letter.file).startswith(b"%PDF")
    assert letter.data["rows"][0][2] == "Sommerpause"


def test_moved_meeting_has_to_be_called_again_and_the_calendar_follows(room):
    invitations.invite(meeting=room.meeting, by=room.town.ben, at=EARLY)
    later = EVENING + dt.timedelta(days=7)
    moved = meetings.move_meeting(meeting=room.meeting, starts_at=later, place="Lüttow", by=room.town.ben, at=EARLY)
    assert called(moved) == frozenset()
    seats = [seat for seat in seats_of(room.body, later.date()) if seat.voting]
    assert uninvited(moved, seats) == 5
    invitations.invite(meeting=moved, by=room.town.ben, at=EARLY)
    mail = OutboxMail.objects.filter(recipient="m0@elbhagen.example", subject__startswith="Geänderte").get()
    event = Calendar.from_ical(mail.calendar).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (2, later)
    assert uninvited(moved, seats) == 0
    gone = invitations.cancel_meeting(meeting=moved, by=room.town.ben, at=EARLY)
    mail = OutboxMail.objects.filter(recipient="m0@elbhagen.example", subject__startswith="Abgesagt").get()
    calendar = Calendar.from_ical(mail.calendar)
    event = calendar.walk("VEVENT")[0]
    assert (gone.state, calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == (
        "cancelled",
        "CANCEL",
        "CANCELLED",
        3,
    )


def test_late_invitation_is_healed_by_whoever_comes(room):
    invitations.invite(meeting=room.meeting, by=room.town.ben, at=LATE)
    assert called(room.meeting) == frozenset()
    room.meeting = meetings.open_meeting(meeting=room.meeting, by=room.town.ben, at=EVENING)
    room.arrive(0, 1, 2, 3)
    found = meetings.find_quorum(meeting=room.meeting, by=room.town.ben, at=NOW)
    assert (found.quorate, found.ground, found.uninvited) == (False, "invitation", 1)
    room.arrive(4)
    assert meetings.find_quorum(meeting=room.meeting, by=room.town.ben, at=NOW).quorate


def test_urgent_meeting_may_be_called_later(town):
    room = hall(town, opened=False)
    urgent = meetings.plan_meeting(
        body=room.body, starts_at=EVENING, place="x", urgent=True, reason="Frist des Landes", by=town.ben, at=START
    )
    room.meeting = urgent
    room.item()
    invitations.invite(meeting=urgent, by=town.ben, at=LATE - dt.timedelta(days=1))
    assert len(called(urgent)) == 5


def test_person_without_account_is_invited_by_post(room):
    seat = bodies.add_seat(body=room.body, group="Post", side="civil", voting=True, by=room.town.ben, at=START)
    holder = bodies.appoint(
        seat=seat, capacity="member", name="Ohne Netz", appointment="x", by=room.town.ben, at=START
    )
    invitations.invite(meeting=room.meeting, by=room.town.ben, at=EARLY)
    assert holder.pk not in called(room.meeting)
    told = {"meeting": room.meeting, "holder": holder, "by": room.town.ben, "at": EARLY}
    for way, on, reason in (("mail", EARLY.date(), "way"), ("post", EVENING.date(), "future")):
        with pytest.raises(Refused) as refused:
            invitations.record_invitation(way=way, on=on, **told)
        assert code(refused) == reason
    invitations.record_invitation(way="post", on=EARLY.date(), **told)
    assert holder.pk in called(room.meeting)
    assert Invitation.objects.get(holder=holder).way == "post"


def test_nothing_to_invite_to_and_nothing_after_the_end(town):
    room = hall(town, opened=False)
    with pytest.raises(Refused) as refused:
        invitations.invite(meeting=room.meeting, by=town.ben, at=EARLY)
    assert code(refused) == "agenda"
    meetings.open_meeting(meeting=room.meeting, by=town.ben, at=EVENING)
    with pytest.raises(WrongState):
        invitations.invite(meeting=room.meeting, by=town.ben, at=NOW)


def test_second_call_needs_three_when_the_invitation_said_so(town):
    room = hall(town, seats=9)
    room.arrive(0, 1, 2)
    application = make.admit(town, make.add_application(town))
    first = calls.put_to_committee(application=application, meeting=room.meeting, by=town.ben, at=EVENING)
    agenda.postpone_item(item=room.called(first), by=town.ben, at=NOW)
    meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    again = EVENING + dt.timedelta(days=21)
    room.meeting = meetings.plan_meeting(body=room.body, starts_at=again, place="x", by=town.ben, at=NOW)
    item = calls.put_to_committee(application=application, meeting=room.meeting, by=town.ben, at=NOW)
    assert item.postponed_from == first
    invitations.invite(meeting=room.meeting, by=town.ben, at=NOW)
    assert "genügen 3" in Document.objects.filter(kind="invitation").latest("id").data["rows"][0][5]
    room.meeting = meetings.open_meeting(meeting=room.meeting, by=town.ben, at=again)
    for number in (0, 1, 2):
        meetings.arrive(meeting=room.meeting, holder=room.holders[number], by=town.ben, at=again)
    item = agenda.begin_item(item=item, by=town.ben, at=again)
    vote = room.motion(item, motion="approve", amount_eur=item.requested_eur, text="")
    assert ballots.open_vote(vote=vote, by=town.ben, at=again).second_call


@pytest.fixture
def over(town):
    """A meeting that is over: one secret and one open vote, a recusal, a late arrival."""
    room = hall(town, deputies=(1,))
    room.arrive(0, 1, 2, 3)
    for function, holder in (("chair", room.holders[0]), ("secretary", room.holders[2])):
        bodies.name_function(
            body=room.body, function=function, account=holder.account, name=holder.name, by=town.ben, at=START
        )
    meetings.find_quorum(meeting=room.meeting, by=town.ben, at=EVENING)
    topic = room.called(room.item(public=True))
    vote = room.opened(room.motion(topic))
    room.cast(vote, {0: "yes", 1: "no", 2: "yes"})
    decisions.establish(vote=room.close(vote), by=town.ben, at=NOW)
    minutes.note_item(item=topic, note="Die Vorsitzende erinnert an das Vorjahr.", by=town.ben, at=NOW)
    matter = room.item("Geheimes")
    recusals.declare_recusal(
        item=matter,
        holder=room.holders[1],
        ground="family",
        personal=True,
        text="Schwester im Vorstand.",
        by=room.who(1),
        at=EVENING,
    )
    room.called(matter)
    room.arrive(4, at=NOW)
    second = room.opened(room.motion(matter, text="Ausschluss"), asked=1, urn=True)
    decisions.establish(vote=room.close(second, Hands(yes=2, no=1)), by=town.ben, at=NOW + dt.timedelta(minutes=7))
    room.meeting = meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW + dt.timedelta(minutes=30))
    return room


def test_minutes_tell_what_happened(over):
    letter = minutes_letter(over.meeting)
    text = " ".join(line for entry in letter.entries for line in (*entry.lines, entry.result))
    for part in (
        "Die Vorsitzende erinnert",
        "Ja: Mitglied 0, Mitglied 2.",
        "Nein: Mitglied 1.",
        "Mitglied 1 war befangen (Familie). Schwester im Vorstand. Draußen von 18:30 Uhr bis 18:37 Uhr.",
        "Geheime Abstimmung: 2 Ja, 1 Nein, 0 Enthaltungen.",
        "„Ausschluss“: angenommen mit 2 zu 1 Stimmen",
        "Regel: einfache Mehrheit, KV M-V § 31 Abs. 1.",
    ):
        assert part in text, part
    assert letter.present[0] == ("Mitglied 0", "Gruppe 0", "18:00 Uhr bis 19:00 Uhr")
    assert ("Zeit", "18:00 Uhr bis 19:00 Uhr") in letter.facts


def test_public_minutes_hold_results_only(over):
    letter = minutes_letter(over.meeting, internal=False, signatures=(("Vorsitz", "Mitglied 0", "heute"),))
    everything = repr(letter)
    for part in ("Mitglied", "Schwester", "erinnert", "befangen", "Geheimes", "Ausschluss"):
        assert part not in everything, part
    assert "angenommen mit 2 zu 1" in everything
    assert "Nicht öffentlicher Punkt" in everything


def test_two_people_sign_and_both_documents_bear_the_head(over):
    chair, secretary = over.who(0), over.who(2)
    first = minutes.sign_minutes(meeting=over.meeting, by=chair, at=NOW + dt.timedelta(days=1))
    assert (first.state, first.internal) == ("half", None)
    with pytest.raises(Refused) as refused:
        minutes.sign_minutes(meeting=over.meeting, by=chair, at=NOW + dt.timedelta(days=1))
    assert code(refused) == "signed"
    signed = minutes.sign_minutes(meeting=over.meeting, by=secretary, at=NOW + dt.timedelta(days=2))
    assert signed.state == "signed"
    head = TreeHead.objects.latest("id")
    for document in (signed.internal, signed.public):
        assert read(document.file).startswith(b"%PDF")
        assert f"Kopf {head.size}:{head.root}" in document.data["footer"]
    with pytest.raises(WrongState):
        minutes.sign_minutes(meeting=over.meeting, by=secretary, at=NOW + dt.timedelta(days=2))
    note = minutes.correct_minutes(meeting=over.meeting, text="Es waren 5 da.", by=chair, at=NOW)
    assert list(Minutes.objects.get().corrections.all()) == [note]
    with pytest.raises(Refused) as refused:
        minutes.note_item(item=over.meeting.items.first(), note="später", by=over.town.ben, at=NOW)
    assert code(refused) == "signed"


def test_nobody_else_signs_and_nothing_changes_between_the_signatures(over):
    with pytest.raises(Forbidden):
        minutes.sign_minutes(meeting=over.meeting, by=over.who(1), at=NOW)
    with pytest.raises(Forbidden):
        minutes.sign_minutes(meeting=over.meeting, by=over.town.ben, at=NOW)
    minutes.sign_minutes(meeting=over.meeting, by=over.who(2), at=NOW)
    over.meeting.items.update(title="Anderes")
    with pytest.raises(Refused) as refused:
        minutes.sign_minutes(meeting=over.meeting, by=over.who(0), at=NOW)
    assert code(refused) == "changed"
    assert minutes.reopen_minutes(meeting=over.meeting, by=over.who(0), at=NOW).state == "draft"
    assert minutes.sign_minutes(meeting=over.meeting, by=over.who(0), at=NOW).state == "half"


def test_one_person_with_both_functions_signs_once(over):
    holder = over.holders[0]
    bodies.name_function(
        body=over.body, function="secretary", account=holder.account, name="x", by=over.town.ben, at=START
    )
    minutes.sign_minutes(meeting=over.meeting, by=over.who(0), at=NOW)
    with pytest.raises(Refused) as refused:
        minutes.sign_minutes(meeting=over.meeting, by=over.who(0), at=NOW)
    assert code(refused) == "two_people"


def test_recused_member_reads_the_result_only(over, browser_of):
    page = reverse("bodies:record", args=[over.town.partnership.slug, over.meeting.key])
    mine = browser_of(over.holders[1].account).get(page).content.decode()
    assert "Ausschluss" not in mine
    assert "erinnert an das Vorjahr" in mine
    others = browser_of(over.holders[3].account).get(page).content.decode()
    assert "Ausschluss" in others
    for who, at in ((0, 1), (2, 2)):
        minutes.sign_minutes(meeting=over.meeting, by=over.who(who), at=NOW + dt.timedelta(days=at))
    file = reverse("bodies:record_file", args=[over.town.partnership.slug, over.meeting.key, "intern"])
    assert browser_of(over.holders[1].account).get(file).status_code == 403
    assert browser_of(over.holders[3].account).get(file).content.startswith(b"%PDF")
    coach = actor(over.town.people["henrik"].account, over.town.partnership, NOW.date())
    assert browser_of(coach.account).get(file).status_code == 403


def test_signing_asks_for_a_fresh_second_factor(over, browser_of):
    page = reverse("bodies:sign", args=[over.town.partnership.slug, over.meeting.key])
    stale = browser_of(over.holders[0].account, fresh=False).post(page)
    assert "konto" in stale["Location"]
    assert not Minutes.objects.exists()
    signer = browser_of(over.holders[0].account)
    read = reverse("bodies:record", args=[over.town.partnership.slug, over.meeting.key])
    seen = seen_on(signer, read)
    minutes.note_item(item=over.meeting.items.first(), note="Nachgetragen.", seen="", by=over.town.ben, at=NOW)
    for stale in (seen, "", "x=1"):
        signer.post(page, {"seen": stale})
        assert not Minutes.objects.filter(state="half").exists()
    signer.post(page, {"seen": seen_on(signer, read)})
    assert Minutes.objects.get().state == "half"


def state_of(town, bullet):
    return next(row for row in progress(town.partnership, NOW.date()) if row.bullet == bullet).fulfilled


def test_cockpit_row_of_decisions_needs_signed_minutes(over):
    assert not state_of(over.town, "S2.5")
    for who in (0, 2):
        minutes.sign_minutes(meeting=over.meeting, by=over.who(who), at=NOW)
    assert state_of(over.town, "S2.5")


def test_cockpit_row_of_the_committee_needs_everything(over):
    assert not state_of(over.town, "S2.3")
    partnership.adopt_rules(
        kind="procedure",
        scope=over.body.key,
        title="Eigene",
        valid_from=START.date(),
        values={},
        by=over.town.kim,
        at=START,
    )
    for holder in (*over.holders, *over.deputies.values()):
        assert not state_of(over.town, "S2.3")
        bodies.commit_secrecy(holder=holder, on=START.date(), note="Ordner", by=over.town.ben, at=NOW)
    assert state_of(over.town, "S2.3")
    bodies.end_term(holder=over.holders[3], by=over.town.ben, at=NOW)
    assert not state_of(over.town, "S2.3")


def titles(who):
    return {task.title for task in tasks_for(who, NOW.date())}


def test_desk_asks_to_invite_to_come_and_to_sign(over):
    assert "Niederschrift unterschreiben: Begleitausschuss" in titles(over.who(0))
    minutes.sign_minutes(meeting=over.meeting, by=over.who(0), at=NOW)
    assert "Niederschrift unterschreiben: Begleitausschuss" not in titles(over.who(0))
    later = NOW + dt.timedelta(days=30)
    coming = meetings.plan_meeting(body=over.body, starts_at=later, place="x", by=over.town.ben, at=NOW)
    assert "Einladen: Begleitausschuss" in titles(over.town.ben)
    assert "Sitzung: Begleitausschuss" not in titles(over.who(3))
    coming.refresh_from_db()
    agenda.add_item(**TOPIC, meeting=coming, by=over.town.ben, at=NOW)
    invitations.invite(meeting=coming, by=over.town.ben, at=NOW)
    assert "Sitzung: Begleitausschuss" in titles(over.who(3))
    meetings.excuse(meeting=coming, holder=over.holders[3], by=over.who(3), at=NOW)
    assert "Sitzung: Begleitausschuss" not in titles(over.who(3))


def test_two_people_who_write_a_note_at_once_lose_nothing(town):
    room = hall(town)
    item = room.item()
    minutes.note_item(item=item, note="Erste Fassung", seen="", by=town.ben, at=NOW)
    minutes.note_item(item=item, note="Zweite Fassung", seen="", by=town.lena, at=NOW)
    item.refresh_from_db()
    assert item.note == "Erste Fassung\n\nZweite Fassung"
    minutes.note_item(item=item, note="Beide gelesen", seen=item.note, by=town.lena, at=NOW)
    item.refresh_from_db()
    assert item.note == "Beide gelesen"


def test_signed_minutes_stay_as_they_were_signed(over, browser_of):
    for number in (0, 2):
        minutes.sign_minutes(meeting=over.meeting, by=over.who(number), at=NOW)
    item = over.meeting.items.get(title="Sommerpause")
    recusals.decide_recusal(
        item=item,
        holder=over.holders[3],
        ground="family",
        personal=True,
        text="kam später heraus",
        recused=True,
        by=over.town.ben,
        at=NOW + dt.timedelta(days=3),
    )
    page = reverse("bodies:record", args=[over.town.partnership.slug, over.meeting.key])
    text = browser_of(over.town.ben.account).get(page).content.decode()
    assert "kam später heraus" not in text
    assert "wird neu entschieden" in text
