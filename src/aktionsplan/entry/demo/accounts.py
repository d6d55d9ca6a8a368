"""Demo accounts: known passwords and TOTP secrets, and how to get the current code."""

import base64
import hashlib
import os
import shlex

PASSWORD = "aktionsplan-demo-2026"
CAST = {
    "anna": ("Anna Wendt", ("sponsor",)),
    "ben": ("Ben Kröger", ("coordinator",)),
    "lena": ("Lena Matthies", ("lead_officer",)),
    "lars": ("Lars Behn", ("lead_officer",)),
    "carla": ("Carla Dierks", ("signatory",)),
    "dogan": ("Dogan Yıldız", ("cashier",)),
    "henrik": ("Henrik Voss", ("coach",)),
    "ida": ("Ida Lorenz", ("evaluator",)),
    "kim": ("Kim Rahn", ("administrator",)),
    "mats": ("Mats Oldenburg", ("auditor",)),
    "nora": ("Nora Feld", ("editor",)),
}
SEATED = {
    "emil": "Emil Sander",
    "fatma": "Fatma Aydın",
    "greta": "Greta Hansen",
    "amina": "Amina Haddad",
    "ulla": "Ulla Brandt",
}


def address(name: str, domain: str = "elbhagen.example") -> str:
    """The mail address of a demo person."""
    return f"{name}@{domain}"


def totp_secret(email: str) -> str:
    """The known TOTP secret of a demo account."""
    return base64.b32encode(hashlib.sha256(f"demo:{email}".encode()).digest()[:20]).decode()


def equip_demo(account, *, inside: bool) -> None:
    """Marks a demo account and gives it the known password and, for inside roles, the known second factor."""
    from aktionsplan.people.credentials import equip

    account.demo = True
    account.save(update_fields=["demo"])
    equip(account, password=PASSWORD, totp_secret=totp_secret(account.email) if inside else None)


def print_sign_ins() -> None:
    """Prints the demo's addresses, password and how to get a code."""
    from django.utils import timezone

    from aktionsplan.people.models import Account
    from aktionsplan.people.queries import towns_of
    from aktionsplan.shared.periods import local_day

    port = os.environ.get("PORT", "8000")
    print(f"\nBeispielinstallation: http://localhost:{port}")
    print(f"Anmeldung mit Kennwort: http://localhost:{port}/konto/anmelden/kennwort/   Kennwort für alle: {PASSWORD}")
    print(f"Anmeldung mit Code, alle E-Mails stehen hier: http://localhost:{port}/demo/post/")
    data = os.environ.get("AKTIONSPLAN_DATA")
    where = f"AKTIONSPLAN_DATA={shlex.quote(data)} " if data else ""
    print(f"Zweiter Faktor: AKTIONSPLAN_DEMO=1 {where}.venv/bin/aktionsplan accounts code ADRESSE\n")
    for account in Account.objects.filter(demo=True).order_by("email"):
        roles = "; ".join(
            f"{town.name}: {', '.join(roles)}" for town, roles in towns_of(account, local_day(timezone.now()))
        )
        print(f"  {account.email:34} {account.name:18} {roles}")
    print("", flush=True)
