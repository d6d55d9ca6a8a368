"""What belongs to an account alone, in no partnership: its name, its address, and what the command line gives it."""

import base64
import binascii

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from aktionsplan.people.models import Account
from aktionsplan.people.queries import works_inside
from aktionsplan.shared.words import Problem, Refused, mark

SHORTEST_SECRET = 10


def _check(account: Account, password: str | None, totp_secret: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise Refused(Problem("password", " ".join(error.messages))) from None
    if totp_secret is not None:
        try:
            enough = len(base64.b32decode(totp_secret + "=" * (-len(totp_secret) % 8))) >= SHORTEST_SECRET
        except (binascii.Error, ValueError):
            enough = False
        if not enough:
            raise Refused(
                Problem(
                    "totp",
                    mark("Das TOTP-Geheimnis muss Base32 sein und mindestens {n} Bytes lang."),
                    {"n": SHORTEST_SECRET},
                )
            )


def expect_address(account: Account) -> Account:
    """The account with its address still to be confirmed, which the first mail code does."""
    EmailAddress.objects.get_or_create(
        user=account, email=account.email, defaults={"verified": False, "primary": True}
    )
    return account


def confirm_address(account: Account) -> None:
    """The account's address is known to be the person's; a password from before that may be a stranger's and goes."""
    address, _made = EmailAddress.objects.get_or_create(
        user=account, email=account.email, defaults={"verified": False, "primary": True}
    )
    if address.verified:
        return
    address.verified = True
    address.save(update_fields=["verified"])
    if account.has_usable_password():
        account.set_unusable_password()
        account.save(update_fields=["password"])


def change_name(*, account: Account, name: str) -> None:
    """The name the person wants to be called by; global, so no partnership's ledger is told.

    Refused for people with a role inside: notices carry their names, and ties to organisations are known by them.
    """
    if works_inside(account):
        raise Refused(
            Problem("named", mark("Ihr Name steht in Bescheiden. Deshalb ändert ihn, wer die Zugänge verwaltet."))
        )
    account.name = name
    account.save(update_fields=["name"])


def equip(account: Account, *, password: str | None = None, totp_secret: str | None = None) -> None:
    """Gives an account a confirmed address, and a password and a second factor as far as given.

    Refused for a password that the sign-in page would not take, a secret that is no Base32, and another second factor.
    """
    _check(account, password, totp_secret)
    authenticator = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if totp_secret and authenticator and get_adapter().decrypt(authenticator.data["secret"]) != totp_secret:
        raise Refused(Problem("totp", mark("Dieser Zugang hat schon einen anderen zweiten Faktor.")))
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    if password is not None:
        account.set_password(password)
        account.save(update_fields=["password"])
    if totp_secret and authenticator is None:
        auth.TOTP.activate(account, totp_secret)


def current_code(account: Account) -> str | None:
    """The current TOTP code of an account, or None without a second factor."""
    row = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if row is None:
        return None
    secret = get_adapter().decrypt(row.data["secret"])
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))
