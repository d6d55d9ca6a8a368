"""Money that is bound, and rule sets with the source of every value."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aktionsplan.partnership import procedure
from aktionsplan.partnership.setting import UNSOURCED, Setting
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.words import Problem, mark

RESERVED = frozenset({"en", "de", "konto", "demo", "static", "components", "lebt", "intern", "api"})
"""First parts of addresses that are no town."""
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
OFFICE_KINDS = {"lead_office": mark("Federführendes Amt"), "coordination_office": mark("Koordinierungsstelle")}
RULE_KINDS = {
    "grant_law": mark("Zuwendungsrecht"),
    "procedure": mark("Geschäftsordnung"),
    "application": mark("Antragsregeln"),
}


def slug_problem(slug: str) -> Problem | None:
    """None when the word can be a town's part of an address, else why not."""
    if slug in RESERVED or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 50:
        return Problem(
            "slug",
            mark("Die Adresse „{slug}“ geht nicht. Möglich sind a bis z, Ziffern und Bindestriche."),
            {"slug": slug},
        )
    return None


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


SETTINGS: dict[str, dict[str, Setting]] = {
    "grant_law": {
        "fiction_days": Setting(
            "days",
            0,
            mark("Tage bis zur Bekanntgabefiktion (Post); 0 = nach dem Gesetz des Landes"),
            "VwVfG § 41 Abs. 2",
        ),
        "fiction_shift": Setting("flag", False, mark("Bekanntgabe am Wochenende verschiebt sich"), UNSOURCED),
        "line_tolerance_percent": Setting(
            "percent", 20, mark("Überschreitung eines Einzelansatzes"), "ANBest-P Nr. 1.2"
        ),
        "prompt_use_days": Setting(
            "days", 42, mark("Tage für die alsbaldige Verwendung"), "ANBest-P Nr. 1.4", least=1
        ),
        "proof_days": Setting("days", 42, mark("Tage nach Projektende für den Verwendungsnachweis"), UNSOURCED),
        "keep_years": Setting("number", 5, mark("Jahre für das Aufbewahren der Belege"), "ANBest-P Nr. 6.5", least=5),
        "guideline": Setting(
            "text", "", mark("Eigene Förderrichtlinie, wie der Bescheid sie nennt, mit Datum"), UNSOURCED
        ),
        "federal_notice": Setting("text", "", mark("Zuwendungsbescheid des Bundes: Tag und Aktenzeichen"), UNSOURCED),
        "anbest_edition": Setting("text", "", mark("Herausgeber und Fassung der ANBest"), UNSOURCED),
        "bank_wait_days": Setting("days", 3, mark("Wartetage für neue Bankdaten"), UNSOURCED, least=1),
    },
    "procedure": procedure.SETTINGS,
    "application": {
        "own_share_percent": Setting(
            "percent", 10, mark("Eigene Mittel, Eintritt und andere Gelder mindestens (Prozent)"), UNSOURCED
        ),
        "fee_per_hour_eur": Setting("number", 72, mark("Honorar höchstens je Stunde (Euro)"), "[GOTHA]"),
        "fee_per_day_eur": Setting("number", 540, mark("Honorar höchstens je Tag (Euro)"), "[GOTHA]"),
    },
}

FEDERAL_ACT = ("BE", "BB", "NI", "RP", "SN", "ST")
"""Länder that refer to the federal act for administrative procedure."""
FICTION_CHANGED = dt.date(2025, 1, 1)


@dataclass(frozen=True)
class FictionDays:
    """Days until a posted notice counts as notified, and where that stands."""

    days: int
    source: str

    @property
    def sourced(self) -> bool:
        """Whether a source confirms the value for this Land."""
        return self.source != UNSOURCED


def fiction_days(land: str, posted: dt.date, *, own: int = 0) -> FictionDays:
    """Days of deemed notification by post for a Land and date of posting.

    Source: VwVfG § 41 Abs. 2 (federal: third day, since 1 January 2025 fourth day). Länder with an act of
    their own are carried with the same value and marked unsourced. A rule set may hold its own value (not 0),
    which a Land's source then has to justify.
    """
    if own:
        return FictionDays(own, UNSOURCED)
    days = 4 if posted >= FICTION_CHANGED else 3
    return FictionDays(days, "VwVfG § 41 Abs. 2" if land in FEDERAL_ACT else UNSOURCED)


MODEL_LAND, MODEL_SOURCE = "MV", "KV M-V"


def source_for(source: str, land: str) -> str:
    """The source as a Land's people should read it: another Land's municipal code is a model there, no law."""
    return f"Muster: {source}" if source.startswith(MODEL_SOURCE) and land != MODEL_LAND else source


def read(kind: str, values: Mapping[str, Any], land: str = MODEL_LAND) -> dict[str, Any]:
    """Every setting of the kind: the stored value, or its default. KeyError for an unknown name."""
    unknown = set(values) - set(SETTINGS[kind])
    if unknown:
        raise KeyError(f"unknown settings {sorted(unknown)}")
    defaults = {
        name: source_for(setting.default, land) if setting.kind == "text" else setting.default
        for name, setting in SETTINGS[kind].items()
    }
    return {**defaults, **values}


def problems(kind: str, values: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong with stored values."""
    found = []
    for name, value in values.items():
        setting = SETTINGS[kind].get(name)
        problem = (
            Problem("unknown_setting", mark("Die Regel „{name}“ gibt es nicht."), {"name": name})
            if setting is None
            else setting.problem(value)
        )
        if problem:
            found.append(problem)
    if values.get("quorum") == "fixed" and not values.get("quorum_fixed"):
        found.append(Problem("quorum_fixed", mark("Bitte tragen Sie die feste Zahl ein."), {}, "quorum_fixed"))
    return found
