"""How allauth is tied in: mail through the outbox, secrets encrypted, German words for the sign-in."""

import base64
import hashlib
import logging
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
)
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from aktionsplan.people.credentials import confirm_address
from aktionsplan.people.queries import towns_of
from aktionsplan.shared.fields import invalid
from aktionsplan.shared.limits import count, source_of
from aktionsplan.shared.mail.operations import queue_raw
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import home
from aktionsplan.shared.words import Refused, clean

log = logging.getLogger(__name__)
MAILS_AN_HOUR, MAILS_AN_HOUR_FROM_ALL = 10, 60
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


class CountedCode:
    """A form that asks for a mail code: five tries for each code, counted where parallel requests meet."""

    def clean_code(self) -> Any:
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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queues the mail that allauth wants to send.

        Nobody gets more codes than anybody needs, counted by where they were asked for, so that a stranger does not
        use up somebody's codes; notices of a change (password, address, second factor) always go out.
        """
        asked = template_prefix.rpartition("/")[2] in ASKED_FOR
        if asked and not self._counted(email.lower()):
            return
        sign_in = f"{settings.AKTIONSPLAN_ADDRESS}{reverse('account_request_login_code')}"
        values = {"site_name": "Aktionsplan", "sign_in_url": sign_in, **context}
        subject = render_to_string(f"{template_prefix}_subject.txt", values)
        text = render_to_string(f"{template_prefix}_message.txt", values)
        queue_raw(recipient=email, subject=" ".join(subject.split()), text=text, at=timezone.now(), short=asked)

    def _counted(self, address: str) -> bool:
        source = self.get_client_ip(self.request) if self.request else ""
        limits = ((f"{address} {source}", MAILS_AN_HOUR), (address, MAILS_AN_HOUR_FROM_ALL))
        try:
            for who, most in limits:
                count(what="mail", who=who, most=most, seconds=3600, at=timezone.now())
        except Refused:
            return False
        return True

    def format_email_subject(self, subject: str) -> str:
        """The subject without a prefix."""
        return subject

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Straight into the only town, else to the choice of towns."""
        towns = towns_of(request.user, local_day(timezone.now()))  # type: ignore[arg-type]
        if len(towns) == 1:
            return home(towns[0][0].slug)
        return reverse("account:towns")

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new account carries the name typed at registration, else the part before the @."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = form.cleaned_data.get("name") or user.email.split("@")[0]
        if commit:
            user.save()
        return user

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address of the connection; forwarded headers are not believed unless a proxy is configured."""
        return source_of(request)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the town's own identity provider."""

    def authenticate_by_email(self, sociallogin: Any) -> Any:
        """The account with an address that the provider has verified; whoever set a password without ever having
        confirmed the address loses it.
        """
        account_match = super().authenticate_by_email(sociallogin)
        if account_match:
            confirm_address(account_match[0])
        return account_match

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
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
