"""What of a grant may become public."""

import datetime as dt
from dataclasses import asdict, dataclass

from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import Grant, HistoricGrant
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.queries import published_slugs
from aktionsplan.shared.words import known


@dataclass(frozen=True)
class PublicProject:
    """A project on the portal; with a protected listing only title and district."""

    number: str
    title: str
    summary: str
    organisation: str
    organisation_key: str
    goal: dict[str, str]
    amount_eur: str
    fund: str
    municipality: str
    district: str
    starts_on: str
    ends_on: str
    awarded_on: str
    protected: bool


def public_project(grant: Grant) -> PublicProject:
    """The public fields of a granted project."""
    application, hidden = grant.application, grant.protected
    goal = application.goal
    if goal is not None and goal.key not in published_slugs(grant.partnership, "goal"):
        goal = None
    return PublicProject(
        number="" if hidden else grant.number,
        title=application.title,
        summary="" if hidden else application.summary,
        organisation="" if hidden else grant.organisation.name,
        organisation_key="" if hidden else grant.organisation.key,
        goal={"number": goal.number, "title": goal.title} if goal and not hidden else {},
        amount_eur="" if hidden else str(grant.amount_eur),
        fund="" if hidden else grant.fund.name,
        municipality=application.district.municipality.name if application.district else "",
        district=application.district.name if application.district else "",
        starts_on="" if hidden else known(application.starts_on).isoformat(),
        ends_on="" if hidden else known(application.ends_on).isoformat(),
        awarded_on="" if hidden else local_day(grant.notice.signed_at or grant.created_at).isoformat(),
        protected=hidden,
    )


@dataclass(frozen=True)
class PublicMoney:
    """Planned, granted and paid per Ziel, frozen on a day.

    `bound_eur` holds what is reserved or granted without being named. It and the free money stay empty while only one
    or two things are in it: planned minus granted minus free would tell their sum.
    """

    year: int
    as_of: str
    planned_eur: str
    granted_eur: str
    paid_eur: str
    bound_eur: str
    free_eur: str
    goals: list[dict[str, str]]

    def as_data(self) -> Json:
        """The fields as they are stored."""
        return asdict(self)


def public_money(partnership: Partnership, year: int, day: dt.date) -> PublicMoney:
    """The public sums of a year's money on a day."""
    ceiling, free = queries.year_sums(partnership, year)
    rows, hidden = queries.money_by_goal(partnership, year), queries.protected_sums(partnership, year)
    granted = sum((row["granted"] for row in rows), hidden.granted_eur)
    telling = rules.traceable(hidden.left_out + queries.reserved_count(partnership, year))
    return PublicMoney(
        year=year,
        as_of=day.isoformat(),
        planned_eur=str(ceiling),
        granted_eur=str(granted),
        paid_eur=str(sum((row["paid"] for row in rows), hidden.paid_eur)),
        bound_eur="" if telling else str(ceiling - granted - free),
        free_eur="" if telling else str(free),
        goals=[
            {"number": r["number"], "title": r["title"], "granted_eur": str(r["granted"]), "paid_eur": str(r["paid"])}
            for r in rows
        ],
    )


@dataclass(frozen=True)
class PublicHistoric:
    """A grant of an earlier year."""

    source: str
    source_number: str
    recipient: str
    purpose: str
    programme: str
    starts_on: str
    ends_on: str
    amount_eur: str


def public_historic(grant: HistoricGrant) -> PublicHistoric:
    """The public fields of a historic grant."""
    return PublicHistoric(
        source=grant.source,
        source_number=grant.source_number,
        recipient=grant.recipient,
        purpose=grant.purpose,
        programme=grant.programme,
        starts_on=grant.starts_on.isoformat(),
        ends_on=grant.ends_on.isoformat(),
        amount_eur=str(grant.amount_eur),
    )
