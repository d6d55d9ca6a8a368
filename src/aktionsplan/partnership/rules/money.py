"""Money that is bound in a fund, its sources, and the account it is paid from."""

from decimal import Decimal

from aktionsplan.shared.money import format_eur
from aktionsplan.shared.words import Problem, mark

SOURCES = {
    "federal": mark("Bund"),
    "land": mark("Land"),
    "county": mark("Landkreis"),
    "municipality": mark("Kommune"),
    "foundation": mark("Stiftung"),
    "donation": mark("Spenden"),
    "other": mark("Sonstige"),
}
FUND_KINDS = {
    "action_fund": mark("Aktionsfonds"),
    "youth_fund": mark("Jugendfonds"),
    "project_fund": mark("Projektmittel"),
}


def room(*, ceiling: Decimal, reserved: Decimal, committed: Decimal, wanted: Decimal) -> Problem | None:
    """None when `wanted` can still be reserved, else why not.

    Source: budget law, no obligation beyond the money there is (BHO/LHO §§ 34, 38).
    """
    free = ceiling - reserved - committed
    if wanted <= 0:
        return Problem("amount", mark("Der Betrag muss größer als 0 sein."))
    if wanted > free:
        return Problem(
            "fund_exhausted",
            mark("Im Fonds sind nur noch {free} frei, gebraucht werden {wanted}."),
            {"free": format_eur(free), "wanted": format_eur(wanted)},
        )
    return None


def payer_problem(proposed_by: str, confirmed_by: str, by: str) -> Problem | None:
    """None when this person may confirm the account that the town pays from, else why not.

    Source: four eyes over every payment (VV Nr. 10.1 zu § 70 BHO/LHO): who names an account does not release it alone.
    """
    if not proposed_by or confirmed_by:
        return Problem("nothing_waits", mark("Hier wartet kein Konto auf Bestätigung."))
    if proposed_by == by:
        return Problem("own_account", mark("Das Konto bestätigt eine andere Person, als es eingetragen hat."))
    return None


def ceiling_change(*, ceiling: Decimal, bound: Decimal, change: Decimal) -> Problem | None:
    """None when the ceiling may change by this sum, else why not: what is bound stays covered."""
    if change == 0:
        return Problem("amount", mark("Der Betrag darf nicht 0 sein."))
    if ceiling + change < bound:
        return Problem(
            "below_bound",
            mark("Der Fonds kann nicht unter {bound} sinken, so viel ist schon vorgemerkt oder bewilligt."),
            {"bound": format_eur(bound)},
        )
    return None
