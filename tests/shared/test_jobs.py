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


def test_what_people_wait_for_is_done_at_every_look(db, monkeypatch):
    monkeypatch.setattr(jobs, "_recurring", {"mail": (jobs.AT_ONCE, lambda now: "1 sent")})
    assert [jobs.tick(NOW) for _ in range(2)] == [{"mail": "1 sent"}] * 2
    assert not TickRun.objects.exists()


def test_database_is_asked_once_in_a_period(two_jobs, django_assert_num_queries):
    seen = {}
    assert jobs.tick(NOW, seen) == {"a": "failed", "b": "1 done"}
    with django_assert_num_queries(0):
        assert seen.pop("a", None) is None
        seen["a"] = seen["b"]
        assert jobs.tick(NOW, seen) == {}
    assert jobs.tick(NOW + dt.timedelta(hours=1), seen) == {"a": "failed", "b": "1 done"}
    assert jobs.tick(NOW + dt.timedelta(hours=1), seen) == {"a": "failed"}
