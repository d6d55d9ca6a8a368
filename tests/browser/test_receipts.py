"""Receipts and changes on a sponsor's telephone: a photo becomes a receipt, a lost connection loses nothing, sums are worked out."""

import io

import pytest
from PIL import Image

from tests.browser.test_journey import TOWN, fill, picture


def slip():
    stream = io.BytesIO()
    Image.new("RGB", (60, 80), "#dddddd").save(stream, "PNG")
    return {"name": "beleg.png", "mimeType": "image/png", "buffer": stream.getvalue()}


def project(page, title="Erzählboot – Geschichten"):
    page.goto(f"{TOWN}/projekte/eigene/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False])
def test_from_photo_to_line(page_of, script):
    anna = page_of("anna", width=390, script=script)
    project(anna)
    anna.get_by_role("link", name="Belege").first.click()
    if script:
        picture(anna, "receipts")
    anna.set_input_files("input[name=upload] >> nth=0", slip())
    if not script:
        anna.get_by_role("button", name="Hochladen").first.click()
    anna.wait_for_url("**/belege/eigene/*/")
    assert "Stimmt der Beleg so?" in anna.locator("h1").inner_text()
    fill(anna, payee="Buchladen", paid_on="03.06.2026", amount_eur="1,50", line="material")
    anna.get_by_role("button", name="Beleg speichern").click()
    anna.wait_for_url("**/belege/")
    assert "Buchladen" in anna.locator("main").inner_text()
    anna.get_by_role("link", name="Buchladen").first.click()
    anna.get_by_role("button", name="Beleg zurückziehen").click()
    assert "Zurückgezogen" in anna.locator("main").inner_text()


def test_what_was_typed_survives_a_lost_connection(page_of):
    anna = page_of("anna", width=390)
    project(anna)
    anna.get_by_role("link", name="Belege").first.click()
    anna.get_by_role("link", name="Beleg ohne Foto eintragen").click()
    url = anna.url
    fill(anna, payee="Papierladen", amount_eur="12,30", reason="Farbe")
    anna.route("**/belege/neu/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    anna.get_by_role("button", name="Beleg speichern").click()
    anna.wait_for_timeout(500)
    anna.unroute("**/belege/neu/")
    anna.goto(url)
    assert anna.locator("[name=payee]").input_value() == "Papierladen"
    assert anna.locator("[name=amount_eur]").input_value() == "12,30"
    anna.get_by_role("button", name="Beleg speichern").click()
    anna.wait_for_url("**/belege/")
    assert "Papierladen" in anna.locator("main").inner_text()
    anna.get_by_role("link", name="Beleg ohne Foto eintragen").click()
    assert anna.locator("[name=payee]").input_value() == ""


def test_a_change_is_worked_out_before_it_is_asked(page_of):
    anna = page_of("anna", width=1280)
    project(anna)
    anna.get_by_role("link", name="Änderungen").first.click()
    anna.get_by_role("link", name="Änderung eintragen").click()
    anna.fill("[name=line-fees]", "1980")
    anna.fill("[name=line-material]", "1420")
    anna.fill("[name=reason]", "Wir spielen jetzt auch am Spielplatz.")
    anna.get_by_role("button", name="Rechnen").click()
    assert "Zustimmung nötig" in anna.locator("main").inner_text()
    picture(anna, "change")
    anna.get_by_role("button", name="Material und Druck auf").click()
    assert anna.locator("[name=line-material]").input_value() == "1416,00"
    assert anna.get_by_role("button", name="Mitteilen").is_visible()
