"""Typesetting with typst: data as JSON, no packages, no network, fixed fonts and time."""

import dataclasses
import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from threading import BoundedSemaphore

import regex

from aktionsplan.shared.documents import compiling
from aktionsplan.shared.kinds import Value

TEMPLATES = Path(__file__).parents[2] / "typst"
FONTS = Path(__file__).parents[2] / "fonts"
SECONDS = 60


def _known() -> frozenset[int]:
    return frozenset(int(part) for part in (FONTS / "coverage.txt").read_text().split())


_coverage: frozenset[int] | None = None


def printable(text: str) -> str:
    """The text with every character outside the vendored fonts shown as `[U+XXXX]`, never silently lost."""
    global _coverage
    if _coverage is None:
        _coverage = _known()
    known = _coverage
    return "".join(c if ord(c) in known or c in "\n\t" else f"[U+{ord(c):04X}]" for c in text)


def plain(value: Value) -> Value:
    """The dataclass as JSON values: sums as text, days as ISO, every text printable."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return printable(regex.sub(r"[\u200b\u200d\ufe0f]", "", value))
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


class Unprintable(Exception):
    """The template does not accept the data."""


_at_once = BoundedSemaphore(2)


def render(template: str, data: Value, *, at: dt.datetime) -> bytes:
    """The PDF of a template with this data; the same data and moment give the same bytes.

    A program of its own sets it (`compiling.py`): typst keeps what it has set, which would stay in the server's memory.
    Raises Unprintable when the template does not accept the data, or it takes more than `SECONDS`.
    """
    order = {
        "template": str(TEMPLATES / f"{template}.typ"),
        "root": str(TEMPLATES),
        "fonts": str(FONTS),
        "data": json.dumps(plain(data), ensure_ascii=False),
        "timestamp": int(at.timestamp()),
    }
    try:
        with _at_once:
            done = subprocess.run(
                [sys.executable, "-I", compiling.__file__],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise Unprintable(f"{template}: not set within {SECONDS} seconds") from None
    if done.returncode:
        raise Unprintable(done.stderr.decode(errors="replace").strip()[-2000:])
    return done.stdout
