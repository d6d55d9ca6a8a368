"""Reading events, sign-ups, results and votes of workshops."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import Http404

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import (
    Event,
    EventAttendance,
    EventInvitation,
    EventResult,
    SignedList,
    SignUp,
    WorkshopSheet,
    WorkshopVote,
)
from aktionsplan.network.queries import contact_names, contacts
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.codes import code_hash
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.disclosure import disclose
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.registration import ContactStep

SIGN_UP_CODE = "sign-up"
"""What codes of sign-ups are hashed for."""
PEOPLE = 5
"""The smallest number of people that a table shows to whoever does not count, and how far a hidden one stays open."""


def events(partnership: Partnership) -> QuerySet[Event]:
    """Every event, the newest first, with how many of its results are still open."""
    rows = Event.objects.filter(partnership=partnership).exclude(state="dropped")
    return rows.annotate(open_results=Count("results", filter=Q(results__state="open")))


def events_called(rows: QuerySet[Event], partnership: Partnership, query: str) -> QuerySet[Event]:
    """Those whose title or place has all of the words."""
    for word in query.split():
        place = Q(place__icontains=word, at_risk=False)
        rows = rows.filter(Q(title__icontains=word) | place | Q(town__icontains=word))
    return rows


def event_for(by: By, key: str) -> Event:
    """The event with this key, or 404."""
    row = Event.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def public_event_for(by: By, key: str) -> Event:
    """The event with this key if it was announced, or 404."""
    row = event_for(by, key)
    if row.state not in ("open", "cancelled", "held") or not was_announced(row):
        raise Http404
    return row


def was_announced(event: Event) -> bool:
    """Whether the portal has shown the event."""
    return published_data(event.partnership, "event", event.key) is not None


def public_results_of(event: Event) -> list[EventResult]:
    """What the public page may show of the results: those that have their place and with which it goes on."""
    return list(event.results.filter(state="placed").exclude(outcome="nothing"))


def result_for(by: Actor, key: str) -> EventResult:
    """The result with this key, or 404."""
    row = EventResult.objects.filter(partnership=by.partnership, key=key).select_related("event").first()
    if row is None:
        raise Http404
    return row


def list_for(by: Actor, key: str) -> SignedList:
    """The signed list with this key, or 404."""
    row = SignedList.objects.filter(partnership=by.partnership, key=key).select_related("event", "file").first()
    if row is None:
        raise Http404
    return row


def workshop_vote_for(by: Actor, key: str) -> WorkshopVote:
    """The vote with this key, or 404."""
    row = WorkshopVote.objects.filter(partnership=by.partnership, key=key).select_related("event").first()
    if row is None:
        raise Http404
    return row


def workshop_sheet_for(by: Actor, key: str) -> WorkshopSheet:
    """The sheet with this key, or 404."""
    row = WorkshopSheet.objects.filter(partnership=by.partnership, key=key).select_related("vote__event").first()
    if row is None:
        raise Http404
    return row


def event_values(row: Event) -> Fields:
    """What the form of an event changes."""
    plain = (
        "kind",
        "title",
        "text",
        "programme",
        "notes",
        "town",
        "place",
        "room",
        "room_shown",
        "costs",
        "capacity",
    )
    starts, ends = row.starts_at.astimezone(BERLIN), row.ends_at.astimezone(BERLIN)
    return {name: getattr(row, name) for name in (*plain, "at_risk")} | {
        "day": starts.date(),
        "time": f"{starts:%H:%M}",
        "until": f"{ends:%H:%M}",
        "needs": "\n".join(row.needs),
    }


def shown_place(event: Event, *, signed: bool) -> tuple[str, str]:
    """Place and room as everybody reads them, or those who have places."""
    told = (event.room_shown, event.place, event.town, event.room)
    return rules.shown_place(*told, signed=signed, at_risk=event.at_risk)


def where(event: Event) -> str:
    """The place with the room, as those who have places read it."""
    return ", ".join(part for part in shown_place(event, signed=True) if part)


def place_for(by: Actor, event: Event) -> str:
    """Place and room for somebody inside: of an event at risk exactly only for those who prepare it."""
    if event.at_risk and not by.may("participation.change_event"):
        return event.town
    return ", ".join(part for part in (event.place, event.room) if part)


@dataclass(frozen=True)
class Taken:
    """How many places are taken and how many people wait."""

    people: int
    waiting: int
    capacity: int | None

    @property
    def free(self) -> int | None:
        """How many places are free; None without a limit."""
        return rules.free(self.capacity, self.people)

    @property
    def full(self) -> bool:
        """Whether a further sign-up waits."""
        return self.capacity is not None and (self.free == 0 or self.waiting > 0)


def taken(event: Event) -> Taken:
    """How many have signed up, and how many wait."""
    people = Sum(F("adult") + F("young") + F("child"))
    rows = SignUp.objects.filter(event=event).order_by().values("state").annotate(n=people)
    by_state = dict(rows.values_list("state", "n"))
    return Taken(by_state.get("in", 0), by_state.get("waiting", 0), event.capacity)


def needs_told(event: Event) -> list[tuple[str, int]]:
    """How many sign-ups ticked each need; the office plans with it."""
    told = [need for row in SignUp.objects.filter(event=event) for need in row.needs]
    return [(need, told.count(need)) for need in event.needs if need in told]


def sign_up_with(event: Event, typed: str) -> SignUp | None:
    """The sign-up with this code."""
    code = code_hash(event.partnership, SIGN_UP_CODE, typed)
    return SignUp.objects.filter(event=event, code=code).first() if code else None


def attendance(event: Event) -> dict[tuple[str, str], int]:
    """How many of each age and origin were there."""
    rows = EventAttendance.objects.filter(event=event)
    return {(row.age, row.origin): row.count for row in rows}


def attendance_values(event: Event) -> Fields:
    """What the form of the count begins with: each age with each origin, None where nothing is counted."""
    counted = attendance(event)
    pairs = [(age, origin) for age in rules.AGES for origin in ([""] if age == "under_16" else rules.ORIGINS)]
    return {f"{age}-{origin}": counted.get((age, origin)) for age, origin in pairs}


def attendance_shown(event: Event) -> tuple[dict[str, int | None], dict[str, int | None]]:
    """How many of each age and of each origin, for whoever does not count: small numbers are hidden (people in tables: 5 and 5)."""
    counted, shown = attendance(event), []
    for place, words in ((0, rules.AGES), (1, rules.ORIGINS)):
        sums = {key: sum(n for pair, n in counted.items() if pair[place] == key) for key in words}
        table = disclose({"": sums}, least=PEOPLE, distance=PEOPLE)
        shown.append({key: table.parts["", key] for key in words})
    return shown[0], shown[1]


def civil_of(event: Event) -> rules.Civil:
    """The share of civil society at an event."""
    counts = dict.fromkeys(rules.ORIGINS, 0)
    for (_age, origin), count in attendance(event).items():
        if origin in counts:
            counts[origin] += count
    return rules.civil(counts)


def outcomes(event: Event) -> list[tuple[str, int]]:
    """How many results became what, those that are open last."""
    rows = list(EventResult.objects.filter(event=event).values_list("state", "outcome"))
    placed = [(word, sum(outcome == kind for _s, outcome in rows)) for kind, word in rules.OUTCOMES.items()]
    return [pair for pair in placed if pair[1]]


def sheets_of(vote: WorkshopVote) -> list[rules.Sheet]:
    """The sheets as the rules read them."""
    return [rules.Sheet(row.name, row.people, tuple(row.points)) for row in vote.sheets.all()]


def proposals_of(vote: WorkshopVote) -> list[str]:
    """The proposals in their order; a vote by resistance has "everything stays" at the end."""
    return list(vote.proposals)


def vote_values(row: WorkshopVote) -> Fields:
    """What the form of a vote changes."""
    shown = [text for text in row.proposals if text != rules.NO_CHANGE]
    return {
        "question": row.question,
        "method": row.method,
        "proposals": "\n".join(shown),
        "people": row.people,
        "dots": row.dots or None,
    }


def invitations(event: Event) -> list[tuple[EventInvitation, str]]:
    """Who was invited to an event, with the names of those whose contact is still there."""
    rows = list(EventInvitation.objects.filter(event=event))
    names = contact_names(event.partnership, [row.contact for row in rows])
    return [(row, names.get(row.contact, "")) for row in rows]


def not_invited(event: Event) -> list[tuple[str, str]]:
    """Contacts who were not invited to this event yet, with their interests."""
    known = set(EventInvitation.objects.filter(event=event).values_list("contact", flat=True))
    rows = contacts(event.partnership).exclude(key__in=known)
    return [(row.key, f"{row} ({', '.join(row.interests)})" if row.interests else str(row)) for row in rows]


def contact_steps(partnership: Partnership, key: str) -> list[ContactStep]:
    """Invitations to events and who came, of one contact or of all."""
    rows = EventInvitation.objects.filter(partnership=partnership).select_related("event")
    steps = []
    for row in rows.filter(contact=key) if key else rows:
        reference, title = f"event:{row.event.key}", row.event.title
        steps.append(ContactStep(row.contact, "invited", title, row.invited_on, reference))
        if row.attended:
            steps.append(ContactStep(row.contact, "attended", title, local_day(row.event.starts_at), reference))
    return steps


def due_reminders(partnership: Partnership, day: dt.date) -> QuerySet[SignUp]:
    """Sign-ups with an address for an event of that day that were not reminded yet."""
    begins = dt.datetime.combine(day, dt.time(), BERLIN)
    ends = begins + dt.timedelta(days=1)
    rows = SignUp.objects.filter(partnership=partnership, state="in", reminded=False, event__state="open")
    return rows.exclude(email="").filter(event__starts_at__range=(begins, ends)).select_related("event")


def over(partnership: Partnership, today: dt.date) -> QuerySet[Event]:
    """Events that ended before today and still have sign-ups or the state of a coming one."""
    begin = dt.datetime.combine(today, dt.time(), BERLIN)
    rows = Event.objects.filter(partnership=partnership, ends_at__lt=begin)
    return rows.filter(Q(state="open") | Q(sign_ups__isnull=False)).distinct()


def due_lists(partnership: Partnership, today: dt.date) -> QuerySet[SignedList]:
    """Signed lists whose day has come."""
    rows = SignedList.objects.filter(partnership=partnership, delete_on__lte=today)
    return rows.select_related("event", "file")


def _locked_event(event: Event) -> Event:
    return Event.objects.select_for_update().get(pk=event.pk)


def _locked_sign_up(sign_up: SignUp) -> SignUp:
    Event.objects.select_for_update().get(pk=sign_up.event_id)
    return SignUp.objects.select_for_update(of=("self",)).select_related("event").get(pk=sign_up.pk)


def _locked_result(result: EventResult) -> EventResult:
    return EventResult.objects.select_for_update(of=("self",)).select_related("event").get(pk=result.pk)


def _locked_list(signed_list: SignedList) -> SignedList:
    rows = SignedList.objects.select_for_update(of=("self",)).select_related("event", "file")
    return rows.get(pk=signed_list.pk)


def _locked_workshop_vote(vote: WorkshopVote) -> WorkshopVote:
    return WorkshopVote.objects.select_for_update(of=("self",)).select_related("event").get(pk=vote.pk)


def _locked_workshop_sheet(sheet: WorkshopSheet) -> WorkshopSheet:
    WorkshopVote.objects.select_for_update().get(pk=sheet.vote_id)
    return WorkshopSheet.objects.select_for_update(of=("self",)).select_related("vote__event").get(pk=sheet.pk)


EVENT = Subject(takes=("event",), lock=_locked_event, reference=lambda row: f"event:{row.key}")
SIGN_UP = Subject(takes=("sign_up",), lock=_locked_sign_up, reference=lambda row: f"event:{row.event.key}")
EVENT_RESULT = Subject(takes=("result",), lock=_locked_result, reference=lambda row: f"event:{row.event.key}")
SIGNED_LIST = Subject(takes=("signed_list",), lock=_locked_list, reference=lambda row: f"event:{row.event.key}")
WORKSHOP_VOTE = Subject(
    takes=("workshop_vote",), lock=_locked_workshop_vote, reference=lambda row: f"event:{row.event.key}"
)
WORKSHOP_SHEET = Subject(
    takes=("sheet",), lock=_locked_workshop_sheet, reference=lambda row: f"event:{row.vote.event.key}"
)
