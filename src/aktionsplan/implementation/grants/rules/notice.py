"""What a notice may say, and what may be paid."""

import datetime as dt
from decimal import Decimal

from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.periods import next_working_day
from aktionsplan.shared.words import Problem, mark

FUNDING_TYPES = {
    "deficit": mark("Fehlbedarfsfinanzierung"),
    "proportional": mark("Anteilfinanzierung"),
    "fixed": mark("Festbetragsfinanzierung"),
    "full": mark("Vollfinanzierung"),
    "flat": mark("Pauschale"),
}


def funding_problem(*, funding_type: str, other_income: Decimal) -> Problem | None:
    """None unless full funding is chosen though somebody else pays a part. Source: VV Nr. 2.4 zu § 44 BHO."""
    if funding_type == "full" and other_income > 0:
        text = mark(
            "Neben der Zuwendung sind {amount} aus anderem Geld nötig. Eine Vollfinanzierung passt dazu nicht."
        )
        return Problem("funding", text, {"amount": format_eur(other_income)}, "funding_type")
    return None


def period_start(starts_on: dt.date, *, signed: dt.date, early_start: dt.date | None) -> dt.date:
    """The first day whose spending is covered: the notice, or the leave to begin early, or a later beginning.

    Source: VV Nr. 1.3 zu § 44 BHO; programme.md 4.10 (no project may have begun before the decision).
    """
    return max(starts_on, min(early_start, signed) if early_start else signed)


LOOKED_DAYS = 14
"""How long a look whether something has begun may be past when a notice is drafted or signed; a house rule, not law."""


def begun_problem(
    *, starts_on: dt.date, early_start: dt.date | None, checked: dt.date | None, today: dt.date
) -> Problem | None:
    """None unless the planned beginning is past and nobody gave leave to begin early or looked whether it has begun.

    With leave from a later day the look must not be older than that leave; without any it is at most LOOKED_DAYS past.
    Source: VV Nr. 1.3 zu § 44 BHO; programme.md 4.10: what has begun is not funded at all.
    """
    if checked is not None and not (early_start or starts_on) <= checked <= today:
        return Problem("begun", mark("An diesem Tag lässt sich das nicht geprüft haben."), {}, "not_begun_on")
    if starts_on >= today or (early_start is not None and (checked or early_start <= starts_on)):
        return None
    if checked is not None:
        if checked + dt.timedelta(days=LOOKED_DAYS) >= today:
            return None
        text = mark(
            "Am {day} wurde zuletzt geprüft, ob schon begonnen wurde. Das ist zu lange her: Prüfen Sie es neu."
        )
        return Problem("begun", text, {"day": checked.strftime("%d.%m.%Y")}, "not_begun_on")
    text = mark("Der Beginn war für den {day} geplant. Was schon begonnen hat, wird nicht gefördert: Prüfen Sie das.")
    return Problem("begun", text, {"day": starts_on.strftime("%d.%m.%Y")}, "not_begun_on")


def early_start_problem(early_start: dt.date | None, *, applied: dt.date, today: dt.date) -> Problem | None:
    """None when leave to begin early can have been given on that day, else why not: it is given on application.

    Source: programme.md 4.10.
    """
    if early_start is not None and early_start < applied:
        text = mark("Der Antrag kam erst am {day}.")
        return Problem("early_start", text, {"day": applied.strftime("%d.%m.%Y")}, "early_start_on")
    if early_start is not None and early_start > today:
        return Problem("early_start", mark("Dieser Tag liegt in der Zukunft."), {}, "early_start_on")
    return None


def reduction_problem(*, granted: Decimal, requested: Decimal, reason: str) -> Problem | None:
    """None unless less is granted than was asked for and nobody says why. Source: VwVfG § 39 Abs. 1 Satz 2, 3."""
    if granted < requested and not reason.strip():
        text = mark("Beantragt waren {requested}. Schreiben Sie, warum es weniger ist.")
        return Problem("reduction", text, {"requested": format_eur(requested)}, "reduction_reason")
    return None


def struck_problem(*, struck: Decimal, granted: Decimal, requested: Decimal, own_funds: Decimal) -> Problem | None:
    """None when so many euros of the expenses may be struck as not eligible, else why not.

    Only what is not granted, and at most as much as own money and the cut together cover. Source: programme.md 4.9
    (eligible expenses and binding plan), 4.10 (the final sum comes from the eligible expenses).
    """
    if struck > ZERO and granted >= requested:
        return Problem("struck", mark("Es wird alles bewilligt. Gestrichen wird dann nichts."), {}, "struck_eur")
    most = requested - granted + own_funds
    if struck > most:
        text = mark("So viel passt nicht zum Plan. Höchstens {most} lassen sich streichen.")
        return Problem("struck", text, {"most": format_eur(most)}, "struck_eur")
    return None


def period_problem(*, ends_on: dt.date, signed: dt.date) -> Problem | None:
    """None when there is still a time to spend money in, else why no notice can be signed."""
    if ends_on < signed:
        return Problem("over", mark("Das Projekt ist am {day} schon zu Ende."), {"day": ends_on.strftime("%d.%m.%Y")})
    return None


def proof_due(project_end: dt.date, days: int, land: str) -> dt.date:
    """The inclusive day by which the proof of use is due, a working day.

    Source: setting `proof_days` of the rule set; VwVfG § 31 Abs. 3.
    """
    return next_working_day(project_end + dt.timedelta(days=days), land)


def span(days: int, *, dative: bool = False) -> str:
    """A number of days in German words: `6 Wochen`, `10 Tage`, in the dative `10 Tagen`."""
    if days % 7:
        return f"{days} Tage{'n' if dative else ''}" if days != 1 else "1 Tag"
    return f"{days // 7} Wochen" if days != 7 else "1 Woche"


def number(year: int, code: str, sequence: int) -> str:
    """The file number of a grant: `2026-AF-0004` (decisions.md, "Legal text")."""
    return f"{year}-{code}-{sequence:04}"


def draft_problem(*, application_state: str, amount: Decimal | None, decided: bool) -> Problem | None:
    """None when a notice may be drafted: only on a recorded, taken-over vote (programme.md, section 2 rule 3)."""
    if not decided or application_state != "decided" or amount is None:
        return Problem("no_vote", mark("Ohne Beschluss des Ausschusses gibt es keinen Bescheid."))
    return None
