"""Reading uploaded tables: their sheets, and what taking them over would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import Http404

from aktionsplan.development.analysis import imports, rules
from aktionsplan.development.analysis.models import Offer, Series, SeriesValue, UploadedTable
from aktionsplan.development.analysis.queries.series import place_named, places, typed
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.tables.reading import Range, Sheet

Place = tuple[str, str, str]
"""Kind, key and name of an area."""


@dataclass(frozen=True)
class Planned:
    """A series as it is taken over: its words, its area and its figures by year."""

    name: str
    unit: str
    kind: str
    area: Place
    figures: dict[int, rules.Cell]


@dataclass
class Comparison:
    """What taking over would do: which planned series are there already, how many figures are new, and which change."""

    known: dict[int, Series] = field(default_factory=dict)
    new: int = 0
    same: int = 0
    changed: list[tuple[str, int, str, str]] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """The mark of what is there now, which the deed takes as `seen`."""
        return seal({"figures": sorted(f"{name} {year} {before}" for name, year, before, _after in self.changed)})


def packed(sheet: Sheet) -> Json:
    """A sheet as it is stored until it is taken over."""
    merged = [[area.top, area.left, area.bottom, area.right] for area in sheet.merged]
    return {"name": sheet.name, "rows": [list(row) for row in sheet.rows], "merged": merged}


def sheet_of(table: UploadedTable, number: int) -> Sheet:
    """The sheet at a place; the first one for a place that there is not."""
    stored = table.sheets[number if 0 <= number < len(table.sheets) else 0]
    merged = tuple(Range(*area) for area in stored["merged"])
    return Sheet(stored["name"], tuple(tuple(row) for row in stored["rows"]), merged)


def table_for(by: Actor, key: str, purpose: str) -> UploadedTable:
    """The uploaded table with this key, or 404."""
    row = UploadedTable.objects.filter(partnership=by.partnership, key=key, purpose=purpose).first()
    if row is None:
        raise Http404
    return row


def waiting_tables(partnership: Partnership, purpose: str) -> list[UploadedTable]:
    """The uploaded tables that wait to be taken over, the newest first, without their cells."""
    rows = UploadedTable.objects.filter(partnership=partnership, purpose=purpose)
    return list(rows.defer("sheets")[:20])


def own_places(partnership: Partnership) -> dict[str, str]:
    """The key of each town and district by its name as tables write it; the first of several of one name."""
    found: dict[str, str] = {}
    for key, name in places(partnership):
        found.setdefault(imports.bare_place(name.split(", ")[-1]), key)
    return found


def area_called(partnership: Partnership, text: str, own: Mapping[str, str]) -> Place:
    """The area that a table means: a place of our own of this name, else a county, Land or other area to compare."""
    if key := own.get(imports.bare_place(text)):
        kind, name = place_named(partnership, key)
        return kind, key, name
    if text in imports.LANDS:
        return "land", "", text
    return ("county" if "kreis" in text.casefold() else "other"), "", text


def compared(partnership: Partnership, planned: Iterable[Planned]) -> Comparison:
    """The planned series beside those that are there (same name and area) and the figures that they have."""
    rows = list(planned)
    names = {row.name for row in rows}
    stored = Series.objects.filter(partnership=partnership, name__in=names, state="kept")
    by_name = {(row.name, (row.area_kind, row.area_key, row.area_name)): row for row in stored}
    result = Comparison()
    result.known = {
        place: by_name[row.name, row.area] for place, row in enumerate(rows) if (row.name, row.area) in by_name
    }
    values = SeriesValue.objects.filter(series__in=list(result.known.values())).select_related("series")
    there = {(value.series_id, value.year): typed(value) for value in values}
    for place, row in enumerate(rows):
        series = result.known.get(place)
        for year, cell in row.figures.items():
            before = there.get((series.pk, year), "") if series else ""
            new = SeriesValue(series=series or Series(), value=cell.value, sign=cell.sign, marks=cell.marks)
            after = typed(new)
            if not before:
                result.new += 1
            elif before == after:
                result.same += 1
            else:
                result.changed.append((row.name, year, before, after))
    return result


def offers_there(partnership: Partnership) -> set[tuple[str, str]]:
    """Title (lower case) and place of every offer, so that a list taken over twice makes no second one."""
    rows = Offer.objects.filter(partnership=partnership).values_list("title", "area")
    return {(title.casefold(), area) for title, area in rows}


def _locked_table(table: UploadedTable) -> UploadedTable:
    return UploadedTable.objects.select_for_update().get(pk=table.pk)


TABLE = Subject(takes=("table",), lock=_locked_table, reference=lambda row: f"uploaded_table:{row.key}")
