"""The command `aktionsplan`: starts, sets up, moves and checks things. Plain errors, exit code 1 for a refusal."""

import argparse
import os
import sys
from collections.abc import Callable


def _parser() -> tuple[argparse.ArgumentParser, argparse._SubParsersAction]:
    parser = argparse.ArgumentParser(prog="aktionsplan", description="Software für Lokale Aktionspläne.")
    return parser, parser.add_subparsers(dest="command", required=True, metavar="BEFEHL")


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aktionsplan.config.settings")
    import django

    django.setup()


def _run(arguments: argparse.Namespace) -> int:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as DatabaseError

    from aktionsplan.shared.words import Refused

    try:
        _django()
        return int(arguments.run(arguments) or 0)
    except Refused as refused:
        print(str(refused), file=sys.stderr)
    except ImproperlyConfigured as error:
        print(f"Falsch eingestellt: {error}", file=sys.stderr)
    except DatabaseError as error:
        text = str(error).splitlines()[0]
        print(f"Die Datenbank antwortet nicht wie erwartet: {text}", file=sys.stderr)
        if "no such table" in text or "does not exist" in text:
            print("Bringen Sie sie zuerst auf den neuesten Stand: aktionsplan migrate", file=sys.stderr)
    except BrokenPipeError:
        return 0
    except OSError as error:
        print(f"{error.filename or 'Das System'}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def main(argv: list[str] | None = None) -> None:
    """Reads the command line and runs one command."""
    from aktionsplan.entry import commands

    parser, subparsers = _parser()
    for add in commands.ALL:
        add(subparsers)
    arguments = parser.parse_args(argv)
    os.umask(0o077)
    run: Callable[[argparse.Namespace], int] = _run
    sys.exit(run(arguments))
