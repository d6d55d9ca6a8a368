"""Seeds sizes, starts servers, measures pages and deeds with wrk and prints the table beside the floor."""

import datetime as dt
import os
import platform
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from aktionsplan.entry.commands.running import gunicorn_command, port_free
from aktionsplan.shared.words import known

SECONDS = 3
ROUNDS = 7
COOKIE = "sitzung"


@dataclass
class Server:
    """A running gunicorn."""

    process: subprocess.Popen[bytes]
    address: str


def _free_port() -> int:
    return next(port for port in range(8300, 8400) if port_free(port))


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "AKTIONSPLAN_DATA": str(data), "AKTIONSPLAN_DEMO": "1", "AKTIONSPLAN_LOG_REQUESTS": "0"}


def start(data: Path, application: str = "") -> Server:
    """A server on a free port, ready to answer."""
    port = _free_port()
    command = gunicorn_command(port)
    if application:
        command[command.index("aktionsplan.config.wsgi:application")] = application
    process = subprocess.Popen(command, env=_environment(data))
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/lebt/", timeout=1)
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.05)
    return Server(process, f"http://localhost:{port}")


@contextmanager
def serving(data: Path, application: str = "") -> Iterator[Server]:
    """A server that ends with the block, whatever ends the block."""
    server = start(data, application)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(20)


def _tool(data: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "aktionsplan.entry.bench.inside", *arguments],
        env=_environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return done.stdout.strip()


def wrk(url: str, connections: int, cookie: str = "") -> tuple[float, float]:
    """Requests per second and median latency in milliseconds."""
    command = ["wrk", "-t1" if connections == 1 else "-t2", f"-c{connections}", f"-d{SECONDS}s", "--latency", url]
    if cookie:
        command += ["-H", f"Cookie: {COOKIE}={cookie}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in text:
        raise SystemExit(f"{url} antwortet nicht mit 200")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])  # type: ignore[index]
    number, unit = known(re.search(r"50%\s+([\d.]+)(us|ms|s)", text)).groups()
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _fetch(url: str, cookie: str) -> tuple[float, float, int]:
    request = urllib.request.Request(url, headers={"Cookie": f"{COOKIE}={cookie}"})
    begin = time.perf_counter()
    with urllib.request.urlopen(request, timeout=600) as answer:
        size = len(answer.read(1))
        first = time.perf_counter() - begin
        while part := answer.read(65536):
            size += len(part)
    return first, time.perf_counter() - begin, size


def _pss(server: Server) -> list[float]:
    children = subprocess.run(
        ["ps", "--ppid", str(server.process.pid), "-o", "pid="], capture_output=True, text=True, check=True
    )
    sizes = []
    for pid in children.stdout.split():
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        sizes.append(int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1]) / 1024)  # type: ignore[index]
    return sizes


def _beside_floor(data: Path, url: str) -> list[tuple[str, str]]:
    """The floor and the public page in turn, since the machine itself swings more than either; medians of the rounds."""
    with serving(data, "aktionsplan.entry.bench.floor:application") as bare:
        pairs = [(wrk(f"{bare.address}/floor/", 8), wrk(url, 8)) for _ in range(ROUNDS)]
    shares = [page[0] / floor[0] for floor, page in pairs]
    rate, ms = (median(floor[i] for floor, _page in pairs) for i in (0, 1))
    page_rate = median(page[0] for _floor, page in pairs)
    spread = f"{min(shares):.2f}–{max(shares):.2f}"
    return [
        ("floor", f"{rate:.0f} req/s, {ms:.1f} ms"),
        ("public page", f"{page_rate:.0f} req/s, {median(shares):.2f} × floor ({spread})"),
    ]


@contextmanager
def _own_database() -> Iterator[None]:
    """A database and a role of the application of their own on the given PostgreSQL server while a size is measured.

    What is measured runs under row-level security as in a real installation: MIGRATE_DATABASE_URL, or DATABASE_URL alone,
    names the owner, and the program signs in as the new role. Nothing to do on SQLite.
    """
    urls = {name: os.environ.get(name) for name in ("MIGRATE_DATABASE_URL", "DATABASE_URL")}
    given = urls["MIGRATE_DATABASE_URL"] or urls["DATABASE_URL"]
    if not given:
        yield
        return
    import psycopg  # noqa: PLC0415 -- only with PostgreSQL
    from psycopg import sql  # noqa: PLC0415 -- as above

    server, name, password = urlsplit(given), f"bench_{secrets.token_hex(4)}", secrets.token_hex(16)
    words = {"name": sql.Identifier(name), "password": sql.Literal(password)}
    with psycopg.connect(given, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {name} LOGIN PASSWORD {password}").format(**words))
        try:
            admin.execute(sql.SQL("CREATE DATABASE {name}").format(**words))
            host = server.netloc.rpartition("@")[2]
            os.environ["MIGRATE_DATABASE_URL"] = server._replace(path=f"/{name}").geturl()
            os.environ["DATABASE_URL"] = server._replace(netloc=f"{name}:{password}@{host}", path=f"/{name}").geturl()
            yield
        finally:
            for variable, url in urls.items():
                os.environ.pop(variable, None)
                if url is not None:
                    os.environ[variable] = url
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**words))
            admin.execute(sql.SQL("DROP ROLE {name}").format(**words))


def measure(size: int) -> tuple[list[tuple[str, str]], list[str]]:
    """What one size costs, as (what, figures), and its slowest pages as lines of a table."""
    rows = []
    with ExitStack() as ended:
        ended.enter_context(_own_database())
        data = Path(ended.enter_context(tempfile.TemporaryDirectory(prefix="aktionsplan-bench-")))
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "aktionsplan", "migrate"], env=_environment(data), check=True, capture_output=True
        )
        rows.append(("migrations from nothing", f"{time.perf_counter() - begin:.1f} s"))
        subprocess.run(
            [sys.executable, "-m", "aktionsplan", "seed", "--applications", str(size)],
            env=_environment(data),
            check=True,
            capture_output=True,
        )
        cookie, key = _tool(data, "session").split()
        begin = time.perf_counter()
        server = ended.enter_context(serving(data))
        rows.append(("start to first answer", f"{time.perf_counter() - begin:.1f} s"))
        rows += _beside_floor(data, f"{server.address}/probe-1/")
        for name, path in (
            ("staff list", "antraege/"),
            ("application page", f"antraege/{key}/"),
            ("search", "antraege/?q=Ausschuss"),
        ):
            _rate, ms = wrk(f"{server.address}/probe-1/intern/{path}", 1, cookie)
            rows.append((name, f"{ms:.1f} ms, {_tool(data, 'queries', path)}"))
        for kind in ("csv", "xlsx"):
            before = max(_pss(server))
            first, whole, length = _fetch(f"{server.address}/probe-1/intern/antraege/export.{kind}", cookie)
            rows.append(
                (
                    f"export {kind}",
                    f"first byte {first:.2f} s, whole {whole:.2f} s, {length // 1024} kB, +{max(0, max(_pss(server)) - before):.0f} MB",
                )
            )
        summary, *slowest = _tool(data, "crawl").splitlines()
        rows.append(("every page", summary))
        rows.append(("submit an application", _tool(data, "submit")))
        rows.append(("notice as PDF", _tool(data, "notice")))
        rows.append(("a member's ballot", _tool(data, "ballot")))
        rows.append(("40 live screens, each asking every 2 s", _tool(data, "polling")))
        rows.append(("a year's minutes as PDF, 12 × 15 items", _tool(data, "minutes")))
        rows.append(("a committee and its meeting, new and old", _tool(data, "history")))
        rows += [(name, told) for name, told in (line.split("\t") for line in _tool(data, "plan").splitlines())]
        rows.append(("PSS per worker", ", ".join(f"{value:.0f} MB" for value in _pss(server))))
    return rows, slowest


def main(*, sizes: list[int], write: bool) -> int:
    """Measures every size and prints one table; with `write` also into docs/reference/performance.md."""
    if shutil.which("wrk") is None:
        print("wrk fehlt (apt install wrk).", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    measured = {size: measure(size) for size in sizes}
    columns = {size: dict(rows) for size, (rows, _slowest) in measured.items()}
    names = list(next(iter(columns.values())))
    lines = [
        "| what | " + " | ".join(f"{size:,} applications" for size in sizes) + " |",
        "|---|" + "---|" * len(sizes),
    ]
    lines += [f"| {name} | " + " | ".join(columns[size][name] for size in sizes) + " |" for name in names]
    lines += ["", f"The slowest pages with {max(sizes):,} applications:", ""]
    lines += ["| page | who | time | database | size |", "|---|---|---|---|---|", *measured[max(sizes)][1]]
    print("\n".join(lines))
    if write:
        _keep("\n".join(lines))
    return 0


def _keep(table: str) -> None:
    """Puts the table into the reference page, in place of the last one for the same database."""
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    machine = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    page = Path("docs/reference/performance.md")
    parts = dict(re.findall(r"^## (\w+)\n\n(.*?)(?=^## |\Z)", page.read_text(), re.MULTILINE | re.DOTALL))
    parts[database] = f"Measured {machine}.\n\n{table}\n\n"
    text = "# Performance\n\nMeasured with `make bench`: gunicorn 2 workers × 4 threads, wrk.\n\n"
    text += "".join(f"## {name}\n\n{parts[name]}" for name in sorted(parts, reverse=True))
    page.write_text(text.rstrip() + "\n")
