"""Grants of earlier years: published once, in few queries, and again after they were withdrawn."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aktionsplan.implementation.grants.imports import HistoricRow
from aktionsplan.implementation.grants.operations import history
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.operations import withdraw
from tests.factories import town as make


def rows(count):
    return [
        HistoricRow(
            line=n + 2,
            source_number=str(n),
            recipient=f"Verein {n}",
            legal_form="",
            purpose="Fest",
            programme="",
            starts_on=dt.date(2012, 3, 1),
            ends_on=dt.date(2012, 12, 31),
            amount_eur=Decimal("100.00"),
        )
        for n in range(count)
    ]


def publish(town):
    return history.publish_historic(by=town.ben, at=make.NOW)


def cost(town):
    with CaptureQueriesContext(connection) as captured:
        publish(town)
    return len(captured.captured_queries)


def test_publishing_many_costs_as_much_as_publishing_one(town):
    history.import_historic(source="Liste", rows=rows(1), by=town.ben, at=make.NOW)
    one = cost(town)
    history.import_historic(source="Liste", rows=rows(60), by=town.ben, at=make.NOW)
    assert cost(town) == one
    assert Publication.objects.filter(kind="historic_grant", current=True).count() == 60
    assert publish(town) == 0


def test_withdrawn_grant_is_shown_again_in_a_new_version(town):
    history.import_historic(source="Liste", rows=rows(1), by=town.ben, at=make.NOW)
    publish(town)
    first = Publication.objects.get(kind="historic_grant")
    withdraw(by=town.ben, at=make.NOW, kind="historic_grant", slug=first.slug)
    assert publish(town) == 1
    assert Publication.objects.get(kind="historic_grant", current=True).version == first.version + 1


@pytest.mark.parametrize("count", [0, 3])
def test_number_of_new_ones_is_told(town, count):
    history.import_historic(source="Liste", rows=rows(count), by=town.ben, at=make.NOW)
    assert publish(town) == count
