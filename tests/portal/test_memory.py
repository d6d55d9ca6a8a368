"""What a process keeps of the portal: pages of the present version, within a number of bytes; and of documents nothing."""

import datetime as dt
import sys

from django.db.models import F

from aktionsplan.portal import oparl, pages
from aktionsplan.shared.publishing.models import Window
from aktionsplan.shared.publishing.queries import window
from tests.factories import town as make

TODAY = make.NOW.date()
ADDRESS = "http://localhost:8000"


def test_former_versions_and_days_are_not_kept(town):
    pages._pages.clear()
    for day in range(3):
        for _ in range(10):
            Window.objects.update(version=F("version") + 1)
            present = window(town.partnership.slug)
            for name in ("start", "imprint"):
                pages.page(present, name, "", TODAY + dt.timedelta(days=day), ADDRESS)
    assert len(pages._pages) == 2
    assert {(mark[1], mark[2]) for mark in pages._pages} == {(present.version, TODAY + dt.timedelta(days=2))}


def test_pages_of_many_towns_stay_within_their_bytes(town, monkeypatch):
    pages._pages.clear()
    monkeypatch.setattr(pages, "MOST_BYTES", 10_000)
    for number in range(50):
        mark = (number, 1, TODAY, "start", "", "de", ADDRESS)
        pages._keep(mark, pages.Page(b"x" * 3_000, "text/html"))
        assert sum(len(kept.body) for kept in pages._pages.values()) <= 10_000
    pages._keep((99, 1, TODAY, "start", "", "de", ADDRESS), pages.Page(b"x" * 30_000, "text/html"))
    assert len(pages._pages) == 1
    pages._pages.clear()


def test_objects_of_former_versions_are_not_kept(town):
    oparl._kept.clear()
    for _ in range(5):
        Window.objects.update(version=F("version") + 1)
        oparl.objects(window(town.partnership.slug), ADDRESS)
    assert len(oparl._kept) == 1


def test_server_never_loads_the_typesetter(town, grant):
    assert grant.notice.document.file.size > 1_000
    assert "typst" not in sys.modules
