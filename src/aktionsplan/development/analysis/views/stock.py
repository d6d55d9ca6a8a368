"""Two more looks at the same records: offers by target group, and strengths, weaknesses, chances, risks."""

from django.http import HttpResponse
from django.shortcuts import render

from aktionsplan.development.analysis import queries, rules
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark


def by_group(request: Request) -> HttpResponse:
    """The running offers by theme and target group."""
    groups, rows, unnamed, further = queries.by_group(request.actor.partnership, local_day(request.began_at))
    context = {"groups": groups, "rows": rows, "unnamed": unnamed, "further": further}
    return render(request, "analysis/by_group.html", context)


def swot(request: Request) -> HttpResponse:
    """Strengths, weaknesses, chances and risks, each line a record."""
    found = queries.swot(request.actor.partnership, local_day(request.began_at))
    fields: list[Context] = [
        {"title": title, "what": what, "lines": found[name]} for name, (title, what) in FIELDS.items()
    ]
    return render(request, "analysis/swot.html", {"fields": fields})


FIELDS = {
    rules.STRENGTHS: (mark("Stärken"), mark("Angebote, die wirken, und Netzwerke")),
    rules.WEAKNESSES: (mark("Schwächen"), mark("Lücken und Angebote, die nicht wirken")),
    rules.CHANCES: (mark("Chancen"), mark("Orte, Geld, Akteure, Konzepte und Beschlüsse, auf die man bauen kann")),
    rules.RISKS: (mark("Risiken"), mark("Befunde und was innerhalb eines Jahres endet")),
}
"""The four fields of the view, and which records stand in each."""
