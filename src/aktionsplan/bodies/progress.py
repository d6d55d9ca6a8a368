"""Bodies and decisions for bullets S1.8, S2.3 and S2.5."""

import datetime as dt

from aktionsplan.bodies.models import Decision, Seat, SeatHolder
from aktionsplan.bodies.queries import bodies, groundwork
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.bodies.rules import civil_majority
from aktionsplan.partnership.models import Partnership, RuleSet
from aktionsplan.partnership.queries import office
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def _lead_office(partnership: Partnership, today: dt.date) -> Progress:
    """S1.8: lead office with mandate, responsible person and deputy; authority network with members that has met.

    Source: programme.md 12.
    """
    lead, ground = office(partnership, "lead_office", today), groundwork(partnership, today)
    evidence = ((Evidence(lead.name, "partnership:settings"),) if lead else ()) + (
        (Evidence(Phrase(mark("Federführung und Ämternetzwerk")), "bodies:groundwork"),)
        if ground.mandate or ground.members
        else ()
    )
    return Progress(
        "S1.8", Phrase(mark("Federführendes Amt und Ämternetzwerk")), evidence, bool(lead) and not ground.missing
    )


def _committee(partnership: Partnership, committees: list, today: dt.date) -> Progress:
    """S2.3: a committee with every seat held, a deputy, commitments to secrecy, rules of its own, civil majority.

    Source: programme.md 12.
    """
    holders = SeatHolder.objects.filter(in_force(today), seat__body__in=committees).select_related("seat")
    own = RuleSet.objects.filter(partnership=partnership, kind="procedure", valid_from__lte=today)
    scopes = set(own.values_list("scope", flat=True))
    seats = Seat.objects.filter(in_force(today), body__in=committees, voting=True)
    rows, sitting = list(seats), list(holders)
    whole = any(
        _complete([s for s in rows if s.body_id == body.pk], [h for h in sitting if h.seat.body_id == body.pk])
        and scopes & {"", body.key}
        for body in committees
    )
    evidence = tuple(Evidence(body.name, "bodies:body", {"key": body.key}) for body in committees)
    return Progress("S2.3", Phrase(mark("Begleitausschuss mit Sitzen")), evidence, bool(whole))


def _complete(seats: list[Seat], holders: list[SeatHolder]) -> bool:
    member_seats = {holder.seat_id for holder in holders if holder.capacity == "member"}
    return (
        len(seats) > 0
        and {seat.pk for seat in seats} <= member_seats
        and any(holder.capacity == "deputy" for holder in holders)
        and all(holder.secrecy_on for holder in holders)
        and civil_majority(seat.side for seat in seats)
    )


def _decisions(partnership: Partnership) -> Progress:
    """S2.5: decisions of a meeting whose minutes two people have signed (programme.md 12)."""
    rows = Decision.objects.filter(partnership=partnership)
    newest = rows.order_by("-recorded_at").values_list("item__title", "item__key")[:3]
    decided = tuple(Evidence(title, "bodies:item", {"key": key}) for title, key in newest)
    whole = bool(decided) and rows.filter(item__meeting__record__state="signed").exists()
    return Progress("S2.5", Phrase(mark("Entscheidungen: {n}"), {"n": rows.count()}), decided, whole)


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """What the stored bodies and decisions prove."""
    all_bodies = bodies(partnership)
    committees = [body for body in all_bodies if body.kind == "steering_committee"]
    return [
        _lead_office(partnership, today),
        _committee(partnership, committees, today),
        _decisions(partnership),
    ]
