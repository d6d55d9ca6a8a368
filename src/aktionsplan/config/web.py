"""Settings of language, time, mail, headers, static files and logs."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from aktionsplan.config.accounts import OIDC_ORIGIN
from aktionsplan.config.environment import flag, number, value

_package = Path(__file__).resolve().parents[1]
LANGUAGE_CODE = "de"
LANGUAGES = [("de", gettext_lazy("Deutsch")), ("en", gettext_lazy("English"))]
LOCALE_PATHS = [_package / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [_package / "static"]
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86400

_mail = urlparse(os.environ.get("EMAIL_URL", ""))
if os.environ.get("EMAIL_URL") and (_mail.scheme not in ("smtp", "smtp+tls", "smtps") or not _mail.hostname):
    raise ImproperlyConfigured("EMAIL_URL muss so aussehen: smtp+tls://name:kennwort@server:587")
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 587
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = value("AKTIONSPLAN_FROM")

_secure = not flag("AKTIONSPLAN_DEMO")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-sitzung" if _secure else "sitzung"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "aktionsplan.portal.views.stale_form"
SECURE_HSTS_SECONDS = 31536000 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if number("AKTIONSPLAN_PROXIES", 0, 9) else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
SILENCED_SYSTEM_CHECKS = ["security.W004"] if not _secure else []

_shared: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]
structlog.configure(
    processors=[*_shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
    logger_factory=structlog.PrintLoggerFactory(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "aktionsplan.shared.logs.Bare"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
