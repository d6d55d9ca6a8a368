"""What a task on somebody's desk is, and the first steps of a new town; each app lists its own in its module `tasks`."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Model,
    QuerySet,
    Subquery,
    When,
    Window,
)
from django.db.models import Value as DatabaseValue
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.urls import reverse

from aktionsplan.shared.addresses import action_of
from aktionsplan.shared.deeds import By
from aktionsplan.shared.kinds import Foreign, Thing, Value
from aktionsplan.shared.periods import local_day

MOST = 20
"""As many tasks a desk shows, and as many of one kind are read."""
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Task:
    """One thing to do: by when, what, about what, where."""

    day: dt.date
    title: str
    facts: str
    url: str
    button: str
    place: int = 1000
    """Its place among tasks of one day: the first steps stand in their order, before all else."""
    behind: int = 0
    """How many of its kind wait behind it that were not read (`foremost`)."""


@dataclass(frozen=True)
class Step:
    """One step of the beginning, by its place: its words, its page, and whether the town has taken it."""

    place: int
    title: str
    why: str
    page: str
    done: Callable[[Thing, dt.date], bool]
    arguments: tuple[tuple[str, str], ...] = ()
    action: str = ""
    over: Callable[[Thing, dt.date], bool] | None = None
    """When the beginning as a whole is over; the last step says it."""

    @property
    def needs(self) -> str:
        """The action whose row decides who is shown the step; the page's own unless another is named."""
        return self.action or action_of(self.page)


def url_for(by: By, page: str, **arguments: Value) -> str:
    """The address of a page in the person's town."""
    return reverse(page, kwargs={"town": by.partnership.slug, **arguments})


def days_after(moment: dt.datetime, days: int) -> dt.date:
    """The local day so many days after a moment."""
    return local_day(moment) + dt.timedelta(days=days)


def foremost(rows: QuerySet[Row], task: Callable[[Row], Task]) -> list[Task]:
    """The tasks of the first `MOST` rows, which come by date; one question, however many there are.

    The last task knows how many rows wait behind it, unread.
    """
    return _listed(list(rows.annotate(in_all=_count(rows))[:MOST]), task)


def foremost_by_state(rows: QuerySet[Row], tasks: Mapping[str, Callable[[Row], Task]]) -> list[Task]:
    """As `foremost` for each of the states: the first `MOST` of each, with one question for all.

    The rows come in the order their `order_by` says; ValueError without one.
    """
    if not rows.query.order_by:
        raise ValueError("rows without an order have no first ones")
    if not tasks:
        return []
    rows = rows.filter(state__in=tasks)
    rank = Window(RowNumber(), partition_by=F("state"), order_by=list(rows.query.order_by))  # type: ignore[arg-type]
    first = rows.order_by().annotate(rank_in_state=rank).filter(rank_in_state__lte=MOST).values("pk")
    counts = [When(state=state, then=_count(rows.filter(state=state))) for state in tasks]
    by_state: dict[str, list[Row]] = {state: [] for state in tasks}
    for row in rows.filter(pk__in=first).annotate(in_all=Case(*counts)):
        by_state[row.state].append(row)  # type: ignore[attr-defined]
    return [task for state, some in by_state.items() for task in _listed(some, tasks[state])]


def _count(rows: QuerySet[Row]) -> Subquery:
    """How many rows there are; the database counts them once, not for each row it gives."""
    return Subquery(rows.order_by().values("partnership").annotate(count=Count("pk")).values("count"))


def _listed(rows: list[Row], task: Callable[[Row], Task]) -> list[Task]:
    tasks = [task(row) for row in rows]
    if rows and rows[0].in_all > MOST:  # type: ignore[attr-defined]
        tasks[-1] = replace(tasks[-1], behind=rows[0].in_all - MOST)  # type: ignore[attr-defined]
    return tasks


@dataclass(frozen=True)
class Waiting:
    """One row of `waiting`: its kind, its key, its day or moment, the words about it, and how many wait unread behind it."""

    kind: str
    key: str
    day: Value
    words: str
    more: str
    behind: int


def told(
    kind: str,
    rows: QuerySet[Row],
    *,
    day: F | DatabaseValue | Coalesce,
    words: F | DatabaseValue,
    more: F | DatabaseValue | None = None,
    key: str = "key",
    moments: bool = False,
) -> Foreign:
    """The first `MOST` rows by day, with the words of a task, as a part of `waiting`. `moments` says that days are moments."""
    field = DateTimeField() if moments else DateField()
    first = rows.order_by(day, "pk").values("pk")[:MOST]
    listed = rows.model._default_manager.filter(pk__in=first).order_by()
    return listed.annotate(
        task_kind=DatabaseValue(kind, CharField()),
        task_key=F(key),
        task_day=Cast(day, field),
        task_words=Cast(words, CharField()),
        task_more=Cast(DatabaseValue("") if more is None else more, CharField()),
        task_count=_count(rows),
    ).values_list("task_kind", "task_key", "task_day", "task_words", "task_more", "task_count")


@dataclass(frozen=True)
class Waits:
    """What of an app waits for somebody, each with a day: an app's module `tasks` declares it as `WAITS`.

    `parts` are what may wait for this person, by kind, as `told` makes them with days; `task` makes the task of a row. The
    desk asks for the parts of all apps in one question.
    """

    parts: Callable[[Value, dt.date], dict[str, Foreign]]
    task: Callable[[Value, "Waiting"], Task]


def waiting_tasks(by: Value, today: dt.date, declared: Iterable[Waits]) -> list[Task]:
    """The tasks of what waits for this person in these apps, with one question for all."""
    task_of: dict[str, Callable[[Value, Waiting], Task]] = {}
    parts: list[Foreign] = []
    for one in declared:
        found = one.parts(by, today)
        task_of |= dict.fromkeys(found, one.task)
        parts += found.values()
    return [task_of[row.kind](by, row) for row in waiting(parts)]


def waiting(parts: Iterable[Foreign]) -> list[Waiting]:
    """The first rows of each part (`told`), with one question for all parts; the last of a kind knows how many wait behind it."""
    chosen = list(parts)
    if not chosen:
        return []
    rows = list(chosen[0].union(*chosen[1:], all=True)) if len(chosen) > 1 else list(chosen[0])
    seen: Counter[str] = Counter()
    found = []
    for kind, key, day, words, more, in_all in rows:
        seen[kind] += 1
        behind = in_all - MOST if seen[kind] == MOST < in_all else 0
        found.append(Waiting(kind, key, day, words, more, behind))
    return found
