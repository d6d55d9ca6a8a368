"""What a task on somebody's desk is, and the first steps of a new town; each app lists its own in its module `tasks`."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Case, Count, F, Model, QuerySet, Subquery, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from aktionsplan.shared.addresses import action_of
from aktionsplan.shared.deeds import By
from aktionsplan.shared.kinds import Thing, Value
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
