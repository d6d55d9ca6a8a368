"""Pages about what is missing: the matrix, needs, and the closing."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import documents, operations, queries, rules
from aktionsplan.development.analysis.forms import inventory as forms
from aktionsplan.development.analysis.forms.incidents import ReasonForm
from aktionsplan.development.analysis.models import Need
from aktionsplan.development.analysis.states import NEED
from aktionsplan.development.analysis.views.first import themes_first
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.documents import word
from aktionsplan.shared.files.responses import attach, show
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, address, by_key, form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark

GAPS = ("analysis:gaps",)
MOST_AREAS, MOST_MISSING = 30, 12
PAGES = {"offer": "analysis:assess_offer", "finding": "analysis:finding", "need": "analysis:change_need"}


def gaps(request: Request) -> HttpResponse:
    """What there is and what is missing (look, 10)."""
    held = queries.stock(request.actor.partnership, local_day(request.began_at))
    missing = held.missing
    context = {
        "today": held.today,
        "closed": held.closed,
        "closings": held.closings,
        "missing": [(one, _way(request, one)) for one in missing[:MOST_MISSING]],
        "missing_count": len(missing),
        "next_offer": next((one for one in missing if one.kind == "offer"), None),
        "needs": [(need, rules.PRIORITIES.get(need.priority, ""), _follows(held, need)) for need in held.needs],
        **_counts(held),
        "left": [(row, held.left_title(row)) for row in held.left],
        **_matrix(request, held),
        **_opened(request, held),
    }
    return render(request, "analysis/gaps.html", context)


def _counts(held: queries.Stock) -> Context:
    return {
        "begun": held.begun,
        "elsewhere": held.elsewhere,
        "gap_count": len(held.gaps),
        "offer_count": sum(cell.count for cell in held.cells.values()),
    }


def _way(request: Request, one: rules.Missing) -> str:
    """Where what is missing is mended."""
    if one.kind == "gap":
        return address(request, "analysis:add_need") + f"?luecke={one.key}"
    return address(request, PAGES[one.kind], one.key)


def _matrix(request: Request, held: queries.Stock) -> Context:
    """All towns side by side, or one of them when they have too many areas."""
    places, asked = held.areas, request.GET.get("stadt", "")
    towns = [name for name, _parts in places]
    if sum(len(parts) for _name, parts in places) > MOST_AREAS:
        chosen = asked if asked in towns else towns[0]
        places = [(name, parts) for name, parts in places if name == chosen]
    used = {theme for theme, _area in held.cells}
    shown = queries.rows_of(
        [row for row in held.themes if row.state != "closed" or row.key in used], places, held.cells
    )
    columns = zip(*([cell for _key, cell in row.cells] for row in shown), strict=True)
    return {
        "places": places,
        "town_names": towns if len(places) < len(towns) else [],
        "matrix": shown,
        "sums": [sum(cell.count for cell in column) for column in columns],
        "verdicts": _verdicts(held.cells),
    }


def _verdicts(found: Mapping[rules.Place, rules.MatrixCell]) -> list[tuple[str, str, int]]:
    """Each verdict with its word and how many running offers have it, those without any last."""
    words = {**rules.VERDICTS, "": mark("noch nicht eingeschätzt")}
    return [(name, word, sum(cell.verdicts.get(name, 0) for cell in found.values())) for name, word in words.items()]


def _opened(request: Request, held: queries.Stock) -> Context:
    """The cell that the address names, opened below the matrix."""
    theme, area = request.GET.get("thema", ""), request.GET.get("ort", "")
    themes = {row.key: row for row in held.themes}
    if theme not in themes or area not in held.places:
        return {}
    rows = [
        (row, judged, rules.VERDICTS[judged.verdict] if judged else "")
        for row, judged in queries.offers_in(request.actor.partnership, theme, area, held.today)
    ]
    return {
        "opened": rows,
        "opened_theme": themes[theme],
        "opened_area": area,
        "opened_name": held.places[area],
        "gap_key": queries.gap_key(theme, area),
    }


def _follows(held: queries.Stock, need: Need) -> Context:
    return {
        "findings": [link.finding for link in need.findings.all()],
        "gaps": [held.named(gap.theme.key, gap.area) for gap in need.gaps.all()],
    }


def _need_pairs(request: Request, row: Need | None = None) -> dict[str, list[tuple[str, str]]]:
    held = queries.stock(request.actor.partnership, local_day(request.began_at))
    present = set(held.gaps)
    if row is not None:
        present |= {(gap.theme.key, gap.area) for gap in row.gaps.all()}
    return {
        "themes": [(theme.key, theme.name) for theme in held.themes if theme.state != "closed"],
        "findings": [(finding.key, f"{finding.number}: {finding.sentence}") for finding in held.findings],
        "gaps": [(queries.gap_key(*place), held.named(*place)) for place in sorted(present)],
    }


def add_need(request: Request) -> HttpResponse:
    """A new need, with the gap or finding that the address names ticked."""
    if way := themes_first(request):
        return way
    gap, finding = request.GET.get("luecke", "")[:46], request.GET.get("befund", "")[:22]
    start = {"gaps": [gap], "findings": [finding], "theme": gap.partition(".")[0]}
    form = forms.NeedForm(request.POST or None, initial=start, **_need_pairs(request))

    def deed(**data: Value) -> None:
        operations.add_need(fields=data, by=request.actor, at=request.began_at)

    done = gettext("Der Bedarf ist festgehalten.")
    return form_page(request, form, deed, title=gettext("Bedarf festhalten"), back=GAPS, done=done)


def need(request: Request, key: str) -> HttpResponse:
    """A need with what it follows from."""
    row = queries.need_for(request.actor, key)
    held = queries.stock(request.actor.partnership, local_day(request.began_at))
    context = {
        "need": row,
        "priority": rules.PRIORITIES.get(row.priority, ""),
        "word": NEED.words[row.state],
        "follows": _follows(held, row),
        "closed": held.closed is not None,
    }
    return render(request, "analysis/need.html", context)


def change_need(request: Request, key: str) -> HttpResponse:
    """Other words of a need."""
    row = queries.need_for(request.actor, key)
    form = forms.NeedForm(request.POST or None, of=queries.need_values(row), **_need_pairs(request, row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_need(need=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:need", key), gettext("Bedarf ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


drop_need = DeedPage(
    deed=operations.drop_need,
    form=ReasonForm,
    title=mark("Bedarf aufgeben"),
    takes="need",
    thing=by_key(queries.need_for),
    back=lambda row: GAPS,
    done=mark("Der Bedarf ist aufgegeben."),
)


def reopen_need(request: Request, key: str) -> HttpResponse:
    """Takes the need up again."""
    row = queries.need_for(request.actor, key)
    tried(request, lambda: operations.reopen_need(need=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:need", key)


def _leave_open(request: Request, what: str) -> HttpResponse:
    form = forms.LeaveOpenForm(request.POST or None)

    def deed(reason: str) -> None:
        operations.leave_open(what=what, reason=reason, by=request.actor, at=request.began_at)

    title, done = gettext("Bewusst offen lassen"), gettext("Festgehalten.")
    return form_page(request, form, deed, title=title, back=GAPS, done=done)


def leave_finding(request: Request, key: str) -> HttpResponse:
    """Leaves a finding without a need, with the reason."""
    return _leave_open(request, f"finding:{queries.finding_for(request.actor, key).key}")


def leave_gap(request: Request, key: str) -> HttpResponse:
    """Leaves a gap (theme and area, with a dot between) without a need, with the reason; 404 for what is no gap."""
    held = queries.stock(request.actor.partnership, local_day(request.began_at))
    if key not in {queries.gap_key(*place) for place in held.gaps}:
        raise Http404
    return _leave_open(request, f"gap:{key}")


def take_up(request: Request, key: str) -> HttpResponse:
    """What was left open needs a need again."""
    row = queries.left_open_for(request.actor, key)
    tried(request, lambda: operations.take_up(left=row, by=request.actor, at=request.began_at))
    return go(request, *GAPS)


def close_analysis(request: Request) -> HttpResponse:
    """Freezes the analysis as it is now."""
    done = gettext("Die Auswertung ist abgeschlossen.")
    tried(request, lambda: operations.close_analysis(by=request.actor, at=request.began_at), done)
    return go(request, *GAPS)


reopen_analysis = DeedPage(
    deed=operations.reopen_analysis,
    form=forms.ReopenForm,
    title=mark("Auswertung wieder öffnen"),
    takes="closing",
    thing=by_key(queries.closing_for),
    back=lambda row: GAPS,
    done=mark("Die Auswertung ist wieder offen."),
)


def closing(request: Request, key: str) -> HttpResponse:
    """The analysis as it was when it was closed."""
    row = queries.closing_for(request.actor, key)
    return render(request, "analysis/closing.html", {"closing": row, "report": documents.report(row)})


def closing_file(request: Request, key: str) -> HttpResponse:
    """The same as a PDF."""
    row = queries.closing_for(request.actor, key)
    name = gettext("Auswertung {n}").format(n=row.number)
    return show(documents.pdf(row, at=request.began_at), content_type="application/pdf", name=name)


def closing_word(request: Request, key: str) -> HttpResponse:
    """The same as a Word file."""
    row = queries.closing_for(request.actor, key)
    name = gettext("Auswertung {n}").format(n=row.number)
    return attach(documents.docx(row), name=f"{name}.docx", content_type=word.TYPE)
