"""Taking over foreign tables of figures and offers."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.development.analysis import imports, queries
from aktionsplan.development.analysis.models import Offer, Series, SeriesValue, UploadedTable
from aktionsplan.development.analysis.operations.series import FIGURE, FIRST_YEAR, LAST_YEAR
from aktionsplan.development.analysis.states import OFFER, SERIES
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import CHANGED
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tables.reading import read_file
from aktionsplan.shared.words import Problem, Refused, mark

SOURCE = ("source", "licence", "address", "retrieved_on", "zero_is_little", "dash_means", "dot_means")
BATCH = 500
MOST_OFFERS = 3_000


@deed("analysis.upload_table", on=None, because="the table is made here")
def upload_table(*, purpose: str, name: str, content: bytes, by: By, at: dt.datetime) -> UploadedTable:
    """Keeps the sheets of a file until somebody has said what they mean; the file itself is not kept.

    Refused as `read_file` says.
    """
    sheets = [queries.packed(sheet) for sheet in read_file(content)]
    table = UploadedTable.objects.create(
        partnership=by.partnership,
        purpose=purpose,
        name=name[:120],
        sheets=sheets,
        uploaded_by=by.reference,
        uploaded_on=local_day(at),
    )
    record(by=by, at=at, reference=f"uploaded_table:{table.key}", payload={"name": table.name, "purpose": purpose})
    return table


@deed("analysis.drop_table", on=queries.TABLE)
def drop_table(*, table: UploadedTable, by: By, at: dt.datetime) -> None:
    """Throws an uploaded table away."""
    record(by=by, at=at, payload={"name": table.name})
    table.delete()


@deed("analysis.take_series", on=queries.TABLE)
def take_series(
    *,
    table: UploadedTable,
    planned: Sequence[queries.Planned],
    source: Fields,
    seen: str = "",
    by: By,
    at: dt.datetime,
) -> queries.Comparison:
    """Series with their figures from an uploaded table, which goes; a series of the same name and area is continued, under the
    source, licence and day of retrieval that are given now.

    Refused: none, more than `imports.MOST_SERIES` series or `MOST_VALUES` figures, a year that is none, and when somebody
    meanwhile typed another figure than the page showed.
    """
    figures = sum(len(row.figures) for row in planned)
    if not figures or len(planned) > imports.MOST_SERIES or figures > imports.MOST_VALUES:
        text = mark(
            "Das sind {series} Reihen und {figures} Zahlen; möglich sind 1 bis {most} Reihen und {values} Zahlen."
        )
        params = {"series": len(planned), "figures": figures, "most": imports.MOST_SERIES}
        raise Refused(Problem("size", text, params | {"values": imports.MOST_VALUES}, "values"))
    if wrong := [year for row in planned for year in row.figures if not FIRST_YEAR <= year <= LAST_YEAR]:
        raise Refused(Problem("year", mark("„{year}“ ist kein Jahr."), {"year": str(wrong[0])}))
    list(Series.objects.select_for_update().filter(partnership=by.partnership, name__in={r.name for r in planned}))
    compared = queries.compared(by.partnership, planned)
    if seen and seen != compared.mark:
        raise Refused(CHANGED)
    _store(planned, compared, {name: source[name] for name in SOURCE if name in source}, by)
    payload = {"table": table.name, "series": len(planned), "new": compared.new}
    record(by=by, at=at, payload=payload | {"changed": [list(row) for row in compared.changed[:200]]})
    table.delete()
    return compared


def _store(planned: Sequence[queries.Planned], compared: queries.Comparison, source: Fields, by: By) -> None:
    rows = [compared.known.get(place) or _made(row, source, by) for place, row in enumerate(planned)]
    Series.objects.bulk_create([row for row in rows if row.pk is None], batch_size=BATCH)
    fresh_rows = [row for place, row in enumerate(rows) if place not in compared.known]
    entries = ((row.key, row.name, f"{row.area_name} {row.source}") for row in fresh_rows)
    search.put_new(partnership=by.partnership, kind="series", entries=entries)
    continued = Series.objects.filter(pk__in=[row.pk for row in compared.known.values()])
    if named := {name: value for name, value in source.items() if value or name == "zero_is_little"}:
        continued.update(**named)
    known = SeriesValue.objects.filter(series__in=list(compared.known.values()))
    stored = {(value.series_id, value.year): value for value in known}
    fresh, changed = [], []
    for row, plan in zip(rows, planned, strict=True):
        for year, cell in plan.figures.items():
            value = stored.get((row.pk, year))
            if value is None:
                value = SeriesValue(partnership=by.partnership, series=row, year=year)
                fresh.append(value)
            else:
                changed.append(value)
            value.value, value.sign, value.marks = cell.value, cell.sign, cell.marks
    SeriesValue.objects.bulk_create(fresh, batch_size=BATCH)
    SeriesValue.objects.bulk_update(changed, [name for name in FIGURE if name != "breaks"], batch_size=BATCH)


def _made(row: queries.Planned, source: Fields, by: By) -> Series:
    kind, key, name = row.area
    return Series(
        partnership=by.partnership,
        name=row.name,
        unit=row.unit,
        kind=row.kind,
        area_kind=kind,
        area_key=key,
        area_name=name,
        rhythm="yearly",
        state=SERIES.initial,
        **source,
    )


@deed("analysis.take_offers", on=queries.TABLE)
def take_offers(*, table: UploadedTable, entries: Sequence[Fields], by: By, at: dt.datetime) -> int:
    """Offers from an uploaded list, which goes; what is there already (same title and place) is left out.

    Returns how many were made. Refused for none and for more than `MOST_OFFERS`.
    """
    there = queries.offers_there(by.partnership)
    fresh = [fields for fields in entries if (fields["title"].casefold(), fields["area"]) not in there]
    if not fresh or len(fresh) > MOST_OFFERS:
        text = mark("Das sind {n} neue Einträge; möglich sind 1 bis {most}.")
        raise Refused(Problem("size", text, {"n": len(fresh), "most": MOST_OFFERS}))
    state = OFFER.next(OFFER.initial, "accept")
    made = Offer.objects.bulk_create(
        [Offer(partnership=by.partnership, state=state, **fields) for fields in fresh], batch_size=BATCH
    )
    found = ((row.key, row.title, f"{row.carrier_name} {row.target_groups}") for row in made)
    search.put_new(partnership=by.partnership, kind="offer", entries=found)
    record(by=by, at=at, payload={"table": table.name, "offers": len(made), "there": len(entries) - len(fresh)})
    table.delete()
    return len(made)
