"""Writing the special provisions of a notice: set while it is drafted, met, waived or opened again afterwards."""

import datetime as dt
from decimal import Decimal

from aktionsplan.follow_up.models import FollowUp
from aktionsplan.follow_up.operations import owe, settle_owed
from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.models import Grant, Provision
from aktionsplan.implementation.grants.operations.remedies import kept
from aktionsplan.implementation.grants.states import GRANT, PROVISION
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

SETTLED = Problem("settled", mark("Der Bescheid ist schon unterschrieben. Geben Sie ihn dafür zurück."))


def _worded(grant: Grant, by: By) -> None:
    """Refuses what no draft is; whoever changes a provision becomes one of the drafters."""
    if not GRANT.allows(grant.state, "redraft"):
        raise Refused(SETTLED)
    notice = grant.notice
    notice.drafters = sorted({*notice.drafters, by.reference})
    notice.save(update_fields=["drafters"])


@deed("grants.add_provision", on=queries.GRANT)
def add_provision(
    *, grant: Grant, kind: str, text: str, due_on: dt.date | None, by: By, at: dt.datetime
) -> Provision:
    """A special provision in the draft: a duty, or a condition without which nothing is paid."""
    _worded(grant, by)
    if problem := rules.due_problem(due_on, today=local_day(at)):
        raise Refused(problem)
    row = Provision.objects.create(
        partnership=by.partnership, grant=grant, kind=kind, text=text, due_on=due_on, state=PROVISION.initial
    )
    record(by=by, at=at, payload={"provision": row.key, "kind": kind, "due": due_on})
    return row


@deed("grants.add_instalment", on=queries.GRANT)
def add_instalment(*, grant: Grant, amount_eur: Decimal, from_day: dt.date, by: By, at: dt.datetime) -> Provision:
    """A part of the grant in the draft that may be asked for from a day on; Refused when all parts are more than the grant."""
    _worded(grant, by)
    plan = [*queries.instalments(grant), rules.Instalment(from_day, amount_eur)]
    if problem := rules.instalments_problem(plan, grant.amount_eur):
        raise Refused(problem)
    kept: Fields = {"kind": rules.INSTALMENT, "text": "", "due_on": from_day, "amount_eur": amount_eur}
    row = Provision.objects.create(partnership=by.partnership, grant=grant, state=PROVISION.initial, **kept)
    record(by=by, at=at, payload={"provision": row.key, "instalment": amount_eur, "from": from_day})
    return row


@deed("grants.drop_provision", on=queries.PROVISION)
def drop_provision(*, provision: Provision, by: By, at: dt.datetime) -> None:
    """A provision leaves the draft."""
    _worded(provision.grant, by)
    record(by=by, at=at, payload={"provision": provision.key})
    provision.delete()


def owe_provisions(grant: Grant, by: By, at: dt.datetime) -> None:
    """Each open provision with a day becomes an agreed step of the sponsor, once the notice is on its way."""
    organisation = grant.organisation
    asked = grant.provisions.exclude(kind=rules.INSTALMENT)
    for row in asked.filter(state="open", due_on__isnull=False, follow_up=""):
        step = owe(
            title=row.text[:120],
            due=row.due_on,
            owner=("organisation", organisation.key, organisation.name),
            origin=queries.reference(grant),
            origin_title=grant.application.title,
            by=by,
            at=at,
        )
        row.follow_up = step.key
        row.save(update_fields=["follow_up"])


def _move(row: Provision, by: By, at: dt.datetime, *, done: bool | None) -> Provision:
    row.save(update_fields=["state", "met_on", "note"])
    step = FollowUp.objects.filter(partnership=by.partnership, key=row.follow_up).first() if row.follow_up else None
    if step is not None:
        settle_owed(follow_up=step, done=done, text=row.note, by=by, at=at)
    record(by=by, at=at, payload={"provision": row.key, "state": row.state, "met": row.met_on})
    return row


@deed("grants.meet_provision", on=queries.PROVISION)
def meet_provision(*, provision: Provision, met_on: dt.date, note: str, by: By, at: dt.datetime) -> Provision:
    """The office has seen that the provision is met; a condition no longer holds back money."""
    kept(provision.grant.notice.posted_on)
    if met_on > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "met_on"))
    provision.state = PROVISION.next(provision.state, "meet")
    provision.met_on, provision.note = met_on, note
    return _move(provision, by, at, done=True)


@deed("grants.waive_provision", on=queries.PROVISION)
def waive_provision(*, provision: Provision, note: str, by: By, at: dt.datetime) -> Provision:
    """The office no longer demands it, with the reason; what is only drafted is dropped instead."""
    kept(provision.grant.notice.posted_on)
    provision.state = PROVISION.next(provision.state, "waive")
    provision.note = note
    return _move(provision, by, at, done=False)


@deed("grants.reopen_provision", on=queries.PROVISION)
def reopen_provision(*, provision: Provision, by: By, at: dt.datetime) -> Provision:
    """Entered by mistake: the provision is open again."""
    provision.state = PROVISION.next(provision.state, "reopen")
    provision.met_on, provision.note = None, ""
    return _move(provision, by, at, done=None)
