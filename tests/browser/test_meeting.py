"""A whole meeting of the demo's committee in several browsers at once, from checking in to the signed minutes."""

import datetime as dt
import json
import re

import pytest

from tests.browser.test_journey import TOWN, fill, picture

ROOM = ("Arne Petersen", "Johanna Wulf", "Piet Rieck", "Sigrid Thoms", "Holger Timm")
"""Members without a device: the chair marks them present, their hands are counted in the room."""


def main(page):
    return " ".join(page.locator("main").inner_text().split())


def press(page, deed):
    page.locator(f"main button[name=deed][value={deed}]").first.click()
    page.wait_for_load_state()


def of_person(page, deed, name):
    page.locator(".people li", has_text=name).locator(f"button[value={deed}]").click()
    page.wait_for_load_state()


def call_item(page, title):
    page.locator("main form", has_text=title).locator("button[value=begin]").first.click()
    page.wait_for_load_state()
    assert title in page.locator("h1").inner_text()


def hands(page, **counts):
    details = page.locator("summary", has_text="gezählte")
    if counts:
        details.click()
    for name, count in counts.items():
        page.locator(f"main input[name={name}]").fill(str(count))
    press(page, "close_vote")


def establish(page, reason="Das Projekt passt zum Ziel."):
    if page.locator("main textarea[name=reason]").count():
        page.locator("main textarea[name=reason]").fill(reason)
    press(page, "establish")


def vote_on(page, *, yes, no=0):
    """The chair puts an application to the vote and counts hands."""
    press(page, "move")
    press(page, "open_vote")
    hands(page, yes=yes, no=no)
    establish(page)


def cast(page, choice):
    page.wait_for_selector(f"main input[name=choice][value={choice}]", timeout=15000)
    page.locator(f"main input[name=choice][value={choice}]").check()
    page.get_by_role("button", name="Stimme abgeben").click()
    page.wait_for_load_state()


def tonight(page):
    page.goto(f"{TOWN}/sitzungen/")
    page.locator("h2", has_text="Ihre nächsten Sitzungen").locator("+ ul a").filter(
        has_not_text="Umlauf"
    ).first.click()
    return page.url


def recuse(page, meeting, title, ground):
    page.goto(meeting)
    page.get_by_role("link", name=title).click()
    page.get_by_role("link", name="Ich bin bei diesem Punkt befangen").click()
    fill(page, ground=ground)
    page.locator("main button[type=submit]").last.click()
    assert "Sie sind bei diesem Punkt befangen" in main(page)


@pytest.fixture
def evening(page_of):
    people = {name: page_of(name, width=width) for name, width in (("fatma", 1280), ("emil", 390), ("greta", 390))}
    people["amina"] = page_of("amina", width=390, script=False)
    people["ulla"] = page_of("ulla", width=1024)
    people["url"] = tonight(people["fatma"])
    return people


def gather(evening):
    """Two members declare a conflict of interest, the chair opens, people come, the quorum is found."""
    chair, url = evening["fatma"], evening["url"]
    recuse(evening["emil"], url, "Erzählboot im Winter", "board")
    recuse(evening["greta"], url, "Mädchen an die Mikros", "employment")
    chair.goto(f"{url}leitung/")
    press(chair, "open")
    for name in ("emil", "greta", "amina", "fatma"):
        evening[name].goto(f"{url}dabei/")
        press(evening[name], "arrive")
        assert "Sie sind als anwesend eingetragen" in main(evening[name])
    chair.goto(f"{url}leitung/")
    for name in ROOM:
        of_person(chair, "arrive", name)
    press(chair, "quorum")
    assert "Anwesend: 9 von 13" in main(chair)


def first_item(evening):
    """Devices: one recused member is kept out, three vote, one changes the mind, five hands are counted."""
    chair = evening["fatma"]
    call_item(chair, "Erzählboot im Winter")
    assert "Emil Sander ist draußen seit" in main(chair)
    assert "8 von 13 Sitzen sind da" in main(chair)
    picture(chair, "meeting")
    press(chair, "move")
    press(chair, "open_vote")
    evening["emil"].wait_for_selector("text=befangen", timeout=15000)
    assert not evening["emil"].locator("input[name=choice]").count()
    cast(evening["greta"], "no")
    cast(evening["greta"], "yes")
    amina = evening["amina"]
    amina.goto(f"{evening['url']}dabei/")
    cast(amina, "yes")
    picture(evening["greta"], "ballot")
    chair.wait_for_selector("[data-voted]:text-is('2')", timeout=15000)
    hands(chair, yes=5, no=1)
    assert "Angenommen mit 7 zu 1 Stimmen" in main(chair)
    establish(chair)
    evening["greta"].wait_for_selector("text=Gleich geht es weiter", timeout=15000)


def most_items(evening):
    """A late arrival counts from the next vote on; the second recused member stays out of one item only."""
    chair = evening["fatma"]
    call_item(chair, "Mädchen an die Mikros")
    assert "Greta Hansen ist draußen seit" in main(chair)
    vote_on(chair, yes=7, no=1)
    evening["ulla"].goto(f"{evening['url']}dabei/")
    press(evening["ulla"], "arrive")
    chair.wait_for_selector("text=Anwesend: 10 von 13", timeout=15000)
    call_item(chair, "Nachbarschaftstisch im Advent")
    vote_on(chair, yes=9, no=1)
    for title in ("Sport ohne Grenzen", "Feuerwehr für alle", "Heimat erzählen", "Radio Lindensiedlung"):
        call_item(chair, title)
        vote_on(chair, yes=9, no=1)


def lost_quorum(evening):
    """Four leave; the chair finds the lack; the item is postponed; they come back for the last two."""
    chair = evening["fatma"]
    for name in ROOM[:4]:
        of_person(chair, "leave", name)
    press(chair, "quorum")
    assert "Nicht beschlussfähig: 6 von 13 Sitzen sind da, nötig sind 7." in main(chair)
    call_item(chair, "Zirkus der Kulturen")
    press(chair, "move")
    press(chair, "open_vote")
    assert "Nicht beschlussfähig" in main(chair)
    press(chair, "postpone")
    for name in ROOM[:4]:
        of_person(chair, "arrive", name)
    press(chair, "quorum")
    for title in ("Gedenkgang zum 27. Januar", "Schulfilmtage"):
        call_item(chair, title)
        vote_on(chair, yes=7, no=3)


def secret_and_election(evening):
    """A secret vote on a topic and an election with its lot."""
    chair = evening["fatma"]
    call_item(chair, "Sommerfest der Vereine")
    press(chair, "move")
    chair.locator("main input[name=asked]").fill("2")
    press(chair, "open_vote")
    evening["emil"].wait_for_selector("h1:has-text('Sommerfest')", timeout=15000)
    cast(evening["emil"], "yes")
    assert "Ihre Stimme ist abgegeben" in main(evening["emil"])
    assert not evening["emil"].locator("input[name=choice]").count()
    for name, choice in (("greta", "yes"), ("amina", "no"), ("ulla", "no"), ("fatma", "yes")):
        evening[name].goto(f"{evening['url']}dabei/")
        cast(evening[name], choice)
    chair.goto(f"{evening['url']}leitung/")
    hands(chair, yes=3, no=2)
    establish(chair)
    call_item(chair, "Wahl der Stellvertretung im Vorsitz")
    chair.locator("main textarea[name=names]").fill("Emil Sander\nGreta Hansen")
    press(chair, "move")
    press(chair, "open_vote")
    hands(chair, name_0=5, name_1=5)
    assert "Das Los entscheidet" in main(chair)
    chair.locator("main label", has_text="Greta Hansen").click()
    press(chair, "lot")
    establish(chair)


def sign(evening, ben):
    """Chair and secretary sign; the minutes tell what happened."""
    chair, url = evening["fatma"], evening["url"]
    chair.on("dialog", lambda dialog: dialog.accept())
    press(chair, "close")
    assert "Die Sitzung ist geschlossen" in main(chair)
    chair.goto(f"{url}niederschrift/")
    chair.get_by_role("button", name="Unterschreiben").click()
    chair.wait_for_load_state()
    ben.on("dialog", lambda dialog: dialog.accept())
    ben.goto(f"{url}niederschrift/")
    ben.get_by_role("button", name="Unterschreiben").click()
    ben.wait_for_load_state()
    text = main(ben)
    for part in (
        "Interne Fassung · unterschrieben",
        "Emil Sander war befangen (Vorstand oder Vertretung). Draußen von",
        "Greta Hansen war befangen (Beschäftigung).",
        "Ja: Greta Hansen, Amina Haddad.",
        "Ergebnis: empfohlen: 3.000,00",
        "Vertagt, nicht beschlussfähig.",
        "Geheime Abstimmung: 6 Ja, 4 Nein, 0 Enthaltungen.",
        "Gewählt: Greta Hansen",
        "Heike Kruse",
    ):
        assert part in text, part
    return url


def circular(page_of, evening, site):
    """A vote in writing that one member's objection sends to the next meeting."""
    ben, greta = page_of("ben"), evening["greta"]
    ben.on("dialog", lambda dialog: dialog.accept())
    greta.on("dialog", lambda dialog: dialog.accept())
    ben.goto(f"{TOWN}/gremien/")
    ben.get_by_role("link", name="Begleitausschuss", exact=True).first.click()
    ben.get_by_role("link", name="Umlaufverfahren anlegen").click()
    fill(ben, deadline=(dt.date.today() + dt.timedelta(days=15)).strftime("%d.%m.%Y"), reason="Das Fest ist vorher.")
    ben.locator("main button.btn--main").first.click()
    ben.get_by_role("link", name="Punkt hinzufügen").click()
    fill(ben, title="Zuschuss für Plakate", text="100 Plakate für beide Städte.")
    ben.locator("main button.btn--main").first.click()
    ben.wait_for_load_state()
    fill(ben, text="Der Ausschuss trägt die Plakate mit.")
    press(ben, "move")
    press(ben, "open")
    for name in ("emil", "greta"):
        evening[name].goto(ben.url)
        cast(evening[name], "yes")
    greta.get_by_role("button", name="Ich widerspreche dem Verfahren").click()
    greta.wait_for_load_state()
    ben.reload()
    assert "rechtzeitig widersprochen" in main(ben)


def test_whole_meeting_in_several_browsers(page_of, evening, site):
    gather(evening)
    first_item(evening)
    most_items(evening)
    lost_quorum(evening)
    secret_and_election(evening)
    ben = page_of("ben")
    url = sign(evening, ben)
    with ben.expect_download() as download:
        ben.get_by_role("link", name="Interne Fassung als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    with ben.expect_download() as public:
        ben.get_by_role("link", name="Öffentliche Fassung als PDF").click()
    assert public.value.path().read_bytes().startswith(b"%PDF")
    circular(page_of, evening, site)
    rows = json.loads(site.tool("export", "stages", "--partnership", "elbhagen-luettow"))
    states = {row["id"]: row["state"] for row in rows}
    assert {states["S2.3"], states["S2.5"]} == {"fulfilled"}
    assert re.search(r"/sitzungen/[\w-]+/$", url)
