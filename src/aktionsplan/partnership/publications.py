"""What of the tenant may become public."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    """Name, area and imprint for the portal."""

    name: str
    claim: str
    municipalities: list[str]
    districts: list[dict[str, str]]
    office: dict[str, str]
    contact: dict[str, str]
    funding: str
    year: int
    funds: list[dict[str, str]]
