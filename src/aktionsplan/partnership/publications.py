"""What of the tenant may become public."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format

from aktionsplan.partnership import queries, rules
from aktionsplan.partnership.models import Fund, Office, Partnership
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.publishing.queries import published_once
from aktionsplan.shared.publishing.shapes import First


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


@dataclass(frozen=True)
class PublicStatements:
    """Privacy, funder and accessibility as the portal tells them; the address stands in `Town`."""

    protection_officer: str
    supervisor: str
    funder: str
    assessed_on: str
    enforcement: str


FIRST = First(frozenset({"town", "statements"}), "partnership:statements")
"""What has to be shown before anything else is; these two may be published at any time."""


def public_statements(partnership: Partnership) -> PublicStatements:
    """What is entered of the statements, empty where nothing is."""
    row = queries.statements(partnership)
    names = [field.name for field in dataclasses.fields(PublicStatements)]
    return PublicStatements(**{name: str(getattr(row, name)) if row else "" for name in names})


def missing(partnership: Partnership, day: dt.date) -> tuple[str, ...]:
    """Which statements are not entered completely, by their names in `rules.REQUIRED`."""
    return rules.missing_statements(*_entered(partnership, day))


def _public_office(office: Office | None) -> dict[str, str]:
    names = ("name", "authority", "head_title", "street", "postcode", "city", "email", "phone")
    return {name: getattr(office, name) for name in names} if office else {}


def _funding(funds: list[Fund]) -> str:
    """Where this year's money comes from, in German; empty while no budget is entered."""
    sources = {source for fund in funds for source in queries.fund_sources(fund)}
    words = [rules.SOURCES[source] for source in rules.SOURCES if source in sources]
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


@dataclass(frozen=True)
class Statement:
    """One of the four statements: its word, the portal's page, what is entered, and the words of what is missing."""

    word: str
    page: str
    lines: list[str]
    gaps: list[str]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


@dataclass(frozen=True)
class StatementsState:
    """All four, and whether the portal shows them, as they are now or as they were."""

    rows: list[Statement]
    is_complete: bool
    is_shown: bool
    is_changed: bool


def _entered(partnership: Partnership, day: dt.date) -> tuple[dict[str, str], dict[str, str]]:
    """The lead office and the statements as they are entered."""
    office = _public_office(queries.office(partnership, "lead_office", day))
    return office, dataclasses.asdict(public_statements(partnership))


def _shown(partnership: Partnership) -> tuple[Value, Value]:
    """The lead office and the statements as the portal shows them; None for what it does not show."""
    shown = published_once(partnership, FIRST.kinds)
    return shown.get("town", {}).get("office"), shown.get("statements")


def statements_state(partnership: Partnership, day: dt.date) -> StatementsState:
    """How far the town is with what it must say in public."""
    (office, entered), shown = _entered(partnership, day), _shown(partnership)
    values = office | entered | {"assessed_on": _in_words(entered["assessed_on"])}
    rows = [
        Statement(
            word,
            f"portal:{'imprint' if name == 'funder' else name}",
            [values[field] for field in (*of_office, *of_statements) if values.get(field)],
            [rules.FIELDS[field] for field in (*of_office, *of_statements) if not values.get(field)],
        )
        for name, (word, of_office, of_statements) in rules.REQUIRED.items()
    ]
    is_complete, is_shown = all(row.is_complete for row in rows), None not in shown
    return StatementsState(rows, is_complete, is_shown, is_shown and shown != (office, entered))


def statements_due(partnership: Partnership, lead: Office | None) -> str:
    """What has to be done about the statements: `enter` while some are missing and the portal shows none, `show` when they
    are complete, `changed` when the portal shows another office or other statements than those entered, or nothing."""
    shown = _shown(partnership)
    entered = _public_office(lead), dataclasses.asdict(public_statements(partnership))
    whole = not rules.missing_statements(*entered)
    if shown[1] is None:
        return "show" if whole else "enter"
    return "changed" if whole and None not in shown and shown != entered else ""


def _in_words(day: str) -> str:
    return date_format(dt.date.fromisoformat(day), "DATE_FORMAT") if day else ""
