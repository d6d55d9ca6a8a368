"""For each role that is given to a person, somebody who has it."""

from collections.abc import Iterator

from aktionsplan.entry.seed.ground import Ground
from aktionsplan.people.operations import install_role
from aktionsplan.people.permissions import Role

PEOPLE = {
    "koordination": Role.COORDINATOR,
    "amt": Role.LEAD_OFFICER,
    "zeichnung": Role.SIGNATORY,
    "kasse": Role.CASHIER,
    "verwaltung": Role.ADMINISTRATOR,
    "redaktion": Role.EDITOR,
    "pruefung": Role.AUDITOR,
}


def grow(ground: Ground) -> Iterator[str]:
    """One account for each role."""
    for name, role in PEOPLE.items():
        account = ground.account(name)
        install_role(email=account.email, name=account.name, role=role, by=ground.by, at=ground.now)
    yield f"{ground.town.slug}: {len(PEOPLE)} Rollen"
