"""What must hold of the database before anything is served; the start refuses less."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from aktionsplan.shared.kinds import Option

POSTGRES_NEEDS = ("fsync", "synchronous_commit", "full_page_writes")


def sqlite_faults(pragma: dict[str, str]) -> list[str]:
    """What is unsafe about these SQLite settings; WAL with synchronous=FULL loses nothing at a power cut."""
    faults = []
    if pragma["journal_mode"].lower() not in ("wal", "memory"):
        faults.append("journal_mode must be WAL")
    if int(pragma["synchronous"]) < 2:
        faults.append("synchronous must be FULL")
    if int(pragma["foreign_keys"]) != 1:
        faults.append("foreign_keys must be ON")
    if int(pragma["recursive_triggers"]) != 1:
        faults.append("recursive_triggers must be ON, else REPLACE slips past the ledger's triggers")
    return faults


def postgres_faults(values: dict[str, str], *, superuser: bool, bypass: bool, owner: bool, strict: bool) -> list[str]:
    """What is unsafe about these PostgreSQL settings and this role; `strict` asks for the second role too."""
    faults = [f"{name} must be on" for name in POSTGRES_NEEDS if values[name] == "off"]
    if strict and (superuser or bypass):
        faults.append("the role of DATABASE_URL must not bypass row-level security")
    if strict and owner:
        faults.append("the role of DATABASE_URL must not own the ledger; migrate with MIGRATE_DATABASE_URL")
    return faults


def database_faults(*, strict: bool) -> list[str]:
    """What is unsafe about the connected database."""
    from aktionsplan.shared.guards import missing  # noqa: PLC0415 -- needs the loaded models

    gone = [f"{count} guards are missing: aktionsplan migrate"] if (count := missing()) else []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            names = ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
            pragma = {name: str(cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in names}
            return gone + sqlite_faults(pragma)
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(POSTGRES_NEEDS)])
        values = dict(cursor.fetchall())
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypass = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) > 0 FROM pg_tables WHERE tablename = 'ledger_ledgerentry' AND tableowner = current_user"
        )
        owner = cursor.fetchone()[0]
    return gone + postgres_faults(values, superuser=superuser, bypass=bypass, owner=owner, strict=strict)


def require_safe_database() -> None:
    """Raises ImproperlyConfigured, naming every fault, unless the database may hold acknowledged deeds."""
    faults = database_faults(strict=not settings.AKTIONSPLAN_DEMO)
    if faults:
        raise ImproperlyConfigured("Die Datenbank ist nicht sicher eingestellt: " + "; ".join(faults))


def _trust_tenant_default(
    sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **kwargs: Option
) -> None:
    """PostgreSQL: without a scope no partnership is visible."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.partnership', '', false), set_config('app.account', '', false)")


def watch_connections() -> None:
    """Every new connection starts without a partnership."""
    connection_created.connect(_trust_tenant_default, dispatch_uid="tenant_default")
