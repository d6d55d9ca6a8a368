"""What taking part proves for bullets S1.4, S1.5 and S1.9 (programme.md 12)."""

import datetime as dt
from collections import Counter

from django.db.models import Exists, F, OuterRef, Sum, Value

from aktionsplan.bodies.models import Attendance, Body, Mandate, SeatHolder
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import Event, EventAttendance, WorkshopVote
from aktionsplan.partnership.models import Partnership, RuleSet
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.registration import contact_steps
from aktionsplan.shared.words import Phrase, mark

MOST_SHOWN = 5


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.4 from bodies and a counted vote, S1.5 from the chain of a contact, S1.9 from who was there."""
    bodies = list(_bodies(partnership, today))
    return [_structures(partnership, bodies, today), _activated(partnership), _civil(partnership, today)]


def _bodies(partnership: Partnership, today: dt.date) -> list[Body]:
    holders = SeatHolder.objects.filter(in_force(today), seat__body=OuterRef("pk"))
    rows = Body.objects.filter(partnership=partnership)
    mandated = Exists(Mandate.objects.filter(body=OuterRef("pk")))
    return list(rows.annotate(mandated=mandated, appointed=Exists(holders)))


def _structures(partnership: Partnership, bodies: list[Body], today: dt.date) -> Progress:
    """Fulfilled when every body has a mandate, rules in force and appointments, and a workshop vote was counted."""
    ruled = RuleSet.objects.filter(partnership=partnership, kind="procedure", valid_from__lte=today)
    scopes = set(ruled.values_list("scope", flat=True)) if bodies else set()
    whole = [b for b in bodies if b.mandated and b.appointed and scopes & {"", b.key}]  # type: ignore[attr-defined]
    counted = list(WorkshopVote.objects.filter(partnership=partnership, state="counted").select_related("event")[:1])
    evidence = tuple(Evidence(body.name, "bodies:body", {"key": body.key}) for body in bodies[:MOST_SHOWN])
    evidence += tuple(Evidence(vote.question, "participation:event", {"key": vote.event.key}) for vote in counted)
    text = Phrase(
        mark("Gremien mit Auftrag, Regeln und Berufungen: {n} von {all}"), {"n": len(whole), "all": len(bodies)}
    )
    return Progress("S1.4", text, evidence, bool(bodies and counted) and len(whole) == len(bodies))


def _activated(partnership: Partnership) -> Progress:
    """Fulfilled by one contact who was invited, came, and has a seat or works in a group (programme.md 12, S1.5)."""
    steps = contact_steps(partnership)
    kinds: dict[str, set[str]] = {}
    for step in steps:
        kinds.setdefault(step.contact, set()).add(step.kind)
    chains = sum({"invited", "attended", "seated"} <= known for known in kinds.values())
    numbers = Counter(step.kind for step in steps)
    text = Phrase(
        mark("eingeladen: {invited}, gekommen: {attended}, mit Sitz oder in einer Gruppe: {seated}"),
        {kind: numbers[kind] for kind in ("invited", "attended", "seated")},
    )
    evidence = (Evidence(Phrase(mark("Kontakte")), "network:contacts"),) if steps else ()
    return Progress("S1.5", text, evidence, chains > 0)


def _civil(partnership: Partnership, today: dt.date) -> Progress:
    """Fulfilled when somebody was counted and no event, no group and no meeting of the last year is without civil society."""
    sums = EventAttendance.objects.filter(partnership=partnership).exclude(origin="")
    counts: dict[int, dict[str, int]] = {}
    for event, origin, n in sums.order_by().values_list("event", "origin").annotate(n=Sum("count")):
        counts.setdefault(event, {})[origin] = n
    lights = {event: rules.civil(by_origin).light for event, by_origin in counts.items()}
    red = [event for event, light in lights.items() if light == "red"]
    groups, meetings, looked = _lonely(partnership, today)
    shown = Event.objects.filter(pk__in=red or list(lights)[:MOST_SHOWN])
    evidence = tuple(Evidence(row.title, "participation:event", {"key": row.key}) for row in shown)
    evidence += tuple(Evidence(name, "bodies:body", {"key": key}) for key, name in groups)
    evidence += tuple(Evidence(name, "bodies:meeting", {"key": key}) for key, name in meetings[:MOST_SHOWN])
    text = Phrase(
        mark("Gezählte Schritte: {n}, ohne Zivilgesellschaft: {red}"),
        {"n": len(lights) + looked, "red": len(red) + len(groups) + len(meetings)},
    )
    return Progress("S1.9", text, evidence, bool(lights) and not red and not groups and not meetings)


def _lonely(partnership: Partnership, today: dt.date) -> tuple[list[tuple[str, str]], list[tuple[str, str]], int]:
    """Committees, working groups and forums in which nobody of civil society sits, their meetings of the last year to which
    people came, but nobody of civil society, both by key and name; and how many were looked at. One question."""
    seated = SeatHolder.objects.filter(in_force(today), partnership=partnership).order_by()
    came = Attendance.objects.filter(partnership=partnership, arrived_at__isnull=False).order_by()
    came = came.filter(meeting__starts_at__date__gte=today - dt.timedelta(days=365))
    groups = seated.exclude(seat__body__kind="authority_network").values_list(
        Value("group"), F("seat__body__key"), F("seat__body__name"), F("seat__side")
    )
    meetings = came.exclude(meeting__body__kind="authority_network").values_list(
        Value("meeting"), F("meeting__key"), F("meeting__body__name"), F("holder__seat__side")
    )
    sides: dict[tuple[str, str, str], set[str]] = {}
    for kind, key, name, side in groups.union(meetings):
        sides.setdefault((kind, key, name), set()).add(side)
    found = [row for row, known in sides.items() if "civil" not in known]
    return (
        [row[1:] for row in found if row[0] == "group"],
        [row[1:] for row in found if row[0] == "meeting"],
        len(sides),
    )
