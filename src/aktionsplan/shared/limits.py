"""Limits: how often one account or address may try something."""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import F

from aktionsplan.shared.models import Attempt
from aktionsplan.shared.words import Problem, Refused, mark


def _window(at: dt.datetime, seconds: int) -> str:
    return f"{seconds}:{int(at.timestamp()) // seconds}"


def count(*, what: str, who: str, most: int, seconds: int, at: dt.datetime) -> None:
    """Counts one try; raises Refused when there were more than `most` in this window of time."""
    bucket = hashlib.sha256(f"{what}:{who}".encode()).hexdigest()
    with transaction.atomic():
        row, made = Attempt.objects.get_or_create(bucket=bucket, window=_window(at, seconds), defaults={"count": 1})
        if not made:
            Attempt.objects.filter(pk=row.pk).update(count=F("count") + 1)
            row.refresh_from_db(fields=["count"])
    if row.count > most:
        raise Refused(
            Problem(
                "too_often",
                mark("Das war zu oft hintereinander. Bitte warten Sie {minutes} Minuten."),
                {"minutes": max(1, seconds // 60)},
            )
        )


def forget(*, before: dt.datetime) -> int:
    """Drops windows that can no longer matter; returns how many."""
    old = [row.pk for row in Attempt.objects.all() if _ended(row, before)]
    return Attempt.objects.filter(pk__in=old).delete()[0]


def _ended(row: Attempt, before: dt.datetime) -> bool:
    seconds, number = (int(part) for part in row.window.split(":"))
    return (number + 1) * seconds < before.timestamp()
