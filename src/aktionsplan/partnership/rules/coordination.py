"""What the record of the coordination office must say, and what in it comes to an end.

Source: programme.md 2 (the office may be external), 12 (row S2.1: staffing, hours, location, tasks, processor contract);
Article 28 GDPR (an outside office handles personal data for the town only on a contract).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.shared.words import mark

INTERNAL, EXTERNAL = "internal", "external"
PLACES = {INTERNAL: mark("im Amt"), EXTERNAL: mark("bei einem Träger")}
NOTICE_DAYS = 90
"""So many days before an end the desk says it; a house rule, not law."""
PARTS = {
    "record": mark("Wo die Koordinierungsstelle ist und was sie tut"),
    "tasks": mark("Was die Koordinierungsstelle tut"),
    "staff": mark("Wer dort mit wie vielen Stunden arbeitet"),
    "contract": mark("Ein Vertrag mit dem Träger, der heute gilt"),
    "processor": mark("Ein Vertrag zur Auftragsverarbeitung, der heute gilt (Art. 28 DSGVO)"),
}
"""What a complete record has, by its name."""


@dataclass(frozen=True)
class Span:
    """From when until when something holds; no first day means that it is not there, no last day that it has no end."""

    begins: dt.date | None = None
    ends: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it holds on this day; both days count."""
        return self.begins is not None and self.begins <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Record:
    """What is entered of the office: where, its tasks, both contracts."""

    place: str
    tasks: str
    contract: Span = Span()
    processor: Span = Span()


def hours_on(staff: Iterable[tuple[Span, Decimal]], day: dt.date) -> Decimal:
    """Weekly hours of everybody who works there on this day."""
    return sum((hours for span, hours in staff if span.holds(day)), Decimal(0))


def gaps(record: Record | None, hours: Decimal, day: dt.date) -> tuple[str, ...]:
    """What is missing on this day, by the names in `PARTS`; an office of the town itself needs no contract."""
    if record is None:
        return ("record",)
    found = [] if record.tasks else ["tasks"]
    found += [] if hours > 0 else ["staff"]
    if record.place == EXTERNAL:
        found += [] if record.contract.holds(day) else ["contract"]
        found += [] if record.processor.holds(day) else ["processor"]
    return tuple(found)


def ends_soon(span: Span, day: dt.date) -> bool:
    """Whether something that is there ends within the next days, or has ended."""
    return span.begins is not None and span.ends is not None and span.ends <= day + dt.timedelta(days=NOTICE_DAYS)
