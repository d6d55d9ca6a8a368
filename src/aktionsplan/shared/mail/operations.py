"""Queueing and sending mail."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from email.errors import MessageError
from functools import wraps
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from aktionsplan.shared.kinds import Option, Thing, Town
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.publishing.queries import published_data

DELAYS = (1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 960)
"""Minutes to the next try after each failure: about two days in all, longer than a mail server is usually away."""


@dataclass(frozen=True)
class Letter:
    """A mail before it is queued: subject, greeting-less paragraphs, one link with its words, an iCalendar object."""

    recipient: str
    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_text: str = ""
    calendar: str = ""


def german(letter: Callable[..., Letter]) -> Callable[..., Letter]:
    """A letter in German, whatever language the person who clicks has chosen: it goes to somebody else."""

    @wraps(letter)
    def write(*arguments: Option) -> Letter:
        with override("de"):
            return letter(*arguments)

    return write


def _contact(partnership: Town | None) -> dict[str, str]:
    """Whom the portal names to ask; empty before the town is published."""
    shown = published_data(partnership, "town", "town") if partnership else None
    return (shown or {}).get("contact") or {}


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def queue(*, letter: Letter, at: dt.datetime, partnership: Thing | None = None, short: bool = False) -> OutboxMail:
    """Stores the mail in the running transaction; the worker sends it after commit. `short` for a mail with a code."""
    context = {"letter": letter, "sender": partnership, "contact": _contact(partnership)}
    return OutboxMail.objects.create(
        partnership=partnership,
        recipient=letter.recipient,
        subject=_line(letter.subject),
        text=render_to_string("mail/letter.txt", context).strip() + "\n",
        html=render_to_string("mail/letter.html", context),
        calendar=letter.calendar,
        short=short,
        created_at=at,
    )


def forget(*, partnership: Thing, recipient: str) -> int:
    """Takes every mail of the town to this address out of the outbox, sent or not; returns how many."""
    return OutboxMail.objects.filter(partnership=partnership, recipient=recipient).delete()[0]


def queue_raw(*, recipient: str, subject: str, text: str, at: dt.datetime, short: bool = False) -> OutboxMail:
    """Stores a mail whose text another library has written (sign-in codes)."""
    paragraphs = tuple(part.strip() for part in strip_tags(text).split("\n\n") if part.strip())
    return queue(letter=Letter(recipient, subject, paragraphs), at=at, short=short)


CLAIM_MINUTES = 15
"""After which a mail whose sending broke off is tried again."""


def _claimed(mail: OutboxMail, now: dt.datetime) -> bool:
    """Whether this run may send the mail: only one of two runs at the same time gets it."""
    rows = OutboxMail.objects.filter(pk=mail.pk, state="queued", attempts=mail.attempts)
    mail.attempts += 1
    return bool(rows.update(attempts=mail.attempts, next_at=now + dt.timedelta(minutes=CLAIM_MINUTES)))


def deliver(*, now: dt.datetime, limit: int = 100) -> tuple[int, int]:
    """Sends what is queued; returns (sent, failed). Without EMAIL_URL everything stays in the outbox."""
    if not settings.EMAIL_HOST:
        return 0, 0
    sent = failed = 0
    due = Q(next_at__isnull=True) | Q(next_at__lte=now)
    for mail in OutboxMail.objects.filter(due, state="queued").order_by("created_at")[:limit]:
        if not _claimed(mail, now):
            continue
        try:
            message = EmailMultiAlternatives(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient])
            message.attach_alternative(mail.html, "text/html")
            if mail.calendar:
                message.attach("termin.ics", mail.calendar, "text/calendar")
            message.send()
            mail.state, mail.sent_at, mail.error = "sent", now, ""
            if mail.short:  # nothing says any more which code went to which address
                mail.subject = mail.text = mail.html = ""
            sent += 1
        except (OSError, SMTPException, MessageError, ValueError) as error:
            mail.error = type(error).__name__
            mail.state = "failed" if mail.attempts > len(DELAYS) else "queued"
            if mail.state == "queued":
                mail.next_at = now + dt.timedelta(minutes=DELAYS[mail.attempts - 1])
            failed += 1
        mail.save(update_fields=["attempts", "state", "sent_at", "next_at", "error", "subject", "text", "html"])
    return sent, failed
