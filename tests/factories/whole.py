"""A town with one thing of every kind, people who stand close to it, and people who do not."""

from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Meeting, Seat
from aktionsplan.implementation.calls.models import Application, Criterion, RatingRecusal
from aktionsplan.partnership import operations as partnership
from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import Role
from aktionsplan.shared.retention.models import ArchiveOffer
from tests.factories import adoption, analysis, participation, strategy
from tests.factories import town as make


def _rated(town: Any) -> None:
    """A call with a criterion, and somebody who said to be biased about one of its applications."""
    application = Application.objects.filter(partnership=town.partnership).order_by("pk").first()
    Criterion.objects.create(
        partnership=town.partnership, call=application.call, place=1, kind="scored", title="Ziel"
    )
    RatingRecusal.objects.create(
        partnership=town.partnership,
        application=application,
        seat=Seat.objects.filter(body=town.body).first(),
        person=town.emil.reference,
        person_name="Emil",
        declared_at=make.NOW,
        state="declared",
    )


def whole(town: Any) -> Any:
    """One thing of every kind, people who stand close to it, and people who do not."""
    make.ordered_payment(town)
    people.grant_role(email="neu@elbhagen.example", name="Neu Hier", role=Role.SIGNATORY, by=town.kim, at=make.NOW)
    Membership.objects.update(proposed_by="account:somebody")
    own = Membership.objects.get(account=town.kim.account)
    Membership.objects.exclude(pk=own.pk).filter(role=Role.ADMINISTRATOR).delete()
    Membership.objects.filter(pk=own.pk).update(proposed_by=town.lena.reference)
    emil = town.emil.account
    bodies.name_function(body=town.body, function="chair", account=emil, name=emil.name, by=town.ben, at=make.NOW)
    for who in ("ben", "lena", "kim", "dogan", "carla", "emil"):
        make.link(town, "board", name=town.people[who].account.name, account=town.people[who].account)
    Meeting.objects.update(current=AgendaItem.objects.exclude(organisation=None).first())
    ArchiveOffer.objects.create(
        partnership=town.partnership,
        retention="unsuccessful_applications",
        until=make.NOW.date(),
        count=1,
        offered_on=make.NOW.date(),
        answer="none",
    )
    staff = {"name": "Ben", "task": "", "hours": 20, "begins_on": make.NOW.date(), "ends_on": None}
    partnership.add_office_staff(fields=staff, by=town.lena, at=make.NOW)
    _rated(town)
    analysis.one_of_each(town)
    participation.one_of_each(town)
    strategy.one_of_each(town)
    adoption.one_of_each(town)
    return town
