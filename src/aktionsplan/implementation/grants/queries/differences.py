"""Whether grants, payments, bookings, decisions and the ledger say the same of the money."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db.models import QuerySet, Sum

from aktionsplan.bodies.models import Decision
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants.models import Grant, Payment
from aktionsplan.implementation.grants.queries.projects import reference
from aktionsplan.partnership.models import FundBooking, Partnership
from aktionsplan.partnership.queries import fund_differences
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.queries import told
from aktionsplan.shared.words import Phrase, Problem, mark

COMMITTED = ("signed", "notified", "binding", "objected")
NAMES_AMOUNT = ("grants.draft_notice", "grants.sign_notice")
PAYMENT_DEEDS = ("grants.request_payment", "grants.enter_request", "grants.order_payment", "grants.release_payment")
SUMS = {"amount": mark("angefordert"), "ordered": mark("angeordnet"), "paid": mark("ausgezahlt")}
NOTHING = Decimal("0.00")


def of_money(partnership: Partnership) -> list[Phrase]:
    """Every difference of the partnership's grants."""
    return list(_differences(partnership, Grant.objects.filter(partnership=partnership).exclude(state="dropped")))


def of_grant(grant: Grant) -> list[Phrase]:
    """The same of one grant and its fund, before money flows or a notice is served."""
    rows = Grant.objects.filter(pk=grant.pk)
    return fund_differences(grant.partnership, grant.fund) + list(_differences(grant.partnership, rows, grant))


def differs_problem(grant: Grant) -> Problem | None:
    """Why nothing may be done with the grant: two places that should say the same of it do not."""
    phrases = of_grant(grant)
    if not phrases:
        return None
    text = mark("Die Angaben passen nicht zusammen. Die Verwaltung der Zugänge muss das zuerst klären: {first}")
    return Problem("differs", text, {"first": str(phrases[0])})


def _differences(partnership: Partnership, rows: QuerySet[Grant], only: Grant | None = None) -> Iterator[Phrase]:
    grants = list(rows.select_related("application", "fund", "notice"))
    bound, decided = _bound(grants), _decided(partnership, grants)
    about = reference(only) if only else ""
    amounts = {name: payload["amount"] for name, _kind, payload in told(partnership, NAMES_AMOUNT, about)}
    entries = _payment_entries(partnership, about)
    payments: dict[int, list[Payment]] = defaultdict(list)
    for payment in Payment.objects.filter(grant__in=rows).exclude(state="refused").select_related("bank"):
        payments[payment.grant_id].append(payment)
    for grant in grants:
        yield from _of_grant(grant, bound, decided, amounts.get(reference(grant)))
        drawn = sum((payment.amount_eur for payment in payments[grant.pk]), NOTHING)
        if drawn > grant.amount_eur:
            values = {"drawn": drawn, "amount": grant.amount_eur}
            yield _phrase(grant, mark("{name}: angefordert sind {drawn}, bewilligt {amount}"), values)
        for payment in payments[grant.pk]:
            yield from _of_payment(grant, payment, entries.get(payment.key, {}))


def _of_grant(
    grant: Grant,
    bound: dict[tuple[int, str], tuple[Decimal, Decimal]],
    decided: dict[str, Decimal | None],
    entered: str | None,
) -> Iterator[Phrase]:
    about = application_reference(grant.application)
    reserved, committed = bound.get((grant.fund_id, about), (NOTHING, NOTHING))
    due = (NOTHING, grant.amount_eur) if grant.state in COMMITTED else (grant.amount_eur, NOTHING)
    values: Json = {"reserved": reserved, "committed": committed, "amount": grant.amount_eur}
    if (reserved, committed) != due:
        text = mark("{name}: im Fonds stehen {reserved} vorgemerkt und {committed} bewilligt, im Projekt {amount}")
        yield _phrase(grant, text, values)
    if decided.get(about) != grant.amount_eur:
        values = {"decided": str(decided.get(about, "–")), "amount": str(grant.amount_eur)}
        yield _phrase(grant, mark("{name}: beschlossen sind {decided}, im Projekt stehen {amount}"), values)
    if entered is not None and Decimal(entered) != grant.amount_eur:
        values = {"entered": entered, "amount": str(grant.amount_eur)}
        yield _phrase(grant, mark("{name}: im Verlaufsbuch stehen {entered}, im Projekt {amount}"), values)


def _of_payment(grant: Grant, payment: Payment, entries: Json) -> Iterator[Phrase]:
    """Entries from before payments were named in them tell nothing of a payment."""
    for field, word in SUMS.items():
        if field in entries and Decimal(entries[field]) != payment.amount_eur:
            values = {"word": (word,), "entered": entries[field], "amount": payment.amount_eur}
            text = mark("{name}, Auszahlung: {word} sind laut Verlaufsbuch {entered}, gespeichert {amount}")
            yield _phrase(grant, text, values)
    if payment.bank and entries.get("account") and entries["account"] != payment.bank.account_mark:
        yield _phrase(grant, mark("{name}, Auszahlung: Das Konto ist nicht das angeordnete"), {})


def _phrase(grant: Grant, text: str, values: Json) -> Phrase:
    return Phrase(text, {"name": grant.number or grant.application.number, **values})


def _bound(grants: Iterable[Grant]) -> dict[tuple[int, str], tuple[Decimal, Decimal]]:
    """What is reserved and committed by fund and reference."""
    references = [application_reference(grant.application) for grant in grants]
    rows = FundBooking.objects.filter(fund__in={grant.fund_id for grant in grants})
    rows = rows.filter(reference__in=references) if len(references) == 1 else rows
    sums = rows.values_list("fund", "reference").annotate(Sum("reserved_eur"), Sum("committed_eur")).order_by()
    return {(fund, about): (reserved, committed) for fund, about, reserved, committed in sums}


def _decided(partnership: Partnership, grants: list[Grant]) -> dict[str, Decimal | None]:
    """The amount of the last decision that still counts (None of a rejection), by reference of the application."""
    rows = Decision.objects.filter(partnership=partnership, item__state="decided")
    if len(grants) == 1:
        rows = rows.filter(item__reference=application_reference(grants[0].application))
    else:
        rows = rows.exclude(item__reference="")
    return dict(rows.order_by("recorded_at", "pk").values_list("item__reference", "amount_eur"))


def _payment_entries(partnership: Partnership, about: str) -> dict[str, Json]:
    """What the ledger says of each payment, the newest entry of each kind, by key of the payment."""
    entries: dict[str, Json] = defaultdict(dict)
    for _reference, _kind, payload in told(partnership, PAYMENT_DEEDS, about):
        if "payment" in payload:
            entries[payload["payment"]] |= payload
    return entries
