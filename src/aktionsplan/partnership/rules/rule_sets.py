"""Money that is bound, and rule sets with the source of every value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from aktionsplan.partnership.rules import procedure
from aktionsplan.partnership.rules.setting import UNSOURCED, Setting
from aktionsplan.shared.kinds import Json, Value
from aktionsplan.shared.words import Problem, mark

RULE_KINDS = {
    "grant_law": mark("Zuwendungsrecht"),
    "procedure": mark("Geschäftsordnung"),
    "application": mark("Antragsregeln"),
}


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
        "prompt_use_months": Setting(
            "number",
            0,
            mark("Kalendermonate für die alsbaldige Verwendung; 0 = die Tage gelten"),
            "ANBest-P Nr. 1.4 (Land)",
        ),
        "proof_days": Setting("days", 42, mark("Tage nach Projektende für den Verwendungsnachweis"), UNSOURCED),
        "keep_years": Setting("number", 5, mark("Jahre für das Aufbewahren der Belege"), "ANBest-P Nr. 6.5", least=5),
        "guideline": Setting(
            "text", "", mark("Eigene Förderrichtlinie, wie der Bescheid sie nennt, mit Datum"), UNSOURCED
        ),
        "federal_notice": Setting("text", "", mark("Zuwendungsbescheid des Bundes: Tag und Aktenzeichen"), UNSOURCED),
        "anbest_edition": Setting("text", "", mark("Herausgeber und Fassung der ANBest"), UNSOURCED),
        "reduction_threshold_eur": Setting(
            "number", 0, mark("Bis zu diesem Betrag wird die Zuwendung am Ende nicht gekürzt (Euro)"), UNSOURCED
        ),
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


def read(kind: str, values: Mapping[str, Value], land: str = MODEL_LAND) -> Json:
    """Every setting of the kind in today's shape: the stored value, or its default. KeyError for an unknown kind.

    A value that is stored under a name of an older shape is left out; `problems` refuses unknown names before they are
    adopted. What a thing froze is read with `frozen`.
    """
    defaults = {
        name: source_for(setting.default, land) if setting.kind == "text" else setting.default
        for name, setting in SETTINGS[kind].items()
    }
    return {name: values.get(name, default) for name, default in defaults.items()}


def frozen(kind: str, values: Mapping[str, Value]) -> Json:
    """The rules that a vote, a notice or a call was made under, whatever shape they were stored in.

    A number or choice that came later has its default, which is the practice before it could be set; a text that nobody
    set then stays empty, so that an old letter never names an edition of today.
    """
    return {
        name: values.get(name, "" if setting.kind == "text" else setting.default)
        for name, setting in SETTINGS[kind].items()
    }


def problems(kind: str, values: Mapping[str, Value]) -> list[Problem]:
    """Everything wrong with stored values."""
    faults = []
    for name, value in values.items():
        setting = SETTINGS[kind].get(name)
        problem = (
            Problem("unknown_setting", mark("Die Regel „{name}“ gibt es nicht."), {"name": name})
            if setting is None
            else setting.problem(value)
        )
        if problem:
            faults.append(problem)
    if values.get("quorum") == "fixed" and not values.get("quorum_fixed"):
        faults.append(Problem("quorum_fixed", mark("Bitte tragen Sie die feste Zahl ein."), {}, "quorum_fixed"))
    return faults
