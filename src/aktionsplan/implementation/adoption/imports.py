"""Reading files of a council information system in OParl (1.0 and 1.1): what a sitting did with a paper."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aktionsplan.implementation.adoption import rules
from aktionsplan.shared.kinds import Json, Value
from aktionsplan.shared.words import Problem, Refused, mark

MOST_BYTES = 5 * 1024 * 1024
MOST_DEPTH = 40
WORDS = (
    (rules.DEFERRED, r"vertagt|zurückgestellt|verwiesen|zurückverwiesen|abgesetzt"),
    (rules.NOTED, r"zur kenntnis|kenntnis genommen|kenntnisnahme"),
    (rules.REFUSED, r"abgelehnt|ablehnung|nicht angenommen|nicht beschlossen|nicht zugestimmt"),
    (rules.CHANGES, r"\b(geändert|mit änderung|in geänderter|abweichend|ergänzt)"),
    (
        rules.AGREED,
        r"beschlossen|angenommen|zugestimmt|zustimmung|ungeändert|unverändert|einstimmig|mehrheitlich|empfohlen",
    ),
)
"""Words of the free text `result` for each result, in this order. Source: OParl 1.1, AgendaItem (result is free text such as
"Unverändert beschlossen", "Geändert beschlossen")."""


@dataclass(frozen=True)
class Item:
    """One item of the agenda: its number, title, what was done (None for words nobody knows), and the wording."""

    number: str
    title: str
    result: str
    said: str
    text: str


def result_of(said: str) -> str:
    """Which result the free text means; nothing when it is not clear."""
    words = said.casefold()
    return next((result for result, pattern in WORDS if re.search(pattern, words)), "")


def _objects(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """Every object inside, however the file nests them."""
    if depth > MOST_DEPTH:
        raise Refused(Problem("oparl", mark("Die Datei ist zu tief verschachtelt.")))
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _line(value: Value) -> str:
    return re.sub(r"\s+", " ", _plain(value)).strip() if isinstance(value, str) else ""


def _plain(value: str) -> str:
    """The text without half characters and control characters, which no database keeps."""
    whole = value.encode("utf-8", "replace").decode()
    return "".join(one for one in whole if one in "\n\t" or one.isprintable())


def items(content: bytes) -> list[Item]:
    """The items with a result or wording, in the order of the file. Refused for no JSON, no OParl, and none with a result."""
    if len(content) > MOST_BYTES:
        raise Refused(Problem("size", mark("Die Datei ist größer als 5 MB.")))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise Refused(
            Problem("json", mark("Die Datei ist kein JSON. Bitte laden Sie sie aus dem Ratsinformationssystem neu."))
        ) from None
    objects = list(_objects(data))
    if not any("oparl.org" in _line(one.get("type")) for one in objects):
        raise Refused(Problem("oparl", mark("Die Datei ist keine OParl-Datei.")))
    found = [
        Item(
            number=_line(one.get("number")),
            title=_line(one.get("name")),
            result=result_of(_line(one.get("result"))),
            said=_line(one.get("result"))[:300],
            text=_plain(str(one.get("resolutionText") or "")).strip()[:8000],
        )
        for one in objects
        if _line(one.get("type")).endswith("/AgendaItem") and (one.get("result") or one.get("resolutionText"))
    ]
    if not found:
        text = mark(
            "In der Datei steht kein Tagesordnungspunkt mit einem Ergebnis. Bitte nehmen Sie die Datei der Sitzung."
        )
        raise Refused(Problem("empty", text))
    return found


def item_for(found: list[Item], number: str) -> Item:
    """The item with this number (`9`, `Ö 9`, `Ö9` are one); the only one there is. Refused with the numbers there are."""
    wanted = _bare(number)
    fitting = [one for one in found if wanted and _bare(one.number) == wanted] or (
        found if len(found) == 1 and not wanted else []
    )
    if len(fitting) != 1:
        numbers = ", ".join(one.number for one in found[:30] if one.number)
        text = mark("Welcher Punkt ist es? In der Datei stehen: {numbers}")
        raise Refused(Problem("number", text, {"numbers": numbers or "–"}, "number"))
    return fitting[0]


def _bare(number: str) -> str:
    return re.sub(r"[^0-9.]", "", number).strip(".")
