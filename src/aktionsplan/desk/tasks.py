"""What somebody has to do about retention: offer to the archive what is due, release its deletion."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.people.queries import Actor
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.retention.queries import retentions, waiting
from aktionsplan.shared.tasks import Task, days_after, foremost, url_for
from aktionsplan.shared.words import known


def _damaged(by: Actor) -> list[Task]:
    """Files with other bytes than were stored."""
    if not by.may("files.view_damaged"):
        return []
    rows = StoredFile.objects.filter(partnership=by.partnership, damaged_at__isnull=False).order_by("damaged_at")
    return foremost(
        rows,
        lambda row: Task(
            days_after(known(row.damaged_at), 0),
            gettext("Beschädigte Datei: {sha256}").format(sha256=row.sha256[:16]),
            gettext("Sie wird nicht herausgegeben."),
            url_for(by, "desk:damaged"),
            gettext("Ansehen"),
        ),
    )


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """Damaged files, and files whose time is over."""
    return _damaged(by) + _expired(by, today)


def _expired(by: Actor, today: dt.date) -> list[Task]:
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
