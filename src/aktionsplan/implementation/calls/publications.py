"""What of a call may become public."""

from dataclasses import dataclass

from aktionsplan.implementation.calls.models import Call
from aktionsplan.implementation.calls.queries.selection import rule_of_call
from aktionsplan.implementation.calls.rules.selection import shown_scores
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
    criteria: list[dict[str, str]]
    """What applications are judged by, as it was frozen: kind, title, help, weight. Not there in calls of older shape."""
    selection: dict[str, str]
    """How many points are the least, whether a project that does not fit ends the list, part funding, limit per
    applicant; empty without a rule."""


def _selection(call: Call) -> dict[str, str]:
    """The rule of the call in a few words that applicants need; empty without a rule."""
    if not call.selection:
        return {}
    rule = rule_of_call(call)
    minimum = shown_scores([rule.minimum])[0]
    limit = str(rule.limit or "")
    return {"minimum": minimum, "money": rule.money, "part": "yes" if rule.part else "", "limit": limit}


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
        criteria=[
            {"kind": row.kind, "title": row.title, "help": row.help, "weight": str(row.weight)}
            for row in call.criteria.all()
        ],
        selection=_selection(call),
    )
