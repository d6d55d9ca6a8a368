"""Two people save the same thing: the second one is shown what the first has stored."""

import hashlib
from collections.abc import Mapping

from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import Conflict, Problem, mark

CHANGED = Problem("conflict", mark("Jemand anders hat diese Seite inzwischen geändert."))
UNSEEN = "-"
"""The mark of a page that came without one: it equals no stored values."""


def _told(value: Value) -> str:
    """A value as text, the same for what is stored and for what a form gives; several in any order."""
    if isinstance(value, list | tuple | set | frozenset):
        return repr(sorted(str(one) for one in value))
    return "" if value is None else str(value).replace("\r\n", "\n")


def mark_of(value: Value) -> str:
    """A short mark of one value."""
    return hashlib.sha256(_told(value).encode()).hexdigest()[:8]


def seal(values: Mapping[str, Value]) -> str:
    """A mark of what a page was made from, value by value; equal values give equal marks."""
    return ".".join(f"{name}={mark_of(value)}" for name, value in sorted(values.items()))


def marks(seen: str) -> dict[str, str]:
    """The mark of each value, from what `seal` gave; nothing for anything else."""
    return dict(part.split("=", 1) for part in seen.split(".") if part.count("=") == 1)


def unchanged(seen: str, values: Mapping[str, Value]) -> None:
    """Raises Conflict with the stored values when they are others than those the page was made from.

    Called inside the deed, when the thing is locked. Paper and import have no page (""): there is nothing to compare.
    """
    if seen and seen != seal(values):
        raise Conflict(CHANGED, values)
