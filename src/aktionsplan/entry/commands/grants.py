"""Reading public lists of grants of earlier years."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aktionsplan.entry.commands.house import town
from aktionsplan.entry.commands.running import _command

if TYPE_CHECKING:  # commands import models only once Django is set up
    from aktionsplan.implementation.grants.imports import HistoricRow, Reading


def _say(reading: "Reading", fresh: "list[HistoricRow]") -> None:
    from aktionsplan.shared.money import format_eur

    print(f"Quelle: {reading.mapping.source}")
    print(
        f"{len(reading.rows)} lesbare Zeilen, zusammen {format_eur(reading.total_eur)}; {reading.left_out} durch den Filter ausgelassen."
    )
    print(f"{len(fresh)} davon sind neu.")
    for row in fresh[:50]:
        print(f"  {row.line:>5}  {row.starts_on:%d.%m.%Y}  {format_eur(row.amount_eur):>16}  {row.recipient}")
    if len(fresh) > 50:
        print(f"  … und {len(fresh) - 50} weitere")


def import_grants(arguments: argparse.Namespace) -> int:
    """Reads a public grant list (CSV or XLSX): shows every unreadable row, imports all or nothing, never twice."""
    from django.utils import timezone

    from aktionsplan.implementation.grants import operations as grants
    from aktionsplan.implementation.grants import queries
    from aktionsplan.implementation.grants.imports import read_file
    from aktionsplan.people.models import Account
    from aktionsplan.people.queries import actor
    from aktionsplan.shared.periods import local_day
    from aktionsplan.shared.tenancy import partnership_scope

    partnership, now = town(arguments.partnership), timezone.now()
    account = Account.objects.filter(email=arguments.as_email.strip().lower()).first()
    if account is None:
        print(f"Den Zugang {arguments.as_email} gibt es nicht.", file=sys.stderr)
        return 1
    reading = read_file(Path(arguments.file), Path(arguments.map) if arguments.map else None)
    for fault in reading.faults:
        print(f"Zeile {fault.line}, Spalte {fault.column or '–'}: {fault.problem}", file=sys.stderr)
    with partnership_scope(partnership):
        by = actor(account, partnership, local_day(now))
        by.allow("grants.import_historic")
        fresh = queries.new_rows(reading.mapping.source, reading.rows, by)
        _say(reading, fresh)
        if reading.faults:
            print(f"{len(reading.faults)} Fehler, nichts gespeichert.", file=sys.stderr)
            return 1
        if arguments.dry_run:
            print("Nur angesehen, nichts gespeichert (--dry-run).")
            return 0
        if fresh:
            grants.import_historic(source=reading.mapping.source, rows=reading.rows, by=by, at=now)
        print(f"{len(fresh)} Zuwendungen gespeichert.")
        if arguments.publish:
            print(f"{grants.publish_historic(by=by, at=now)} Zuwendungen veröffentlicht.")
    return 0


COMMANDS = (
    _command(
        "import-grants",
        import_grants,
        (("file",), {"metavar": "FILE"}),
        (("--partnership",), {"required": True}),
        (
            ("--as",),
            {"required": True, "dest": "as_email", "metavar": "EMAIL", "help": "who answers for the import"},
        ),
        (
            ("--map",),
            {"metavar": "FILE", "help": "mapping of the columns as TOML or JSON: source, columns, filter"},
        ),
        (("--dry-run",), {"action": "store_true", "help": "only show what would happen"}),
        (("--publish",), {"action": "store_true", "help": "show the grants on the portal afterwards"}),
    ),
)
