"""What only shows at the edges of a meeting: missing functions, open items, one person on two seats, cancelled reports."""

import datetime as dt
import re
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import AgendaItem, Vote
from aktionsplan.bodies.operations import (
    agenda,
    ballots,
    circulars,
    decisions,
    elections,
    invitations,
    meetings,
    minutes,
    motions,
    recusals,
)
from aktionsplan.bodies.queries import circular_result, planned_meetings, uninvited
from aktionsplan.bodies.queries import seats as seats_of
from aktionsplan.bodies.rules.counted import Hands, Motion
from aktionsplan.desk.open_tasks import tasks_for
from aktionsplan.entry.demo.bodies import OWN_RULES
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.rules import procedure
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.words import Refused
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, START, hall

AFTER = NOW + dt.timedelta(hours=1)


def code(refused):
    return refused.value.problem.code


def functions(room):
    for function, holder in (("chair", room.holders[0]), ("secretary", room.holders[2])):
        bodies.name_function(
            body=room.body, function=function, account=holder.account, name=holder.name, by=room.town.ben, at=START
        )


def test_only_whoever_belongs_to_the_body_leads_it(town, browser_of):
    room = hall(town)
    stranger = town.people["anna"].account
    with pytest.raises(Refused) as refused:
        bodies.name_function(body=room.body, function="chair", account=stranger, name="x", by=town.ben, at=START)
    assert code(refused) == "not_of_body"
    page = browser_of(town.ben.account).get(
        reverse("bodies:name_function", args=[town.partnership.slug, room.body.key])
    )
    offered = page.content.decode()
    assert stranger.name not in offered
    assert room.holders[0].name in offered
    assert town.ben.account.name in offered
    assert f'<a href="{reverse("bodies:body", args=[town.partnership.slug, room.body.key])}">Abbrechen</a>' in offered


def test_vote_closes_without_a_vice_chair_and_with_a_member_without_account(town):
    room = hall(town)
    bodies.name_function(
        body=room.body, function="chair", account=room.holders[0].account, name="x", by=town.ben, at=START
    )
    seat = bodies.add_seat(body=room.body, group="Ohne Netz", side="civil", voting=True, by=town.ben, at=START)
    person = bodies.appoint(seat=seat, capacity="member", name="Wiebke", appointment="x", by=town.ben, at=START)
    room.arrive(0, 1, 2)
    meetings.arrive(meeting=room.meeting, holder=person, by=town.ben, at=EVENING)
    vote = room.opened(room.motion(room.called(room.item())))
    line = vote.presences.get(holder=person)
    ballots.enter_ballot(vote=vote, line=line, choice="yes", by=town.ben, at=NOW)
    room.cast(vote, {1: "yes", 2: "yes"})
    closed = room.close(vote)
    assert (closed.state, closed.chair_vote) == ("closed", "")


def in_writing(town, seats, values):
    room = hall(town, seats=seats, opened=False)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    partnership.adopt_rules(**told, values=OWN_RULES | values, by=town.kim, at=START)
    until = NOW.date() + dt.timedelta(days=14)
    room.circular = circulars.plan_circular(body=room.body, deadline=until, reason="eilt", by=town.ben, at=NOW)
    item = calls.put_to_committee(
        application=make.admit(town, make.add_application(town)), meeting=room.circular, by=town.ben, at=NOW
    )
    motion = Motion(motion="approve", amount_eur=item.requested_eur, reason="passt")
    room.vote = motions.move_motion(item=item, motion=motion, by=town.ben, at=NOW)
    circulars.open_circular(meeting=room.circular, by=town.ben, at=NOW)
    return room


@pytest.mark.parametrize(
    ("seats", "values", "choices", "kind"),
    [
        (11, {"majority": "majority_of_present"}, "yyyyna", "approve"),
        (7, {"abstentions": "no"}, "yyynnaa", "reject"),
        (7, {}, "yyynnaa", "approve"),
        (6, {"chair_casts": True}, "yyynnn", "approve"),
        (6, {}, "yyynnn", "reject"),
    ],
)
def test_vote_in_writing_has_one_verdict(town, seats, values, choices, kind):
    room = in_writing(town, seats, values)
    functions(room)
    words = {"y": "yes", "n": "no", "a": "abstain"}
    room.cast(room.vote, {n: words[choice] for n, choice in enumerate(choices)})
    later = NOW + dt.timedelta(days=15)
    circulars.close_circular(meeting=room.circular, by=town.ben, at=later)
    vote = Vote.objects.get(pk=room.vote.pk)
    assert (vote.decision.kind, vote.passed) == (kind, kind == "approve")
    assert circular_result(vote).passed is vote.passed
    assert vote.decision.decided_on == later.date()


def test_running_vote_in_writing_takes_no_item(town):
    room = in_writing(town, 5, {})
    told = {"kind": "topic", "title": "x", "text": "", "minutes": None, "public": False, "parent": None}
    with pytest.raises(Refused) as refused:
        agenda.add_item(meeting=room.circular, **told, by=town.ben, at=NOW)
    assert code(refused) == "running"
    with pytest.raises(Refused) as refused:
        meetings.move_meeting(meeting=room.circular, starts_at=AFTER, place="x", by=town.ben, at=NOW)
    assert code(refused) == "circular"


def test_closing_puts_off_what_stands_below_a_heading_that_left(town):
    room = hall(town, opened=False)
    heading = room.item("Anträge", kind="application")
    item = calls.put_to_committee(
        application=make.admit(town, make.add_application(town)), meeting=room.meeting, by=town.ben, at=EVENING
    )
    assert item.parent == heading
    agenda.take_off_agenda(item=heading, by=town.ben, at=EVENING)
    meetings.open_meeting(meeting=room.meeting, by=town.ben, at=EVENING)
    meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    assert AgendaItem.objects.get(pk=item.pk).state == "put_off"
    with pytest.raises(Refused) as refused:
        agenda.order_item(item=heading, up=False, by=town.ben, at=AFTER)
    assert code(refused) == "cancelled"


def test_minutes_from_paper_end_their_topics_and_wait_for_every_application(town):
    room = hall(town, opened=False)
    functions(room)
    topic = room.item("Begrüßung")
    waiting, decided = (make.admit(town, make.add_application(town)) for _ in range(2))
    for application in (waiting, decided):
        calls.put_to_committee(application=application, meeting=room.meeting, by=town.ben, at=EVENING)
    items = {row.reference: row for row in room.meeting.items.exclude(reference="")}
    item = items[f"application:{decided.key}"]
    decisions.record_decision(item=item, counted=make.vote(town, item), by=town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        minutes.sign_minutes(meeting=room.meeting, by=room.who(0), at=AFTER)
    assert code(refused) == "open_item"
    agenda.take_off_agenda(item=items[f"application:{waiting.key}"], by=town.ben, at=AFTER)
    minutes.sign_minutes(meeting=room.meeting, by=room.who(0), at=AFTER)
    assert minutes.sign_minutes(meeting=room.meeting, by=room.who(2), at=AFTER).state == "signed"
    assert AgendaItem.objects.get(pk=topic.pk).state == "done"
    later = meetings.plan_meeting(
        body=room.body, starts_at=AFTER + dt.timedelta(days=30), place="x", by=town.ben, at=AFTER
    )
    calls.put_to_committee(application=waiting, meeting=later, by=town.ben, at=AFTER)


@pytest.mark.parametrize("account_first", [True, False])
def test_one_person_sits_once_whoever_is_entered_first(town, account_first):
    room = hall(town)
    rows = []
    for email in ("doppelt@elbhagen.example", ""):
        seat = bodies.add_seat(body=room.body, group=f"x{email}", side="civil", voting=True, by=town.ben, at=START)
        rows.append(
            bodies.appoint(
                seat=seat, capacity="member", name="Doppelt Da", email=email, appointment="x", by=town.ben, at=START
            )
        )
    first, second = rows if account_first else reversed(rows)
    meetings.arrive(meeting=room.meeting, holder=first, by=town.ben, at=EVENING)
    with pytest.raises(Refused) as refused:
        meetings.arrive(meeting=room.meeting, holder=second, by=town.ben, at=EVENING)
    assert code(refused) == "twice"


def test_report_comes_again_when_its_meeting_is_cancelled_or_the_item_taken_off(town):
    room = in_writing(town, 5, {})
    room.cast(room.vote, dict.fromkeys(range(5), "yes"))
    meetings.open_meeting(meeting=room.meeting, by=town.ben, at=EVENING)
    circulars.close_circular(meeting=room.circular, by=town.ben, at=NOW)
    planned = []
    for days in (30, 40, 50, 60):
        starts = NOW + dt.timedelta(days=days)
        planned.append(meetings.plan_meeting(body=room.body, starts_at=starts, place="x", by=town.ben, at=NOW))
        told = list(planned[-1].items.filter(reports_on=room.circular))
        assert len(told) == (0 if days == 60 else 1), days
        if days == 30:
            invitations.cancel_meeting(meeting=planned[-1], by=town.ben, at=NOW)
        if days == 40:
            agenda.take_off_agenda(item=told[0], by=town.ben, at=NOW)


def test_chairs_screen_acts_in_its_own_meeting_only(town, browser_of):
    room = hall(town)
    item = room.item()
    other = meetings.plan_meeting(body=room.body, starts_at=EVENING, place="x", by=town.ben, at=START)
    client = browser_of(town.ben.account)
    act = reverse("bodies:act", args=[town.partnership.slug, other.key])
    assert client.post(act, {"deed": "note", "item": item.key, "note": "fremd"}).status_code == 404
    assert AgendaItem.objects.get(pk=item.pk).note == ""
    files = f"/{town.partnership.slug}/intern/sitzungen/{room.meeting.key}/niederschrift-irgendwas.pdf"
    assert client.get(files).status_code == 404


def test_only_whose_signature_is_missing_is_asked(town):
    room = hall(town)
    functions(room)
    vice = room.holders[1]
    bodies.name_function(body=room.body, function="vice_chair", account=vice.account, name="x", by=town.ben, at=START)
    meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    asked = lambda n: any("unterschreiben" in t.title for t in tasks_for(room.who(n), NOW.date()))  # noqa: E731
    assert [asked(n) for n in (0, 1, 2)] == [True, True, True]
    minutes.sign_minutes(meeting=room.meeting, by=room.who(0), at=AFTER)
    assert [asked(n) for n in (0, 1, 2)] == [False, False, True]


def test_letters_by_post_do_not_count_as_changes_of_the_calendar(town):
    room = hall(town, opened=False)
    room.item()
    early = EVENING - dt.timedelta(days=30)
    invitations.invite(meeting=room.meeting, by=town.ben, at=early)
    for holder in room.holders[:3]:
        invitations.record_invitation(
            meeting=room.meeting, holder=holder, way="post", on=early.date(), by=town.ben, at=early
        )
    room.meeting.refresh_from_db()
    assert invitations.event_of(room.meeting, early).sequence == 1


def test_refused_note_and_motion_keep_what_was_typed(town, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    room = hall(town)
    item = room.called(room.item())
    client = browser_of(town.ben.account)
    act = reverse("bodies:act", args=[town.partnership.slug, room.meeting.key])
    answer = client.post(act, {"deed": "note", "item": item.key, "note": "Langes " * 2000, "seen": ""})
    assert answer.status_code == 200
    assert "Langes Langes" in answer.content.decode()
    answer = client.post(act, {"deed": "move", "what": "amendment", "item": item.key, "text": "Halber Antrag"})
    assert AgendaItem.objects.get(pk=item.pk).votes.count() == 0
    minutes.note_item(item=item, note="x" * 5000, seen="", by=town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        minutes.note_item(item=item, note="y" * 5000, seen="", by=town.lena, at=NOW)
    assert (code(refused), refused.value.problem.params["most"]) == ("long", 2998)
    assert AgendaItem.objects.get(pk=item.pk).note == "x" * 5000


def test_all_meetings_of_twenty_years_can_be_reached(town, browser_of):
    room = hall(town, opened=False)
    for number in range(60):
        meetings.plan_meeting(
            body=room.body, starts_at=EVENING - dt.timedelta(days=number), place="x", by=town.ben, at=START
        )
    client = browser_of(town.ben.account)
    for name, arguments in (("meetings", []), ("body", [room.body.key])):
        url = reverse(f"bodies:{name}", args=[town.partnership.slug, *arguments])
        first = client.get(url).content.decode()
        older = re.search(r'href="(\?nach=[^"]+)"', first).group(1)
        pages = [first, client.get(url + older).content.decode()]
        assert sum(len(re.findall(r"/intern/sitzungen/[\w-]{22}/", page)) for page in pages) == 61
        assert "Ältere Sitzungen" in pages[0]
        assert "Zum Anfang der Liste" in pages[1]
        for wrong in ("0", "-1", "x", "99999", ""):
            assert "Ältere Sitzungen" in client.get(f"{url}?nach={wrong}").content.decode(), wrong


def test_coming_meetings_stand_before_those_that_were(town, browser_of):
    room = hall(town, opened=False)
    plan = partial(meetings.plan_meeting, body=room.body, place="x", by=town.ben, at=START)
    soon = plan(starts_at=timezone.now() + dt.timedelta(days=3))
    later = plan(starts_at=timezone.now() + dt.timedelta(days=9))
    old = plan(starts_at=timezone.now() - dt.timedelta(days=9))
    for who, may in ((town.ben, True), (town.people["nora"], False)):
        page = browser_of(who.account).get(reverse("bodies:meetings", args=[town.partnership.slug])).content.decode()
        coming, past = page.split("Frühere Sitzungen")
        assert coming.index(soon.key) < coming.index(later.key)
        assert old.key in past
        assert (reverse("bodies:plan_meeting", args=[town.partnership.slug, room.body.key]) in page) is may


def test_second_call_never_asks_for_more_than_usual(town):
    room = hall(town, seats=3)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    partnership.adopt_rules(**told, values={"least_present": 1}, by=town.kim, at=START)
    room.arrive(0)
    application = make.admit(town, make.add_application(town))
    item = calls.put_to_committee(application=application, meeting=room.meeting, by=town.ben, at=EVENING)
    agenda.postpone_item(item=room.called(item), by=town.ben, at=NOW)
    meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    again = meetings.plan_meeting(
        body=room.body, starts_at=EVENING + dt.timedelta(days=30), place="x", by=town.ben, at=NOW
    )
    calls.put_to_committee(application=application, meeting=again, by=town.ben, at=NOW)
    invitations.invite(meeting=again, by=town.ben, at=NOW)
    said = Document.objects.filter(kind="invitation").latest("id").data["rows"][0][5]
    assert "genügen 2" in said


def test_page_of_minutes_says_who_is_missing_to_sign(town, browser_of):
    room = hall(town)
    meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW)
    url = reverse("bodies:record", args=[town.partnership.slug, room.meeting.key])
    assert "Zum Unterschreiben fehlen" in browser_of(town.ben.account).get(url).content.decode()


def declare(room, item, number, *, personal=True, at=NOW):
    return recusals.declare_recusal(
        item=item,
        holder=room.holders[number],
        ground="board",
        personal=personal,
        text="Vorstand",
        by=room.who(number),
        at=at,
    )


def test_conflict_can_be_declared_while_a_vote_in_writing_runs(town):
    """U2: the line leaves the vote, and a ballot that was given does not count."""
    room = in_writing(town, 5, {})
    item = room.vote.item
    room.cast(room.vote, {0: "yes", 1: "yes", 2: "no"})
    declare(room, item, 2)
    line = room.vote.presences.get(seat=room.holders[2].seat)
    assert (line.attendance, line.voted, line.choice) == ("recused", False, "")
    with pytest.raises(Refused) as refused:
        room.cast(room.vote, {2: "no"})
    assert code(refused) == "recused"
    room.cast(room.vote, {3: "yes", 4: "abstain"})
    circulars.close_circular(meeting=room.circular, by=town.ben, at=NOW)
    vote = Vote.objects.get(pk=room.vote.pk)
    assert (vote.yes, vote.no, vote.abstain, vote.present, vote.decision.kind) == (3, 0, 1, 4, "approve")
    assert vote.decision.faulty == ""


def debated(town):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    item = room.called(room.item())
    vote = room.opened(room.motion(item))
    room.cast(vote, {0: "yes", 1: "yes", 2: "yes", 3: "no"})
    return room, item, room.close(vote)


def test_old_vote_of_a_recused_person_decides_nothing_after_the_debate_began_anew(town):
    room, item, vote = debated(town)
    declare(room, item, 0)
    agenda.begin_item(item=item, by=town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=vote, by=town.ben, at=NOW)
    assert code(refused) == "no_result"


def test_vote_of_somebody_kept_out_of_the_same_matter_elsewhere_decides_nothing(town):
    room, item, vote = debated(town)
    before = meetings.plan_meeting(
        body=room.body, starts_at=EVENING + dt.timedelta(days=9), place="x", usual=False, by=town.ben, at=NOW
    )
    earlier = agenda.add_item(
        meeting=before,
        parent=None,
        kind="topic",
        title="Vorher",
        text="",
        minutes=None,
        public=False,
        by=town.ben,
        at=NOW,
    )
    AgendaItem.objects.filter(pk=item.pk).update(continues=earlier)
    assert not declare(room, earlier, 0).late
    with pytest.raises(Refused) as refused:
        decisions.establish(vote=vote, by=town.ben, at=NOW)
    assert code(refused) == "recused_voted"


def test_without_a_new_debate_the_decision_is_to_be_repeated(town):
    room, item, vote = debated(town)
    declare(room, item, 0)
    assert decisions.establish(vote=vote, by=town.ben, at=NOW).item.state == "to_be_repeated"


def test_whoever_was_not_there_makes_no_decision_faulty(town):
    room, item, vote = debated(town)
    row = declare(room, item, 4)
    assert (row.late, row.left_at) == (False, None)
    assert decisions.establish(vote=vote, by=town.ben, at=NOW).item.state == "decided"


def elect(room, names, counts, **how):
    item = room.called(room.item("Wahl", kind="election"))
    vote = room.motion(item, what="election", names=names, text="Sprecher", **how)
    ballots.open_vote(vote=vote, asked_secret=1, urn=True, by=room.town.ben, at=NOW)
    hands = Hands(names=counts)
    return ballots.close_vote(vote=vote, hands=hands, by=room.town.ben, at=NOW)


def test_one_demand_makes_an_election_secret_and_the_lot_is_told(town):
    room = hall(town)
    room.arrive(0, 1, 2, 3)
    vote = elect(room, ("Anna", "Berta"), {"Anna": 2, "Berta": 2})
    assert vote.secret
    elections.draw_lot(vote=vote, drawn=["Berta"], by=town.ben, at=NOW)
    decisions.establish(vote=vote, by=town.ben, at=NOW)
    told = repr(minutes_letter(room.meeting))
    assert "Gleich viele Stimmen; das Los fiel auf Berta. Gewählt: Berta." in told


def test_amendment_that_passed_changes_the_motion(town):
    room = hall(town)
    room.arrive(0, 1, 2)
    item = room.called(room.item())
    main = room.motion(item, text="Wir feiern.")
    amendment = room.opened(room.motion(item, what="amendment", text="Am Hafen.", amends=main))
    unvoted = room.motion(item, what="procedure", text="Schluss der Debatte")
    room.cast(amendment, dict.fromkeys(range(3), "yes"))
    room.close(amendment)
    main.refresh_from_db()
    assert main.text == "Wir feiern. Geändert: Am Hafen."
    vote = room.opened(main)
    room.cast(vote, dict.fromkeys(range(3), "yes"))
    decisions.establish(vote=room.close(vote), by=town.ben, at=NOW)
    lines = " ".join(line for entry in minutes_letter(room.meeting).entries for line in entry.lines)
    assert lines.index("Änderungsantrag") < lines.index("Antrag zur Sache")
    assert f"{unvoted.text}. Nicht abgestimmt." in lines


def test_amended_sum_has_to_be_moved_anew(town):
    room = hall(town)
    room.arrive(0, 1, 2)
    application = make.admit(town, make.add_application(town))
    item = calls.put_to_committee(application=application, meeting=room.meeting, by=town.ben, at=EVENING)
    main = room.motion(room.called(item), motion="approve", amount_eur=item.requested_eur, text="")
    amendment = room.opened(room.motion(item, what="amendment", text="Nur 2.000 Euro", amends=main))
    room.cast(amendment, dict.fromkeys(range(3), "yes"))
    room.close(amendment)
    with pytest.raises(Refused) as refused:
        room.opened(main)
    assert code(refused) == "amended"


def test_minutes_of_a_vote_in_writing_tell_no_meeting(town):
    room = in_writing(town, 5, {})
    room.cast(room.vote, {0: "yes", 1: "yes", 2: "no"})
    circulars.object_circular(vote=room.vote, by=room.who(3), at=NOW)
    room.circular.refresh_from_db()
    letter = minutes_letter(room.circular)
    assert letter.title == "Niederschrift über das Umlaufverfahren vom 17. März 2026"
    assert letter.present == ()
    assert dict(letter.facts)["Grund"] == "eilt"
    lines = " ".join(line for entry in letter.entries for line in entry.lines)
    assert "Nicht geantwortet: Mitglied 3, Mitglied 4." in lines
    assert "Dem Verfahren widersprochen: Mitglied 3." in lines


def test_grant_in_writing_needs_its_reason_and_is_offered(town):
    room = hall(town, opened=False)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    partnership.adopt_rules(**told, values=OWN_RULES, by=town.kim, at=START)
    until = NOW.date() + dt.timedelta(days=14)
    writing = circulars.plan_circular(body=room.body, deadline=until, reason="eilt", by=town.ben, at=NOW)
    assert writing in planned_meetings(town.partnership, NOW.date() + dt.timedelta(days=1), "AF")
    application = make.admit(town, make.add_application(town))
    item = calls.put_to_committee(application=application, meeting=writing, by=town.ben, at=NOW)
    motion = Motion(motion="approve", amount_eur=item.requested_eur)
    motions.move_motion(item=item, motion=motion, by=town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        circulars.open_circular(meeting=writing, by=town.ben, at=NOW)
    assert code(refused) == "reason"


def test_deputys_letter_does_not_invite_the_member(town):
    room = hall(town, seats=3, deputies=(0,), opened=False)
    room.item()
    early = EVENING - dt.timedelta(days=30)
    seats = [seat for seat in seats_of(room.body, EVENING.date()) if seat.voting]
    for holder in (room.deputies[0], room.holders[1], room.holders[2]):
        invitations.record_invitation(
            meeting=room.meeting, holder=holder, way="post", on=early.date(), by=town.ben, at=early
        )
    room.meeting.refresh_from_db()
    assert uninvited(room.meeting, seats) == 1


def test_rules_of_their_own_cite_no_law():
    for name in ("present", "two_thirds"):
        assert procedure.profile_values(name)["majority_paragraph"] == "Geschäftsordnung"
    assert procedure.profile_values("half")["quorum_paragraph"] == "Geschäftsordnung"


def test_majority_of_civil_society_is_one_of_votes_not_of_empty_seats(town, browser_of):
    room = hall(town, seats=6)
    url = reverse("bodies:body", args=[town.partnership.slug, room.body.key])
    client = browser_of(town.ben.account)
    assert "keine Mehrheit" not in client.get(url).content.decode()
    for holder in room.holders[:4]:
        bodies.end_term(holder=holder, by=town.ben, at=START)
    assert "nur 1 von 2 Stimmen" in client.get(url).content.decode()


def test_filling_a_seat_may_not_take_the_majority_from_civil_society_where_the_rules_block_it(town):
    """C5 is one of votes: a seat of the administration that nobody holds takes none, filling it does."""
    room = hall(town)
    for number in (0, 1):
        bodies.end_term(holder=room.holders[number], by=town.ben, at=START)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Eigene", "valid_from": START.date()}
    seat = bodies.add_seat(body=room.body, group="Amt", side="public", voting=True, by=town.ben, at=START)
    who = {"seat": seat, "capacity": "member", "name": "Amt", "appointment": "x", "by": town.ben, "at": NOW}
    partnership.adopt_rules(**told, values={"civil_majority": "block"}, by=town.kim, at=START)
    with pytest.raises(Refused) as refused:
        bodies.appoint(**who)
    assert code(refused) == "civil_majority"
    civil = {"seat": room.holders[0].seat, "capacity": "member", "name": "Zurück", "appointment": "x"}
    bodies.appoint(**civil, by=town.ben, at=NOW)
    bodies.appoint(**who | {"seat": seat})
