"""What was decided, over all meetings: the list of decisions (Beschlussverzeichnis)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import Decision
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared import search
from aktionsplan.shared.words import mark

PAGE = 50
BLOCK = 1000
COLUMNS = (
    mark("Tag"),
    mark("Gremium"),
    mark("Gegenstand"),
    mark("Träger"),
    mark("Ergebnis"),
    mark("Betrag"),
    mark("Wirkung"),
    mark("Neu zu entscheiden"),
)


def _before(rows: Any, last: Decision) -> Any:
    older = Q(recorded_at__lt=last.recorded_at) | Q(recorded_at=last.recorded_at, pk__lt=last.pk)
    return rows.filter(older)


def decisions(partnership: Partnership, *, body: str = "", kind: str = "", query: str = "", after: str = "") -> Any:
    """Decisions, the newest first, narrowed by body, kind and search; `after` is the key of the last one seen."""
    rows = Decision.objects.filter(partnership=partnership)
    if body:
        rows = rows.filter(item__meeting__body__key=body)
    if kind:
        rows = rows.filter(kind=kind)
    if query:
        rows = rows.filter(item__key__in=search.references(partnership, "decision", query))
    last = Decision.objects.filter(partnership=partnership, key=after).first() if after else None
    rows = _before(rows, last) if last is not None else rows
    return rows.select_related("item__meeting__body", "item__organisation").order_by("-recorded_at", "-id")


def decision_counts(rows: Any) -> dict[str, int]:
    """How many of these decisions are of each kind, in the order of `rules.KINDS`."""
    found = {row["kind"]: row["n"] for row in rows.order_by().values("kind").annotate(n=Count("id"))}
    return {kind: found[kind] for kind in rules.KINDS if kind in found}


def decision_rows(rows: Any) -> Iterator[tuple[Any, ...]]:
    """One row for each decision in the order of COLUMNS, read in blocks of 1,000."""
    block = list(rows[:BLOCK])
    while block:
        for row in block:
            item = row.item
            yield (
                row.decided_on,
                item.meeting.body.name,
                item.title,
                item.organisation.name if item.organisation else "",
                rules.KINDS[row.kind],
                row.amount_eur,
                "entscheidet" if row.binding else "empfiehlt" if item.reference else "",
                "ja" if item.state == "to_be_repeated" else "",
            )
        block = list(_before(rows, block[-1])[:BLOCK])
