"""A chain of goals down to one that applications serve."""

from collections.abc import Iterator

from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.seed.ground import Ground


def grow(ground: Ground) -> Iterator[str]:
    """One guiding goal."""
    Goal.objects.create(
        partnership=ground.town,
        level="guiding",
        title="Begegnung",
        text="Menschen begegnen sich.",
        state="proposed",
    )
    yield f"{ground.town.slug}: ein Ziel"
