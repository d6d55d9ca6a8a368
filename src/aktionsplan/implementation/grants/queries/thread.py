"""The grants' part of the thread: from applications and goals to projects with decision, notice and euros."""

import datetime as dt
from decimal import Decimal

from django.db.models import Q, Sum

from aktionsplan.bodies.models import Decision
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import Node, Part, Station, touching


def part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """What grants know of the thread: every project, or those that touch one thing."""
    rows = Grant.objects.filter(partnership=partnership).select_related(
        "application__call", "application__goal__parent", "organisation", "notice"
    )
    columns = {
        "grant": "key",
        "application": "application__key",
        "goal": "application__goal__key",
        "call": "application__call__key",
    }
    listed = list(
        touching(rows, about, **columns).annotate(
            paid_eur=Sum("payments__amount_eur", filter=Q(payments__state="released"))
        )
    )
    keys = [grant.application.decision_key for grant in listed if grant.application.decision_key]
    found = Decision.objects.filter(partnership=partnership, key__in=keys).select_related("item") if listed else []
    decisions = {row.key: row for row in found}
    nodes: dict[str, Node] = {}
    ties = []
    for grant in listed:
        project, application = f"grant:{grant.key}", grant.application
        nodes[project] = _node(grant, decisions.get(application.decision_key), grant.paid_eur or Decimal(0))
        nodes.setdefault(f"application:{application.key}", Node(f"application:{application.key}", application.title))
        nodes.setdefault(f"call:{application.call.key}", Node(f"call:{application.call.key}", application.call.title))
        ties += [(f"application:{application.key}", project), (f"call:{application.call.key}", project)]
        if application.goal is not None:
            goal = f"goal:{application.goal.key}"
            nodes.setdefault(goal, Node(goal, str(application.goal)))
            ties.append((goal, project))
    return Part(list(nodes.values()), ties)


def _node(grant: Grant, decision: Decision | None, paid_eur: Decimal) -> Node:
    """A project with its stations; the notice is the one that left the office."""
    notice = getattr(grant, "notice", None)
    posted = notice.posted_on if notice else None
    stations = (
        Station(
            "decision",
            decision is not None,
            decision.decided_on if decision else None,
            reference=f"item:{decision.item.key}" if decision else "",
        ),
        Station("notice", posted is not None, posted),
        Station("granted", bool(grant.number), eur=grant.amount_eur),
        Station("paid", paid_eur > 0, eur=paid_eur),
    )
    club = grant.organisation.name
    return Node(f"grant:{grant.key}", grant.application.title, club, grant.amount_eur, stations)
