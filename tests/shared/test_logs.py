"""What a log line keeps: pattern, type and place, never a value."""

import io
import logging

import pytest
from django.test import Client

from aktionsplan.shared.logs import Bare

SECRET = "anna.wendt@kulturboot.example"


@pytest.fixture
def written():
    """What loggers write through the filter of the settings."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Bare())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_arguments_are_left_out(written):
    logging.getLogger("aktionsplan.x").warning("mail to %s failed", SECRET)
    assert written.getvalue() == "mail to %s failed\n"


def test_exception_keeps_type_and_place_only(written):
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("aktionsplan.x").exception("saving %s", SECRET)
    assert written.getvalue().startswith("ValueError at test_logs.py:")
    assert SECRET not in written.getvalue()


@pytest.mark.parametrize("host", ["anna.example", "anna wendt.example"])
def test_foreign_host_name_is_not_written_down(written, db, host):
    assert Client(HTTP_HOST=host).get("/").status_code == 400
    assert "anna" not in written.getvalue()


def test_address_in_a_missing_page_is_not_written_down(written, db):
    assert Client(HTTP_HOST="localhost").get(f"/elbhagen/?q={SECRET}").status_code == 404
    assert SECRET not in written.getvalue()
