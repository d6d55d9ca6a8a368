"""The main job in a real browser, as the people involved, with JavaScript on a desktop and without it on a phone."""

import datetime as dt
import re

import pytest

from tests.browser.conftest import ROOT, SHOTS, shoot

TOWN = "/elbhagen-luettow/intern"


def picture(page, name):
    SHOTS.mkdir(exist_ok=True)
    shot = shoot(page)
    (SHOTS / f"{name}.png").write_bytes(shot)
    guide = ROOT / "docs" / "guide" / "img" / f"{name}.png"
    if not guide.exists():
        guide.parent.mkdir(parents=True, exist_ok=True)
        guide.write_bytes(shot)


def fill(page, **values):
    for name, value in values.items():
        field = page.locator(f"main [name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def go(page):
    page.locator("main button.btn--main").first.click()


def add_line(page, link, **values):
    page.get_by_role("link", name=link).click()
    fill(page, **values)
    page.get_by_role("button", name="Zeile fertig").click()


def apply(page):
    """A club writes an application and hands it in; returns its number."""
    page.goto(f"{TOWN}/antraege/eigene/")
    page.get_by_role("link", name="Antrag schreiben").first.click()
    go(page)
    fill(page, signatory_name="Anna Wendt", signatory_function="Vorstand")
    go(page)
    fill(
        page,
        title="Lichterfest am Hafen",
        summary="Ein Fest mit Laternen.",
        description="Wir basteln und laufen zusammen.",
    )
    go(page)
    today = dt.date.today()
    first = today + dt.timedelta(days=7) if today.month < 12 or today.day <= 20 else dt.date(today.year + 1, 1, 15)
    start, end = first.strftime("%d.%m.%Y"), f"31.12.{first.year}"
    fill(page, starts_on=start, ends_on=end, place="Hafen")
    page.locator("[name=district]").select_option(index=3)
    go(page)
    page.locator("[name=goal]").select_option(index=2)
    page.locator("[name=target_groups]").first.check()
    fill(page, participants="80", success="Alle gehen fröhlich nach Hause.")
    go(page)
    add_line(
        page,
        "Ausgabe hinzufügen",
        label="Laternen",
        category="material",
        quantity="80",
        unit="pieces",
        price_eur="12,50",
    )
    add_line(page, "Einnahme hinzufügen", label="Zuwendung", category="grant", price_eur="850")
    assert "Es fehlen 150,00" in page.locator("main").inner_text()
    picture(page, "budget")
    add_line(
        page,
        "Einnahme hinzufügen",
        label="Eigenmittel",
        category="own_funds",
        price_eur="150,00",
    )
    assert "Ausgaben und Einnahmen sind gleich hoch" in page.locator("main").inner_text()
    page.get_by_role("link", name=re.compile("^Weiter")).click()
    page.get_by_role("link", name=re.compile("^Weiter")).click()
    for name in ("not_begun", "no_double_funding", "privacy_read"):
        page.locator(f"[name={name}]").check()
    go(page)
    assert "Alles ist ausgefüllt" in page.locator("main").inner_text()
    page.get_by_role("button", name="Antrag absenden").click()
    text = page.locator("main").inner_text()
    assert "Ihr Antrag ist eingegangen" in text
    return re.search(r"E-\d{4}-\d{4}", text)[0]


def plan_meeting_today(page):
    page.goto(f"{TOWN}/gremien/")
    page.get_by_role("link", name="Begleitausschuss").first.click()
    page.get_by_role("link", name="Sitzung anlegen").click()
    fill(page, day=dt.date.today().strftime("%d.%m.%Y"), time="00:01", place="Rathaus Elbhagen")
    go(page)


@pytest.mark.parametrize(("width", "script"), [(1280, True), (360, False)], ids=["desktop", "phone-without-script"])
def test_club_applies_office_checks_committee_gets_it(page_of, width, script):
    number = apply(page_of("anna", width=width, script=script))
    ben = page_of("ben", width=width, script=script)
    ben.goto(f"{TOWN}/antraege/")
    ben.locator("tr", has_text=number).get_by_role("link").click()
    ben.get_by_role("link", name="Antrag prüfen").click()
    for box in ben.locator("[name=answers]").all():
        box.check()
    ben.locator("[name=result]").select_option("admit")
    go(ben)
    assert "Die Prüfung ist gespeichert" in ben.locator("main").inner_text()
    application = ben.url
    plan_meeting_today(ben)
    ben.goto(application)
    ben.get_by_role("link", name="Auf die Tagesordnung").click()
    go(ben)
    ben.get_by_role("link", name="Lichterfest").last.click()
    ben.get_by_role("link", name="Entscheidung festhalten").click()
    fill(ben, yes="12", no="0", abstain="0", reason="Passt zum Ziel.")
    for select in ben.locator("select[name^=seat_]").all():
        if select.input_value() != "recused":
            select.select_option("member")
    ben.locator("[name=aware]").check()  # no invitation is on record, and the call still runs
    go(ben)
    assert "Angenommen mit 12 zu 0 Stimmen" in ben.locator("main").inner_text()
    picture(ben, "decision")
    ben.get_by_role("link", name="Weiter zum Antrag").click()
    ben.get_by_role("button", name="Entscheidung übernehmen").click()
    assert "Die Entscheidung ist übernommen" in ben.locator("main").inner_text()
    ben.get_by_role("link", name="Zum Bescheid").click()
    go(ben)
    project = ben.url
    carla = page_of("carla", width=width, script=script)
    carla.goto(project.removesuffix("/") + "/unterschreiben/")
    picture(carla, "sign")
    carla.get_by_role("button", name="Bescheid unterschreiben").click()
    assert "Der Bescheid ist unterschrieben" in carla.locator("main").inner_text()
    ben.goto(project)
    ben.get_by_role("link", name="Den Bescheid zur Post geben").click()
    go(ben)
    ben.get_by_role("link", name="Verzicht eintragen").click()
    today = dt.date.today().strftime("%d.%m.%Y")
    fill(ben, received_on=today, waived_on=today)
    go(ben)
    anna = page_of("anna", width=width, script=script)
    anna.goto(f"{TOWN}/projekte/eigene/")
    anna.get_by_role("link", name="Lichterfest").first.click()
    anna.get_by_role("link", name="Geld anfordern").click()
    fill(anna, need_eur="850", amount_eur="850", purpose="Laternen")
    go(anna)
    lena = page_of("lena", width=width, script=script)
    lena.goto(project)
    lena.get_by_role("link", name="Die Auszahlung prüfen und anordnen").click()
    lena.get_by_role("button", name="Auszahlung anordnen").click()
    dogan = page_of("dogan", width=width, script=script)
    dogan.goto(project)
    dogan.get_by_role("link", name="Die Auszahlung freigeben").click()
    dogan.get_by_role("button", name="Auszahlung freigeben").click()
    assert "Die Datei für die Bank liegt bereit" in dogan.locator("main").inner_text()
    nora = page_of("nora", width=width, script=script)
    nora.goto(project)
    nora.get_by_role("link", name="Im Portal zeigen").click()
    go(nora)
    picture(nora, "project")
    visitor = page_of(width=width, script=script)
    visitor.goto("/elbhagen-luettow/projekte/")
    assert "Lichterfest am Hafen" in visitor.locator("main").inner_text()
    visitor.goto("/elbhagen-luettow/")
    picture(visitor, "portal")
