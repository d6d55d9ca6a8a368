"""The demo's young town is in its fourth month on whatever day it is made."""

import datetime as dt

import pytest

from aktionsplan.desk.queries import points
from aktionsplan.development.analysis.models import ClosedAnalysis
from aktionsplan.development.participation.models import Event
from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.entry.demo import kranichwalde
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import partnership_scope


@pytest.mark.parametrize("day", ["2026-01-02", "2026-12-26", "2028-02-29"])
@pytest.mark.django_db
def test_the_young_town_is_in_its_fourth_month(day):
    now = dt.datetime.fromisoformat(f"{day}T09:30+00:00")
    today = local_day(now)
    kranichwalde.load(now)
    town = Partnership.objects.get(slug=kranichwalde.SLUG)
    with partnership_scope(town):
        begun = queries.process(town)
        assert 90 < (today - begun.start_on).days < 123
        late = [row.step for row in queries.step_rows(town, today) if row.overdue]
        assert [step.kind for step in late] == ["committee"]
        assert 0 < (today - late[0].due).days < 21
        draft = PlanVersion.objects.filter(partnership=town).latest("minor")
        assert (draft.major, draft.minor, draft.state) == (0, 4, "display")
        assert draft.comments_until > today
        assert ClosedAnalysis.objects.filter(partnership=town, reopened_on=None).exists()
        assert Event.objects.get(partnership=town, state="open").starts_at > now
        assert {point.bullet.id for point in points(town, today) if point.state == "fulfilled"} >= {"S1.3"}
