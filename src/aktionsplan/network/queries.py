"""Reading organisations."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import Http404

from aktionsplan.network import rules
from aktionsplan.network.models import BankAccount, Organisation, OrganisationPerson
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_PROPOSER, OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search


def own_links(by: Actor, day: dt.date) -> Any:
    """The actor's present links that let it act for an organisation."""
    links = OrganisationPerson.objects.filter(partnership=by.partnership, account=by.account, may_act=True)
    return links.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def own_organisations(by: Actor, day: dt.date) -> list[Organisation]:
    """The organisations the actor may act for."""
    return list(
        Organisation.objects.filter(partnership=by.partnership, pk__in=own_links(by, day).values("organisation"))
    )


def relations(organisation: Organisation, by: Any, day: dt.date) -> frozenset[str]:
    """How the actor stands to the organisation."""
    if isinstance(by, Actor) and own_links(by, day).filter(organisation=organisation).exists():
        return frozenset({OWN_ORGANISATION})
    return frozenset()


def organisation_for(by: Actor, key: str, day: dt.date) -> Organisation:
    """The organisation with this key if the actor may see it, else 404."""
    found = Organisation.objects.filter(partnership=by.partnership, key=key).first()
    if found is None:
        raise Http404
    if not by.may("network.view") and not relations(found, by, day):
        raise Http404
    return found


def organisations(partnership: Partnership, query: str = "", state: str = "") -> Any:
    """Organisations by name, narrowed by search and state."""
    rows = Organisation.objects.filter(partnership=partnership)
    if query:
        rows = rows.filter(key__in=search.references(partnership, "organisation", query))
    return rows.filter(state=state) if state else rows


def people_of(organisation: Organisation) -> list[OrganisationPerson]:
    """Everybody linked to the organisation."""
    return list(organisation.people.filter(valid_until__isnull=True).select_related("account"))


def bank_versions(organisation: Organisation) -> list[BankAccount]:
    """Every version of the bank data, newest first."""
    return list(organisation.bank_accounts.all())


def usable_bank(organisation: Organisation, now: dt.datetime) -> BankAccount | None:
    """The newest version, if a payment may name it now: approved and past its waiting time; a pending change blocks."""
    newest = next((version for version in bank_versions(organisation) if version.state != "rejected"), None)
    if newest is None or newest.effective_at is None or newest.effective_at > now:
        return None
    return newest


def bank_relations(bank: BankAccount, by: Any) -> frozenset[str]:
    """How the actor stands to proposed bank data."""
    return frozenset() if bank.proposed_by == by.reference else frozenset({NOT_PROPOSER})


def bank_for(by: Actor, key: str) -> BankAccount:
    """The version with this key, or 404."""
    found = BankAccount.objects.filter(partnership=by.partnership, key=key).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def same_iban_elsewhere(bank: BankAccount) -> list[Organisation]:
    """Other organisations that use the same IBAN; shown to the office only."""
    return list(
        Organisation.objects.filter(partnership=bank.partnership, bank_accounts__iban=bank.iban)
        .exclude(pk=bank.organisation_id)
        .distinct()
    )


def conflict_proposals(organisation: Organisation, accounts: list[int], day: dt.date) -> list[OrganisationPerson]:
    """Links of these accounts to the organisation that propose a recusal on that day."""
    links = organisation.people.filter(account__in=accounts, kind__in=rules.CONFLICTING, valid_from__lte=day)
    return list(links.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day)).select_related("account"))


def waiting_bank(partnership: Partnership) -> list[BankAccount]:
    """Bank data that wait for approval."""
    rows = BankAccount.objects.filter(partnership=partnership, state="proposed").select_related("organisation")
    return list(rows.order_by("proposed_at"))
