"""A row of the table: the German words of an action, who may do it in which relation, and how it is asked."""

from dataclasses import dataclass, field

Needs = dict[str, frozenset[str]]
"""The relations to the thing that each role needs."""
ANY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """One action.

    `fresh` asks for a new confirmation with the second factor (sponsors: with the mail code). A row `of` another action
    is a part of it and asks that row. `within` is done by people only as a part of another deed, which has asked its own
    row. A row without roles that is neither is the program's own.
    """

    word: str
    roles: Needs = field(default_factory=dict)
    fresh: bool = False
    of: str = ""
    within: bool = False


def to(*roles: str, relations: frozenset[str] = ANY) -> Needs:
    """Every role with the same relations."""
    return dict.fromkeys(roles, relations)


def row(
    word: str, *roles: str, relations: frozenset[str] = ANY, also: Needs | None = None, fresh: bool = False
) -> Row:
    """An action of these roles; `also` names roles that need other relations."""
    return Row(word, to(*roles, relations=relations) | (also or {}), fresh)


def part(word: str, of: str) -> Row:
    """A deed that is a part of another action."""
    return Row(word, of=of)


def within(word: str) -> Row:
    """A deed that people do only inside another one."""
    return Row(word, within=True)


def installation(word: str) -> Row:
    """A deed of jobs and commands."""
    return Row(word)
