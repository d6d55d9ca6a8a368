"""Who is kept out of an item: declared, inherited, decided, proposed."""

from aktionsplan.bodies.models import AgendaItem, Recusal
from aktionsplan.bodies.states import KEPT_OUT


def recusals_of(item: AgendaItem) -> list[Recusal]:
    """Every recusal at the item, and those of the same matter at earlier items, which go on (committee.md B6)."""
    rows = Recusal.objects.filter(partnership=item.partnership_id).select_related("holder__seat", "item")
    if not item.reference:
        return list(rows.filter(item=item))
    found = rows.filter(item__reference=item.reference).order_by("item_id", "id")
    newest: dict[int | str, Recusal] = {}
    for row in found:
        newest[row.holder.account_id or row.holder.name] = row
    return list(newest.values())


def kept_out(item: AgendaItem) -> dict[int, Recusal]:
    """The recusals that hold at the item, by holder."""
    return {row.holder_id: row for row in recusals_of(item) if row.state in KEPT_OUT}
