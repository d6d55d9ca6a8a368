"""Sealed answers: until the end nobody can read from a copy of database, log or backup who chose what.

The key of a vote or a round is a file outside the data folder and outside every backup. An answer is one AES-GCM text of
fixed length, bound to the vote or round and to the place it stands in, so that it can neither be read nor moved. At the end
everything is opened in random order in one transaction, and the key goes when that is committed. Whatever write-ahead logs,
archives, replicas and backups have kept says nothing without the key, so nothing has to be overwritten.

Two kinds. A *vote* lasts minutes: its key lies on tmpfs, never on a disk; a restart of the machine loses it, and the vote is
broken off and repeated. A *round* lasts weeks: its key lies in a folder that a setting names; a lost key ends the round.
Not covered: whoever is root on the running machine, and swap that is neither off nor encrypted. Source: decisions of the
house, "Secret ballots and answers"; record 8.
"""

import base64
import datetime as dt
import hashlib
import hmac
import os
import re
import secrets
import tempfile
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from aktionsplan.shared.words import Problem, Refused, mark

Kind = Literal["vote", "round"]
NONCE: Final = 12
YOUNG: Final = 120
"""Seconds in which a key without a vote may belong to an opening that is not committed yet."""
THING = re.compile(r"[\w-]{8,64}\Z", re.ASCII)
LOST = Problem(
    "key_lost",
    mark(
        "Der Schlüssel dieser geheimen Abstimmung ist verloren. Brechen Sie die Abstimmung ab und wiederholen Sie sie."
    ),
)
NO_MEMORY = Problem(
    "no_tmpfs",
    mark("Auf diesem Server ist keine geheime Abstimmung an Geräten möglich. Stimmen Sie an der Urne ab."),
)
NO_FOLDER = Problem(
    "no_folder",
    mark("Auf diesem Server ist kein Ordner für Schlüssel eingestellt (AKTIONSPLAN_ROUND_KEYS)."),
)


def digest(opened: Mapping[str, str]) -> str:
    """The hash of the sorted set of what was opened, each text with its new random key; "" of nothing.

    Whoever has the opened texts and keys can compute it again. Whoever has the hash alone can try nothing out, even where
    few answers have few possible contents: the keys are as long as a cipher's.
    """
    lines = sorted(f"{key} {text}" for key, text in opened.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def _own() -> str:
    """A name that two installations on one machine do not share."""
    return "aktionsplan-" + hashlib.sha256(str(settings.AKTIONSPLAN_DATA).encode()).hexdigest()[:16]


def folder(kind: Kind) -> Path | None:
    """Where keys of this kind lie: what the setting names, else for votes shared memory, and in the demo any place."""
    named = settings.AKTIONSPLAN_VOTE_KEYS if kind == "vote" else settings.AKTIONSPLAN_ROUND_KEYS
    if named:
        return Path(named).resolve() / _own()
    if kind == "vote" and in_memory(Path("/dev/shm")):  # noqa: S108 -- a folder of its own, mode 0700
        return Path("/dev/shm") / _own()  # noqa: S108 -- the same
    return Path(tempfile.gettempdir()).resolve() / f"{_own()}-{kind}s" if settings.AKTIONSPLAN_DEMO else None


@lru_cache(maxsize=8)
def in_memory(place: Path) -> bool:
    """Whether the folder lies on tmpfs, by the mount that holds it; false where the machine does not tell."""
    try:
        mounts = [line.split(" ") for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return False
    place = place.resolve()
    holding = [(len(at), kind) for _, at, kind, *_ in mounts if place.is_relative_to(at.replace("\\040", " "))]
    return bool(holding) and max(holding)[1] in ("tmpfs", "ramfs")


def problem(kind: Kind) -> Problem | None:
    """None when something can be sealed on this machine, else why not. The demo takes any folder."""
    place = folder(kind)
    if kind == "round":
        return NO_FOLDER if place is None else None
    if place is None or (is_on_disk(kind) and not settings.AKTIONSPLAN_DEMO):
        return NO_MEMORY
    return None


def is_on_disk(kind: Kind) -> bool:
    """Whether keys of this kind lie where a copy of the disk finds them; of votes only in the demo."""
    place = folder(kind)
    return place is not None and not in_memory(place.parent)


def has_swap() -> bool:
    """Whether the machine writes memory to a disk or file, encrypted or not; false where it does not tell."""
    try:
        return len(Path("/proc/swaps").read_text().splitlines()) > 1
    except OSError:
        return False


def _file(kind: Kind, thing: str) -> Path:
    place = folder(kind)
    if place is None:
        raise Refused(NO_MEMORY if kind == "vote" else NO_FOLDER)
    if not THING.match(thing):
        raise ValueError(thing)
    return place / f"{kind}-{thing}"


def begin(kind: Kind, thing: str) -> None:
    """Makes the key of a vote or round; Refused where the machine has no place for it.

    It is made anew when the opening is repeated, because nothing can have been sealed with that of an opening that failed.
    """
    if obstacle := problem(kind):
        raise Refused(obstacle)
    path = _file(kind, thing)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(secrets.token_bytes(32))
        stream.flush()
        os.fsync(stream.fileno())


def is_lost(kind: Kind, thing: str) -> bool:
    """Whether the key of a vote or round that still runs is gone."""
    return folder(kind) is None or not _file(kind, thing).exists()


def _cipher(kind: Kind, thing: str) -> AESGCM:
    try:
        return AESGCM(_file(kind, thing).read_bytes())
    except (OSError, ValueError):
        raise Refused(LOST) from None


def _bound(kind: Kind, thing: str, place: str) -> bytes:
    return f"{kind}\n{thing}\n{place}".encode()


def seal(kind: Kind, thing: str, place: str, answer: str, *, size: int) -> str:
    """The answer as a text of the same length for all answers up to `size` bytes; Refused when the key is lost.

    ValueError for a longer answer, without the answer in its text.
    """
    plain = answer.encode()
    if len(plain) > size:
        raise ValueError("answer too long")
    nonce = secrets.token_bytes(NONCE)
    padded = len(plain).to_bytes(4, "big") + plain.ljust(size, b"\0")
    return base64.b64encode(nonce + _cipher(kind, thing).encrypt(nonce, padded, _bound(kind, thing, place))).decode()


def keyed(kind: Kind, thing: str, text: str) -> str:
    """HMAC-SHA-256 of the text under the key of this vote or round: nobody can compute it once the key is gone."""
    try:
        key = _file(kind, thing).read_bytes()
    except OSError:
        raise Refused(LOST) from None
    return hmac.new(key, f"keyed\n{text}".encode(), hashlib.sha256).hexdigest()


def open_all(kind: Kind, thing: str, sealed: Mapping[str, str]) -> list[str]:
    """The answers of these places in random order; Refused when the key is lost or one text does not belong in its place."""
    if not sealed:
        return []
    cipher = _cipher(kind, thing)
    answers = []
    for place, text in sealed.items():
        raw = base64.b64decode(text)
        try:
            padded = cipher.decrypt(raw[:NONCE], raw[NONCE:], _bound(kind, thing, place))
        except InvalidTag:
            raise Refused(LOST) from None
        answers.append(padded[4 : 4 + int.from_bytes(padded[:4], "big")].decode())
    secrets.SystemRandom().shuffle(answers)
    return answers


def end(kind: Kind, thing: str) -> None:
    """Removes the key when the transaction is committed, in which everything was opened or thrown away."""
    if folder(kind) is not None:
        path = _file(kind, thing)
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep(kind: Kind, running: Collection[str], now: dt.datetime) -> int:
    """Removes the keys of everything that no longer runs, for instance when the server stopped right after a commit."""
    place, gone = folder(kind), 0
    if place is None or not place.is_dir():
        return 0
    for path in place.glob(f"{kind}-*"):
        if path.name.removeprefix(f"{kind}-") not in running and now.timestamp() - path.stat().st_mtime > YOUNG:
            path.unlink(missing_ok=True)
            gone += 1
    return gone
