"""What there is, judged, and what is missing: offers, gaps, needs, and when the analysis may be closed.

Source: programme.md 3.2 and 12 (rows S1.2, S1.3); issue of stage 1, part B.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from aktionsplan.shared.periods import add_months
from aktionsplan.shared.words import Phrase, Problem, mark

OFFER_KINDS = {
    "offer": mark("Angebot"),
    "actor": mark("Akteur"),
    "network": mark("Netzwerk"),
    "concept": mark("Konzept"),
    "decision": mark("Ratsbeschluss"),
    "place": mark("Ort, der genutzt werden kann"),
    "money": mark("Geld"),
}
VERDICTS = {
    "works": mark("wirkt"),
    "partly": mark("wirkt teilweise"),
    "not": mark("wirkt nicht"),
    "unknown": mark("unbekannt"),
}
"""The professional assessment. "unbekannt" is one too, with its reason; an offer without any is not assessed yet."""
PRIORITIES = {"high": mark("hoch"), "middle": mark("mittel"), "low": mark("niedrig")}
SOON_MONTHS = 12
"""An offer that ends within a year gets a mark in its cell."""
Place = tuple[str, str]
"""Key of a theme and key of an area."""


@dataclass(frozen=True)
class Offered:
    """An offer as the matrix counts it: once, in its main theme and place."""

    theme: str
    area: str
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    verdict: str = ""
    funded_until: dt.date | None = None

    def runs(self, today: dt.date) -> bool:
        """Whether it runs on that day; the last day still counts."""
        begun = self.begins_on is None or self.begins_on <= today
        return begun and (self.ends_on is None or self.ends_on >= today)

    def ends_soon(self, today: dt.date) -> bool:
        """Whether it runs, and it or its money ends within a year."""
        last = add_months(today, SOON_MONTHS)
        ends = [day for day in (self.ends_on, self.funded_until) if day is not None]
        return self.runs(today) and any(today <= day <= last for day in ends)

    def is_unfunded(self, today: dt.date) -> bool:
        """Whether it runs although its money has ended."""
        return self.runs(today) and self.funded_until is not None and self.funded_until < today


@dataclass(frozen=True)
class MatrixCell:
    """What there is of one theme in one place: running offers by verdict ("" for none), how many end soon or have money
    that does, and the gap."""

    verdicts: Mapping[str, int] = field(default_factory=dict)
    soon: int = 0
    gap: bool = False

    @property
    def count(self) -> int:
        """How many offers run."""
        return sum(self.verdicts.values())

    @property
    def look(self) -> str:
        """How the cell is drawn: gap, quiet (nothing runs, and nobody misses it), or nothing special."""
        return "gap" if self.gap else "" if self.count else "quiet"


def matrix(offers: Iterable[Offered], named: Collection[Place], today: dt.date) -> dict[Place, MatrixCell]:
    """The cells in which something runs, or which a finding names.

    A gap is a theme and a district that a finding names, without a running offer. An offer that does not work or ends soon
    is none, only a mark. A finding for the whole area names no district and makes no gap.
    """
    verdicts: dict[Place, dict[str, int]] = {}
    soon: dict[Place, int] = {}
    for offer in offers:
        if not offer.runs(today):
            continue
        place = offer.theme, offer.area
        counts = verdicts.setdefault(place, {})
        counts[offer.verdict] = counts.get(offer.verdict, 0) + 1
        soon[place] = soon.get(place, 0) + offer.ends_soon(today)
    wanted = {place for place in named if place[1]}
    return {
        place: MatrixCell(verdicts.get(place, {}), soon.get(place, 0), place in wanted and place not in verdicts)
        for place in {*verdicts, *wanted}
    }


def groups_of(text: str) -> list[str]:
    """The target groups that an offer names, each once: what stands between commas, semicolons or lines."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        if word := part.strip(" ."):
            found.setdefault(word.casefold(), word)
    return list(found.values())


STRENGTHS, WEAKNESSES, CHANCES, RISKS = "strengths", "weaknesses", "chances", "risks"


def swot_fields(kind: str, offer: Offered, today: dt.date) -> list[tuple[str, str]]:
    """In which of the four fields a running entry of the inventory stands, each with the reason in words.

    What works and every network is a strength, what does not work a weakness, what one can build on a chance, and what ends
    within a year a risk. Source: issue of stage 1, part B ("SWOT as another view of the same records").
    """
    found = []
    if kind == "network":
        found.append((STRENGTHS, mark("Netzwerk")))
    elif kind == "offer" and offer.verdict == "works":
        found.append((STRENGTHS, mark("wirkt")))
    elif kind == "offer" and offer.verdict == "not":
        found.append((WEAKNESSES, mark("wirkt nicht")))
    elif kind != "offer":
        found.append((CHANCES, OFFER_KINDS[kind]))
    if offer.ends_soon(today):
        found.append((RISKS, mark("Angebot oder Geld endet innerhalb eines Jahres")))
    if offer.is_unfunded(today):
        found.append((RISKS, mark("das Geld ist ausgelaufen")))
    return found


def gaps(cells: Mapping[Place, MatrixCell]) -> list[Place]:
    """The places that are gaps, in order."""
    return sorted(place for place, cell in cells.items() if cell.gap)


def must_be_assessed(begins_on: dt.date | None, ends_on: dt.date | None, today: dt.date, years: int) -> bool:
    """Whether an offer runs, or ended in the last `years` years; one that has not begun yet is left out."""
    if begins_on is not None and begins_on > today:
        return False
    return ends_on is None or ends_on >= add_months(today, -12 * years)


@dataclass(frozen=True)
class Missing:
    """What hinders the closing: which kind of thing, its key, its name, and what is missing of it."""

    kind: str
    key: str
    title: str
    what: Phrase


@dataclass(frozen=True)
class NeedFacts:
    """A need as the closing asks about it."""

    key: str
    title: str
    links: int
    priority: str
    reason: str


def closing_problems(
    *,
    offers: Iterable[tuple[str, str, bool]],
    findings: Iterable[tuple[str, str, bool]],
    open_gaps: Iterable[tuple[str, str, bool]],
    needs: Iterable[NeedFacts],
) -> list[Missing]:
    """Everything that hinders the closing.

    Offers that must be assessed come as (key, title, assessed); findings and gaps as (key, title, followed), where followed
    means that a need follows from it or that it is left open with a reason.
    """
    missing = [
        Missing("offer", key, title, Phrase(mark("nicht eingeschätzt"))) for key, title, done in offers if not done
    ]
    unfollowed = Phrase(mark("führt zu keinem Bedarf und ist nicht bewusst offen gelassen"))
    missing += [Missing("finding", key, title, unfollowed) for key, title, done in findings if not done]
    missing += [Missing("gap", key, title, unfollowed) for key, title, done in open_gaps if not done]
    for need in needs:
        if not need.links:
            missing.append(
                Missing("need", need.key, need.title, Phrase(mark("folgt aus keinem Befund und keiner Lücke")))
            )
        if not need.priority:
            missing.append(Missing("need", need.key, need.title, Phrase(mark("hat keine Priorität"))))
        if not need.reason.strip():
            missing.append(Missing("need", need.key, need.title, Phrase(mark("hat keinen Grund"))))
    return missing


def period_of_offer_problem(begins_on: dt.date | None, ends_on: dt.date | None) -> Problem | None:
    """None for an offer that ends not before it begins."""
    if begins_on and ends_on and ends_on < begins_on:
        return Problem("period", mark("Das Ende liegt vor dem Anfang."), {}, "ends_on")
    return None
