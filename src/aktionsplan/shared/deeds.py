"""Deeds: one operation, one transaction, one ledger entry, and only objects of one partnership."""

import contextvars
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import connection, transaction

from aktionsplan.shared.tenancy import TenantModel
from aktionsplan.shared.words import Forbidden, Problem, mark

Result = TypeVar("Result")


class By(Protocol):
    """Whoever acts: a person in a partnership, or the installation itself."""

    @property
    def reference(self) -> str:
        """Opaque reference for the ledger, never a name."""

    @property
    def partnership(self) -> Any:
        """The partnership acted in."""

    def allow(self, action: str) -> None:
        """Raises Forbidden when no role of the actor may ever do this."""


@dataclass
class Installation:
    """The installation's operator or a job, acting in one partnership; in none until it has founded one."""

    partnership: Any = None
    name: str = "installation"

    @property
    def reference(self) -> str:
        """The name of the command or job."""
        return self.name

    def allow(self, action: str) -> None:
        """The installation's own jobs and commands may."""


@dataclass
class Frame:
    """What the running deed has written to the ledger so far, whose deed it is (the app's module), and the tree it locked,
    while nobody else wrote to it."""

    kind: str
    app: str
    entries: int = 0
    tree: Any = None


_frame: contextvars.ContextVar[Frame | None] = contextvars.ContextVar("deed", default=None)


def current() -> Frame | None:
    """The innermost running deed."""
    return _frame.get()


class UntoldDeed(RuntimeError):
    """An operation wrote no ledger entry, or more than one."""


def _check_partnership(arguments: dict[str, Any]) -> None:
    here = arguments["by"].partnership
    for value in arguments.values():
        items = value if isinstance(value, list | tuple) else (value,)
        for item in items:
            if isinstance(item, TenantModel) and item.partnership_id != here.pk:
                raise Forbidden(Problem("partnership", mark("Das gehört zu einer anderen Partnerschaft.")))


def _take_turn(partnership: Any) -> Any:
    """Locks the partnership's ledger before anything else, so that no two deeds wait for each other's rows.

    Returns the locked tree; None for the first entry, and where the database locks as a whole.
    """
    from aktionsplan.shared.ledger.models import LedgerTree  # noqa: PLC0415 -- the ledger is written by deeds

    if not connection.features.has_select_for_update:
        return None
    return LedgerTree.objects.select_for_update().filter(partnership=partnership).first()


def deed(kind: str, *, told: bool = True) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Marks an operation: keyword-only, `by=`, `at=`; atomic; exactly one ledger entry of its own.

    With `told=False` none at all: for a secret ballot, whose time and voter nothing may keep (record 8).
    Raises Forbidden when an object of another partnership is passed in, UntoldDeed when the ledger was
    not told or told twice.
    """

    def wrap(function: Callable[..., Result]) -> Callable[..., Result]:
        app = function.__module__.partition(".operations")[0]

        @functools.wraps(function)
        def run(**arguments: Any) -> Result:
            _check_partnership(arguments)
            arguments["by"].allow(kind)
            frame, outer = Frame(kind, app), current()
            with transaction.atomic():
                if outer is None:
                    frame.tree = _take_turn(arguments["by"].partnership)
                else:
                    outer.tree = None
                token = _frame.set(frame)
                try:
                    result = function(**arguments)
                finally:
                    _frame.reset(token)
                if frame.entries != int(told):
                    raise UntoldDeed(f"{kind} wrote {frame.entries} ledger entries")
            return result

        run.deed = kind  # type: ignore[attr-defined]
        return run

    return wrap
