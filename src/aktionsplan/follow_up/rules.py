"""Whether an agreed step may be stored, and when it is late."""

import datetime as dt

from aktionsplan.shared.words import Problem, mark

OWNER_KINDS = {
    "account": mark("Person mit Zugang"),
    "office": mark("Amt"),
    "function": mark("Funktion"),
    "organisation": mark("Verein"),
    "body": mark("Gremium"),
}
"""Who owes a step. An office, function, organisation or body keeps its name as it was called then."""
OFFICES = {"lead_office": mark("federführendes Amt"), "coordination_office": mark("Koordinierungsstelle")}


def is_late(state: str, due: dt.date | None, today: dt.date) -> bool:
    """Whether the day has passed and the step is neither done nor given up."""
    return state in ("open", "blocked") and due is not None and due < today


def reason_problem(event: str, reason: str) -> Problem | None:
    """None when giving up and being stuck say why."""
    if event in ("give_up", "block") and not reason.strip():
        return Problem("reason", mark("Bitte sagen Sie, warum."), {}, "reason")
    return None
