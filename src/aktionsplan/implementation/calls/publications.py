"""What of a call may become public."""

from dataclasses import dataclass

from aktionsplan.implementation.calls.models import Call
from aktionsplan.partnership.queries import office
from aktionsplan.shared.publishing.queries import published_slugs


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
    opens_on: str
    deadline: str
    project_from: str
    project_until: str
    goals: list[dict[str, str]]
    contact: dict[str, str]


def public_call(call: Call) -> PublicCall:
    """The public fields of a call."""
    lead = office(call.partnership, "coordination_office", call.opens_on) or office(
        call.partnership, "lead_office", call.opens_on
    )
    shown = published_slugs(call.partnership, "goal")
    return PublicCall(
        key=call.key,
        title=call.title,
        summary=call.summary,
        who_may_apply=call.who_may_apply,
        max_amount_eur=str(call.max_amount_eur),
        own_share_percent=call.terms["own_share_percent"],
        fund=call.fund.name,
        year=call.fund.programme_year.year,
        opens_on=call.opens_on.isoformat(),
        deadline=call.deadline.isoformat(),
        project_from=call.project_from.isoformat(),
        project_until=call.project_until.isoformat(),
        goals=[
            {"number": goal.number, "title": goal.title}
            for goal in call.goals.order_by("number")
            if goal.key in shown
        ],
        contact={"name": lead.name, "email": lead.email, "phone": lead.phone} if lead else {},
    )
