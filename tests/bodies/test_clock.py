"""The time of a meeting in the nights of the clock changes: the lost hour is refused, of two hours one is asked for."""

import datetime as dt

import pytest
from django.urls import reverse

from aktionsplan.bodies.forms.meetings import MeetingForm
from aktionsplan.bodies.models import Meeting


def asked(**more):
    return MeetingForm({"day": "31.10.2027", "time": "2:30", "place": "Rathaus", **more})


@pytest.mark.parametrize(("hour", "utc"), [("first", 0), ("second", 1)])
def test_the_chosen_hour_is_taken(hour, utc):
    form = asked(hour=hour)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"].astimezone(dt.UTC).hour == utc


@pytest.mark.parametrize("more", [{}, {"hour": ""}, {"hour": "third"}])
def test_without_a_choice_the_form_asks(more):
    form = asked(**more)
    assert not form.is_valid()
    assert "zweimal" in str(form.errors["hour"]) or "hour" in form.errors
    assert [key for key, _word in form.fields["hour"].choices] == ["first", "second"]


def test_other_times_are_not_asked_about():
    form = asked(time="18:00", hour="second")
    assert form.is_valid(), form.errors
    assert "hour" not in form.fields


def test_page_asks_and_takes_the_answer(town, browser_of):
    from aktionsplan.bodies import operations as bodies
    from tests.factories.town import NOW

    body = bodies.set_up(name="Ausschuss", kind="steering_committee", by=town.ben, at=NOW)
    client = browser_of(town.ben.account)
    page = reverse("bodies:plan_meeting", args=[town.partnership.slug, body.key])
    data = {"day": "31.10.2027", "time": "2.30 Uhr", "place": "Rathaus", "public": "on"}
    assert "Welche Stunde?" in client.post(page, data).content.decode()
    assert client.post(page, data | {"hour": "second"}).status_code == 302
    assert Meeting.objects.get(body=body).starts_at == dt.datetime(2027, 10, 31, 1, 30, tzinfo=dt.UTC)
