"""The list of projects, and that of the grants of earlier years."""

from django.db.models import Q, QuerySet

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Act, Grant, HistoricGrant
from aktionsplan.implementation.grants.rules import ACT_KINDS
from aktionsplan.implementation.grants.states import ACT, GRANT
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


def _acts_found(rows: QuerySet[Act], partnership: Partnership, query: str) -> QuerySet[Act]:
    about = Q(application__key__in=search.references(partnership, "application", query))
    return rows.filter(about | Q(number__icontains=query))


ACTS = Listing(
    title=mark("Andere Bescheide"),
    rows=queries.acts,
    order=Order("-drafted_at"),
    found=_acts_found,
    file="grants:export_acts",
    older=mark("Ältere Bescheide"),
    empty=(
        mark("Kein Bescheid passt dazu"),
        mark("Hier stehen Ablehnungen und Genehmigungen des vorzeitigen Beginns."),
    ),
    choices=(
        Choice("art", "kind", mark("Nach Art"), ACT_KINDS),
        Choice("stand", "state", mark("Nach Stand"), ACT.words, chips=True),
    ),
    columns=(
        Column(mark("Nummer"), lambda row: row.number or row.application.number, order="number"),
        Column(
            mark("Bescheid und Antrag"),
            lambda row: Phrase(ACT_KINDS[row.kind]),
            on="page",
            link="grants:act",
            second=lambda row: f"{row.application.title}, {row.application.organisation.name}",
        ),
        Column(mark("Art"), lambda row: Phrase(ACT_KINDS[row.kind]), on="file"),
        Column(mark("Antrag"), lambda row: row.application.title, on="file"),
        Column(mark("Träger"), lambda row: row.application.organisation.name, on="file"),
        Column(mark("Zur Post am"), lambda row: row.posted_on, order="posted_on"),
        Column(mark("Anfechtbar bis"), lambda row: row.remedy_last_day),
        Column(
            mark("Stand"), lambda row: Phrase(ACT.words[row.state]), badge=lambda row: BADGES.get(row.state, "info")
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
