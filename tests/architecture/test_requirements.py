"""What the project names as its libraries is what a fresh machine installs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")


def plain(line):
    """The library's name as package indexes compare it, or "" for a line that begins with none."""
    found = NAME.match(line)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {plain(line) for line in project["dependencies"]}


def locked(text):
    return {plain(line) for line in text.splitlines() if plain(line)}


def test_every_library_of_the_project_is_in_the_lock():
    assert len(named()) > 20
    assert named() - locked((ROOT / "requirements/base.txt").read_text()) == set()


def test_library_that_is_missing_in_the_lock_is_seen():
    text = (ROOT / "requirements/base.txt").read_text()
    assert "pi-heif" not in locked(text.replace("\npi-heif==", "\n# pi-heif=="))


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_line_of_the_lock_has_its_version_and_hash(name):
    text = (ROOT / f"requirements/{name}.txt").read_text()
    for part in re.split(r"\n(?=[a-z0-9])", text):
        if plain(part):
            assert re.match(r"[\w.-]+==[\w.]+", part), part[:60]
            assert "--hash=sha256:" in part, part[:60]
