"""Two people save the same thing: the second one is shown what the first has stored."""

import hashlib
from collections.abc import Mapping
from typing import Any

from aktionsplan.shared.words import Conflict, Problem, mark

CHANGED = Problem("conflict", mark("Jemand anders hat diese Seite inzwischen geändert."))


def seal(values: Mapping[str, Any]) -> str:
    """A short mark of what a form was made from; equal values give equal marks."""
    told = repr(sorted((name, str(value)) for name, value in values.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def unchanged(seen: str, values: Mapping[str, Any]) -> None:
    """Raises Conflict with the stored values when they are others than those the form was made from.

    Called inside the deed, when the thing is locked. Without a mark (paper, import) there is nothing to compare.
    """
    if seen and seen != seal(values):
        raise Conflict(CHANGED, values)
