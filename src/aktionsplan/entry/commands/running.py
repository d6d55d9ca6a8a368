"""Starting things: migrate, serve, worker, tick, demo, check, bench."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from aktionsplan.shared.kinds import Option


def port_free(port: int) -> bool:
    """Whether nobody listens on 127.0.0.1 at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise SystemExit(f"PORT muss eine Zahl von 1 bis 65535 sein, nicht {text!r}.")
    return int(text)


def migrate(arguments: argparse.Namespace) -> int:
    """Brings the database to the newest version; with MIGRATE_DATABASE_URL as its owner."""
    from django.core.management import call_command

    if owner := os.environ.get("MIGRATE_DATABASE_URL"):
        environment = {**os.environ, "DATABASE_URL": owner}
        environment.pop("MIGRATE_DATABASE_URL")
        code = subprocess.call([sys.executable, "-m", "aktionsplan", "migrate"], env=environment)
        if code == 0:
            grant_rights(owner)
        return code
    call_command("migrate", verbosity=0, interactive=False)
    print("Die Datenbank ist auf dem neuesten Stand.")
    return 0


def grant_rights(owner: str) -> None:
    """Gives the application's role what it needs and takes what it must not have; done after migrating and restoring."""
    from urllib.parse import unquote, urlparse

    import psycopg

    from aktionsplan.shared.guards import RIGHTS

    role = unquote(urlparse(os.environ["DATABASE_URL"]).username or "")
    name = psycopg.sql.Identifier(role)
    with psycopg.connect(owner) as connection:
        for text in RIGHTS:
            connection.execute(psycopg.sql.SQL(text).format(name))


LOOKS = 5
"""The worker looks for mail every two seconds, for recurring work every fifth time."""


def worker(arguments: argparse.Namespace) -> int:
    """Sends mail every two seconds, unless other work is under way, and does what recurs in its time, until it is stopped."""
    from django.utils import timezone

    from aktionsplan.shared.jobs import at_once, tick
    from aktionsplan.shared.registration import modules

    modules("jobs")
    stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stop.append(number))
    signal.signal(signal.SIGINT, lambda number, frame: stop.append(number))
    looks = 0
    while not stop:
        work = at_once if looks % LOOKS else tick
        looks += 1
        for name, text in work(timezone.now()).items():
            if not text.startswith("0 "):
                print(f"{name}: {text}", flush=True)
        for _ in range(10):
            if stop:
                break
            time.sleep(0.2)
    return 0


def tick_once(arguments: argparse.Namespace) -> int:
    """Does what is due now; harmless when repeated."""
    from django.utils import timezone

    from aktionsplan.shared.jobs import tick
    from aktionsplan.shared.registration import modules

    modules("jobs")
    for name, text in tick(timezone.now()).items():
        print(f"{name}: {text}")
    return 0


def gunicorn_command(port: int) -> list[str]:
    """The server: two workers with four threads."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "aktionsplan.config.wsgi:application",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--timeout",
        "60",
        "--graceful-timeout",
        "20",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]


def server_environment() -> dict[str, str]:
    """The environment of the server: with few arenas the C library gives memory back that threads no longer use."""
    return {"MALLOC_ARENA_MAX": "2", **os.environ}


def serve(arguments: argparse.Namespace) -> int:
    """The server, and the worker with --with-worker; both end together."""
    from aktionsplan.entry.heads import alarms
    from aktionsplan.shared.safety import require_safe_database

    port = _port()
    if not port_free(port):
        print(
            f"Auf Port {port} läuft schon etwas. Nehmen Sie einen anderen: PORT={port + 1} make serve",
            file=sys.stderr,
        )
        return 1
    require_safe_database()
    for alarm in alarms():
        print(f"ACHTUNG: {alarm}", file=sys.stderr, flush=True)
    from django.db import connection

    connection.close()
    server = subprocess.Popen(gunicorn_command(port), env=server_environment())
    print(f"http://localhost:{port}", flush=True)
    code = _look_after(server, with_worker=arguments.with_worker)
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code


def _look_after(server: subprocess.Popen[bytes], *, with_worker: bool) -> int:
    """Waits for the server's end and returns its exit code; a worker that dies is started again after five seconds."""
    command = [sys.executable, "-m", "aktionsplan", "worker"]
    helper: subprocess.Popen[bytes] | None = None
    again, ending = 0.0, False

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal ending
        ending = True
        server.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while server.poll() is None:
        if with_worker and not ending and (helper is None or helper.poll() is not None) and time.monotonic() >= again:
            helper, again = subprocess.Popen(command), time.monotonic() + 5
        time.sleep(0.2)
    if helper is not None:
        helper.terminate()
        helper.wait()
    return server.returncode


def demo(arguments: argparse.Namespace) -> int:
    """Migrates, loads the two demo partnerships once, and serves them."""
    from django.conf import settings

    if not settings.AKTIONSPLAN_DEMO:
        print("Die Beispiele laufen nur mit AKTIONSPLAN_DEMO=1 (make demo setzt das).", file=sys.stderr)
        return 1
    port = _port()
    if not arguments.no_serve and not port_free(port):
        print(
            f"Auf Port {port} läuft schon etwas. Nehmen Sie einen anderen: PORT={port + 1} make demo", file=sys.stderr
        )
        return 1
    from aktionsplan.entry.demo import accounts, load

    if code := migrate(arguments):
        return code
    load.load()
    accounts.print_sign_ins()
    if arguments.no_serve:
        return 0
    arguments.with_worker = True
    return serve(arguments)


def hints() -> list[str]:
    """What is no fault of the installation, but should be known: what a secret vote rests on."""
    from aktionsplan.shared import sealed

    hints = []
    if sealed.problem("vote"):
        hints.append("Ohne tmpfs (/dev/shm oder AKTIONSPLAN_VOTE_KEYS) gibt es geheime Abstimmungen nur an der Urne.")
    if sealed.has_swap():
        hints.append("Auslagerungsspeicher ist an. Für geheime Abstimmungen muss er aus oder verschlüsselt sein.")
    return hints


def check(arguments: argparse.Namespace) -> int:
    """Looks at settings, database and ledgers, and says what is wrong."""
    from django.conf import settings
    from django.core.checks import run_checks
    from django.utils import timezone

    from aktionsplan.entry.heads import alarms
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.shared.files.operations import damaged
    from aktionsplan.shared.ledger.queries import verify
    from aktionsplan.shared.mail.models import OutboxMail
    from aktionsplan.shared.registration import differences
    from aktionsplan.shared.safety import database_faults
    from aktionsplan.shared.tenancy import partnership_scope

    faults = [str(message) for message in run_checks() if message.is_serious()]
    faults += database_faults(strict=not settings.AKTIONSPLAN_DEMO)
    faults += alarms()
    for note in hints():
        print(f"Hinweis: {note}")
    if undelivered := OutboxMail.objects.filter(state="failed").count():
        faults.append(f"{undelivered} E-Mails ließen sich nicht zustellen.")
    for partnership in Partnership.objects.all():
        with partnership_scope(partnership):
            faults += [f"{partnership.slug}: {fault}" for fault in verify(partnership)]
            faults += [f"{partnership.slug}: {word}: {phrase}" for word, phrase in differences(partnership)]
            faults += [f"{partnership.slug}: {fault}" for fault in damaged(partnership, timezone.now())]
    for fault in faults:
        print(fault)
    print("Alles in Ordnung." if not faults else f"{len(faults)} Fehler.")
    return 1 if faults else 0


def _command(
    name: str, run: Callable[[argparse.Namespace], int], *options: tuple[tuple[str, ...], dict[str, Option]]
) -> Callable[["argparse._SubParsersAction[argparse.ArgumentParser]"], None]:
    def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        parser = subparsers.add_parser(name, help=(run.__doc__ or "").splitlines()[0], description=run.__doc__)
        for names, settings in options:
            parser.add_argument(*names, **settings)
        parser.set_defaults(run=run)

    return add


COMMANDS = (
    _command("demo", demo, (("--no-serve",), {"action": "store_true", "help": "load only, start nothing"})),
    _command("serve", serve, (("--with-worker",), {"action": "store_true", "help": "start the job worker as well"})),
    _command("worker", worker),
    _command("tick", tick_once),
    _command("migrate", migrate),
    _command("check", check),
)
