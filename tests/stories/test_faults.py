"""When the machine fails: a killed server loses nothing acknowledged, a full disk refuses cleanly and recovers."""

import errno
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from django.db import connection
from django.utils import timezone

from aktionsplan.desk.bullets import BULLETS
from aktionsplan.entry.commands.running import port_free
from aktionsplan.partnership.models import Municipality
from aktionsplan.shared.files import operations as files
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.ledger.queries import verify
from tests import worlds

SESSION = """
import time
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from aktionsplan.people.models import Account
account = Account.objects.get(email="ben@elbhagen.example")
session = SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
session["account_authentication_methods_user"] = str(account.pk)
session.create()
print(session.session_key)
"""
KEPT = """
import django
django.setup()
from django_scopes import scopes_disabled
from aktionsplan.partnership.models import Milestone
with scopes_disabled():
    print(",".join(Milestone.objects.values_list("bullet", flat=True)))
"""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Town:
    """A demo installation of its own, served by its own process, spoken to over HTTP."""

    def __init__(self, data):
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
        self.port = next(number for number in range(8900 + 20 * worker, 8920 + 20 * worker) if port_free(number))
        self.environment = worlds.installation("demo", data) | {
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "aktionsplan.config.settings",
        }
        self.address = f"http://localhost:{self.port}/elbhagen-luettow/intern"
        self.opener = urllib.request.build_opener(NoRedirect)
        self.cookie = f"sitzung={self.tool('-c', SESSION).strip()}"

    def tool(self, *arguments):
        return subprocess.run(
            [sys.executable, *arguments], env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    def serve(self):
        process = subprocess.Popen(
            [sys.executable, "-m", "aktionsplan", "serve"],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://localhost:{self.port}/lebt/", timeout=1)
                return process
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def set_date(self, bullet):
        """Whether the server has said that the date of this bullet is stored."""
        url = f"{self.address}/stufen/{bullet}/termin/"
        with self.opener.open(urllib.request.Request(url, headers={"Cookie": self.cookie}), timeout=5) as page:
            shown = page.read().decode()
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)[1]
            seen = re.search(r'name="seen" value="([^"]*)"', shown)[1]
            csrf = page.headers["Set-Cookie"].split(";")[0]
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "seen": seen, "due_date": "31.12.2030"}).encode()
        headers = {"Cookie": f"{self.cookie}; {csrf}", "Origin": f"http://localhost:{self.port}"}
        try:
            self.opener.open(urllib.request.Request(url, data=data, headers=headers), timeout=5)
        except urllib.error.HTTPError as answer:
            return answer.code == 302
        return False


def test_killed_server_has_kept_everything_it_acknowledged(tmp_path):
    town = Town(tmp_path / "data")
    process, acknowledged = town.serve(), []

    def work(bullets):
        for bullet in bullets:
            try:
                if town.set_date(bullet):
                    acknowledged.append(bullet)
            except (OSError, http.client.HTTPException):
                return  # not acknowledged: refused, cut off, or half an answer

    numbers = [bullet.id for bullet in BULLETS]
    workers = [threading.Thread(target=work, args=(numbers[n::4],)) for n in range(4)]
    for worker in workers:
        worker.start()
    while len(acknowledged) < 8 and any(worker.is_alive() for worker in workers):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for worker in workers:
        worker.join()
    kept = set(town.tool("-c", KEPT).strip().split(","))
    assert len(acknowledged) >= 8
    assert len(acknowledged) < len(numbers)
    assert set(acknowledged) <= kept
    town.tool("-m", "aktionsplan", "ledger", "verify")
    town.tool("-m", "aktionsplan", "check")


def test_full_disk_refuses_in_words_and_recovers_alone(town, browser_of):
    if connection.vendor != "sqlite":
        pytest.skip("the size of a PostgreSQL database cannot be limited from here")
    client, path = browser_of(town.kim.account), f"/{town.partnership.slug}/intern/einstellungen/kommune/"
    given = {"name": "Neudorf", "districts": "\n".join(f"Ortsteil {n} " + "x" * 40 for n in range(70))}
    with connection.cursor() as cursor:
        spare = cursor.execute("PRAGMA freelist_count").fetchone()[0]
        cursor.execute("CREATE TABLE filler AS SELECT zeroblob(?) AS x", [(spare + 2) * 4096])
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        full = client.post(path, given)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    assert full.status_code == 503
    assert "nichts gespeichert" in full.content.decode()
    assert not Municipality.objects.filter(name="Neudorf").exists()
    assert client.get(f"/{town.partnership.slug}/intern/geld/").status_code in (200, 403)
    assert client.post(path, given).status_code == 302
    assert verify(town.partnership) == []


def test_disk_that_cannot_take_a_file_refuses_in_words(town, browser_of, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    from tests.factories import town as make
    from tests.shared.test_files import pdf

    def full(stream):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    draft = make.add_draft(town)
    client, began = browser_of(town.anna.account, second_factor=False), timezone.now()
    path = reverse("calls:own_step", kwargs={"town": town.partnership.slug, "key": draft.key, "step": 6})
    answer = client.post(path, {"upload": SimpleUploadedFile("a.pdf", pdf())})
    assert answer.status_code == 503
    assert not draft.attachments.exists()
    assert not StoredFile.objects.filter(content_type="application/pdf", created_at__gte=began).exists()
