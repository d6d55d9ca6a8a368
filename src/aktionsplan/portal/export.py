"""The whole portal as static files: working relative links, feeds and open data, equal to the live pages."""

import datetime as dt
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

import regex
from django.contrib.staticfiles import finders
from django.utils import translation

from aktionsplan.portal.pages import page
from aktionsplan.shared.files.operations import content_of
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.pages import content, pages

LINK = regex.compile(r'(?P<before>\b(?:href|src)=")(?P<path>/[^"#?]*)(?P<rest>[^"]*")')


def addresses(window: Window) -> Iterator[tuple[str, str, str, str]]:
    """Language, page name, key and path of every page of a portal."""
    found = content(window)
    for language, prefix in (("de", ""), ("en", "en/")):
        for shown in pages().values():
            keys = [row.slug for row in found.all(shown.of)] if shown.of else [""]
            for key in keys:
                yield language, shown.name, key, f"{prefix}{window.slug}/{shown.route.format(key=key)}"


def _files(window: Window, folder: Path) -> int:
    """Writes the published files beside the pages; returns how many."""
    rows = content(window).all("file")
    for row in rows:
        _write(folder, f"{window.slug}/dateien/{row.slug}", content_of(window.partnership, row.data["sha256"]))
    return len(rows)


def _file(path: str) -> str:
    return path + "index.html" if path.endswith("/") else path


def _relative(body: bytes, here: str, known: set[str], address: str) -> bytes:
    def turn(match: regex.Match[str]) -> str:
        path = match["path"].lstrip("/")
        if path.startswith("static/") or path in known:
            target = posixpath.relpath(_file(path), posixpath.dirname(_file(here)) or ".")
            return f"{match['before']}{target}{match['rest']}"
        return f"{match['before']}{address}/{path}{match['rest']}"

    return LINK.sub(turn, body.decode()).encode()


def _write(folder: Path, path: str, body: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.write_bytes(body)
    os.replace(partial, target)


def _static(folder: Path) -> int:
    count = 0
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.startswith(("aktionsplan/", "kern/", "fonts/")):
                with storage.open(name) as stream:
                    _write(folder, f"static/{name}", stream.read())
                count += 1
    return count


def export(windows: list[Window], folder: Path, *, today: dt.date, address: str) -> int:
    """Writes every page, feed and data file of the portals and the style they need; returns how many files."""
    listed = [(window, *found) for window in windows for found in addresses(window)]
    known = {path for *_rest, path in listed}
    known |= {f"{window.slug}/dateien/{row.slug}" for window in windows for row in content(window).all("file")}
    for window, language, name, key, path in listed:
        with translation.override(language):
            body = page(window, name, key, today, address).body
        _write(folder, _file(path), _relative(body, path, known, address) if path.endswith("/") else body)
    return len(listed) + sum(_files(window, folder) for window in windows) + _static(folder)
