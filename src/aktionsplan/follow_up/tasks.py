"""Agreed steps that wait for somebody."""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext

from aktionsplan.follow_up import queries
from aktionsplan.people.queries import Actor
from aktionsplan.shared.tasks import Task, told, url_for, waiting


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """The open steps that this person owes."""
    if not by.may("follow_up.view"):
        return []
    rows = waiting([told("follow_up", queries.mine(by), day=F("due"), words=F("title"), more=F("origin_title"))])
    return [
        Task(
            row.day,
            row.words,
            row.more,
            url_for(by, "follow_up:follow_up", key=row.key),
            gettext("Schritt ansehen"),
            behind=row.behind,
        )
        for row in rows
    ]
