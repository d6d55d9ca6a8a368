"""Settings: every value from the environment, checked at start."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from aktionsplan.config.environment import flag, number, value

PACKAGE = Path(__file__).resolve().parents[1]


def secret_key(folder: Path) -> str:
    """The given key, or the one kept in the data folder, made at the first start."""
    given = value("AKTIONSPLAN_SECRET_KEY")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"In den Ordner {folder} kann nicht geschrieben werden: {error.strerror}"
        ) from None
    if given:
        if len(given) < 40:
            raise ImproperlyConfigured("AKTIONSPLAN_SECRET_KEY ist zu kurz (mindestens 40 Zeichen)")
        return given
    kept = folder / "secret.key"
    try:
        if not kept.exists():
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_urlsafe(50))
        return kept.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"In den Ordner {folder} kann nicht geschrieben werden: {error.strerror}"
        ) from None


def text_file(name: str) -> str:
    """The words of the file that the setting names; nothing without one."""
    place = value(name)
    try:
        return Path(place).read_text("utf-8").strip() if place else ""
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"{name}: {place} ist keine lesbare Textdatei (UTF-8)") from None


def outside(place: str, folder: Path, name: str) -> str:
    """The folder for keys, which must not lie in the data folder, where backups and copies would take it along."""
    if place and Path(place).resolve().is_relative_to(folder):
        raise ImproperlyConfigured(f"{name} darf nicht in AKTIONSPLAN_DATA liegen")
    return place


def database(url: str) -> dict[str, object]:
    """Django's description of the database."""
    parts = urlparse(url)
    try:
        port = parts.port or ""
    except ValueError:
        raise ImproperlyConfigured("In DATABASE_URL ist der Port keine Zahl") from None
    if parts.scheme in ("postgres", "postgresql"):
        options: dict[str, object] = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": options.pop("port", port),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    if url:
        raise ImproperlyConfigured("DATABASE_URL muss mit postgresql:// beginnen oder fehlen (dann SQLite)")
    start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-1000;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": start, "cached_statements": 32}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": AKTIONSPLAN_DATA / "db.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


AKTIONSPLAN_DATA = Path(value("AKTIONSPLAN_DATA")).resolve()
AKTIONSPLAN_DEMO = flag("AKTIONSPLAN_DEMO")
AKTIONSPLAN_LOG_REQUESTS = flag("AKTIONSPLAN_LOG_REQUESTS")
AKTIONSPLAN_UPLOAD_MB = number("AKTIONSPLAN_UPLOAD_MB", 1, 100)
AKTIONSPLAN_FRESH_SECONDS = number("AKTIONSPLAN_FRESH_SECONDS", 60, 3600)
AKTIONSPLAN_IDLE_INSIDE = number("AKTIONSPLAN_IDLE_INSIDE", 60, 43200)
AKTIONSPLAN_IDLE_SPONSOR = number("AKTIONSPLAN_IDLE_SPONSOR", 60, 43200)
AKTIONSPLAN_SESSION_SECONDS = number("AKTIONSPLAN_SESSION_SECONDS", 600, 86400)
AKTIONSPLAN_ASSESS_YEARS = number("AKTIONSPLAN_ASSESS_YEARS", 1, 10)
AKTIONSPLAN_REPORT_DAYS = number("AKTIONSPLAN_REPORT_DAYS", 1, 90)
AKTIONSPLAN_PROXIES = number("AKTIONSPLAN_PROXIES", 0, 9)
AKTIONSPLAN_VOTE_KEYS = outside(value("AKTIONSPLAN_VOTE_KEYS"), AKTIONSPLAN_DATA, "AKTIONSPLAN_VOTE_KEYS")
AKTIONSPLAN_ROUND_KEYS = outside(value("AKTIONSPLAN_ROUND_KEYS"), AKTIONSPLAN_DATA, "AKTIONSPLAN_ROUND_KEYS")
AKTIONSPLAN_IMPRINT = text_file("AKTIONSPLAN_IMPRINT")
AKTIONSPLAN_PRIVACY = text_file("AKTIONSPLAN_PRIVACY")
AKTIONSPLAN_BACKUP_KEY = value("AKTIONSPLAN_BACKUP_KEY")
AKTIONSPLAN_ADDRESS = value("AKTIONSPLAN_ADDRESS") or f"http://localhost:{os.environ.get('PORT', '8000')}"

SECRET_KEY = secret_key(AKTIONSPLAN_DATA)
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in value("AKTIONSPLAN_HOSTS").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
    raise ImproperlyConfigured("AKTIONSPLAN_HOSTS muss die Namen einzeln nennen")
if AKTIONSPLAN_DEMO and not set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}:
    raise ImproperlyConfigured(
        "AKTIONSPLAN_DEMO=1 gilt nur auf diesem Rechner (localhost), nicht unter einem anderen Namen"
    )
CSRF_TRUSTED_ORIGINS = [AKTIONSPLAN_ADDRESS]
ROOT_URLCONF = "aktionsplan.config.urls"
WSGI_APPLICATION = "aktionsplan.config.wsgi.application"
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
OWN_APPS = [
    "shared",
    "shared.ledger",
    "shared.publishing",
    "shared.files",
    "shared.documents",
    "shared.mail",
    "shared.retention",
    "shared.background",
    "partnership",
    "people",
    "follow_up",
    "network",
    "bodies",
    "development.analysis",
    "development.participation",
    "development.strategy",
    "implementation.adoption",
    "implementation.calls",
    "implementation.grants",
    "desk",
    "portal",
    "entry",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    *[f"aktionsplan.{name}" for name in OWN_APPS],
]
MIDDLEWARE = [
    "aktionsplan.shared.middleware.moment",
    "aktionsplan.shared.middleware.bounds",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "aktionsplan.shared.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "aktionsplan.people.middleware.session_limits",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "aktionsplan.shared.middleware.Depth",
    "aktionsplan.shared.middleware.DamagedFiles",
]
LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        ["aktionsplan.shared.templates.Loader", "django.template.loaders.app_directories.Loader"],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": LOADERS,
            "builtins": [
                "django.templatetags.i18n",
                "aktionsplan.shared.templatetags.ui",
                "aktionsplan.development.participation.templatetags.comments",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aktionsplan.people.addresses.frame",
            ],
        },
    }
]
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_rows",
        # never thrown out early: a used code must stay used; what has expired goes once a day
        "OPTIONS": {"MAX_ENTRIES": 10_000_000},
    }
}
if os.environ.get("REDIS_URL"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": os.environ["REDIS_URL"],
    }
from .accounts import *  # noqa: E402, F403 -- the settings of accounts, passwords and sessions, kept apart for size
from .web import *  # noqa: E402, F403 -- the settings of language, mail, headers and logs, kept apart for size

MESSAGE_TAGS = {10: "info", 20: "info", 25: "good", 30: "warning", 40: "danger"}
"""How a message of each level looks: the kinds of the component `note`."""
