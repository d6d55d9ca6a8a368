"""Pages that take over foreign tables: upload, how the table is laid out, what it would change, taken over."""

import re
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext

from aktionsplan.development.analysis import imports, operations, queries, rules
from aktionsplan.development.analysis.forms import tables as forms
from aktionsplan.development.analysis.models import UploadedTable
from aktionsplan.development.analysis.views.first import themes_first
from aktionsplan.people.queries import Actor
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Fields, Foreign
from aktionsplan.shared.pages import form_page, go, seen_on, tried
from aktionsplan.shared.saying import said
from aktionsplan.shared.tables.reading import MAX_BYTES, Sheet
from aktionsplan.shared.words import Problem, Refused, mark

BACK = {"series": ("analysis:series_list",), "offers": ("analysis:offers",)}
NEXT = {"series": "analysis:table_layout", "offers": "analysis:take_offers"}
MOST_AREAS, MOST_LINES, SHOWN_ROWS, SHOWN_CHANGES, SHOWN_COLUMNS = 600, 150, 14, 20, 12


UPLOAD_LEAD = mark(
    "Auf der nächsten Seite wählen Sie, was davon übernommen wird. Bis dahin liegt die Tabelle hier bereit; "
    "verwerfen können Sie sie jederzeit."
)


def _number(text: str, most: int) -> int:
    """A place below `most` that an address or form names; 0 for anything else."""
    number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0
    return number if number < most else 0


def _upload(request: Request, purpose: str, title: str) -> HttpResponse:
    form = forms.UploadTableForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> HttpResponse:
        if upload.size > MAX_BYTES:
            raise Refused(Problem("large", mark("Die Datei ist größer als 10 MB."), {}, "upload"))
        made = operations.upload_table(
            purpose=purpose, name=upload.name, content=upload.read(), by=request.actor, at=request.began_at
        )
        return go(request, NEXT[purpose], made.key)

    more: Context = {"tables": queries.waiting_tables(request.actor.partnership, purpose), "way": NEXT[purpose]}
    more |= {"title": title, "lead": gettext(UPLOAD_LEAD), "button": gettext("Datei lesen"), "upload": True}
    return form_page(request, form, deed, back=BACK[purpose], page="analysis/upload.html", **more)


def upload_series(request: Request) -> HttpResponse:
    """A file with figures."""
    return _upload(request, "series", gettext("Zahlen aus einer Datei"))


def upload_offers(request: Request) -> HttpResponse:
    """A file with a list of offers."""
    return themes_first(request) or _upload(request, "offers", gettext("Angebote aus einer Liste"))


def drop_table(request: Request, key: str) -> HttpResponse:
    """Throws the uploaded table away."""
    purpose = "offers" if request.POST.get("purpose") == "offers" else "series"
    table, done = queries.table_for(request.actor, key, purpose), gettext("Die Tabelle ist verworfen.")
    tried(request, lambda: operations.drop_table(table=table, by=request.actor, at=request.began_at), done)
    return go(request, *BACK[purpose])


def _sheet(request: Request, table: UploadedTable) -> tuple[int, Sheet]:
    number = _number(request.GET.get("blatt", "0"), len(table.sheets))
    return number, queries.sheet_of(table, number)


def _preview(sheet: Sheet, first: int) -> list[tuple[int, list[str]]]:
    """The first rows with their numbers, as a spreadsheet shows them."""
    rows = range(max(first, 0), min(first + SHOWN_ROWS, len(sheet.rows)))
    width = min(sheet.width, SHOWN_COLUMNS)
    return [(row + 1, [sheet.cell(row, column)[:40] for column in range(width)]) for row in rows]


def _found(sheet: Sheet, own: dict[str, str]) -> tuple[imports.Found, str]:
    """The proposed layout, and which of its places to look for: our own that stand in the table."""
    found = imports.propose(sheet, frozenset(own))
    names = {imports.bare_place(text): text for text in imports.areas(sheet, found.layout)}
    mine = [name for bare, name in names.items() if bare in own]
    return found, ", ".join(sorted({name.split(",")[0] for name in mine}))[:300]


def _layout_form(request: Request, sheet: Sheet) -> tuple[forms.LayoutForm, Sequence[Problem]]:
    found, search = _found(sheet, queries.own_places(request.actor.partnership))
    asked = request.GET if "head_from" in request.GET else forms.asked_of(found, search)
    form = forms.LayoutForm(asked, sheet=sheet, layout=found.layout)
    if form.is_valid():
        form = forms.LayoutForm(asked, sheet=sheet, layout=form.layout())
        form.is_valid()
    return form, found.problems


def table_layout(request: Request, key: str) -> HttpResponse:
    """How the table is laid out: proposed, and chosen by a person."""
    table = queries.table_for(request.actor, key, "series")
    number, sheet = _sheet(request, table)
    form, problems = _layout_form(request, sheet)
    if form.is_valid() and "weiter" in request.GET and not (found := _checked(form, sheet)):
        return go_on(request, key)
    problems = [*problems, *(found if form.is_valid() and "weiter" in request.GET else [])]
    context = {
        "table": table,
        "form": form,
        "sheet": number,
        "sheets": [(place, one["name"] or str(place + 1)) for place, one in enumerate(table.sheets)],
        "problems": list(dict.fromkeys(said(problem) for problem in problems)),
        "rows": _preview(sheet, 0),
        "columns": [forms.letters(column) for column in range(min(sheet.width, SHOWN_COLUMNS))],
    }
    return render(request, "analysis/table_layout.html", context)


def go_on(request: Request, key: str) -> HttpResponse:
    """The page of what is taken over, for the layout in the address."""
    asked = request.GET.copy()
    asked.pop("weiter", None)
    response = go(request, "analysis:take_series", key)
    response["Location"] += f"?{asked.urlencode()}"
    return response


def _checked(form: forms.LayoutForm, sheet: Sheet) -> list[Problem]:
    """What hinders reading the table as it was chosen; said in the form as well."""
    try:
        figures = _figures(form, sheet)
    except Refused as refused:
        form.add_problem(refused.problem)
        return [refused.problem]
    if problem := imports.mixed_problem((one.text, one.place) for one in figures):
        form.add_problem(problem)
        return [problem]
    if not figures:
        problem = Problem("no_figures", mark("Mit dieser Auswahl bleibt keine Zahl übrig."))
        form.add_problem(problem)
        return [problem]
    return []


def _areas(form: forms.LayoutForm, sheet: Sheet) -> list[str]:
    words = [word.strip().casefold() for word in form.cleaned_data["search"].split(",") if word.strip()]
    named = imports.areas(sheet, form.layout())
    chosen = [name for name in named if not words or any(word in name.casefold() for word in words)]
    return chosen[:MOST_AREAS]


def _figures(form: forms.LayoutForm, sheet: Sheet, only: frozenset[str] | None = None) -> list[imports.Figure]:
    """The figures of the chosen places and years."""
    layout, data = form.layout(), form.cleaned_data
    places = frozenset(_areas(form, sheet)) if only is None else only
    since, until = data["since"] or 0, data["until"] or 9999
    rows = imports.read(sheet, layout, places if layout.area is not None else None)
    return [figure for figure in rows if since <= figure.year <= until]


def _lines(figures: Sequence[imports.Figure], title: str) -> list[forms.Line]:
    names = list(dict.fromkeys(figure.name for figure in figures))[:MOST_LINES]
    alone = title if len(names) == 1 and title and len(names[0].split()) < 2 else ""
    return [forms.Line(number, name, alone or name or title) for number, name in enumerate(names)]


def take_series(request: Request, key: str) -> HttpResponse:
    """What of the table is taken over, under which names; shown with what it would change, then stored."""
    table = queries.table_for(request.actor, key, "series")
    number, sheet = _sheet(request, table)
    layout, _problems = _layout_form(request, sheet)
    if not layout.is_valid() or _checked(layout, sheet):
        return _back_to_layout(request, key)
    form = _take_form(request, layout, sheet)
    context: Context = {"table": table, "form": form, "asked": request.GET.urlencode(), "sheet": number}
    if request.method == "POST" and form.is_valid():
        planned = _planned(request.actor, form, layout, sheet)
        if "store" in request.POST and not form.errors and _stored(request, form, table, planned):
            return go(request, *BACK["series"])
        compared = queries.compared(request.actor.partnership, planned)
        context |= {"looked": not form.errors, "compared": compared, "count": len(planned)}
        context |= {"changes": compared.changed[:SHOWN_CHANGES], "samples": _samples(planned)}
    return render(request, "analysis/take_series.html", context)


def _figure(cell: rules.Cell) -> str:
    return cell.sign if cell.value is None else rules.shown_number(cell.value)


def _samples(planned: Sequence[queries.Planned]) -> list[tuple[str, str, int, str, str]]:
    """The newest figure of each planned series, to be compared with the table: name, area, year, figure, unit."""
    rows = []
    for one in planned[:SHOWN_CHANGES]:
        year = max(one.figures, default=0)
        if year:
            area = one.area[2] or gettext(rules.AREAS["all"])
            rows.append((one.name, area, year, _figure(one.figures[year]), one.unit))
    return rows


def _back_to_layout(request: Request, key: str) -> HttpResponse:
    response = go(request, "analysis:table_layout", key)
    response["Location"] += f"?{request.GET.urlencode()}&weiter=1"
    return response


def _labelled(actor: Actor, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Each area of the table with what it would be for us, in words and as the form's choice."""
    own = queries.own_places(actor.partnership)
    found = []
    for name in names:
        kind, key, called = queries.area_called(actor.partnership, name, own)
        word = called if kind in rules.OWN_AREAS else gettext(rules.AREAS[kind])
        found.append((name, f"{name} → {word}", key or kind))
    return found


def _area(actor: Actor, meant: str, name: str, own: dict[str, str]) -> tuple[str, str, str]:
    """The area of a figure: as it was assigned, or what its name in the table says."""
    if not meant:
        return queries.area_called(actor.partnership, name, own)
    if meant in rules.AREAS:
        return meant, "", "" if meant == "all" else name
    kind, called = queries.place_named(actor.partnership, meant)
    return kind, meant, called


def _take_form(request: Request, layout: forms.LayoutForm, sheet: Sheet) -> forms.TakeSeriesForm:
    names, figures = _areas(layout, sheet), _figures(layout, sheet)
    lines = _lines(figures, imports.title_of(sheet, layout.layout()))
    start = forms.proposed_series(lines, imports.footer(sheet, layout.layout()), names)
    places = queries.places(request.actor.partnership)
    areas = _labelled(request.actor, names)
    return forms.TakeSeriesForm(request.POST or None, initial=start, areas=areas, lines=lines, places=places)


def _place(actor: Actor, data: Fields) -> tuple[str, str, str]:
    """The one area of a table that names none."""
    if kind_name := queries.place_named(actor.partnership, data["place"])[0]:
        return kind_name, data["place"], queries.place_named(actor.partnership, data["place"])[1]
    return data["place"], "", "" if data["place"] == "all" else data["place_name"]


def _planned(
    actor: Actor, form: forms.TakeSeriesForm, layout: forms.LayoutForm, sheet: Sheet
) -> list[queries.Planned]:
    """The chosen series with their cells read; what is no figure is said in the form."""
    data, own = form.cleaned_data, queries.own_places(actor.partnership)
    meant = form.meant
    chosen = None if meant is None else frozenset(meant)
    if meant is None and (problem := rules.area_problem(*_place(actor, data))):
        form.add_problem(Problem(problem.code, problem.text, {}, "place_name"))
        return []

    def area(name: str) -> tuple[str, str, str]:
        return _place(actor, data) if meant is None else _area(actor, meant[name], name, own)

    return _collected(form, _figures(layout, sheet, chosen), area)


def _collected(
    form: forms.TakeSeriesForm, figures: Sequence[imports.Figure], area: Callable[[str], tuple[str, str, str]]
) -> list[queries.Planned]:
    """The figures of the chosen series, by series and area."""
    planned: dict[tuple[str, str], queries.Planned] = {}
    for figure in figures:
        if figure.name not in form.taken:
            continue
        place, (name, unit, kind) = (figure.name, figure.area), form.taken[figure.name]
        if place not in planned:
            planned[place] = queries.Planned(name, unit, kind, area(figure.area), {})
        if (cell := form.cell(figure.text, figure.place, kind)) is not None:
            planned[place].figures[figure.year] = cell
    return list(planned.values())


def _stored(
    request: Request, form: forms.TakeSeriesForm, table: UploadedTable, planned: list[queries.Planned]
) -> bool:
    source = {name: form.cleaned_data[name] for name in forms.TakeSeriesForm.COMMON}
    try:
        compared = operations.take_series(
            table=table, planned=planned, source=source, seen=seen_on(request), by=request.actor, at=request.began_at
        )
    except Refused as refused:
        form.add_problem(refused.problem)
        return False
    count = compared.new + len(compared.changed)
    word = ngettext(
        "{n} Zahlen in einer Reihe sind übernommen.", "{n} Zahlen in {series} Reihen sind übernommen.", len(planned)
    )
    text = word.format(n=count, series=len(planned))
    messages.success(request, text)
    return True


def take_offers(request: Request, key: str) -> HttpResponse:
    """Which columns of a list hold what; shown as offers, then stored."""
    table = queries.table_for(request.actor, key, "offers")
    number, sheet = _sheet(request, table)
    form = _offers_form(request, sheet)
    context: Context = {"table": table, "form": form, "sheet": number}
    context["sheets"] = [(place, one["name"] or str(place + 1)) for place, one in enumerate(table.sheets)]
    if request.method == "POST" and form.is_valid():
        entries = _entries(request, form, sheet)
        if "store" in request.POST and not form.errors and _kept(request, form, table, entries):
            return go(request, *BACK["offers"])
        there = queries.offers_there(request.actor.partnership)
        known = sum((fields["title"].casefold(), fields["area"]) in there for fields in entries)
        context |= {"looked": not form.errors, "entries": _shown(request.actor, entries), "count": len(entries)}
        context["known"] = known
    return render(request, "analysis/take_offers.html", context)


def _offers_form(request: Request, sheet: Sheet) -> forms.TakeOffersForm:
    town = request.actor.partnership
    head = next((row for row in range(len(sheet.rows)) if sum(bool(text) for text in sheet.rows[row]) > 1), 0)
    themes, places = queries.theme_choices(town), queries.places(town)
    asked = _number(request.POST.get("head", ""), len(sheet.rows) + 1) if request.method == "POST" else head + 1
    start = {"head": head + 1, "kind": "offer", "ours": True} | _guessed(sheet, head)
    return forms.TakeOffersForm(
        request.POST or None, initial=start, sheet=sheet, head=max(asked - 1, 0), themes=themes, places=places
    )


GUESSES = {
    "title": ("schulname", "angebot", "name", "titel"),
    "place": ("city", "ort", "stadt", "gemeinde"),
    "carrier_name": ("träger", "schulträger", "verein"),
    "reach": ("schüler", "teilnehm", "reichweite"),
    "contact": ("kontakt", "ansprech", "mail"),
    "text": ("beschreibung", "inhalt"),
    "target_groups": ("zielgruppe", "für wen"),
    "begins_on": ("beginn", "seit"),
    "ends_on": ("ende", "bis"),
}


def _guessed(sheet: Sheet, head: int) -> Fields:
    """The column of each part whose heading sounds like it; the first word that fits wins."""
    names = {column: text.casefold() for column, text in enumerate(sheet.rows[head]) if text}
    found: Fields = {}
    for part, words in GUESSES.items():
        column = next((c for word in words for c, name in names.items() if word in name), None)
        if column is not None and str(column) not in found.values():
            found[f"column-{part}"] = str(column)
    return found


def _entries(request: Request, form: forms.TakeOffersForm, sheet: Sheet) -> list[Fields]:
    """The rows as offers; a day that is none and a row without a name are said in the form with their cell."""
    own = queries.own_places(request.actor.partnership)
    theme = queries.theme_at(request.actor.partnership, form.cleaned_data["theme"])
    read = imports.offers(
        sheet,
        form.cleaned_data["head"],
        form.columns,
        own=own,
        area=form.cleaned_data["area"],
        only_ours=form.cleaned_data["ours"],
        words=[word.strip().casefold() for word in form.cleaned_data["words"].split(",") if word.strip()],
    )
    for problem in read.problems[:10]:
        form.add_problem(problem)
    return [fields | {"kind": form.cleaned_data["kind"], "theme": theme} for fields in read.rows]


def _shown(actor: Actor, entries: list[Fields]) -> list[Fields]:
    names = dict(queries.places(actor.partnership))
    return [fields | {"place": names.get(fields["area"], "")} for fields in entries[:SHOWN_CHANGES]]


def _kept(request: Request, form: PlainForm, table: UploadedTable, entries: list[Fields]) -> bool:
    try:
        count = operations.take_offers(table=table, entries=entries, by=request.actor, at=request.began_at)
    except Refused as refused:
        form.add_problem(refused.problem)
        return False
    messages.success(request, gettext("{n} Einträge sind aufgenommen.").format(n=count))
    return True
