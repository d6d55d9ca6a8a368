"""Mails about meetings."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.bodies.documents.invitation import at_clock
from aktionsplan.bodies.models import Meeting, SeatHolder
from aktionsplan.shared.kinds import Town
from aktionsplan.shared.mail.operations import Letter, german
from aktionsplan.shared.periods import BERLIN, german_day


def page_of(meeting: Meeting) -> str:
    """The address of the meeting's page."""
    return f"{settings.AKTIONSPLAN_ADDRESS}/{meeting.partnership.slug}/intern/sitzungen/{meeting.key}/"


def _when(meeting: Meeting) -> str:
    day = german_day(meeting.starts_at.astimezone(BERLIN).date())
    return gettext("am {day} um {time}, {place}").format(
        day=day, time=at_clock(meeting.starts_at), place=meeting.place
    )


@german
def invited(meeting: Meeting, holder: SeatHolder, again: bool, address: str, calendar: str) -> Letter:
    """Invites one person to a meeting, or tells of a change; the calendar file is attached, no papers."""
    subject = gettext("Geänderte Einladung: {body}") if again else gettext("Einladung: {body}")
    return Letter(
        recipient=holder.account.email if holder.account else "",
        subject=subject.format(body=meeting.body.name),
        paragraphs=(
            gettext("Das Gremium „{body}“ trifft sich {when}.").format(body=meeting.body.name, when=_when(meeting)),
            gettext("Tagesordnung und Unterlagen finden Sie nach der Anmeldung. Dort sagen Sie auch, ob Sie kommen."),
            gettext("Sind Sie bei einem Punkt befangen? Dann zeigen Sie das bitte vor der Sitzung an."),
        ),
        link=address,
        link_text=gettext("Zur Sitzung"),
        calendar=calendar,
    )


@german
def cancelled(meeting: Meeting, holder: SeatHolder, address: str, calendar: str) -> Letter:
    """Tells one person that a meeting does not take place."""
    return Letter(
        recipient=holder.account.email if holder.account else "",
        subject=gettext("Abgesagt: {body}").format(body=meeting.body.name),
        paragraphs=(gettext("Die Sitzung {when} findet nicht statt.").format(when=_when(meeting)),),
        link=address,
        link_text=gettext("Zur Sitzung"),
        calendar=calendar,
    )


@german
def stand_in(meeting: Meeting, holder: SeatHolder, member: SeatHolder) -> Letter:
    """Asks the deputy to come because the member cannot."""
    return Letter(
        recipient=holder.account.email if holder.account else "",
        subject=gettext("Bitte vertreten Sie: {body}").format(body=meeting.body.name),
        paragraphs=(
            gettext("{name} kann zur Sitzung {when} nicht kommen. Bitte vertreten Sie den Sitz „{group}“.").format(
                name=member.name, when=_when(meeting), group=holder.seat.group
            ),
            gettext("Können Sie auch nicht? Dann sagen Sie bitte auf der Seite der Sitzung ab."),
        ),
        link=page_of(meeting),
        link_text=gettext("Zur Sitzung"),
    )


@german
def circular_opened(meeting: Meeting, holder: SeatHolder, address: str) -> Letter:
    """Asks one person to vote in writing until the deadline."""
    assert meeting.deadline is not None
    return Letter(
        recipient=holder.account.email if holder.account else "",
        subject=gettext("Abstimmung im Umlauf: {body}").format(body=meeting.body.name),
        paragraphs=(
            gettext(
                "Das Gremium „{body}“ stimmt ohne Sitzung ab. Antworten Sie bitte bis einschließlich {day}."
            ).format(body=meeting.body.name, day=german_day(meeting.deadline)),
            gettext("Sie können auch widersprechen: Dann wird in der nächsten Sitzung entschieden."),
            gettext("Schweigen zählt nicht als Zustimmung."),
        ),
        link=address,
        link_text=gettext("Zur Abstimmung"),
    )


@german
def into_body(recipient: str, name: str, town: Town) -> Letter:
    """An invitation to work in a group, for somebody who agreed to be invited."""
    return Letter(
        recipient=recipient,
        subject=gettext("Einladung: {name}").format(name=name),
        paragraphs=(
            gettext("Sie haben uns gesagt, dass Sie mitmachen möchten. Wir laden Sie herzlich ein: {name}").format(
                name=name
            ),
            gettext("Schreiben Sie uns an die Adresse unter dieser E-Mail, wenn Sie dabei sein möchten."),
        ),
        link=settings.AKTIONSPLAN_ADDRESS + reverse("visitor:forget_contact", args=[town.slug]),
        link_text=gettext("Einwilligung zurückziehen"),
    )
