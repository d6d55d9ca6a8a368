"""Pages of a long list by keyset: what comes behind the last row seen, however long the list is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from aktionsplan.shared.kinds import Thing, Value

BLOCK = 200
"""Rows read at once for a file: more at once make the process hold memory that it does not need again."""


@dataclass(frozen=True)
class Order:
    """How a list is ordered: by one field that is never empty, with `-` the greatest first; the row's number breaks ties.

    `unique` says that no two rows of a list share the value, so that the value itself says where a page begins.
    """

    by: str
    unique: bool = False

    @property
    def field(self) -> str:
        """The field without its direction."""
        return self.by.removeprefix("-")

    @property
    def falling(self) -> bool:
        """Whether the greatest comes first."""
        return self.by.startswith("-")

    def sorted(self, rows: QuerySet[Thing]) -> QuerySet[Thing]:
        """The rows in this order."""
        ties = () if self.unique else ("-pk",) if self.falling else ("pk",)
        return rows.order_by(self.by, *ties)

    def behind(self, value: Value, pk: int = 0) -> Q:
        """What comes after the row with this value (and, where values repeat, this number)."""
        way = "lt" if self.falling else "gt"
        later = Q(**{f"{self.field}__{way}": value})
        return later if self.unique else later | Q(**{self.field: value, f"pk__{way}": pk})


@dataclass(frozen=True)
class Page:
    """The rows of one page, and where the next one begins; empty when this is the last."""

    rows: list[Thing]
    next: str


def page(rows: QuerySet[Thing], *, order: Order, seen: str, size: int) -> Page:
    """The page behind `seen`: the key of the last row seen, or its value where the order is unique.

    A mark that fits no row leads to the first page: an old address never breaks.
    """
    block = list(_behind(rows, order, seen)[: size + 1])
    shown = block[:size]
    if len(block) <= size:
        return Page(shown, "")
    return Page(shown, str(_value(shown[-1], order.field)) if order.unique else shown[-1].key)


def _behind(rows: QuerySet[Thing], order: Order, seen: str) -> QuerySet[Thing]:
    ordered = order.sorted(rows)
    if order.unique:
        return (
            ordered.filter(order.behind(int(seen)))
            if seen.isascii() and seen.isdigit() and len(seen) < 12
            else ordered
        )
    last = rows.filter(key=seen).first() if seen else None
    return ordered if last is None else ordered.filter(order.behind(_value(last, order.field), last.pk))


def _value(row: Thing, field: str) -> Value:
    for name in field.split("__"):
        row = getattr(row, name)
    return row


def blocks(rows: QuerySet[Thing], order: Order) -> Iterator[Thing]:
    """Every row in this order, read in blocks, so that a download of any length fits into memory."""
    ordered = order.sorted(rows)
    block = list(ordered[:BLOCK])
    while block:
        yield from block
        last = block[-1]
        block = list(ordered.filter(order.behind(_value(last, order.field), last.pk))[:BLOCK])
