"""Bulk data, backups, measurements, reference pages."""

import argparse
import sys
from pathlib import Path

from aktionsplan.entry.commands.running import _command
from aktionsplan.shared.kinds import Option


def seed(arguments: argparse.Namespace) -> int:
    """Makes reproducible bulk data."""
    from aktionsplan.entry.seed.bulk import seed as run

    for line in run(partnerships=arguments.partnerships, years=arguments.years, applications=arguments.applications):
        print(line, flush=True)
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def backup(arguments: argparse.Namespace) -> int:
    """Writes database, files and tree heads into an encrypted backup while people work."""
    from aktionsplan.entry.backup import backup as run

    archive = run(Path(arguments.folder), say=_say)
    print(f"Gesichert: {archive}")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    """Checks a backup and puts it back, after backing up what is there; alarms when a ledger is older than a known head."""
    from aktionsplan.entry.backup import restore as run

    warnings = run(Path(arguments.folder), say=_say)
    for warning in warnings:
        print(f"ACHTUNG: {warning}", file=sys.stderr)
    print("Wiederhergestellt.")
    return 2 if warnings else 0


def reference(arguments: argparse.Namespace) -> int:
    """Writes the generated reference pages."""
    from aktionsplan.entry.reference import write

    for path in write(Path(arguments.folder)):
        print(path)
    return 0


def bench(arguments: argparse.Namespace) -> int:
    """Seeds, measures and prints the table beside the floor."""
    from aktionsplan.entry.bench.run import main

    return main(sizes=arguments.sizes, write=arguments.write)


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def _sizes(text: str) -> list[int]:
    return [_at_least_one(size) for size in text.split(",")]


def _number(name: str, default: int) -> tuple[tuple[str, ...], dict[str, Option]]:
    return (name,), {"type": _at_least_one, "default": default}


COMMANDS = (
    _command("seed", seed, _number("--partnerships", 1), _number("--years", 1), _number("--applications", 100)),
    _command("backup", backup, (("folder",), {"metavar": "DIR"})),
    _command("restore", restore, (("folder",), {"metavar": "DIR"})),
    _command("reference", reference, (("folder",), {"nargs": "?", "default": "docs/reference"})),
    _command(
        "bench",
        bench,
        (("--sizes",), {"type": _sizes, "default": "100,1000,10000"}),
        (("--write",), {"action": "store_true"}),
    ),
)
