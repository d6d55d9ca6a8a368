"""Events: who may come, what is told of the place, and how much of civil society was there.

Source: programme.md 3.1, 12 (S1.9); look-analysis.md, 12a and 12c; issue "Stage 1", C (events).
"""

import datetime as dt
from collections.abc import Collection, Mapping

from aktionsplan.shared.civil import Civil, share
from aktionsplan.shared.words import Problem, mark

EVENT_KINDS = {
    "workshop": mark("Werkstatt"),
    "conference": mark("Konferenz"),
    "citizens_hour": mark("Sprechstunde für alle"),
    "interview_day": mark("Gesprächstag"),
}
ROOM_SHOWN = {
    "public": mark("Haus, Straße und Raum stehen im Portal"),
    "signed": mark("Haus und Straße stehen im Portal, den Raum erfährt man nach der Anmeldung"),
    "town": mark("nur der Ort steht im Portal, alles Genaue erfährt man nach der Anmeldung"),
}
"""How much of the place everybody reads; the exact place of an event can be dangerous (programme.md 9)."""
SIGNED_AGES = {"adult": mark("ab 27 Jahren"), "young": mark("16 bis 26 Jahre"), "child": mark("unter 16 Jahren")}
"""Ages that a sign-up counts; of children only how many come."""
AGES = {
    "under_16": mark("unter 16"),
    "16_26": mark("16 bis 26"),
    "27_64": mark("27 bis 64"),
    "65": mark("65 und älter"),
}
ORIGINS = {
    "association": mark("Vereine, Kirchen, Initiativen"),
    "single": mark("als Einzelne"),
    "administration": mark("Verwaltung"),
    "politics": mark("Politik"),
}
CIVIL = frozenset({"association", "single"})
NEEDS = (
    mark("Gebärdensprache"),
    mark("Platz für einen Rollstuhl"),
    mark("Kinderbetreuung"),
    mark("Fahrt aus den Dörfern und zurück"),
    mark("Dolmetschen"),
)
"""Needs that a sign-up offers as ticks unless the office names others."""
OUTCOMES = {
    "finding": mark("Befund"),
    "need": mark("Bedarf"),
    "idea": mark("Idee"),
    "question": mark("Offene Frage"),
    "nothing": mark("Nicht weiter"),
}
"""What the result of an event becomes."""
MOST_AT_ONCE = 20


def civil(counts: Mapping[str, int]) -> Civil:
    """The share of associations and single persons among all from 16 years, by their number for each origin.

    37 of 49 is green, 24 of 49 yellow, 0 of 3 red. Source: programme.md 12, S1.9.
    """
    return share(sum(counts.get(origin, 0) for origin in CIVIL), sum(counts.get(origin, 0) for origin in ORIGINS))


def free(capacity: int | None, taken: int) -> int | None:
    """How many places are free; None where there is no limit. Never below 0."""
    return None if capacity is None else max(0, capacity - taken)


def sign_up_state(capacity: int | None, taken: int, waiting: int, people: int) -> str:
    """`in` when so many fit and nobody waits, else `waiting`: whoever came first does not lose the place to a small group."""
    left = free(capacity, taken)
    return "in" if left is None or (not waiting and people <= left) else "waiting"


def move_up(capacity: int | None, taken: int, waiting: Collection[tuple[int, int]]) -> list[int]:
    """Which of the waiting sign-ups (key and people, in their order) get a place now, strictly in turn.

    With 3 free and 2, 4, 1 waiting the first gets one; the group of four waits, and nobody behind it passes.
    """
    found: list[int] = []
    for key, people in waiting:
        left = free(capacity, taken)
        if left is not None and people > left:
            break
        found.append(key)
        taken += people
    return found


def people_problem(counts: Mapping[str, int]) -> Problem | None:
    """None for 1 to 20 people."""
    people = sum(counts.values())
    if any(count < 0 for count in counts.values()) or not 1 <= people <= MOST_AT_ONCE:
        text = mark("Bitte sagen Sie, wie viele kommen: 1 bis {most}.")
        return Problem("people", text, {"most": MOST_AT_ONCE}, "adult")
    return None


def event_problem(starts_at: dt.datetime, ends_at: dt.datetime) -> Problem | None:
    """None when the event ends after it begins and within two days."""
    if not dt.timedelta(0) < ends_at - starts_at <= dt.timedelta(days=2):
        return Problem("period", mark("Das Ende liegt nach dem Anfang, höchstens zwei Tage."), {}, "until")
    return None


def shown_place(
    kind: str, place: str, town: str, room: str, *, signed: bool, at_risk: bool = False
) -> tuple[str, str]:
    """Place and room as somebody may read them: the room where it is public, or after the sign-up.

    Of an event at risk nobody outside reads more than the town, whatever the kind: a sign-up without account and name proves
    nothing (programme.md 9).
    """
    if at_risk:
        return town, ""
    if kind == "public" or (signed and kind == "signed"):
        return place, room
    return (town if kind == "town" and not signed else place), (room if signed else "")
