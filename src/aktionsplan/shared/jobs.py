"""Background and recurring work: queued in the database, recurring work by `aktionsplan tick`."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import IntegrityError, transaction

from aktionsplan.shared.models import TickRun

log = logging.getLogger(__name__)
Job = Callable[[dt.datetime], str]
_recurring: dict[str, tuple[str, Job]] = {}
PERIODS = {"minute": "%Y-%m-%dT%H:%M", "hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d"}
AT_ONCE = "at once"
"""What people wait for, a sign-in code above all: done at every tick, and finds for itself what is left to do."""


def recurring(name: str, every: str) -> Callable[[Job], Job]:
    """Registers work to be done once per `minute`, `hour` or `day`, or `AT_ONCE`; ValueError for another period or a double."""
    if every not in (*PERIODS, AT_ONCE) or name in _recurring:
        raise ValueError(name)

    def wrap(job: Job) -> Job:
        _recurring[name] = (every, job)
        return job

    return wrap


def _begun(name: str, period: str, now: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            TickRun.objects.create(job=name, period=period, ran_at=now)
    except IntegrityError:
        return False
    return True


def tick(now: dt.datetime, seen: dict[str, str] | None = None) -> dict[str, str]:
    """Does what is due and not yet done in its period; the same moment twice does nothing twice.

    `seen` keeps the period in which each job was last seen done, for a caller that comes every few seconds: the database is
    asked only in a new one.

    The period is marked first and by itself, so that no job holds the database while it waits for a mail server;
    a job that fails is logged, its mark taken back for the next tick, and the others go on.
    """
    done: dict[str, str] = {}
    seen = {} if seen is None else seen
    for name, (every, job) in sorted(_recurring.items()):
        period = now.astimezone(dt.UTC).strftime(PERIODS.get(every, ""))
        if every != AT_ONCE and seen.get(name) == period:
            continue
        seen[name] = period
        if every != AT_ONCE and not _begun(name, period, now):
            continue
        try:
            done[name] = job(now)
        except Exception:
            log.exception("job failed: %s", name)
            TickRun.objects.filter(job=name, period=period).delete()
            seen.pop(name)
            done[name] = "failed"
    return done
