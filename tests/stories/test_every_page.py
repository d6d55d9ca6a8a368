"""Every page somebody can open: none is missed, few questions to the database, valid HTML, one language only."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aktionsplan.entry.visits import routes
from tests import worlds

TOWN_NAME = "Elbhagen und Lüttow"
ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "tools" / "html" / "node_modules" / ".bin" / "html-validate"
GERMAN = re.compile(
    r"\b(und|oder|nicht|der|die|das|ist|sind|wird|für|mit|bitte|noch|kein|keine|von|zum|zur|Sie|Ihr|Ihre)\b"
)
ENGLISH = re.compile(r"\b(the|and|with|for|not|your|please|is|are|of|you|this|has|have|been)\b", re.IGNORECASE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Texts of a page in the page's own language; what people wrote stands in bdi, textarea or value."""

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.texts, self.data = language, [], [], set()

    def foreign(self):
        """Whether the text here is somebody's words or marked as another language."""
        return any(
            tag in ("bdi", "textarea", "script", "style") or (language and language != self.language)
            for tag, language in self.open
        )

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, given.get("lang")))
        if not self.foreign():
            self.texts += [given[name] for name in ("aria-label", "title", "placeholder", "alt") if given.get(name)]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip():
            (self.data.add if self.foreign() else self.texts.append)(data.strip())


@pytest.fixture(scope="module")
def every_page():
    """Every page that somebody can open in the demo."""
    return [visit for visit in worlds.visits() if visit["html"]]


UNSEEN = {
    "account": "comes up only in the course of signing in, or needs a second factor of its own",
    "openid": "needs an identity provider",
    "socialaccount": "needs an identity provider",
    "mfa": "needs a second factor of its own",
    "partnership:confirm_payer": "only leads back from the fresh confirmation",
    "people:confirm_role": "only leads back from the fresh confirmation",
    "people:suspend_role": "only leads back from the fresh confirmation",
    "people:resume_role": "only leads back from the fresh confirmation",
    "people:end_role": "only leads back from the fresh confirmation",
    "bodies:sign": "only leads back from the fresh confirmation",
    "bodies:reopen": "only leads back from the fresh confirmation",
    "adoption:extract": "a file that the demo does not have",
    "analysis:leave_gap": "a gap is no thing with a key; opened by tests of the analysis",
    "analysis:table_layout": "the demo has no table that waits; opened by tests of the tables",
    "analysis:take_offers": "the demo has no table that waits; opened by tests of the tables",
    "analysis:take_series": "the demo has no table that waits; opened by tests of the tables",
    "bodies:decide_recusal": "asks for a person in the address; opened by tests of the committee",
    "bodies:record_invitation": "asks for a person in the address; opened by tests of the committee",
    "desk:retention_offer": "the demo has nothing whose time is over; opened by tests of retention",
    "desk:retention_release": "the demo has nothing whose time is over; opened by tests of retention",
    "grants:draft_early": "the application that is looked at has its leave; opened by tests of the notices",
    "grants:own_sheet": "the lists are another sponsor's; opened by tests of the lists",
    "grants:own_count_sheet": "as `own_sheet`",
    "grants:own_sheet_file": "a file that the demo does not have",
    "grants:sheet_file": "a file that the demo does not have",
    "network:proof": "a file that the demo does not have",
    "calls:attachment": "a file that the demo does not have",
    "calls:rated_calls": "the demo rates one call, and the page leads on to it; opened by tests of the ratings",
    "calls:own_ratings": "leads on to an application",
    "calls:selected_calls": "as `rated_calls`",
    "calls:own_attachment": "a file that the demo does not have",
    "portal:towns": "the list of towns; looked at by tests of the portal",
    "portal:alive": "no page",
    "portal:api": "no page",
    "portal:api_bodies": "no page",
    "portal:api_body": "no page",
    "portal:api_list": "no page",
    "portal:api_object": "no page",
    "portal:file": "a file that the demo does not have",
    "components": "no page of a town",
    "post_office": "no page of a town",
}
"""Addresses that `visits` does not open in the demo, each with the reason."""


def test_no_page_is_missed():
    seen = {visit["name"] for visit in worlds.visits()}
    unseen = {route.name for route in routes() if route.opened and route.name not in seen}
    excused = {name for name in unseen if {name, name.partition(":")[0], name.partition("_")[0]} & set(UNSEEN)}
    assert unseen - excused == set()
    assert {name for name in UNSEEN if ":" in name} <= unseen


MOST_SQL = 25


def test_no_page_asks_the_database_too_often(every_page):
    asked = {}
    for visit in every_page:
        asked[visit["name"]] = max(visit["sql"], asked.get(visit["name"], 0))
    assert {name: count for name, count in asked.items() if count > MOST_SQL} == {}


def test_every_page_speaks_one_language(every_page):
    readers, data = [], {TOWN_NAME}
    for visit in every_page:
        for language, text in visit["html"].items():
            reader = Words(language)
            reader.feed(text)
            data |= {words for words in reader.data if len(words) > 8}
            readers.append((visit["pattern"], GERMAN if language == "en" else ENGLISH, reader.texts))
    repeated = re.compile("|".join(re.escape(words) for words in sorted(data, key=len, reverse=True)))
    mixed = {
        (pattern, words)
        for pattern, foreign, texts in readers
        for words in texts
        if foreign.search(words) and foreign.search(repeated.sub("…", words))
    }
    assert sorted(mixed, key=str) == []


def test_every_page_is_valid_html(every_page, tmp_path):
    if not CHECKER.exists() or shutil.which("node") is None:
        assert os.environ.get("REQUIRE_ALL") != "1", "REQUIRE_ALL=1 and no html-validate"
        pytest.skip("no Node on this machine")
    named = {}
    for number, visit in enumerate(every_page):
        for language, text in visit["html"].items():
            (tmp_path / f"{number}-{language}.html").write_text(text)
            named[f"{number}-{language}.html"] = f"{visit['role']} {visit['path']}"
    out = tmp_path / "faults.json"
    command = [
        str(CHECKER),
        "--config",
        str(CHECKER.parents[2] / ".htmlvalidate.json"),
        "--formatter",
        "json",
        "*.html",
    ]
    with out.open("w") as target:  # a pipe would be cut short when the program exits
        subprocess.run(command, stdout=target, check=False, cwd=tmp_path)
    faults = {
        (fault["ruleId"], fault["message"], named[result["filePath"].rsplit("/", 1)[1]])
        for result in json.loads(out.read_text())
        for fault in result["messages"]
    }
    assert sorted(faults) == []
    assert len(named) > 100
