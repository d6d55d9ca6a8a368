"""The list of applications."""

from django.db.models import QuerySet

from aktionsplan.implementation.calls import queries
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search
from aktionsplan.shared.lists import Choice, Column, Listing
from aktionsplan.shared.paging import Order
from aktionsplan.shared.words import Phrase, mark


def _found(rows: QuerySet[Application], partnership: Partnership, query: str) -> QuerySet[Application]:
    return rows.filter(key__in=search.references(partnership, "application", query))


def _late(row: Application) -> Phrase | str:
    return Phrase(mark("verspätet")) if row.late else ""


def _state(row: Application) -> Phrase:
    return Phrase(APPLICATION.words[row.state])


APPLICATIONS = Listing(
    title=mark("Anträge"),
    rows=queries.submitted,
    order=Order("-submitted_at"),
    found=_found,
    file="calls:export",
    older=mark("Ältere Anträge"),
    empty=(mark("Kein Antrag passt dazu"), mark("Hier stehen eingereichte Anträge. Entwürfe sieht nur der Verein.")),
    choices=(
        Choice("stand", "state", mark("Nach Stand"), APPLICATION.words, chips=True),
        Choice("aufruf", "call__key", mark("Aufruf")),
    ),
    columns=(
        Column(mark("Nummer"), lambda row: row.number),
        Column(
            mark("Projekt und Träger"),
            lambda row: row.title,
            on="page",
            order="title",
            link="calls:application",
            second=lambda row: row.organisation.name,
        ),
        Column(mark("Eingang"), lambda row: row.first_submitted_at, order="first_submitted_at", strong=_late),
        Column(mark("Verspätet"), lambda row: row.late, on="file"),
        Column(mark("Stand"), _state, on="file"),
        Column(mark("Träger"), lambda row: row.organisation.name, on="file"),
        Column(mark("Projekt"), lambda row: row.title, on="file"),
        Column(mark("Aufruf"), lambda row: row.call.title, on="file"),
        Column(mark("Beginn"), lambda row: row.starts_on, on="file"),
        Column(mark("Ende"), lambda row: row.ends_on, on="file"),
        Column(mark("Gesamtkosten"), lambda row: row.total_eur, on="file"),
        Column(mark("Beantragt"), lambda row: row.requested_eur, order="requested_eur", number=True),
        Column(mark("Empfohlen"), lambda row: row.awarded_eur, on="file"),
        Column(mark("Stand"), _state, on="page"),
    ),
)
