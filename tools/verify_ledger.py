#!/usr/bin/env python3
"""Checks an exported ledger without the application. Standard library only.

    python3 verify_ledger.py ledger.jsonl [--head SIZE:ROOT] ...

Each --head is a tree head that left the house earlier (printed in a notice, shown on the portal, mailed).
Exit code 0: whole. 1: at least one fault, each on a line of its own. 2: the file cannot be read.
The rules: docs/reference/ledger.md; Merkle tree as in RFC 6962 (leaf 0x00, node 0x01, SHA-256).
"""

import argparse
import hashlib
import json
import re
import sys

SALT = re.compile(r"[0-9a-f]{64}")
FIELDS = {"sequence", "at", "actor", "kind", "reference", "commitment", "previous"}


def canonical(value):
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def push(peaks, size, leaf):
    """The peaks after appending a leaf to a tree of `size` leaves."""
    peaks = peaks + [leaf]
    while size & 1:
        right, left = peaks.pop(), peaks.pop()
        peaks.append(node_hash(left, right))
        size >>= 1
    return peaks


def bag(peaks):
    """The tree head made of the peaks."""
    if not peaks:
        return hashlib.sha256(b"").digest()
    head = peaks[-1]
    for peak in reversed(peaks[:-1]):
        head = node_hash(peak, head)
    return head


def root(leaves):
    peaks = []
    for index, leaf in enumerate(leaves):
        peaks = push(peaks, index, leaf)
    return bag(peaks)


def read_line(number, raw, faults):
    """The value of one line, or None with a fault: it must be canonical JSON and end with one newline."""
    try:
        text = raw.decode("utf-8")
        value = json.loads(text)
    except (UnicodeDecodeError, ValueError):
        faults.append(f"line {number}: not readable")
        return None
    if not isinstance(value, dict) or text != canonical(value) + "\n":
        faults.append(f"line {number}: not in canonical form")
        return None
    return value


def fits(secret, commitment):
    """Whether the contents are the ones committed to; the salt's length is fixed, so that nothing moves across it."""
    try:
        salt, payload = secret["salt"], secret["payload"]
        whole = (
            set(secret) == {"salt", "payload"} and SALT.fullmatch(salt) and canonical(json.loads(payload)) == payload
        )
        return bool(whole) and hashlib.sha256(bytes.fromhex(salt) + payload.encode()).hexdigest() == commitment
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


def check_entry(number, value, expected, previous, faults):
    """The leaf hash of an entry line, with every fault noted."""
    entry = value.get("entry")
    if set(value) != {"entry", "leaf", "secret"} or not isinstance(entry, dict) or set(entry) != FIELDS:
        faults.append(f"line {number}: not an entry")
        return b""
    leaf = leaf_hash(canonical(entry).encode())
    if entry["sequence"] != expected:
        faults.append(f"line {number}: sequence {entry['sequence']!r}, expected {expected}")
    if entry["previous"] != previous:
        faults.append(f"line {number}: does not follow the entry before it")
    if value["leaf"] != leaf.hex():
        faults.append(f"line {number}: content and leaf hash differ")
    secret = value["secret"]
    if secret is not None and not fits(secret, entry["commitment"]):
        faults.append(f"line {number}: contents do not fit the commitment")
    return leaf


def check_heads(heads, leaves, faults):
    """Compares tree heads from outside with this ledger."""
    for text in heads:
        size, _, wanted = text.partition(":")
        if not size.isdigit() or int(size) > len(leaves):
            faults.append(f"head {text}: the ledger is shorter than the head given away")
        elif root(leaves[: int(size)]).hex() != wanted.lower():
            faults.append(f"head {text}: the ledger has been rewritten")


def verify(data, heads=()):
    """Every fault in the exported bytes."""
    faults = []
    lines = data.splitlines(keepends=True)
    if len(lines) < 3:
        return ["the file is too short"]
    values = [read_line(number, raw, faults) for number, raw in enumerate(lines, start=1)]
    if None in values:
        return faults
    header, closing, checksum = values[0], values[-2], values[-1]
    if set(header) != {"format", "partnership"} or header["format"] != "aktionsplan-ledger-1":
        return ["line 1: unknown format"]
    leaves, previous = [], ""
    for number, value in enumerate(values[1:-2], start=2):
        leaf = check_entry(number, value, number - 1, previous, faults)
        leaves.append(leaf)
        previous = leaf.hex()
    if leaves and leaves[0] and values[1]["entry"]["reference"] != f"partnership:{header['partnership']}":
        faults.append("line 1: the first entry founded another partnership")
    if closing != {"size": len(leaves), "root": root(leaves).hex()}:
        faults.append("the tree head does not fit the entries")
    if checksum != {"sha256": hashlib.sha256(b"".join(lines[:-1])).hexdigest()}:
        faults.append("the checksum does not fit the file")
    check_heads(heads, leaves, faults)
    return faults


def main():
    parser = argparse.ArgumentParser(description="Checks an exported ledger without the application.")
    parser.add_argument("file")
    parser.add_argument("--head", action="append", default=[], metavar="SIZE:ROOT")
    arguments = parser.parse_args()
    try:
        with open(arguments.file, "rb") as stream:
            data = stream.read()
    except OSError as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 2
    faults = verify(data, arguments.head)
    for fault in faults:
        print(fault)
    if not faults:
        lines = data.splitlines()[1:-2]
        erased = sum(json.loads(line)["secret"] is None for line in lines)
        print(f"whole: {len(lines)} entries" + (f", the contents of {erased} are erased" if erased else ""))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
