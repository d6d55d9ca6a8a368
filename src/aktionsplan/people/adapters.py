"""How allauth is tied in: mail through the outbox, secrets encrypted, German words for the sign-in."""

import base64
import hashlib
import logging
import secrets
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
)
from allauth.core import context
from allauth.mfa import app_settings as totp_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from aktionsplan.people.credentials import confirm_address
from aktionsplan.people.models import Account
from aktionsplan.people.queries import towns_of
from aktionsplan.shared.fields import invalid
from aktionsplan.shared.kinds import Context, Foreign, Json, Option
from aktionsplan.shared.limits import count, forgive, source_of
from aktionsplan.shared.mail.operations import queue_raw
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import home
from aktionsplan.shared.words import Problem, Refused, clean, mark

log = logging.getLogger(__name__)
MAILS_A_MINUTE, MAILS_AN_HOUR, MAILS_AN_HOUR_FROM_ALL = 3, 10, 60
WRONG, WRONG_SECONDS = 5, 300
DEVICE, DEVICE_SECONDS = "geraet", 400 * 24 * 3600
"""The cookie of a browser in which somebody has signed in: strangers' requests do not count for it."""
ASKED_FOR = (
    "login_code",
    "email_confirmation",
    "email_confirmation_signup",
    "password_reset_key",
    "password_reset_code",
    "unknown_account",
    "account_already_exists",
)
"""Mails that anybody can cause by typing an address."""
TRIES = 5


def device_of(request: HttpRequest, address: str) -> str:
    """The browser's mark when this address has signed in here before, else nothing."""
    try:
        device: dict[str, str] = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return ""
    return device["mark"] if device["address"] == _of_address(address) else ""


def _of_address(address: str) -> str:
    return hashlib.sha256(address.lower().encode()).hexdigest()[:32]


def count_mail(request: HttpRequest, address: str) -> None:
    """Counts one mail that somebody asks for by typing an address; Refused when there were too many.

    Counted are address and source together, so that one stranger uses up nobody's codes. All sources together may cause
    60 an hour, which spares the mailbox; a browser in which this address has signed in before has a count of its own, and a
    passkey or a password with the second factor always works.
    """
    now, address = timezone.now(), address.lower()
    device = device_of(request, address)
    who = f"{address} {device or source_of(request)}"
    count(what="mail minute", who=who, most=MAILS_A_MINUTE, seconds=60, at=now)
    count(what="mail", who=who, most=MAILS_AN_HOUR, seconds=3600, at=now)
    if not device:
        count(what="mail", who=address, most=MAILS_AN_HOUR_FROM_ALL, seconds=3600, at=now)


TOO_OFTEN = Problem(
    "too_often",
    mark("Wir haben schon mehrere Codes geschickt. Der letzte gilt noch; warten Sie sonst einige Minuten."),
)


class CountedRequest:
    """A form that sends a code to an address: refused before the code that was sent last is given up."""

    def clean_email(self) -> str:
        """The address; ValidationError when it was asked for too often from here."""
        address: str = super().clean_email()  # type: ignore[misc]
        try:
            count_mail(context.request, address)
        except Refused:
            raise invalid(TOO_OFTEN) from None
        context.request.counted_mail = address.lower()
        return address


class LoginCodeRequest(CountedRequest, RequestLoginCodeForm):
    """Asks for a code to sign in."""


class PasswordCodeRequest(CountedRequest, ResetPasswordForm):
    """Asks for a code to set a new password."""


class CountedFactor:
    """The second factor by a typed code: five wrong ones from one place, and the code of the window before once."""

    user: Account

    def clean_code(self) -> str:
        """The code; ValidationError for a wrong or used one, and after too many wrong ones."""
        code = "".join(character for character in self.cleaned_data["code"] if not character.isspace())  # type: ignore[attr-defined]
        now = timezone.now()
        try:
            count(
                what="factor",
                who=f"{self.user.pk} {source_of(context.request)}",
                most=WRONG,
                seconds=WRONG_SECONDS,
                at=now,
            )
        except Refused as refused:
            raise invalid(refused.problem) from None
        former = _former_code(self.user, code)
        if former is None:
            code = super().clean_code()  # type: ignore[misc]
        if not cache.add(f"factor:{self.user.pk}:{code}", 1, 2 * totp_settings.TOTP_PERIOD + 1):
            raise MFAAdapter().validation_error("incorrect_code")
        if former is not None:
            former.user = self.user
            self.authenticator = former
        forgive(what="factor", who=f"{self.user.pk} {source_of(context.request)}", seconds=WRONG_SECONDS, at=now)
        return code


def _former_code(user: Account, code: str) -> Authenticator | None:
    """The app whose code of the 30 seconds before this is; none for any other code."""
    counter = int(time.time()) // totp_settings.TOTP_PERIOD - 1
    for authenticator in Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP):
        secret = MFAAdapter().decrypt(authenticator.data["secret"])
        if secrets.compare_digest(code.encode(), totp.format_hotp_value(totp.hotp_value(secret, counter)).encode()):
            return authenticator
    return None


class SecondFactorForm(CountedFactor, AuthenticateForm):
    """The second factor at the sign-in."""


class FreshFactorForm(CountedFactor, ReauthenticateForm):
    """The second factor before an important step."""


class CountedCode:
    """A form that asks for a mail code: five tries for each code, counted where parallel requests meet."""

    def clean_code(self) -> str:
        """The typed code; ValidationError after too many tries, even when it is right."""
        wanted = str(getattr(self, "expected_code", "") or "")
        if wanted:
            try:
                count(what="mail code", who=wanted, most=TRIES, seconds=3600, at=timezone.now())
            except Refused as refused:
                raise invalid(refused.problem) from None
        return super().clean_code()  # type: ignore[misc]


class LoginCodeForm(CountedCode, ConfirmLoginCodeForm):
    """The code that signs in."""


class AddressCodeForm(CountedCode, ConfirmEmailVerificationCodeForm):
    """The code that confirms an address."""


class PasswordCodeForm(CountedCode, ConfirmPasswordResetCodeForm):
    """The code for a new password."""


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by mail code; every mail goes through the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: Context) -> None:
        """Queues the mail that allauth wants to send.

        What anybody can cause by typing an address is counted (`count_mail`); notices of a change (password, address,
        second factor) always go out.
        """
        name = template_prefix.rpartition("/")[2]
        asked = name in ASKED_FOR
        if asked and self.request and not self._counted(email):
            return
        sign_in = f"{settings.AKTIONSPLAN_ADDRESS}{reverse('account_request_login_code')}"
        values = {"site_name": "Aktionsplan", "sign_in_url": sign_in, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", values)
        text = render_to_string(f"{template_prefix}_message.txt", values)
        queue_raw(recipient=email, subject=" ".join(subject.split()), text=text, at=timezone.now(), short=asked)

    def _counted(self, address: str) -> bool:
        """Whether one more mail may go out; the form of this request may have counted its first one (`CountedRequest`)."""
        if getattr(self.request, "counted_mail", "") == address.lower():
            self.request.counted_mail = ""
            return True
        try:
            count_mail(self.request, address)
        except Refused:
            return False
        return True

    def pre_authenticate(self, request: HttpRequest, **credentials: Option) -> None:
        """Counts wrong passwords for an address and the place they come from: elsewhere the right one still works."""
        super().pre_authenticate(request, **credentials)
        address = str(credentials.get("email") or "")
        try:
            count(
                what="password",
                who=self._tries(request, address),
                most=WRONG,
                seconds=WRONG_SECONDS,
                at=timezone.now(),
            )
        except Refused as refused:
            raise invalid(refused.problem) from None

    def authenticate(self, request: HttpRequest, **credentials: Option) -> Account | None:
        """Whom the password belongs to; a right one forgives the wrong ones before it."""
        account = super().authenticate(request, **credentials)
        if account:
            address = str(credentials.get("email") or "")
            forgive(what="password", who=self._tries(request, address), seconds=WRONG_SECONDS, at=timezone.now())
        return account

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Option) -> str:
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{source_of(request)}"

    def _tries(self, request: HttpRequest, address: str) -> str:
        return f"{address.lower()} {device_of(request, address) or source_of(request)}"

    def post_login(self, request: HttpRequest, user: Account, **options: Option) -> HttpResponse:
        """Marks the browser as one in which this account signs in."""
        response = super().post_login(request, user, **options)
        device = {"address": _of_address(user.email), "mark": device_of(request, user.email) or secrets.token_hex(8)}
        response.set_cookie(
            DEVICE,
            signing.dumps(device, salt=DEVICE),
            max_age=DEVICE_SECONDS,
            path=settings.SESSION_COOKIE_PATH,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
        return response

    def format_email_subject(self, subject: str) -> str:
        """The subject without a prefix."""
        return subject

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Straight into the only town, else to the choice of towns."""
        towns = towns_of(request.user, local_day(timezone.now()))  # type: ignore[arg-type]
        if len(towns) == 1:
            return home(towns[0][0].slug)
        return reverse("account:towns")

    def save_user(self, request: HttpRequest, user: Account, form: Foreign, commit: bool = True) -> Account:
        """A new account carries the name typed at registration, else the part before the @."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = form.cleaned_data.get("name") or user.email.split("@")[0]
        if commit:
            user.save()
        return user

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """There are no user names."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the connection; forwarded headers are not believed unless a proxy is configured."""
        return source_of(request)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the town's own identity provider."""

    def authenticate_by_email(self, sociallogin: Foreign) -> tuple[Account, str] | None:
        """The account with an address that the provider has verified; whoever set a password without ever having
        confirmed the address loses it.
        """
        account_match = super().authenticate_by_email(sociallogin)
        if account_match:
            confirm_address(account_match[0])
        return account_match

    def populate_user(self, request: HttpRequest, sociallogin: Foreign, data: Json) -> Account:
        """The account that the provider's answer describes: its address and the person's name."""
        user = sociallogin.user
        user.email = (data.get("email") or "").strip().lower()
        parts = (data.get("name"), f"{data.get('first_name') or ''} {data.get('last_name') or ''}".strip())
        name = next((part for part in parts if part), user.email.split("@")[0])
        user.name = clean(name, lines=False)[:80]
        return user


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa:" + settings.SECRET_KEY.encode()).digest()))


class MFAAdapter(DefaultMFAAdapter):
    """Second factor; its secrets are encrypted with the installation's key."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it is used; one that no code fits when it was encrypted with another key."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("a second factor was encrypted with another key")
            return base64.b32encode(secrets.token_bytes(20)).decode()
