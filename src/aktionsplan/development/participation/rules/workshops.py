"""Ways of deciding in a workshop: dots on walls, and points of resistance; computed from the sheets that are kept.

Source: programme.md 12 (S1.4: votes in workshops, reproducible); issue "Stage 1", C. Resistance points as in systemic consensing:
the proposal that meets the least resistance wins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aktionsplan.shared.words import Problem, mark

METHODS = {"dots": mark("Punkte kleben"), "resistance": mark("Widerstand von 0 bis 10")}
NO_CHANGE = mark("alles bleibt, wie es ist")
"""Always among the proposals of a vote by resistance: what meets more resistance than this should not be done."""
MOST_RESISTANCE = 10
MOST_DOTS = 20
MOST_PROPOSALS = 40


@dataclass(frozen=True)
class Sheet:
    """One wall or sheet: how many people it stands for, and the points of each proposal in the order of the vote."""

    name: str
    people: int
    points: tuple[int, ...]


@dataclass(frozen=True)
class Standing:
    """A proposal with its sum and its place; equal sums share a place."""

    proposal: str
    points: int
    place: int


def sheet_problem(method: str, proposals: int, sheet: Sheet) -> Problem | None:
    """None when every proposal has points, none of them negative, and no resistance is above ten for each person."""
    if len(sheet.points) != proposals or any(points < 0 for points in sheet.points):
        return Problem("points", mark("Bitte zu jedem Vorschlag eine Zahl."), {}, "points")
    if sheet.people < 1:
        return Problem("people", mark("Ein Blatt steht für mindestens einen Menschen."), {}, "people")
    if method == "resistance" and any(points > MOST_RESISTANCE * sheet.people for points in sheet.points):
        text = mark("Je Mensch und Vorschlag höchstens {most}.")
        return Problem("resistance", text, {"most": MOST_RESISTANCE}, "points")
    return None


def sheets_problem(method: str, sheets: Sequence[Sheet], *, people: int, dots: int) -> Problem | None:
    """None when no more dots stick than everybody together has, and no sheets stand for more people than were there."""
    stuck, most = sum(sum(sheet.points) for sheet in sheets), people * dots
    if method == "dots" and stuck > most:
        text = mark("Das wären {stuck} Punkte. {people} Menschen mit je {dots} haben zusammen nur {most}.")
        return Problem("dots", text, {"stuck": stuck, "people": people, "dots": dots, "most": most}, "points")
    if method == "resistance" and sum(sheet.people for sheet in sheets) > people:
        text = mark("Das wären mehr Menschen, als da waren ({people}).")
        return Problem("people", text, {"people": people}, "people")
    return None


def standings(method: str, proposals: Sequence[str], sheets: Sequence[Sheet]) -> list[Standing]:
    """The proposals in their order: most dots first, or least resistance first; equal sums stay equal.

    Dots 21, 18, 18 give the places 1, 2, 2. Resistance 40, 12, 55 gives the second the first place.
    """
    sums = [sum(sheet.points[number] for sheet in sheets) for number in range(len(proposals))]
    best_first = sorted(set(sums), reverse=method == "dots")
    places: Mapping[int, int] = {
        points: 1 + sum((other > points) if method == "dots" else (other < points) for other in sums)
        for points in best_first
    }
    order = sorted(range(len(proposals)), key=lambda number: (places[sums[number]], number))
    return [Standing(proposals[number], sums[number], places[sums[number]]) for number in order]
