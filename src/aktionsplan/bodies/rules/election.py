"""Elections inside a body: one post, or several equal posts. Integers only. Source: VwVfG § 92."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cmp_to_key

from aktionsplan.shared.words import mark

SENTENCES = {
    "elected": mark("Gewählt: {elected}. Das sind die meisten Stimmen."),
    "lot": mark("Gleich viele Stimmen für {tied}: Das Los entscheidet, das die Leitung der Wahl zieht."),
    "drawn": mark("Gleich viele Stimmen; das Los fiel auf {drawn}. Gewählt: {elected}."),
    "shared": mark("Gewählt: {elected}. Die Posten sind nach den Höchstzahlen verteilt (d'Hondt)."),
    "shared_lot": mark(
        "Der letzte Posten steht zwischen {tied}: Das Los entscheidet, das die Leitung der Wahl zieht."
    ),
    "persons": mark("Gewählt: {elected}. Das sind die meisten Stimmen, eine Person je Posten."),
    "persons_lot": mark(
        "Bei den letzten Posten gleich viele Stimmen für {tied}: Das Los entscheidet, das die Leitung der Wahl zieht."
    ),
    "nobody": mark("Niemand hat eine Stimme bekommen."),
    "only": mark("Gewählt: {elected}. Es sind mehr Stimmen dafür als dagegen."),
    "not_wanted": mark("Nicht gewählt: Es sind nicht mehr Stimmen dafür als dagegen."),
}


@dataclass(frozen=True)
class Election:
    """How many posts each got, between whom a lot has to be drawn for the last one, and the ground for the sentence."""

    posts: Mapping[str, int]
    tied: tuple[str, ...]
    ground: str
    drawn: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The German sentence that says it; filled from `params`."""
        return SENTENCES[self.ground]

    @property
    def params(self) -> dict[str, str]:
        """What the sentence names."""
        won = [name if n == 1 else f"{name} ({n})" for name, n in self.posts.items() if n]
        return {"elected": ", ".join(won), "tied": ", ".join(self.tied), "drawn": ", ".join(self.drawn)}


def one_post(votes: Mapping[str, int]) -> Election:
    """Elected is who has the most votes of those cast; with equal votes the lot. Source: VwVfG § 92 Abs. 2.

    ValueError for a negative count.
    """
    if any(count < 0 for count in votes.values()):
        raise ValueError("counts are never negative")
    most = max(votes.values(), default=0)
    if most == 0:
        return Election({}, (), "nobody")
    best = tuple(sorted(name for name, count in votes.items() if count == most))
    return Election({best[0]: 1}, (), "elected") if len(best) == 1 else Election({}, best, "lot")


def takes_no(*, posts: int, names: int) -> bool:
    """Whether a ballot can say no: only where a single name stands for a single post. Source: ADR 0010."""
    return posts == 1 and names == 1


def one_name(name: str, *, votes: int, no: int) -> Election:
    """A single name for a single post is elected with more ballots for it than against it; equal numbers refuse.

    3 for and 2 against elect, 2 and 2 do not. Source: committee.md M1 and M4, since VwVfG § 92 Abs. 2 says nothing of a
    single name (ADR 0010). ValueError for a negative count.
    """
    if votes < 0 or no < 0:
        raise ValueError("counts are never negative")
    if votes > no:
        return Election({name: 1}, (), "only")
    return Election({}, (), "not_wanted" if no else "nobody")


def _higher(left: tuple[str, int, int], right: tuple[str, int, int]) -> int:
    """Compares two quotients votes/divisor without dividing: negative when the left one is higher."""
    return right[1] * left[2] - left[1] * right[2]


def equal_posts(votes: Mapping[str, int], *, posts: int) -> Election:
    """Several equal posts by the highest quotients (d'Hondt); for the last post equal quotients draw a lot.

    100, 80 and 30 votes for 8 posts give 4, 3 and 1. Source: VwVfG § 92 Abs. 3. ValueError for a negative count or
    fewer than one post.
    """
    if posts < 1 or any(count < 0 for count in votes.values()):
        raise ValueError("counts are never negative")
    quotients = [(name, count, divisor) for name, count in votes.items() if count for divisor in range(1, posts + 1)]
    if not quotients:
        return Election({}, (), "nobody")
    quotients.sort(key=cmp_to_key(_higher))
    last = quotients[posts - 1]
    safe = [row for row in quotients if _higher(row, last) < 0]
    level = [row for row in quotients if _higher(row, last) == 0]
    if len(safe) + len(level) == posts:
        safe, level = safe + level, []
    given = {name: sum(row[0] == name for row in safe) for name in votes}
    return Election(given, tuple(sorted(row[0] for row in level)), "shared_lot" if level else "shared")


def most_votes(votes: Mapping[str, int], *, posts: int) -> Election:
    """Several equal posts for persons, one each: the highest numbers win; equal numbers for the last posts draw a lot.

    Only where everybody agreed to leave d'Hondt. 5, 4, 4 and 1 votes for 2 posts: one is elected, a lot for the second.
    Source: VwVfG § 92 Abs. 3. ValueError for a negative count or fewer than one post.
    """
    if posts < 1 or any(count < 0 for count in votes.values()):
        raise ValueError("counts are never negative")
    ranked = sorted((count for count in votes.values() if count), reverse=True)
    if not ranked:
        return Election({}, (), "nobody")
    last = ranked[min(posts, len(ranked)) - 1]
    safe = [name for name, count in votes.items() if count > last]
    level = [name for name, count in votes.items() if count == last]
    if len(safe) + len(level) <= posts:
        return Election(dict.fromkeys(safe + level, 1), (), "persons")
    return Election(dict.fromkeys(safe, 1), tuple(sorted(level)), "persons_lot")


def after_lot(election: Election, drawn: tuple[str, ...], *, posts: int) -> Election:
    """The election with the lot's answer: as many names as posts were open, each from those between whom it was drawn.

    ValueError for a name that was not in the lot, one drawn twice, or another number of names.
    """
    missing = posts - sum(election.posts.values())
    if len(drawn) != missing or len(set(drawn)) != missing or not set(drawn) <= set(election.tied):
        raise ValueError("not what the lot was drawn for")
    names = {*election.posts, *drawn}
    given = {name: election.posts.get(name, 0) + drawn.count(name) for name in sorted(names)}
    return Election(given, (), "drawn", tuple(sorted(drawn)))
