"""Themes, series with the figures of many years, incidents, offers and findings."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.models import Finding, Incident, Offer, Series, SeriesValue, Theme
from aktionsplan.entry.seed.ground import Ground
from aktionsplan.partnership.models import District
from aktionsplan.shared.models import NumberSeries

SERIES, FIRST = 60, 2000
INCIDENTS, OFFERS, FINDINGS = 2000, 2000, 200


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
    yield from _known(ground, themes)


def _known(ground: Ground, themes: list[Theme]) -> Iterator[str]:
    """Incidents of many years, offers in every district, and findings about some of them."""
    town, dice, today = ground.town, ground.dice, ground.now.date()
    districts = list(District.objects.filter(partnership=town))
    Incident.objects.bulk_create(
        Incident(
            partnership=town,
            kind=dice.choice(list(rules.TYPES)),
            motive=dice.choice(list(rules.MOTIVES)),
            first_day=today - dt.timedelta(days=dice.randrange(3000)),
            district=dice.choice(districts),
            text="Aufkleber an einer Haltestelle.",
            source="press",
            police="unknown",
            confirmed=dice.choice(["", "Polizei"]),
            state="counted",
        )
        for _number in range(INCIDENTS)
    )
    Offer.objects.bulk_create(
        Offer(
            partnership=town,
            kind="offer",
            title=f"Angebot {number:04}",
            carrier_name="Verein",
            theme=themes[number % len(themes)],
            area=dice.choice(districts).key,
            state="running",
        )
        for number in range(OFFERS)
    )
    Finding.objects.bulk_create(
        Finding(
            partnership=town,
            number=number,
            sentence=f"Befund {number} über den Ort.",
            theme=themes[number % len(themes)],
            area=dice.choice(districts).key,
            confidence="partial",
            reasons_for="Zwei Quellen.",
            reasons_against="Wenige Fälle.",
            author="account:seed",
            author_name="Koordination",
            written_on=today,
            check_on=today,
            state="draft",
        )
        for number in range(1, FINDINGS + 1)
    )
    NumberSeries.objects.update_or_create(partnership=town, series="finding", defaults={"last": FINDINGS})
    yield f"{town.slug}: {INCIDENTS} Vorfälle, {OFFERS} Angebote, {FINDINGS} Befunde"
