"""The list of decisions: search, filters, download."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import Decision
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.paging import Order
from aktionsplan.shared.words import Phrase, mark


def _names(partnership: Partnership) -> list[tuple[str, str]]:
    return [(body.key, body.name) for body in queries.bodies(partnership)]


def _applicant(row: Decision) -> str:
    return row.item.organisation.name if row.item.organisation else ""


def _effect(row: Decision) -> Phrase | str:
    if row.binding:
        return Phrase(mark("entscheidet"))
    return Phrase(mark("empfiehlt")) if row.item.reference else ""


def _again(word: str) -> Callable[[Decision], Phrase | str]:
    return lambda row: Phrase(word) if row.item.state == "to_be_repeated" else ""


DECISIONS = Listing(
    title=mark("Beschlüsse"),
    rows=queries.decisions,
    order=Order("-recorded_at"),
    found=queries.decisions_about,
    found_without=("bodies.view_applicants", queries.decisions_titled),
    file="bodies:export_decisions",
    older=mark("Ältere Beschlüsse"),
    empty=(
        mark("Kein Beschluss passt dazu"),
        mark("Hier steht jeder Beschluss der Gremien, sobald der Vorsitz das Ergebnis festgestellt hat."),
    ),
    choices=(
        Choice("ergebnis", "kind", mark("Nach Ergebnis"), rules.KINDS, chips=True),
        Choice("gremium", "item__meeting__body__key", mark("Gremium"), _names),
    ),
    columns=(
        Column(mark("Tag"), lambda row: row.decided_on, order="decided_on"),
        Column(
            mark("Gegenstand"),
            lambda row: row.item.title,
            on="page",
            order="item__title",
            link="bodies:item",
            key=lambda row: row.item.key,
        ),
        Column(mark("Gremium"), lambda row: row.item.meeting.body.name),
        Column(mark("Gegenstand"), lambda row: row.item.title, on="file"),
        Column(mark("Träger"), _applicant, needs="bodies.view_applicants"),
        Column(
            mark("Ergebnis"),
            lambda row: Phrase(rules.KINDS[row.kind]),
            strong=_again(mark("muss neu entschieden werden")),
        ),
        Column(mark("Betrag"), lambda row: row.amount_eur, number=True),
        Column(mark("Wirkung"), _effect, on="file"),
        Column(mark("Neu zu entscheiden"), _again(mark("ja")), on="file"),
    ),
)


def decisions(request: Request) -> HttpResponse:
    """Every decision of the bodies, 50 on a page."""
    return list_page(request, DECISIONS)


def export_decisions(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the decisions that the list shows, as CSV or XLSX."""
    return list_file(request, DECISIONS, kind)
