"""Participation's part of the thread: what became of the results of events, and of ideas."""

import datetime as dt

from aktionsplan.development.participation.models import EventResult
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import Node, Part
from aktionsplan.shared.words import Phrase, mark

KINDS = ("finding", "need", "idea")
"""Outcomes of results that stand in the thread."""


def part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """The ties from events to what came of their results, all or those that touch one thing."""
    rows = EventResult.objects.filter(partnership=partnership, outcome__in=KINDS).exclude(outcome_key="")
    kind, _colon, key = about.partition(":")
    if kind in KINDS:
        rows = rows.filter(outcome=kind, outcome_key=key)
    elif kind:
        rows = rows.filter(event__key=key) if kind == "event" else rows.none()
    nodes: dict[str, Node] = {}
    ties = []
    for row in rows.select_related("event"):
        event, outcome = f"event:{row.event.key}", f"{row.outcome}:{row.outcome_key}"
        nodes.setdefault(event, Node(event, row.event.title, Phrase(mark("Veranstaltung"))))
        nodes.setdefault(outcome, Node(outcome, row.outcome_title))
        ties.append((event, outcome))
    return Part(list(nodes.values()), ties)
