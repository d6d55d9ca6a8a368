"""Notices of every kind but the grant itself: what each is called, when it may be drafted, and its file number.

All kinds are drafted by one person, signed by another, posted, and can be contested (`remedy`). Source: money.md NO1;
programme.md 4.9, 4.10.
"""

import datetime as dt

from aktionsplan.implementation.calls.states import REFUSED, UNGRANTED
from aktionsplan.shared.words import Problem, mark

REJECTION, EARLY_START, AMENDMENT = "rejection", "early_start", "amendment"
ACT_KINDS = {
    REJECTION: mark("Ablehnungsbescheid"),
    EARLY_START: mark("Genehmigung des vorzeitigen Beginns"),
    AMENDMENT: mark("Änderungsbescheid"),
}
ACT_MARKS = {REJECTION: "AB", EARLY_START: "VB", AMENDMENT: "A"}
"""What stands behind the file number, with a number of its own: `E-2026-0008-AB1`."""


def act_number(file: str, kind: str, turn: int) -> str:
    """The number of a notice in its file: `E-2026-0008-AB1` is the first rejection in the file E-2026-0008."""
    return f"{file}-{ACT_MARKS[kind]}{turn}"


def act_problem(kind: str, *, state: str, granted: bool, there: bool) -> Problem | None:
    """None when a notice of the kind may be drafted for an application in this state, else why not.

    `granted`: its grant is signed already. `there`: a notice of this kind is drafted or in force. A grant
    may be amended more than once. Leave to begin early is
    for what is still undecided or not yet granted. Source: programme.md 4.9, 4.10.
    """
    if kind == AMENDMENT:
        return (
            None if granted else Problem("not_granted", mark("Ändern kann man nur einen unterschriebenen Bescheid."))
        )
    if there:
        return Problem("drafted", mark("Diesen Bescheid gibt es für den Antrag schon."))
    if kind == REJECTION and state not in REFUSED:
        return Problem("not_refused", mark("Dieser Antrag ist nicht abgelehnt."))
    if kind == EARLY_START and (granted or state not in UNGRANTED):
        return Problem(
            "not_open", mark("Den vorzeitigen Beginn genehmigt man nur, solange kein Bescheid ergangen ist.")
        )
    return None


def early_day_problem(begins_on: dt.date, *, applied: dt.date, ends_on: dt.date, today: dt.date) -> Problem | None:
    """None when leave to begin on that day can be given today, else why not: it is asked for, and never for the past.

    Source: VV Nr. 1.3 zu § 44 BHO; programme.md 4.10.
    """
    if begins_on < max(applied, today):
        text = mark("Der Tag liegt vor dem {day}. Rückwirkend lässt sich der Beginn nicht genehmigen.")
        return Problem("early_day", text, {"day": max(applied, today).strftime("%d.%m.%Y")}, "begins_on")
    if begins_on > ends_on:
        text = mark("Das Projekt ist am {day} schon zu Ende.")
        return Problem("early_day", text, {"day": ends_on.strftime("%d.%m.%Y")}, "begins_on")
    return None
