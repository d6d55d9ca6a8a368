"""Tenancy: every domain row belongs to a partnership; an unscoped read is an error.

On PostgreSQL the scope also sets `app.partnership` for the transaction, which row-level security reads. No value of it shows
every partnership: only the owner of the tables sees all (migrations, backup, restore); a job takes one partnership after the
other, and the towns of one account are read under `app.account`.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from django.db import connection, models, transaction
from django_scopes import ScopedManager, scope, scopes_disabled

Row = TypeVar("Row")
PARTNERSHIP, ACCOUNT = "app.partnership", "app.account"


def random_number() -> int:
    """A drawn row number, for rows whose order must not tell when they came."""
    return secrets.randbelow(2**62) + 1


def new_key() -> str:
    """A random 128-bit key for addresses, 22 characters."""
    return secrets.token_urlsafe(16)


class TenantModel(models.Model):
    """A row of one partnership; addressed from outside by its random key."""

    partnership = models.ForeignKey("partnership.Partnership", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)

    if not TYPE_CHECKING:  # the type checker gives each model a manager of its own
        objects = ScopedManager(partnership="partnership")

    seen_by_account = False
    """Whether PostgreSQL shows the rows of an account in every partnership under `account_scope`."""

    class Meta:
        abstract = True


def _announce(name: str, value: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


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
        _announce(PARTNERSHIP, value)
        connection.app_partnership = value  # type: ignore[attr-defined]
        try:
            yield
            if not first:
                _announce(PARTNERSHIP, before)
        finally:
            connection.app_partnership = None if first else before  # type: ignore[attr-defined]


@contextmanager
def partnership_scope(partnership: models.Model) -> Iterator[None]:
    """Reads inside see this partnership only, in Django and, on PostgreSQL, in the database."""
    with scope(partnership=partnership), _row_security(str(partnership.pk)):
        yield


@contextmanager
def account_scope(account: models.Model) -> Iterator[None]:
    """Reads inside see the memberships of this account in every partnership, beside what was seen before."""
    with scopes_disabled():
        if connection.vendor != "postgresql":
            yield
            return
        with transaction.atomic():
            _announce(ACCOUNT, str(account.pk))
            yield
            _announce(ACCOUNT, "")


@contextmanager
def everywhere() -> Iterator[None]:
    """Switches Django's own scope off, for migrations and tests. On PostgreSQL the owner then sees every partnership, the
    application's role no other than before.
    """
    with scopes_disabled():
        yield


def in_each_partnership(read: Callable[[], Iterable[Row]]) -> list[Row]:
    """What the function reads in one partnership after the other, each in its scope: for jobs of the installation."""
    rows: list[Row] = []
    for partnership in partnerships():
        with partnership_scope(partnership):
            rows += read()
    return rows


def partnerships() -> list[models.Model]:
    """Every partnership, in the order of their founding."""
    field = tenant_models()[0]._meta.get_field("partnership")
    model: type[models.Model] = field.related_model
    return list(model._default_manager.order_by("pk"))


def tenant_models() -> list[type[TenantModel]]:
    """Every model that carries a partnership."""
    from django.apps import apps  # noqa: PLC0415 -- the registry is complete only after loading

    return [model for model in apps.get_models() if issubclass(model, TenantModel)]
