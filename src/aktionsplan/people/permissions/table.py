"""The table put together from its stages, and the one question asked of it."""

from collections.abc import Collection

from aktionsplan.people.permissions import development, house, implementation
from aktionsplan.people.permissions.relations import WORDS
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.people.permissions.rows import Row
from aktionsplan.shared.words import Problem, mark

TABLE: dict[str, Row] = {**house.ROWS, **development.ROWS, **implementation.ROWS}


def row_of(action: str) -> Row:
    """The row that is asked for this action: its own, or that of the action it is a part of. KeyError for none."""
    if action not in TABLE:
        raise KeyError(f"people/permissions has no row for {action}")
    row = TABLE[action]
    return TABLE[row.of] if row.of else row


def allowed_roles(action: str) -> frozenset[str]:
    """The roles that may ever do this; KeyError for an action that is not in the table."""
    return frozenset(row_of(action).roles)


def relations_of(action: str) -> frozenset[str]:
    """Every relation that some role needs for this; KeyError for an action that is not in the table."""
    return frozenset().union(*row_of(action).roles.values())


def relations_for(action: str, roles: Collection[str]) -> frozenset[str]:
    """Every relation that one of these roles needs for this."""
    return frozenset().union(*(needs for role, needs in row_of(action).roles.items() if role in roles))


def is_fresh(action: str) -> bool:
    """Whether the action needs a fresh confirmation."""
    return row_of(action).fresh


def may(action: str, roles: Collection[str], relations: Collection[str] | None = None) -> Problem | None:
    """None when one of the roles may do this with these relations to the thing, else the reason.

    With `relations=None` only the roles are asked (a list or a menu). KeyError for an unknown action.
    """
    needs = row_of(action).roles
    missing: frozenset[str] = frozenset()
    fitting_roles = [role for role in needs if role in roles]
    if not needs:
        return Problem("installation", mark("Das macht nur das Programm selbst."))
    if not fitting_roles:
        names = tuple(NAMES[role] for role in needs)
        return Problem("role", mark("Das ist Aufgabe von: {roles}."), {"roles": names})
    if relations is None:
        return None
    for role in fitting_roles:
        missing = needs[role] - frozenset(relations)
        if not missing:
            return None
    return Problem("relation", WORDS[min(missing)])
