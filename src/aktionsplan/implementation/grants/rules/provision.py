"""Special provisions of a notice: their kinds, their sentence in the letter, and which of them hold back money."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import german_day
from aktionsplan.shared.words import Problem, mark

CONDITION, DUTY, INSTALMENT = "condition", "duty", "instalment"
PROVISION_KINDS = {
    CONDITION: mark("Bedingung: vorher wird nichts ausgezahlt"),
    DUTY: mark("Auflage: etwas tun, lassen oder dulden"),
    INSTALMENT: mark("Rate: ab diesem Tag kann angefordert werden"),
}
"""Source: VwVfG § 36 Abs. 2 Nr. 2 (condition), Nr. 4 (duty), Nr. 1 (the day of an instalment); money.md NO2, BK1."""


def provision_sentence(kind: str, text: str, due_on: dt.date | None, amount_eur: Decimal | None = None) -> str:
    """How a provision stands in the notice: `Auflage: Schicken Sie uns die Satzung. Frist: 3. März 2027.`"""
    if kind == INSTALMENT and due_on and amount_eur:
        return f"Rate: {format_eur(amount_eur)} können Sie ab dem {german_day(due_on)} anfordern."
    until = f" Frist: {german_day(due_on)}." if due_on else ""
    closed = text.strip() if text.strip().endswith((".", "!", "?")) else f"{text.strip()}."
    if kind == CONDITION:
        return f"Bedingung: {closed}{until} Bis das erfüllt ist, zahlen wir nichts aus."
    return f"Auflage: {closed}{until}"


def condition_problem(unmet: Iterable[str]) -> Problem | None:
    """None when no condition is open, else which ones hold back the money, in the order given.

    Source: VwVfG § 36 Abs. 2 Nr. 2; issue "Stage 2", D: a condition not met blocks payment and says which.
    """
    names = [f"„{text}“" for text in unmet]
    if not names:
        return None
    text = mark("Ausgezahlt wird erst, wenn das erfüllt ist: {conditions}")
    return Problem("condition", text, {"conditions": ", ".join(names)})


def due_problem(due_on: dt.date | None, *, today: dt.date) -> Problem | None:
    """None when a provision may fall due on that day, or without one: never today or in the past."""
    if due_on is not None and due_on <= today:
        return Problem("due", mark("Die Frist muss in der Zukunft liegen."), {}, "due_on")
    return None
