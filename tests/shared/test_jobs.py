"""Recurring work: once a period, one failure never stops the others."""

import datetime as dt

import pytest

from aktionsplan.shared import jobs
from aktionsplan.shared.models import TickRun

NOW = dt.datetime(2026, 3, 20, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def two_jobs(db, monkeypatch):
    """A broken and a sound job instead of the real ones; what they did."""
    done = []

    def broken(now):
        done.append("broken")
        raise OSError("mail server down")

    def sound(now):
        done.append("sound")
        return "1 done"

    monkeypatch.setattr(jobs, "_recurring", {"a": ("hour", broken), "b": ("hour", sound)})
    return done


def test_failing_job_is_tried_again_and_stops_nobody(two_jobs):
    assert jobs.tick(NOW) == {"a": "failed", "b": "1 done"}
    assert jobs.tick(NOW) == {"a": "failed"}
    assert two_jobs == ["broken", "sound", "broken"]
    assert list(TickRun.objects.values_list("job", flat=True)) == ["b"]


def test_job_runs_again_in_the_next_period(two_jobs):
    jobs.tick(NOW)
    assert jobs.tick(NOW + dt.timedelta(hours=1)) == {"a": "failed", "b": "1 done"}


def test_unknown_period_is_an_error():
    with pytest.raises(ValueError, match="x"):
        jobs.recurring("x", "fortnight")


def test_what_people_wait_for_is_done_at_every_look_and_before_the_rest(two_jobs, monkeypatch):
    waiting = {"z": (jobs.AT_ONCE, lambda now: "1 sent")}
    monkeypatch.setattr(jobs, "_recurring", jobs._recurring | waiting)
    assert list(jobs.tick(NOW)) == ["z", "a", "b"]
    assert [jobs.at_once(NOW) for _ in range(2)] == [{"z": "1 sent"}] * 2
    assert not TickRun.objects.filter(job="z").exists()


def test_failing_job_that_people_wait_for_stops_nobody(two_jobs, monkeypatch):
    broken = jobs._recurring["a"][1]
    monkeypatch.setattr(jobs, "_recurring", {"a": (jobs.AT_ONCE, broken), "z": (jobs.AT_ONCE, lambda now: "1 sent")})
    assert jobs.at_once(NOW) == {"a": "failed", "z": "1 sent"}
