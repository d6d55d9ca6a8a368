"""Reading agreed steps."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from aktionsplan.follow_up import rules
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import OWES
from aktionsplan.people.permissions.roles import INSIDE, Role
from aktionsplan.people.queries import Actor, holders
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields

OFFICE_ROLES = {"lead_office": Role.LEAD_OFFICER, "coordination_office": Role.COORDINATOR}


def follow_ups(partnership: Partnership) -> QuerySet[FollowUp]:
    """Every agreed step, open ones by their day first."""
    rows = FollowUp.objects.filter(partnership=partnership)
    return rows.annotate(by_day=Coalesce("due", dt.date.max)).order_by("by_day", "id")


def follow_ups_called(rows: QuerySet[FollowUp], partnership: Partnership, query: str) -> QuerySet[FollowUp]:
    """Those whose title, owner or origin has all of the words."""
    for word in query.split():
        rows = rows.filter(Q(title__icontains=word) | Q(owner_name__icontains=word) | Q(origin_title__icontains=word))
    return rows


def agreed(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Without what a notice imposes on an organisation: that belongs to the file of its grant."""
    return rows.exclude(owner_kind="organisation")


def follow_up_for(by: Actor, key: str) -> FollowUp:
    """The agreed step with this key that the person may see, or 404."""
    rows = FollowUp.objects.filter(partnership=by.partnership, key=key)
    row = (rows if by.may("follow_up.view_imposed") else agreed(rows)).first()
    if row is None:
        raise Http404
    return row


def of_origin(partnership: Partnership, origin: str) -> list[FollowUp]:
    """The steps that were agreed at a thing, the open ones first."""
    rows = list(FollowUp.objects.filter(partnership=partnership, origin=origin))
    return sorted(rows, key=lambda row: (row.state in ("done", "not_done"), row.due or dt.date.max, row.pk))


def owner_choices(partnership: Partnership, day: dt.date) -> list[tuple[str, str]]:
    """Who may owe a step: the two offices, and everybody who works inside, as (`kind:key`, name)."""
    accounts = holders(partnership, set(INSIDE), day)
    offices = [(f"office:{key}", str(word)) for key, word in rules.OFFICES.items()]
    return offices + [(f"account:{row.key}", row.name) for row in accounts]


def values_of(row: FollowUp) -> Fields:
    """What the form of a step changes."""
    plain = ("title", "text", "due", "effect", "effect_on")
    return {name: getattr(row, name) for name in plain} | {"owner": f"{row.owner_kind}:{row.owner_key}"}


def mine(by: Actor) -> QuerySet[FollowUp]:
    """Open steps that this person owes: by the account, or for an office by its role."""
    offices = [key for key, role in OFFICE_ROLES.items() if role in by.roles]
    own = Q(owner_kind="account", owner_key=by.account.key) | Q(owner_kind="office", owner_key__in=offices)
    return FollowUp.objects.filter(own, partnership=by.partnership, state="open", due__isnull=False)


def _owes(row: FollowUp, by: By, day: dt.date) -> bool:
    if not isinstance(by, Actor):
        return False
    if row.owner_kind == "account":
        return bool(row.owner_key == by.account.key)
    return row.owner_kind == "office" and OFFICE_ROLES.get(row.owner_key) in by.roles


def _locked(row: FollowUp) -> FollowUp:
    return FollowUp.objects.select_for_update().get(pk=row.pk)


FOLLOW_UP = Subject(
    takes=("follow_up",),
    lock=_locked,
    relations={OWES: _owes},
    reference=lambda row: f"follow_up:{row.key}",
)
