"""A lost connection loses nothing: the live page comes back by itself and keeps what somebody is typing."""

import datetime as dt
import re

from tests.browser.test_journey import TOWN, fill
from tests.browser.test_meeting import main, press


def running(page):
    """A running meeting of the authority network; nobody else in the demo uses it."""
    page.goto(f"{TOWN}/gremien/")
    page.get_by_role("link", name="Ämternetzwerk", exact=True).first.click()
    page.get_by_role("link", name="Sitzung anlegen").click()
    fill(page, day=f"{dt.date.today():%d.%m.%Y}", time="23:30", place="Rathaus")
    page.locator("main button[type=submit]").last.click()
    url = page.url
    page.goto(f"{url}leitung/")
    press(page, "open")
    page.locator("main button[name=deed][value=begin]").first.click()
    page.wait_for_load_state()
    return url


def test_lost_connection_and_others_deeds_lose_nothing(page_of):
    first = page_of("ben")
    url = running(first)
    first.goto(f"{url}leitung/")
    first.locator("summary", has_text="Notiz").click()
    first.locator("textarea[name=note]").fill("Halb geschrieben")
    first.locator("textarea[name=note]").evaluate("e => e.setSelectionRange(4, 4)")
    broken = []

    def once(route):
        page_itself = route.request.url.endswith("/leitung/")
        if page_itself and len(broken) < 1:
            broken.append("page")
            route.abort()
        elif not page_itself and len(broken) == 1:
            broken.append("number")
            route.fulfill(status=502, body="Bad Gateway")
        else:
            route.continue_()

    first.route(re.compile(r"/(leitung|stand)/$"), once)
    second = page_of("ben")
    second.goto(f"{url}leitung/")
    second.locator("summary", has_text="Notiz").click()
    second.locator("textarea[name=note]").fill("Von der anderen Seite")
    press(second, "note")
    first.wait_for_timeout(9000)
    assert broken == ["page", "number"]
    area = first.locator("textarea[name=note]")
    assert area.input_value() == "Halb geschrieben"
    assert area.evaluate("e => [document.activeElement === e, e.selectionStart]") == [True, 4]
    assert "Notiz" in main(first)
    press(first, "note")
    second.goto(f"{url}leitung/")
    assert "Von der anderen Seite" in second.locator("textarea[name=note]").input_value()
    assert "Halb geschrieben" in second.locator("textarea[name=note]").input_value()
