"""Reading the ledger: checks, heads, proofs and the export."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from aktionsplan.shared.kinds import Json, Thing, Town, Value
from aktionsplan.shared.ledger import merkle
from aktionsplan.shared.ledger.models import LedgerEntry, LedgerSecret, LedgerTree, TreeHead
from aktionsplan.shared.ledger.operations import SALT_DIGITS, canonical, commitment_of, leaf_data
from aktionsplan.shared.words import mark


@dataclass(frozen=True)
class Head:
    """Size and root of a tree."""

    size: int
    root: str

    @property
    def short(self) -> str:
        """The first sixteen digits in groups of four, as printed."""
        return " ".join(self.root[i : i + 4] for i in range(0, 16, 4))


def head(partnership: Thing) -> Head:
    """The present tree head of the partnership."""
    tree = LedgerTree.objects.filter(partnership=partnership).first()
    if tree is None:
        return Head(0, merkle.EMPTY.hex())
    return Head(tree.size, merkle.bag([bytes.fromhex(peak) for peak in tree.peaks]).hex())


def entries(partnership: Thing) -> Iterator[tuple[LedgerEntry, LedgerSecret | None]]:
    """Every entry in order with its secret, where that still exists; in blocks of 1,000 rows."""
    last = 0
    while block := list(
        LedgerEntry.objects.filter(partnership=partnership, sequence__gt=last).order_by("sequence")[:1000]
    ):
        secrets = {row.entry_id: row for row in LedgerSecret.objects.filter(entry__in=block)}
        for entry in block:
            yield entry, secrets.get(entry.pk)
        last = block[-1].sequence


def told(partnership: Town, kinds: Iterable[str], reference: str = "") -> Iterator[tuple[str, str, Json]]:
    """Reference, kind and payload of every entry of these kinds whose secret is kept, oldest first; of one thing only with
    `reference`."""
    rows = LedgerEntry.objects.filter(partnership=partnership.pk, kind__in=list(kinds))
    rows = rows.filter(reference=reference) if reference else rows
    found = rows.order_by("sequence").values_list("reference", "kind", "secret__payload")
    for about, kind, payload in found.iterator(2000):
        if payload:
            yield about, kind, json.loads(payload)


def verify(partnership: Thing) -> list[str]:
    """Every fault found in the stored ledger, as German source strings; empty when it is whole."""
    faults: list[str] = []
    leaves: list[bytes] = []
    previous = ""
    for expected, (entry, secret) in enumerate(entries(partnership), start=1):
        leaf = merkle.leaf_hash(leaf_data(entry))
        if entry.sequence != expected:
            faults.append(mark("Eintrag {n}: die Folge hat eine Lücke").format(n=expected))
        if entry.previous != previous:
            faults.append(mark("Eintrag {n}: der Vorgänger stimmt nicht").format(n=entry.sequence))
        if entry.leaf != leaf.hex():
            faults.append(mark("Eintrag {n}: der Inhalt wurde verändert").format(n=entry.sequence))
        if secret and (
            len(secret.salt) != SALT_DIGITS or commitment_of(secret.salt, secret.payload) != entry.commitment
        ):
            faults.append(mark("Eintrag {n}: die Einzelheiten wurden verändert").format(n=entry.sequence))
        previous = entry.leaf
        leaves.append(leaf)
    now = head(partnership)
    if (now.size, now.root) != (len(leaves), merkle.root(leaves).hex()):
        faults.append(mark("Der Kopf des Verlaufsbuchs passt nicht zu den Einträgen"))
    heads = list(TreeHead.objects.filter(partnership=partnership).order_by("size"))
    then = roots_at(partnership, {given.size for given in heads})
    for given in heads:
        if given.size > len(leaves):
            faults.append(
                mark("Das Verlaufsbuch ist kürzer als ein veröffentlichter Stand ({n} Einträge)").format(n=given.size)
            )
        elif then[given.size] != given.root:
            faults.append(mark("Ein veröffentlichter Stand ({n} Einträge) passt nicht mehr").format(n=given.size))
    return faults


def roots_at(partnership: Town, sizes: Collection[int]) -> dict[int, str]:
    """The roots that the ledger had at these sizes, from its stored leaves in one walk; sizes beyond its end are left out."""
    peaks: list[bytes] = []
    roots = {0: merkle.EMPTY.hex()} if 0 in sizes else {}
    for size, leaf in enumerate(_leaves(partnership)):
        peaks = merkle.push(peaks, size, bytes.fromhex(leaf))
        if size + 1 in sizes:
            roots[size + 1] = merkle.bag(peaks).hex()
    return roots


def prove(partnership: Thing, sequence: int) -> Json:
    """The inclusion proof of one entry in the present tree; LedgerEntry.DoesNotExist outside it."""
    entry = LedgerEntry.objects.get(partnership=partnership, sequence=sequence)
    leaves = [bytes.fromhex(leaf) for leaf in _leaves(partnership)]
    path = merkle.inclusion(leaves, sequence - 1)
    return {
        "entry": _row(entry),
        "size": len(leaves),
        "root": merkle.root(leaves).hex(),
        "proof": [p.hex() for p in path],
    }


def _leaves(partnership: Thing) -> list[str]:
    return list(
        LedgerEntry.objects.filter(partnership=partnership).order_by("sequence").values_list("leaf", flat=True)
    )


def _row(entry: LedgerEntry) -> Json:
    return dict(json.loads(leaf_data(entry)))


def export(partnership: Town) -> Iterator[str]:
    """The ledger as lines of JSON: a header, one line per entry, a closing line with root and checksum."""
    checksum = sha256()

    def line(value: Value) -> str:
        text = canonical(value) + "\n"
        checksum.update(text.encode())
        return text

    yield line({"format": "aktionsplan-ledger-1", "partnership": partnership.key})
    leaves = []
    for entry, secret in entries(partnership):
        leaves.append(bytes.fromhex(entry.leaf))
        contents = {"salt": secret.salt, "payload": secret.payload} if secret else None
        yield line({"entry": _row(entry), "leaf": entry.leaf, "secret": contents})
    yield line({"size": len(leaves), "root": merkle.root(leaves).hex()})
    yield canonical({"sha256": checksum.hexdigest()}) + "\n"


def story(partnership: Thing, references: list[str]) -> list[LedgerEntry]:
    """The entries about the given references, oldest first, each with its secret."""
    return list(
        LedgerEntry.objects.filter(partnership=partnership, reference__in=references)
        .select_related("secret")
        .order_by("sequence")
    )
