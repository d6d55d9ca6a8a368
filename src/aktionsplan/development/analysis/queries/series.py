"""Reading themes and series."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Series, SeriesValue, Theme
from aktionsplan.partnership.models import District, Municipality, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields


def themes(partnership: Partnership, *, closed: bool = False) -> list[Theme]:
    """The themes in the order in which they were made; those in use, or all."""
    rows = Theme.objects.filter(partnership=partnership)
    return list(rows if closed else rows.exclude(state="closed"))


def theme_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """The themes in use as a form offers them."""
    return [(theme.key, theme.name) for theme in themes(partnership)]


def theme_for(by: Actor, key: str) -> Theme:
    """The theme with this key, or 404."""
    theme = Theme.objects.filter(partnership=by.partnership, key=key).first()
    if theme is None:
        raise Http404
    return theme


def theme_values(theme: Theme) -> Fields:
    """What the form of a theme changes."""
    return {"name": theme.name, "title": theme.title, "field": theme.field}


def series(partnership: Partnership) -> QuerySet[Series]:
    """Every series with its theme."""
    return Series.objects.filter(partnership=partnership).select_related("theme")


def series_called(rows: QuerySet[Series], partnership: Partnership, query: str) -> QuerySet[Series]:
    """Those whose name, source or area has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(name__icontains=word) | Q(source__icontains=word) | Q(area_name__icontains=word))
    return rows


def series_for(by: Actor, key: str) -> Series:
    """The series with this key, or 404."""
    row = series(by.partnership).filter(key=key).select_related("theme", "inhabitants").first()
    if row is None:
        raise Http404
    return row


def series_values(row: Series) -> Fields:
    """What the form of a series changes."""
    plain = ("name", "unit", "kind", "source", "licence", "address", "retrieved_on", "rhythm", "owner")
    more = ("comparability", "zero_is_little", "dash_means", "dot_means", "area_name", "numerator", "denominator")
    return {name: getattr(row, name) for name in (*plain, *more)} | {
        "theme": row.theme.key if row.theme else "",
        "place": row.area_key or ("" if row.area_kind in rules.OWN_AREAS else row.area_kind),
        "inhabitants": row.inhabitants.key if row.inhabitants else "",
    }


def places(partnership: Partnership) -> list[tuple[str, str]]:
    """Towns and districts of the partnership as (key, name), each town before its districts."""
    rows = Municipality.objects.filter(partnership=partnership).prefetch_related("districts")
    return [
        pair
        for town in rows
        for pair in [
            (town.key, town.name),
            *((part.key, f"{town.name}, {part.name}") for part in town.districts.all()),
        ]
    ]


def place_named(partnership: Partnership, key: str) -> tuple[str, str]:
    """Kind and name of the town or district with this key; nothing for another."""
    if town := Municipality.objects.filter(partnership=partnership, key=key).first():
        return "town", town.name
    part = District.objects.filter(partnership=partnership, key=key).select_related("municipality").first()
    return ("district", f"{part.municipality.name}, {part.name}") if part else ("", "")


@dataclass(frozen=True)
class Figures:
    """A series with its figures in the order of the years, and how far they hold on a day."""

    series: Series
    rows: tuple[SeriesValue, ...]
    today: dt.date

    @property
    def points(self) -> list[rules.Point]:
        """The figures as the rules read them."""
        return [rules.Point(row.year, row.value, bool(row.breaks)) for row in self.rows]

    @property
    def last(self) -> SeriesValue | None:
        """The newest year with a figure."""
        return next((row for row in reversed(self.rows) if row.value is not None), None)

    def change(self, since: int = 0) -> rules.Change | None:
        """Against a reference year, else against the year with a figure before."""
        return rules.change(self.points, since=since)

    @property
    def state(self) -> str:
        """How the tile is drawn."""
        return rules.tile_state(self.points, retrieved_on=self.series.retrieved_on, today=self.today)

    @property
    def known(self) -> dict[int, Decimal]:
        """Each year that has a figure."""
        return {row.year: row.value for row in self.rows if row.value is not None}


def figures(rows: Iterable[Series] | QuerySet[Series], today: dt.date) -> list[Figures]:
    """The series with all their figures; one question for those of all."""
    chosen = list(rows)
    values: dict[int, list[SeriesValue]] = {}
    for value in SeriesValue.objects.filter(series__in=chosen).order_by("year"):
        values.setdefault(value.series_id, []).append(value)
    return [Figures(row, tuple(values.get(row.pk, ())), today) for row in chosen]


def kept(partnership: Partnership, theme: str = "") -> QuerySet[Series]:
    """The series for which new figures are expected, of one theme or of all."""
    rows = series(partnership).filter(state="kept")
    return rows.filter(theme__key=theme) if theme else rows


def typed(value: SeriesValue) -> str:
    """The cell as somebody would type it."""
    text = value.sign or ("" if value.value is None else rules.shown_number(value.value).replace("−", "-"))
    if not value.sign and value.series.kind != "count":
        text = text.replace(".", "")
    letters = value.marks.replace("(", "")
    return (f"({text})" if "(" in value.marks else text) + (f" {letters}" if letters else "")


@dataclass(frozen=True)
class Entry:
    """What somebody typed for one year: the cell, and why the figure does not compare with earlier ones (None: not asked).

    `kept`: the cell stands as it was shown, so the stored one stays, whatever its sign means now.
    """

    cell: rules.Cell | None
    breaks: str | None = None
    kept: bool = False


def cells_of(rows: Mapping[str, Series], asked: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SeriesValue]:
    """The stored cells of these series and years, locked; a new one where none is stored."""
    wanted = [(key, year) for key, year in asked if key in rows]
    stored = SeriesValue.objects.select_for_update().filter(
        series__in=list(rows.values()), year__in={year for _key, year in wanted}
    )
    by_key = {row.pk: key for key, row in rows.items()}
    found = {(by_key[cell.series_id], cell.year): cell for cell in stored.order_by("pk")}
    cells = {}
    for key, year in wanted:
        empty = SeriesValue(partnership=rows[key].partnership, year=year)
        cells[key, year] = found.get((key, year), empty)
        cells[key, year].series = rows[key]
    return cells


def shown_cells(
    cells: Mapping[tuple[str, int], SeriesValue], entries: Mapping[tuple[str, int], Entry]
) -> dict[str, str]:
    """What the page of these cells shows, by the names of its fields."""
    shown = {cell_name(*place): typed(cell) for place, cell in cells.items()}
    noted = {break_name(*place): cell.breaks for place, cell in cells.items() if entries[place].breaks is not None}
    return shown | noted


def cells_shown(rows: Iterable[Series], years: Iterable[int], *, breaks: bool) -> dict[str, str]:
    """What a grid of these series and years shows, by the names of its fields; with the notes of breaks or without."""
    wanted, by_key = list(years), {row.key: row for row in rows}
    stored = SeriesValue.objects.filter(series__in=list(by_key.values()), year__in=wanted).select_related("series")
    shown = {cell_name(key, year): "" for key in by_key for year in wanted}
    shown |= {break_name(key, year): "" for key in by_key for year in wanted if breaks}
    for cell in stored:
        shown[cell_name(cell.series.key, cell.year)] = typed(cell)
        if breaks:
            shown[break_name(cell.series.key, cell.year)] = cell.breaks
    return shown


@dataclass(frozen=True)
class Changed:
    """A cell that a pasted block would change: of which series and year, what stands there and what would."""

    series: Series
    year: int
    before: str
    after: str


def changes(rows: Iterable[Series], entries: Mapping[tuple[str, int], Entry]) -> tuple[list[Changed], dict[str, str]]:
    """What these entries would change, and what is shown of their cells now (whose mark the deed takes as `seen`)."""
    by_key = {row.key: row for row in rows}
    stored = {
        (value.series.key, value.year): typed(value)
        for value in SeriesValue.objects.filter(
            series__in=list(by_key.values()), year__in={year for _key, year in entries}
        ).select_related("series")
    }
    shown = {cell_name(*place): stored.get(place, "") for place in entries}
    found = []
    for (key, year), entry in sorted(entries.items()):
        cell = entry.cell or rules.Cell(None)
        new = SeriesValue(series=by_key[key], year=year, value=cell.value, sign=cell.sign, marks=cell.marks)
        if typed(new) != stored.get((key, year), ""):
            found.append(Changed(by_key[key], year, stored.get((key, year), ""), typed(new)))
    return found, shown


def cell_name(key: str, year: int) -> str:
    """The field of a figure in the grid."""
    return f"{key}-{year}"


def break_name(key: str, year: int) -> str:
    """The field of the note that a figure does not compare with earlier ones."""
    return f"{key}-{year}-break"


def _locked_theme(theme: Theme) -> Theme:
    return Theme.objects.select_for_update().get(pk=theme.pk)


def _locked_series(series: Series) -> Series:
    return Series.objects.select_for_update(of=("self",)).select_related("theme", "inhabitants").get(pk=series.pk)


THEME = Subject(takes=("theme",), lock=_locked_theme, reference=lambda theme: f"theme:{theme.key}")
SERIES = Subject(takes=("series",), lock=_locked_series, reference=lambda series: f"series:{series.key}")
