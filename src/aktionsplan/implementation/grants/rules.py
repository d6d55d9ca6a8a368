"""When a notice counts as notified and becomes final, and what may be paid."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import add_months, next_working_day
from aktionsplan.shared.words import Problem, mark

FUNDING_TYPES = {
    "deficit": mark("Fehlbedarfsfinanzierung"),
    "proportional": mark("Anteilfinanzierung"),
    "fixed": mark("Festbetragsfinanzierung"),
    "full": mark("Vollfinanzierung"),
}
LONGEST_POST = 30
REMEDY_MONTHS = 1
"""Months for an objection, fixed by law: VwGO § 70 Abs. 1."""


@dataclass(frozen=True)
class Finality:
    """The days from posting to finality, each with the rule that made it."""

    posted: dt.date
    notified: dt.date
    remedy_end: dt.date
    binding_from: dt.date
    reasons: tuple[Problem, ...]


def notification(posted: dt.date, *, days: int, shift: bool, land: str) -> dt.date:
    """The day on which a posted notice counts as notified.

    Source: VwVfG § 41 Abs. 2 (the day is not shifted when it falls on a weekend, [RT24]; `shift` is the
    other view, [123R]).
    """
    day = posted + dt.timedelta(days=days)
    return next_working_day(day, land) if shift else day


def remedy_end(notified: dt.date, *, months: int, land: str) -> dt.date:
    """The last day for an objection: the same day number months later, moved to the next working day.

    Source: VwGO §§ 70, 74; BGB § 188 Abs. 2, 3; VwVfG § 31 Abs. 3.
    """
    return next_working_day(add_months(notified, months), land)


def finality(posted: dt.date, *, days: int, shift: bool, months: int, land: str) -> Finality:
    """Notification, last day for an objection and first final day, with the reason of each.

    Posted 28 Nov 2024 with 3 days: notified 1 Dec, last day 2 Jan 2025. Posted 14 Mar 2025 with 4 days:
    notified 18 Mar, last day 22 Apr 2025 (programme.md 4.9).
    """
    notified = notification(posted, days=days, shift=shift, land=land)
    plain_end = add_months(notified, months)
    end = next_working_day(plain_end, land)
    form = "%d.%m.%Y"
    reasons = [
        Problem(
            "fiction",
            mark("Zur Post am {posted}, {days} Tage später gilt der Bescheid als bekannt gegeben: {notified}."),
            {"posted": posted.strftime(form), "days": days, "notified": notified.strftime(form)},
        ),
        Problem(
            "month",
            mark("Die Frist für den Widerspruch läuft {months} Monat(e), also bis {end}."),
            {"months": months, "end": plain_end.strftime(form)},
        ),
    ]
    if end != plain_end:
        reasons.append(
            Problem(
                "moved",
                mark("Der {plain} ist kein Werktag. Die Frist endet am nächsten Werktag: {end}."),
                {"plain": plain_end.strftime(form), "end": end.strftime(form)},
            )
        )
    binding = end + dt.timedelta(days=1)
    reasons.append(
        Problem(
            "binding",
            mark("Ohne Widerspruch ist der Bescheid ab {day} bestandskräftig."),
            {"day": binding.strftime(form)},
        )
    )
    return Finality(posted, notified, end, binding, tuple(reasons))


def posting_problem(posted: dt.date, *, signed: dt.date, today: dt.date) -> Problem | None:
    """None when the notice can have been posted on that day, else why not."""
    if posted < signed:
        return Problem(
            "posted",
            mark("Der Bescheid wurde erst am {day} unterschrieben."),
            {"day": signed.strftime("%d.%m.%Y")},
            "posted_on",
        )
    if posted > today:
        return Problem("posted", mark("Dieser Tag liegt in der Zukunft."), {}, "posted_on")
    if (today - posted).days > LONGEST_POST:
        return Problem(
            "posted",
            mark("Das ist mehr als {n} Tage her. Bitte prüfen Sie das Datum."),
            {"n": LONGEST_POST},
            "posted_on",
        )
    return None


def payable(*, state: str, remedy_last_day: dt.date | None, waived: bool, today: dt.date) -> Problem | None:
    """None when money may flow: the notice is final, or the recipient has waived an objection.

    Source: programme.md 4.9 ([BAG], [AIF63]): payment normally only after finality, a waiver brings it forward.
    """
    if state not in ("notified", "binding") or remedy_last_day is None:
        return Problem("not_notified", mark("Der Bescheid ist noch nicht zugestellt."))
    if waived or today > remedy_last_day:
        return None
    return Problem(
        "not_final",
        mark("Bis {day} kann noch Widerspruch eingelegt werden. Mit einem Verzicht geht es schneller."),
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
