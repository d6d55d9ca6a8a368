"""A list of offers, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.imports.layout import bare_place
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import parse_day
from aktionsplan.shared.tables.reading import Sheet, address
from aktionsplan.shared.words import Problem, Refused, mark


@dataclass(frozen=True)
class OfferRows:
    """The rows of a list as fields of offers, and what could not be read."""

    rows: list[Fields]
    problems: list[Problem]


DAYS = frozenset({"begins_on", "ends_on", "funded_until"})
LIMITS = {"title": 120, "text": 1000, "contact": 200, "cooperations": 300, "target_groups": 200}


def offers(
    sheet: Sheet,
    head: int,
    columns: Mapping[str, int],
    *,
    own: Mapping[str, str],
    area: str = "",
    only_ours: bool = False,
    words: Sequence[str] = (),
) -> OfferRows:
    """The rows below the heading (its row counted from 1) as fields of offers; equal rows come once.

    `own` gives the key of each place by its name; `area` holds for rows whose place is none of ours, which `only_ours`
    leaves out where the list has a column of places. `words`: only rows with one of them. A row without a title or with a
    day that is none becomes a problem with its cell, at most one for each row.
    """
    found, problems, seen = [], [], set()
    for row in range(head, len(sheet.rows)):
        texts = sheet.rows[row]
        if not texts or (words and not any(word in " ".join(texts).casefold() for word in words)):
            continue
        place = own.get(bare_place(sheet.cell(row, columns["place"]))) if "place" in columns else None
        if only_ours and "place" in columns and place is None:
            continue
        fields, problem = _offer(sheet, row, columns)
        key = fields.get("title", ""), place or area
        if problem:
            problems.append(problem)
        elif key not in seen:
            seen.add(key)
            found.append(fields | {"area": place or area})
    return OfferRows(found, problems)


def _offer(sheet: Sheet, row: int, columns: Mapping[str, int]) -> tuple[Fields, Problem | None]:
    fields: Fields = {}
    for name, column in columns.items():
        text = sheet.cell(row, column)
        if name == "place":
            continue
        if name in DAYS:
            try:
                fields[name] = parse_day(text) if text else None
            except Refused:
                told = mark("{cell}: „{text}“ ist kein Tag.")
                return fields, Problem("day", told, {"cell": address(column, row), "text": text[:40]})
        else:
            fields[name] = text[: LIMITS.get(name, 120)]
    if not fields.get("title"):
        return fields, Problem(
            "no_name", mark("{cell}: Hier fehlt der Name."), {"cell": address(columns["title"], row)}
        )
    if problem := rules.period_of_offer_problem(fields.get("begins_on"), fields.get("ends_on")):
        return fields, problem
    return fields, None
