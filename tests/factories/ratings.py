"""A call that is rated, and the coordination office."""

import datetime as dt
from typing import Any

from django.utils import timezone

from aktionsplan.bodies.models import Seat
from aktionsplan.implementation.calls.models import Application, Call, Criterion, RatingRecusal, Scenario
from aktionsplan.partnership import operations as partnership
from tests.factories import town as make


def one_of_each(town: Any) -> None:
    """Somebody of the coordination office; a call with criteria that is rated, a scenario, and somebody biased there."""
    staff = {"name": "Ben", "task": "", "hours": 20, "begins_on": make.NOW.date(), "ends_on": None}
    partnership.add_office_staff(fields=staff, by=town.lena, at=make.NOW)
    application = Application.objects.filter(partnership=town.partnership).order_by("pk").first()
    call, here = application.call, {"partnership": town.partnership}
    Call.objects.filter(pk=call.pk).update(rating_until=timezone.localdate() + dt.timedelta(days=3))
    for place, kind in enumerate(("knockout", "scored")):
        Criterion.objects.create(call=call, place=place, kind=kind, title=kind, **here)
    values = {"budget_eur": 0, "changed_at": make.NOW, "state": "draft"}
    Scenario.objects.create(call=call, letter="B", name="Anders", **values, **here)
    RatingRecusal.objects.create(
        application=application,
        seat=Seat.objects.filter(body=town.body).first(),
        person="account:nobody",
        person_name="Jemand",
        declared_at=make.NOW,
        doubted_at=make.NOW,
        state="declared",
        **here,
    )
