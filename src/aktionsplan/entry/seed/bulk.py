"""Bulk data in the shape of real programmes: reproducible, and what there are thousands of written in blocks.

Each app has its chapter, the module of this package named after it with a function `grow`; a chapter stands on what the
apps below have made. Single things are made by deeds; rows in blocks are made directly, as a restored installation would
hold them, and the ledger gets as many entries as such a town has, which tell of the seed only. Never for a partnership in use.
"""

import random
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from aktionsplan.entry.seed import past
from aktionsplan.entry.seed.ground import Ground
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.registration import named_after_apps
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Problem, Refused, mark


def seed(*, partnerships: int, years: int, applications: int) -> Iterator[str]:
    """Makes the partnerships with so many applications each and yields lines of progress."""
    if Partnership.objects.filter(demo=False).exclude(slug__startswith="probe-").exists():
        raise Refused(
            Problem("real", mark("In einer Installation mit einer echten Partnerschaft entstehen keine Probedaten."))
        )
    now, first = timezone.now(), Partnership.objects.filter(slug__startswith="probe-").count()
    for number in range(first + 1, first + partnerships + 1):
        dice = random.Random(number)  # noqa: S311 -- reproducible data, not a secret
        with transaction.atomic():
            town = partnership.found(
                slug=f"probe-{number}", name=f"Probestadt {number}", land="MV", by=Installation(), at=now
            )
            with partnership_scope(town):
                ground = Ground(town, number, years, applications, now, dice)
                for chapter in named_after_apps(__package__):
                    yield from chapter.grow(ground)
                yield from past.grow(ground)
