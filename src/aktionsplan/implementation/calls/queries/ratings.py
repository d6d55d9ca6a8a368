"""Who rates which application, what was given, and how far the raters are."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from aktionsplan.bodies.models import Seat, SeatHolder
from aktionsplan.bodies.queries import deciding_body
from aktionsplan.bodies.queries.relations import to_body
from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.models import (
    Application,
    Call,
    Criterion,
    PreAssessment,
    Rating,
    RatingRecusal,
    RatingSeat,
)
from aktionsplan.implementation.calls.queries.applications import reference
from aktionsplan.implementation.calls.queries.raters import (
    OPEN,
    RATED,
    Raters,
    criteria,
    person_of,
    rated_calls,
    raters,
    to_rate,
    weights,
)
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.people.permissions.relations import CHAIRS
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields


@dataclass(frozen=True)
class Cell:
    """What a seat gave an application: in (with its total), begun, missing, recused, left (recused after it was given), or closed:
    decided without it."""

    state: str
    total: Fraction | None = None


@dataclass(frozen=True)
class Rated:
    """An application with a cell for each seat, the exact mean, and the spread."""

    application: Application
    cells: list[Cell]
    mean: Fraction | None
    spread: rules.Spread | None

    @property
    def missing(self) -> int:
        """How many ratings are still to come."""
        return sum(cell.state in ("missing", "begun") for cell in self.cells)


@dataclass(frozen=True)
class Late:
    """A seat whose ratings are missing: who, how many of how many, since when, whether reminded."""

    seat: Seat
    holder: SeatHolder | None
    missing: int
    expected: int
    last: dt.datetime | None
    reminded: dt.datetime | None


@dataclass(frozen=True)
class Board:
    """All ratings of a call."""

    call: Call
    criteria: list[Criterion]
    raters: Raters
    rows: list[Rated]
    late: list[Late]

    @property
    def expected(self) -> int:
        """How many ratings there will be: seats times applications less who is recused."""
        return sum(cell.state in ("in", "begun", "missing") for row in self.rows for cell in row.cells)

    @property
    def given(self) -> int:
        """How many there are."""
        return sum(cell.state == "in" for row in self.rows for cell in row.cells)


def _cell(rating: Rating | None, rater: str, out: frozenset[str], weighed: dict[str, int], is_open: bool) -> Cell:
    if rating is not None and rating.state == "handed_in":
        total = rules.total(weighed, rating.scores)
        return Cell("left" if rating.rater in out else "in", total)
    if not rater:
        return Cell("recused")
    if not is_open:
        return Cell("closed")
    return Cell("begun" if rating is not None and rating.rater == rater else "missing")


def board(call: Call, day: dt.date) -> Board:
    """Every rating of the call with means and spreads, the best first; eleven questions."""
    applications, catalogue = to_rate(call), criteria(call)
    who, weighed = raters(call, applications, day), weights(catalogue)
    given = {(row.application_id, row.seat_id): row for row in Rating.objects.filter(application__call=call)}
    rows = []
    for application in applications:
        cells = [
            _cell(
                given.get((application.pk, seat.pk)),
                who.of[application.pk, seat.pk],
                who.out[application.pk],
                weighed,
                application.state == OPEN,
            )
            for seat in who.seats
        ]
        totals = [cell.total for cell in cells if cell.state == "in" and cell.total is not None]
        rows.append(Rated(application, cells, rules.mean(totals), rules.spread(totals)))
    rows.sort(key=lambda row: (row.mean is None, -(row.mean or Fraction(0)), row.application.number))
    return Board(call, catalogue, who, rows, _late(call, who, rows, given))


def _late(call: Call, who: Raters, rows: list[Rated], given: dict[tuple[int, int], Rating]) -> list[Late]:
    reminded = dict(RatingSeat.objects.filter(call=call).values_list("seat_id", "reminded_at"))
    found = []
    for place, seat in enumerate(who.seats):
        cells = [row.cells[place] for row in rows]
        waiting = [row for row in rows if row.cells[place].state in ("missing", "begun")]
        missing = len(waiting)
        if not missing:
            continue
        persons = [who.of[row.application.pk, seat.pk] for row in waiting]
        holder = who.holder(seat, max(set(persons), key=persons.count))
        last = max((row.changed_at for (_pk, at), row in given.items() if at == seat.pk), default=None)
        expected = sum(cell.state in ("in", "begun", "missing") for cell in cells)
        found.append(Late(seat, holder, missing, expected, last, reminded.get(seat.pk)))
    return sorted(found, key=lambda row: -row.missing)


def hidden_from(told: Board, by: Actor) -> frozenset[int]:
    """The applications whose points the actor must not read: still to be rated by the actor, or kept out of (B3)."""
    found = set()
    for row in told.rows:
        pk = row.application.pk
        rates = [
            cell.state
            for seat, cell in zip(told.raters.seats, row.cells, strict=True)
            if told.raters.of[pk, seat.pk] == by.reference
        ]
        if by.reference in told.raters.out[pk] or {"missing", "begun"} & set(rates):
            found.add(pk)
    return frozenset(found)


@dataclass(frozen=True)
class Mine:
    """One application as its rater sees it in the strip: number, seat, own rating, and whether the person is recused."""

    application: Application
    seat: Seat | None
    rating: Rating | None
    recused: bool


@dataclass(frozen=True)
class Room:
    """What a rater has before him or her: the call, all own applications, the one that is open, and who rates what."""

    call: Call
    strip: list[Mine]
    mine: Mine
    who: Raters


def _strip(call: Call, by: Actor, day: dt.date) -> tuple[list[Mine], Raters]:
    applications = to_rate(call)
    who = raters(call, applications, day)
    own = [seat for seat in who.seats if any(person_of(row) == by.reference for row in seat.present_holders)]
    rows = Rating.objects.filter(application__call=call, rater=by.reference)
    given = {(row.application_id, row.seat_id): row for row in rows}
    found = []
    for application in applications:
        seat = next((row for row in own if who.of[application.pk, row.pk] == by.reference), None)
        recused = by.reference in who.out[application.pk]
        if seat is not None or (own and recused):
            rating = given.get((application.pk, seat.pk)) if seat else None
            found.append(Mine(application, seat, rating, recused))
    return found, who


def mine(call: Call, by: Actor, day: dt.date) -> list[Mine]:
    """Every application of the call that the actor rates, and those of which the actor is kept out."""
    return _strip(call, by, day)[0]


def own_seat(application: Application, by: By, day: dt.date) -> Seat | None:
    """The seat for which the actor rates this application, or None: no seat, recused, or the member rates."""
    if not isinstance(by, Actor):
        return None
    who = raters(application.call, [application], day)
    return next((seat for seat in who.seats if who.of[application.pk, seat.pk] == by.reference), None)


def others(room: Room, weighed: dict[str, int]) -> tuple[Fraction | None, rules.Spread | None]:
    """Mean and spread of what the others gave to the open application, without who is kept out of it."""
    own, out = room.mine.rating, room.who.out[room.mine.application.pk]
    rows = Rating.objects.filter(application=room.mine.application, state="handed_in")
    rows = rows.exclude(pk=own.pk) if own else rows
    totals = [rules.total(weighed, row.scores) for row in rows if row.rater not in out]
    given = [one for one in totals if one is not None]
    return rules.mean(given), rules.spread(given)


def kept_out_of_rating(by: Actor, day: dt.date) -> Exists:
    """Whether the actor said to be biased about the application of a rating, or is linked to its organisation; asked inside another
    question, while somebody types."""
    said = RatingRecusal.objects.filter(application=OuterRef("application"), person=by.reference, state="declared")
    links = OrganisationPerson.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        organisation=OuterRef("application__organisation"),
        account=by.account,
        accepted=True,
    )
    return Exists(said) | Exists(links)  # type: ignore[return-value]  # Django joins them to a condition


def allowed_until(call: Call, seat: Seat) -> dt.date | None:
    """Until when the chair lets this seat rate after the deadline."""
    return RatingSeat.objects.filter(call=call, seat=seat).values_list("late_until", flat=True).first()


def pre_assessment(application: Application) -> PreAssessment | None:
    """What the office said before the committee rated."""
    return PreAssessment.objects.filter(application=application).first()


def pre_values(row: PreAssessment | None) -> Fields:
    """What the form of the office's look changes."""
    return {
        "text": row.text if row else "",
        "answers": sorted(k for k, yes in row.answers.items() if not yes) if row else [],
    }


def rating_room(by: Actor, key: str, day: dt.date) -> Room:
    """The application with this key that the actor rates or is recused from, with all others of its call; or 404."""
    calls = Call.objects.filter(partnership=by.partnership, rating_until__isnull=False, applications__key=key)
    call = calls.filter(applications__state__in=RATED).select_related("fund").first()
    strip, who = _strip(call, by, day) if call else ([], None)
    found = next((one for one in strip if one.application.key == key), None)
    if call is None or who is None or found is None:
        raise Http404
    return Room(call, strip, found, who)


def rated_call_for(by: Actor, key: str) -> Call:
    """The released call with this key that is rated, or 404."""
    call = rated_calls(by.partnership).filter(key=key).first()
    if call is None:
        raise Http404
    return call


def criterion_for(by: Actor, key: str) -> Criterion:
    """The criterion with this key, or 404."""
    row = Criterion.objects.filter(partnership=by.partnership, key=key).select_related("call__fund").first()
    if row is None:
        raise Http404
    return row


def criterion_values(row: Criterion) -> Fields:
    """What the form of a criterion changes."""
    return {"kind": row.kind, "title": row.title, "help": row.help, "weight": row.weight}


def recusal_for(by: Actor, key: str) -> RatingRecusal:
    """The statement of bias with this key, or 404."""
    rows = RatingRecusal.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("application__call__fund").first()
    if row is None:
        raise Http404
    return row


def _chairs(call: Call, by: By, day: dt.date) -> bool:
    body = deciding_body(call.partnership, call.fund.code)
    return body is not None and CHAIRS in to_body(body, by, day)


def chaired_calls(by: Actor, day: dt.date) -> list[tuple[Call, list[RatingRecusal]]]:
    """The calls whose committee the actor chairs, each with who says not to be biased any more."""
    calls = [call for call in rated_calls(by.partnership)[:20] if _chairs(call, by, day)]
    rows = RatingRecusal.objects.filter(application__call__in=calls, state="declared", doubted_at__isnull=False)
    doubts = list(rows.exclude(person=by.reference).select_related("application"))
    return [(call, [row for row in doubts if row.application.call_id == call.pk]) for call in calls]


def _locked_criterion(row: Criterion) -> Criterion:
    return Criterion.objects.select_for_update(of=("self",)).select_related("call__fund").get(pk=row.pk)


def _locked_rating_call(rated_call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("fund", "partnership").get(pk=rated_call.pk)


def _locked_recusal(row: RatingRecusal) -> RatingRecusal:
    rows = RatingRecusal.objects.select_for_update(of=("self",))
    return rows.select_related("application__call__fund").get(pk=row.pk)


CRITERION = Subject(takes=("criterion",), lock=_locked_criterion, reference=lambda row: f"call:{row.call.key}")
RATED_CALL = Subject(
    takes=("rated_call",),
    lock=_locked_rating_call,
    reference=lambda call: f"call:{call.key}",
    relations={CHAIRS: _chairs},
)
"""A call whose applications are rated; its chair allows late ratings."""
RATING_RECUSAL = Subject(
    takes=("rating_recusal",),
    lock=_locked_recusal,
    reference=lambda row: reference(row.application),
    relations={CHAIRS: lambda row, by, day: _chairs(row.application.call, by, day)},
)
