"""A passkey as second factor and as the way in, with Chromium's virtual authenticator."""

import re

from aktionsplan.entry.demo.accounts import PASSWORD
from tests.browser.test_journey import go

TOWN = "/elbhagen-luettow/intern/"


def with_authenticator(page):
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return client, client.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_passkey_is_added_and_opens_the_house_alone(page_of):
    page = page_of("henrik")
    client, authenticator = with_authenticator(page)
    page.goto("/konto/passkeys/neu/")
    page.fill("input[name=password]", PASSWORD)
    go(page)
    page.fill("input[name=name]", "Mein Rechner")
    page.check("input[name=passwordless]")
    page.press("input[name=name]", "Enter")  # the Enter key asks the device as the button does
    page.wait_for_url(re.compile(r"/konto/(?!passkeys/neu)"))
    assert len(client.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]) == 1
    page.goto("/konto/passkeys/")
    assert "Mein Rechner" in page.locator("main").inner_text()
    page.context.clear_cookies()
    page.goto("/konto/anmelden/kennwort/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url(f"**{TOWN}")
    assert "Henrik Voss" in page.locator("header").inner_text()
