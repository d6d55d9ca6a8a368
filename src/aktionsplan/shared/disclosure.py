"""Small numbers in public tables: which cells are hidden, so that none of them can be computed from what is shown.

One pure function for incidents, surveys, reports and open data. Two parameters: `least`, the smallest number that is shown
(0 is shown too), and `distance`, how far apart the lowest and the highest value of a hidden cell must stay for somebody who
knows every number that is shown and this rule. Nothing is rounded or changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table of parts within groups as the public may see it; None stands for a hidden number.

    `parts` holds a number for each (group, part); `groups` the sums of the groups, or None when the grouping is left out;
    `total` the sum of all.
    """

    parts: dict[tuple[str, str], int | None]
    groups: dict[str, int] | None
    total: int | None

    @property
    def hides(self) -> bool:
        """Whether any number is hidden."""
        return self.total is None or self.groups is None or None in self.parts.values()


def disclose(counts: Mapping[str, Mapping[str, int]], *, least: int, distance: int) -> Table:
    """What of the counts (parts by group, as districts by town) may be shown.

    A group with a number from 1 to `least` - 1 shows its sum and its zeros, and hides every other part: which part is hidden
    then tells nothing about its number (record 15). Each hidden number may be `distance` higher or lower for somebody who
    knows this rule. Where a group has not enough for that, or is small itself, the sums of the groups are left out and the
    rule holds over all groups together; where that is not enough either, nothing is shown, not even a 0.

    Example (3, 3): one town with 4, 1, 5, 0 shows 10 and the 0; each of the three hidden numbers may be 1 to 8.
    ValueError for a negative count or parameters below 1.
    """
    if min(least, distance) < 1 or any(count < 0 for parts in counts.values() for count in parts.values()):
        raise ValueError("counts are never negative, parameters at least 1")
    cells = {(group, part): count for group, parts in counts.items() for part, count in parts.items()}
    total = sum(cells.values())
    sums = {group: sum(parts.values()) for group, parts in counts.items()}
    chosen = [
        _hidden({cell: n for cell, n in cells.items() if cell[0] == group}, least, distance) for group in counts
    ]
    if None not in chosen and all(count == 0 or count >= least for count in sums.values()):
        hidden = frozenset().union(*(cells_of_group or frozenset() for cells_of_group in chosen))
        return Table(_without(cells, hidden), sums, total)
    pooled = _hidden(cells, least, distance)
    if pooled is not None:
        return Table(_without(cells, pooled), None, total)
    return Table(dict.fromkeys(cells), None, None)


def _without(
    cells: Mapping[tuple[str, str], int], hidden: frozenset[tuple[str, str]]
) -> dict[tuple[str, str], int | None]:
    return {cell: None if cell in hidden else count for cell, count in cells.items()}


def _hidden(cells: Mapping[tuple[str, str], int], least: int, distance: int) -> frozenset[tuple[str, str]] | None:
    """The cells to hide where the sum of all is known; None when even all together tell too much."""
    if all(count == 0 or count >= least for count in cells.values()):
        return frozenset()
    filled = frozenset(cell for cell, count in cells.items() if count)
    return filled if _apart(len(filled), sum(cells.values()), distance) else None


def _apart(count: int, total: int, distance: int) -> bool:
    """Whether each of `count` hidden numbers, at least 1 and `total` together, may be `distance` higher or lower: one alone
    is the sum itself; of several each lies between 1 and the sum less 1 for each other."""
    return count > 1 and total - count >= distance
