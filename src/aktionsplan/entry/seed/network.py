"""Organisations, one for five applications; the first of them belong to one account, the sponsor."""

from collections.abc import Iterator

from aktionsplan.entry.seed.ground import Ground, blocks
from aktionsplan.network import operations as network
from aktionsplan.network.models import Organisation
from aktionsplan.network.rules import skeleton
from aktionsplan.people.queries import actor
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day

SPONSORED = 3
"""As many of them belong to the sponsor's account."""


def _fields(n: int, email: str) -> Fields:
    return {
        "name": f"Verein {n} e. V.",
        "legal_form": "registered_association",
        "street": f"Weg {n}",
        "postcode": "19999",
        "city": "Probestadt",
        "email": email,
    }


def grow(ground: Ground) -> Iterator[str]:
    """The organisations, and the sponsor's registration of the first."""
    sponsor, count = ground.account("verein"), max(1, ground.applications // 5)
    for n in range(min(SPONSORED, count)):
        by = actor(sponsor, ground.town, local_day(ground.now))
        club = network.register(fields=_fields(n, sponsor.email), function="Vorstand", by=by, at=ground.now)
        network.confirm(organisation=club, by=ground.by, at=ground.now)
    others = (
        Organisation(
            partnership=ground.town,
            skeleton=skeleton(f"Verein {n}"),
            state="confirmed",
            created_at=ground.now,
            **_fields(n, sponsor.email),
        )
        for n in range(min(SPONSORED, count), count)
    )
    for block in blocks(others):
        Organisation.objects.bulk_create(block)
    yield f"{ground.town.slug}: {count} Organisationen"
