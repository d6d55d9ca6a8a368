"""Putting work down, doing it, saying how far it is."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from aktionsplan.shared.registration import modules
from aktionsplan.shared.tenancy import everywhere, partnership_scope
from aktionsplan.shared.words import Phrase, Problem, Refused, mark
from aktionsplan.shared.work.models import Job
from aktionsplan.shared.work.states import JOB

log = logging.getLogger(__name__)
GONE_MINUTES = 30
"""After which work that says nothing any more counts as broken off: the worker has died."""
BROKEN = Problem("broken", mark("Die Arbeit ist unterbrochen worden. Bitte beginnen Sie noch einmal."))
UNEXPECTED = Problem("unexpected", mark("Dabei ist etwas Unerwartetes geschehen. Es ist nichts gespeichert."))
Step = Callable[[int, int], None]
Work = Callable[[Job, dt.datetime, Step], Phrase]


@dataclass(frozen=True)
class Kind:
    """A kind of work: its German word, the page it leads to when it is done, and what does it.

    The work is given the job, the time and a function that tells how much of how much is done; it gives the sentence for
    the person. Its writing is a deed with a transaction of its own; Refused ends it with the reason.
    """

    word: str
    page: str
    work: Work


_kinds: dict[str, Kind] = {}


def one_off(kind: str, *, word: str, page: str) -> Callable[[Work], Work]:
    """Registers a kind of work (in an app's module `jobs`); ValueError for a double."""
    if kind in _kinds:
        raise ValueError(kind)

    def wrap(work: Work) -> Work:
        _kinds[kind] = Kind(word, page, work)
        return work

    return wrap


def kind_of(job: Job) -> Kind:
    """The kind of a job; KeyError for one that nobody does any more."""
    modules("jobs")
    return _kinds[job.kind]


def put_down(*, kind: str, thing: str, by: Any, at: dt.datetime, file: Any = None) -> Job:
    """Work for the worker, which begins within a minute; called inside a deed."""
    return Job.objects.create(
        partnership=by.partnership,
        kind=kind,
        thing=thing,
        by=by.reference,
        state=JOB.initial,
        file=file,
        created_at=at,
        touched_at=at,
    )


def _moved(job: Job, event: str, at: dt.datetime, **more: Any) -> bool:
    """Whether this run has moved the job on: of two at the same moment only one does."""
    before = job.state
    job.state = JOB.next(before, event)
    return bool(Job.objects.filter(pk=job.pk, state=before).update(state=job.state, touched_at=at, **more))


def _told(what: Phrase | Problem) -> dict[str, Any]:
    return {"text": what.text, "params": dict(what.params)}


def _do(job: Job, now: dt.datetime) -> bool:
    def step(done: int, total: int) -> None:
        Job.objects.filter(pk=job.pk).update(done=done, total=total, touched_at=now)

    try:
        said = kind_of(job).work(job, now, step)
    except Refused as refused:
        return not _moved(job, "fail", now, result=_told(refused.problem))
    except Exception:
        log.exception("work failed: %s", job.kind)
        return not _moved(job, "fail", now, result=_told(UNEXPECTED))
    return _moved(job, "finish", now, result=_told(said), done=F("total"))


def do_waiting(now: dt.datetime) -> tuple[int, int]:
    """Does what waits, the oldest first; returns how much is done and how much was broken off."""
    done = failed = 0
    with everywhere():
        waiting = list(Job.objects.filter(state="waiting").select_related("partnership").order_by("created_at", "id"))
    for job in waiting:
        with partnership_scope(job.partnership):
            if not _moved(job, "claim", now):
                continue
            if _do(job, now):
                done += 1
            else:
                failed += 1
    return done, failed


def end_broken(now: dt.datetime) -> int:
    """Work whose worker has died is ended with the advice to begin again; returns how many."""
    silent = now - dt.timedelta(minutes=GONE_MINUTES)
    with everywhere():
        broken = list(Job.objects.filter(state="running", touched_at__lt=silent).select_related("partnership"))
    for job in broken:
        with partnership_scope(job.partnership):
            _moved(job, "fail", now, result=_told(BROKEN))
    return len(broken)
