"""A town begins by the README alone: its command, codes by mail, the second factor, and then only what the desk says."""

import datetime as dt
import re
import shlex
import subprocess
import sys
import time

import pytest
from allauth.mfa.totp.internal import auth as totp

from tests import worlds
from tests.browser.conftest import ROOT, serving
from tests.browser.letterbox import Letterbox
from tests.factories import town as make

TOWN = "/elbhagen-luettow"
SETUP = re.search(r"\.venv/bin/aktionsplan (setup .*?)\n\s+make serve", (ROOT / "README.md").read_text(), re.DOTALL)
OFFICE = {name: value for name, value in make.OFFICE.items() if value and not name.startswith("payer")}
STATEMENTS = {
    "protection_officer": "Datenschutzbeauftragte der Stadt, datenschutz@elbhagen.example",
    "supervisor": "Landesbeauftragter für Datenschutz, 19053 Schwerin",
    "funder": "Bundesprogramm für Demokratie",
    "enforcement": "Durchsetzungsstelle des Landes, barrierefrei@land.example",
}


@pytest.fixture
def letterbox():
    box = Letterbox()
    yield box
    box.shutdown()
    box.server_close()


@pytest.fixture
def installation(tmp_path, letterbox):
    """A server outside the demo, set up with the command of the README; its mails come into the letterbox."""
    environment = worlds.installation("empty", tmp_path) | {
        "EMAIL_URL": letterbox.url,
        "AKTIONSPLAN_HOSTS": "localhost",
        "AKTIONSPLAN_PROXIES": "1",
        "AKTIONSPLAN_FROM": "plan@elbhagen.example",
        "AKTIONSPLAN_LOG_REQUESTS": "0",
    }
    del environment["AKTIONSPLAN_DEMO"]
    command = [sys.executable, "-m", "aktionsplan", *shlex.split(SETUP[1].replace("\\\n", " "))]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)
    with serving(environment) as address:
        yield address


def code_of(secret):
    """The code of now, which still holds when it arrives: near the end of its half minute the next one is waited for."""
    if (left := 30 - time.time() % 30) < 10:
        time.sleep(left)
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def send(page, **values):
    for name, value in values.items():
        page.locator(f"main [name={name}]").first.fill(value)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def follow(page, name):
    page.locator("main").get_by_role("link", name=re.compile(name)).first.click()
    page.wait_for_load_state()


def sign_in(page, letterbox, address):
    before = len(letterbox.letters)
    page.goto("/konto/anmelden/")
    send(page, email=address)
    send(page, code=letterbox.code_for(address, after=before))
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.locator("main").inner_text())[0]
    send(page, code=code_of(secret))
    assert "Wiederherstellungscodes" in page.locator("main").inner_text()
    page.goto(f"{TOWN}/intern/")
    assert "Was steht an?" in page.locator("h1").inner_text()


def test_new_town_comes_by_the_readme_to_its_first_publication(installation, letterbox, engine):
    failed = []

    def somebody():
        headers = {"X-Forwarded-Proto": "https"}
        page = engine.new_context(base_url=installation, locale="de-DE", extra_http_headers=headers).new_page()
        page.on("response", lambda answer: answer.status >= 400 and failed.append((answer.status, answer.url)))
        return page

    kim, lena, visitor = somebody(), somebody(), somebody()
    sign_in(kim, letterbox, "kim@elbhagen.example")
    follow(kim, "Federführendes Amt eintragen")
    send(kim, **OFFICE)
    kim.goto(f"{TOWN}/intern/")
    assert "Federführendes Amt eintragen" not in kim.locator("main").inner_text()
    follow(kim, "Pflichtangaben eintragen")
    assert "Stadt Elbhagen" in kim.locator("main").inner_text()
    follow(kim, "Angaben eintragen")
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    send(kim, **STATEMENTS, assessed_on=f"{yesterday:%d.%m.%Y}")
    assert "Alles ist eingetragen. Das federführende Amt" in kim.locator("main").inner_text()
    sign_in(lena, letterbox, "lena@elbhagen.example")
    follow(lena, "Pflichtangaben im Portal zeigen")
    lena.get_by_role("button", name=re.compile("Pflichtangaben im Portal zeigen")).click()
    lena.wait_for_load_state()
    for page in (kim, lena):
        page.goto(f"{TOWN}/intern/")
        assert "Pflichtangaben" not in page.locator("main").inner_text()
    for address, words in (
        ("impressum/", ("Stadt Elbhagen", "Am Markt 1", STATEMENTS["funder"])),
        ("datenschutz/", (STATEMENTS["protection_officer"],)),
        ("barrierefreiheit/", (STATEMENTS["enforcement"],)),
        ("", ("Elbhagen und Lüttow",)),
    ):
        visitor.goto(f"{TOWN}/{address}")
        text = visitor.locator("body").inner_text()
        assert all(word in text for word in words), (address, text)
    assert failed == []
