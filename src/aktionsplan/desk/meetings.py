"""Open tasks around meetings: invite, come, vote in writing, sign the minutes."""

import datetime as dt

from django.utils.translation import gettext

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import BodyFunction, Meeting, Presence
from aktionsplan.bodies.queries import last_day_to_invite, own_meetings
from aktionsplan.desk.beginning import Task, url_for
from aktionsplan.people.queries import Actor
from aktionsplan.shared.periods import local_day

SIGN_DAYS = 14
"""Days in which minutes should be signed; a house rule, not law."""


def meeting_tasks(by: Actor, today: dt.date) -> list[Task]:
    """What meetings ask of the person."""
    found = _ballots(by) + _minutes(by, today) + _own(by, today)
    return found + (_invitations(by, today) if by.may("bodies.invite") else [])


def _own(by: Actor, today: dt.date) -> list[Task]:
    return [
        Task(
            local_day(row.starts_at),
            gettext("Sitzung: {body}").format(body=row.body.name),
            row.place,
            url_for(by, "bodies:member", key=row.key),
            gettext("In die Sitzung gehen") if row.state == "running" else gettext("Zusagen oder absagen"),
        )
        for row in own_meetings(by, today)
        if row.kind == "meeting"
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
    rows = Meeting.objects.filter(body__in=led.values("body"), state="held").exclude(record__state="signed")
    rows = rows.exclude(record__chair=by.reference).exclude(record__secretary=by.reference)
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
        for row in rows.select_related("body")[:20]
        if local_day(row.starts_at) >= today
    ]
