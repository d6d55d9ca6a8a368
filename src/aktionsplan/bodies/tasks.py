"""What somebody has to do around meetings: invite, come, vote in writing, sign the minutes."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import Body, BodyFunction, Meeting, Presence
from aktionsplan.bodies.queries import ending_terms, last_day_to_invite, own_meetings, untold_results
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.tasks import Step, Task, url_for
from aktionsplan.shared.words import mark

TERM_DAYS = 60
"""Days before the end of a term in which the next one should be settled; a house rule, not law."""
PUBLISH_DAYS = 30
"""Days in which the public should know the results; a house rule, not law."""
SIGN_DAYS = 14
"""Days in which minutes should be signed; a house rule, not law."""


def _has_body(town: Partnership, today: dt.date) -> bool:
    return Body.objects.filter(partnership=town).exists()


BEGINNING = (
    Step(
        50,
        mark("Begleitausschuss anlegen"),
        mark("Er berät über die Anträge."),
        "bodies:bodies",
        _has_body,
        action="bodies.set_up",
    ),
)


def tasks(by: Actor, today: dt.date) -> list[Task]:
    """What meetings ask of the person."""
    if not by.may("bodies.view"):
        return []
    open_tasks = _ballots(by) + _minutes(by, today) + _own(by, today)
    open_tasks += _invitations(by, today) if by.may("bodies.invite") else []
    open_tasks += _terms(by, today) if by.may("bodies.hand_over") else []
    return open_tasks + (_results(by) if by.may("bodies.publish") else [])


def _terms(by: Actor, today: dt.date) -> list[Task]:
    """Terms that end soon: somebody has to be appointed in time."""
    rows = ending_terms(by.partnership, today, today + dt.timedelta(days=TERM_DAYS))
    return [
        Task(
            row.valid_until,
            gettext("Amtszeit endet: {group}").format(group=row.seat.group),
            row.name,
            url_for(by, "bodies:hand_over", key=row.key),
            gettext("Nachfolge eintragen"),
        )
        for row in rows
        if row.valid_until is not None
    ]


def _results(by: Actor) -> list[Task]:
    """Signed minutes whose results the public does not see yet."""
    return [
        Task(
            local_day(row.starts_at) + dt.timedelta(days=PUBLISH_DAYS),
            gettext("Ergebnisse veröffentlichen: {body}").format(body=row.body.name),
            german_day(local_day(row.starts_at)),
            url_for(by, "bodies:publish_meeting", key=row.key),
            gettext("Ansehen und zeigen"),
        )
        for row in untold_results(by.partnership)
    ]


def _own(by: Actor, today: dt.date) -> list[Task]:
    """Meetings to which the person is invited and has not said no."""
    return [
        Task(
            local_day(row.starts_at),
            gettext("Sitzung: {body}").format(body=row.body.name),
            row.place,
            url_for(by, "bodies:member", key=row.key),
            gettext("In die Sitzung gehen") if row.state == "running" else gettext("Ansehen oder absagen"),
        )
        for row in own_meetings(by, today)
        if row.kind == "meeting"
        and (row.state != "planned" or local_day(row.starts_at) == today)
        and not row.declined
    ]


def _ballots(by: Actor) -> list[Task]:
    """Votes in writing the person has not answered; a member or, where there is none, a deputy."""
    rows = Presence.objects.filter(
        vote__partnership=by.partnership,
        vote__state="open",
        vote__item__meeting__kind="circular",
        holder__account=by.account,
        attendance__in=rules.VOTING,
        voted=False,
    )
    waiting = {row.vote.item.meeting for row in rows.select_related("vote__item__meeting__body")}
    return [
        Task(
            meeting.deadline,
            gettext("Im Umlauf abstimmen: {body}").format(body=meeting.body.name),
            meeting.reason[:80],
            url_for(by, "bodies:circular", key=meeting.key),
            gettext("Abstimmen"),
        )
        for meeting in waiting
        if meeting.deadline is not None
    ]


def _minutes(by: Actor, today: dt.date) -> list[Task]:
    led = BodyFunction.objects.filter(partnership=by.partnership, account=by.account, valid_until__isnull=True)
    writing, leading = led.filter(function="secretary"), led.exclude(function="secretary")
    rows = Meeting.objects.filter(partnership=by.partnership, state="held").exclude(record__state="signed")
    rows = rows.exclude(record__chair=by.reference).exclude(record__secretary=by.reference)
    unwritten = Q(record__isnull=True) | Q(record__secretary="")
    unled = Q(record__isnull=True) | Q(record__chair="")
    rows = rows.filter(Q(body__in=writing.values("body")) & unwritten | Q(body__in=leading.values("body")) & unled)
    return [
        Task(
            local_day(row.starts_at) + dt.timedelta(days=SIGN_DAYS),
            gettext("Niederschrift unterschreiben: {body}").format(body=row.body.name),
            gettext("Sitzung vom {day}").format(day=f"{local_day(row.starts_at):%d.%m.%Y}"),
            url_for(by, "bodies:record", key=row.key),
            gettext("Niederschrift lesen"),
        )
        for row in rows.select_related("body")[:20]
    ]


def _invitations(by: Actor, today: dt.date) -> list[Task]:
    rows = Meeting.objects.filter(partnership=by.partnership, state="planned", kind="meeting")
    return [
        Task(
            last_day_to_invite(row),
            gettext("Einladen: {body}").format(body=row.body.name),
            gettext("Sitzung am {day}").format(day=f"{local_day(row.starts_at):%d.%m.%Y}"),
            url_for(by, "bodies:invitation", key=row.key),
            gettext("Einladung ansehen"),
        )
        for row in rows.select_related("body__partnership")[:20]
        if local_day(row.starts_at) >= today
    ]
