"""The whole portal as static files: working relative links, feeds and open data, equal to the live pages."""

import datetime as dt
import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

import regex
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from aktionsplan.portal.pages import page
from aktionsplan.shared.files.operations import Damaged, content_of
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.pages import content, pages

LINK = regex.compile(r'(?P<before>\b(?:href|src)=")(?P<path>/[^"#?]*)(?P<rest>[^"]*")')


def addresses(window: Window) -> Iterator[tuple[str, str, str, str]]:
    """Language, page name, key and path of every page of a portal."""
    publications = content(window)
    for language, prefix in (("de", ""), ("en", "en/")):
        for shown in pages().values():
            keys = [row.slug for row in publications.all(shown.of)] if shown.of else [""]
            for key in keys:
                yield language, shown.name, key, f"{prefix}{window.slug}/{shown.route.format(key=key)}"


class MissingFile(Exception):  # noqa: N818 -- says what is missing
    """A published file whose bytes are not there; nothing was written."""


def _published(window: Window) -> dict[str, tuple[str, str]]:
    """Path of each published file, with its name and checksum."""
    rows = content(window).all("file")
    return {f"{window.slug}/dateien/{row.slug}": (row.data["name"], row.data["sha256"]) for row in rows}


def _check(windows: list[Window]) -> None:
    """Raises MissingFile before anything is written, also for a file with other bytes than its hash."""
    for window in windows:
        for name, sha256 in _published(window).values():
            try:
                content_of(window.partnership, sha256)
            except (FileNotFoundError, Damaged):
                raise MissingFile(f"{window.slug}: {name}") from None


def _file(path: str) -> str:
    return path + "index.html" if path.endswith("/") or not path else path


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


class Folder:
    """A folder of static files that remembers what this run has written, so that nothing else of ours stays."""

    def __init__(self, folder: Path):
        self.folder, self.written = folder, set[Path]()

    def write(self, path: str, body: bytes) -> None:
        """A file, replaced as a whole."""
        self.written.add(self.folder / path)
        _write(self.folder, path, body)

    def forget(self, *roots: str) -> None:
        """Removes everything under these folders that this run has not written, and folders left empty."""
        for root in roots:
            for path in sorted((self.folder / root).rglob("*"), reverse=True):
                if path.is_dir() and not any(path.iterdir()):
                    path.rmdir()
                elif not path.is_dir() and path not in self.written:
                    path.unlink()


def _static(folder: Folder) -> None:
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.startswith(("aktionsplan/", "kern/", "fonts/")):
                with storage.open(name) as stream:
                    folder.write(f"static/{name}", stream.read())


def _root(windows: list[Window]) -> bytes:
    towns = [(window.slug, window.partnership.name) for window in windows]
    return render_to_string("portal/towns.html", {"towns": towns, "still": True}).encode()


def export(windows: list[Window], folder: Path, *, today: dt.date, address: str) -> int:
    """Writes every page, feed and data file of the portals and the style they need; returns how many files.

    What was written before and is no longer shown is removed, so that the folder equals the portals after every run.
    MissingFile before anything is written when the bytes of a published file are gone.
    """
    _check(windows)
    listed = [(window, *entry) for window in windows for entry in addresses(window)]
    files = {path: (window, sha256) for window in windows for path, (_name, sha256) in _published(window).items()}
    known, target = {path for *_rest, path in listed} | set(files) | {"", "en/"}, Folder(folder)
    for window, language, name, key, path in listed:
        with translation.override(language):
            body = page(window, name, key, today, address).body
        target.write(_file(path), _relative(body, path, known, address) if path.endswith("/") else body)
    for language, path in (("de", ""), ("en", "en/")):
        with translation.override(language):
            target.write(f"{path}index.html", _relative(_root(windows), path, known, address))
    for path, (window, sha256) in files.items():
        target.write(path, content_of(window.partnership, sha256))
    _static(target)
    target.forget("static", *(f"{prefix}{window.slug}" for window in windows for prefix in ("", "en/")))
    return len(target.written)
