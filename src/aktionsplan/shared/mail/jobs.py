"""Sends the outbox as soon as the worker looks: somebody waits for the code."""

import datetime as dt

from aktionsplan.shared.jobs import AT_ONCE, recurring
from aktionsplan.shared.mail.operations import deliver


@recurring("mail", AT_ONCE)
def send_outbox(now: dt.datetime) -> str:
    """Sends what is queued."""
    sent, failed = deliver(now=now)
    return f"{failed} not sent, {sent} sent" if failed else f"{sent} sent"
