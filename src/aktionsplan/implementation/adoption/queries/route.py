"""The drawing of the plan's way: a rail for each municipality, a stop for each sitting (look, 16)."""

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from aktionsplan.implementation.adoption import rules
from aktionsplan.implementation.adoption.models import Station
from aktionsplan.implementation.adoption.queries.way import Way, look_of
from aktionsplan.partnership.models import Municipality
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import cut

MOST_RAILS, MOST_STOPS, MOST_COMMON = 3, 5, 2
"""A drawing with more is not read any more; the lists say the same."""
FIRST_Y, RAIL_Y, FORK_X, LAST_X, END_X, MOST_LETTERS, MOST_WORD = 96, 118, 182, 870, 1020, 22, 12


@dataclass(frozen=True)
class Stop:
    """A sitting in the drawing: its place, how it looks, and three lines of words beginning at `text_y`."""

    x: int
    y: int
    look: str
    title: str
    day: Value
    second: str
    text_y: int


@dataclass(frozen=True)
class Route:
    """The drawing: rails (path, dashed or not), names of the municipalities, stops, and where the rails meet."""

    height: int
    rails: list[tuple[str, bool]]
    names: list[tuple[str, int]]
    stops: list[Stop]
    goal_y: int


def _second(row: Station, way: Way) -> str:
    """The third line of a stop: the result, or that it is missing, or when the sitting is."""
    if not row.result:
        days = (row.day - way.today).days
        if days < 0:
            return gettext("Ergebnis fehlt")
        return gettext("heute") if days == 0 else ngettext("noch {n} Tag", "noch {n} Tage", days).format(n=days)
    word = gettext(rules.result_word(row.plan_body.kind, row.result))
    if row.result in rules.DECISIONS and row.yes is not None and row.no is not None and len(word) <= MOST_WORD:
        return gettext("{word}, {yes} zu {no}").format(word=word, yes=row.yes, no=row.no)
    return cut(word, MOST_LETTERS)


def _stop(row: Station, place: tuple[int, int], way: Way, town: Municipality | None, above: bool) -> Stop:
    x, y = place
    name = row.plan_body.name.replace(town.name, "").strip() if town else row.plan_body.name
    title, text_y = cut(name or row.plan_body.name, MOST_LETTERS), y - 62 if above else y + 34
    return Stop(x, y, look_of(row, way.today), title, row.day, _second(row, way), text_y)


def _middle(rails: int) -> int:
    return FIRST_Y + (rails - 1) * RAIL_Y // 2


def route(way: Way) -> Route | None:
    """The drawing; None without a station, or where there are too many to be read."""
    groups = way.groups()
    common = next((rows for town, rows, _done in groups if town is None), [])
    rails = [(town, rows) for town, rows, _done in groups if town is not None]
    if not rails or len(rails) > MOST_RAILS or len(common) > MOST_COMMON:
        return None
    if any(len(rows) > MOST_STOPS for _town, rows in rails):
        return None
    middle, start = _middle(len(rails)), 72 + 150 * max(0, len(common) - 1)
    stops = [_stop(row, (72 + 150 * number, middle), way, None, above=False) for number, row in enumerate(common)]
    paths = [(f"M72 {middle}H{start + 40}", False)] if common else []
    names = []
    for number, (town, rows) in enumerate(rails):
        y = FIRST_Y + number * RAIL_Y
        above = len(rails) > 1 and number == 0
        names.append((town.name, y - 18 if above else y + 32))
        made, drawn = _rail(way, town, rows, (start + 40, middle, y, above))
        stops += made
        paths += drawn
    return Route(FIRST_Y + (len(rails) - 1) * RAIL_Y + 94, paths, names, stops, middle)


def _rail(
    way: Way, town: Municipality, rows: list[Station], place: tuple[int, int, int, bool]
) -> tuple[list[Stop], list[tuple[str, bool]]]:
    """The stops of one municipality and the pieces of its rail; dashed from the last result on."""
    fork, middle, y, above = place
    first = fork + 150
    step = (LAST_X - first) // len(rows)
    xs = [first + step * (number + 1) for number in range(len(rows))]
    stops = [_stop(row, (x, y), way, town, above) for row, x in zip(rows, xs, strict=True)]
    bend = f"M{fork} {middle}c40 0 30 {y - middle} 70 {y - middle}"
    paths, here = [], fork + 70
    for row, x in zip(rows, xs, strict=True):
        open_here = row.state != "decided"
        paths.append((f"{bend if here == fork + 70 else f'M{here} {y}'}H{x}", open_here))
        here = x
    holds = way.standing.adopted is not None
    paths.append((f"M{here} {y}c90 0 60 {middle - y} {END_X - here} {middle - y}", not holds))
    return stops, paths
