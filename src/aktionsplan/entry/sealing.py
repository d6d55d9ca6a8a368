"""Encrypted files in blocks: as much memory for a large backup as for a small one.

Format: a line with the name of the format, eight random bytes, then blocks of four bytes length and their ciphertext
(AES-256-GCM; nonce = random bytes and the block's number; the last block says so, so that nothing can be cut off).
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"aktionsplan-backup-2\n"
BLOCK = 4 * 1024 * 1024


class Damaged(ValueError):
    """The file was changed, cut, or sealed with another key."""


def seal(source: Path, target: Path, key: bytes) -> None:
    """Writes the encrypted content of `source` to `target`, on disk when it returns."""
    box, prefix = AESGCM(key), os.urandom(8)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(FORMAT + prefix)
        number, block = 0, plain.read(BLOCK)
        while True:
            following = plain.read(BLOCK)
            text = box.encrypt(prefix + struct.pack(">I", number), block, b"more" if following else b"last")
            sealed.write(struct.pack(">I", len(text)) + text)
            if not following:
                break
            number, block = number + 1, following
        sealed.flush()
        os.fsync(sealed.fileno())


def _blocks(source: Path, key: bytes) -> Iterator[bytes]:
    box = AESGCM(key)
    with source.open("rb") as sealed:
        if sealed.read(len(FORMAT)) != FORMAT or len(prefix := sealed.read(8)) != 8:
            raise Damaged
        head, number = sealed.read(4), 0
        while len(head) == 4:
            size = struct.unpack(">I", head)[0]
            if size > BLOCK + 16:
                raise Damaged
            text, head = sealed.read(size), sealed.read(4)
            if len(text) != size:
                raise Damaged
            try:
                yield box.decrypt(prefix + struct.pack(">I", number), text, b"more" if head else b"last")
            except InvalidTag:
                raise Damaged from None
            number += 1
        if head or number == 0:
            raise Damaged


def unseal(source: Path, target: Path, key: bytes) -> None:
    """Writes the content of a sealed file to `target`; Damaged when a single byte is wrong, missing or too many."""
    with target.open("wb") as plain:
        for block in _blocks(source, key):
            plain.write(block)
