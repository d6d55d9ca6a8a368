"""Merkle trees as in RFC 6962 sections 2.1 to 2.1.2: SHA-256, leaf prefix 0x00, node prefix 0x01."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def root(leaves: Sequence[bytes]) -> bytes:
    """The tree head over leaf hashes."""
    if not leaves:
        return EMPTY
    peaks: list[bytes] = []
    for index, leaf in enumerate(leaves):
        peaks = push(peaks, index, leaf)
    return bag(peaks)


def push(peaks: list[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The peaks of the tree after appending a leaf hash to a tree of `size` leaves (left to right)."""
    peaks = [*peaks, leaf]
    while size & 1:
        right, left = peaks.pop(), peaks.pop()
        peaks.append(node_hash(left, right))
        size >>= 1
    return peaks


def bag(peaks: Sequence[bytes]) -> bytes:
    """The tree head made of the peaks."""
    if not peaks:
        return EMPTY
    head = peaks[-1]
    for peak in reversed(peaks[:-1]):
        head = node_hash(peak, head)
    return head


def inclusion(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index`; raises IndexError outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion(leaves[:k], index), root(leaves[k:])]
    return [*inclusion(leaves[k:], index - k), root(leaves[:k])]


def consistency(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The proof that the tree of the first `first` leaves is a prefix of this one."""
    if not 0 < first <= len(leaves):
        raise IndexError(first)
    return _subproof(leaves, first, complete=True)


def _subproof(leaves: Sequence[bytes], first: int, *, complete: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if complete else [root(leaves)]
    k = _split(len(leaves))
    if first <= k:
        return [*_subproof(leaves[:k], first, complete=complete), root(leaves[k:])]
    return [*_subproof(leaves[k:], first - k, complete=False), root(leaves[:k])]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The tree head that an audit path leads to (RFC 9162 section 2.1.3.2); ValueError for a wrong length."""
    if not 0 <= index < size:
        raise ValueError("index outside the tree")
    node, last, current = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ValueError("proof too long")
        if node & 1 or node == last:
            current = node_hash(step, current)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            current = node_hash(current, step)
        node >>= 1
        last >>= 1
    if last:
        raise ValueError("proof too short")
    return current


def consistent(first: int, second: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that tree `old` of size `first` is a prefix of `new` (RFC 9162 2.1.4.2)."""
    if first == second:
        return not proof and old == new
    if not 0 < first < second:
        return False
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, old)
    if not steps:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node >>= 1
        last >>= 1
    left = right = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            left, right = node_hash(step, left), node_hash(step, right)
            while not node & 1 and node:
                node >>= 1
                last >>= 1
        else:
            right = node_hash(right, step)
        node >>= 1
        last >>= 1
    return left == old and right == new and last == 0
