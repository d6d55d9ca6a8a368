"""Municipality, offices, required statements, and a programme year with its fund for each year."""

from collections.abc import Iterator
from decimal import Decimal

from aktionsplan.entry.seed.ground import Ground
from aktionsplan.partnership import operations as partnership
from aktionsplan.shared.periods import local_day

OFFICE = {
    "name": "Amt für Proben",
    "authority": "Probestadt",
    "street": "Am Markt 1",
    "postcode": "19999",
    "city": "Probestadt",
    "email": "amt@probe.example",
    "phone": "03999 1",
    "visit": "",
    "head_title": "Die Bürgermeisterin",
    "payer": "Stadtkasse",
    "payer_iban": "DE89370400440532013000",
}
STATEMENTS = {
    "protection_officer": "Datenschutz, datenschutz@probe.example",
    "supervisor": "Aufsicht des Landes",
    "funder": "Bundesprogramm (Probe)",
    "enforcement": "Durchsetzungsstelle des Landes",
}


def grow(ground: Ground) -> Iterator[str]:
    """All of it, by the deeds of the town."""
    by, at = ground.by, ground.now
    partnership.add_municipality(name=ground.town.name, districts=["Mitte", "Nord"], by=by, at=at)
    partnership.set_office(kind="lead_office", fields=OFFICE, by=by, at=at)
    assessed = STATEMENTS | {"assessed_on": local_day(at)}
    partnership.set_statements(fields=assessed, by=by, at=at)
    for year in range(at.year - ground.years + 1, at.year + 1):
        opened = partnership.open_year(year=year, by=by, at=at)
        fund = partnership.add_fund(
            programme_year=opened, code="AF", name="Aktionsfonds", kind="action_fund", by=by, at=at
        )
        partnership.enter_budget(
            fund=fund, source="federal", amount_eur=Decimal("900000000"), note="Probe", by=by, at=at
        )
    yield f"{ground.town.slug}: {ground.years} Programmjahre"
