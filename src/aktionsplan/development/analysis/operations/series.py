"""Writing themes and series."""

import datetime as dt
from collections.abc import Collection, Mapping

from aktionsplan.development.analysis import queries, rules
from aktionsplan.development.analysis.models import Series, SeriesValue, Theme
from aktionsplan.development.analysis.rules.catalogue import CATALOGUE
from aktionsplan.development.analysis.states import SERIES, THEME
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

OWN = (
    "name",
    "unit",
    "kind",
    "numerator",
    "denominator",
    "source",
    "licence",
    "address",
    "retrieved_on",
    "rhythm",
    "owner",
    "comparability",
    "zero_is_little",
    "dash_means",
    "dot_means",
)
"""Fields of a series that are stored as they were typed."""
FIGURE = ("value", "sign", "marks", "breaks")
FIRST_YEAR, LAST_YEAR = 1900, 2100


def _check_name(partnership: Partnership, name: str, theme: Theme | None = None) -> None:
    others = Theme.objects.filter(partnership=partnership).exclude(key=theme.key if theme else "")
    if problem := rules.theme_problem(name, list(others.values_list("name", flat=True))):
        raise Refused(problem)


@deed("analysis.add_theme", on=None, because="the theme is made here")
def add_theme(*, name: str, title: str, field: str, by: By, at: dt.datetime) -> Theme:
    """A new theme; refused when its short name is taken."""
    _check_name(by.partnership, name)
    theme = Theme.objects.create(partnership=by.partnership, name=name, title=title, field=field, state=THEME.initial)
    record(by=by, at=at, reference=f"theme:{theme.key}", payload={"name": name, "field": field})
    return theme


@deed("analysis.take_themes", on=None, because="the themes are made here")
def take_themes(*, by: By, at: dt.datetime) -> list[Theme]:
    """The themes that the program proposes, as far as there are none of their names."""
    taken = [
        name.casefold() for name in Theme.objects.filter(partnership=by.partnership).values_list("name", flat=True)
    ]
    made = [
        Theme.objects.create(partnership=by.partnership, name=name, title=title, field=field, state=THEME.initial)
        for name, title, field in rules.THEMES
        if name.casefold() not in taken
    ]
    record(by=by, at=at, reference="themes", payload={"names": [theme.name for theme in made]})
    return made


@deed("analysis.change_theme", on=queries.THEME)
def change_theme(
    *, theme: Theme, name: str, title: str, field: str, seen: str = "", by: By, at: dt.datetime
) -> Theme:
    """Other words for a theme; everything that names it follows."""
    unchanged(seen, queries.theme_values(theme))
    _check_name(by.partnership, name, theme)
    before = queries.theme_values(theme)
    theme.state = THEME.next(theme.state, "change")
    theme.name, theme.title, theme.field = name, title, field
    theme.save(update_fields=["name", "title", "field", "state"])
    record(by=by, at=at, payload={"name": name, "before": before})
    return theme


def _theme_moves(theme: Theme, event: str, by: By, at: dt.datetime) -> Theme:
    theme.state = THEME.next(theme.state, event)
    theme.save(update_fields=["state"])
    record(by=by, at=at, payload={"name": theme.name})
    return theme


@deed("analysis.close_theme", on=queries.THEME)
def close_theme(*, theme: Theme, by: By, at: dt.datetime) -> Theme:
    """The theme is offered for nothing new any more; what has it keeps it."""
    return _theme_moves(theme, "close", by, at)


@deed("analysis.reopen_theme", on=queries.THEME)
def reopen_theme(*, theme: Theme, by: By, at: dt.datetime) -> Theme:
    """The theme is offered again."""
    return _theme_moves(theme, "reopen", by, at)


def _findable(series: Series) -> None:
    text = f"{series.area_name} {series.source}"
    search.put(partnership=series.partnership, kind="series", reference=series.key, title=series.name, text=text)


def _series_fields(fields: Fields, by: By, own: Series | None = None) -> Fields:
    """What is stored, from what was typed: theme, place and the series of inhabitants by their keys."""
    place, name = fields.get("place", ""), fields.get("area_name", "")
    kind, key = (place, "") if place in rules.AREAS else ("", place)
    if key:
        kind, name = queries.place_named(by.partnership, key)
    for problem in (rules.area_problem(kind or "town", key if kind else "", name), rules.share_problem(fields)):
        if problem:
            raise Refused(problem)
    inhabitants = Series.objects.filter(partnership=by.partnership, key=fields.get("inhabitants") or "-").first()
    if own is not None and inhabitants is not None and inhabitants.pk == own.pk:
        text = mark("Eine Reihe kann nicht auf sich selbst bezogen werden.")
        raise Refused(Problem("inhabitants", text, {}, "inhabitants"))
    theme = Theme.objects.filter(partnership=by.partnership, key=fields.get("theme") or "-").first()
    return {name: fields[name] for name in OWN if name in fields} | {
        "theme": theme,
        "area_kind": kind,
        "area_key": key,
        "area_name": "" if kind == "all" else name,
        "inhabitants": inhabitants,
    }


@deed("analysis.add_series", on=None, because="the series is made here")
def add_series(*, fields: Fields, invented: bool = False, by: By, at: dt.datetime) -> Series:
    """A new series without figures; refused when its area is not named."""
    values = _series_fields(fields, by)
    series = Series.objects.create(partnership=by.partnership, state=SERIES.initial, invented=invented, **values)
    _findable(series)
    record(by=by, at=at, reference=f"series:{series.key}", payload={"name": series.name, "area": series.area_name})
    return series


@deed("analysis.take_catalogue", on=None, because="the series are made here")
def take_catalogue(*, names: Collection[str], place: str, by: By, at: dt.datetime) -> list[Series]:
    """Series of the catalogue for one place, each with the theme of its name if there is one; those that the place
    has already are left out. Refused when none is left."""
    there = set(
        queries.series(by.partnership).filter(area_key="" if place == "all" else place).values_list("name", flat=True)
    )
    chosen = [CATALOGUE[name] for name in CATALOGUE if name in names and CATALOGUE[name].name not in there]
    if not chosen:
        raise Refused(
            Problem(
                "names",
                mark("Bitte wählen Sie mindestens eine Reihe, die es für diesen Ort noch nicht gibt."),
                {},
                "names",
            )
        )
    themes = {theme.name: theme.key for theme in queries.themes(by.partnership)}
    made = [
        add_series(
            fields={
                "name": proposed.name,
                "unit": proposed.unit,
                "kind": proposed.kind,
                "numerator": proposed.numerator,
                "denominator": proposed.denominator,
                "source": proposed.source,
                "rhythm": "yearly",
                "theme": themes.get(proposed.theme, ""),
                "place": place,
            },
            by=by,
            at=at,
        )
        for proposed in chosen
    ]
    record(by=by, at=at, reference="series", payload={"names": [row.name for row in made]})
    return made


@deed("analysis.change_series", on=queries.SERIES)
def change_series(*, series: Series, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Series:
    """Other words about a series; its figures stay."""
    unchanged(seen, queries.series_values(series))
    values = _series_fields(fields, by, series)
    series.state = SERIES.next(series.state, "change")
    changed = [name for name, value in values.items() if value != getattr(series, name)]
    before = {name: str(getattr(series, name) or "") for name in changed}
    for name in changed:
        setattr(series, name, values[name])
    series.save(update_fields=[*changed, "state"])
    _findable(series)
    record(by=by, at=at, payload={"changed": changed, "before": before})
    return series


@deed("analysis.end_series", on=queries.SERIES)
def end_series(*, series: Series, reason: str, by: By, at: dt.datetime) -> Series:
    """No new figures are expected; those that are there stay."""
    series.state = SERIES.next(series.state, "end")
    series.save(update_fields=["state"])
    record(by=by, at=at, payload={"name": series.name, "reason": reason})
    return series


@deed("analysis.resume_series", on=queries.SERIES)
def resume_series(*, series: Series, by: By, at: dt.datetime) -> Series:
    """The series goes on."""
    series.state = SERIES.next(series.state, "resume")
    series.save(update_fields=["state"])
    record(by=by, at=at, payload={"name": series.name})
    return series


def _enter(row: SeriesValue, entry: queries.Entry) -> bool:
    """Writes the figure of one year, or takes it away; whether anything changed."""
    cell = rules.Cell(row.value, row.sign, row.marks) if entry.kept and row.pk else entry.cell
    if cell is None and not entry.breaks and not (entry.breaks is None and row.breaks):
        if row.pk is None:
            return False
        row.delete()
        return True
    value, sign, marks = (cell.value, cell.sign, cell.marks) if cell else (None, "", "")
    note = row.breaks if entry.breaks is None else entry.breaks
    if row.pk and (row.value, row.sign, row.marks, row.breaks) == (value, sign, marks, note):
        return False
    row.value, row.sign, row.marks, row.breaks = value, sign, marks, note
    row.save(update_fields=FIGURE if row.pk else None)
    return True


@deed("analysis.enter_values", on=None, because="figures of several series, locked in one statement")
def enter_values(*, entries: Mapping[tuple[str, int], queries.Entry], seen: str = "", by: By, at: dt.datetime) -> int:
    """Figures by key of the series and year; an empty cell takes the figure away. Returns how many cells changed.

    A series without a day of retrieval gets this one. Whoever meanwhile typed another figure into one of these cells is not
    overwritten (Conflict). Refused for years that no table has, and for a series that has ended.
    """
    if wrong := [year for _key, year in entries if not FIRST_YEAR <= year <= LAST_YEAR]:
        raise Refused(Problem("year", mark("„{year}“ ist kein Jahr."), {"year": str(wrong[0])}))
    chosen = Series.objects.select_for_update().filter(
        partnership=by.partnership, key__in={key for key, _year in entries}
    )
    rows = {row.key: row for row in chosen.order_by("pk")}
    for row in rows.values():
        row.state = SERIES.next(row.state, "enter")
    stored = queries.cells_of(rows, entries)
    unchanged(seen, queries.shown_cells(stored, entries))
    before = {f"{key} {year}": queries.typed(cell) for (key, year), cell in stored.items()}
    changed = [f"{key} {year}" for (key, year), cell in sorted(stored.items()) if _enter(cell, entries[key, year])]
    touched = {name.split()[0] for name in changed}
    fresh = [row.pk for key, row in rows.items() if key in touched and row.retrieved_on is None]
    Series.objects.filter(pk__in=fresh).update(retrieved_on=local_day(at))
    payload = {
        "series": {key: row.name for key, row in rows.items()},
        "before": {name: before[name] for name in changed},
    }
    record(by=by, at=at, reference="series", payload=payload)
    return len(changed)
