"""Races: several threads against the database. Each has a twin without the lock that must go wrong."""

import threading
from contextlib import contextmanager
from decimal import Decimal
from unittest import mock

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.db.models import QuerySet

from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants import queries as grant_queries
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership import rules
from aktionsplan.partnership.models import Fund, FundBooking
from aktionsplan.people.addresses import RETRY_STATES
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.ledger.queries import verify
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.models import NumberSeries
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Refused
from tests.factories import town as make

pytestmark = [pytest.mark.race]


def broken_off(error):
    """Whether PostgreSQL broke the transaction off so that another could go first: under serializable isolation it does not
    wait, and whoever is told so tries again, as the door does."""
    return getattr(error.__cause__, "sqlstate", "") in RETRY_STATES


def tried(place, deed, tries):
    """What the deed gives in a transaction of its own."""
    for left in reversed(range(tries)):
        try:
            with partnership_scope(place.partnership):
                outcome = deed()
        except OperationalError as error:
            if not left or not broken_off(error):
                raise
        else:
            return outcome
    raise AssertionError("no try")


def together(place, deeds, *, lock=True):
    """Runs the deeds at the same moment, each in its own thread and transaction; returns results and errors."""
    barrier, results = threading.Barrier(len(deeds)), []

    def run(deed):
        try:
            if not lock and connection.vendor == "sqlite":
                connection.ensure_connection()
                connection.transaction_mode = "DEFERRED"
            barrier.wait(10)
            results.append(tried(place, deed, len(deeds) + 1 if lock else 1))
        except (Refused, OperationalError, IntegrityError) as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not [thread for thread in threads if thread.is_alive()]
    return results


def two_drafts(place):
    """Drafted notices for two organisations."""
    make.add_committee(place)
    drafted = []
    for n in range(2):
        organisation = make.add_organisation(place, name=f"Verein {n}")
        application = make.decide(place, make.admit(place, make.add_application(place, organisation=organisation)))
        drafted.append(make.draft_notice(place, application))
    return drafted


@contextmanager
def without_lock():
    """The twin's world: no row locks, and on SQLite transactions that begin without the write lock."""
    with mock.patch.object(QuerySet, "select_for_update", lambda self, **kwargs: self):
        yield


def test_two_reservations_cannot_spend_the_same_rest(race_town):
    place = race_town
    deeds = [
        lambda n=n: partnership.reserve(
            fund=place.fund,
            amount_eur=Decimal("6000.00"),
            reference=f"x:{n}",
            by=Installation(place.partnership),
            at=make.NOW,
        )
        for n in range(6)
    ]
    results = together(place, deeds)
    with partnership_scope(place.partnership):
        fund = Fund.objects.get(pk=place.fund.pk)
        assert (fund.reserved_eur, FundBooking.objects.count()) == (Decimal("6000.00"), 1)
        assert sum(isinstance(result, Refused) for result in results) == 5
        assert verify(place.partnership) == []


def test_twin_without_lock_lets_two_reservations_pass_the_rule(race_town):
    """Without row lock and IMMEDIATE both read the same rest: PostgreSQL overspends, SQLite dies of its locks."""
    place, gate, before = race_town, threading.Barrier(2), rules.room

    def slow(**sums):
        found = before(**sums)
        gate.wait(10)
        return found

    def reserve(reference):
        return partnership.reserve(
            fund=place.fund,
            amount_eur=Decimal("6000.00"),
            reference=reference,
            by=Installation(place.partnership),
            at=make.NOW,
        )

    with without_lock(), mock.patch.object(rules, "room", slow):
        results = together(place, [lambda: reserve("x:1"), lambda: reserve("x:2")], lock=False)
    assert not any(isinstance(result, Refused) for result in results)
    with partnership_scope(place.partnership):
        bound = sum(FundBooking.objects.values_list("reserved_eur", flat=True))
        ceiling = Fund.objects.get(pk=place.fund.pk).ceiling_eur
    assert bound > ceiling or any(isinstance(result, OperationalError | IntegrityError) for result in results)


def test_double_click_submits_once(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        draft = make.add_draft(place)
    results = together(place, [lambda: calls.submit(application=draft, by=place.anna, at=make.APPLIED)] * 4)
    with partnership_scope(place.partnership):
        assert sum(isinstance(result, Application) for result in results) == 1
        assert LedgerEntry.objects.filter(kind="applications.submit").count() == 1
        assert OutboxMail.objects.filter(subject__contains="eingegangen").count() == 1


def test_numbers_of_notices_have_no_gaps_and_no_doubles(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        drafted = two_drafts(place)
    together(place, [lambda g=g: make.sign(place, g) for g in drafted])
    with partnership_scope(place.partnership):
        assert sorted(Grant.objects.values_list("number", flat=True)) == ["2026-AF-0001", "2026-AF-0002"]
        assert verify(place.partnership) == []


def test_payment_is_released_once(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        payment = make.ordered_payment(place)
    results = together(place, [lambda: payments.release_payment(payment=payment, by=place.dogan, at=make.FINAL)] * 3)
    with partnership_scope(place.partnership):
        assert sum(isinstance(result, Refused) for result in results) == 2
        assert LedgerEntry.objects.filter(kind="grants.release_payment").count() == 1


def test_requests_together_never_exceed_the_grant(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        grant = make.notified_grant(place)

    def ask():
        return payments.request_payment(
            grant=grant, amount_eur=Decimal("3000.00"), purpose="x", by=place.anna, at=make.FINAL
        )  # noqa: E731 -- used in a list

    results = together(place, [ask] * 4)
    assert sum(not isinstance(result, Exception) for result in results) == 1


def test_twin_without_lock_lets_the_rule_say_yes_twice(race_town):
    """Without row lock and IMMEDIATE both requests pass the rule; either the ledger's own number stops one of
    them, or more is asked for than was granted.
    """
    place = race_town
    with partnership_scope(place.partnership):
        grant = make.notified_grant(place)
    gate, before = threading.Barrier(2), grant_queries.drawn

    def slow(held):
        found = before(held)
        gate.wait(10)
        return found

    def ask():
        return payments.request_payment(
            grant=grant, amount_eur=Decimal("3000.00"), purpose="x", by=place.anna, at=make.FINAL
        )

    with without_lock(), mock.patch.object(grant_queries, "drawn", slow):
        results = together(place, [ask, ask], lock=False)
    assert not any(isinstance(result, Refused) for result in results)
    stopped = any(isinstance(result, OperationalError | IntegrityError) for result in results)
    with partnership_scope(place.partnership):
        asked = sum(grant.payments.values_list("amount_eur", flat=True))
    assert stopped or asked > grant.amount_eur


@contextmanager
def meeting(place, name):
    """Both threads have read before either writes: they wait for each other at this call."""
    gate, before = threading.Barrier(2), getattr(place, name)

    def slow(*given, **named):
        gate.wait(10)
        return before(*given, **named)

    with without_lock(), mock.patch.object(place, name, slow):
        yield


def stopped_or(results, both):
    """What a missing lock looks like: the database's last guards stop one of two, or both have happened."""
    assert not any(isinstance(result, Refused) for result in results), results
    return any(isinstance(result, OperationalError | IntegrityError) for result in results) or both


def test_twin_without_lock_submits_twice(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        draft = make.add_draft(place)
    with meeting(call_rules, "submission_problem"):
        deeds = [lambda: calls.submit(application=draft, by=place.anna, at=make.APPLIED)] * 2
        results = together(place, deeds, lock=False)
    with partnership_scope(place.partnership):
        told = LedgerEntry.objects.filter(kind="applications.submit").count()
    assert stopped_or(results, told == 2)


def test_twin_without_lock_gives_one_number_twice(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        drafted = two_drafts(place)
        NumberSeries.objects.create(partnership=place.partnership, series="grant-2026-AF")
    with meeting(NumberSeries, "save"):
        results = together(place, [lambda g=g: make.sign(place, g) for g in drafted], lock=False)
    with partnership_scope(place.partnership):
        numbers = list(Grant.objects.values_list("number", flat=True))
    assert stopped_or(results, len(set(numbers)) < len(numbers))


def test_twin_without_lock_releases_twice(race_town):
    place = race_town
    with partnership_scope(place.partnership):
        payment = make.ordered_payment(place)
    with meeting(payments, "usable_bank"):
        deeds = [lambda: payments.release_payment(payment=payment, by=place.dogan, at=make.FINAL)] * 2
        results = together(place, deeds, lock=False)
    with partnership_scope(place.partnership):
        told = LedgerEntry.objects.filter(kind="grants.release_payment").count()
    assert stopped_or(results, told == 2)


def test_deeds_that_lock_in_different_order_do_not_wait_for_each_other(race_town):
    """One publishes before it books, the other books before it publishes; both take the ledger first."""
    place = race_town
    with partnership_scope(place.partnership):
        made = two_drafts(place)
        shown = make.post(place, make.sign(place, made.pop()))
        grants.publish_project(grant=shown, protected=False, by=place.nora, at=make.FINAL)
    deeds = [
        lambda: make.sign(place, made[0]),
        lambda: grants.publish_project(grant=shown, protected=False, by=place.nora, at=make.FINAL),
        lambda: grants.withdraw_project(grant=shown, by=place.nora, at=make.FINAL),
    ]
    assert not [result for result in together(place, deeds) if isinstance(result, Exception)]
