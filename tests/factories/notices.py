"""Notices of other kinds than the grant: a refusal on its way, leave to begin early; what belongs to a grant."""

import datetime as dt
from typing import Any

from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.models import AttendanceSheet, ChangeRequest, Provision, Receipt
from aktionsplan.shared.periods import BERLIN
from tests.factories import town as make

DRAFTED = dt.datetime(2026, 3, 24, tzinfo=BERLIN)
SIGNED = dt.datetime(2026, 3, 26, 10, 14, tzinfo=BERLIN)
POSTED = dt.datetime(2026, 3, 26, 15, tzinfo=BERLIN)
WORDS = {"salutation": "Guten Tag,", "reasons": "Das Projekt passt nicht zum Aufruf."}


def formally_refused(place: Any) -> Any:
    """An application that the office found inadmissible."""
    application = make.add_application(place)
    at = dt.datetime(2026, 2, 28, tzinfo=BERLIN)
    calls.check(
        application=application, answers={}, result="refuse", note="Der Verein ist zu neu.", by=place.ben, at=at
    )
    application.refresh_from_db()
    return application


def refused(place: Any) -> Any:
    """An application that the committee did not recommend: 1 yes, 3 no."""
    return make.decide(place, make.admit(place, make.add_application(place)), yes=1, no=3, abstain=0, absent=1)


def draft(place: Any, application: Any, kind: str = "rejection", **words: Any) -> Any:
    """A drafted notice, by the lead officer."""
    return grants.draft_act(application=application, kind=kind, fields=WORDS | words, by=place.lena, at=DRAFTED)


def sign(place: Any, act: Any) -> Any:
    """The notice signed by the signatory."""
    return grants.sign_act(act=act, by=place.carla, at=SIGNED)


def post(place: Any, act: Any) -> Any:
    """The notice posted: notified 30 March, last day for an objection 30 April 2026."""
    return grants.post_act(act=act, posted_on=POSTED.date(), by=place.ben, at=POSTED)


def posted(place: Any) -> Any:
    """The refusal of an application by the committee, posted."""
    return post(place, sign(place, draft(place, refused(place))))


def one_of_each(place: Any) -> Any:
    """A drafted refusal of another application, a provision and a receipt of the grant."""
    here = {"partnership": place.partnership, "grant": place.grant}
    Provision.objects.create(kind="duty", text="Laden Sie uns ein", state="open", **here)
    AttendanceSheet.objects.create(
        number=1, title="x", held_on=POSTED.date(), place="y", state="open", entered_at=POSTED, **here
    )
    ChangeRequest.objects.create(number=1, reason="x", state="asked", asked_at=POSTED, **here)
    Receipt.objects.create(number=1, side="expense", state="kept", entered_at=POSTED, **here)
    return draft(place, formally_refused(place))
