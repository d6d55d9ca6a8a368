"""Whether a body may decide: invitation, presence, recusals, second call. Integers only, each rule with its source."""

from dataclasses import dataclass, replace

from aktionsplan.shared.words import mark

SENTENCES = {
    ("present", True): mark("Beschlussfähig: {present} von {seats} Sitzen sind da, nötig sind {needed}."),
    ("present", False): mark("Nicht beschlussfähig: {present} von {seats} Sitzen sind da, nötig sind {needed}."),
    ("recused", True): mark(
        "Beschlussfähig: Mehr als die Hälfte der Sitze ist befangen, deshalb genügt mehr als ein Drittel. {present} von "
        "{seats} Sitzen sind da, nötig sind {needed}."
    ),
    ("recused", False): mark(
        "Nicht beschlussfähig: Mehr als die Hälfte der Sitze ist befangen, dann ist mehr als ein Drittel nötig. {present} "
        "von {seats} Sitzen sind da, nötig sind {needed}."
    ),
    ("second_call", True): mark(
        "Beschlussfähig: Der Punkt wurde schon einmal vertagt, und die Einladung sagt das. {present} von {seats} Sitzen "
        "sind da, nötig sind {needed}."
    ),
    ("second_call", False): mark(
        "Nicht beschlussfähig, obwohl der Punkt schon einmal vertagt wurde: {present} von {seats} Sitzen sind da, nötig "
        "sind {needed}."
    ),
    ("lasting", True): mark(
        "Beschlussfähig: zu Beginn festgestellt, und der Vorsitz hat nichts anderes festgestellt. {present} von {seats} "
        "Sitzen sind noch da."
    ),
    ("invitation", False): mark(
        "Nicht beschlussfähig: Sitze, die nicht oder zu spät eingeladen waren, fehlen ({uninvited}). Kommen sie doch noch, "
        "schadet der Fehler nicht."
    ),
}


@dataclass(frozen=True)
class Quorum:
    """Whether the body may decide, how many are needed, the rule used and the ground it stands on."""

    quorate: bool
    present: int
    needed: int
    seats: int
    rule: str
    ground: str = "present"
    uninvited: int = 0

    @property
    def text(self) -> str:
        """The German sentence that says it; filled from `params`."""
        return SENTENCES[(self.ground, self.quorate)]

    @property
    def params(self) -> dict[str, int | str]:
        """What the sentence names."""
        return {"present": self.present, "seats": self.seats, "needed": self.needed, "uninvited": self.uninvited}


def quorum(
    *,
    seats: int,
    present: int,
    rule: str = "more_than_half",
    least: int = 0,
    fixed: int = 0,
    recused: int = 0,
    uninvited: int = 0,
    second_call: bool = False,
    notice: bool = False,
    second_call_needs: int = 3,
    third: bool = True,
) -> Quorum:
    """Whether the body is quorate for an item: `present` counts seats with somebody who may vote on it.

    Q1 more than half of the seats (`at_least_half`, `fixed` are variants), never fewer than `least`: 12 seats need 7,
    13 seats need 7. Q2 nobody uninvited may be missing (`uninvited` counts those who were not invited in time and did
    not come). Q4 with more than half of the seats recused more than one third suffices: 12 seats, 7 recused, 5 needed;
    with exactly 6 recused not; the exception never asks for more than the rule (fixed 3 of 12, 7 recused: 3); without `third`
    the rules know no such exception, as VwVfG § 90 does not. Q5 an item
    postponed for lack of quorum needs `second_call_needs` if the invitation said
    so, never more than without it: 3 in a municipal committee, 1 under VwVfG § 90. Source: KV M-V § 30; VwVfG § 90; committee.md Q1, Q2, Q4 to Q6;
    programme.md 4.7 (`least`). ValueError for an unknown rule or a count that cannot be.
    """
    if min(present, recused, uninvited) < 0 or present + recused > seats:
        raise ValueError("counts do not fit the seats")
    needed, ground = max(_needed(seats, rule, fixed), least), "present"
    if third and 2 * recused > seats and (fewer := max(seats // 3 + 1, least)) < needed:
        needed, ground = fewer, "recused"
    if second_call and notice and second_call_needs < needed:
        needed, ground = second_call_needs, "second_call"
    quorate = present >= max(needed, 1)
    if uninvited:
        quorate, ground = False, "invitation"
    return Quorum(quorate, present, needed, seats, rule, ground, uninvited)


def _needed(seats: int, rule: str, fixed: int) -> int:
    if rule == "more_than_half":
        return seats // 2 + 1
    if rule == "at_least_half":
        return (seats + 1) // 2
    if rule == "fixed" and fixed > 0:
        return fixed
    raise ValueError(rule)


def must_declare(*, seats: int, present: int) -> bool:
    """Whether the chair must find the lack of quorum unasked: fewer than a third of the seats are present.

    12 seats: with 3 present yes, with 4 no. Source: KV M-V § 30 Abs. 2; committee.md Q3.
    """
    return 3 * present < seats


def lasting(now: Quorum, *, established: bool, counted_anew: bool = False, least: int = 0) -> Quorum:
    """The quorum at a vote: once established it lasts until the chair finds the opposite, on request, or must.

    Counted anew are a vote for which somebody in the room is recused, if the rules say so (`recused_anew`; the caller
    then says not `established`), one with somebody uninvited, and every vote where the rules want it (`counted_anew`).
    With more than half recused more than a third must be there for each vote (12 seats, 7 recused: 4 never decide).
    Fewer than `least` never decide. Source: KV M-V § 30 Abs. 2; committee.md Q3, Q4, Q6; programme.md 4.7 (`least`).
    """
    if (
        not established
        or counted_anew
        or now.quorate
        or now.ground in ("invitation", "recused")
        or now.present < least
    ):
        return now
    if must_declare(seats=now.seats, present=now.present):
        return now
    return replace(now, quorate=True, ground="lasting")
