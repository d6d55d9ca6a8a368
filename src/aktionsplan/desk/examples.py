"""Example data for the page of components."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.charts import balance, bars
from aktionsplan.shared.kinds import Context


@dataclass(frozen=True)
class Example:
    """A task as the desk shows it."""

    day: dt.date
    title: str
    facts: str
    url: str
    button: str


def examples(today: dt.date) -> Context:
    """What the page shows, counted from today."""
    day = dt.timedelta(days=1)
    return {
        "today": today,
        "badges": [
            ("draft", "Entwurf"),
            ("info", "läuft"),
            ("good", "fertig"),
            ("warning", "Frist endet bald"),
            ("danger", "Frist überschritten"),
        ],
        "marks": ["fulfilled", "begun", "overdue", "open"],
        "deadlines": [today + 21 * day, today + 2 * day, today - 4 * day],
        "balances": [
            balance(Decimal(6120), Decimal(6000)),
            balance(Decimal(6120), Decimal(6200)),
            balance(Decimal(6120), Decimal(6120)),
        ],
        "steps": [
            {"number": 1, "text": "Wer beantragt", "state": "done"},
            {"number": 2, "text": "Kosten und Finanzierung", "state": "here"},
            {"number": 3, "text": "Prüfen und absenden", "state": "open"},
        ],
        "tabs": [
            {"text": "Verlauf", "url": "#", "here": True},
            {"text": "Geld", "url": "#"},
            {"text": "Belege", "url": "#", "count": 14},
        ],
        "votes": [("yes", "Ja"), ("no", "Nein"), ("abstain", "Enthaltung")],
        "bars": bars(
            [
                ("Bewilligt", Decimal(4800), "granted"),
                ("Ausgezahlt", Decimal(2400), "paid"),
                ("Nachgewiesen", Decimal("2151.15"), "proved"),
            ]
        ),
        "task": Example(
            today + 2 * day,
            "Einladung zur Sitzung verschicken",
            "Begleitausschuss · 6 Anträge",
            "#",
            "Einladung ansehen",
        ),
        "now": dt.datetime.now(dt.UTC),
    }
