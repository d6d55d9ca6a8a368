"""Reading organisations."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from aktionsplan.network import rules
from aktionsplan.network.models import BankAccount, Contact, Organisation, OrganisationPerson
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.permissions.relations import NOT_LINKED, NOT_PROPOSER, OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Foreign
from aktionsplan.shared.words import fold


def own_links(by: Actor, day: dt.date) -> QuerySet[OrganisationPerson]:
    """The actor's present links that let it act for an organisation."""
    links = OrganisationPerson.objects.filter(
        partnership=by.partnership, account=by.account, may_act=True, accepted=True
    )
    return links.filter(valid_from__lte=day).filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def own_organisations(by: Actor, day: dt.date) -> list[Organisation]:
    """The organisations the actor may act for."""
    return list(_own(by, day))


def _own(by: Actor, day: dt.date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(partnership=by.partnership, pk__in=own_links(by, day).values("organisation"))


def own_with_everything(by: Actor, day: dt.date) -> list[Foreign]:
    """The organisations the actor may act for, with `present_people` and every version of their bank data."""
    people = Prefetch("people", OrganisationPerson.objects.filter(valid_until__isnull=True), to_attr="present_people")
    return list(_own(by, day).prefetch_related(people, "bank_accounts"))


def contacts(partnership: Partnership) -> QuerySet[Contact]:
    """Everybody who agreed to be invited, the newest first."""
    return Contact.objects.filter(partnership=partnership)


def contacts_called(rows: QuerySet[Contact], partnership: Partnership, query: str) -> QuerySet[Contact]:
    """Those whose name, address or interests have all of the words."""
    for word in query.split():
        named = Q(name__icontains=word) | Q(email__icontains=word) | Q(interests__icontains=word)
        rows = rows.filter(named)
    return rows


def contact_for(by: By, key: str) -> Contact:
    """The contact with this key, or 404."""
    row = Contact.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def contact_names(partnership: Partnership, keys: Iterable[str]) -> dict[str, str]:
    """The name (or address) of each contact that is still there."""
    return {row.key: str(row) for row in Contact.objects.filter(partnership=partnership, key__in=list(keys))}


def contact_values(row: Contact) -> dict[str, str]:
    """What the form of a contact changes."""
    return {"name": row.name, "email": row.email, "phone": row.phone, "interests": ", ".join(row.interests)}


def _locked_contact(contact: Contact) -> Contact:
    return Contact.objects.select_for_update().get(pk=contact.pk)


CONTACT = Subject(takes=("contact",), lock=_locked_contact, reference=lambda row: f"contact:{row.key}")


def relations(organisation: Organisation, by: By, day: dt.date) -> frozenset[str]:
    """How the actor stands to the organisation."""
    if isinstance(by, Actor) and own_links(by, day).filter(organisation=organisation).exists():
        return frozenset({OWN_ORGANISATION})
    return frozenset()


def linked_organisations(by: By, day: dt.date) -> frozenset[int]:
    """The organisations whose matters the actor must not handle: own ones and those of a conflicting link.

    A link without an account counts when it bears the actor's name.
    """
    if not isinstance(by, Actor):
        return frozenset()
    links = OrganisationPerson.objects.filter(partnership=by.partnership, valid_from__lte=day, accepted=True)
    links = links.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    links = links.filter(Q(may_act=True) | Q(kind__in=rules.CONFLICTING))
    links = links.filter(Q(account=by.account) | Q(account__isnull=True))
    rows = links.values_list("organisation_id", "account_id", "name", "kind")
    return frozenset(row[0] for row in rows if Tie(*row[1:]).is_of(by.account.pk, by.account.name))


def impartial(organisation: Organisation, by: By, day: dt.date, own: Collection[int] | None = None) -> frozenset[str]:
    """The relation of whoever does not belong to the organisation (VwVfG §§ 20, 21); `own` saves the query in lists."""
    linked_ids = linked_organisations(by, day) if own is None else own
    return frozenset() if organisation.pk in linked_ids else frozenset({NOT_LINKED})


def organisation_for(by: Actor, key: str, day: dt.date) -> Organisation:
    """The organisation with this key if the actor may see it, else 404."""
    organisation = Organisation.objects.filter(partnership=by.partnership, key=key).first()
    if organisation is None:
        raise Http404
    if not by.may("network.view") and not relations(organisation, by, day):
        raise Http404
    return organisation


def organisations(partnership: Partnership) -> QuerySet[Organisation]:
    """Every organisation known here."""
    return Organisation.objects.filter(partnership=partnership)


def organisations_called(
    rows: QuerySet[Organisation], partnership: Partnership, query: str
) -> QuerySet[Organisation]:
    """Those of the organisations whose name or place fits the words."""
    return rows.filter(key__in=search.references(partnership, "organisation", query))


def people_of(organisation: Organisation) -> list[OrganisationPerson]:
    """Everybody linked to the organisation now."""
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


def coming_bank(organisation: Organisation, now: dt.datetime) -> BankAccount | None:
    """The newest version that no payment may name yet: it waits for its approval, or for the end of its waiting time."""
    newest = next((version for version in bank_versions(organisation) if version.state != "rejected"), None)
    return newest if newest and (newest.effective_at is None or newest.effective_at > now) else None


def _is_not_proposer(bank: BankAccount, by: By, day: dt.date) -> bool:
    return bank.proposed_by != by.reference


def bank_relations(bank: BankAccount, by: By, day: dt.date, own: Collection[int] | None = None) -> frozenset[str]:
    """How the actor stands to proposed bank data."""
    other = frozenset({NOT_PROPOSER}) if _is_not_proposer(bank, by, day) else frozenset()
    return other | impartial(bank.organisation, by, day, own)


def bank_for(by: Actor, key: str) -> BankAccount:
    """The version with this key, or 404."""
    bank = BankAccount.objects.filter(partnership=by.partnership, key=key).select_related("organisation").first()
    if bank is None:
        raise Http404
    return bank


def link_for(by: Actor, key: str) -> OrganisationPerson:
    """The link with this key, or 404."""
    rows = OrganisationPerson.objects.filter(partnership=by.partnership, key=key)
    link = rows.select_related("organisation").first()
    if link is None:
        raise Http404
    return link


def invitations(by: Actor) -> list[OrganisationPerson]:
    """Invitations to be a contact that the actor has not answered."""
    rows = OrganisationPerson.objects.filter(partnership=by.partnership, account=by.account, accepted=False)
    return list(rows.filter(valid_until__isnull=True).select_related("organisation"))


def same_iban_elsewhere(organisation: Organisation, versions: list[BankAccount]) -> dict[str, list[Organisation]]:
    """Other organisations that use one of these IBANs, by IBAN; shown to the office only."""
    rows = BankAccount.objects.filter(
        partnership=organisation.partnership, iban__in={version.iban for version in versions}
    )
    by_iban: dict[str, dict[int, Organisation]] = {}
    for row in rows.exclude(organisation=organisation).select_related("organisation"):
        by_iban.setdefault(row.iban, {})[row.organisation_id] = row.organisation
    return {iban: list(others.values()) for iban, others in by_iban.items()}


@dataclass(frozen=True)
class Tie:
    """A present link of a person to an organisation."""

    account: int | None
    name: str
    kind: str

    def is_of(self, account: int | None, name: str) -> bool:
        """Whether it is this person's: the same account, or the same name where one of the two has no account."""
        if self.account and account:
            return self.account == account
        return fold(self.name) == fold(name)


def ties_of(organisation: Organisation, day: dt.date) -> list[Tie]:
    """Every link to the organisation that holds on that day; whoever may act for it counts as its contact."""
    return ties_of_all([organisation.pk], day).get(organisation.pk, [])


def ties_of_all(organisations: Collection[int], day: dt.date) -> dict[int, list[Tie]]:
    """The same for several organisations, by their numbers, with one question."""
    rows = OrganisationPerson.objects.filter(organisation__in=organisations, valid_from__lte=day, accepted=True)
    rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    ties: dict[int, list[Tie]] = {}
    for owner, who, name, kind, acts in rows.values_list("organisation_id", "account_id", "name", "kind", "may_act"):
        means = "contact" if acts and kind not in rules.CONFLICTING else kind
        ties.setdefault(owner, []).append(Tie(who, name, means))
    return ties


def hints_of(organisation: Organisation, day: dt.date) -> list[tuple[str, Tie]]:
    """People who may have a conflict of interest though no link says so, each with the kind of the hint.

    `member` a plain member, `address` and `iban` who leads another organisation with the same ones, `surname` who bears
    the surname of somebody who leads this one. Hints only: people decide (committee.md B8).
    """
    own = ties_of(organisation, day)
    leading = [tie for tie in own if tie.kind in rules.CONFLICTING]
    hints = [("member", tie) for tie in own if tie.kind not in rules.CONFLICTING]
    others = Organisation.objects.filter(partnership=organisation.partnership_id).exclude(pk=organisation.pk)
    place = {"street__iexact": organisation.street, "postcode": organisation.postcode}
    ibans = BankAccount.objects.filter(organisation=organisation).values("iban")
    same = {
        "address": list(others.filter(**place).values_list("pk", flat=True)) if organisation.street else [],
        "iban": list(others.filter(bank_accounts__iban__in=ibans).distinct().values_list("pk", flat=True)),
    }
    ties = ties_of_all({pk for pks in same.values() for pk in pks}, day)
    for kind, pks in same.items():
        hints += [(kind, tie) for pk in pks for tie in ties.get(pk, []) if tie.kind in rules.CONFLICTING]
    return hints + [("surname", Tie(None, rules.surname(tie.name), tie.kind)) for tie in leading if tie.name]


def waiting_bank(partnership: Partnership) -> QuerySet[BankAccount]:
    """Bank data that wait for approval, the oldest first."""
    rows = BankAccount.objects.filter(partnership=partnership, state="proposed").select_related("organisation")
    return rows.order_by("proposed_at")


def _is_own(organisation: Organisation, by: By, day: dt.date) -> bool:
    return bool(relations(organisation, by, day))


def _is_free(organisation: Organisation, by: By, day: dt.date) -> bool:
    return bool(impartial(organisation, by, day))


def _locked_organisation(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _locked_link(link: OrganisationPerson) -> OrganisationPerson:
    return (
        OrganisationPerson.objects.select_for_update(of=("self",))
        .select_related("organisation", "account")
        .get(pk=link.pk)
    )


def _locked_bank(bank: BankAccount) -> BankAccount:
    return BankAccount.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=bank.pk)


ORGANISATION = Subject(
    takes=("organisation",),
    lock=_locked_organisation,
    reference=lambda organisation: f"organisation:{organisation.key}",
    relations={OWN_ORGANISATION: _is_own, NOT_LINKED: _is_free},
)
"""An organisation: its contacts act for it, and nobody who belongs to it handles its matters."""
LINK = Subject(
    takes=("link",),
    lock=_locked_link,
    reference=lambda link: f"organisation:{link.organisation.key}",
    relations={OWN_ORGANISATION: lambda link, by, day: _is_own(link.organisation, by, day)},
)
"""That a person belongs to an organisation."""
BANK = Subject(
    takes=("bank",),
    lock=_locked_bank,
    reference=lambda bank: f"bank:{bank.key}",
    relations={
        NOT_PROPOSER: _is_not_proposer,
        NOT_LINKED: lambda bank, by, day: _is_free(bank.organisation, by, day),
    },
)
"""One version of an organisation's bank data."""
