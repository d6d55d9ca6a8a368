"""Themes, and series with the figures of many years."""

from collections.abc import Iterator
from decimal import Decimal

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis.models import Series, SeriesValue
from aktionsplan.entry.seed.ground import Ground

SERIES, FIRST = 60, 2000


def grow(ground: Ground) -> Iterator[str]:
    """The proposed themes, and sixty series from the year 2000."""
    themes = analysis.take_themes(by=ground.by, at=ground.now)
    rows = Series.objects.bulk_create(
        Series(
            partnership=ground.town,
            name=f"Reihe {number:02}",
            unit="Fälle",
            kind="count",
            theme=themes[number % len(themes)],
            area_kind="all",
            source="Statistisches Amt",
            retrieved_on=ground.now.date(),
            rhythm="yearly",
            state="kept",
        )
        for number in range(SERIES)
    )
    SeriesValue.objects.bulk_create(
        SeriesValue(partnership=ground.town, series=row, year=year, value=Decimal(ground.dice.randrange(200)))
        for row in rows
        for year in range(FIRST, ground.now.year)
    )
    yield f"{ground.town.slug}: {SERIES} Zahlenreihen"
