"""Pages about themes and series."""

import re
from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms import series as forms
from aktionsplan.development.analysis.models import Series, SeriesValue
from aktionsplan.development.analysis.states import SERIES, THEME
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import columns
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.kinds import Context, Thing, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, seen_on, sent, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase, Refused, mark

THEMES, SERIES_LIST = ("analysis:themes",), ("analysis:series_list",)
TILE_YEARS, GRID_ROWS, GRID_YEARS, OWN_YEARS = 8, 12, 6, 12


def tile(row: queries.Figures, since: int = 0) -> Context:
    """A series as a tile: newest figure, change in words (against a reference year if one is named), columns from zero."""
    return {
        "series": row.series,
        "state": row.state,
        "last": row.last,
        "value": "" if row.last is None or row.last.value is None else rules.shown_number(row.last.value),
        "change": change_words(row, since),
        "break": next((value.breaks for value in row.rows if value.breaks), ""),
        "chart": columns([(str(value.year), value.value, bool(value.breaks)) for value in row.rows[-TILE_YEARS:]]),
    }


def change_words(row: queries.Figures, since: int = 0) -> Phrase | None:
    """`5,2 Punkte mehr als 2021`, `2 weniger als 2024`, `so viel wie 2024`; nothing where figures do not compare."""
    found = row.change(since)
    if found is None:
        return None
    params = {"n": rules.shown_number(abs(found.difference)), "year": found.since}
    if found.difference == 0:
        return Phrase(mark("so viel wie {year}"), params)
    more = found.difference > 0
    if row.series.kind == "share":
        return Phrase(mark("{n} Punkte mehr als {year}") if more else mark("{n} Punkte weniger als {year}"), params)
    return Phrase(mark("{n} mehr als {year}") if more else mark("{n} weniger als {year}"), params)


def themes(request: Request) -> HttpResponse:
    """The themes, those in use first."""
    rows = sorted(queries.themes(request.actor.partnership, closed=True), key=lambda row: row.state == "closed")
    context = {"rows": [(row, rules.FIELDS[row.field], THEME.words[row.state]) for row in rows]}
    return render(request, "analysis/themes.html", context)


add_theme = DeedPage(
    deed=operations.add_theme,
    form=forms.ThemeForm,
    title=mark("Thema anlegen"),
    back=lambda theme: THEMES,
    done=mark("Das Thema ist angelegt."),
)
change_theme = DeedPage(
    deed=operations.change_theme,
    form=forms.ThemeForm,
    title=mark("Thema ändern"),
    takes="theme",
    thing=by_key(queries.theme_for),
    of=queries.theme_values,
    back=lambda theme: THEMES,
    done=mark("Gespeichert."),
)


def take_themes(request: Request) -> HttpResponse:
    """Takes the proposed themes over."""
    made = operations.take_themes(by=request.actor, at=request.began_at)
    messages.success(request, gettext("{n} Themen sind angelegt.").format(n=len(made)))
    return go(request, *THEMES)


def close_theme(request: Request, key: str) -> HttpResponse:
    """Offers the theme for nothing new any more."""
    theme = queries.theme_for(request.actor, key)
    tried(request, lambda: operations.close_theme(theme=theme, by=request.actor, at=request.began_at))
    return go(request, *THEMES)


def reopen_theme(request: Request, key: str) -> HttpResponse:
    """Offers the theme again."""
    theme = queries.theme_for(request.actor, key)
    tried(request, lambda: operations.reopen_theme(theme=theme, by=request.actor, at=request.began_at))
    return go(request, *THEMES)


LIST = Listing(
    title=mark("Zahlen im Lauf der Jahre"),
    rows=queries.series,
    order=Order("name"),
    found=queries.series_called,
    file="analysis:series_file",
    older=mark("Weitere Reihen"),
    empty=(
        mark("Keine Reihe passt dazu"),
        mark("Beginnen Sie mit dem Katalog: zwölf Reihen, die viele Orte brauchen."),
    ),
    choices=(
        Choice("stand", "state", mark("Nach Stand"), SERIES.words, chips=True),
        Choice("art", "kind", mark("Nach Art"), rules.KINDS),
    ),
    columns=(
        Column(
            mark("Reihe"), lambda row: row.name, order="name", link="analysis:series", second=lambda row: row.unit
        ),
        Column(mark("Gebiet"), lambda row: area_of(row)),
        Column(mark("Thema"), lambda row: row.theme.name if row.theme else ""),
        Column(mark("Quelle"), lambda row: row.source),
        Column(mark("Abgerufen am"), lambda row: row.retrieved_on),
        Column(mark("Stand"), lambda row: Phrase(SERIES.words[row.state])),
    ),
)


def area_of(row: Series) -> Phrase | str:
    """The area as people name it."""
    return row.area_name or Phrase(rules.AREAS[row.area_kind])


def series_list(request: Request) -> HttpResponse:
    """Every series, 50 on a page."""
    return list_page(request, LIST, "analysis/series_list.html")


def series_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the series that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def _pairs(request: Request, but: Series | None = None) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    others = queries.series(town).exclude(key=but.key if but else "")
    return {
        "themes": queries.theme_choices(town),
        "places": queries.places(town),
        "others": [(row.key, f"{row.name}, {row.area_name}") for row in others.filter(kind="level")],
    }


def add_series(request: Request) -> HttpResponse:
    """A new series."""
    form = forms.SeriesForm(request.POST or None, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_series(fields=data, by=request.actor, at=request.began_at)
        return go(request, "analysis:enter_year", made.key)

    done = gettext("Die Reihe ist angelegt. Jetzt fehlen die Zahlen.")
    return form_page(request, form, deed, title=gettext("Zahlenreihe anlegen"), back=SERIES_LIST, done=done)


def change_series(request: Request, key: str) -> HttpResponse:
    """Other words about a series."""
    row = queries.series_for(request.actor, key)
    form = forms.SeriesForm(request.POST or None, of=queries.series_values(row), **_pairs(request, row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_series(series=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:series", key), gettext("Zahlenreihe ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def take_catalogue(request: Request) -> HttpResponse:
    """Series of the catalogue for one place."""
    places = queries.places(request.actor.partnership)
    form = forms.CatalogueForm(request.POST or None, places=places)

    def deed(names: list[str], place: str) -> None:
        operations.take_catalogue(names=names, place=place, by=request.actor, at=request.began_at)

    title, done = gettext("Reihen aus dem Katalog"), gettext("Die Reihen sind angelegt. Jetzt fehlen die Zahlen.")
    return form_page(request, form, deed, title=title, back=SERIES_LIST, done=done)


def _year_row(value: SeriesValue, per: dict[int, Decimal]) -> Context:
    return {
        "value": value,
        "text": value.sign or ("" if value.value is None else rules.shown_number(value.value)),
        "sign": rules.SIGNS.get(value.sign, ""),
        "marks": [rules.MARKS[letter] for letter in value.marks],
        "per": rules.shown_number(per[value.year]) if value.year in per else "",
    }


def one_series(request: Request, key: str) -> HttpResponse:
    """A series with its table and its drawing."""
    row = queries.series_for(request.actor, key)
    chosen = [row, *([row.inhabitants] if row.inhabitants else [])]
    [own, *base] = queries.figures(chosen, local_day(request.began_at))
    per = rules.per_thousand(own.known, base[0].known) if base else {}
    years = [year for year in own.known if own.last is not None and year < own.last.year]
    since = next((year for year in years if str(year) == request.GET.get("seit", "")), 0)
    context = tile(own, since) | {
        "years": years,
        "since": since,
        "rows": [_year_row(value, per) for value in own.rows],
        "kind": rules.KINDS[row.kind],
        "rhythm": rules.RHYTHMS[row.rhythm],
        "area": area_of(row),
        "per": bool(base),
    }
    return render(request, "analysis/series.html", context)


def _years(request: Request, count: int) -> list[int]:
    """The years of a grid, up to the one that the address names, else up to the present one."""
    asked = request.GET.get("bis", "")
    today = local_day(request.began_at).year
    last = int(asked) if re.fullmatch(r"[0-9]{4}", asked) and 1900 <= int(asked) <= today else today
    return list(range(last - count + 1, last + 1))


def _table(
    request: Request, rows: Sequence[Series], years: list[int], *, breaks: bool, title: str, back: Thing
) -> HttpResponse:
    stored = queries.cells_shown(rows, years, breaks=breaks)
    form = forms.GridForm(request.POST or None, rows=rows, years=years, breaks=breaks, of=stored)

    def deed(entries: dict[tuple[str, int], queries.Entry], seen: str) -> int:
        return operations.enter_values(entries=entries, seen=seen, by=request.actor, at=request.began_at) or True

    if sent(request, form, deed, gettext("Die Zahlen sind gespeichert.")) is not None:
        return go(request, *back)
    lines = [(row, [form[queries.cell_name(row.key, year)] for year in years]) for row in rows]
    notes = [form[queries.break_name(row.key, year)] for row in rows for year in years] if breaks else []
    context = {"form": form, "lines": lines, "years": years, "notes": notes, "title": title, "earlier": years[0] - 1}
    return render(request, "analysis/grid.html", context)


def grid(request: Request) -> HttpResponse:
    """Figures of the series of a theme, several years side by side."""
    theme = request.GET.get("thema", "")[:22]
    rows = list(queries.kept(request.actor.partnership, theme)[:GRID_ROWS])
    title = gettext("Zahlen eintragen")
    return _table(request, rows, _years(request, GRID_YEARS), breaks=False, title=title, back=SERIES_LIST)


def enter_year(request: Request, key: str) -> HttpResponse:
    """Figures of one series, with what one has to know to compare them."""
    row = queries.series_for(request.actor, key)
    back = ("analysis:series", key)
    return _table(request, [row], _years(request, OWN_YEARS), breaks=True, title=row.name, back=back)


end_series = DeedPage(
    deed=operations.end_series,
    form=forms.EndForm,
    title=mark("Reihe beenden"),
    takes="series",
    thing=by_key(queries.series_for),
    back=lambda series: ("analysis:series", series.key),
    done=mark("Die Reihe ist beendet. Ihre Zahlen bleiben."),
)


def resume(request: Request, key: str) -> HttpResponse:
    """The series goes on."""
    row = queries.series_for(request.actor, key)
    tried(request, lambda: operations.resume_series(series=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:series", key)


def paste(request: Request) -> HttpResponse:
    """A block from a spreadsheet: first shown with what it would change, then stored."""
    rows = list(queries.kept(request.actor.partnership))
    form = forms.BlockForm(request.POST or None, rows=rows)
    context: Context = {"form": form}
    if request.method == "POST" and form.is_valid():
        changed, shown = queries.changes(rows, form.cleaned_data["entries"])
        if "store" in request.POST and _pasted(request, form, seen_on(request)):
            return go(request, *SERIES_LIST)
        context |= {"changed": changed, "seen": seal(shown), "block": form.cleaned_data["block"], "looked": True}
    return render(request, "analysis/paste.html", context)


def _pasted(request: Request, form: forms.BlockForm, seen: str) -> bool:
    entries = form.cleaned_data["entries"]
    by, at = request.actor, request.began_at
    try:
        count = operations.enter_values(entries=entries, seen=seen, by=by, at=at)
    except Refused as refused:
        form.add_problem(refused.problem)
        return False
    messages.success(request, gettext("{n} Zahlen sind gespeichert.").format(n=count))
    return True
