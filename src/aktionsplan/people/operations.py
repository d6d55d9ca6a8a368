"""Writing accounts and memberships."""

import datetime as dt

from django.conf import settings

from aktionsplan.partnership.models import Partnership
from aktionsplan.people import emails, queries
from aktionsplan.people.credentials import expect_address
from aktionsplan.people.models import Account, Membership
from aktionsplan.people.permissions.roles import BODY, GRANTED_BY_HAND, TWO_PERSONS, Role
from aktionsplan.people.queries import Actor, current, serves_elsewhere, works_inside
from aktionsplan.people.states import MEMBERSHIP
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


@deed(
    "people.expect_account",
    on=None,
    because="an account belongs to no partnership",
    untold="an account of nobody yet; the deed around it tells what for",
)
def expect_account(*, email: str, name: str = "", by: By, at: dt.datetime) -> Account:
    """The account with this address, made when it is missing. Accounts are global; the deed around it tells the ledger."""
    address = email.strip().lower()
    account = Account.objects.filter(email=address).first()
    return account or expect_address(Account.objects.create_user(address, name=name or address.split("@")[0]))


def _named_by_office(account: Account, name: str, partnership: Partnership) -> Account:
    """The account with the name that the office writes: so far the person, or a club, chose it.

    Left alone once the person has a role inside, or any role in another town, whose people know it by its name.
    """
    own = not works_inside(account) and not serves_elsewhere(account, partnership)
    if name and account.name != name and own:
        account.name = name
        account.save(update_fields=["name"])
    return account


def _held(partnership: Partnership, account: Account, role: str) -> Membership | None:
    return (
        Membership.objects.filter(partnership=partnership, account=account, role=role).exclude(state="ended").first()
    )


def _grant(by: By, account: Account, role: str, state: str, at: dt.datetime) -> Membership:
    if _held(by.partnership, account, role):
        raise Refused(Problem("held", mark("Diese Person hat diese Aufgabe schon."), field_name="role"))
    membership = Membership.objects.create(
        partnership=by.partnership,
        account=account,
        role=role,
        state=state,
        valid_from=local_day(at),
        proposed_by=by.reference,
    )
    record(
        by=by,
        at=at,
        reference=f"membership:{membership.key}",
        payload={"role": role, "account": account.key, "name": account.name, "state": state},
    )
    return membership


CONFIRMERS = (Role.ADMINISTRATOR, Role.LEAD_OFFICER)


def _first_state(by: By, account: Account, role: str) -> str:
    """A role of two persons, and any role for oneself, waits for the second one.

    Only the very first lead officer cannot: nobody else is there.

    Whoever once held a confirming role counts, so that suspending or ending the others makes nobody the first one; whoever
    is only proposed does not, because nobody could confirm that proposal.
    """
    if role not in TWO_PERSONS and by.reference != f"account:{account.key}":
        return "active"
    others = Membership.objects.filter(partnership=by.partnership, role__in=CONFIRMERS)
    others = others.exclude(state="proposed")
    alone = all(f"account:{key}" == by.reference for key in others.values_list("account__key", flat=True))
    return "active" if alone and role == Role.LEAD_OFFICER else "proposed"


@deed("people.grant_role", on=None, because="the role is made here")
def grant_role(*, email: str, name: str, role: str, by: By, at: dt.datetime) -> Membership:
    """A role for the person with this address, who is told by mail.

    Whoever signs, pays, leads or gives roles waits for a second person, so that nobody makes an accomplice alone;
    seats bring their roles themselves and are refused here.
    """
    if role not in GRANTED_BY_HAND:
        raise Refused(
            Problem("body_role", mark("Diese Aufgabe entsteht mit einem Sitz im Gremium."), field_name="role")
        )
    account = _named_by_office(expect_account(email=email, name=name, by=by, at=at), name, by.partnership)
    membership = _grant(by, account, role, _first_state(by, account, role), at)
    queue(
        letter=emails.role_granted(membership, f"{settings.AKTIONSPLAN_ADDRESS}/konto/anmelden/"),
        at=at,
        partnership=by.partnership,
    )
    return membership


@deed("people.install_role", on=None, because="the role is made here")
def install_role(*, email: str, name: str, role: str, by: By, at: dt.datetime) -> Membership:
    """A role given by the installation's operator on the command line; no second person is there yet."""
    return _grant(by, expect_account(email=email, name=name, by=by, at=at), role, "active", at)


@deed("people.confirm_role", on=queries.MEMBERSHIP)
def confirm_role(*, membership: Membership, by: By, at: dt.datetime) -> Membership:
    """The second person's yes to a signatory or cashier."""
    membership.state = MEMBERSHIP.next(membership.state, "confirm")
    membership.confirmed_by = by.reference
    membership.valid_from = local_day(at)
    membership.save(update_fields=["state", "confirmed_by", "valid_from"])
    record(by=by, at=at, payload={"role": membership.role})
    return membership


def _two_confirm(leaving: Membership, at: dt.datetime) -> None:
    """Refused when afterwards one person alone could propose what a second one has to confirm: the town would be stuck."""
    rows = Membership.objects.filter(current(local_day(at)), partnership=leaving.partnership, role__in=CONFIRMERS)
    pairs = set(rows.values_list("pk", "account_id"))
    before, after = {account for _pk, account in pairs}, {account for pk, account in pairs if pk != leaving.pk}
    if leaving.role in CONFIRMERS and len(before) > 1 and len(after) == 1:
        text = mark(
            "Danach könnte niemand mehr Aufgaben bestätigen, die zwei Personen brauchen. Benennen Sie zuerst eine Nachfolge."
        )
        raise Refused(Problem("last_confirmer", text))


def _somebody_administers(leaving: Membership, event: str, at: dt.datetime) -> None:
    """Locks every present administrator, so that two cannot end each other at the same moment."""
    rows = Membership.objects.select_for_update().filter(
        current(local_day(at)), partnership=leaving.partnership, role=Role.ADMINISTRATOR
    )
    if leaving.role == Role.ADMINISTRATOR and all(row.pk == leaving.pk for row in rows):
        raise Refused(
            Problem(
                "last_administrator", mark("Jemand muss die Zugänge verwalten. Geben Sie die Aufgabe erst weiter.")
            )
        )
    if event == "end":
        _two_confirm(leaving, at)


def _move(membership: Membership, event: str, by: By, at: dt.datetime) -> Membership:
    if event in ("suspend", "end"):
        _somebody_administers(membership, event, at)
    membership.state = MEMBERSHIP.next(membership.state, event)
    if event == "end":
        membership.valid_until = max(local_day(at), membership.valid_from)
    if event == "propose":
        membership.proposed_by = by.reference
    membership.save(update_fields=["state", "valid_until", "proposed_by"])
    record(by=by, at=at, reference=f"membership:{membership.key}", payload={"role": membership.role, "event": event})
    return membership


@deed("people.suspend_role", on=queries.MEMBERSHIP)
def suspend_role(*, membership: Membership, by: By, at: dt.datetime) -> Membership:
    """Takes the rights away for a time. The last administrator stays."""
    return _move(membership, "suspend", by, at)


@deed("people.resume_role", on=queries.MEMBERSHIP)
def resume_role(*, membership: Membership, by: By, at: dt.datetime) -> Membership:
    """Gives suspended rights back, never to oneself; a role of two persons waits for the second one again."""
    return _move(membership, "propose" if membership.role in TWO_PERSONS else "resume", by, at)


@deed("people.end_role", on=queries.MEMBERSHIP)
def end_role(*, membership: Membership, by: By, at: dt.datetime) -> Membership:
    """Ends a role; the rights are gone with the next click. The last administrator stays."""
    if membership.role in BODY:
        raise Refused(Problem("body_role", mark("Diese Aufgabe endet mit dem Sitz im Gremium.")))
    return _move(membership, "end", by, at)


@deed("people.begin_body_role", on=None, because="the role may not be there yet")
def begin_body_role(
    *,
    account: Account,
    name: str,
    role: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    by: By,
    at: dt.datetime,
) -> Membership | None:
    """The role that comes with a seat; called by the appointment. It lasts as long as the longest term that brought it."""
    membership = _held(by.partnership, account, role)
    if membership is None:
        new_membership = _grant(by, _named_by_office(account, name, by.partnership), role, "active", at)
        new_membership.valid_from, new_membership.valid_until = since or new_membership.valid_from, until
        new_membership.save(update_fields=["valid_from", "valid_until"])
        return new_membership
    if membership.valid_until is not None:
        membership.valid_until = None if until is None else max(membership.valid_until, until)
        membership.save(update_fields=["valid_until"])
    record(
        by=by, at=at, reference=f"membership:{membership.key}", payload={"role": role, "kept": True, "until": until}
    )
    return membership


@deed("people.end_body_role", on=None, because="the role may not be there any more")
def end_body_role(*, account: Account, role: str, by: By, at: dt.datetime) -> None:
    """Ends the role that came with a seat; called when the last seat of this kind ends."""
    membership = _held(by.partnership, account, role)
    if membership is None:
        record(by=by, at=at, reference=f"account:{account.key}", payload={"role": role, "held": False})
        return
    _move(membership, "end", by, at)


@deed("people.become_sponsor", on=None, because="the role may not be there yet")
def become_sponsor(*, account: Account, by: By, at: dt.datetime) -> bool:
    """The sponsor's role, which comes with the first organisation; False when it is held already and kept.

    Refused for the coach, who advises and decides nothing, and so applies for nothing either.
    """
    if _held(by.partnership, account, Role.COACH):
        raise Refused(Problem("coach", mark("Wer den Plan als Coach begleitet, vertritt hier keinen Verein.")))
    membership = _held(by.partnership, account, Role.SPONSOR)
    if membership:
        record(by=by, at=at, reference=f"membership:{membership.key}", payload={"role": Role.SPONSOR, "kept": True})
        return False
    _grant(by, account, Role.SPONSOR, "active", at)
    return True


@deed("people.rename", on=queries.MEMBERSHIP)
def rename(*, membership: Membership, name: str, seen: str = "", by: By, at: dt.datetime) -> Account:
    """Another name of somebody who works here, kept in the ledger.

    Refused for oneself and for who has any role elsewhere too, a sponsor's as well: that only the operator does, on the command line.
    """
    account = Account.objects.select_for_update().get(pk=membership.account_id)
    if by.reference == f"account:{account.key}":
        raise Refused(Problem("own_name", mark("Ihren eigenen Namen ändert eine andere Person.")))
    if isinstance(by, Actor) and serves_elsewhere(account, by.partnership):
        raise Refused(
            Problem(
                "elsewhere", mark("Diese Person arbeitet auch in einem anderen Ort. Den Namen ändert der Betreiber.")
            )
        )
    unchanged(seen, {"name": account.name})
    payload = {"from": account.name, "to": name}
    account.name = name
    account.save(update_fields=["name"])
    record(by=by, at=at, payload=payload)
    return account
