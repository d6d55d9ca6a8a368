"""Sends the outbox every minute."""

import datetime as dt

from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.mail.operations import deliver


@recurring("mail", "minute")
def send_outbox(now: dt.datetime) -> str:
    """Sends what is queued."""
    sent, failed = deliver(now=now)
    return f"{failed} not sent, {sent} sent" if failed else f"{sent} sent"
