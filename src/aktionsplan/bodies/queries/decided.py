"""What was decided, over all meetings: the list of decisions (Beschlussverzeichnis)."""

from django.db.models import QuerySet

from aktionsplan.bodies.models import Decision
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search


def decisions(partnership: Partnership) -> QuerySet[Decision]:
    """Every decision of every body."""
    return Decision.objects.filter(partnership=partnership).select_related(
        "item__meeting__body", "item__organisation"
    )


def decisions_titled(rows: QuerySet[Decision], partnership: Partnership, query: str) -> QuerySet[Decision]:
    """Those whose item has all of the words in its title: for whoever does not see applicants."""
    for word in query.split():
        rows = rows.filter(item__title__icontains=word)
    return rows


def decisions_about(rows: QuerySet[Decision], partnership: Partnership, query: str) -> QuerySet[Decision]:
    """Those of the decisions whose item, applicant or wording fits the words."""
    return rows.filter(item__key__in=search.references(partnership, "decision", query))
