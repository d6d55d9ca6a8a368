"""Tenancy: every domain row belongs to a partnership; an unscoped read is an error.

On PostgreSQL the scope also sets `app.partnership` for the transaction, which row-level security reads.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, models, transaction
from django_scopes import ScopedManager, scope, scopes_disabled

ALL = "*"


def new_key() -> str:
    """A random 128-bit key for addresses, 22 characters."""
    return secrets.token_urlsafe(16)


class TenantModel(models.Model):
    """A row of one partnership; addressed from outside by its random key."""

    partnership = models.ForeignKey("partnership.Partnership", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)

    if not TYPE_CHECKING:  # the type checker gives each model a manager of its own
        objects = ScopedManager(partnership="partnership")

    class Meta:
        abstract = True


def _announce(value: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.partnership', %s, true)", [value])


def _announced() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.partnership', true)")
        return cursor.fetchone()[0] or ""


@contextmanager
def _row_security(value: str) -> Iterator[None]:
    """Announces the value for the running transaction; what is announced already costs nothing.

    The first scope opens the transaction, whose end forgets the value; an inner one puts the outer value back.
    """
    known = getattr(connection, "app_partnership", None)
    if connection.vendor != "postgresql" or (known == value and connection.in_atomic_block):
        yield
        return
    first = not connection.in_atomic_block
    with transaction.atomic():
        before = "" if first else _announced() if known is None else known
        _announce(value)
        connection.app_partnership = value  # type: ignore[attr-defined]
        try:
            yield
            if not first:
                _announce(before)
        finally:
            connection.app_partnership = None if first else before  # type: ignore[attr-defined]


@contextmanager
def partnership_scope(partnership: models.Model) -> Iterator[None]:
    """Reads inside see this partnership only, in Django and, on PostgreSQL, in the database."""
    with scope(partnership=partnership), _row_security(str(partnership.pk)):
        yield


@contextmanager
def everywhere() -> Iterator[None]:
    """Reads inside see every partnership: for jobs and commands of the installation, never for a page."""
    with scopes_disabled(), _row_security(ALL):
        yield


def open_session() -> None:
    """Everything this connection does from now on sees every partnership: for migrations, which change stored rows."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.partnership', %s, false)", [ALL])


def tenant_models() -> list[type[models.Model]]:
    """Every model that carries a partnership."""
    from django.apps import apps  # noqa: PLC0415 -- the registry is complete only after loading

    return [model for model in apps.get_models() if issubclass(model, TenantModel)]
