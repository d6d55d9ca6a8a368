"""Sign-in by the town's own identity provider, against a small provider on this machine."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from aktionsplan.people.credentials import equip
from aktionsplan.people.models import Account

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(BaseHTTPRequestHandler):
    """Discovery, keys, token and user info of one person."""

    person: dict = {}

    def log_message(self, *_arguments):
        """Nothing on the screen of the tests."""

    def _say(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # noqa: N802 -- the server's own name
        here = f"http://localhost:{self.server.server_address[1]}"
        if "well-known" in self.path:
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path == "/userinfo":
            self._say(self.person)
        else:
            self._say({"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]})

    def do_POST(self):  # noqa: N802 -- the server's own name
        self.rfile.read(int(self.headers["Content-Length"]))
        here, now = f"http://localhost:{self.server.server_address[1]}", int(time.time())
        claims = {**self.person, "iss": here, "aud": "aktionsplan", "iat": now, "exp": now + 60}
        signed = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": signed})


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "rathaus",
        "name": "Rathaus",
        "client_id": "aktionsplan",
        "secret": "x",
        "settings": {"server_url": f"http://localhost:{server.server_address[1]}"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()


def sign_in(person):
    """What the browser does: press the button, come back from the provider with a code."""
    Provider.person = person
    client = Client()
    page = client.get("/konto/anmelden/").content.decode()
    assert "Anmelden mit Rathaus" in page
    away = client.post(re.search(r'action="([^"]*rathaus/login/[^"]*)"', page)[1])
    state = parse_qs(urlsplit(away.url).query)["state"][0]
    return client, client.get("/konto/oidc/rathaus/login/callback/", {"code": "1", "state": state})


LENA = {"sub": "7", "email": "Lena@Elbhagen.Example", "email_verified": True, "name": "Lena Matthies"}


def test_known_person_comes_in_under_the_own_account(provider):
    account = Account.objects.create_user("lena@elbhagen.example", name="Lena M.")
    client, answer = sign_in(LENA)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(account.pk)
    assert Account.objects.count() == 1


def test_new_person_gets_an_account_with_name_and_address(provider):
    client, _answer = sign_in(LENA)
    account = Account.objects.get()
    assert (account.email, account.name) == ("lena@elbhagen.example", "Lena Matthies")
    assert client.session["_auth_user_id"] == str(account.pk)


def test_unverified_address_opens_nobody_elses_account(provider):
    Account.objects.create_user("lena@elbhagen.example", name="Lena M.")
    client, _answer = sign_in({**LENA, "email_verified": False})
    assert "_auth_user_id" not in client.session


def test_password_of_somebody_who_never_confirmed_the_address_is_gone(provider):
    account = Account.objects.create_user("lena@elbhagen.example", password="fremdes-kennwort-123", name="?")
    sign_in(LENA)
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_password_of_a_confirmed_address_stays(provider):
    account = Account.objects.create_user("lena@elbhagen.example", name="Lena")
    equip(account, password="eigenes-kennwort-4711")
    sign_in(LENA)
    account.refresh_from_db()
    assert account.has_usable_password()


def test_second_factor_is_still_asked_for(provider):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    account = Account.objects.create_user("lena@elbhagen.example", name="Lena M.")
    TOTP.activate(account, generate_totp_secret())
    client, answer = sign_in(LENA)
    assert "_auth_user_id" not in client.session
    assert "zweiter-faktor" in answer.url


def test_without_a_provider_there_is_no_button():
    assert "Anmelden mit" not in Client().get("/konto/anmelden/").content.decode()
