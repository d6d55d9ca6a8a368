"""What of a call may become public."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PublicCall:
    """A call on the portal."""

    key: str
    title: str
    summary: str
    who_may_apply: str
    max_amount_eur: str
    own_share_percent: int
    fund: str
    year: int
    available_eur: str
    opens_on: str
    deadline: str
    project_from: str
    project_until: str
    goals: list[dict[str, str]]
    contact: dict[str, str]
