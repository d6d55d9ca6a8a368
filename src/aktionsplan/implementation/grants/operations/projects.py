"""Writing what the portal shows of a project."""

import datetime as dt

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations.notices import locked
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.publications import public_project
from aktionsplan.network.rules import confirmed_problem
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Problem, Refused, mark


@deed("grants.publish_project")
def publish_project(*, grant: Grant, protected: bool, by: By, at: dt.datetime) -> Grant:
    """Shows a signed project on the portal with goal, sum and organisation, or with title and district only."""
    held = locked(grant)
    if problem := confirmed_problem(held.organisation.state):
        raise Refused(problem)
    if held.notice.posted_on is None:
        raise Refused(
            Problem("unknown", mark("Der Verein soll es zuerst erfahren: Geben Sie den Bescheid zur Post."))
        )
    held.protected = protected
    held.save(update_fields=["protected"])
    publish(by=by, at=at, kind="project", slug=held.key, fields=public_project(held), order=held.number)
    show_money(year=held.fund.programme_year.year, first=True, by=by, at=at)
    record(by=by, at=at, reference=queries.reference(held), payload={"number": held.number, "protected": protected})
    return held


@deed("grants.withdraw_project")
def withdraw_project(*, grant: Grant, by: By, at: dt.datetime) -> Grant:
    """Takes a project off the portal at once."""
    held = locked(grant)
    withdraw(by=by, at=at, kind="project", slug=held.key)
    show_money(year=held.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, reference=queries.reference(held), payload={"number": held.number})
    return held
