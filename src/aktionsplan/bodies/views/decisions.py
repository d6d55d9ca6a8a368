"""The list of decisions: search, filters, download."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import queries, rules
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tables import csv_response, xlsx_response


def _filters(request: Request) -> dict[str, str]:
    kind = request.GET.get("ergebnis", "")
    return {
        "body": request.GET.get("gremium", "")[:22],
        "kind": kind if kind in rules.KINDS else "",
        "query": request.GET.get("q", "")[:80],
        "after": request.GET.get("nach", "")[:22],
    }


def decisions(request: Request) -> HttpResponse:
    """Every decision of the bodies, 50 on a page."""
    town, chosen = request.actor.partnership, _filters(request)
    rows = list(queries.decisions(town, **chosen)[: queries.PAGE + 1])
    counts = queries.decision_counts(queries.decisions(town, body=chosen["body"], query=chosen["query"]))
    shown = rows[: queries.PAGE]
    context = {
        "rows": [(row, rules.KINDS[row.kind]) for row in shown],
        "more": shown[-1].key if len(rows) > queries.PAGE else "",
        "chosen": chosen,
        "kinds": [(kind, rules.KINDS[kind], n) for kind, n in counts.items()],
        "total": sum(counts.values()),
        "bodies": queries.bodies(town),
    }
    return render(request, "bodies/decisions.html", context)


def export_decisions(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the decisions that the list shows on all its pages, as CSV or XLSX."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    town = request.actor.partnership
    rows = queries.decision_rows(queries.decisions(town, **_filters(request) | {"after": ""}))
    name = gettext("Beschlüsse") + f" {local_day(request.began_at):%Y-%m-%d}"
    make = xlsx_response if kind == "xlsx" else csv_response
    return make(name, [gettext(column) for column in queries.COLUMNS], rows, partnership=town)
