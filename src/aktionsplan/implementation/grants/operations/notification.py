"""Writing how the notice of a grant reaches its recipient and becomes final: posting, receipt, waiver, objection."""

import datetime as dt

from aktionsplan.implementation.grants import emails, queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations import remedies
from aktionsplan.implementation.grants.operations.provisions import owe_provisions
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.operations.remedies import paper_of
from aktionsplan.implementation.grants.queries.differences import differs_problem
from aktionsplan.network.emails import own_page
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import withdraw
from aktionsplan.shared.words import Problem, Refused, mark


@deed("grants.post_notice", on=queries.GRANT)
def post_notice(*, grant: Grant, posted_on: dt.date, by: By, at: dt.datetime, sure: bool = False) -> Grant:
    """A person enters the day of posting, which starts the deemed notification; `sure` confirms a day long past."""
    if problem := differs_problem(grant):
        raise Refused(problem)
    payload = remedies.post(paper_of(grant), posted_on, year=grant.fund.programme_year.year, sure=sure, at=at)
    owe_provisions(grant, by, at)
    queue(letter=emails.posted(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload=payload)
    return grant


@deed("grants.correct_notification", on=queries.GRANT)
def correct_notification(*, grant: Grant, received_on: dt.date | None, reason: str, by: By, at: dt.datetime) -> Grant:
    """The notice arrived later than deemed, or (without a day) came back and must be posted anew."""
    payload = remedies.correct(paper_of(grant), received_on, requested=grant.payments.exists(), at=at)
    if received_on is None:
        withdraw(by=by, at=at, kind="project", slug=grant.key)
        show_money(year=grant.fund.programme_year.year, by=by, at=at)
        queue(letter=emails.came_back(grant, own_page(by)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload=payload | {"reason": reason})
    return grant


@deed("grants.doubt_instruction", on=queries.GRANT)
def doubt_instruction(*, grant: Grant, reason: str, by: By, at: dt.datetime) -> Grant:
    """The instruction on the remedy is missing or wrong: the notice can be contested for a year (VwGO § 58 Abs. 2)."""
    payload = remedies.doubt_instruction(paper_of(grant))
    record(by=by, at=at, payload=payload | {"reason": reason})
    return grant


@deed("grants.record_waiver", on=queries.GRANT)
def record_waiver(*, grant: Grant, received_on: dt.date, waived_on: dt.date, by: By, at: dt.datetime) -> Grant:
    """The signed waiver of an objection has come in, with the day the notice arrived; the notice is final at once.

    A waiver takes effect when it reaches the office; an arrival later than deemed counts (VwVfG § 41 Abs. 2).
    """
    payload = remedies.waive(paper_of(grant), received_on=received_on, waived_on=waived_on, at=at)
    queue(letter=emails.binding(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload=payload)
    return grant


@deed("grants.record_objection", on=queries.GRANT)
def record_objection(*, grant: Grant, received_on: dt.date, by: By, at: dt.datetime, late: bool = False) -> Grant:
    """An objection came in: in time nothing is paid until it is settled; `late` keeps one that came after the period."""
    record(by=by, at=at, payload=remedies.contest(paper_of(grant), received_on, late=late, at=at))
    return grant


@deed("grants.settle_objection", on=queries.GRANT)
def settle_objection(*, grant: Grant, outcome: str, settled_on: dt.date, by: By, at: dt.datetime) -> Grant:
    """The objection was withdrawn, or rejected by a decision served on that day, against which an action is possible."""
    record(by=by, at=at, payload=remedies.settle(paper_of(grant), outcome=outcome, settled_on=settled_on, at=at))
    return grant


@deed("grants.become_binding", on=queries.GRANT)
def become_binding(*, grant: Grant, by: By, at: dt.datetime) -> Grant:
    """The last day for an objection has passed; done by the daily job."""
    if queries.payable_problem(grant, local_day(at)):
        raise Refused(Problem("not_final", mark("Die Frist für den Widerspruch läuft noch.")))
    paper = paper_of(grant)
    paper.go("bind")
    paper.keep()
    queue(letter=emails.binding(grant, emails.page_of(grant)), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"remedy_end": grant.notice.remedy_last_day})
    return grant
