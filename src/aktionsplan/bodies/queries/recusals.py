"""Who is kept out of an item: declared, inherited, decided, proposed."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from aktionsplan.bodies.models import AgendaItem, Recusal, SeatHolder
from aktionsplan.bodies.states import KEPT_OUT
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account


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


def kept_out_at_meetings(
    partnership: Partnership, about: Mapping[str, int]
) -> dict[int, list[tuple[int, str, bool]]]:
    """Who was kept out of a matter at a meeting, for references with a number each: by that number the seat, the person
    (`account:KEY`, else `holder:KEY`) and whether the reason is the person's own; the newest word about a person counts (B6)."""
    rows = Recusal.objects.filter(partnership=partnership, item__reference__in=about).order_by("item_id", "id")
    newest: dict[tuple[int, str], tuple[int, bool, str]] = {}
    for row in rows.select_related("item", "holder__account"):
        account = row.holder.account
        person = f"account:{account.key}" if account else f"holder:{row.holder.key}"
        newest[about[row.item.reference], person] = (row.holder.seat_id, row.personal, row.state)
    found: dict[int, list[tuple[int, str, bool]]] = {}
    for (number, person), (seat, personal, state) in newest.items():
        if state in KEPT_OUT:
            found.setdefault(number, []).append((seat, person, personal))
    return found


def kept_out(item: AgendaItem) -> dict[int, Recusal]:
    """The recusals that hold at the item, by holder."""
    return {row.holder_id: row for row in recusals_of(item) if row.state in KEPT_OUT}


def recusals_of_person(items: Collection[AgendaItem], account: Account) -> dict[int, Recusal]:
    """What was declared or decided last about one person at each of the items or earlier at the same matter, by item (B6).

    A reason in the organisation that sends the seat is one of both its holders (B4), unless the person's own was decided.
    """
    if not items:
        return {}
    rows = Recusal.objects.select_related("item", "holder").order_by("item_id", "id")
    seats = SeatHolder.objects.filter(account=account).values("seat")
    shared = Q(holder__seat__in=seats, personal=False, state__in=KEPT_OUT)
    about = rows.filter(Q(holder__account=account) | shared)
    own = sorted(about, key=lambda row: row.holder.account_id == account.pk)  # the person's own last: they count
    if not own:
        return {}
    lines = _lines([item for item in items if not item.reference])
    newest: dict[int, Recusal] = {}
    for item in items:
        for row in own:
            if row.item.reference == item.reference if item.reference else row.item_id in lines[item.pk]:
                newest[item.pk] = row
    return newest


def _lines(items: list[AgendaItem]) -> dict[int, set[int]]:
    """Each item with those it comes back from, one question for each step back that any of them takes."""
    former = {item.pk: item.postponed_from_id or item.repeats_id or item.continues_id for item in items}
    while missing := {pk for pk in former.values() if pk} - set(former):
        rows = AgendaItem.objects.filter(pk__in=missing)
        for pk, *before in rows.values_list("pk", "postponed_from", "repeats", "continues"):
            former[pk] = next((one for one in before if one), None)
    lines = {}
    for item in items:
        line: set[int] = set()
        step: int | None = item.pk
        while step and step not in line:
            line.add(step)
            step = former[step]
        lines[item.pk] = line
    return lines
