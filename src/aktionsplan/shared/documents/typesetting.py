"""Typesetting with typst: data as JSON, no packages, no network, fixed fonts and time."""

import dataclasses
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import regex

TEMPLATES = Path(__file__).parents[2] / "typst"
FONTS = Path(__file__).parents[2] / "fonts"
STANDARDS: list[Any] = ["a-3a", "ua-1"]


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


def plain(value: Any) -> Any:
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


def render(template: str, data: Any, *, at: dt.datetime) -> bytes:
    """The PDF of a template with this data; the same data and moment give the same bytes.

    Raises typst.TypstError when the template does not accept the data.
    """
    import typst  # noqa: PLC0415 -- a heavy library, imported in its one module

    result = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(plain(data), ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
        format="pdf",
    )
    if not isinstance(result, bytes):
        raise TypeError("typst gave no single file")
    return result
