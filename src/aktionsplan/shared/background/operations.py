"""Putting work down, doing it, saying how far it is."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F

from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.states import JOB
from aktionsplan.shared.deeds import By
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.kinds import Json, Value
from aktionsplan.shared.registration import modules
from aktionsplan.shared.tenancy import in_each_partnership, partnership_scope
from aktionsplan.shared.words import Phrase, Problem, Refused, mark

log = logging.getLogger(__name__)
GONE_MINUTES = 30
"""After which work that says nothing any more counts as broken off: the worker has died."""
BROKEN = Problem("broken", mark("Die Arbeit ist unterbrochen worden. Bitte beginnen Sie noch einmal."))
UNKNOWN = Problem("unknown", mark("Diese Arbeit kennt das Programm nicht mehr."))
UNEXPECTED = Problem(
    "unexpected",
    mark(
        "Dabei ist etwas Unerwartetes geschehen. Sehen Sie nach, was schon gespeichert ist, bevor Sie noch einmal beginnen."
    ),
)
Step = Callable[[int, int], None]
Clock = Callable[[], dt.datetime]
Work = Callable[[Job, Clock, Step], Phrase]


@dataclass(frozen=True)
class Kind:
    """A kind of work: its German word, the page of what comes of it, the page to begin it anew, and what does it.

    The work is given the job, the clock (a deed takes the time at which it writes) and a function that tells how much of
    how much is done; it gives the sentence for the person. It runs in no transaction: it enters the scope of the
    partnership where it reads and writes, its writing is a deed, and what it tells of its progress is seen at once. Refused ends it with the reason.
    """

    word: str
    page: str
    again: str
    work: Work


_kinds: dict[str, Kind] = {}


def one_off(kind: str, *, word: str, page: str, again: str) -> Callable[[Work], Work]:
    """Registers a kind of work (in an app's module `jobs`); ValueError for a double."""
    if kind in _kinds:
        raise ValueError(kind)

    def wrap(work: Work) -> Work:
        _kinds[kind] = Kind(word, page, again, work)
        return work

    return wrap


def kind_of(job: Job) -> Kind | None:
    """The kind of a job; None for one that nobody does any more."""
    modules("jobs")
    return _kinds.get(job.kind)


def put_down(*, kind: str, thing: str, by: By, at: dt.datetime, file: StoredFile | None = None) -> Job:
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


def _moved(job: Job, event: str, at: dt.datetime, **more: Value) -> bool:
    """Whether this run has moved the job on: of two at the same moment only one does. Stored at once."""
    before = job.state
    job.state = JOB.next(before, event)
    with partnership_scope(job.partnership):
        rows = Job.objects.filter(pk=job.pk, state=before)
        return bool(rows.update(state=job.state, touched_at=at, **more))


def _told(what: Phrase | Problem) -> Json:
    return {"text": what.text, "params": dict(what.params)}


def _do(job: Job, clock: Clock) -> bool:
    """Whether the work is done; what hinders it stands in its result."""

    def step(done: int, total: int) -> None:
        with partnership_scope(job.partnership):
            Job.objects.filter(pk=job.pk).update(done=done, total=total, touched_at=clock())

    try:
        kind = kind_of(job)
        if kind is None:
            raise Refused(UNKNOWN)
        said = kind.work(job, clock, step)
    except Refused as refused:
        _moved(job, "fail", clock(), result=_told(refused.problem))
        return False
    except Exception:
        log.exception("work failed: %s", job.kind)
        _moved(job, "fail", clock(), result=_told(UNEXPECTED))
        return False
    return _moved(job, "finish", clock(), result=_told(said), done=F("total"))


def do_waiting(clock: Clock) -> tuple[int, int]:
    """Does what waits, the oldest first; returns how much is done and how much was broken off."""
    done = failed = 0
    waiting = in_each_partnership(
        lambda: list(Job.objects.filter(state="waiting").select_related("partnership", "file__partnership"))
    )
    for job in sorted(waiting, key=lambda job: (job.created_at, job.pk)):
        if not _moved(job, "claim", clock()):
            continue
        if _do(job, clock):
            done += 1
        else:
            failed += 1
    return done, failed


def end_broken(now: dt.datetime) -> int:
    """Work whose worker has died is ended with the advice to begin again; returns how many."""
    silent = now - dt.timedelta(minutes=GONE_MINUTES)
    broken = in_each_partnership(
        lambda: list(Job.objects.filter(state="running", touched_at__lt=silent).select_related("partnership"))
    )
    return sum(_moved(job, "fail", now, result=_told(BROKEN)) for job in broken)
