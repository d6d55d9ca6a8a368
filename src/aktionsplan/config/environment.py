"""The environment: every setting with its default and its meaning. The reference page is made from SPEC."""

import os

from django.core.exceptions import ImproperlyConfigured

SPEC: dict[str, tuple[str, str]] = {
    "AKTIONSPLAN_DATA": ("./data", "Ordner für Datenbank, Dateien, Schlüssel und Sicherungen"),
    "AKTIONSPLAN_DEMO": ("0", "1 erlaubt Beispielzugänge und Cookies ohne TLS, nur auf 127.0.0.1"),
    "AKTIONSPLAN_HOSTS": ("localhost,127.0.0.1", "Namen, unter denen die Anwendung erreichbar ist, mit Komma"),
    "AKTIONSPLAN_ADDRESS": ("", "Öffentliche Adresse, zum Beispiel https://aktionsplan.example"),
    "AKTIONSPLAN_SECRET_KEY": ("", "Schlüssel der Installation; ohne ihn wird einer in AKTIONSPLAN_DATA angelegt"),
    "AKTIONSPLAN_FROM": ("aktionsplan@localhost", "Absender der E-Mails"),
    "AKTIONSPLAN_UPLOAD_MB": ("10", "Größte Datei in MB"),
    "AKTIONSPLAN_FRESH_SECONDS": ("600", "So lange gilt eine frische Bestätigung"),
    "AKTIONSPLAN_IDLE_INSIDE": ("1800", "Abmeldung nach so vielen Sekunden ohne Klick, innere Rollen"),
    "AKTIONSPLAN_IDLE_SPONSOR": ("28800", "dasselbe für Projektträger"),
    "AKTIONSPLAN_SESSION_SECONDS": ("43200", "Abmeldung spätestens nach so vielen Sekunden"),
    "AKTIONSPLAN_PROXIES": ("0", "Zahl der eigenen Proxys davor, deren X-Forwarded-For gilt"),
    "AKTIONSPLAN_BACKUP_KEY": ("", "Schlüssel der Sicherungen; ohne ihn sichert nur die Beispielinstallation"),
    "AKTIONSPLAN_LOG_REQUESTS": ("1", "0 schaltet das Anfrageprotokoll aus"),
    "AKTIONSPLAN_VOTE_KEYS": (
        "",
        "Ordner auf tmpfs für Schlüssel laufender geheimer Abstimmungen; ohne ihn /dev/shm",
    ),
    "AKTIONSPLAN_ROUND_KEYS": (
        "",
        "Ordner für Schlüssel laufender Umfragen, außerhalb von AKTIONSPLAN_DATA und von jeder Sicherung",
    ),
    "AKTIONSPLAN_ASSESS_YEARS": (
        "3",
        "Angebote, die in so vielen Jahren endeten, müssen vor dem Abschluss der Auswertung eingeschätzt sein",
    ),
    "AKTIONSPLAN_REPORT_DAYS": ("30", "Nach so vielen Tagen gehen Adressen und entschiedene Meldungen von Vorfällen"),
    "AKTIONSPLAN_IMPRINT": ("", "Textdatei mit dem Impressum des Betreibers; leere Zeilen trennen Absätze"),
    "AKTIONSPLAN_PRIVACY": ("", "Textdatei mit der Datenschutzerklärung des Betreibers für die Anmeldung"),
    "AKTIONSPLAN_OIDC": ("", "OpenID Connect: JSON mit provider_id, name, client_id, secret, server_url"),
}
OTHERS = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PORT", "REQUIRE_ALL")

if unknown := sorted({name for name in os.environ if name.startswith("AKTIONSPLAN_")} - set(SPEC)):
    raise ImproperlyConfigured(f"Unbekannte Einstellung: {', '.join(unknown)}")


def value(name: str) -> str:
    """The setting as text."""
    return os.environ.get(name, SPEC[name][0])


def number(name: str, least: int, most: int) -> int:
    """The setting as a whole number in a range."""
    text = value(name)
    if not text.isdigit() or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} muss eine Zahl von {least} bis {most} sein, nicht {text!r}")
    return int(text)


def flag(name: str) -> bool:
    """The setting as yes or no."""
    if value(name) not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} muss 0 oder 1 sein")
    return value(name) == "1"
