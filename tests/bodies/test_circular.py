"""Votes in writing: allowed by the rules, with a reason and a deadline, stopped by an objection, never by silence."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies import rules
from aktionsplan.bodies.jobs import circulars as close_due
from aktionsplan.bodies.models import Meeting, Presence, SeatHolder, Vote
from aktionsplan.bodies.operations import agenda, ballots, circulars, meetings, motions, recusals
from aktionsplan.bodies.queries import circular_result
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.entry.demo.bodies import OWN_RULES
from aktionsplan.partnership import operations as partnership
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.words import Forbidden, Refused
from tests.factories.hall import EVENING, NOW, START, hall
from tests.factories.pages import seen_on

UNTIL = NOW.date() + dt.timedelta(days=14)
TOLD = {"kind": "topic", "title": "Eilt", "text": "", "minutes": None, "public": True, "parent": None}


def code(refused):
    return refused.value.problem.code


@pytest.fixture
def room(town):
    made = hall(town, seats=11, opened=False)
    partnership.adopt_rules(
        kind="procedure",
        scope=made.body.key,
        title="Eigene",
        valid_from=START.date(),
        values=OWN_RULES,
        by=town.kim,
        at=START,
    )
    return made


def plan(room, **how):
    told = {"body": room.body, "deadline": UNTIL, "reason": "Das Fest ist vorher.", "by": room.town.ben, "at": NOW}
    return circulars.plan_circular(**told | how)


@pytest.fixture
def asked(room):
    """A vote in writing that runs among eleven members."""
    return begun(room)


def begun(room):
    room.circular = plan(room)
    item = agenda.add_item(meeting=room.circular, **TOLD, by=room.town.ben, at=NOW)
    motion = Motion(text="Das Fest findet statt.")
    room.vote = motions.move_motion(item=item, motion=motion, by=room.town.ben, at=NOW)
    circulars.open_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    return room


def cast(room, choices, at=NOW):
    for number, choice in enumerate(choices):
        words = {"y": "yes", "n": "no", "a": "abstain"}
        ballots.cast_ballot(vote=room.vote, choice=words[choice], by=room.who(number), at=at)


def closed(room):
    circulars.close_circular(meeting=room.circular, by=room.town.ben, at=NOW + dt.timedelta(days=15))
    return Vote.objects.get(pk=room.vote.pk)


@pytest.mark.parametrize(
    ("choices", "valid", "passed"),
    [("yyyyna", True, True), ("yyyyn", False, False), ("yynnna", True, False), ("", False, False)],
)
def test_more_than_half_must_answer_and_silence_is_no_consent(asked, choices, valid, passed):
    cast(asked, choices)
    vote = closed(asked)
    found = circular_result(vote)
    assert (found.valid, vote.passed, vote.item.state) == (valid, passed, "decided" if valid else "put_off")
    if valid:
        assert vote.decision.kind == ("adopt" if passed else "reject")


def test_objection_stops_the_vote(asked):
    cast(asked, "yyyyyy")
    with pytest.raises(Forbidden):
        circulars.object_circular(vote=asked.vote, by=asked.town.ben, at=NOW)
    circulars.object_circular(vote=asked.vote, by=asked.who(7), at=NOW)
    vote = Vote.objects.get(pk=asked.vote.pk)
    assert (circular_result(vote).ground, vote.item.state, vote.item.meeting.state) == (
        "objection",
        "put_off",
        "held",
    )
    for refused_now in (circulars.object_circular, cast_one):
        with pytest.raises(Refused):
            refused_now(vote=asked.vote, by=asked.who(6), at=NOW)
    assert close_due(NOW + dt.timedelta(days=20)).startswith("0 ")


def cast_one(**told):
    return ballots.cast_ballot(choice="yes", **told)


def test_fewer_objections_than_needed_stop_nothing_and_count_once(room):
    values = OWN_RULES | {"circular_objections": 2}
    day = START.date() + dt.timedelta(days=1)
    told = {"kind": "procedure", "scope": room.body.key, "title": "Zwei", "valid_from": day}
    partnership.adopt_rules(**told, values=values, by=room.town.kim, at=START)
    begun(room)
    circulars.object_circular(vote=room.vote, by=room.who(7), at=NOW)
    with pytest.raises(Refused) as refused:
        circulars.object_circular(vote=room.vote, by=room.who(7), at=NOW)
    assert code(refused) == "objected"
    assert Vote.objects.get().state == "open"
    circulars.object_circular(vote=room.vote, by=room.who(8), at=NOW)
    assert Meeting.objects.get(kind="circular").state == "held"


def test_objection_to_one_of_two_items_stops_that_one(room):
    room.circular = plan(room)
    votes = []
    for title in ("Eins", "Zwei"):
        item = agenda.add_item(meeting=room.circular, **TOLD | {"title": title}, by=room.town.ben, at=NOW)
        motion = Motion(text=title)
        votes.append(motions.move_motion(item=item, motion=motion, by=room.town.ben, at=NOW))
    circulars.open_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    circulars.object_circular(vote=votes[0], by=room.who(0), at=NOW)
    assert list(Vote.objects.order_by("id").values_list("state", flat=True)) == ["closed", "open"]
    room.circular.refresh_from_db()
    assert room.circular.state == "running"


def test_late_answer_is_none(asked):
    late = NOW + dt.timedelta(days=15)
    with pytest.raises(Refused) as refused:
        cast(asked, "y", at=late)
    assert code(refused) == "closed"
    with pytest.raises(Refused) as refused:
        circulars.object_circular(vote=asked.vote, by=asked.who(0), at=late)
    assert code(refused) == "late"


def test_nobody_closes_before_the_deadline_while_answers_are_missing(asked):
    cast(asked, "yyyyyyyyyy")
    with pytest.raises(Refused) as refused:
        circulars.close_circular(meeting=asked.circular, by=asked.town.ben, at=NOW)
    assert code(refused) == "early"
    ballots.cast_ballot(vote=asked.vote, choice="no", by=asked.who(10), at=NOW)
    assert circulars.close_circular(meeting=asked.circular, by=asked.town.ben, at=NOW).state == "held"


def test_without_a_rule_everybody_may_object_until_the_deadline(room):
    values = OWN_RULES | {"circular_early": False}
    told = {
        "kind": "procedure",
        "scope": room.body.key,
        "title": "Frist",
        "valid_from": START.date() + dt.timedelta(days=1),
    }
    partnership.adopt_rules(**told, values=values, by=room.town.kim, at=START)
    begun(room)
    cast(room, "yyyyyyyyyyy")
    with pytest.raises(Refused) as refused:
        circulars.close_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    assert code(refused) == "early"
    circulars.object_circular(vote=room.vote, by=room.who(0), at=NOW)
    assert circular_result(Vote.objects.get()).ground == "objection"


def test_clock_closes_what_is_due(asked):
    cast(asked, "yyyyyy")
    assert close_due(NOW) == "0 votes in writing closed"
    assert close_due(NOW + dt.timedelta(days=15)) == "1 votes in writing closed"
    assert Meeting.objects.get(pk=asked.circular.pk).state == "held"


def test_everybody_entitled_is_asked_by_mail(asked):
    assert OutboxMail.objects.filter(subject__startswith="Abstimmung im Umlauf").count() == 11


def test_recused_member_is_not_entitled(room):
    made = plan(room)
    item = agenda.add_item(meeting=made, **TOLD, by=room.town.ben, at=NOW)
    room.vote = motions.move_motion(item=item, motion=Motion(text="x"), by=room.town.ben, at=NOW)
    told = {"ground": "family", "personal": True, "text": ""}
    recusals.declare_recusal(item=item, holder=room.holders[0], **told, by=room.who(0), at=NOW)
    circulars.open_circular(meeting=made, by=room.town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        cast(room, "y")
    assert code(refused) == "recused"
    assert Vote.objects.get(pk=room.vote.pk).present == 10


@pytest.mark.parametrize(
    ("how", "reason"), [({"reason": " "}, "reason"), ({"deadline": NOW.date() + dt.timedelta(days=13)}, "deadline")]
)
def test_reason_and_deadline_are_asked_for(room, how, reason):
    with pytest.raises(Refused) as refused:
        plan(room, **how)
    assert code(refused) == reason


def test_model_rules_know_no_vote_in_writing(town):
    with pytest.raises(Refused) as refused:
        plan(hall(town, opened=False))
    assert code(refused) == "circular"


def test_vote_in_writing_begins_with_item_and_motion_only(room):
    made = plan(room)
    for reason in ("agenda", "motion"):
        with pytest.raises(Refused) as refused:
            circulars.open_circular(meeting=made, by=room.town.ben, at=NOW)
        assert code(refused) == reason
        agenda.add_item(meeting=made, **TOLD, by=room.town.ben, at=NOW)


def test_whole_way_in_the_browser(room, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    slug, office = room.town.partnership.slug, browser_of(room.town.ben.account)
    page = reverse("bodies:plan_circular", args=[slug, room.body.key])
    answer = office.post(page, {"deadline": UNTIL.strftime("%d.%m.%Y"), "reason": "eilt"})
    made = Meeting.objects.get(kind="circular")
    item = agenda.add_item(meeting=made, **TOLD, by=room.town.ben, at=NOW)
    act = reverse("bodies:act_circular", args=[slug, made.key])
    office.post(act, {"deed": "move", "item": item.key, "motion": "adopt", "text": "Ja zum Fest"})
    office.post(act, {"deed": "open"})
    member = browser_of(room.holders[0].account)
    shown = member.get(answer["Location"]).content.decode()
    assert "Ja zum Fest" in shown
    vote = Vote.objects.get()
    member.post(reverse("bodies:answer_circular", args=[slug, vote.key]), {"choice": "yes"})
    assert "1 von 11" in " ".join(member.get(answer["Location"]).content.decode().split())
    member.post(reverse("bodies:answer_circular", args=[slug, vote.key]), {"choice": "object"})
    office.post(act, {"deed": "close"})
    shown = office.get(answer["Location"]).content.decode()
    assert "rechtzeitig widersprochen" in shown


def reports(meeting):
    return [
        (row.title, row.text, row.parent and row.parent.kind)
        for row in meeting.items.filter(kind="report")
        if row.reports_on
    ]


def test_the_next_meeting_is_told_what_came_out(asked):
    """U5: reported at the next meeting, whether that is planned before or after the end of the vote in writing."""
    before = meetings.plan_meeting(
        body=asked.body, starts_at=NOW + dt.timedelta(days=40), place="x", usual=True, by=asked.town.ben, at=NOW
    )
    meetings.open_meeting(meeting=asked.meeting, by=asked.town.ben, at=EVENING)
    cast(asked, "yyyyna")
    closed(asked)
    told = reports(before)
    assert [(title, parent) for title, _text, parent in told] == [
        ("Ergebnis des Umlaufverfahrens bis 31. März 2026", "report")
    ]
    assert told[0][1].startswith("Eilt: ")
    assert "4 zu 1" in told[0][1], told
    after = meetings.plan_meeting(
        body=asked.body, starts_at=NOW + dt.timedelta(days=60), place="x", by=asked.town.ben, at=NOW
    )
    assert reports(after) == []


def test_a_meeting_planned_later_is_told_of_every_vote_in_writing_before(asked):
    meetings.open_meeting(meeting=asked.meeting, by=asked.town.ben, at=EVENING)
    closed(asked)
    later = NOW + dt.timedelta(days=60)
    first = meetings.plan_meeting(body=asked.body, starts_at=later, place="x", by=asked.town.ben, at=NOW)
    second = meetings.plan_meeting(body=asked.body, starts_at=later, place="x", by=asked.town.ben, at=NOW)
    assert (len(reports(first)), len(reports(second))) == (1, 0)


def test_answers_on_paper_are_entered_until_the_deadline_and_told_as_such(asked, browser_of):
    line = asked.vote.presences.get(holder=asked.holders[3])
    client, slug = browser_of(asked.town.ben.account), asked.town.partnership.slug
    page = reverse("bodies:circular", args=[slug, asked.circular.key])
    assert "Antwort auf Papier eintragen" in client.get(page).content.decode()
    ballots.enter_ballot(vote=asked.vote, line=line, choice="no", by=asked.town.ben, at=NOW)
    line.refresh_from_db()
    assert (line.choice, line.way, line.voted) == ("no", "paper", True)
    assert LedgerEntry.objects.filter(kind="bodies.enter_ballot").count() == 1
    late = {"vote": asked.vote, "line": line, "choice": "yes", "by": asked.town.ben}
    with pytest.raises(Refused) as refused:
        ballots.enter_ballot(**late, at=NOW + dt.timedelta(days=15))
    assert code(refused) == "no_vote"
    ballots.cast_ballot(vote=asked.vote, choice="yes", by=asked.who(4), at=NOW)
    own = asked.vote.presences.get(holder=asked.holders[4])
    with pytest.raises(Refused) as refused:
        ballots.enter_ballot(vote=asked.vote, line=own, choice="no", by=asked.town.ben, at=NOW)
    assert code(refused) == "own_ballot"
    with pytest.raises(Forbidden):
        ballots.enter_ballot(vote=asked.vote, line=line, choice="no", by=asked.who(0), at=NOW)


def test_paper_answer_of_another_vote_is_not_found(asked, browser_of):
    client, slug = browser_of(asked.town.ben.account), asked.town.partnership.slug
    act = reverse("bodies:act_circular", args=[slug, asked.circular.key])
    for key in ("", "a" * 22, "../x", "\0"):
        assert client.post(act, {"deed": "enter", "line": key, "choice": "yes"}).status_code in (400, 404)


def test_deadline_and_reason_change_until_somebody_is_asked(room):
    made, later = plan(room), UNTIL + dt.timedelta(days=3)
    told = {"by": room.town.ben, "at": NOW}
    circulars.change_circular(meeting=made, deadline=later, reason="Der Saal ist gesperrt.", **told)
    made.refresh_from_db()
    assert (made.deadline, made.reason, made.state) == (later, "Der Saal ist gesperrt.", "planned")
    assert LedgerEntry.objects.filter(kind="bodies.change_circular", reference=f"meeting:{made.key}").count() == 1
    for bad, why in (({"deadline": NOW.date()}, "deadline"), ({"reason": " "}, "reason")):
        with pytest.raises(Refused) as refused:
            circulars.change_circular(meeting=made, **({"deadline": UNTIL, "reason": "eilt"} | bad), **told)
        assert code(refused) == why
    begun(room)
    with pytest.raises(Refused):
        circulars.change_circular(meeting=room.circular, deadline=later, reason="zu spät", **told)
    room.circular.refresh_from_db()
    assert room.circular.deadline == UNTIL
    with pytest.raises(Refused) as refused:
        circulars.change_circular(meeting=room.meeting, deadline=later, reason="eine Sitzung", **told)
    assert code(refused) == "meeting"
    with pytest.raises(Forbidden):
        circulars.change_circular(meeting=made, deadline=UNTIL, reason="x", by=room.who(0), at=NOW)


def test_rules_that_forbid_it_by_now_stop_the_opening(room):
    made = plan(room)
    agenda.add_item(meeting=made, **TOLD, by=room.town.ben, at=NOW)
    later = NOW + dt.timedelta(days=1)
    partnership.adopt_rules(
        kind="procedure",
        scope=room.body.key,
        title="Ohne Umlauf",
        valid_from=later.date(),
        values=OWN_RULES | {"circular_allowed": False},
        by=room.town.kim,
        at=NOW,
    )
    with pytest.raises(Refused) as refused:
        circulars.open_circular(meeting=made, by=room.town.ben, at=later)
    assert code(refused) == "circular"


def test_a_planned_vote_in_writing_is_changed_and_thrown_away_in_the_browser(room, browser_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    slug, office = room.town.partnership.slug, browser_of(room.town.ben.account)
    made = plan(room)
    item = agenda.add_item(meeting=made, **TOLD, by=room.town.ben, at=NOW)
    page = reverse("bodies:circular", args=[slug, made.key])
    form = reverse("bodies:change_circular", args=[slug, made.key])
    shown = office.get(page).content.decode()
    assert form in shown
    assert reverse("bodies:change_item", args=[slug, item.key]) in shown
    assert "Das Fest ist vorher." in office.get(form).content.decode()
    answer = office.post(
        form, {"deadline": UNTIL.strftime("%d.%m.%Y"), "reason": "Das Amt wartet.", "seen": seen_on(office, form)}
    )
    assert answer["Location"] == page
    thrown = reverse("bodies:cancel_meeting", args=[slug, made.key])
    assert thrown in shown
    office.post(thrown)
    gone = office.get(page).content.decode()
    assert "Das Umlaufverfahren ist verworfen." in gone
    assert "abgesagt" in gone
    assert thrown not in gone
    made.refresh_from_db()
    assert (made.state, made.reason) == ("cancelled", "Das Amt wartet.")
    assert browser_of(room.holders[0].account).get(form).status_code == 403


def test_recused_deputy_answers_for_nobody(room):
    deputy = make_deputy(room, 1)
    planned = begun_item(room)
    told = {"item": planned, "ground": "family", "text": "x", "personal": True, "at": NOW}
    recusals.declare_recusal(holder=deputy, by=room.who(7), **told)
    circulars.open_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    recusals.declare_recusal(holder=room.holders[1], by=room.who(1), **told)
    line = Presence.objects.get(vote__item=planned, seat=room.holders[1].seat)
    assert line.attendance == "recused"


def test_deputy_who_is_a_member_elsewhere_has_one_vote(room):
    make_deputy(room, 1, account=room.holders[0].account, name=room.holders[0].name)
    planned = begun_item(room)
    told = {"item": planned, "ground": "family", "text": "x", "personal": True, "at": NOW}
    recusals.declare_recusal(holder=room.holders[1], by=room.who(1), **told)
    circulars.open_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    lines = Presence.objects.filter(vote__item=planned, holder__account=room.holders[0].account)
    assert [line.attendance for line in lines if line.attendance in rules.VOTING] == ["member"]


def test_nobody_is_elected_in_writing(room):
    room.circular = plan(room)
    item = agenda.add_item(meeting=room.circular, **TOLD | {"kind": "election"}, by=room.town.ben, at=NOW)
    motion = Motion(what="election", text="Vorsitz", names=("Anton", "Berta"))
    motions.move_motion(item=item, motion=motion, by=room.town.ben, at=NOW)
    with pytest.raises(Refused) as refused:
        circulars.open_circular(meeting=room.circular, by=room.town.ben, at=NOW)
    assert code(refused) == "election"


def begun_item(room):
    room.circular = plan(room)
    item = agenda.add_item(meeting=room.circular, **TOLD, by=room.town.ben, at=NOW)
    motions.move_motion(item=item, motion=Motion(text="Das Fest findet statt."), by=room.town.ben, at=NOW)
    return item


def make_deputy(room, number, account=None, name="Stellvertretung"):
    seat = room.holders[number].seat
    who = {"account": account or room.holders[7].account, "name": name, "capacity": "deputy"}
    return SeatHolder.objects.create(
        partnership=seat.partnership, seat=seat, valid_from=START.date(), secrecy_on=START.date(), **who
    )
