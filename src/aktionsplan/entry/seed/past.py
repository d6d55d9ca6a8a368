"""The ledger of a town that is not new: entries of the seed in a whole chain, as many as the deeds would have left."""

import secrets
from collections.abc import Iterator

from aktionsplan.entry.seed.ground import Ground, blocks
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import reference
from aktionsplan.shared.ledger import merkle
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret, LedgerTree
from aktionsplan.shared.ledger.operations import SALT_DIGITS, canonical, commitment_of, leaf_data

DEEDS = 20
"""So many entries an application has on its way from the draft to the payment."""
KIND, PAYLOAD = "seed", canonical({"seed": True})


def grow(ground: Ground) -> Iterator[str]:
    """The entries, appended to what the deeds of the seed itself have written."""
    tree = LedgerTree.objects.select_for_update().get(partnership=ground.town)
    peaks, count = [bytes.fromhex(peak) for peak in tree.peaks], 0
    about = (reference(row) for row in Application.objects.order_by("pk").iterator() for _ in range(DEEDS))
    for block in blocks(about):
        entries, salts = [], []
        for name in block:
            salts.append(secrets.token_hex(SALT_DIGITS // 2))
            entry = LedgerEntry(
                partnership=ground.town,
                sequence=tree.size + 1,
                at=ground.now,
                actor=ground.by.reference,
                kind=KIND,
                reference=name,
                commitment=commitment_of(salts[-1], PAYLOAD),
                previous=tree.last_leaf,
            )
            leaf = merkle.leaf_hash(leaf_data(entry))
            entry.leaf = leaf.hex()
            peaks = merkle.push(peaks, tree.size, leaf)
            tree.size, tree.last_leaf = entry.sequence, entry.leaf
            entries.append(entry)
        stored = LedgerEntry.objects.bulk_create(entries)
        LedgerSecret.objects.bulk_create(
            LedgerSecret(partnership=ground.town, entry=entry, salt=salt, payload=PAYLOAD)
            for entry, salt in zip(stored, salts, strict=True)
        )
        count += len(stored)
    tree.peaks = [peak.hex() for peak in peaks]
    tree.save(update_fields=["size", "last_leaf", "peaks"])
    yield f"{ground.town.slug}: {count} Einträge im Verlaufsbuch"
