"""Settings of the test run, before Django reads them."""

import os
import tempfile

import pytest

if "PYTEST_XDIST_WORKER" not in os.environ:  # each run has a folder of its own, which its workers share
    os.environ["AKTIONSPLAN_DATA"] = tempfile.mkdtemp(prefix="aktionsplan-test-")
if os.path.isdir(
    "/dev/shm"
):  # each worker keeps keys of votes of its own: they share the data folder, not the database
    os.environ["AKTIONSPLAN_VOTE_KEYS"] = f"/dev/shm/aktionsplan-test-{os.getpid()}"
    os.environ["AKTIONSPLAN_ROUND_KEYS"] = f"/dev/shm/aktionsplan-test-{os.getpid()}"
os.environ["AKTIONSPLAN_DEMO"] = "1"
os.environ["AKTIONSPLAN_LOG_REQUESTS"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_addoption(parser):
    """`--long` runs searches in full: every byte of a ledger, ten thousand steps of a meeting, every power cut."""
    parser.addoption("--shots", action="store_true", help="keep a picture of every page in screenshots/")
    parser.addoption("--long", action="store_true", help="long searches in full")


@pytest.fixture
def long_search(request):
    """Whether long searches run in full."""
    return request.config.getoption("--long")
