"""What somebody has to do about retention: offer to the archive what is due, release its deletion."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.people.queries import Actor
from aktionsplan.shared.retention.queries import retentions, waiting
from aktionsplan.shared.tasks import Task, days_after, url_for


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Files whose time is over and that wait for the archive or for a release.

    A town younger than the shortest period has none, and its desk does not look for them.
    """
    shortest = min(part.days for part in retentions() if part.released)
    if not by.may("retention.offer") or days_after(by.partnership.founded_at, shortest) > today:
        return []
    return [
        Task(
            today,
            gettext("Aufbewahrung abgelaufen: {what}").format(what=gettext(row.word)),
            gettext("Erst dem Archiv anbieten, dann löschen."),
            url_for(by, "desk:retention"),
            gettext("Ansehen"),
        )
        for row in waiting(by.partnership, today)
    ]
