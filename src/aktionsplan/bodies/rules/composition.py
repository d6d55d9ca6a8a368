"""Who votes for a seat, and whether the body is made up as its rules want. Integers only, each rule with its source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aktionsplan.shared.words import Problem, mark

IN_A_ROW = 3
"""Unexcused absences in a row that propose a procedure to fill the seat: committee.md C4."""


@dataclass(frozen=True)
class Person:
    """Somebody on a seat at one moment: here or not, recused for the item or not, for a reason of their own or of the sender."""

    here: bool
    recused: bool = False
    personal: bool = True


def voter(member: Person | None, deputy: Person | None) -> str:
    """Who votes for the seat: `member`, `deputy` or nobody (an empty string).

    C2: the member if seated, else the deputy, if the member is absent or personally recused. B4: lies the reason of either
    in the sending organisation (`personal` false), the seat is void for the item whoever sits on it. Source: committee.md
    C2, B4.
    """
    out = member is not None and member.recused
    if any(person is not None and person.recused and not person.personal for person in (member, deputy)):
        return ""
    if member is not None and member.here and not out:
        return "member"
    if deputy is not None and deputy.here and not deputy.recused:
        return "deputy"
    return ""


def standing(member: Person | None, deputy: Person | None) -> str:
    """How the seat stands at an item: one word of `rules.ATTENDANCE`.

    A recused member keeps the seat recused, whether there or not, unless the deputy may sit (B4); a deputy whose reason
    lies in the sending organisation takes the seat's vote away, even from a member who sits. Without any holder the seat
    is vacant. Source: committee.md C2, B3, B4.
    """
    if member is None and deputy is None:
        return "vacant"
    out = member is not None and member.recused
    capacity = voter(member, deputy)
    if capacity == "deputy":
        return "deputy_for_recused" if out else "deputy"
    if capacity or out:
        return capacity or "recused"
    if deputy is not None and deputy.recused and (deputy.here or (not deputy.personal and member and member.here)):
        return "deputy_recused"
    return "absent"


def cap_problem(votes: Mapping[str, int], *, cap_percent: int, total: int = 0) -> Problem | None:
    """None when no group holds more than the cap of the votes present for an item, else which one does.

    `total` is their number where `votes` names only some of them.

    5 of 11 keeps a cap of 49 per cent, 5 of 10 breaks it: a recusal on the other side matters. Source: committee.md C5.
    """
    total = total or sum(votes.values())
    for group, count in sorted(votes.items()):
        if 100 * count > cap_percent * total:
            return Problem(
                "cap",
                mark("{group} hat {count} von {total} Stimmen, erlaubt sind höchstens {cap} %."),
                {"group": group, "count": count, "total": total, "cap": cap_percent},
            )
    return None


def majority_problem(before: Iterable[str], after: Iterable[str]) -> Problem | None:
    """None unless a change takes the majority of the votes from civil society, or leaves it without one; sides as words.

    Source: committee.md C5; [BZ-BGA], [HATT]. Whether this warns or blocks is a setting.
    """
    old_sides, now = list(before), list(after)
    if 2 * now.count("civil") > len(now):
        return None
    had = 2 * old_sides.count("civil") > len(old_sides)
    return Problem(
        "civil_majority",
        mark("Die Zivilgesellschaft hätte nur {civil} von {votes} Stimmen und damit keine Mehrheit."),
        {"civil": now.count("civil"), "votes": len(now), "lost": int(had)},
    )


def size_problem(votes: int, *, most: int) -> Problem | None:
    """None unless the body would have more seats with a vote than its rules allow (`most` 0 sets no limit)."""
    if most and votes > most:
        return Problem(
            "most_seats",
            mark("Die Geschäftsordnung erlaubt höchstens {most} Sitze mit Stimme, das wären {votes}."),
            {"most": most, "votes": votes},
        )
    return None


def absent_too_often(meetings: Sequence[str]) -> bool:
    """Whether a seat's last meetings propose to fill it anew: three `unexcused` in a row, newest last.

    Source: committee.md C4; people decide, this only proposes.
    """
    last = meetings[-IN_A_ROW:]
    return len(last) == IN_A_ROW and all(meeting == "unexcused" for meeting in last)


def counted_seats(filled: int, vacant: int, *, vacant_count: bool) -> int:
    """How many seats the quorum is reckoned from; vacant ones by setting, in general not. Source: committee.md C2."""
    return filled + vacant if vacant_count else filled
