"""Who rates which application for which seat, and who is kept out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from aktionsplan.bodies.models import Body, Seat, SeatHolder
from aktionsplan.bodies.queries import deciding_body, kept_out_at_meetings, seats
from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.models import (
    Application,
    Call,
    Criterion,
    RatingRecusal,
)
from aktionsplan.implementation.calls.queries.applications import reference
from aktionsplan.network import rules as network
from aktionsplan.network.queries import ties_of_all
from aktionsplan.partnership.models import Partnership

RATED = ("admissible", "waitlisted", "decided", "rejected", "not_granted")
"""States of applications that were rated or are to be."""
OPEN = "admissible"
"""The state in which an application takes ratings."""


def criteria(call: Call) -> list[Criterion]:
    """The catalogue of a call in its order."""
    return list(call.criteria.all())


def weights(rows: Iterable[Criterion]) -> dict[str, int]:
    """The weights of the scored criteria by key."""
    return {row.key: row.weight for row in rows if row.kind == rules.SCORED}


def rated_calls(partnership: Partnership) -> QuerySet[Call]:
    """Released calls with a day until which is rated, the newest first."""
    rows = Call.objects.filter(partnership=partnership, state="released", rating_until__isnull=False)
    return rows.select_related("fund").order_by("-rating_until")


def to_rate(call: Call) -> list[Application]:
    """The applications of a call that are rated, by number; withdrawn ones have left."""
    rows = Application.objects.filter(call=call, state__in=RATED)
    return list(rows.select_related("organisation", "goal", "district__municipality").order_by("number"))


def person_of(holder: SeatHolder) -> str:
    """The reference of a holder: the account, or the place on the seat where there is none."""
    return f"account:{holder.account.key}" if holder.account else f"holder:{holder.key}"


@dataclass(frozen=True)
class Raters:
    """For each application and seat who rates, and who is kept out of which application."""

    body: Body | None
    seats: list[Seat]
    of: dict[tuple[int, int], str]
    out: dict[int, frozenset[str]]

    def holder(self, seat: Seat, person: str) -> SeatHolder | None:
        """The holder of a seat behind a reference."""
        return next((row for row in seat.present_holders if person_of(row) == person), None)


def _declared(applications: list[Application]) -> dict[int, list[tuple[int, str, bool]]]:
    found: dict[int, list[tuple[int, str, bool]]] = {}
    rows = RatingRecusal.objects.filter(application__in=applications, state="declared")
    for pk, seat, person, personal in rows.values_list("application_id", "seat_id", "person", "personal"):
        found.setdefault(pk, []).append((seat, person, personal))
    return found


def raters(call: Call, applications: list[Application], day: dt.date) -> Raters:
    """Who rates what, by links in the register, own statements and recusals at meetings; six questions.

    Source: committee.md B1, B4, B5, C2.
    """
    body = deciding_body(call.partnership, call.fund.code)
    sits = [seat for seat in seats(body, day) if seat.voting] if body else []
    ties = ties_of_all({row.organisation_id for row in applications}, day)
    declared = _declared(applications)
    met = kept_out_at_meetings(call.partnership, {reference(row): row.pk for row in applications})
    of: dict[tuple[int, int], str] = {}
    out: dict[int, frozenset[str]] = {}
    for application in applications:
        said = declared.get(application.pk, []) + met.get(application.pk, [])
        kept = {person for _seat, person, _personal in said}
        voided = {seat for seat, _person, personal in said if not personal}
        for seat in sits:
            for holder in seat.present_holders:
                linked = ties.get(application.organisation_id, [])
                if any(t.kind in network.CONFLICTING and t.is_of(holder.account_id, holder.name) for t in linked):
                    kept.add(person_of(holder))
            is_applicant = network.skeleton(seat.group) == application.organisation.skeleton
            voids = is_applicant or seat.pk in voided
            of[application.pk, seat.pk] = rules.rater(*_sitters(seat, kept), seat_is_applicant=voids)
            kept |= {person_of(holder) for holder in seat.present_holders} if voids else set()
        out[application.pk] = frozenset(kept)
    return Raters(body, sits, of, out)


def _sitters(seat: Seat, kept: set[str]) -> tuple[rules.Sitter | None, rules.Sitter | None]:
    held = {row.capacity: rules.Sitter(person_of(row), person_of(row) in kept) for row in seat.present_holders}
    return held.get("member"), held.get("deputy")
