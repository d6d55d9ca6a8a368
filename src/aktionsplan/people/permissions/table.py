"""The table put together from its stages, and the one question asked of it."""

from collections.abc import Collection

from aktionsplan.people.permissions import development, house, implementation
from aktionsplan.people.permissions.relations import WORDS
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.shared.words import Problem, mark

TABLE: dict[str, dict[str, frozenset[str]]] = {**house.ROWS, **development.ROWS, **implementation.ROWS}
FRESH: frozenset[str] = house.FRESH | development.FRESH | implementation.FRESH
"""Actions that need a fresh confirmation with the second factor (sponsors: with the mail code)."""


ASKS: dict[str, str] = {
    **development.ASKS,
    "applications.save_line": "applications.edit",
    "applications.delete_line": "applications.edit",
    "applications.attach": "applications.edit",
    "applications.detach": "applications.edit",
    "grants.redraft_notice": "grants.draft_notice",
    "network.attach_proof": "network.change_own",
}
"""Deeds that are a part of another action and ask its row."""
WITHIN = frozenset(
    {
        "partnership.reserve",
        "partnership.commit",
        "partnership.free",
        "grants.show_money",
        "bodies.drop_item",
        "people.begin_body_role",
        "people.end_body_role",
        "people.become_sponsor",
        "people.expect_account",
        "retention.delete",
        "applications.end_without_notice",
    }
)
"""Deeds that a person does only as a part of another deed, which has asked its own row."""


def allowed_roles(action: str) -> frozenset[str]:
    """The roles that may ever do this; KeyError for an action that is not in the table."""
    return frozenset(TABLE[action])


def may(action: str, roles: Collection[str], relations: Collection[str] | None = None) -> Problem | None:
    """None when one of the roles may do this with these relations to the thing, else the reason.

    With `relations=None` only the roles are asked (a list or a menu). KeyError for an unknown action.
    """
    row = TABLE[action]
    missing: frozenset[str] = frozenset()
    held = [role for role in row if role in roles]
    if not held:
        names = tuple(NAMES[role] for role in row)
        return Problem("role", mark("Das ist Aufgabe von: {roles}."), {"roles": names})
    if relations is None:
        return None
    for role in held:
        missing = row[role] - frozenset(relations)
        if not missing:
            return None
    return Problem("relation", WORDS[min(missing)])
