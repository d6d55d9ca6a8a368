"""The first page about the situation: what was found out, from where, and what is to do."""

from django.db.models import Count, Window
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.views.series import tile
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.pages import address
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark

TILES, FINDINGS, QUESTIONS, SOURCES, MOST_SQUARES = 8, 6, 4, 3, 24
GROUPS = {
    "interview": mark("Gespräche"),
    "document": mark("Dokumente"),
    "observation": mark("Beobachtungen"),
}
"""Kinds of sources side by side."""
KINDS = {"interview": ("interview",), "document": ("document", "council"), "observation": ("observation",)}


def overview(request: Request) -> HttpResponse:
    """What is known of the place, in the order of the picture 8a."""
    town, today = request.actor.partnership, local_day(request.began_at)
    series, years = queries.kept(town), queries.years(town)
    known = (queries.sources if request.actor.may("analysis.add_source") else queries.open_sources)(town)
    newest = queries.newest_sources(known, KINDS, SOURCES)
    context = {
        "today": today,
        "tiles": [tile(row) for row in queries.figures(series[:TILES], today)],
        "themes": queries.themes(town),
        **_findings(request),
        **_incidents(request, years),
        "questions": list(queries.questions(town).filter(state="open")[:QUESTIONS]),
        "waiting": list(queries.reports(town)[:FINDINGS]) if request.actor.may("analysis.read_report") else [],
        "sources": _sources(request, series.count(), sum(n for _year, n in years)),
        "groups": [(GROUPS[name], rows) for name, rows in newest.items()],
    }
    return render(request, "analysis/overview.html", context)


def _findings(request: Request) -> Context:
    town, today = request.actor.partnership, local_day(request.began_at)
    rows = queries.findings(town).exclude(state="dropped")
    first = list(rows.annotate(in_all=Window(Count("pk")))[:FINDINGS])
    old = queries.standing(town, first, today)
    shown = [(row, rules.CONFIDENCE[row.confidence], bool(old[row.pk])) for row in first]
    return {"findings": shown, "finding_count": first[0].in_all if first else 0}


def _year(request: Request, known: list[int]) -> int:
    """The year that the address names, else the last closed one with incidents, else the running one."""
    asked, running = request.GET.get("jahr", ""), local_day(request.began_at).year
    if asked in map(str, known):
        return int(asked)
    return next((year for year in known if year < running), running)


def _incidents(request: Request, years: list[tuple[int, int]]) -> Context:
    """The squares of a year, by kind and motive and by place."""
    town, running = request.actor.partnership, local_day(request.began_at).year
    told = queries.told(town, _year(request, [year for year, _n in years]))
    places = [
        (place.name, [(part.name, _squares(told.places.get(part.key, ()))) for part in place.districts.all()])
        for place in queries.towns_with_districts(town)
    ]
    years_shown = [(year, n, year == told.year, year == running) for year, n in years[:4]]
    return {"told": told, "year": told.year, "years": years_shown, "places": places, **_table(told)}


def _table(told: queries.Told) -> Context:
    motives = [motive for motive in rules.MOTIVES if any(cell[1] == motive for cell in told.cells)]
    kinds = [kind for kind in rules.TYPES if any(cell[0] == kind for cell in told.cells)]
    rows = [[_squares(told.cells.get((kind, motive), ())) for motive in motives] for kind in kinds]
    sums = [_all(told, 0, kind) for kind in kinds]
    words = [rules.TYPES[kind] for kind in kinds]
    return {
        "kinds": list(zip(words, sums, strict=True)),
        "reasons": [(rules.MOTIVES[motive], _all(told, 1, motive)) for motive in motives],
        "table": list(zip(words, rows, [cell["count"] for cell in sums], strict=True)),
    }


def _squares(marks: tuple[bool, ...]) -> Context:
    return {"marks": marks if len(marks) <= MOST_SQUARES else (), "count": len(marks), "confirmed": sum(marks)}


def _all(told: queries.Told, place: int, word: str) -> Context:
    """The squares of one kind (place 0) or one motive (place 1), the confirmed ones first."""
    marks = [sure for cell, some in told.cells.items() if cell[place] == word for sure in some]
    return _squares(tuple(sorted(marks, reverse=True)))


def _sources(request: Request, series: int, counted: int) -> list[tuple[int, str, str]]:
    town = request.actor.partnership
    kinds = dict(queries.source_counts(town))
    return [
        (series, gettext("Zahlenreihen"), address(request, "analysis:series_list")),
        (counted, gettext("Vorfälle"), address(request, "analysis:incidents")),
        (kinds.get("interview", 0), gettext("Gespräche"), address(request, "analysis:sources") + "?art=interview"),
        (
            kinds.get("document", 0) + kinds.get("council", 0),
            gettext("Dokumente"),
            address(request, "analysis:sources") + "?art=document",
        ),
        (
            kinds.get("observation", 0),
            gettext("Beobachtungen"),
            address(request, "analysis:sources") + "?art=observation",
        ),
    ]
