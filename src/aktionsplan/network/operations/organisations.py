"""Writing organisations and their bank data."""

import datetime as dt
import secrets

from aktionsplan.network import emails, queries, rules
from aktionsplan.network.models import BankAccount, Organisation, OrganisationPerson
from aktionsplan.network.queries import Tie
from aktionsplan.network.rules import FIELDS
from aktionsplan.network.states import BANK, ORGANISATION
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import office, rules_in_force
from aktionsplan.people.models import Account
from aktionsplan.people.operations import become_sponsor, expect_account
from aktionsplan.people.permissions.roles import INSIDE
from aktionsplan.people.queries import Actor, works_inside
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import CHANGED
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.kinds import Fields
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


def _flags(partnership: Partnership, name: str, own: int | None) -> list[str]:
    others = Organisation.objects.filter(partnership=partnership, skeleton=rules.skeleton(name))
    others = others.exclude(pk=own) if own else others
    flags = [f"look_alike:{other}" for other in others.values_list("key", flat=True)]
    return flags + (["mixed_scripts"] if rules.mixed_scripts(name) else [])


def _check_proof_day(fields: Fields, at: dt.datetime) -> None:
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


@deed("network.register", on=None, because="the organisation is made here")
def register(*, fields: Fields, function: str, by: Actor, at: dt.datetime) -> Organisation:
    """A new organisation whose contact is the actor, who becomes a sponsor; the office confirms it later."""
    _check_proof_day(fields, at)
    count(what="register", who=by.reference, most=REGISTRATIONS, seconds=DAY_SECONDS, at=at)
    organisation = Organisation.objects.create(
        partnership=by.partnership,
        state=ORGANISATION.initial,
        created_at=at,
        skeleton=rules.skeleton(fields["name"]),
        flags=_flags(by.partnership, fields["name"], None),
        **fields,
    )
    OrganisationPerson.objects.create(
        partnership=by.partnership,
        organisation=organisation,
        account=by.account,
        name=by.account.name,
        kind="contact",
        function=function,
        valid_from=local_day(at),
        may_act=True,
    )
    if become_sponsor(account=by.account, by=by, at=at):
        _end_former(by, organisation, at)
    _findable(organisation)
    record(
        by=by,
        at=at,
        reference=f"organisation:{organisation.key}",
        payload={"name": organisation.name, "flags": organisation.flags},
    )
    return organisation


@deed("network.change_own", on=queries.ORGANISATION)
def change(*, organisation: Organisation, fields: Fields, version: int, by: By, at: dt.datetime) -> Organisation:
    """New data of an organisation; what stands on letters or where they go waits for the office again.

    An address that the office had confirmed is told that another one takes its place; any other is a stranger's.

    Raises Conflict when somebody else has saved since `version`.
    """
    _check_proof_day(fields, at)
    if organisation.version != version:
        raise Conflict(CHANGED, {name: getattr(organisation, name) for name in (*FIELDS, "version")})
    changed = [name for name in FIELDS if name in fields and fields[name] != getattr(organisation, name)]
    former = organisation.email if organisation.state == "confirmed" else ""
    for name in changed:
        setattr(organisation, name, fields[name])
    if CHECKED & set(changed):
        organisation.state, organisation.waits_since = ORGANISATION.next(organisation.state, "change"), at
        organisation.skeleton, organisation.flags = (
            rules.skeleton(organisation.name),
            _flags(organisation.partnership, organisation.name, organisation.pk),
        )
    organisation.version += 1
    organisation.save(update_fields=[*changed, "state", "waits_since", "skeleton", "flags", "version"])
    _findable(organisation)
    if "email" in changed and former:
        queue(
            letter=emails.address_changed(organisation, former, emails.own_page(by)),
            at=at,
            partnership=by.partnership,
        )
    record(by=by, at=at, payload={"changed": changed})
    return organisation


@deed("network.attach_proof", on=queries.ORGANISATION)
def attach_proof(*, organisation: Organisation, proof: Accepted, by: By, at: dt.datetime) -> Organisation:
    """The proof of non-profit status; a new proof waits for the office again."""
    stored = store(partnership=by.partnership, content=proof.content, content_type=proof.content_type, at=at)
    organisation.state, organisation.waits_since = ORGANISATION.next(organisation.state, "change"), at
    former, organisation.nonprofit_file = organisation.nonprofit_file, stored
    organisation.version += 1
    organisation.save(update_fields=["nonprofit_file", "state", "waits_since", "version"])
    if former is not None and former.pk != stored.pk:
        release(former)
    record(by=by, at=at, payload={"proof": stored.sha256})
    return organisation


@deed("network.confirm", on=queries.ORGANISATION)
def confirm(*, organisation: Organisation, by: By, at: dt.datetime) -> Organisation:
    """The office has looked at name, form and proof; Forbidden for somebody who belongs to it."""
    organisation.state = ORGANISATION.next(organisation.state, "confirm")
    organisation.confirmed_by, organisation.confirmed_at = by.reference, at
    organisation.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    queue(letter=emails.confirmed(organisation, emails.own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"name": organisation.name})
    return organisation


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
    link = OrganisationPerson.objects.create(
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
        payload={"link": kind, "name": name, "may_act": may_act},
    )
    return link


@deed("network.link_person", on=queries.ORGANISATION)
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


@deed("network.end_link", on=queries.LINK)
def end_link(*, link: OrganisationPerson, by: By, at: dt.datetime) -> OrganisationPerson:
    """Somebody no longer belongs to the organisation: may not act for it, proposes no conflict of interest.

    The office may, and for contacts every contact of the organisation, unless the person works inside: nobody frees an
    official of a conflict of interest but the office. The last contact stays until another is there.
    """
    today = local_day(at)
    if isinstance(by, Actor) and not by.may("network.link_person"):
        if link.kind != "contact":
            raise Refused(OFFICE_LINK)
        if link.accepted and link.account is not None and works_inside(link.account):
            raise Refused(OFFICE_LINK)
    if link.valid_until is not None:
        raise Refused(Problem("ended", mark("Das ist schon beendet.")))
    if (
        isinstance(by, Actor)
        and by.roles & INSIDE
        and Tie(link.account_id, link.name, link.kind).is_of(by.account.pk, by.account.name)
    ):
        raise Refused(Problem("own_link", mark("Ihre eigene Verbindung beendet jemand anders aus dem Amt.")))
    acting = OrganisationPerson.objects.select_for_update().filter(
        organisation=link.organisation, may_act=True, accepted=True, valid_until__isnull=True
    )
    if link.may_act and all(row.pk == link.pk for row in acting):
        raise Refused(Problem("last_contact", mark("Tragen Sie zuerst eine andere Ansprechperson ein.")))
    link.valid_until = max(today, link.valid_from)
    link.save(update_fields=["valid_until"])
    payload = {"ended": link.kind, "name": link.name}
    record(by=by, at=at, payload=payload)
    return link


@deed("network.add_contact", on=queries.ORGANISATION)
def add_contact(
    *, organisation: Organisation, email: str, name: str, function: str, by: By, at: dt.datetime
) -> OrganisationPerson:
    """Invites a further contact by mail, who may act for the organisation once the invitation is accepted.

    Refused beyond a number of invitations a day, before any account is looked up or made.
    """
    count(what="invite", who=by.reference, most=INVITATIONS, seconds=DAY_SECONDS, at=at)
    account = expect_account(email=email, by=by, at=at)
    link = _link(organisation, account, name, "contact", function, by, at, may_act=True, accepted=False)
    queue(letter=emails.invited(link, f"{emails.own_page(by)}einladungen/"), at=at, partnership=by.partnership)
    return link


def _check_invitation(link: OrganisationPerson, by: Actor) -> None:
    if link.account_id != by.account.pk or link.accepted or link.valid_until is not None:
        raise Refused(Problem("invitation", mark("Diese Einladung gilt nicht mehr.")))


@deed("network.accept_invitation", on=queries.LINK)
def accept_invitation(*, link: OrganisationPerson, by: Actor, at: dt.datetime) -> OrganisationPerson:
    """The invited person says yes: becomes a contact and a sponsor. Refused for anybody else's invitation."""
    _check_invitation(link, by)
    link.accepted, link.valid_from = True, local_day(at)
    link.save(update_fields=["accepted", "valid_from"])
    if become_sponsor(account=by.account, by=by, at=at):
        _end_former(by, link.organisation, at)
    payload = {"accepted": link.kind, "name": link.name}
    record(by=by, at=at, payload=payload)
    return link


@deed("network.decline_invitation", on=queries.LINK)
def decline_invitation(*, link: OrganisationPerson, by: Actor, at: dt.datetime) -> OrganisationPerson:
    """The invited person says no; nothing ever tied her to the organisation."""
    _check_invitation(link, by)
    link.valid_until = max(local_day(at), link.valid_from)
    link.save(update_fields=["valid_until"])
    payload = {"declined": link.kind, "name": link.name}
    record(by=by, at=at, payload=payload)
    return link


@deed("network.propose_bank", on=queries.ORGANISATION)
def propose_bank(*, organisation: Organisation, holder: str, iban: str, by: By, at: dt.datetime) -> BankAccount:
    """New bank data, which wait for approval; the address on file is told. A pending change blocks another."""
    count(what="bank", who=by.reference, most=BANK_CHANGES, seconds=DAY_SECONDS, at=at)
    lead = office(by.partnership, "lead_office", local_day(at))
    if lead is not None and lead.payer_iban == iban:
        raise Refused(Problem("own_account", mark("Das ist das Konto des Amtes."), field_name="iban"))
    versions = BankAccount.objects.select_for_update().filter(organisation=organisation)
    if versions.filter(state="proposed").exists():
        raise Refused(Problem("bank_pending", mark("Eine Änderung wartet schon auf Freigabe."), field_name="iban"))
    newest = versions.order_by("-version").first()
    bank = BankAccount.objects.create(
        partnership=by.partnership,
        organisation=organisation,
        version=(newest.version if newest else 0) + 1,
        holder=holder,
        iban=iban,
        salt=secrets.token_hex(16),
        state=BANK.initial,
        proposed_by=by.reference,
        proposed_at=at,
    )
    queue(letter=emails.bank_change(bank, emails.own_page(by)), at=at, partnership=by.partnership)
    payload = {"iban": rules.masked_iban(iban), "version": bank.version, "account": bank.account_mark}
    record(by=by, at=at, reference=f"bank:{bank.key}", payload=payload)
    return bank


def _decide_bank(bank: BankAccount, event: str, reason: str, by: By, at: dt.datetime) -> BankAccount:
    bank.state = BANK.next(bank.state, event)
    bank.decided_by, bank.decided_at, bank.reason = by.reference, at, reason
    if event == "approve":
        wait = rules_in_force(by.partnership, "grant_law", local_day(at))["bank_wait_days"]
        bank.effective_at = rules.bank_effective(at, wait)
    bank.save(update_fields=["state", "decided_by", "decided_at", "reason", "effective_at"])
    queue(letter=emails.bank_decided(bank, emails.own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"event": event, "reason": reason, "account": bank.account_mark})
    return bank


@deed("network.approve_bank", on=queries.BANK)
def approve_bank(*, bank: BankAccount, by: By, at: dt.datetime) -> BankAccount:
    """The second person's yes to bank data; effective after the waiting time."""
    return _decide_bank(bank, "approve", "", by, at)


@deed("network.reject_bank", on=queries.BANK)
def reject_bank(*, bank: BankAccount, reason: str, by: By, at: dt.datetime) -> BankAccount:
    """A no to bank data, with its reason; never by somebody of the organisation."""
    return _decide_bank(bank, "reject", reason, by, at)
