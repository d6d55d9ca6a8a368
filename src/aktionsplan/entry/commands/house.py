"""Setting up and looking after: setup, accounts, export, ledger, portal."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aktionsplan.entry.commands.running import _command
from aktionsplan.shared.kinds import Option

if TYPE_CHECKING:
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.shared.evidence import Evidence


def town(slug: str) -> "Partnership":
    """The partnership with this address; exits with a plain line when there is none."""
    from aktionsplan.partnership.models import Partnership

    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        known = ", ".join(Partnership.objects.values_list("slug", flat=True)) or "noch keine"
        raise SystemExit(f"Die Partnerschaft {slug!r} gibt es nicht. Bekannt: {known}.")
    return partnership


def _mail(text: str) -> str:
    """The address in lower case; exits with a plain line when it cannot be one."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(text)
    except ValidationError:
        raise SystemExit(f"{text!r} ist keine E-Mail-Adresse.") from None
    return text.lower()


def setup(arguments: argparse.Namespace) -> int:
    """Makes a partnership and its first administrator; the way to begin on an empty installation."""
    from django.db import transaction
    from django.utils import timezone

    from aktionsplan.partnership.models import Partnership
    from aktionsplan.partnership.operations import found
    from aktionsplan.people.operations import install_role
    from aktionsplan.people.permissions import Role
    from aktionsplan.people.permissions.roles import GRANTED_BY_HAND
    from aktionsplan.shared.deeds import Installation
    from aktionsplan.shared.tenancy import partnership_scope

    if wrong := sorted(set(arguments.role or []) - {str(role) for role in GRANTED_BY_HAND}):
        print(f"Unbekannte Aufgabe: {', '.join(wrong)}. Möglich: {', '.join(GRANTED_BY_HAND)}", file=sys.stderr)
        return 1
    if Partnership.objects.filter(slug=arguments.partnership).exists():
        print(
            "Diese Partnerschaft gibt es schon. Weitere Zugänge macht `aktionsplan accounts create`.", file=sys.stderr
        )
        return 1
    if bool(arguments.second_email) != bool(arguments.second_person):
        print("Für die zweite Person braucht es Namen und E-Mail-Adresse.", file=sys.stderr)
        return 1
    now, email = timezone.now(), _mail(arguments.email)
    second = _mail(arguments.second_email) if arguments.second_email else ""
    if second == email:
        print(
            "Die zweite Person muss eine andere sein: beide bestätigen einander Zugänge und Konten.", file=sys.stderr
        )
        return 1
    with transaction.atomic():
        partnership = found(
            slug=arguments.partnership, name=arguments.name, land=arguments.land, by=Installation(), at=now
        )
        with partnership_scope(partnership):
            for role in dict.fromkeys((Role.ADMINISTRATOR, *(arguments.role or []))):
                install_role(email=email, name=arguments.person, role=role, by=Installation(partnership), at=now)
            if second:
                by, name = Installation(partnership), arguments.second_person
                install_role(email=second, name=name, role=Role.LEAD_OFFICER, by=by, at=now)
    print(f"{partnership.name} ist angelegt: /{partnership.slug}/")
    for address in filter(None, (email, second)):
        print(f"{address} meldet sich mit einem Code an und richtet dann den zweiten Faktor ein.")
    return 0


def create_account(arguments: argparse.Namespace) -> int:
    """Makes an account with a role, a password read from standard input and a TOTP secret if given."""
    from django.db import transaction
    from django.utils import timezone

    from aktionsplan.people.credentials import equip
    from aktionsplan.people.operations import install_role
    from aktionsplan.shared.deeds import Installation
    from aktionsplan.shared.tenancy import partnership_scope

    partnership, email = town(arguments.partnership), _mail(arguments.email)
    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else None
    with transaction.atomic(), partnership_scope(partnership):
        membership = install_role(
            email=email,
            name=arguments.name or "",
            role=arguments.role,
            by=Installation(partnership),
            at=timezone.now(),
        )
        equip(membership.account, password=password, totp_secret=arguments.totp_secret)
    print(f"{arguments.email}: {arguments.role} in {partnership.slug}")
    return 0


def rename_account(arguments: argparse.Namespace) -> int:
    """Gives somebody who works in a partnership another name, and tells its ledger."""
    from django.db import transaction
    from django.utils import timezone

    from aktionsplan.people.operations import rename
    from aktionsplan.people.queries import memberships
    from aktionsplan.shared.deeds import Installation
    from aktionsplan.shared.tenancy import partnership_scope
    from aktionsplan.shared.words import clean

    partnership, email = town(arguments.partnership), _mail(arguments.email)
    with transaction.atomic(), partnership_scope(partnership):
        membership = next((row for row in memberships(partnership) if row.account.email == email), None)
        if membership is None:
            print(f"{email} hat in {partnership.slug} keine Aufgabe.", file=sys.stderr)
            return 1
        name = clean(arguments.name, lines=False)[:80]
        rename(membership=membership, name=name, by=Installation(partnership), at=timezone.now())
    print(f"{email}: {name}")
    return 0


def account_code(arguments: argparse.Namespace) -> int:
    """Prints the current TOTP code of a demo account."""
    from aktionsplan.people.credentials import current_code
    from aktionsplan.people.models import Account

    account = Account.objects.filter(email=arguments.email.lower(), demo=True).first()
    code = current_code(account) if account else None
    if code is None:
        print("Das geht nur für Beispielzugänge mit zweitem Faktor.", file=sys.stderr)
        return 1
    print(code)
    return 0


def add_accounts(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `accounts` with its two deeds."""
    from aktionsplan.people.permissions.roles import GRANTED_BY_HAND

    parser = subparsers.add_parser("accounts", help="Accounts on the command line.")
    deeds = parser.add_subparsers(dest="deed", required=True)
    create = deeds.add_parser("create", help=create_account.__doc__)
    create.add_argument("--partnership", required=True)
    create.add_argument("--role", required=True, choices=[str(role) for role in (*GRANTED_BY_HAND, "sponsor")])
    create.add_argument("--email", required=True)
    create.add_argument("--name")
    create.add_argument("--password-stdin", action="store_true")
    create.add_argument("--totp-secret")
    create.set_defaults(run=create_account)
    rename = deeds.add_parser("rename", help=rename_account.__doc__)
    for option in ("--partnership", "--email", "--name"):
        rename.add_argument(option, required=True)
    rename.set_defaults(run=rename_account)
    code = deeds.add_parser("code", help=account_code.__doc__)
    code.add_argument("email")
    code.set_defaults(run=account_code)


def export_stages(arguments: argparse.Namespace) -> int:
    """Writes the state of the 48 bullets as JSON."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from aktionsplan.desk.queries import as_json, points
    from aktionsplan.shared.periods import local_day
    from aktionsplan.shared.tenancy import partnership_scope

    partnership = _one_town(arguments.partnership)

    def address(evidence: "Evidence") -> str:
        return settings.AKTIONSPLAN_ADDRESS + reverse(
            evidence.view, kwargs={"town": partnership.slug, **evidence.arguments}
        )

    with partnership_scope(partnership):
        bullets = as_json(points(partnership, local_day(timezone.now())), address)
    json.dump(bullets, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _one_town(slug: str | None) -> "Partnership":
    from aktionsplan.partnership.models import Partnership

    if slug:
        return town(slug)
    partnerships = list(Partnership.objects.all()[:2])
    if len(partnerships) == 1 or (partnerships and partnerships[0].demo):
        return partnerships[0]
    raise SystemExit("Welche Partnerschaft? Bitte --partnership angeben.")


def export_360giving(arguments: argparse.Namespace) -> int:
    """Writes the published grants as 360Giving JSON."""
    from aktionsplan.portal.open_data import package
    from aktionsplan.shared.publishing.pages import content
    from aktionsplan.shared.publishing.queries import window

    partnership = _one_town(arguments.partnership)
    portal = window(partnership.slug)
    data = package(partnership.slug, content(portal)) if portal else {"grants": []}
    json.dump(data, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def add_export(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `export` with its kinds."""
    parser = subparsers.add_parser("export", help="Data for other programs, to standard output.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    for name, run in (("stages", export_stages), ("360giving", export_360giving)):
        kind = kinds.add_parser(name, help=run.__doc__)
        kind.add_argument("--partnership")
        kind.set_defaults(run=run)


def ledger_verify(arguments: argparse.Namespace) -> int:
    """Checks the ledgers and says every fault."""
    from aktionsplan.partnership.models import Partnership
    from aktionsplan.shared.ledger.queries import head, verify
    from aktionsplan.shared.tenancy import partnership_scope

    count = 0
    for partnership in [town(arguments.partnership)] if arguments.partnership else Partnership.objects.all():
        with partnership_scope(partnership):
            faults, top = verify(partnership), head(partnership)
        print(f"{partnership.slug}: {top.size} Einträge, Kopf {top.root}: {'in Ordnung' if not faults else 'FEHLER'}")
        for fault in faults:
            print(f"  {fault}")
        count += len(faults)
    return 1 if count else 0


def ledger_head(arguments: argparse.Namespace) -> int:
    """Prints size and root of a ledger."""
    from aktionsplan.shared.ledger.queries import head
    from aktionsplan.shared.tenancy import partnership_scope

    partnership = _one_town(arguments.partnership)
    with partnership_scope(partnership):
        top = head(partnership)
    print(f"{top.size}:{top.root}")
    return 0


def ledger_export(arguments: argparse.Namespace) -> int:
    """Writes a ledger as lines of JSON that tools/verify_ledger.py checks."""
    from aktionsplan.shared.ledger.queries import export
    from aktionsplan.shared.tenancy import partnership_scope

    partnership = _one_town(arguments.partnership)
    with partnership_scope(partnership):
        for line in export(partnership):
            sys.stdout.write(line)
    return 0


def ledger_prove(arguments: argparse.Namespace) -> int:
    """Prints the proof that an entry stands in the ledger."""
    from aktionsplan.shared.ledger.models import LedgerEntry
    from aktionsplan.shared.ledger.queries import prove
    from aktionsplan.shared.tenancy import partnership_scope

    partnership = _one_town(arguments.partnership)
    with partnership_scope(partnership):
        try:
            print(json.dumps(prove(partnership, arguments.sequence), indent=1))
        except LedgerEntry.DoesNotExist:
            print(f"Den Eintrag {arguments.sequence} gibt es nicht.", file=sys.stderr)
            return 1
    return 0


def add_ledger(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `ledger` with its deeds."""
    parser = subparsers.add_parser("ledger", help="Verify, export and prove the ledger.")
    deeds = parser.add_subparsers(dest="deed", required=True)
    for name, run in (
        ("verify", ledger_verify),
        ("head", ledger_head),
        ("export", ledger_export),
        ("prove", ledger_prove),
    ):
        deed = deeds.add_parser(name, help=run.__doc__)
        deed.add_argument("--partnership")
        if name == "prove":
            deed.add_argument("sequence", type=int)
        deed.set_defaults(run=run)


def portal_export(arguments: argparse.Namespace) -> int:
    """Writes the portal as static files for any web server."""
    os.umask(0o022)  # another program serves them
    from django.conf import settings
    from django.utils import timezone

    from aktionsplan.portal.export import MissingFile, export
    from aktionsplan.shared.periods import local_day
    from aktionsplan.shared.publishing.models import Window

    rows = Window.objects.select_related("partnership")
    portals = list(rows.filter(slug=arguments.partnership) if arguments.partnership else rows)
    if not portals:
        print("Es gibt noch kein Portal.", file=sys.stderr)
        return 1
    target, today = Path(arguments.folder), local_day(timezone.now())
    try:
        count = export(portals, target, today=today, address=settings.AKTIONSPLAN_ADDRESS)
    except MissingFile as missing:
        print(f"Eine veröffentlichte Datei fehlt auf der Platte, nichts ist geschrieben: {missing}", file=sys.stderr)
        return 1
    print(f"{count} Dateien in {arguments.folder}")
    return 0


def add_portal(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command `portal`."""
    parser = subparsers.add_parser("portal", help="The portal as static files.")
    deeds = parser.add_subparsers(dest="deed", required=True)
    deed = deeds.add_parser("export", help=portal_export.__doc__)
    deed.add_argument("folder", metavar="DIR")
    deed.add_argument("--partnership")
    deed.set_defaults(run=portal_export)


def _needed(*names: str) -> tuple[tuple[str, ...], dict[str, Option]]:
    return names, {"required": True}


COMMANDS = (
    _command(
        "setup",
        setup,
        _needed("--partnership"),
        _needed("--name"),
        _needed("--land"),
        _needed("--email"),
        _needed("--person"),
        (("--role",), {"action": "append", "help": "a further role of the same person; may be given several times"}),
        (("--second-email",), {"help": "address of a second person, who becomes lead officer"}),
        (("--second-person",), {"help": "name of the second person"}),
    ),
    add_accounts,
    add_export,
    add_ledger,
    add_portal,
)
