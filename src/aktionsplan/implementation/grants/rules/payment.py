"""What may be paid, and what the public may learn of it."""

import datetime as dt
from decimal import Decimal

from aktionsplan.shared.money import format_eur
from aktionsplan.shared.words import Problem, mark


def after_end(today: dt.date, *, ends_on: dt.date | None) -> Problem | None:
    """What to mind when money is asked for after the project's end, or None. Source: ANBest-P Nr. 1.4."""
    if ends_on is None or today <= ends_on:
        return None
    text = mark("Das Projekt endete am {day}. Ausgezahlt wird nur, was bis dahin entstanden und bezahlt ist.")
    return Problem("after_end", text, {"day": ends_on.strftime("%d.%m.%Y")})


def before_start(today: dt.date, *, starts_on: dt.date | None, days: int) -> Problem | None:
    """What to mind when money is asked for long before the project begins, or None.

    Source: ANBest-P Nr. 1.4 (not earlier than needed for payments due within the span of the rule set).
    """
    if starts_on is None or today + dt.timedelta(days=days) >= starts_on:
        return None
    text = mark(
        "Das Projekt beginnt erst am {day}. Angefordert wird nur, was in den nächsten {n} Tagen bezahlt wird."
    )
    return Problem("before_start", text, {"day": starts_on.strftime("%d.%m.%Y"), "n": days})


def year_problem(today: dt.date, *, year: int) -> Problem | None:
    """None when money of the programme year may be paid on that day.

    Source: BHO/LHO § 11 (money of a year); programme.md 4.10, money expires on 31 December.
    """
    if today < dt.date(year, 1, 1):
        return Problem(
            "not_yet", mark("Das Geld des Jahres {year} gibt es erst ab dem 1. Januar {year}."), {"year": year}
        )
    if today > dt.date(year, 12, 31):
        return Problem("expired", mark("Das Geld des Jahres {year} ist am 31. Dezember verfallen."), {"year": year})
    return None


def too_late(binding_from: dt.date, *, year: int) -> Problem | None:
    """Why a notice posted now could never be paid without a waiver, or None: it becomes final after its year's end."""
    if binding_from <= dt.date(year, 12, 31):
        return None
    text = mark(
        "Ohne Verzicht wird dieser Bescheid erst am {day} bestandskräftig. Dann ist das Geld des Jahres {year} verfallen."
    )
    return Problem("too_late", text, {"day": binding_from.strftime("%d.%m.%Y"), "year": year})


def payable(*, state: str, remedy_last_day: dt.date | None, waived: bool, today: dt.date) -> Problem | None:
    """None when money may flow: the notice is final, or the recipient has waived an objection.

    Source: programme.md 4.9 ([BAG], [AIF63]): payment normally only after finality, a waiver brings it forward.
    """
    if state == "objected":
        return Problem("objected", mark("Über einen Widerspruch ist noch nicht entschieden."))
    if state not in ("notified", "binding") or remedy_last_day is None:
        return Problem("not_notified", mark("Der Bescheid ist noch nicht bekannt gegeben."))
    if waived or today > remedy_last_day:
        return None
    return Problem(
        "not_final",
        mark(
            "Bis {day} ist Widerspruch möglich. Schneller geht es mit einem Verzicht: Anlage 4 des Bescheids unterschreiben und schicken."
        ),
        {"day": remedy_last_day.strftime("%d.%m.%Y")},
    )


def request_problem(*, wanted: Decimal, granted: Decimal, drawn: Decimal) -> Problem | None:
    """None when the sum can still be drawn, else why not. Source: ANBest-P Nr. 1.4."""
    if wanted <= 0:
        return Problem("amount", mark("Der Betrag muss größer als 0 sein."), {}, "amount_eur")
    if wanted > granted - drawn:
        return Problem(
            "amount", mark("Sie können noch {rest} anfordern."), {"rest": format_eur(granted - drawn)}, "amount_eur"
        )
    return None


FEWEST = 3
"""Sums of fewer protected projects than this could be traced back to one of them (safety.md, Privacy)."""


def traceable(hidden: int) -> bool:
    """Whether the sum of so many protected projects would tell of one of them."""
    return 0 < hidden < FEWEST
