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
"""What people wait for, a sign-in code above all: done whenever the worker looks, and finds for itself what is left to do."""


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


def _done(name: str, job: Job, now: dt.datetime) -> str | None:
    try:
        return job(now)
    except Exception:
        log.exception("job failed: %s", name)
        return None


def at_once(now: dt.datetime) -> dict[str, str]:
    """Does what people wait for, and says of each what came of it."""
    jobs = [(name, job) for name, (every, job) in sorted(_recurring.items()) if every == AT_ONCE]
    return {name: _done(name, job, now) or "failed" for name, job in jobs}


def tick(now: dt.datetime) -> dict[str, str]:
    """Does what people wait for, and what is due and not yet done in its period; the same moment twice does nothing twice.

    The period is marked first and by itself, so that no job holds the database while it waits for a mail server;
    a job that fails is logged, its mark taken back for the next tick, and the others go on.
    """
    done = at_once(now)
    for name, (every, job) in sorted(_recurring.items()):
        if every == AT_ONCE:
            continue
        period = now.astimezone(dt.UTC).strftime(PERIODS[every])
        if not _begun(name, period, now):
            continue
        result = _done(name, job, now)
        if result is None:
            TickRun.objects.filter(job=name, period=period).delete()
        done[name] = result or "failed"
    return done
