"""Numbers without gaps."""

from aktionsplan.shared.kinds import Thing
from aktionsplan.shared.models import NumberSeries


def next_number(*, partnership: Thing, series: str) -> int:
    """The next number of a series, without gaps: given under the row's lock inside the deed that uses it."""
    rows = NumberSeries.objects.select_for_update().filter(partnership=partnership, series=series)
    row = rows.first()
    if row is None:
        NumberSeries.objects.get_or_create(partnership=partnership, series=series)
        row = rows.get()
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
