"""Bulk data in the shape of real programmes: reproducible, written in blocks, outside the ledger's deeds.

Rows are made directly, as a restored installation would hold them; every partnership keeps one ledger entry
that says so. Never for a partnership in use.
"""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from aktionsplan.development.strategy.models import Goal
from aktionsplan.implementation.calls.models import Application, BudgetLine, Call, FormalCheck
from aktionsplan.implementation.calls.rules import CHECKS
from aktionsplan.network.models import Organisation
from aktionsplan.network.rules import skeleton
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import District, Partnership
from aktionsplan.partnership.rules import read
from aktionsplan.people.models import Account
from aktionsplan.people.operations import expect_account, install_role
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.models import SearchEntry
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.search import stems
from aktionsplan.shared.tenancy import new_key, partnership_scope
from aktionsplan.shared.words import Problem, Refused, fold, mark

BLOCK = 500
STATES = ("submitted", "admissible", "decided", "rejected", "withdrawn", "returned")
WORDS = (
    "Begleitausschuss",
    "Jugendforum",
    "Nachbarschaft",
    "Erzählabend",
    "Zirkus",
    "Radio",
    "Stolperstein",
    "Begegnung",
    "Demokratie",
    "Feuerwehr",
    "Sommerfest",
    "Kino",
    "Theater",
    "Werkstatt",
    "Garten",
)


def _house(number: int, years: int, now: dt.datetime) -> Partnership:
    town = partnership.found(
        slug=f"probe-{number}", name=f"Probestadt {number}", land="MV", by=Installation(), at=now
    )
    with partnership_scope(town):
        by = Installation(town, "seed")
        partnership.add_municipality(name=f"Probestadt {number}", districts=["Mitte", "Nord"], by=by, at=now)
        install_role(
            email=f"koordination@probe{number}.example", name="Probe Koordination", role="coordinator", by=by, at=now
        )
        for year in range(now.year - years + 1, now.year + 1):
            opened = partnership.open_year(year=year, by=by, at=now)
            fund = partnership.add_fund(
                programme_year=opened, code="AF", name="Aktionsfonds", kind="action_fund", by=by, at=now
            )
            partnership.enter_budget(
                fund=fund, source="federal", amount_eur=Decimal("900000000"), note="Probe", by=by, at=now
            )
            Call.objects.create(
                partnership=town,
                fund=fund,
                title=f"Aufruf {year}",
                summary="Probe",
                who_may_apply="alle",
                max_amount_eur=Decimal("20000"),
                opens_on=dt.date(year, 1, 10),
                deadline=dt.date(year, 2, 28),
                project_from=dt.date(year, 3, 1),
                project_until=dt.date(year, 12, 15),
                state="released",
                prepared_by="seed",
                released_by="seed",
                released_at=now,
                kept_terms=read("application", {}),
            )
        Goal.objects.create(
            partnership=town,
            level="guiding",
            number="1",
            title="Begegnung",
            text="Menschen begegnen sich.",
            state="proposed",
        )
    return town


def _organisations(made: Partnership, account: Account, count: int, now: dt.datetime) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(
            partnership=made,
            name=f"Verein {n} e. V.",
            skeleton=skeleton(f"Verein {n}"),
            legal_form="registered_association",
            street="Weg 1",
            postcode="19999",
            city="Probestadt",
            email=account.email,
            state="confirmed",
            created_at=now,
        )
        for n in range(count)
    )


def _application(
    made: Partnership,
    dice: random.Random,
    n: int,
    calls: list[Call],
    clubs: list[Organisation],
    account: Account,
    goal: Goal | None,
    district: District | None,
) -> Application:
    call = dice.choice(calls)
    amount = Decimal(dice.randrange(500, 20000))
    submitted = dt.datetime.combine(call.opens_on, dt.time(9), BERLIN) + dt.timedelta(
        minutes=dice.randrange(60 * 24 * 45)
    )
    return Application(
        partnership=made,
        call=call,
        organisation=dice.choice(clubs),
        account=account,
        number=f"E-{call.opens_on.year}-{n:06}",
        state=dice.choice(STATES),
        title=f"{dice.choice(WORDS)} {dice.choice(WORDS)} {n}",
        summary="Ein Projekt der Probe.",
        description="Probe " * 30,
        starts_on=call.project_from,
        ends_on=call.project_until,
        district=district,
        goal=goal,
        contact_name="Probe",
        signatory_name="Probe",
        signatory_function="Vorstand",
        target_groups=["all"],
        participants=50,
        success="Viele kommen.",
        not_begun=True,
        no_double_funding=True,
        privacy_read=True,
        requested_eur=amount,
        total_eur=amount * 2,
        submitted_at=submitted,
        first_submitted_at=submitted,
        changed_at=submitted,
    )


def _lines(application: Application) -> list[BudgetLine]:
    half = application.requested_eur
    rows = [
        ("expense", "rent", half),
        ("expense", "fees", half),
        ("income", "grant", half),
        ("income", "own_funds", half),
    ]
    return [
        BudgetLine(
            partnership=application.partnership,
            application=application,
            side=side,
            category=category,
            label=category,
            quantity=1,
            unit="flat",
            price_eur=amount,
            amount_eur=amount,
        )
        for side, category, amount in rows
    ]


def _block(
    made: Partnership,
    dice: random.Random,
    numbers: range,
    context: tuple[list[Call], list[Organisation], Account, Goal | None, District | None],
    now: dt.datetime,
) -> None:
    calls, clubs, account, goal, district = context
    rows = Application.objects.bulk_create(
        _application(made, dice, n, calls, clubs, account, goal, district) for n in numbers
    )
    BudgetLine.objects.bulk_create(line for row in rows for line in _lines(row))
    FormalCheck.objects.bulk_create(
        FormalCheck(
            partnership=made,
            application=row,
            answers=dict.fromkeys(CHECKS, True),
            result="admit",
            checked_by="seed",
            checked_at=now,
        )
        for row in rows
    )
    texts = {row.key: f"{row.number} {row.title} {row.summary}" for row in rows}
    SearchEntry.objects.bulk_create(
        SearchEntry(
            partnership=made,
            key=new_key(),
            kind="application",
            reference=row.key,
            title=f"{row.number} {row.title}"[:200],
            stems=stems(texts[row.key]),
            folded=fold(texts[row.key]),
        )
        for row in rows
    )


def seed(*, partnerships: int, years: int, applications: int) -> Iterator[str]:
    """Makes the partnerships with so many applications each and yields a line of progress per block."""
    if Partnership.objects.filter(demo=False).exclude(slug__startswith="probe-").exists():
        raise Refused(
            Problem("real", mark("In einer Installation mit einer echten Partnerschaft entstehen keine Probedaten."))
        )
    now, first = timezone.now(), Partnership.objects.filter(slug__startswith="probe-").count()
    for number in range(first + 1, first + partnerships + 1):
        dice = random.Random(number)  # noqa: S311 -- reproducible data, not a secret
        with transaction.atomic():
            town = _house(number, years, now)
            with partnership_scope(town):
                account = expect_account(
                    email=f"verein@probe{number}.example", name="Probe Verein", by=Installation(town), at=now
                )
                clubs = _organisations(town, account, max(1, applications // 5), now)
                context = (list(Call.objects.all()), clubs, account, Goal.objects.first(), District.objects.first())
                for start in range(1, applications + 1, BLOCK):
                    _block(town, dice, range(start, min(start + BLOCK, applications + 1)), context, now)
                    yield f"{town.slug}: {min(start + BLOCK - 1, applications)} von {applications} Anträgen"
