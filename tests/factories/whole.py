"""A town with one thing of every kind, people who stand close to it, and people who do not."""

from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.people import operations as people
from aktionsplan.people.models import Membership
from aktionsplan.people.permissions import Role
from aktionsplan.shared.retention.models import ArchiveOffer
from tests.factories import adoption, analysis, notices, participation, ratings, strategy
from tests.factories import town as make


def whole(town: Any) -> Any:
    """One thing of every kind, people who stand close to it, and people who do not."""
    make.ordered_payment(town)
    notices.one_of_each(town)
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
    ratings.one_of_each(town)
    analysis.one_of_each(town)
    participation.one_of_each(town)
    strategy.one_of_each(town)
    adoption.one_of_each(town)
    return town
