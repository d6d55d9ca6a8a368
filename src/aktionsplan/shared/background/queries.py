"""Reading one-off work: everybody sees the own."""

from django.http import Http404

from aktionsplan.shared.background.models import Job
from aktionsplan.shared.deeds import By
from aktionsplan.shared.words import Phrase


def own_jobs(by: By, most: int = 50) -> list[Job]:
    """What the person has asked for, the newest first."""
    return list(Job.objects.filter(partnership=by.partnership, by=by.reference)[:most])


def job_for(by: By, key: str) -> Job:
    """The person's own job with this key, or 404."""
    job = Job.objects.filter(partnership=by.partnership, by=by.reference, key=key).first()
    if job is None:
        raise Http404
    return job


def result_of(job: Job) -> Phrase | None:
    """What came of it, in a sentence."""
    if not job.result:
        return None
    params = {
        name: tuple(value) if isinstance(value, list) else value for name, value in job.result["params"].items()
    }
    return Phrase(job.result["text"], params)


def in_work(kind: str, by: By, thing: str = "") -> bool:
    """Whether work of this kind, about this thing if one is named, waits or runs in the partnership."""
    rows = Job.objects.filter(partnership=by.partnership, kind=kind, state__in=("waiting", "running"))
    return (rows.filter(thing=thing) if thing else rows).exists()
