"""What the database itself guards: append-only tables, one partnership per row, row-level security.

Installed after every migration, on both databases, from the models: a new tenant table is guarded at once.
"""

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from aktionsplan.shared import search
from aktionsplan.shared.tenancy import TenantModel, tenant_models

APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "ledger_ledgerentry": ("UPDATE", "DELETE"),
    "ledger_ledgersecret": ("UPDATE",),
    "ledger_treehead": ("UPDATE", "DELETE"),
}
RIGHTS = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
    "GRANT EXECUTE ON FUNCTION search_entries(text[], text, text[]) TO {}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON ledger_ledgerentry, ledger_treehead FROM {}",
    "REVOKE UPDATE ON ledger_ledgersecret FROM {}",
)
"""What the application's role may do on PostgreSQL, and what it must not; the owner gives it after migrating and restoring."""
REFUSAL = "append-only: this table refuses {verb}"


def _sqlite_append_only(table: str, verb: str) -> list[str]:
    name = f"guard_{table}_{verb.lower()}"
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(verb=verb)}'); END"
        ),
    ]


def _postgres_append_only(table: str, verb: str) -> list[str]:
    name = f"guard_{table}_{verb.lower()}"
    level = "STATEMENT" if verb == "TRUNCATE" else "ROW"
    return [
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" FOR EACH {level} EXECUTE FUNCTION guard_refuse()',
    ]


def _tenant_links(model: type[models.Model]) -> list[tuple[str, str]]:
    """Columns of the model that point to another tenant table, with that table."""
    guarded = set(tenant_models())
    return [
        (field.column, field.related_model._meta.db_table)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in guarded
    ]


def _sqlite_same_partnership(table: str, column: str, target: str) -> list[str]:
    statements = []
    for verb in ("INSERT", f'UPDATE OF "{column}", "partnership_id"'):
        name = f"same_{table}_{column}_{verb[:3].lower()}"
        statements += [
            f'DROP TRIGGER IF EXISTS "{name}"',
            (
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" WHEN NEW."{column}" IS NOT NULL AND '
                f'(SELECT partnership_id FROM "{target}" WHERE id = NEW."{column}") IS NOT NEW.partnership_id '
                f"BEGIN SELECT RAISE(ABORT, 'both rows must belong to the same partnership'); END"
            ),
        ]
    return statements


def _postgres_same_partnership(table: str, column: str, target: str) -> list[str]:
    name = f"same_{table}_{column}"[:63]
    return [
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        (
            f'CREATE TRIGGER "{name}" BEFORE INSERT OR UPDATE OF "{column}", partnership_id ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION guard_same_partnership('{column}', '{target}')"
        ),
    ]


POSTGRES_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'append-only: this table refuses %', TG_OP; END $$""",
    """CREATE OR REPLACE FUNCTION guard_same_partnership() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE target bigint; found_partnership bigint;
    BEGIN
      target := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
      IF target IS NULL THEN RETURN NEW; END IF;
      EXECUTE format('SELECT partnership_id FROM %I WHERE id = $1', TG_ARGV[1]) INTO found_partnership USING target;
      IF found_partnership IS DISTINCT FROM NEW.partnership_id THEN
        RAISE EXCEPTION 'both rows must belong to the same partnership';
      END IF;
      RETURN NEW;
    END $$""",
)


def _row_security(model: type[TenantModel]) -> list[str]:
    """The policies of a table: its rows of the announced partnership, everything for the owner of the tables.

    A model that is `seen_by_account` may be read under the announced account too.
    """
    table = model._meta.db_table
    rule = "partnership_id = nullif(current_setting('app.partnership', true), '')::bigint"
    sql = [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS own_partnership ON "{table}"',
        f'CREATE POLICY own_partnership ON "{table}" USING ({rule}) WITH CHECK ({rule})',
        f'DROP POLICY IF EXISTS owner_of_tables ON "{table}"',
        f'CREATE POLICY owner_of_tables ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)',
    ]
    if model.seen_by_account:
        account = "account_id = nullif(current_setting('app.account', true), '')::bigint"
        sql += [
            f'DROP POLICY IF EXISTS own_account ON "{table}"',
            f'CREATE POLICY own_account ON "{table}" FOR SELECT USING ({account})',
        ]
    return sql


def statements(vendor: str) -> list[str]:
    """The SQL that makes every guard, in order, for `postgresql` or `sqlite`."""
    tables = set(connection.introspection.table_names())
    postgres = vendor == "postgresql"
    sql = list(POSTGRES_FUNCTIONS) if postgres else []
    for table, verbs in APPEND_ONLY.items():
        if table not in tables:
            continue
        for verb in verbs + (("TRUNCATE",) if postgres else ()):
            sql += _postgres_append_only(table, verb) if postgres else _sqlite_append_only(table, verb)
    for model in tenant_models():
        table = model._meta.db_table
        if table not in tables:
            continue
        for column, target in _tenant_links(model):
            link = _postgres_same_partnership if postgres else _sqlite_same_partnership
            sql += link(table, column, target)
        if postgres:
            sql += _row_security(model)
    return sql + (list(search.POSTGRES_FUNCTIONS) if postgres and search.TABLE in tables else [])


def install() -> None:
    """Creates or renews every guard in the database; on PostgreSQL those of a renamed table or column go."""
    sql = statements(connection.vendor)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = _stale(cursor, sql) + sql
        for text in sql:
            cursor.execute(text)


def _stale(cursor: CursorWrapper, sql: list[str]) -> list[str]:
    """The SQL that drops triggers of former names; a table keeps its triggers when it is renamed."""
    meant = {tuple(text.split('"')[1:4:2]) for text in sql if text.startswith("CREATE TRIGGER")}
    cursor.execute(
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND (tgname LIKE 'same\\_%' OR tgname LIKE 'guard\\_%')"
    )
    there = set(cursor.fetchall())
    return [f'DROP TRIGGER "{name}" ON "{table}"' for name, table in sorted(there - meant)]


def let_owner_see() -> None:
    """Renews the policies of every table that is there already."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in tenant_models():
            if model._meta.db_table in tables:
                for text in _row_security(model):
                    cursor.execute(text)


def before_migrate(sender: object, **kwargs: object) -> None:
    """SQLite: takes the triggers away that name other tables, else no table they name can be rebuilt by a migration.

    PostgreSQL: lets the owner see every row, which a migration may change.
    """
    if kwargs.get("using") != "default":
        return
    if connection.vendor == "postgresql":
        let_owner_see()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'same\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def missing() -> int:
    """How many triggers, policies and functions do not stand: a migration broke off half way, or somebody took them away."""
    sql = [text for text in statements(connection.vendor) if text.startswith("CREATE TRIGGER")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        there = {name for (name,) in cursor.fetchall()}
        gone = sum(text.split('"')[1] not in there for text in sql)
        if connection.vendor == "sqlite":
            return gone
        cursor.execute("SELECT tablename, policyname FROM pg_policies")
        policies = set(cursor.fetchall())
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        forced = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'search_entries'")
        gone += 1 - min(1, cursor.fetchone()[0])
    tables = [model._meta.db_table for model in tenant_models()]
    wanted = {(table, name) for table in tables for name in ("own_partnership", "owner_of_tables")}
    return gone + len(wanted - policies) + len(set(tables) - forced)


def after_migrate(sender: object, **kwargs: object) -> None:
    """Runs once per migrate, after the last app."""
    if kwargs.get("using") == "default":
        install()
