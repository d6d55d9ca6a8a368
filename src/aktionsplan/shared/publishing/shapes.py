"""Publications keep the shape they were frozen in; they are read in today's, through one door.

An app whose public fields change adds to `UPGRADES` in its module `publications` a function for the kind: it takes the data
of one shape and gives those of the next. The first shape is 1; a kind without functions has only that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from aktionsplan.shared.kinds import Json
from aktionsplan.shared.registration import modules


@dataclass(frozen=True)
class First:
    """Kinds of publications that must be shown before anything else, and the page where they are entered."""

    kinds: frozenset[str]
    page: str


Upgrade = Callable[[Json], Json]


def upgrades(kind: str) -> tuple[Upgrade, ...]:
    """The functions of a kind, from its first shape on."""
    for module in modules("publications"):
        if kind in (known := getattr(module, "UPGRADES", {})):
            steps: tuple[Upgrade, ...] = known[kind]
            return steps
    return ()


def present_shape(kind: str) -> int:
    """The shape in which things of this kind are published now."""
    return 1 + len(upgrades(kind))


def in_present_shape(kind: str, shape: int, data: Json) -> Json:
    """What was frozen in this shape, as it would be frozen now."""
    for upgrade in upgrades(kind)[shape - 1 :]:
        data = upgrade(data)
    return data


def first() -> First:
    """What must be shown first: what the one module `publications` that knows it declares as `FIRST`."""
    declared: First = next(module.FIRST for module in modules("publications") if hasattr(module, "FIRST"))
    return declared
