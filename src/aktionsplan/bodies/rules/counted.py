"""What people say of a vote: the motion, what was counted in the room, what was written down on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Motion:
    """What is put to the vote: its kind, wording, sum and conditions; names for an election, `by_person` where everybody
    agreed that each of several posts goes to another person (VwVfG § 92 Abs. 3)."""

    what: str = "main"
    motion: str = "adopt"
    text: str = ""
    amount_eur: Decimal | None = None
    conditions: str = ""
    reason: str = ""
    posts: int = 1
    names: tuple[str, ...] = ()
    by_person: bool = False


@dataclass(frozen=True)
class Hands:
    """Ballots counted in the room, by show of hands or from an urn; in an election by name. `chair` is how the chair
    voted, where the rules let that decide a tie."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0
    chair: str = ""
    names: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many."""
        return self.yes + self.no + self.abstain + self.invalid + sum(self.names.values())


@dataclass(frozen=True)
class Counted:
    """A vote as it was written down on paper: attendance by seat key, counts, and the decision in words; `chair` is how
    the chair voted, where the rules let that decide a tie; `established` that the quorum was found at the beginning and nobody
    doubted it (Q3)."""

    attendance: Mapping[str, str]
    motion: str
    yes: int
    no: int
    abstain: int
    invalid: int
    amount_eur: Decimal | None
    conditions: str
    reason: str
    override: str
    recusal_reason: str
    secret: bool = False
    chair: str = ""
    established: bool = False
