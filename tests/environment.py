"""Settings of the test run, before Django reads them."""

import os
import tempfile

os.environ.setdefault("AKTIONSPLAN_DATA", tempfile.mkdtemp(prefix="aktionsplan-test-"))
os.environ["AKTIONSPLAN_DEMO"] = "1"
os.environ["AKTIONSPLAN_LOG_REQUESTS"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("PYTEST_SQLITE", os.path.join(os.environ["AKTIONSPLAN_DATA"], "test.sqlite3"))
