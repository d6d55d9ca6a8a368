"""Until when money can be asked back, and when it is due. Source: §§ 48(4), 49(3), 53 VwVfG; money.md RC3, RC4."""

import datetime as dt

from aktionsplan.shared.periods import add_months, german_day, next_working_day
from aktionsplan.shared.words import Problem, mark

YEAR_MONTHS, BARRED_YEARS, FINAL_MONTHS = 12, 3, 360
"""One year from knowing the facts (§ 48(4)); three years without an act (BVerwG 10 C 3.16); thirty after a final one (§ 53)."""


def last_day_to_sign(known_on: dt.date) -> dt.date:
    """The last day on which a revocation or withdrawal may be signed: a year after the day on which the facts were known."""
    return add_months(known_on, YEAR_MONTHS)


def signing_problem(*, known_on: dt.date, signed_on: dt.date, deceit: bool) -> Problem | None:
    """None when the act is signed in its year, or after deceit, threat or bribery; a missed year is not healed (RC3,
    BVerwG 10 C 5.17). Known on 1 March 2025: 1 March 2026 is in time, 2 March is not."""
    last = last_day_to_sign(known_on)
    if deceit or signed_on <= last:
        return None
    text = mark("Das Amt kennt die Tatsachen seit {known}. Bis {last} hätte der Bescheid unterschrieben sein müssen.")
    return Problem("year", text, {"known": german_day(known_on), "last": german_day(last)})


def barred_after(*, arose_on: dt.date, known_on: dt.date, final_on: dt.date | None = None) -> dt.date:
    """The last day before the claim is time-barred: three years after the end of the year in which it arose and became known,
    with a final act thirty years after that."""
    if final_on is not None:
        return add_months(final_on, FINAL_MONTHS)
    return dt.date(max(arose_on, known_on).year + BARRED_YEARS, 12, 31)


def due_on(signed_on: dt.date, *, due_days: int, land: str) -> dt.date:
    """The day on which the sum is due: so many days after signing, moved to the next working day (RC4)."""
    return next_working_day(signed_on + dt.timedelta(days=due_days), land)


def heard_from(hearing_on: dt.date, *, hearing_days: int) -> dt.date:
    """The first day on which the act may be signed after the hearing (§ 28 VwVfG, RC4)."""
    return hearing_on + dt.timedelta(days=hearing_days + 1)
