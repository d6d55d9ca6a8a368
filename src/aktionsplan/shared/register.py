"""The data register: class, purpose, retention, exporter and eraser of every stored field."""

from dataclasses import dataclass
from enum import StrEnum

from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark


class DataClass(StrEnum):
    """How closely a field must be kept."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Exporter(StrEnum):
    """What a person's access export shows of the field."""

    NONE = "none"
    OWN = "own"


class Eraser(StrEnum):
    """What an erasure does with the field."""

    KEEP = "keep"
    BLANK = "blank"
    ROW = "row"


@dataclass(frozen=True)
class Data:
    """One entry of the register."""

    data_class: DataClass
    purpose: str
    retention: str
    exporter: Exporter
    eraser: Eraser


def internal(purpose: str, retention: str = "grant_file") -> Data:
    """A field about a thing, not about a person."""
    return Data(DataClass.INTERNAL, purpose, retention, Exporter.NONE, Eraser.KEEP)


def public(purpose: str) -> Data:
    """A field whose publication is the point."""
    return Data(DataClass.PUBLIC, purpose, "partnership", Exporter.NONE, Eraser.KEEP)


def personal(purpose: str, retention: str, eraser: Eraser = Eraser.BLANK) -> Data:
    """A field about a person; shown in the access export."""
    return Data(DataClass.PERSONAL, purpose, retention, Exporter.OWN, eraser)


def sensitive(purpose: str, retention: str, eraser: Eraser = Eraser.BLANK) -> Data:
    """A personal field that harms when it leaks: bank data, second factor, conflicts of interest."""
    return Data(DataClass.SENSITIVE, purpose, retention, Exporter.OWN, eraser)


HOUSE = {"id", "key", "partnership", "created_at"}
"""Fields every table has; class internal, purpose: to find the row."""

REGISTER = {
    "SearchEntry": {
        "kind": internal("what was found"),
        "reference": internal("finds the thing"),
        "title": personal("names the thing; may name a person", "grant_file", Eraser.ROW),
        "stems": personal("search index", "grant_file", Eraser.ROW),
        "folded": personal("search index", "grant_file", Eraser.ROW),
    },
    "NumberSeries": {name: internal("numbers without gaps") for name in ("series", "last")},
    "TickRun": {name: internal("a job runs once per period", "logs") for name in ("job", "period", "ran_at")},
    "CacheRow": {
        name: internal("limits and used codes of the sign-in", "logs") for name in ("cache_key", "value", "expires")
    },
    "SentForm": {
        name: internal("a form that is sent twice is done once", "logs")
        for name in ("address", "digest", "answer", "created_at")
    }
    | {"account": personal("who sent the form", "logs", Eraser.ROW)},
    "Attempt": {
        name: internal("limits; keys are hashed", "logs") for name in ("bucket", "window", "count", "ends_at")
    },
}

RETENTION = (
    Retention(
        "logs",
        mark("Vermerke, welche Arbeit das Programm schon getan hat"),
        "shared.TickRun",
        "ran_at",
        40,
        mark("wird danach nicht mehr gebraucht"),
    ),
    Retention(
        "logs",
        mark("Zwischengespeichertes von der Anmeldung"),
        "shared.CacheRow",
        "expires",
        1,
        mark("wird danach nicht mehr gebraucht"),
    ),
    Retention(
        "logs",
        mark("Zähler gegen zu viele Versuche"),
        "shared.Attempt",
        "ends_at",
        1,
        mark("wird danach nicht mehr gebraucht"),
    ),
    Retention(
        "logs",
        mark("Schlüssel abgeschickter Formulare"),
        "shared.SentForm",
        "created_at",
        2,
        mark("wird danach nicht mehr gebraucht"),
    ),
)
