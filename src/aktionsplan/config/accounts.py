"""Settings of accounts: sign-in by mail code, second factor, password hashes."""

import json
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from aktionsplan.config.environment import flag, value

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["aktionsplan.people.hashers.SmallArgon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_ADAPTER = "aktionsplan.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_FORMS = {
    "request_login_code": "aktionsplan.people.adapters.LoginCodeRequest",
    "reset_password": "aktionsplan.people.adapters.PasswordCodeRequest",
    "signup": "aktionsplan.people.forms.RegistrationForm",
    "confirm_login_code": "aktionsplan.people.adapters.LoginCodeForm",
    "confirm_email_verification_code": "aktionsplan.people.adapters.AddressCodeForm",
    "confirm_password_reset_code": "aktionsplan.people.adapters.PasswordCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {
    "login": "200/m/ip",
    "request_login_code": "200/m/ip",
    "reset_password": "100/m/ip",
    "reset_password_from_key": "100/m/ip",
    "signup": "100/m/ip",
    "login_failed": "200/m/ip,30/5m/key",
}
"""A whole committee signs in at once from the one address of its hall. The tight limits, per account and place, are counted by
`people.adapters`, so that nobody locks another person out; `30/5m/key` is asked of second factors only."""
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_DISPLAY = str
LOGIN_URL = reverse_lazy("account_request_login_code")
LOGIN_REDIRECT_URL = reverse_lazy("account:towns")
MFA_ADAPTER = "aktionsplan.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "aktionsplan.people.adapters.SecondFactorForm",
    "reauthenticate": "aktionsplan.people.adapters.FreshFactorForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "200/m/ip"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Aktionsplan"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = flag("AKTIONSPLAN_DEMO")
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "aktionsplan.people.adapters.SocialAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_ORIGIN = ""
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if value("AKTIONSPLAN_OIDC"):
    try:
        _oidc = json.loads(value("AKTIONSPLAN_OIDC"))
        _oidc = {name: _oidc[name] for name in ("provider_id", "name", "client_id", "secret", "server_url")}
    except (ValueError, TypeError, KeyError):
        raise ImproperlyConfigured(
            "AKTIONSPLAN_OIDC muss JSON sein mit provider_id, name, client_id, secret, server_url"
        ) from None
    _server = urlsplit(str(_oidc["server_url"]))
    if _server.scheme != "https" and _server.hostname not in ("localhost", "127.0.0.1"):
        raise ImproperlyConfigured("AKTIONSPLAN_OIDC: server_url muss mit https:// beginnen")
    OIDC_ORIGIN = f"{_server.scheme}://{_server.netloc}"
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": _oidc["provider_id"],
                    "name": _oidc["name"],
                    "client_id": _oidc["client_id"],
                    "secret": _oidc["secret"],
                    "settings": {"server_url": _oidc["server_url"]},
                }
            ]
        }
    }
