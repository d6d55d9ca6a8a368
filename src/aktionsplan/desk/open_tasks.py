"""Open tasks of a person by date, from every app's module `tasks`."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext

from aktionsplan.people.queries import Actor
from aktionsplan.shared.registration import modules
from aktionsplan.shared.tasks import MOST, Step, Task, url_for, waiting_tasks


def beginning(by: Actor, today: dt.date) -> list[Task]:
    """The steps that are left before the first call is out, for whoever may take them."""
    steps: list[Step] = sorted(
        (step for module in modules("tasks") for step in getattr(module, "BEGINNING", ())),
        key=lambda step: step.place,
    )
    if steps and (steps[-1].over or steps[-1].done)(by.partnership, today):
        return []
    return [
        Task(
            today,
            gettext(step.title),
            gettext(step.why),
            url_for(by, step.page, **dict(step.arguments)),
            gettext("Anfangen"),
            step.place,
        )
        for step in steps
        if by.may(step.needs) and not step.done(by.partnership, today)
    ]


def tasks_for(by: Actor, today: dt.date) -> list[Task]:
    """Everything the person can do next, by date."""
    listed = [module.tasks for module in modules("tasks") if hasattr(module, "tasks")]
    waits = [module.WAITS for module in modules("tasks") if hasattr(module, "WAITS")]
    open_tasks = beginning(by, today) + [task for tasks in listed for task in tasks(by, today)]
    open_tasks += waiting_tasks(by, today, waits)
    return sorted(open_tasks, key=lambda task: (task.day, task.place, task.title))


@dataclass(frozen=True)
class Desk:
    """What a desk shows: the most urgent tasks in groups, how many there are in all, how many are late."""

    groups: list[tuple[str, list[Task]]]
    count: int
    late: int
    more_late: bool
    """Whether more may be late than were read."""

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.count - sum(len(tasks) for _title, tasks in self.groups)


def desk(waiting: list[Task], today: dt.date) -> Desk:
    """The first `MOST` tasks as overdue, this week, later; empty groups are left out."""
    week, shown = today + dt.timedelta(days=7), waiting[:MOST]
    groups = [
        (gettext("Überschritten"), [task for task in shown if task.day < today]),
        (gettext("Diese Woche"), [task for task in shown if today <= task.day <= week]),
        (gettext("Später"), [task for task in shown if task.day > week]),
    ]
    late = [task for task in waiting if task.day < today]
    return Desk(
        groups=[(title, tasks) for title, tasks in groups if tasks],
        count=sum(1 + task.behind for task in waiting),
        late=len(late),
        more_late=any(task.behind for task in late),
    )
