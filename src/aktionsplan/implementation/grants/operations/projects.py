"""Writing what the portal shows of a project."""

import datetime as dt

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.publications import public_project
from aktionsplan.network.rules import confirmed_problem
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.words import Problem, Refused, mark


@deed("grants.publish_project", on=queries.GRANT)
def publish_project(*, grant: Grant, protected: bool, by: By, at: dt.datetime) -> Grant:
    """Shows a signed project on the portal with goal, sum and organisation, or with title and district only."""
    if problem := confirmed_problem(grant.organisation.state):
        raise Refused(problem)
    if grant.notice.posted_on is None:
        raise Refused(
            Problem("unknown", mark("Der Verein soll es zuerst erfahren: Geben Sie den Bescheid zur Post."))
        )
    grant.protected = protected
    grant.save(update_fields=["protected"])
    publish(by=by, at=at, kind="project", slug=grant.key, fields=public_project(grant), order=grant.number)
    show_money(year=grant.fund.programme_year.year, first=True, by=by, at=at)
    record(by=by, at=at, payload={"number": grant.number, "protected": protected})
    return grant


@deed("grants.withdraw_project", on=queries.GRANT)
def withdraw_project(*, grant: Grant, by: By, at: dt.datetime) -> Grant:
    """Takes a project off the portal at once."""
    withdraw(by=by, at=at, kind="project", slug=grant.key)
    show_money(year=grant.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, payload={"number": grant.number})
    return grant
