"""Reading people: who acts here, with which roles."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account, Membership
from aktionsplan.people.permissions import INSIDE, TABLE, Role, may, relations_for
from aktionsplan.people.permissions.relations import NOT_OWN, NOT_PROPOSER
from aktionsplan.people.permissions.roles import NAMES
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.deeds import current as running_deed
from aktionsplan.shared.ledger.queries import told
from aktionsplan.shared.tenancy import account_scope, partnership_scope
from aktionsplan.shared.words import Forbidden, Phrase, Problem, mark


@dataclass(frozen=True)
class Actor:
    """An account acting in one partnership, with the roles it holds today."""

    account: Account
    partnership: Partnership
    roles: frozenset[str]
    second_factor: bool = False
    fresh: bool = False

    @property
    def reference(self) -> str:
        """Opaque reference for the ledger."""
        return f"account:{self.account.key}"

    @property
    def inside(self) -> bool:
        """Whether a role here needs the second factor."""
        return bool(self.roles & INSIDE)

    @property
    def function(self) -> str:
        """The German name of the first role, for headers and documents."""
        return next((NAMES[role] for role in Role if role in self.roles and role != Role.ANYONE), NAMES[Role.ANYONE])

    def allow(self, action: str, stands: Callable[[str], bool] | None = None) -> None:
        """Raises Forbidden unless this person may do this, with these relations to the thing when they are told.

        A deed that is done within another one is free there; the installation's own are nobody's.
        """
        if action not in TABLE:
            raise Forbidden(Problem("installation", mark("Das macht nur das Programm selbst.")))
        if TABLE[action].within and running_deed() is not None:
            return
        named = relations_for(action, self.roles) if stands else frozenset()
        relations = frozenset(name for name in named if stands(name)) if stands else None
        if problem := may(action, self.roles, relations):
            raise Forbidden(problem)

    def may(self, action: str, relations: Collection[str] | None = None) -> bool:
        """Whether this person may do it."""
        return may(action, self.roles, relations) is None

    def problem(self, action: str, relations: Collection[str] | None = None) -> Problem | None:
        """Why not."""
        return may(action, self.roles, relations)


@dataclass(frozen=True)
class Visitor:
    """Whoever fills in a public form: no account, no name, in one partnership, with the role *visitor* alone."""

    partnership: Partnership

    @property
    def reference(self) -> str:
        """The same for everybody."""
        return "visitor"

    def allow(self, action: str, stands: Callable[[str], bool] | None = None) -> None:
        """Raises Forbidden unless the table lets visitors do this."""
        if problem := may(action, {Role.VISITOR}, None if stands is None else frozenset()):
            raise Forbidden(problem)


def current(day: dt.date) -> Q:
    """Memberships that give rights on that day."""
    return Q(state="active", valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def roles_of(account: Account, partnership: Partnership, day: dt.date) -> frozenset[str]:
    """The roles that the account holds in the partnership on that day, always with ANYONE."""
    with partnership_scope(partnership):
        memberships = Membership.objects.filter(current(day), account=account, partnership=partnership)
        return frozenset(memberships.values_list("role", flat=True)) | {Role.ANYONE}


def with_roles(accounts: Collection[int], partnership: Partnership, day: dt.date) -> frozenset[int]:
    """Those of the accounts that have anything to do in the partnership on that day."""
    rows = Membership.objects.filter(current(day), account__in=accounts, partnership=partnership)
    return frozenset(rows.values_list("account_id", flat=True))


def actor(account: Account, partnership: Partnership, day: dt.date, **flags: bool) -> Actor:
    """The account as an actor in the partnership on that day."""
    return Actor(account, partnership, roles_of(account, partnership, day), **flags)


def actor_of(reference: str, partnership: Partnership, day: dt.date) -> Actor:
    """The person behind a reference (`account:KEY`) as an actor of that day, for work done later in the person's name."""
    return actor(Account.objects.get(key=reference.removeprefix("account:")), partnership, day)


def works_inside(account: Account) -> bool:
    """Whether the account holds a role inside any partnership; suspended and waiting ones count."""
    with account_scope(account):
        return Membership.objects.filter(account=account, role__in=INSIDE).exclude(state="ended").exists()


def serves_elsewhere(account: Account, partnership: Partnership) -> bool:
    """Whether the account holds or waits for any role in another partnership: its name is then not this one's to write."""
    with account_scope(account):
        rows = Membership.objects.filter(account=account).exclude(state="ended")
        return rows.exclude(partnership=partnership).exists()


def towns_of(account: Account, day: dt.date) -> list[tuple[Partnership, list[str]]]:
    """The partnerships in which the account holds a role, with the German names of its roles."""
    with account_scope(account):
        rows = Membership.objects.filter(current(day), account=account).select_related("partnership")
        roles_by_town: dict[Partnership, list[str]] = {}
        for row in rows.order_by("partnership__name"):
            roles_by_town.setdefault(row.partnership, []).append(NAMES[row.role])
    return list(roles_by_town.items())


def waiting_of(account: Account) -> list[tuple[Partnership, str]]:
    """The partnerships in which a role of the account waits for a second person, with the German word of the role."""
    with account_scope(account):
        rows = Membership.objects.filter(account=account, state="proposed").select_related("partnership")
        return [(row.partnership, NAMES[Role(row.role)]) for row in rows.order_by("partnership__name")]


def named(partnership: Partnership, query: str, *, most: int = 10) -> list[str]:
    """Names of people with a role in the partnership that hold every word of the query."""
    rows = Membership.objects.filter(partnership=partnership).exclude(state="ended")
    for word in query.split():
        rows = rows.filter(account__name__icontains=word)
    return list(rows.order_by("account__name").values_list("account__name", flat=True).distinct()[:most])


def memberships(partnership: Partnership) -> list[Membership]:
    """Every membership that has not ended, by name."""
    rows = Membership.objects.filter(partnership=partnership).exclude(state="ended")
    return list(rows.select_related("account").order_by("account__name", "role"))


def membership_for(by: Actor, key: str) -> Membership:
    """The membership with this key in the actor's partnership, or 404."""
    membership = Membership.objects.filter(partnership=by.partnership, key=key).select_related("account").first()
    if membership is None:
        raise Http404
    return membership


def _is_own(membership: Membership, by: By) -> bool:
    return isinstance(by, Actor) and membership.account_id == by.account.pk


def _locked_membership(membership: Membership) -> Membership:
    return Membership.objects.select_for_update(of=("self",)).select_related("account").get(pk=membership.pk)


MEMBERSHIP = Subject(
    takes=("membership",),
    lock=_locked_membership,
    reference=lambda membership: f"membership:{membership.key}",
    relations={
        NOT_PROPOSER: lambda membership, by, day: membership.proposed_by != by.reference,
        NOT_OWN: lambda membership, by, day: not _is_own(membership, by),
    },
)
"""A person's role in the partnership: whoever proposed it, and whoever holds it, does not confirm it."""


def names(references: set[str]) -> dict[str, str]:
    """Names of the accounts behind ledger references; unknown ones are left out."""
    keys = [reference.removeprefix("account:") for reference in references if reference.startswith("account:")]
    return {f"account:{key}": name for key, name in Account.objects.filter(key__in=keys).values_list("key", "name")}


def holders(partnership: Partnership, roles: set[str], day: dt.date) -> list[Account]:
    """The accounts that hold one of the roles on that day."""
    memberships = Membership.objects.filter(current(day), partnership=partnership, role__in=roles)
    return list(Account.objects.filter(pk__in=memberships.values("account")).order_by("name"))


ROLE_DEEDS = ("people.grant_role", "people.install_role", "people.begin_body_role", "people.become_sponsor")


def role_differences(partnership: Partnership) -> list[Phrase]:
    """Memberships with another role or account than the entry that gave them says, or with none."""
    given = {
        reference: payload for reference, _kind, payload in told(partnership, ROLE_DEEDS) if "account" in payload
    }
    phrases = []
    for row in Membership.objects.filter(partnership=partnership).select_related("account"):
        entry = given.get(f"membership:{row.key}")
        if entry is None or (entry["role"], entry["account"]) != (row.role, row.account.key):
            values = {"name": row.account.name, "role": (NAMES[Role(row.role)],)}
            phrases.append(Phrase(mark("Aufgabe „{role}“ von {name}: das Verlaufsbuch sagt etwas anderes"), values))
    return phrases
