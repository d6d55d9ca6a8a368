"""Agreed steps that wait for somebody."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext

from aktionsplan.follow_up import queries
from aktionsplan.people.queries import Actor
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.tasks import Task, Waiting, Waits, told, url_for


def _parts(by: Actor, today: dt.date) -> dict[str, Foreign]:
    """The open steps that this person owes."""
    if not by.may("follow_up.view"):
        return {}
    rows = queries.mine(by)
    return {"follow_up": told("follow_up", rows, day=F("due"), words=F("title"), more=F("origin_title"))}


def _task(by: Actor, row: Waiting) -> Task:
    url = url_for(by, "follow_up:follow_up", key=row.key)
    return Task(row.day, row.words, row.more, url, gettext("Schritt ansehen"), behind=row.behind)


WAITS = Waits(_parts, _task)
