"""Writing organisations and their bank data."""

import datetime as dt
from typing import Any

from aktionsplan.network import emails, rules
from aktionsplan.network.models import BankAccount, Organisation, OrganisationPerson
from aktionsplan.network.queries import Tie, bank_relations, impartial, relations
from aktionsplan.network.states import BANK, ORGANISATION
from aktionsplan.partnership.queries import office, rules_in_force
from aktionsplan.people.models import Account
from aktionsplan.people.operations import become_sponsor, expect_account
from aktionsplan.people.permissions.roles import INSIDE
from aktionsplan.people.queries import Actor, require, works_inside
from aktionsplan.shared import search
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.limits import count
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

OFFICE_LINK = Problem("office_link", mark("Das trägt das Amt aus. Schreiben Sie ihm bitte."))
INVITATIONS, REGISTRATIONS, BANK_CHANGES, DAY_SECONDS = 10, 5, 5, 86_400
"""What one person may do in a day without the office: every invitation and every bank account is a mail to somebody."""
CHECKED = frozenset({"name", "legal_form", "register_number", "street", "postcode", "city", "email"})
"""What the office has read before it stands on letters; the telephone and the day of a proof wait for nobody."""
FIELDS = ("name", "legal_form", "register_number", "street", "postcode", "city", "email", "phone", "nonprofit_date")


def _flags(partnership: Any, name: str, own: int | None) -> list[str]:
    others = Organisation.objects.filter(partnership=partnership, skeleton=rules.skeleton(name)).exclude(pk=own)
    found = [f"look_alike:{other}" for other in others.values_list("key", flat=True)]
    return found + (["mixed_scripts"] if rules.mixed_scripts(name) else [])


def _check_proof_day(fields: dict[str, Any], at: dt.datetime) -> None:
    day = fields.get("nonprofit_date")
    if day and day > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), field_name="nonprofit_date"))


def _findable(organisation: Organisation) -> None:
    search.put(
        partnership=organisation.partnership,
        kind="organisation",
        reference=organisation.key,
        title=organisation.name,
        text=organisation.city,
    )


def _end_former(by: Actor, present: Organisation, at: dt.datetime) -> None:
    """Whoever becomes a sponsor anew, after the office ended the role, does not act for former organisations again."""
    rows = OrganisationPerson.objects.filter(
        account=by.account, may_act=True, accepted=True, valid_until__isnull=True
    )
    rows.exclude(organisation=present).update(valid_until=local_day(at))


@deed("network.register")
def register(*, fields: dict[str, Any], function: str, by: Actor, at: dt.datetime) -> Organisation:
    """A new organisation whose contact is the actor, who becomes a sponsor; the office confirms it later."""
    _check_proof_day(fields, at)
    count(what="register", who=by.reference, most=REGISTRATIONS, seconds=DAY_SECONDS, at=at)
    made = Organisation.objects.create(
        partnership=by.partnership,
        state=ORGANISATION.initial,
        created_at=at,
        skeleton=rules.skeleton(fields["name"]),
        flags=_flags(by.partnership, fields["name"], None),
        **fields,
    )
    OrganisationPerson.objects.create(
        partnership=by.partnership,
        organisation=made,
        account=by.account,
        name=by.account.name,
        kind="contact",
        function=function,
        valid_from=local_day(at),
        may_act=True,
    )
    if become_sponsor(account=by.account, by=by, at=at):
        _end_former(by, made, at)
    _findable(made)
    record(by=by, at=at, reference=f"organisation:{made.key}", payload={"name": made.name, "flags": made.flags})
    return made


@deed("network.change_own")
def change(
    *, organisation: Organisation, fields: dict[str, Any], version: int, by: By, at: dt.datetime
) -> Organisation:
    """New data of an organisation; what stands on letters or where they go waits for the office again.

    An address that the office had confirmed is told that another one takes its place; any other is a stranger's.

    Raises Conflict when somebody else has saved since `version`.
    """
    require(by, "network.change_own", relations(organisation, by, local_day(at)))
    _check_proof_day(fields, at)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if held.version != version:
        raise Conflict(
            Problem("conflict", mark("Jemand anders hat diese Seite inzwischen geändert.")),
            {name: getattr(held, name) for name in FIELDS},
        )
    changed = [name for name in FIELDS if name in fields and fields[name] != getattr(held, name)]
    former = held.email if held.state == "confirmed" else ""
    for name in changed:
        setattr(held, name, fields[name])
    if CHECKED & set(changed):
        held.state = ORGANISATION.next(held.state, "change")
        held.skeleton, held.flags = rules.skeleton(held.name), _flags(held.partnership, held.name, held.pk)
    held.version += 1
    held.save(update_fields=[*changed, "state", "skeleton", "flags", "version"])
    _findable(held)
    if "email" in changed and former:
        queue(letter=emails.address_changed(held, former, emails.own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, reference=f"organisation:{held.key}", payload={"changed": changed})
    return held


@deed("network.attach_proof")
def attach_proof(*, organisation: Organisation, proof: Accepted, by: By, at: dt.datetime) -> Organisation:
    """The proof of non-profit status; a new proof waits for the office again."""
    require(by, "network.change_own", relations(organisation, by, local_day(at)))
    stored = store(partnership=by.partnership, content=proof.content, content_type=proof.content_type, at=at)
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    held.state = ORGANISATION.next(held.state, "change")
    former, held.nonprofit_file = held.nonprofit_file, stored
    held.version += 1
    held.save(update_fields=["nonprofit_file", "state", "version"])
    if former is not None and former.pk != stored.pk:
        release(former)
    record(by=by, at=at, reference=f"organisation:{held.key}", payload={"proof": stored.sha256})
    return held


@deed("network.confirm")
def confirm(*, organisation: Organisation, by: By, at: dt.datetime) -> Organisation:
    """The office has looked at name, form and proof; Forbidden for somebody who belongs to it."""
    require(by, "network.confirm", impartial(organisation, by, local_day(at)))
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    held.state = ORGANISATION.next(held.state, "confirm")
    held.confirmed_by, held.confirmed_at = by.reference, at
    held.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    queue(letter=emails.confirmed(held, emails.own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, reference=f"organisation:{held.key}", payload={"name": held.name})
    return held


def _link(
    organisation: Organisation,
    account: Account | None,
    name: str,
    kind: str,
    function: str,
    by: By,
    at: dt.datetime,
    may_act: bool,
    valid_from: dt.date | None = None,
    accepted: bool = True,
) -> OrganisationPerson:
    if valid_from and valid_from > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), field_name="valid_from"))
    open_links = OrganisationPerson.objects.filter(organisation=organisation, kind=kind, valid_until__isnull=True)
    if account and open_links.filter(account=account).exists():
        raise Refused(Problem("linked", mark("Diese Person ist hier schon eingetragen."), field_name="email"))
    made = OrganisationPerson.objects.create(
        partnership=by.partnership,
        organisation=organisation,
        account=account,
        name=name,
        kind=kind,
        function=function,
        may_act=may_act,
        accepted=accepted,
        valid_from=valid_from or local_day(at),
    )
    record(
        by=by,
        at=at,
        reference=f"organisation:{organisation.key}",
        payload={"link": kind, "name": name, "may_act": may_act},
    )
    return made


@deed("network.link_person")
def link_person(
    *,
    organisation: Organisation,
    account: Account | None,
    name: str,
    kind: str,
    function: str,
    by: By,
    at: dt.datetime,
    valid_from: dt.date | None = None,
) -> OrganisationPerson:
    """The office notes that somebody belongs to an organisation, since that day; proposes conflicts of interest."""
    return _link(organisation, account, name, kind, function, by, at, may_act=False, valid_from=valid_from)


@deed("network.end_link")
def end_link(*, link: OrganisationPerson, by: By, at: dt.datetime) -> OrganisationPerson:
    """Somebody no longer belongs to the organisation: may not act for it, proposes no conflict of interest.

    The office may, and for contacts every contact of the organisation, unless the person works inside: nobody frees an
    official of a conflict of interest but the office. The last contact stays until another is there.
    """
    held = OrganisationPerson.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=link.pk)
    today = local_day(at)
    if isinstance(by, Actor) and not by.may("network.link_person"):
        require(by, "network.add_contact", relations(held.organisation, by, today))
        if held.kind != "contact":
            raise Refused(OFFICE_LINK)
        if held.accepted and held.account is not None and works_inside(held.account):
            raise Refused(OFFICE_LINK)
    if held.valid_until is not None:
        raise Refused(Problem("ended", mark("Das ist schon beendet.")))
    if (
        isinstance(by, Actor)
        and by.roles & INSIDE
        and Tie(held.account_id, held.name, held.kind).is_of(by.account.pk, by.account.name)
    ):
        raise Refused(Problem("own_link", mark("Ihre eigene Verbindung beendet jemand anders aus dem Amt.")))
    acting = OrganisationPerson.objects.select_for_update().filter(
        organisation=held.organisation, may_act=True, accepted=True, valid_until__isnull=True
    )
    if held.may_act and all(row.pk == held.pk for row in acting):
        raise Refused(Problem("last_contact", mark("Tragen Sie zuerst eine andere Ansprechperson ein.")))
    held.valid_until = max(today, held.valid_from)
    held.save(update_fields=["valid_until"])
    told = {"ended": held.kind, "name": held.name}
    record(by=by, at=at, reference=f"organisation:{held.organisation.key}", payload=told)
    return held


@deed("network.add_contact")
def add_contact(
    *, organisation: Organisation, email: str, name: str, function: str, by: By, at: dt.datetime
) -> OrganisationPerson:
    """Invites a further contact by mail, who may act for the organisation once the invitation is accepted.

    Refused beyond a number of invitations a day, before any account is looked up or made.
    """
    require(by, "network.add_contact", relations(organisation, by, local_day(at)))
    count(what="invite", who=by.reference, most=INVITATIONS, seconds=DAY_SECONDS, at=at)
    account = expect_account(email=email, by=by, at=at)
    made = _link(organisation, account, name, "contact", function, by, at, may_act=True, accepted=False)
    queue(letter=emails.invited(made, f"{emails.own_page(by)}einladungen/"), at=at, partnership=by.partnership)
    return made


def _invitation(link: OrganisationPerson, by: Actor) -> OrganisationPerson:
    held = OrganisationPerson.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=link.pk)
    if held.account_id != by.account.pk or held.accepted or held.valid_until is not None:
        raise Refused(Problem("invitation", mark("Diese Einladung gilt nicht mehr.")))
    return held


@deed("network.accept_invitation")
def accept_invitation(*, link: OrganisationPerson, by: Actor, at: dt.datetime) -> OrganisationPerson:
    """The invited person says yes: becomes a contact and a sponsor. Refused for anybody else's invitation."""
    held = _invitation(link, by)
    held.accepted, held.valid_from = True, local_day(at)
    held.save(update_fields=["accepted", "valid_from"])
    if become_sponsor(account=by.account, by=by, at=at):
        _end_former(by, held.organisation, at)
    told = {"accepted": held.kind, "name": held.name}
    record(by=by, at=at, reference=f"organisation:{held.organisation.key}", payload=told)
    return held


@deed("network.decline_invitation")
def decline_invitation(*, link: OrganisationPerson, by: Actor, at: dt.datetime) -> OrganisationPerson:
    """The invited person says no; nothing ever tied her to the organisation."""
    held = _invitation(link, by)
    held.valid_until = max(local_day(at), held.valid_from)
    held.save(update_fields=["valid_until"])
    told = {"declined": held.kind, "name": held.name}
    record(by=by, at=at, reference=f"organisation:{held.organisation.key}", payload=told)
    return held


@deed("network.propose_bank")
def propose_bank(*, organisation: Organisation, holder: str, iban: str, by: By, at: dt.datetime) -> BankAccount:
    """New bank data, which wait for approval; the address on file is told. A pending change blocks another."""
    require(by, "network.propose_bank", relations(organisation, by, local_day(at)))
    count(what="bank", who=by.reference, most=BANK_CHANGES, seconds=DAY_SECONDS, at=at)
    lead = office(by.partnership, "lead_office", local_day(at))
    if lead is not None and lead.payer_iban == iban:
        raise Refused(Problem("own_account", mark("Das ist das Konto des Amtes."), field_name="iban"))
    versions = BankAccount.objects.select_for_update().filter(organisation=organisation)
    if versions.filter(state="proposed").exists():
        raise Refused(Problem("bank_pending", mark("Eine Änderung wartet schon auf Freigabe."), field_name="iban"))
    newest = versions.order_by("-version").first()
    made = BankAccount.objects.create(
        partnership=by.partnership,
        organisation=organisation,
        version=(newest.version if newest else 0) + 1,
        holder=holder,
        iban=iban,
        state=BANK.initial,
        proposed_by=by.reference,
        proposed_at=at,
    )
    queue(letter=emails.bank_change(made, emails.own_page(by)), at=at, partnership=by.partnership)
    record(
        by=by, at=at, reference=f"bank:{made.key}", payload={"iban": rules.masked_iban(iban), "version": made.version}
    )
    return made


def _decide_bank(bank: BankAccount, event: str, reason: str, by: By, at: dt.datetime) -> BankAccount:
    rows = BankAccount.objects.select_for_update(of=("self",)).select_related("organisation")
    held = rows.get(pk=bank.pk)
    held.state = BANK.next(held.state, event)
    held.decided_by, held.decided_at, held.reason = by.reference, at, reason
    if event == "approve":
        wait = rules_in_force(by.partnership, "grant_law", local_day(at))["bank_wait_days"]
        held.effective_at = rules.bank_effective(at, wait)
    held.save(update_fields=["state", "decided_by", "decided_at", "reason", "effective_at"])
    queue(letter=emails.bank_decided(held, emails.own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, reference=f"bank:{held.key}", payload={"event": event, "reason": reason})
    return held


@deed("network.approve_bank")
def approve_bank(*, bank: BankAccount, by: By, at: dt.datetime) -> BankAccount:
    """The second person's yes to bank data; effective after the waiting time."""
    require(by, "network.approve_bank", bank_relations(bank, by, local_day(at)))
    return _decide_bank(bank, "approve", "", by, at)


@deed("network.reject_bank")
def reject_bank(*, bank: BankAccount, reason: str, by: By, at: dt.datetime) -> BankAccount:
    """A no to bank data, with its reason; never by somebody of the organisation."""
    require(by, "network.reject_bank", impartial(bank.organisation, by, local_day(at)))
    return _decide_bank(bank, "reject", reason, by, at)
