"""The thread: what follows from what, from the finding to the proof. Each app registers its links; the page stands in `desk`.

An app names its function in its configuration (`thread = "queries.thread.part"`). It gives the things of a partnership that
stand in the thread and the ties between them: all, or those that touch one thing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module

from django.db.models import QuerySet

from aktionsplan.shared.kinds import Town
from aktionsplan.shared.registration import own_apps
from aktionsplan.shared.words import Phrase


@dataclass(frozen=True)
class Station:
    """One station of a project: `decision`, `notice`, `granted`, `paid`; with its day or sum, and what it opens."""

    kind: str
    done: bool
    day: dt.date | None = None
    eur: Decimal | None = None
    reference: str = ""


@dataclass(frozen=True)
class Node:
    """A thing in the thread: its reference `kind:key`, what it is called, what is said of it in a second line."""

    reference: str
    title: str
    second: Phrase | str | None = None
    eur: Decimal | None = None
    stations: tuple[Station, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the thing."""
        return self.reference.partition(":")[0]


@dataclass(frozen=True)
class Gap:
    """Where the thread is broken: at which thing, what is missing, and the page (with its keys) that mends it."""

    reference: str
    title: Phrase
    text: str
    way: tuple[str, ...] = ()
    way_word: str = ""
    action: str = ""


@dataclass(frozen=True)
class Part:
    """What one app knows of the thread; a tie leads from what was first to what came of it."""

    nodes: list[Node] = field(default_factory=list)
    ties: list[tuple[str, str]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """Everything that all apps know: nodes by reference, ties in both directions, breaks."""

    nodes: dict[str, Node]
    results: dict[str, list[str]]
    origins: dict[str, list[str]]
    gaps: list[Gap]

    def after(self, reference: str, kind: str = "") -> list[Node]:
        """What came of a thing, of one kind or all."""
        return self._known(self.results.get(reference, ()), kind)

    def before(self, reference: str, kind: str = "") -> list[Node]:
        """Where a thing comes from."""
        return self._known(self.origins.get(reference, ()), kind)

    def _known(self, references: Iterable[str], kind: str) -> list[Node]:
        found = [self.nodes[one] for one in references if one in self.nodes]
        return [node for node in found if kind in ("", node.kind)]


def joined(parts: Iterable[Part]) -> Thread:
    """The parts of several apps as one thread; what two apps name is told by the first."""
    nodes: dict[str, Node] = {}
    results: dict[str, list[str]] = {}
    origins: dict[str, list[str]] = {}
    gaps: list[Gap] = []
    for part in parts:
        for node in part.nodes:
            nodes.setdefault(node.reference, node)
        for origin, result in dict.fromkeys(part.ties):
            results.setdefault(origin, []).append(result)
            origins.setdefault(result, []).append(origin)
        gaps += part.gaps
    return Thread(nodes, results, origins, gaps)


def thread(partnership: Town, about: str = "", *, today: dt.date, without: str = "") -> Thread:
    """The thread of a partnership, or what touches one thing (`kind:key`); `without` leaves an app (by label) out."""
    parts = []
    for config in own_apps():
        if config.thread and config.label != without:
            module, _dot, name = f"{config.name}.{config.thread}".rpartition(".")
            parts.append(getattr(import_module(module), name)(partnership, about, today))
    return joined(parts)


def touching(rows: QuerySet, about: str, **columns: str) -> QuerySet:
    """The rows of links that touch the thing: `columns` names for each kind the column that holds its key. All without a thing."""
    kind, _colon, key = about.partition(":")
    if not kind:
        return rows
    return rows.filter(**{columns[kind]: key}) if kind in columns else rows.none()
