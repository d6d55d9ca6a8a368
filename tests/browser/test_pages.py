"""Every kind of page in a real browser: no sideways scrolling, no axe finding, both languages, screenshots for the guide."""

import pytest

from tests.browser.conftest import ROOT, SHOTS, shoot

TOWN = "/elbhagen-luettow"
PUBLIC = [
    "/",
    "/plan/",
    "/projekte/",
    "/geld/",
    "/mitmachen/",
    "/termine/",
    "/leichte-sprache/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
]
INSIDE = {
    "ben": [
        "/",
        "/stufen/",
        "/ziele/",
        "/ziele/neu/leitziel/",
        "/aufrufe/",
        "/aufrufe/neu/",
        "/antraege/",
        "/gremien/",
        "/projekte/",
        "/geld/",
        "/menschen/",
        "/vereine/",
    ],
    "anna": ["/antraege/eigene/", "/projekte/eigene/", "/verein/"],
    "kim": ["/einstellungen/", "/einstellungen/regeln/grant_law/", "/menschen/aufgabe/"],
    "mats": ["/verlaufsbuch/"],
}
GUIDE = {
    "goals": ("ben", "/ziele/", ""),
    "call": ("ben", "/aufrufe/", "main .rows a, main tbody th a"),
    "application": ("ben", "/antraege/", "main tbody a"),
    "stages": ("ben", "/stufen/", ""),
}
"""Who opens which list, and the link from there to the thing itself."""


def axe(page):
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe()
        .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        .response["violations"]
    )
    return [(violation["id"], [node["html"][:120] for node in violation["nodes"]][:3]) for violation in found]


def inspect(page, path):
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} scrolls sideways by {wide}"
    assert axe(page) == [], path


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages_are_accessible(page_of, width, prefix):
    page = page_of(width=width)
    for path in PUBLIC:
        inspect(page, f"{prefix}{TOWN}{path}")
    for path in ("/", "/konto/anmelden/", "/konto/anmelden/kennwort/", "/konto/registrieren/", "/components/"):
        inspect(page, f"{prefix}{path}")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("who", sorted(INSIDE))
def test_inside_pages_are_accessible(page_of, width, who):
    page = page_of(who, width=width)
    for path in INSIDE[who]:
        inspect(page, f"{TOWN}/intern{path}")
        inspect(page, f"/en{TOWN}/intern{path}")


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_one_thing_are_accessible(page_of, width):
    page = page_of("lena", width=width)
    for listing, pattern in (
        ("/projekte/", "main .rows a, main tbody th a"),
        ("/antraege/", "main tbody a"),
        ("/gremien/", "main .rows a, main tbody th a"),
        ("/vereine/", "main .rows a, main tbody th a"),
    ):
        page.goto(f"{TOWN}/intern{listing}")
        target = page.locator(pattern).first.get_attribute("href")
        inspect(page, target)


def test_keyboard_reaches_the_content_first(page_of):
    page = page_of()
    page.goto(f"{TOWN}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhalt"


def test_guide_has_its_pictures(page_of):
    folder = ROOT / "docs" / "guide" / "img"
    folder.mkdir(parents=True, exist_ok=True)
    SHOTS.mkdir(exist_ok=True)
    for name, (who, path, link) in GUIDE.items():
        page = page_of(who)
        page.goto(f"{TOWN}/intern{path}")
        if link:
            page.locator(link).first.click()
        shot = shoot(page)
        (SHOTS / f"{name}.png").write_bytes(shot)
        if not (folder / f"{name}.png").exists():
            (folder / f"{name}.png").write_bytes(shot)
        assert len(shot) > 10_000
