"""Who is kept out of an item: declared, inherited, decided, proposed."""

from aktionsplan.bodies.models import AgendaItem, Recusal
from aktionsplan.bodies.states import KEPT_OUT


def _line(item: AgendaItem) -> list[int]:
    """The item and those it comes back from, each the one before the next."""
    item_ids: list[int] = [item.pk]
    while before := item.postponed_from or item.repeats or item.continues:
        item = before
        item_ids.append(item.pk)
    return item_ids


def recusals_of(item: AgendaItem) -> list[Recusal]:
    """Every recusal at the item, and those of the same matter at earlier items, which go on (committee.md B6)."""
    rows = Recusal.objects.filter(partnership=item.partnership_id).select_related("holder__seat", "item")
    same = {"item__reference": item.reference} if item.reference else {"item__in": _line(item)}
    recusals = rows.filter(**same).order_by("item_id", "id")
    newest: dict[int | str, Recusal] = {}
    for row in recusals:
        newest[row.holder.account_id or row.holder.name] = row
    return list(newest.values())


def kept_out(item: AgendaItem) -> dict[int, Recusal]:
    """The recusals that hold at the item, by holder."""
    return {row.holder_id: row for row in recusals_of(item) if row.state in KEPT_OUT}
