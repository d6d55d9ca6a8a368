"""A call for each year, its applications with plan and check, and the meetings that decided them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies.models import AgendaItem
from aktionsplan.development.strategy.models import Goal
from aktionsplan.entry.seed.bodies import decide
from aktionsplan.entry.seed.ground import Ground, blocks, findable
from aktionsplan.implementation.calls.models import Application, BudgetLine, Call, FormalCheck
from aktionsplan.implementation.calls.queries import reference
from aktionsplan.implementation.calls.rules import CHECKS
from aktionsplan.implementation.calls.states import RESULTS
from aktionsplan.network.models import Organisation
from aktionsplan.partnership.models import District, Fund
from aktionsplan.partnership.rules import read
from aktionsplan.people.models import Account
from aktionsplan.shared.periods import BERLIN

STATES = {"submitted": 2, "admissible": 2, "decided": 12, "rejected": 2, "withdrawn": 1, "returned": 1}
"""How often each state of an application is thrown."""
ITEMS, LONG = 30, 300
"""As many applications a meeting decided, and the last of them."""
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


@dataclass(frozen=True)
class Choice:
    """What an application can be about."""

    calls: list[Call]
    clubs: list[Organisation]
    account: Account
    goal: Goal
    district: District


def _calls(ground: Ground) -> list[Call]:
    return [
        Call.objects.create(
            partnership=ground.town,
            fund=fund,
            title=f"Aufruf {fund.programme_year.year}",
            summary="Probe",
            who_may_apply="alle",
            max_amount_eur=Decimal("20000"),
            opens_on=dt.date(fund.programme_year.year, 1, 10),
            deadline=dt.date(fund.programme_year.year, 2, 28),
            project_from=dt.date(fund.programme_year.year, 3, 1),
            project_until=dt.date(fund.programme_year.year, 12, 15),
            state="released",
            prepared_by="seed",
            released_by="seed",
            released_at=ground.now,
            kept_terms=read("application", {}),
        )
        for fund in Fund.objects.select_related("programme_year").order_by("programme_year__year")
    ]


def _application(ground: Ground, n: int, choice: Choice) -> Application:
    dice, call = ground.dice, ground.dice.choice(choice.calls)
    amount = Decimal(dice.randrange(500, 20000))
    submitted = dt.datetime.combine(call.opens_on, dt.time(9), BERLIN) + dt.timedelta(
        minutes=dice.randrange(60 * 24 * 45)
    )
    state = dice.choices(list(STATES), list(STATES.values()))[0]
    return Application(
        partnership=ground.town,
        call=call,
        organisation=dice.choice(choice.clubs),
        account=choice.account,
        number=f"E-{call.opens_on.year}-{n:06}",
        state=state,
        title=f"{dice.choice(WORDS)} {dice.choice(WORDS)} {n}",
        summary="Ein Projekt der Probe.",
        description="Probe " * 30,
        starts_on=call.project_from,
        ends_on=call.project_until,
        district=choice.district,
        goal=choice.goal,
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
        awarded_eur=amount if state == "decided" else None,
        told_state=state if state in RESULTS else "",
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


def _store(ground: Ground, applications: list[Application]) -> None:
    rows = Application.objects.bulk_create(applications)
    BudgetLine.objects.bulk_create(line for row in rows for line in _lines(row))
    FormalCheck.objects.bulk_create(
        FormalCheck(
            partnership=ground.town,
            application=row,
            answers=dict.fromkeys(CHECKS, True),
            result="admit",
            checked_by="seed",
            checked_at=ground.now,
        )
        for row in rows
    )
    findable(ground, "application", {row.key: (f"{row.number} {row.title}", row.summary) for row in rows})


def _decisions(ground: Ground) -> int:
    """The meetings of the past: the last with many items, the others with a few; how many there were."""
    rows = list(Application.objects.filter(state__in=("decided", "rejected")).select_related("call").order_by("pk"))
    before = rows[:-LONG]
    parts = [
        part
        for part in [*(before[start : start + ITEMS] for start in range(0, len(before), ITEMS)), rows[-LONG:]]
        if part
    ]
    for number, part in enumerate(parts):
        topics = [
            (
                AgendaItem(
                    partnership=ground.town,
                    kind="application",
                    title=row.title,
                    reference=reference(row),
                    organisation_id=row.organisation_id,
                    requested_eur=row.requested_eur,
                    public=False,
                    state="decided",
                ),
                "approve" if row.state == "decided" else "reject",
                row.awarded_eur,
            )
            for row in part
        ]
        decide(ground, topics, ground.now - dt.timedelta(days=20 + len(parts) - number))
    return len(parts)


def grow(ground: Ground) -> Iterator[str]:
    """The calls, the applications in blocks, the decisions."""
    clubs, account = list(Organisation.objects.order_by("pk")), ground.account("verein")
    choice = Choice(_calls(ground), clubs, account, Goal.objects.all()[0], District.objects.all()[0])
    count = 0
    for block in blocks(_application(ground, n, choice) for n in range(1, ground.applications + 1)):
        _store(ground, block)
        count += len(block)
        yield f"{ground.town.slug}: {count} von {ground.applications} Anträgen"
    yield f"{ground.town.slug}: {_decisions(ground)} Sitzungen"
