"""Every page a person can click to: answered, valid HTML, and in one language only."""

import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from aktionsplan.entry.demo.accounts import PASSWORD
from tests.browser.conftest import ROOT

TOWN, TOWN_NAME = "/elbhagen-luettow", "Elbhagen und Lüttow"
PEOPLE = [None, "anna", "ben", "lena", "carla", "dogan", "emil", "kim", "mats", "nora", "henrik"]
FRESH = "nora"
"""Who confirmed just now, so that the pages that change how one signs in are looked at too."""
EACH = 2
"""Pages of the same address pattern looked at per person."""
CHECKER = ROOT / "tools" / "html" / "node_modules" / ".bin" / "html-validate"
GERMAN = re.compile(
    r"\b(und|oder|nicht|der|die|das|ist|sind|wird|für|mit|bitte|noch|kein|keine|von|zum|zur|Sie|Ihr|Ihre)\b"
)
ENGLISH = re.compile(r"\b(the|and|with|for|not|your|please|is|are|of|you|this|has|have|been)\b", re.IGNORECASE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Links of a page and its texts in the page's own language; what people wrote stands in bdi, textarea or value."""

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.links, self.texts, self.data = language, [], [], [], set()

    def foreign(self):
        """Whether the text here is somebody's words or marked as another language."""
        return any(
            tag in ("bdi", "textarea", "script", "style") or (language and language != self.language)
            for tag, language in self.open
        )

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
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


def pattern(path):
    """The address pattern behind a path, None for another place."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def pages_of(site, context, prefix):
    """Path and HTML of every page one can click to, a few per address pattern."""
    waiting, seen, looked = (
        [f"{prefix}{TOWN}/", f"{prefix}{TOWN}/intern/", f"{prefix}/konto/orte/", f"{prefix}/konto/"],
        set(),
        {},
    )
    while waiting:
        path = waiting.pop(0)
        where = pattern(path.removeprefix("/en") if prefix else path)
        if path in seen or where is None or looked.get(where, 0) >= EACH:
            continue
        seen.add(path)
        answer = context.request.get(site.address + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            assert answer.ok, f"{path}: {answer.status}"
            continue
        assert answer.ok, f"{path}: {answer.status}"
        looked[where] = looked.get(where, 0) + 1
        text = answer.text()
        yield path, text
        reader = Words("en" if prefix else "de")
        reader.feed(text)
        for link in reader.links:
            target = urlsplit(link)
            if (
                not target.netloc
                and target.scheme in ("", "http")
                and target.path.startswith((f"{prefix}{TOWN}/", f"{prefix}/konto/"))
            ):
                waiting.append(target.path)


def confirm(page, site):
    """Confirm with the password, as those pages ask of whoever has no second factor."""
    page.goto(f"{site.address}/konto/passkeys/neu/")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", PASSWORD)
        page.locator("main button.btn--main").first.click()
    page.wait_for_url("**/konto/passkeys/neu/")


@pytest.fixture(scope="session")
def every_page(site, chromium, signed_in):
    """Who, path, language and HTML of every page of the demo."""
    found = []
    for who in PEOPLE:
        context = chromium.new_context(storage_state=signed_in(who) if who else None)
        if who == FRESH:
            confirm(context.new_page(), site)
        for prefix, language in (("", "de"), ("/en", "en")):
            found += [(who or "visitor", path, language, text) for path, text in pages_of(site, context, prefix)]
        context.close()
    return found


def test_every_page_speaks_one_language(every_page):
    readers, data = [], {TOWN_NAME}
    for _who, path, language, text in every_page:
        reader = Words(language)
        reader.feed(text)
        data |= {words for words in reader.data if len(words) > 8}
        readers.append((path.removeprefix("/en"), GERMAN if language == "en" else ENGLISH, reader.texts))
    repeated = re.compile("|".join(re.escape(words) for words in sorted(data, key=len, reverse=True)))
    mixed = {
        (pattern(path), words)
        for path, foreign, texts in readers
        for words in texts
        if foreign.search(words) and foreign.search(repeated.sub("…", words))
    }
    assert sorted(mixed, key=str) == []


def test_every_page_is_valid_html(every_page, tmp_path):
    if not CHECKER.exists() or shutil.which("node") is None:
        assert os.environ.get("REQUIRE_ALL") != "1", "REQUIRE_ALL=1 and no html-validate"
        pytest.skip("no Node on this machine")
    named = {}
    for number, (who, path, _language, text) in enumerate(every_page):
        (tmp_path / f"{number}.html").write_text(text)
        named[f"{number}.html"] = f"{who} {path}"
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
    assert f"{FRESH} /konto/passkeys/neu/" in named.values()


def test_no_page_scrolls_sideways_on_a_small_phone(every_page, page_of):
    wide, once = set(), set()
    for who in PEOPLE:
        page = page_of(who, width=320, script=False)
        for reader, path, language, _text in every_page:
            if reader != (who or "visitor") or language != "de" or (who, pattern(path)) in once:
                continue
            once.add((who, pattern(path)))
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.add(pattern(path))
    assert sorted(wide) == []
