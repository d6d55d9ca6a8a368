"""What every chapter of the bulk data stands on: one town, its size, its moment and its dice."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.operations import expect_account
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.models import SearchEntry
from aktionsplan.shared.search import stems
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import fold

BLOCK = 500
"""As many rows are made and stored at once."""
Row = TypeVar("Row")


@dataclass(frozen=True)
class Ground:
    """A town that is filled: how many years and applications it gets; the dice fall the same each time."""

    town: Partnership
    number: int
    years: int
    applications: int
    now: dt.datetime
    dice: random.Random

    @property
    def by(self) -> Installation:
        """Who makes the data."""
        return Installation(self.town, "seed")

    def account(self, name: str) -> Account:
        """The account `name@probeN.example`; made the first time."""
        email = f"{name}@probe{self.number}.example"
        return expect_account(email=email, name=f"Probe {name.title()}", by=self.by, at=self.now)


def blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of at most `BLOCK`."""
    rest = iter(rows)
    while block := list(islice(rest, BLOCK)):
        yield block


def findable(ground: Ground, kind: str, texts: Mapping[str, tuple[str, str]]) -> None:
    """Puts things into the search: of each key the title and the further words."""
    SearchEntry.objects.bulk_create(
        SearchEntry(
            partnership=ground.town,
            key=new_key(),
            kind=kind,
            reference=key,
            title=title[:200],
            stems=stems(f"{title} {more}"),
            folded=fold(f"{title} {more}"),
        )
        for key, (title, more) in texts.items()
    )
