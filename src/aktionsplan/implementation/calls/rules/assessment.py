"""How applications are rated: the catalogue, one rater's total, the mean of all, how far they are apart.

Source: money.md SL1 (0 to 5 per criterion, exact mean over raters who handed in and are not recused), committee.md S1 (a missing
score is missing, not 0), programme.md 4.6 (default catalogue), look-money 18a, 18b.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from aktionsplan.shared.words import Problem, mark

KNOCKOUT, SCORED = "knockout", "scored"
CRITERION_KINDS = {KNOCKOUT: mark("muss erfüllt sein"), SCORED: mark("wird bewertet, 0 bis 5")}
LEAST_POINTS, MOST_POINTS = 0, 5
MOST_WEIGHT, MOST_CRITERIA = 20, 30
FAR_APART = 2
"""More than so many points between the lowest and the highest total are "weit auseinander". Source: look-money 18b."""
CATALOGUE: tuple[tuple[str, str, str, int], ...] = (
    (KNOCKOUT, mark("Dient einem Ziel des Plans"), mark("Der Antrag nennt ein Ziel dieses Aufrufs."), 1),
    (KNOCKOUT, mark("Wer beantragt, darf beantragen"), mark("Verein oder Träger nach dem Aufruf."), 1),
    (KNOCKOUT, mark("Hat noch nicht begonnen"), mark("Kein Vertrag, keine Bestellung vor der Entscheidung."), 1),
    (KNOCKOUT, mark("Findet im Fördergebiet statt"), mark("In einer der Kommunen des Plans."), 1),
    (KNOCKOUT, mark("Kein Extremismus"), mark("Träger und Mitwirkende stehen zur Verfassung."), 1),
    (SCORED, mark("Beitrag zum Ziel"), mark("5, wenn das Projekt ein Jahresziel des Plans direkt voranbringt."), 3),
    (
        SCORED,
        mark("Der Bedarf ist belegt"),
        mark("5, wenn die Lage vor Ort mit Zahlen oder Beispielen gezeigt ist."),
        2,
    ),
    (
        SCORED,
        mark("Die Zielgruppe wird erreicht und plant mit"),
        mark("5, wenn Betroffene selbst mitplanen und es einen Weg zu ihnen gibt."),
        2,
    ),
    (SCORED, mark("Plan und Methode sind schlüssig"), mark("5, wenn klar ist, wer was wann tut."), 2),
    (SCORED, mark("Die Wirkung lässt sich prüfen"), mark("5, wenn Zielzahlen genannt und messbar sind."), 2),
    (SCORED, mark("Zusammenarbeit mit anderen"), mark("5, wenn andere verbindlich mitmachen."), 1),
    (
        SCORED,
        mark("Es bleibt etwas davon"),
        mark("5, wenn nach dem Projekt etwas weitergeht oder übertragbar ist."),
        1,
    ),
    (
        SCORED,
        mark("Alle können mitmachen"),
        mark("5, wenn Geschlecht, Vielfalt und Barrierefreiheit mitgedacht sind."),
        1,
    ),
    (SCORED, mark("Die Kosten passen zum Ergebnis"), mark("5, wenn jede Ausgabe nötig und sparsam ist."), 1),
    (SCORED, mark("Etwas Neues"), mark("5, wenn der Weg hier noch nicht versucht wurde."), 1),
)
"""The default catalogue. Source: programme.md 4.6 (our proposal, unsourced weights)."""


def weight_problem(weight: int | None) -> Problem | None:
    """None for a weight that counts: a whole number from 1; nothing counts nothing."""
    if weight is None or not 1 <= weight <= MOST_WEIGHT:
        text = mark("Das Gewicht ist eine ganze Zahl von 1 bis {most}.")
        return Problem("weight", text, {"most": MOST_WEIGHT}, "weight")
    return None


def missing_scores(weights: Mapping[str, int], scores: Mapping[str, int]) -> list[str]:
    """The criteria without a score, in their order."""
    return [key for key in weights if key not in scores]


def total(weights: Mapping[str, int], scores: Mapping[str, int]) -> Fraction | None:
    """One rater's weighted mean of the given criteria, exact, 0 to 5; None before the first score. SL1, look-money 18a."""
    given = [(weights[key], points) for key, points in scores.items() if key in weights]
    if not given:
        return None
    return Fraction(sum(weight * points for weight, points in given), sum(weight for weight, _points in given))


def mean(totals: Iterable[Fraction]) -> Fraction | None:
    """The mean over raters, each counting the same, exact; None without one. SL1."""
    every = list(totals)
    if not every:
        return None
    common = math.lcm(*(one.denominator for one in every))  # integers until the one fraction: ten times as fast
    return Fraction(sum(one.numerator * (common // one.denominator) for one in every), common * len(every))


@dataclass(frozen=True)
class Spread:
    """The lowest and the highest total of an application."""

    lowest: Fraction
    highest: Fraction

    @property
    def far_apart(self) -> bool:
        """Whether the raters see it very differently."""
        return self.highest - self.lowest > FAR_APART


def spread(totals: Collection[Fraction]) -> Spread | None:
    """The spread of the totals; None without one."""
    return Spread(min(totals), max(totals)) if totals else None


def rounded(value: Fraction, digits: int = 1) -> Decimal:
    """The figure as pages show it: half up, once."""
    scale = 10**digits
    whole = (Decimal((value * scale).numerator) / Decimal((value * scale).denominator)).to_integral_value(
        ROUND_HALF_UP
    )
    return (whole / Decimal(scale)).quantize(Decimal(1).scaleb(-digits))


def points_problem(points: int | None) -> Problem | None:
    """None for whole points from 0 to 5."""
    if points is not None and not LEAST_POINTS <= points <= MOST_POINTS:
        return Problem("points", mark("Die Punkte gehen von 0 bis 5."))
    return None


@dataclass(frozen=True)
class Sitter:
    """Somebody on a seat: who, whether kept out of the matter by a reason of the person, or of the whole seat (B4)."""

    key: str
    kept_out: bool = False
    voids_seat: bool = False


def rater(member: Sitter | None, deputy: Sitter | None, *, seat_is_applicant: bool = False) -> str:
    """Who rates for a seat: the member; the deputy where there is no member or the member is kept out for a personal reason;
    nobody (empty) where the reason lies in the organisation that sends the seat. Source: committee.md C2, B4, B5."""
    if seat_is_applicant or any(one.voids_seat for one in (member, deputy) if one):
        return ""
    return next((one.key for one in (member, deputy) if one and not one.kept_out), "")


def late_problem(until: dt.date | None, today: dt.date, allowed_until: dt.date | None) -> Problem | None:
    """None as long as ratings are taken: through the last day, or through the day that the chair allowed one seat."""
    last = max((day for day in (until, allowed_until) if day), default=None)
    if last is None or today <= last:
        return None
    return Problem("late", mark("Die Zeit zum Bewerten ist um. Der Vorsitz kann sie für Sie verlängern."))
