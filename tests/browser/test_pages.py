"""Every kind of page in a real browser: no sideways scrolling, no axe finding, both languages, screenshots for the guide."""

import pytest

from tests import worlds
from tests.browser.conftest import ROOT, SHOTS, shoot

TOWN = "/elbhagen-luettow"
GUIDE = {
    "goals": ("ben", "/ziele/", ""),
    "call": ("ben", "/aufrufe/", "main .rows a, main tbody th a"),
    "application": ("ben", "/antraege/", "main tbody a"),
    "stages": ("ben", "/stufen/", ""),
    "situation": ("ben", "/lage/", ""),
    "gaps": ("ben", "/lage/auswertung/", ""),
    "event": ("ben", "/beteiligung/veranstaltungen/", "main .rows a, main tbody th a"),
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


def inspect(page, path, *, fully=True):
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} scrolls sideways by {wide}"
    if fully:
        assert axe(page) == [], path


def once_each():
    """One visit of each page, and the pages of no town."""
    found = {visit["pattern"]: visit for visit in worlds.visits() if visit["html"]}
    pages = [(visit["email"].partition("@")[0], visit["path"]) for visit in found.values()]
    return [*pages, ("", "/"), ("", "/components/"), ("", "/konto/registrieren/")]


PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_fit(page_of, width, part, request):
    """Looked at in full on the narrow screen, and every fourth on the wide one; with `--shots` a picture of each stays."""
    pages = {}
    for number, (who, path) in enumerate(once_each()[part::PARTS]):
        page = pages.setdefault(who, page_of(who or None, width=width))
        inspect(page, path, fully=width == 320 or number % 4 == 0)
        if request.config.getoption("--shots"):
            SHOTS.mkdir(exist_ok=True)
            name = path.strip("/").replace("/", "-").replace(".", "-") or "start"
            page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [320, 1280])
def test_public_pages_fit_in_english_too(page_of, width):
    page = page_of(width=width)
    for who, path in once_each():
        if not who and not path.startswith("/konto/"):
            inspect(page, f"/en{path}")


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
