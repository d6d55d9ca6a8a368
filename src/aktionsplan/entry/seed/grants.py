"""Grants on the approvals: drafted, signed, posted, binding; their payments; some of them on the portal."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Sum
from schwifty import IBAN

from aktionsplan.entry.bench.letter import LETTER
from aktionsplan.entry.seed.ground import BLOCK, Ground, blocks, findable
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import reference
from aktionsplan.implementation.grants import operations as grants
from aktionsplan.implementation.grants.models import Grant, Notice, Payment
from aktionsplan.network.models import BankAccount, Organisation
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import Fund, FundBooking
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import known

STATES = {"drafted": 1, "signed": 1, "notified": 2, "binding": 12}
"""How often each state of a grant is thrown."""
PAYMENTS = {"": 2, "requested": 1, "ordered": 1, "released": 8}
"""How often a binding grant has a payment, and in which state."""
SHOWN, ONE_IN = 200, 10
"""At most so many projects stand on the portal, and one in so many."""
BANK_CODE = "12030000"
NOTHING = Decimal(0)


def _banks(ground: Ground) -> dict[int, BankAccount]:
    rows = [
        BankAccount(
            partnership=ground.town,
            organisation=club,
            version=1,
            holder=club.name[:70],
            iban=str(IBAN.generate("DE", bank_code=BANK_CODE, account_code=f"{club.pk:010}")),
            salt=new_key(),
            state="approved",
            proposed_by="seed",
            proposed_at=ground.now,
            decided_by="seed",
            decided_at=ground.now,
            effective_at=ground.now,
        )
        for club in Organisation.objects.all()
    ]
    return {row.organisation_id: row for row in BankAccount.objects.bulk_create(rows, BLOCK)}


def _grant(ground: Ground, application: Application, number: int) -> Grant:
    state = ground.dice.choices(list(STATES), list(STATES.values()))[0]
    return Grant(
        partnership=ground.town,
        application=application,
        organisation_id=application.organisation_id,
        fund_id=application.call.fund_id,
        number="" if state == "drafted" else f"Z-{application.call.opens_on.year}-{number:06}",
        amount_eur=known(application.awarded_eur),
        funding_type="deficit",
        state=state,
        created_at=known(application.submitted_at),
    )


def _letter(ground: Ground) -> Document:
    """One notice as PDF, which stands for all of them."""
    return issue(
        partnership=ground.town,
        kind="notice",
        reference="seed",
        title="Zuwendungsbescheid",
        template="notice",
        data=LETTER,
        at=ground.now,
    )


def _notices(ground: Ground, rows: list[Grant], letter: Document) -> None:
    law, today = rules_in_force(ground.town, "grant_law", local_day(ground.now)), local_day(ground.now)
    Notice.objects.bulk_create(
        Notice(
            partnership=ground.town,
            grant=grant,
            purpose=grant.application.summary,
            reasons="Probe",
            salutation="Sehr geehrte Damen und Herren,",
            kept_law=law.values,
            rules_version=law.version,
            proof_due_on=today,
            drafted_by="seed",
            drafters=["seed"],
            drafted_at=grant.created_at,
            document=None if grant.state == "drafted" else letter,
            signed_by="" if grant.state == "drafted" else "signed",
            signed_at=None if grant.state == "drafted" else grant.created_at,
            posted_on=today if grant.state in ("notified", "binding") else None,
            notified_on=today if grant.state in ("notified", "binding") else None,
            remedy_last_day=today if grant.state == "binding" else None,
        )
        for grant in rows
    )


def _bookings(ground: Ground, rows: list[Grant]) -> None:
    FundBooking.objects.bulk_create(
        FundBooking(
            partnership=ground.town,
            fund_id=grant.fund_id,
            kind=kind,
            reference=reference(grant.application),
            reserved_eur=reserved,
            committed_eur=committed,
            booked_at=grant.created_at,
        )
        for grant in rows
        for kind, reserved, committed in (
            ("reserve", grant.amount_eur, NOTHING),
            *([("commit", -grant.amount_eur, grant.amount_eur)] if grant.state != "drafted" else []),
        )
    )


def _payments(ground: Ground, rows: list[Grant], banks: dict[int, BankAccount]) -> None:
    at, payments = ground.now, []
    for grant in rows:
        state = ground.dice.choices(list(PAYMENTS), list(PAYMENTS.values()))[0]
        if grant.state != "binding" or not state:
            continue
        ordered, released = state in ("ordered", "released"), state == "released"
        payments.append(
            Payment(
                partnership=ground.town,
                grant=grant,
                amount_eur=grant.amount_eur / 2,
                purpose="Honorare",
                state=state,
                requested_by="sponsor",
                requested_at=at,
                ordered_by="ordered" if ordered else "",
                ordered_at=at if ordered else None,
                bank=banks[grant.organisation_id] if ordered else None,
                released_by="released" if released else "",
                released_at=at if released else None,
            )
        )
    Payment.objects.bulk_create(payments)


def _columns() -> None:
    """The funds' columns are the sums of their bookings."""
    for fund in Fund.objects.all():
        sums = fund.bookings.aggregate(reserved=Sum("reserved_eur"), committed=Sum("committed_eur"))
        fund.reserved_eur, fund.committed_eur = sums["reserved"] or NOTHING, sums["committed"] or NOTHING
        fund.save(update_fields=["reserved_eur", "committed_eur"])


def grow(ground: Ground) -> Iterator[str]:
    """A grant for each approval, its bookings and payments; the town and some projects become public."""
    approved = Application.objects.filter(state="decided").select_related("call").order_by("pk")
    banks, letter, count = _banks(ground), _letter(ground), 0
    for block in blocks(_grant(ground, row, number) for number, row in enumerate(approved.iterator(), 1)):
        rows = Grant.objects.bulk_create(block)
        _notices(ground, rows, letter)
        _bookings(ground, rows)
        _payments(ground, rows, banks)
        titles = {
            grant.key: (f"{grant.number} {grant.application.title}", grant.application.number) for grant in rows
        }
        findable(ground, "project", titles)
        count += len(rows)
        yield f"{ground.town.slug}: {count} Zuwendungen"
    _columns()
    partnership.publish_town(by=ground.by, at=ground.now)
    for grant in Grant.objects.filter(state="binding").order_by("-pk")[: min(SHOWN, ground.applications // ONE_IN)]:
        grants.publish_project(grant=grant, protected=False, by=ground.by, at=ground.now)
    yield f"{ground.town.slug}: das Portal"
