"""Writing the ledger."""

import datetime as dt
import hashlib
import json
import secrets
from decimal import Decimal

from aktionsplan.shared import deeds
from aktionsplan.shared.kinds import Json, Thing, Value
from aktionsplan.shared.ledger import merkle
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret, LedgerTree, TreeHead

SALT_DIGITS = 64
"""Fixed, so that nothing moves between salt and payload."""


def canonical(value: Value) -> str:
    """JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Value) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into the ledger")


def commitment_of(salt: str, payload: str) -> str:
    """SHA-256 over salt and canonical payload, hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def leaf_data(entry: LedgerEntry) -> bytes:
    """The bytes that the tree hashes for an entry."""
    return canonical(
        {
            "sequence": entry.sequence,
            "at": entry.at,
            "actor": entry.actor,
            "kind": entry.kind,
            "reference": entry.reference,
            "commitment": entry.commitment,
            "previous": entry.previous,
        }
    ).encode()


def record(*, by: deeds.By, at: dt.datetime, payload: Json, reference: str = "") -> LedgerEntry:
    """Appends the entry of the running deed, about its subject or `reference`, and returns it. Only inside a deed."""
    frame = deeds.current()
    if frame is None:
        raise deeds.UntoldDeed("the ledger is written only inside a deed")
    frame.entries += 1
    partnership = by.partnership
    trees = LedgerTree.objects.select_for_update().filter(partnership=partnership)
    tree = frame.tree or trees.first() or LedgerTree.objects.create(partnership=partnership)
    salt, content = secrets.token_hex(SALT_DIGITS // 2), canonical(payload)
    entry = LedgerEntry(
        partnership=partnership,
        sequence=tree.size + 1,
        at=at.astimezone(dt.UTC),
        actor=by.reference,
        kind=frame.kind,
        reference=reference or frame.reference,
        commitment=commitment_of(salt, content),
        previous=tree.last_leaf,
    )
    leaf = merkle.leaf_hash(leaf_data(entry))
    entry.leaf = leaf.hex()
    entry.save(force_insert=True)
    LedgerSecret.objects.create(partnership=partnership, entry=entry, salt=salt, payload=content)
    tree.peaks = [peak.hex() for peak in merkle.push([bytes.fromhex(peak) for peak in tree.peaks], tree.size, leaf)]
    tree.size, tree.last_leaf = entry.sequence, entry.leaf
    tree.save(update_fields=["size", "last_leaf", "peaks"])
    return entry


def give_away_head(*, partnership: Thing, where: str, at: dt.datetime) -> TreeHead:
    """Notes the present tree head as given away (printed, mailed, shown) and returns it."""
    tree = LedgerTree.objects.filter(partnership=partnership).first()
    peaks = [bytes.fromhex(peak) for peak in tree.peaks] if tree else []
    return TreeHead.objects.create(
        partnership=partnership, size=tree.size if tree else 0, root=merkle.bag(peaks).hex(), at=at, where=where
    )
