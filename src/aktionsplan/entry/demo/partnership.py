"""The coordination office of Elbhagen and Lüttow. All of it is invented."""

import datetime as dt
from decimal import Decimal

from aktionsplan.entry.demo.stage import Stage
from aktionsplan.partnership import operations as partnership

TASKS = (
    "Vereine beraten, Aufrufe und Sitzungen vorbereiten, Anträge formal prüfen, den Plan fortschreiben. "
    "Bescheide und Auszahlungen bleiben beim federführenden Amt."
)


def play(stage: Stage) -> None:
    """An outside office with both contracts, and two people who work there."""
    lena, year = stage.people["lena"], stage.year.number
    at, first, last = stage.year.at(7, 1), dt.date(year, 1, 1), dt.date(year + 2, 12, 31)
    fields = {
        "place": "external",
        "carrier": "Jugendring Elbhagen e. V.",
        "tasks": TASKS,
        "contract_on": first,
        "contract_until": last,
        "contract_paper": "Akte 51.2-3",
        "processor_on": first,
        "processor_until": last,
        "processor_paper": "Akte 51.2-4",
    }
    partnership.set_coordination(fields=fields, by=lena, at=at)
    for name, task, hours in (
        (stage.people["ben"].account.name, "Koordination", "30"),
        ("Mira Sund", "Jugendforum und Öffentlichkeit", "12.5"),
    ):
        row = {"name": name, "task": task, "hours": Decimal(hours), "begins_on": first, "ends_on": None}
        partnership.add_office_staff(fields=row, by=lena, at=at)
