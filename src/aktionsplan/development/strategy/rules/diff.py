"""What changed between two versions of the plan: blocks matched by their key, then words inside."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from aktionsplan.shared.kinds import Json
from aktionsplan.shared.words import mark

NEW, CHANGED, GONE = "new", "changed", "gone"
SIGNS = {NEW: mark("neu"), CHANGED: mark("geändert"), GONE: mark("gestrichen")}
SAME, IN, OUT = "same", "in", "out"
WORD, SENTENCE = regex.compile(r"\s+|\w+|[^\w\s]"), regex.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")
MOST_PAIRS = 400_000
"""So many equal pairs are compared; a paragraph of 600 words has about as many."""
Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """One entry: what it is about (`number`, `title`), whether it is new, changed or gone, and both sides in parts.

    A part is (`same`, `in` or `out`, text); the old side has no `in`, the new side no `out`.
    """

    sign: str
    number: str
    title: str
    old: Parts
    new: Parts

    @property
    def word(self) -> str:
        """The sign in a word."""
        return SIGNS[self.sign]


@dataclass(frozen=True)
class MoneySum:
    """All planned euros of a year in both versions."""

    year: int
    old_eur: Decimal
    new_eur: Decimal

    @property
    def difference_eur(self) -> Decimal:
        """New minus old, 0 too."""
        return self.new_eur - self.old_eur


@dataclass(frozen=True)
class MoneyRow(MoneySum):
    """Planned euros of one goal in a year in both versions."""

    number: str
    title: str


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, the sums of each year whether they differ or not, and how much stayed the same."""

    goals: tuple[Change, ...]
    texts: tuple[Change, ...]
    money: tuple[MoneyRow, ...]
    sums: tuple[MoneySum, ...]
    same_texts: int
    same_goals: int


def _cost(before: list[str], after: list[str]) -> int:
    """How many pairs of equal pieces there are: what comparing them costs."""
    counts = Counter(after)
    return sum(counts[piece] for piece in before)


def words(old: str, new: str) -> tuple[Parts, Parts]:
    """Both texts in parts, compared word by word; joined they give the texts back.

    Long texts in which the same words come again and again are compared by sentences, and if that costs too much, not at all:
    then all of the old side is gone and all of the new side is new.
    """
    for pieces in (WORD, SENTENCE):
        before, after = pieces.findall(old), pieces.findall(new)
        if _cost(before, after) <= MOST_PAIRS:
            return _parted(before, after)
    return ((OUT, old),), ((IN, new),)


def _parted(before: list[str], after: list[str]) -> tuple[Parts, Parts]:
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        first, second = "".join(before[a:b]), "".join(after[c:d])
        if first:
            left.append((SAME if kind == "equal" else OUT, first))
        if second:
            right.append((SAME if kind == "equal" else IN, second))
    return tuple(left), tuple(right)


def _entry(number: str, title: str, old: str | None, new: str | None) -> Change | None:
    if old == new:
        return None
    if old is None:
        return Change(NEW, number, title, (), ((IN, new or ""),))
    if new is None:
        return Change(GONE, number, title, ((OUT, old),), ())
    return Change(CHANGED, number, title, *words(old, new))


def _told(rows: Sequence[Sequence[str]]) -> str:
    """A table as text, a row in a line."""
    return "\n".join(" · ".join(row) for row in rows)


def _blocks(content: Json) -> dict[str, tuple[str, str, str]]:
    """Every block by key: its number, the title of its chapter, its text (a live part as lines)."""
    return {
        block["key"]: (
            block["number"],
            chapter["title"],
            block["text"] if "table" not in block else _told(block["table"]["rows"]),
        )
        for chapter in content["chapters"]
        for block in chapter["blocks"]
        if block["kind"] not in ("goals", "money")
    }


def _goals(content: Json, *, wide: bool) -> dict[str, tuple[str, str, str]]:
    """The goals in words; `wide` with who is responsible and above which goal it stands."""
    return {goal["key"]: (goal["number"], goal["title"], _goal(goal, wide=wide)) for goal in content["goals"]}


def _goal(goal: Json, *, wide: bool) -> str:
    more = [f"zuständig: {goal['responsible']}"] if wide and goal["responsible"] else []
    more += [f"gehört zu: {goal['parent']}"] if wide and goal["parent"] else []
    return "; ".join([goal["said"], *more])


def _tells_more(content: Json) -> bool:
    """Whether a version keeps who is responsible for a goal; the first ones did not."""
    return all("responsible" in goal for goal in content["goals"])


def _changes(
    old: Mapping[str, tuple[str, str, str]], new: Mapping[str, tuple[str, str, str]]
) -> tuple[tuple[Change, ...], int]:
    """What differs, the new version's order first and what is gone at its end; and how many are the same."""
    found, same = [], 0
    for key, (number, title, text) in new.items():
        before = old.get(key)
        change = _entry(number, title, before[2] if before else None, text)
        same += change is None
        found += [change] if change else []
    for key, (number, title, text) in old.items():
        if key not in new:
            found.append(Change(GONE, number, title, ((OUT, text),), ()))
    return tuple(found), same


def _money(old: Json, new: Json) -> tuple[MoneyRow, ...]:
    """Every sum that differs, in the order of the new version."""
    sides: dict[tuple[str, int], list[Decimal]] = {}
    names: dict[str, tuple[str, str]] = {}
    for place, content in ((0, old), (1, new)):
        for row in content["money"]:
            sides.setdefault((row["key"], row["year"]), [Decimal("0.00"), Decimal("0.00")])[place] = Decimal(
                row["eur"]
            )
            names[row["key"]] = (row["number"], row["title"])
    rows = [
        MoneyRow(year, sums[0], sums[1], *names[key]) for (key, year), sums in sides.items() if sums[0] != sums[1]
    ]
    return tuple(sorted(rows, key=lambda row: (row.year, [int(part) for part in row.number.split(".")])))


def _sums(old: Json, new: Json) -> tuple[MoneySum, ...]:
    """All sums of each year that one of the versions plans for."""
    totals: dict[int, list[Decimal]] = {}
    for place, content in ((0, old), (1, new)):
        for row in content["money"]:
            totals.setdefault(row["year"], [Decimal("0.00"), Decimal("0.00")])[place] += Decimal(row["eur"])
    return tuple(MoneySum(year, *sums) for year, sums in sorted(totals.items()))


def compare(old: Json, new: Json) -> Comparison:
    """What is different in the newer version. Source: issue 15 E, look-analysis.md 13c."""
    texts, same_texts = _changes(_blocks(old), _blocks(new))
    wide = _tells_more(old) and _tells_more(new)
    goals, same_goals = _changes(_goals(old, wide=wide), _goals(new, wide=wide))
    return Comparison(goals, texts, _money(old, new), _sums(old, new), same_texts, same_goals)
