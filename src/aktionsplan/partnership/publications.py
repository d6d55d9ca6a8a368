"""What of the tenant may become public."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.partnership import queries, rules
from aktionsplan.partnership.models import Fund, Office, Partnership


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


def _public_office(office: Office | None) -> dict[str, str]:
    names = ("name", "authority", "head_title", "street", "postcode", "city", "email", "phone")
    return {name: getattr(office, name) for name in names} if office else {}


def _funding(funds: list[Fund]) -> str:
    """Where this year's money comes from, in German; empty while no budget is entered."""
    found = {source for fund in funds for source in queries.fund_sources(fund)}
    words = [rules.SOURCES[source] for source in rules.SOURCES if source in found]
    return f"Das Geld kommt von: {', '.join(words)}." if words else ""


def town_fields(partnership: Partnership, day: dt.date) -> Town:
    """The public description of the partnership as of that day: the lead office answers for it (programme.md, section 2)."""
    lead = queries.office(partnership, "lead_office", day)
    coordination = queries.office(partnership, "coordination_office", day) or lead
    funds = [fund for fund in queries.funds(partnership) if fund.programme_year.year == day.year]
    return Town(
        name=partnership.name,
        claim=partnership.claim,
        municipalities=[row.name for row in queries.municipalities(partnership)],
        districts=[
            {"municipality": row.municipality.name, "name": row.name} for row in queries.districts(partnership)
        ],
        office=_public_office(lead),
        contact=_public_office(coordination),
        funding=_funding(funds),
        year=day.year,
        funds=[{"name": fund.name, "ceiling_eur": str(fund.ceiling_eur)} for fund in funds],
    )
