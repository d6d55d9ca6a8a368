"""Deeds: one operation, one transaction, one ledger entry, and only objects of one partnership."""

import contextvars
import datetime as dt
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar, cast

from django.db import connection, transaction

from aktionsplan.shared.kinds import Thing, Value
from aktionsplan.shared.once import remember
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import TenantModel
from aktionsplan.shared.words import Forbidden, Problem, mark

if TYPE_CHECKING:  # the ledger is written by deeds
    from aktionsplan.shared.ledger.models import LedgerTree

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Relation = Callable[[Thing, "By", dt.date], bool]
"""Whether an actor stands in a relation to a thing on a day."""


class By(Protocol):
    """Whoever acts: a person in a partnership, or the installation itself."""

    @property
    def reference(self) -> str:
        """Opaque reference for the ledger, never a name."""

    @property
    def partnership(self) -> Thing:
        """The partnership acted in."""

    def allow(self, action: str, stands: Callable[[str], bool] | None = None) -> None:
        """Raises Forbidden unless the actor may do this.

        Without `stands` only the roles are asked; `stands(relation)` says how the actor stands to the thing, and is
        called for the relations that the row names for a role of the actor.
        """


@dataclass
class Installation:
    """The installation's operator or a job, acting in one partnership; in none until it has founded one."""

    partnership: Thing = None
    name: str = "installation"

    @property
    def reference(self) -> str:
        """The name of the command or job."""
        return self.name

    def allow(self, action: str, stands: Callable[[str], bool] | None = None) -> None:
        """The installation's own jobs and commands may."""


@dataclass
class Frame:
    """What the running deed has written to the ledger so far, whose deed it is (the app's module), what it is done to, and
    the tree it locked, while nobody else wrote to it."""

    kind: str
    app: str
    reference: str = ""
    entries: int = 0
    tree: "LedgerTree | None" = None


_frame: contextvars.ContextVar[Frame | None] = contextvars.ContextVar("deed", default=None)


def current() -> Frame | None:
    """The innermost running deed."""
    return _frame.get()


class UntoldDeed(RuntimeError):
    """An operation wrote no ledger entry, or more than one."""


def _check_partnership(arguments: dict[str, Value]) -> None:
    here = arguments["by"].partnership
    for value in arguments.values():
        items = value if isinstance(value, list | tuple) else (value,)
        for item in items:
            if isinstance(item, TenantModel) and item.partnership_id != here.pk:
                raise Forbidden(Problem("partnership", mark("Das gehört zu einer anderen Partnerschaft.")))


def _take_turn(partnership: Thing | None) -> "LedgerTree | None":
    """Locks the partnership's ledger before anything else, so that no two deeds wait for each other's rows.

    Returns the locked tree; None for the first entry, without a partnership, and where the database locks as a whole.
    """
    from aktionsplan.shared.ledger.models import LedgerTree  # noqa: PLC0415 -- the ledger is written by deeds

    if partnership is None or not connection.features.has_select_for_update:
        return None
    return LedgerTree.objects.select_for_update().filter(partnership=partnership).first()


@dataclass(frozen=True)
class Subject:
    """What deeds of one kind are done to.

    `takes` names the argument of the deed that holds the thing (or several, which are then a tuple). `lock` gives the
    thing as it is now, locked until the deed ends. `relations` says one by one how an actor stands to the locked thing.
    `reference` is what the ledger names.
    """

    takes: tuple[str, ...]
    reference: Callable[[Thing], str]
    lock: Callable[[Thing], Thing] | None = None
    relations: dict[str, Relation] = field(default_factory=dict)

    def thing_of(self, arguments: dict[str, Value]) -> Thing:
        """The thing (or the tuple of things) among the arguments of a deed."""
        chosen = tuple(arguments[name] for name in self.takes)
        return chosen if len(chosen) > 1 else chosen[0]

    def locked(self, arguments: dict[str, Value]) -> Thing:
        """The thing, locked, which takes its place among the arguments."""
        thing = self.thing_of(arguments)
        if self.lock is not None:
            thing = self.lock(thing)
            arguments |= dict(zip(self.takes, thing if len(self.takes) > 1 else (thing,), strict=True))
        return thing

    def stands(self, thing: Thing, by: By, day: dt.date) -> Callable[[str], bool]:
        """How the actor stands to the thing, relation by relation."""
        return lambda relation: self.relations[relation](thing, by, day)

    def facts(self, thing: Thing, by: By, day: dt.date, *names: str) -> frozenset[str]:
        """Which of these relations (all without names) hold: for lists and pages, which ask before there is a deed."""
        return frozenset(name for name in names or self.relations if self.relations[name](thing, by, day))


@dataclass(frozen=True)
class Declared:
    """A deed as it was declared: its kind, what it is done to, and the function."""

    kind: str
    on: Subject | None
    reason: str
    untold: str
    function: Callable[..., Value]


DECLARED: list[Declared] = []
"""Every deed of the imported code."""
_named: list[Callable[[str], frozenset[str]]] = []


class UnknownRelation(TypeError):
    """A row names a relation that the deed's subject does not know."""


def _check(declared: Declared) -> None:
    for relations_of in _named:
        known = frozenset(declared.on.relations) if declared.on else frozenset()
        if unknown := relations_of(declared.kind) - known:
            raise UnknownRelation(f"{declared.kind}: nobody computes {', '.join(sorted(unknown))}")


def ask_table(relations_of: Callable[[str], frozenset[str]]) -> None:
    """Says which relations the row of a deed names; asked once for every deed, when it is imported."""
    _named.append(relations_of)
    for declared in DECLARED:
        _check(declared)


def _ask(declared: Declared, arguments: dict[str, Value]) -> str:
    """Locks what the deed is done to and asks the table; returns what the ledger names, nothing without a subject."""
    if declared.on is None:
        return ""
    by, day = arguments["by"], local_day(arguments["at"])
    thing = declared.on.locked(arguments)
    by.allow(declared.kind, declared.on.stands(thing, by, day))
    return declared.on.reference(thing)


def _perform(declared: Declared, arguments: dict[str, Value]) -> Value:
    """The deed with everything around it: partnership, roles, transaction, turn, lock, relations, one ledger entry."""
    _check_partnership(arguments)
    by, outer = arguments["by"], current()
    by.allow(declared.kind)
    frame = Frame(declared.kind, declared.function.__module__.partition(".operations")[0])
    with transaction.atomic():
        if outer is None:
            frame.tree = _take_turn(by.partnership)
            remember()
        else:
            outer.tree = None
        frame.reference = _ask(declared, arguments)
        token = _frame.set(frame)
        try:
            result = declared.function(**arguments)
        finally:
            _frame.reset(token)
        if frame.entries != int(not declared.untold):
            raise UntoldDeed(f"{declared.kind} wrote {frame.entries} ledger entries")
    return result


def deed(
    kind: str, *, on: Subject | None, because: str = "", untold: str = ""
) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Marks an operation: keyword-only, `by=`, `at=`; atomic; asked before it begins; one ledger entry of its own.

    The subject `on` is locked, the actor's relations to it that the row of the table names are computed, and the table is
    asked; the function gets the locked thing. `on=None` says `because` of what there is nothing to lock. `untold` says
    why the ledger is told nothing: a secret ballot, whose time and voter nothing may keep (record 8).
    Raises Forbidden when the actor may not, or an object of another partnership is passed in; UntoldDeed when the ledger
    was not told or told twice; UnknownRelation at import when the row names a relation that the subject does not know;
    TypeError at import when the function takes no `by`, `at` or subject, or when there is a deed of this kind already.
    """
    if (on is None) is not bool(because):
        raise TypeError(f"{kind}: a deed has a subject, or says why not")
    if any(declared.kind == kind for declared in DECLARED):
        raise TypeError(f"{kind}: there is such a deed already")

    def wrap(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        needed = {"by", "at", *(on.takes if on else ())}
        if missing := needed - set(inspect.signature(function).parameters):
            raise TypeError(f"{kind}: the function takes no {', '.join(sorted(missing))}")
        declared = Declared(kind, on, because, untold, function)
        _check(declared)
        DECLARED.append(declared)

        @functools.wraps(function)
        def run(**arguments: Value) -> Value:
            return _perform(declared, arguments)

        run.deed = kind  # type: ignore[attr-defined]
        return cast("Callable[Arguments, Result]", run)

    return wrap
