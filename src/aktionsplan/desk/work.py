"""Pages of one-off work: what one has asked for, and how far it is."""

from django.http import HttpResponse
from django.shortcuts import render

from aktionsplan.shared.addresses import Request
from aktionsplan.shared.background import queries
from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.operations import kind_of
from aktionsplan.shared.background.states import JOB
from aktionsplan.shared.words import mark

RUNNING = ("waiting", "running")


def _word(job: Job) -> str:
    kind = kind_of(job)
    return kind.word if kind else mark("frühere Arbeit")


def jobs(request: Request) -> HttpResponse:
    """What the person has asked for, the newest first."""
    rows = [(job, _word(job), JOB.words[job.state]) for job in queries.own_jobs(request.actor)]
    return render(request, "desk/jobs.html", {"rows": rows})


def job(request: Request, key: str) -> HttpResponse:
    """How far a piece of work is; while it runs the page asks again by itself."""
    job = queries.job_for(request.actor, key)
    context = {
        "job": job,
        "kind": kind_of(job),
        "word": _word(job),
        "state": JOB.words[job.state],
        "runs": job.state in RUNNING,
        "result": queries.result_of(job),
    }
    return render(request, "desk/job.html", context)
