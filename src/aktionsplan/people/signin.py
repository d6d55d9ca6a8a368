"""German addresses of the sign-in pages that allauth serves under their own names."""

import time
from functools import wraps

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login, unstash_login
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext

from aktionsplan.people.adapters import TOO_OFTEN, count_mail
from aktionsplan.people.addresses import View, ask_again, fresh
from aktionsplan.shared.kinds import Option
from aktionsplan.shared.words import Refused

SIGNUP_SECONDS = 0.4
"""Longer than any registration takes, so that time does not tell whether an address is known."""


def registration(request: HttpRequest) -> HttpResponseBase:
    """The registration page; its answer to a form always takes the same time."""
    began = time.monotonic()
    response = account.signup(request)
    if request.method == "POST":
        time.sleep(max(0.0, SIGNUP_SECONDS - (time.monotonic() - began)))
    return response


def freshly(view: View) -> View:
    """A page of the account that changes how its owner signs in: only after a fresh confirmation (safety.md, T19).

    Whoever has a second factor confirms with it, everybody else with a code by mail.
    """

    @wraps(view)
    def enter(request: HttpRequest, **arguments: Option) -> HttpResponseBase:
        if request.user.is_authenticated:
            secured = is_mfa_enabled(request.user)
            if not fresh(request, inside=secured):
                return ask_again(request, secured=secured)
        return view(request, **arguments)

    return enter


def whole(view: View) -> View:
    """The view of a passkey; what is no passkey is answered with 400 and is no fault of the program."""

    @wraps(view)
    def check(request: HttpRequest, *positional: Option, **named: Option) -> HttpResponseBase:
        try:
            return view(request, *positional, **named)
        except (KeyError, TypeError, ValueError, RecursionError):
            if request.method != "POST":
                raise
            return HttpResponse(status=400)

    return check


class ActivateApp(totp.ActivateTOTPView):
    """The page that sets up an authenticator app; the code typed there counts as the second factor of this sign-in, so that
    nobody is asked for the next one at once."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Stores the app, and that the second factor was shown."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """The page for the code; another one is sent only when its mail is not one too many, so that the last one stays usable."""
    if request.method == "POST" and request.POST.get("action") == "resend":
        login = unstash_login(request, peek=True)
        address = str((login.email if login else "") or "")
        try:
            count_mail(request, address)
        except Refused:
            messages.error(request, gettext(TOO_OFTEN.text))
            return redirect("account_confirm_login_code")
        request.counted_mail = address.lower()  # type: ignore[attr-defined]
    return account.confirm_login_code(request)


def another_address(request: HttpRequest) -> HttpResponseBase:
    """Forgets the begun sign-in, so that another address can be typed."""
    clear_login(request)
    return redirect("account_request_login_code")


urlpatterns = [
    path("anmelden/", account.request_login_code, name="account_request_login_code"),
    path("anmelden/code/", confirm_code, name="account_confirm_login_code"),
    path("anmelden/andere-adresse/", another_address, name="account_another_address"),
    path("anmelden/kennwort/", account.login, name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("registrieren/", registration, name="account_signup"),
    path("bestaetigen/kennwort/", account.reauthenticate, name="account_reauthenticate"),
    path("adresse/", freshly(account.email), name="account_email"),
    path("adresse/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("kennwort/", freshly(account.password_change), name="account_change_password"),
    path("kennwort/festlegen/", freshly(account.password_set), name="account_set_password"),
    path("kennwort/vergessen/", account.password_reset, name="account_reset_password"),
    path("kennwort/vergessen/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("kennwort/neu/", account.complete_password_reset, name="account_complete_password_reset"),
    path("kennwort/fertig/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("", mfa.index, name="mfa_index"),
    path("zweiter-faktor/", mfa.authenticate, name="mfa_authenticate"),
    path("zweiter-faktor/bestaetigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("zweiter-faktor/app/", freshly(ActivateApp.as_view()), name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", freshly(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("zweiter-faktor/codes/", freshly(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("zweiter-faktor/codes/neu/", freshly(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "zweiter-faktor/codes/datei/", freshly(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/neu/", freshly(whole(webauthn.add_webauthn)), name="mfa_add_webauthn"),
    path("passkeys/bestaetigen/", whole(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/anmelden/", whole(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/entfernen/", freshly(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/name/", freshly(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("sitzungen/", sessions.list_usersessions, name="usersessions_list"),
    path("andere/abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("andere/fehler/", social.login_error, name="socialaccount_login_error"),
    path("andere/registrieren/", social.signup, name="socialaccount_signup"),
    path("andere/", freshly(social.connections), name="socialaccount_connections"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
