"""A real browser against a real server on the demo data, signed in as people sign in."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from aktionsplan.entry.commands.running import port_free
from aktionsplan.entry.demo.accounts import PASSWORD
from tests import worlds

CHROMIUM = (
    shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
EXPECTED = ("404", "502", "ERR_FAILED")
"""What the console may tell: a page that is not there, and the connection a test has cut."""
SHOTS = ROOT / "screenshots"


def pytest_collection_modifyitems(items):
    """Browser tests are skipped with the reason where no Chromium is."""
    for item in items:
        if "browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("REQUIRE_ALL") != "1":
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@contextmanager
def serving(environment):
    """Server and worker with these settings on a free port, until the block ends; gives the address."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 8700 + 20 * worker  # two workers looking at once would both find the same port free
    port = next(number for number in range(first, first + 20) if port_free(number))
    command = [sys.executable, "-m", "aktionsplan", "serve", "--with-worker"]
    process = subprocess.Popen(command, env=environment | {"PORT": str(port)}, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            assert process.poll() is None, "the server ended at its start"
            try:
                urllib.request.urlopen(f"http://localhost:{port}/lebt/", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the server did not start within two minutes")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo's address, served by its own process on its own data."""
    assert CHROMIUM, "REQUIRE_ALL=1 and no Chromium"
    environment = worlds.installation("demo", tmp_path_factory.mktemp("browser-data"))
    environment |= {"AKTIONSPLAN_LOG_REQUESTS": "0", "AKTIONSPLAN_FRESH_SECONDS": "3600"}
    with serving(environment) as address:
        yield Site(address, environment)


class Site:
    """The running demo."""

    def __init__(self, address, environment):
        self.address, self.environment = address, environment

    def tool(self, *arguments):
        """The output of a command against the demo's data."""
        done = subprocess.run(
            [sys.executable, "-m", "aktionsplan", *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def shoot(page):
    """A picture of the page; Chromium fails at it now and then on a busy machine, so it may try again."""
    from playwright.sync_api import Error

    for _ in range(3):
        try:
            return page.screenshot()
        except Error:
            time.sleep(1)
    return page.screenshot()


@pytest.fixture(scope="session")
def engine():
    """The browser of this process; there can be only one."""
    assert CHROMIUM, "REQUIRE_ALL=1 and no Chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium(site, engine):
    """The browser, with the demo to look at."""
    return engine


@pytest.fixture(scope="session")
def signed_in(site, chromium):
    """Storage of a signed-in person, made once by signing in with password and second factor."""
    kept = {}

    def sign_in(name):
        if name in kept:
            return kept[name]
        email = f"{name}@elbhagen.example"
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{site.address}/konto/anmelden/kennwort/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(re.compile("/intern/|zweiter-faktor"))
        for _ in range(3):  # a code may end between reading and sending it
            if "zweiter-faktor" not in page.url:
                break
            page.fill("input[name=code]", site.tool("accounts", "code", email))
            with page.expect_navigation():
                page.click("main form >> nth=0 >> button[type=submit]")
        page.wait_for_url("**/intern/**")
        kept[name] = context.storage_state()
        context.close()
        return kept[name]

    return sign_in


@pytest.fixture
def page_of(site, chromium, signed_in):
    """Opens a page as a person (None for a visitor) at a width, with or without JavaScript; console errors fail the test."""
    contexts, errors = [], []

    def open_page(name=None, *, width=1280, script=True):
        state = signed_in(name) if name else None
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            storage_state=state,
            java_script_enabled=script,
            locale="de-DE",
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and not any(w in message.text for w in EXPECTED)
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                errors.append(request.url) if not request.url.startswith((site.address, "data:")) else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
