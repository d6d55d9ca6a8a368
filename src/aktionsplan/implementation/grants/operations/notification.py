"""Writing how a notice reaches its recipient and becomes final: posting, receipt, waiver, objection."""

import datetime as dt

from aktionsplan.implementation.grants import emails, queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.queries.differences import differs_problem
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.implementation.grants.states import GRANT
from aktionsplan.network.emails import own_page
from aktionsplan.partnership import rules as law
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import withdraw
from aktionsplan.shared.words import Problem, Refused, mark


@deed("grants.post_notice", on=queries.GRANT)
def post_notice(*, grant: Grant, posted_on: dt.date, by: By, at: dt.datetime, sure: bool = False) -> Grant:
    """A person enters the day of posting, which starts the deemed notification; `sure` confirms a day long past."""
    today = local_day(at)
    if problem := differs_problem(grant):
        raise Refused(problem)
    grant.state = GRANT.next(grant.state, "post")
    notice, year = grant.notice, grant.fund.programme_year.year
    if problem := remedy.posting_problem(
        posted_on, signed=local_day(notice.signed_at or at), year=year, today=today, sure=sure
    ):
        raise Refused(problem)
    notice.posted_on = posted_on
    finality = _set_days(grant)
    notice.save(update_fields=DAYS)
    grant.save(update_fields=["state"])
    queue(letter=emails.posted(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    payload = {"posted": posted_on, "notified": finality.notified, "remedy_end": finality.remedy_end}
    record(by=by, at=at, payload=payload | {"land": grant.partnership.land})
    return grant


DAYS = ["posted_on", "received_on", "notified_on", "remedy_last_day"]


def _kept(day: dt.date | None) -> dt.date:
    """A day that the state of the notice guarantees; Refused before it was posted."""
    if day is None:
        raise Refused(Problem("not_posted", mark("Der Bescheid ist noch nicht zur Post gegeben.")))
    return day


def _set_days(grant: Grant) -> remedy.Finality:
    """Notification and end of the remedy period from posting and receipt, under the rules the notice was issued with."""
    notice, land = grant.notice, grant.partnership.land
    days = law.fiction_days(land, _kept(notice.posted_on), own=notice.law["fiction_days"]).days
    finality = remedy.finality(
        _kept(notice.posted_on),
        days=days,
        shift=notice.law["fiction_shift"],
        land=land,
        received=notice.received_on,
    )
    notice.notified_on, notice.remedy_last_day = finality.notified, finality.remedy_end
    return finality


@deed("grants.correct_notification", on=queries.GRANT)
def correct_notification(*, grant: Grant, received_on: dt.date | None, reason: str, by: By, at: dt.datetime) -> Grant:
    """The notice arrived later than deemed, or (without a day) came back and must be posted anew.

    Source: VwVfG § 41 Abs. 2 Satz 3: in doubt the authority has to prove receipt and its day.
    """
    today = local_day(at)
    notice = grant.notice
    if notice.waived_on is not None or notice.served_on is not None:
        raise Refused(
            Problem("settled", mark("Nach einem Verzicht oder Widerspruchsbescheid ändert sich daran nichts mehr."))
        )
    if received_on is None:
        grant.state = GRANT.next(grant.state, "come_back")
        requested, contested = grant.payments.exists(), notice.contested_on is not None
        if problem := remedy.came_back_problem(requested=requested, contested=contested):
            raise Refused(problem)
        withdraw(by=by, at=at, kind="project", slug=grant.key)
        show_money(year=grant.fund.programme_year.year, by=by, at=at)
        queue(letter=emails.came_back(grant, own_page(by)), at=at, partnership=by.partnership)
        notice.posted_on = notice.received_on = notice.notified_on = notice.remedy_last_day = None
    else:
        grant.state = GRANT.next(grant.state, "correct")
        if problem := remedy.receipt_problem(received_on, posted=_kept(notice.posted_on), today=today):
            raise Refused(problem)
        notice.received_on = received_on
        _set_days(grant)
    notice.save(update_fields=DAYS)
    grant.save(update_fields=["state"])
    payload = {"received": received_on, "notified": notice.notified_on, "remedy_end": notice.remedy_last_day}
    record(by=by, at=at, payload=payload | {"reason": reason})
    return grant


def explained(grant: Grant) -> tuple[Problem, ...]:
    """Why the notice is or becomes final on its day, from the days that were kept; empty before it is posted."""
    notice = grant.notice
    if notice.posted_on is None or notice.notified_on is None or notice.remedy_last_day is None:
        return ()
    return remedy.reasons(
        posted=notice.posted_on,
        notified=notice.notified_on,
        last_day=notice.remedy_last_day,
        received=notice.received_on,
        objected=notice.objected_on,
        waived=notice.waived_on,
        served=notice.served_on,
        land=grant.partnership.land,
    )


@deed("grants.record_waiver", on=queries.GRANT)
def record_waiver(*, grant: Grant, received_on: dt.date, waived_on: dt.date, by: By, at: dt.datetime) -> Grant:
    """The signed waiver of an objection has come in, with the day the notice arrived; the notice is final at once.

    A waiver takes effect when it reaches the office; an arrival later than deemed counts (VwVfG § 41 Abs. 2).
    """
    today = local_day(at)
    grant.state = GRANT.next(grant.state, "waive")
    notice = grant.notice
    problem = remedy.waiver_problem(waived_on, received=received_on, posted=_kept(notice.posted_on), today=today)
    if problem:
        raise Refused(problem)
    notice.waived_on, notice.received_on = waived_on, received_on
    _set_days(grant)
    notice.save(update_fields=["waived_on", *DAYS])
    grant.save(update_fields=["state"])
    queue(letter=emails.binding(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    payload = {"waived": waived_on, "received": received_on}
    record(by=by, at=at, payload=payload)
    return grant


@deed("grants.record_objection", on=queries.GRANT)
def record_objection(*, grant: Grant, received_on: dt.date, by: By, at: dt.datetime) -> Grant:
    """An objection came in within its period: the notice does not become final and nothing is paid (VwGO § 80 Abs. 1)."""
    grant.state = GRANT.next(grant.state, "object")
    notice = grant.notice
    problem = remedy.objection_problem(
        received_on,
        posted=_kept(notice.posted_on),
        last_day=_kept(notice.remedy_last_day),
        waived=notice.waived_on is not None,
        today=local_day(at),
    )
    if problem:
        raise Refused(problem)
    notice.objected_on, notice.contested_on = received_on, notice.contested_on or received_on
    notice.save(update_fields=["objected_on", "contested_on"])
    grant.save(update_fields=["state"])
    record(by=by, at=at, payload={"objected": received_on})
    return grant


@deed("grants.settle_objection", on=queries.GRANT)
def settle_objection(*, grant: Grant, outcome: str, settled_on: dt.date, by: By, at: dt.datetime) -> Grant:
    """The objection was withdrawn, or rejected by a decision served on that day, against which an action is possible."""
    grant.state = GRANT.next(grant.state, "settle")
    notice = grant.notice
    problem = remedy.settlement_problem(
        outcome,
        settled=settled_on,
        objected=_kept(notice.objected_on),
        served=notice.served_on is not None,
        today=local_day(at),
    )
    if problem:
        raise Refused(problem)
    notice.remedy_last_day = remedy.remedy_after_objection(
        _kept(notice.remedy_last_day), outcome=outcome, day=settled_on, land=grant.partnership.land
    )
    notice.objected_on = None
    notice.served_on = settled_on if outcome == "decided" else notice.served_on
    notice.save(update_fields=["remedy_last_day", "objected_on", "served_on"])
    grant.save(update_fields=["state"])
    payload = {"outcome": outcome, "settled": settled_on, "remedy_end": notice.remedy_last_day}
    record(by=by, at=at, payload=payload)
    return grant


@deed("grants.become_binding", on=queries.GRANT)
def become_binding(*, grant: Grant, by: By, at: dt.datetime) -> Grant:
    """The last day for an objection has passed; done by the daily job."""
    if queries.payable_problem(grant, local_day(at)):
        raise Refused(Problem("not_final", mark("Die Frist für den Widerspruch läuft noch.")))
    grant.state = GRANT.next(grant.state, "bind")
    grant.save(update_fields=["state"])
    queue(letter=emails.binding(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"remedy_end": grant.notice.remedy_last_day})
    return grant
