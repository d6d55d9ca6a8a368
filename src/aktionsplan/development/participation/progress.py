"""What taking part proves for bullets S1.4, S1.5 and S1.9 (programme.md 12)."""

import datetime as dt
from collections import Counter

from django.db.models import Exists, OuterRef

from aktionsplan.bodies.models import Body, Mandate, SeatHolder
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.development.participation.models import WorkshopVote
from aktionsplan.development.participation.queries.presence import EVENT, steps
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
    """Fulfilled when somebody was counted at an event, and no event, meeting or group is without civil society."""
    looked = steps(partnership, today)
    events = [step for step in looked if step.page == EVENT]
    red = [step for step in looked if step.civil.light == "red"]
    evidence = tuple(Evidence(step.name, step.page, {"key": step.key}) for step in (red or events)[:MOST_SHOWN])
    text = Phrase(
        mark("Gezählte Veranstaltungen, Sitzungen und Gruppen: {n}, davon ohne Zivilgesellschaft: {red}"),
        {"n": len(looked), "red": len(red)},
    )
    return Progress("S1.9", text, evidence, bool(events) and not red)
