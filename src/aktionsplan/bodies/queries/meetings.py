"""What meets: meetings, agendas, papers, invitations, who is there."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404

from aktionsplan.bodies.models import (
    AgendaItem,
    Attendance,
    Body,
    Invitation,
    Meeting,
    Minutes,
    Paper,
    Presence,
    QuorumFinding,
    Recusal,
    Seat,
    SeatHolder,
)
from aktionsplan.bodies.queries.composition import fund_body, own_holders
from aktionsplan.bodies.queries.votes import with_rolls
from aktionsplan.bodies.rules import APPROVING, USUAL, invitation
from aktionsplan.bodies.states import MINUTES, OPEN_ITEM
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import Rules, rules_in_force
from aktionsplan.people.queries import Actor
from aktionsplan.shared.civil import Civil, share
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.paging import Order, Page, page
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.registration import doubts_about
from aktionsplan.shared.words import Phrase, mark


def _coming(today: dt.date) -> Q:
    """Meetings not over on this day: running ones, and planned ones from its first moment on."""
    start = dt.datetime.combine(today, dt.time(), BERLIN)
    return Q(state__in=("planned", "invited"), starts_at__gte=start) | Q(state="running")


def _listed(partnership: Partnership, body: Body | None) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(partnership=partnership)
    if body:
        rows = rows.filter(body=body)
    return rows.select_related("body").annotate(item_count=Count("items"))


def coming_meetings(partnership: Partnership, today: dt.date, body: Body | None = None) -> list[Meeting]:
    """Meetings to come, running or open for votes in writing, the next one first, with the number of their items."""
    return list(_listed(partnership, body).filter(_coming(today)).order_by("starts_at", "pk")[:50])


def past_meetings(
    partnership: Partnership, today: dt.date, body: Body | None = None, *, seen: str = "", most: int = 50
) -> Page:
    """One page of all other meetings, the newest first; `seen` is the key of the last one seen."""
    return page(_listed(partnership, body).exclude(_coming(today)), order=Order("-starts_at"), seen=seen, size=most)


def meeting_values(meeting: Meeting) -> Fields:
    """What a change of day, time or place begins with, under the names of its form."""
    moment = meeting.starts_at.astimezone(BERLIN)
    return {"day": moment.date(), "time": f"{moment:%H:%M}", "place": meeting.place}


def circular_values(meeting: Meeting) -> Fields:
    """What a change of a vote in writing begins with."""
    return {"deadline": meeting.deadline, "reason": meeting.reason}


def item_values(item: AgendaItem) -> Fields:
    """What a change of an item begins with."""
    return {name: getattr(item, name) for name in ("title", "text", "minutes", "public")}


def planned_meetings(partnership: Partnership, today: dt.date, fund: str = "") -> list[Meeting]:
    """Meetings from today on that can still take items: of the body that is asked about the fund, else of steering
    committees."""
    start = dt.datetime.combine(today, dt.time(), BERLIN)
    asked = fund_body(partnership, fund)
    whose = {"body": asked.body} if asked else {"body__kind": "steering_committee"}
    rows = Meeting.objects.filter(Q(starts_at__gte=start) | Q(deadline__gte=today), partnership=partnership, **whose)
    writing = Q(kind="circular", state="planned")
    rows = rows.filter(Q(kind="meeting") & ~Q(state__in=("cancelled", "held")) | writing)
    return list(rows.select_related("body").order_by("starts_at"))


def own_meetings(by: Actor, today: dt.date) -> list[Meeting]:
    """Meetings to come, running or open for votes in writing, of the bodies in which the actor sits; `declined` where the
    actor does not come."""
    rows = Meeting.objects.filter(body__in=own_holders(by, today).values("seat__body")).filter(_coming(today))
    gone = Attendance.objects.filter(meeting=OuterRef("pk"), holder__account=by.account, excused=True)
    return list(rows.select_related("body").annotate(declined=Exists(gone)).order_by("starts_at"))  # type: ignore[no-redef]


def untold_results(partnership: Partnership, *, most: int = 5) -> list[Meeting]:
    """Meetings whose minutes are signed and whose results are not on the portal, newest first."""
    shown = Publication.objects.filter(partnership=partnership, kind="meeting", current=True, data__state="held")
    rows = Meeting.objects.filter(partnership=partnership, record__state="signed")
    return list(rows.exclude(key__in=shown.values("slug")).select_related("body")[:most])


def meeting_for(by: Actor, key: str, *also: str) -> Meeting:
    """The meeting with this key, or 404; `also` names what else is read with it."""
    rows = Meeting.objects.filter(partnership=by.partnership, key=key)
    meeting = rows.select_related("body", "current", *also).first()
    if meeting is None:
        raise Http404
    meeting.partnership = meeting.body.partnership = by.partnership
    return meeting


def state_of(partnership: Partnership, key: str) -> tuple[int, int] | None:
    """How often something changed in the meeting, and how many ballots of it came; None without such a meeting."""
    return Meeting.objects.filter(partnership=partnership, key=key).values_list("version", "voted").first()


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting with their decisions."""
    return list(meeting.items.select_related("organisation", "decision__vote"))


def takes_items(meeting: Meeting) -> bool:
    """Whether the agenda can still grow: nothing was called off, closed or signed."""
    if meeting.state == "cancelled" or meeting.closed_at is not None:
        return False
    return not Minutes.objects.filter(meeting=meeting).exclude(state=MINUTES.initial).exists()


def waiting_items(body: Body) -> list[AgendaItem]:
    """Topics and elections that were put off, postponed or have to be decided again, newest first; applications come back
    by themselves, what stands on every agenda too, and what has come back waits no longer."""
    rows = AgendaItem.objects.filter(meeting__body=body, state__in=("put_off", "postponed", "to_be_repeated"))
    rows = rows.filter(reference="", reports_on__isnull=True).exclude(parts__isnull=False)
    rows = rows.exclude(title__in=[title for _kind, title in USUAL])
    back = AgendaItem.objects.filter(meeting__body=body).exclude(state="taken_off")
    for name in ("postponed_from", "repeats", "continues"):
        rows = rows.exclude(pk__in=back.filter(**{f"{name}__isnull": False}).values(name))
    return list(rows.select_related("meeting").order_by("-meeting__starts_at", "position")[:50])


def quorum_findings(meeting: Meeting) -> list[QuorumFinding]:
    """What the chair found about the quorum, oldest first."""
    return list(meeting.quorum_findings.select_related("requested_by"))


def told_agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items with everything that happened at them, in a handful of statements however long the meeting was:
    `votes` with mover, candidates and roll, `recusals` with holders; each item knows its meeting, each vote its item."""
    out = Recusal.objects.select_related("holder")
    rows = meeting.items.select_related("organisation", "decision__vote")
    items = list(rows.prefetch_related(Prefetch("votes", with_rolls()), Prefetch("recusals", out)))
    elections = [vote for item in items for vote in item.votes.all() if vote.what == "election"]
    prefetch_related_objects(elections, "candidates")
    return items


@dataclass(frozen=True)
class Numbered:
    """An item with its number in the agenda (3.4) and how deep it stands."""

    item: AgendaItem
    number: str
    depth: int
    parts: int

    @property
    def usual_heading(self) -> bool:
        """Whether it is a heading of the usual agenda, whose name tells nothing of what stands below it."""
        return self.parts > 0 and not self.item.reference and self.item.title in [title for _kind, title in USUAL]


def numbered(items: Iterable[AgendaItem]) -> list[Numbered]:
    """The items in the order of the agenda."""
    agenda_items = list(items)
    below: dict[int | None, list[AgendaItem]] = {}
    for item in agenda_items:
        below.setdefault(item.parent_id, []).append(item)
    rows: list[Numbered] = []

    def put(parent: int | None, prefix: str, depth: int) -> None:
        for item in below.get(parent, []):
            number = f"{prefix}{item.position}"
            rows.append(Numbered(item, number, depth, len(below.get(item.pk, []))))
            put(item.pk, f"{number}.", depth + 1)

    put(None, "", 0)
    return rows


def item_for(by: Actor, key: str) -> AgendaItem:
    """The agenda item with this key, or 404."""
    rows = AgendaItem.objects.filter(partnership=by.partnership, key=key)
    item = rows.select_related("meeting__body", "organisation", "decision__vote", "parent").first()
    if item is None:
        raise Http404
    item.partnership = item.meeting.partnership = item.meeting.body.partnership = by.partnership
    return item


def approved(item: AgendaItem) -> bool:
    """Whether the application of the item was approved and stays so."""
    return item.state == "decided" and item.decision.kind in APPROVING


def open_item(partnership: Partnership, reference: str) -> AgendaItem | None:
    """The unsettled item about a thing on any agenda, with its meeting."""
    rows = AgendaItem.objects.filter(partnership=partnership, reference=reference, state__in=OPEN_ITEM)
    return rows.select_related("meeting__body").first()


def paper_for(by: Actor, key: str) -> Paper:
    """The paper with this key, or 404."""
    rows = Paper.objects.filter(partnership=by.partnership, key=key)
    paper = rows.select_related("item__meeting__body", "item__organisation", "file").first()
    if paper is None:
        raise Http404
    return paper


def rules_of_body(body: Body, day: dt.date) -> Rules:
    """The rules of procedure of the body on that day: its own, else the town's, else the shipped ones."""
    return rules_in_force(body.partnership, "procedure", day, body.key)


def attendances(meeting: Meeting) -> list[Attendance]:
    """Who came, left, or is excused, in the order of arrival."""
    return list(meeting.attendances.select_related("holder__seat"))


def present_holders(meeting: Meeting) -> frozenset[int]:
    """The holders who are in the meeting now."""
    rows = meeting.attendances.filter(arrived_at__isnull=False, left_at__isnull=True)
    return frozenset(rows.values_list("holder_id", flat=True))


def civil_at(meeting: Meeting) -> Civil:
    """The share of civil society among the seats of which somebody came; of a meeting kept on paper, by the rolls of its votes."""
    arrived = meeting.attendances.filter(arrived_at__isnull=False).order_by()
    came = dict(arrived.values_list("holder__seat_id", "holder__seat__side"))
    if not came:
        rolls = Presence.objects.filter(vote__item__meeting=meeting).exclude(attendance__in=("absent", "vacant"))
        came = dict(rolls.order_by().values_list("seat_id", "seat__side"))
    sides = list(came.values())
    return share(sides.count("civil"), len(sides))


def invitations(meeting: Meeting) -> list[Invitation]:
    """Every invitation and change that was sent, oldest first; not who was asked to stand in."""
    return list(meeting.invitations.exclude(kind="ask").select_related("holder__seat"))


def _notice(meeting: Meeting) -> Fields:
    """The notice period of the meeting: days and how they are counted."""
    values = rules_of_body(meeting.body, local_day(meeting.starts_at))
    days = values["urgent_days"] if meeting.urgent else values["invitation_days"]
    return {"days": days, "counting": values["notice_counting"]}


def last_day_to_invite(meeting: Meeting) -> dt.date:
    """The last day on which an invitation to the meeting is in time."""
    return invitation.last_day(local_day(meeting.starts_at), **_notice(meeting))


def called(meeting: Meeting) -> frozenset[int]:
    """The holders whose last letter names the present date and place of the meeting, and who knew the date in time (Q1).

    Another room needs no new notice period, but everybody has to be told of it. Whoever was told another date meanwhile
    was invited to this one by the letter that came after.
    """
    notice, day = _notice(meeting), local_day(meeting.starts_at)
    rows = meeting.invitations.filter(kind__in=("invite", "update")).order_by("at", "pk")
    last: dict[int, tuple[dt.datetime, str, dt.datetime]] = {}
    for holder, at, place, starts_at in rows.values_list("holder_id", "at", "place", "starts_at"):
        known = last.get(holder)
        since = known[2] if known and known[0] == starts_at else at
        last[holder] = starts_at, place, since
    return frozenset(
        holder
        for holder, (starts_at, place, since) in last.items()
        if (starts_at, place) == (meeting.starts_at, meeting.place)
        and invitation.in_time(local_day(since), day, **notice)
    )


def in_time_now(meeting: Meeting, at: dt.datetime) -> bool:
    """Whether an invitation of this moment keeps the notice period."""
    return invitation.in_time(local_day(at), local_day(meeting.starts_at), **_notice(meeting))


NOT_INVITED = mark(
    "Es ist keine Einladung festgehalten. Für die Beschlussfähigkeit gelten dann alle als rechtzeitig eingeladen."
)
LATE_ITEM = mark("Der Punkt stand nicht auf der Einladung.")


def doubts(item: AgendaItem, day: dt.date) -> list[Phrase]:
    """What is not clean about deciding on the item: said before, in the meeting and on paper, and kept with the decision.

    Source: committee.md Q1 (invitation with the agenda in time).
    """
    phrases = [] if item.meeting.invited_at or item.meeting.kind == "circular" else [Phrase(NOT_INVITED)]
    if item.added_late:
        phrases.append(Phrase(LATE_ITEM))
    return phrases + doubts_about(item.reference, item.partnership, day)


def uninvited(meeting: Meeting, rows: Iterable[Seat], came: Collection[int] | None = None) -> int:
    """How many seats were not invited in time while who had to be invited did not come (committee.md Q1, Q2).

    `came` are the holders who came by a paper; without a paper those of the meeting's own attendance. That a deputy came
    heals nothing for a member who was not invited.
    0 when the program sent no invitation at all: then the office invited by its own means.
    """
    if meeting.invited_at is None:
        return 0
    invited = called(meeting)
    if came is None:
        arrived = meeting.attendances.filter(arrived_at__isnull=False)
        came = frozenset(arrived.values_list("holder_id", flat=True))
    addressees = [_addressee(seat.present_holders) for seat in rows if seat.present_holders]
    return sum(holder not in came and holder not in invited for holder in addressees)


def _addressee(holders: list[SeatHolder]) -> int:
    """Who has to be invited for a seat: the member; the deputy only where there is no member."""
    return next((holder.pk for holder in holders if holder.capacity == "member"), holders[0].pk)
