"""The measuring tools work on seeded data: what `make bench` asks of the program is not refused."""

import subprocess
import sys

import pytest

from aktionsplan.entry.bench import run
from tests import worlds


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    return worlds.installation("seeded", tmp_path_factory.mktemp("bench"))


def inside(environment, *arguments):
    command = [sys.executable, "-m", "aktionsplan.entry.bench.inside", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["session"],
        ["submit"],
        ["notice"],
        ["ballot"],
        ["polling"],
        ["history"],
        ["queries", "antraege/"],
        ["plan", "100"],
        ["crawl", "sponsor"],
    ],
)
def test_tool_measures(seeded, arguments):
    done = inside(seeded, *arguments)
    assert done.returncode == 0, done.stderr[-800:]
    assert done.stdout.strip()


def test_table_replaces_only_the_one_of_the_same_database(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "docs" / "reference" / "performance.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Performance\n")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    run._keep("| eins |")
    monkeypatch.setenv("DATABASE_URL", "postgresql://x")
    run._keep("| zwei |")
    run._keep("| drei |")
    text = page.read_text()
    assert "| eins |" in text
    assert "| drei |" in text
    assert "| zwei |" not in text
