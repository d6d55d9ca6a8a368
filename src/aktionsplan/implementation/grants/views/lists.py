"""The list of projects, and that of the grants of earlier years."""

from django.db.models import Q, QuerySet

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Grant, HistoricGrant
from aktionsplan.implementation.grants.states import GRANT
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search
from aktionsplan.shared.lists import Choice, Column, Listing
from aktionsplan.shared.paging import Order
from aktionsplan.shared.words import Phrase, mark

BADGES = {"binding": "good", "returned": "warning"}


def _found(rows: QuerySet[Grant], partnership: Partnership, query: str) -> QuerySet[Grant]:
    about = Q(application__key__in=search.references(partnership, "application", query))
    return rows.filter(about | Q(key__in=search.references(partnership, "project", query)))


PROJECTS = Listing(
    title=mark("Projekte"),
    rows=queries.grants,
    order=Order("-created_at"),
    found=_found,
    file="grants:export",
    older=mark("Ältere Projekte"),
    empty=(mark("Kein Projekt passt dazu"), mark("Noch kein Projekt. Ein Projekt beginnt mit dem Bescheid.")),
    choices=(Choice("stand", "state", mark("Nach Stand"), GRANT.words, chips=True),),
    columns=(
        Column(mark("Nummer"), lambda row: row.number, order="number"),
        Column(
            mark("Projekt und Träger"),
            lambda row: row.application.title,
            on="page",
            order="application__title",
            link="grants:project",
            second=lambda row: row.organisation.name,
        ),
        Column(mark("Projekt"), lambda row: row.application.title, on="file"),
        Column(mark("Träger"), lambda row: row.organisation.name, on="file"),
        Column(mark("Beginn"), lambda row: row.application.starts_on, on="file"),
        Column(mark("Ende"), lambda row: row.application.ends_on, on="file"),
        Column(mark("Betrag"), lambda row: row.amount_eur, order="amount_eur", number=True),
        Column(
            mark("Stand"), lambda row: Phrase(GRANT.words[row.state]), badge=lambda row: BADGES.get(row.state, "info")
        ),
    ),
)


def _named(rows: QuerySet[HistoricGrant], partnership: Partnership, query: str) -> QuerySet[HistoricGrant]:
    return rows.filter(Q(recipient__icontains=query) | Q(purpose__icontains=query))


EARLIER = Listing(
    title=mark("Frühere Zuwendungen"),
    rows=queries.historic,
    order=Order("-starts_on"),
    found=_named,
    file="grants:export_earlier",
    older=mark("Noch frühere"),
    empty=(
        mark("Keine Zuwendung passt dazu"),
        mark("Hier stehen Zuwendungen früherer Jahre aus einer öffentlichen Liste."),
    ),
    columns=(
        Column(mark("Nummer"), lambda row: row.source_number, on="file"),
        Column(mark("Empfänger"), lambda row: row.recipient, order="recipient"),
        Column(mark("Zweck"), lambda row: row.purpose),
        Column(mark("Beginn"), lambda row: row.starts_on, order="starts_on"),
        Column(mark("Ende"), lambda row: row.ends_on),
        Column(mark("Betrag"), lambda row: row.amount_eur, order="amount_eur", number=True),
        Column(mark("Quelle"), lambda row: row.source, on="file"),
    ),
)
