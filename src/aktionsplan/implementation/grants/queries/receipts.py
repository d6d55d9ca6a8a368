"""Reading receipts, and what they make of a grant today."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from aktionsplan.implementation.calls import queries as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.models import Grant, Receipt
from aktionsplan.implementation.grants.queries.changes import Amended, amended, period_end
from aktionsplan.implementation.grants.queries.projects import drawn, locked_grant, own_grants, paid, reference
from aktionsplan.implementation.grants.queries.sheets import counted
from aktionsplan.implementation.grants.rules import INSTALMENT, Instalment
from aktionsplan.implementation.grants.rules.final import Terms
from aktionsplan.implementation.grants.rules.forecast import Forecast, forecast
from aktionsplan.implementation.grants.rules.notice import period_start
from aktionsplan.implementation.grants.rules.receipt import OTHERS_NOT, Bounds, Entry, Looked, look, plain
from aktionsplan.network.queries import relations
from aktionsplan.people.permissions.relations import OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, known

VALUES = (
    "side",
    "line",
    "payee",
    "reason",
    "invoice_number",
    "document_on",
    "paid_on",
    "amount_eur",
    "eligible_eur",
    "quantity",
    "unit",
    "way",
    "flow",
    "remark",
)
"""What somebody types of a receipt."""


def binding_plan(grant: Grant, today: dt.date, found: Amended | None = None) -> tuple[dict[str, Decimal], Terms]:
    """The plan by cost category as the notice or its last amendment says, and what the notice says of the money: own funds close
    what a cut leaves open (FG2, FG5)."""
    lines = [calls.as_line(line) for line in calls.lines(grant.application)]
    asked = dict(call_rules.by_category(lines, "expense"))
    plan = asked | dict((found or amended(grant, today)).lines)
    income = dict(call_rules.by_category(lines, "income"))
    total = sum(asked.values(), ZERO) - grant.notice.struck_eur
    others = sum((amount for kind, amount in income.items() if kind not in OTHERS_NOT), ZERO)
    own = total - grant.amount_eur - others
    threshold = Decimal(grant.notice.law["reduction_threshold_eur"])
    return plan, Terms(grant.funding_type, grant.amount_eur, total, own, others, threshold)


def bounds(grant: Grant, today: dt.date, found: Amended | None = None) -> Bounds:
    """The grant's period as the notice names it, and the caps of the call."""
    application, notice = grant.application, grant.notice
    signed = local_day(notice.signed_at) if notice.signed_at else today
    start = period_start(
        application.starts_on or notice.proof_due_on, signed=signed, early_start=notice.early_start_on
    )
    terms = application.call.terms
    caps = {"hours": Decimal(terms["fee_per_hour_eur"]), "days": Decimal(terms["fee_per_day_eur"])}
    return Bounds(start, period_end(grant, today, found), today, caps)


def as_entry(row: Receipt) -> Entry:
    """A receipt as the rules see it."""
    file = row.file or row.invoice
    return Entry(
        number=row.number,
        side=row.side,
        line=row.line,
        payee=row.payee,
        invoice_number=row.invoice_number,
        document_on=row.document_on,
        paid_on=row.paid_on,
        amount_eur=row.amount_eur,
        eligible_eur=row.eligible_eur,
        currency=row.currency,
        file=file.sha256 if file else "",
        flow=row.flow,
        quantity=row.quantity,
        unit=row.unit,
    )


@dataclass(frozen=True)
class Receipts:
    """The receipts of a project with their findings, the withdrawn ones apart, and the forecast of today."""

    rows: Sequence[Receipt]
    withdrawn: Sequence[Receipt]
    looked: Looked
    forecast: Forecast
    plan: Mapping[str, Decimal]
    terms: Terms

    @property
    def to_look_at(self) -> list[Receipt]:
        """What has a finding, the newest first."""
        return [row for row in reversed(self.rows) if row.number in self.looked.findings]

    @property
    def fine(self) -> list[Receipt]:
        """What has none, the newest first."""
        return [row for row in reversed(self.rows) if row.number not in self.looked.findings]


def instalments(grant: Grant) -> list[Instalment]:
    """The parts of the grant that may be asked for from a day on, as the notice sets them."""
    rows = grant.provisions.filter(kind=INSTALMENT, due_on__isnull=False, amount_eur__isnull=False).exclude(
        state="waived"
    )
    return [Instalment(known(row.due_on), known(row.amount_eur)) for row in rows]


def request_hints(grant: Grant, today: dt.date) -> list[Problem]:
    """What to mind when money is asked for today: the project has ended, or begins much later."""
    application, law = grant.application, grant.notice.law
    soon = rules.use_until(today, days=law["prompt_use_days"], months=law["prompt_use_months"])
    hints = (
        rules.after_end(today, ends_on=period_end(grant, today)),
        rules.before_start(today, starts_on=application.starts_on, days=(soon - today).days),
    )
    return [hint for hint in hints if hint]


def after_year(grant: Grant) -> Problem | None:
    """What to mind in a draft whose rest is paid against receipts that come after the year of the money (BK2)."""
    notice = grant.notice
    if notice.signed_at:
        return None
    year = grant.fund.programme_year.year
    return rules.after_year(notice.payment_scheme, proof_due_on=notice.proof_due_on, year=year)


def advance_rest(grant: Grant, drawn_eur: Decimal, today: dt.date) -> Decimal:
    """What may be asked for in advance today, in euro, when so much was asked for before."""
    notice = grant.notice
    return rules.advance_rest(
        notice.payment_scheme,
        granted=grant.amount_eur,
        percent=notice.advance_percent,
        drawn=drawn_eur,
        plan=instalments(grant),
        today=today,
    )


def nameable(grant: Grant, today: dt.date) -> list[Receipt]:
    """The expenses that a request may name: without an open finding, and of no other request."""
    shown = receipts(grant, today)
    rows = [row for row in shown.rows if row.side == "expense" and row.payment_id is None]
    return [row for row in rows if not shown.looked.is_open(row.number)]


def _final_of(shown: Receipts, rows: Sequence[Receipt]) -> Decimal:
    """What the formula of the notice makes of some receipts and all income, in euro."""
    entries = [as_entry(row) for row in rows]
    return forecast(entries, shown.looked, shown.terms, shown.plan, paid_eur=ZERO, drawn_eur=ZERO).outcome.final_eur


def covered_by(grant: Grant, named: Sequence[Receipt], today: dt.date) -> Decimal:
    """What these receipts cover together with those that earlier requests named, in euro; income counts always."""
    shown, keys = receipts(grant, today), {row.pk for row in named}
    rows = [row for row in shown.rows if row.side == "income" or row.payment_id is not None or row.pk in keys]
    return _final_of(shown, rows)


def uses(grant: Grant, shown: Receipts, today: dt.date) -> list[rules.Use]:
    """What was paid out, until when it was to be used, and what is open of it."""
    law = grant.notice.law
    named = {row.payment_id for row in shown.rows}
    paid_out = [
        (local_day(known(row.released_at)), row.amount_eur)
        for row in grant.payments.all()
        if row.state == "released"
        and rules.FLAT not in (grant.notice.payment_scheme, grant.funding_type)
        and row.pk not in named
    ]

    def covered(day: dt.date) -> Decimal:
        return _final_of(shown, [row for row in shown.rows if row.paid_on and row.paid_on <= day])

    return rules.uses(paid_out, covered, today=today, days=law["prompt_use_days"], months=law["prompt_use_months"])


def kept_receipts(grant: Grant) -> QuerySet[Receipt]:
    """The receipts of a project that count, in their order."""
    return grant.receipts.filter(state="kept")


def receipts(grant: Grant, today: dt.date) -> Receipts:
    """Everything that a page of receipts shows, in one reading of the rows."""
    every = list(grant.receipts.select_related("file", "invoice"))
    rows = [row for row in every if row.state == "kept"]
    entries = [as_entry(row) for row in rows]
    found = amended(grant, today)
    plan, terms = binding_plan(grant, today, found)
    looked = look(entries, bounds(grant, today, found), terms, plan, _elsewhere(grant, rows))
    money: dict[str, Decimal] = {"paid_eur": paid(grant), "drawn_eur": drawn(grant)}
    withdrawn = [row for row in every if row.state == "withdrawn"]
    return Receipts(
        rows, withdrawn, looked, forecast(entries, looked, terms, plan, counted=counted(grant), **money), plan, terms
    )


def _elsewhere(grant: Grant, rows: Sequence[Receipt]) -> set[str]:
    """The files of these receipts that belong to a receipt of another project as well."""
    files = {row.file_id or row.invoice_id for row in rows} - {None}
    others = Receipt.objects.filter(partnership=grant.partnership, state="kept").exclude(grant=grant)
    same = others.filter(Q(file__in=files) | Q(file=None, invoice__in=files))
    marks = Coalesce("file__sha256", "invoice__sha256")
    return set(same.values_list(marks, flat=True)) if files else set()


def proposed_line(grant: Grant, payee: str, words: str) -> str:
    """The line of the plan that a receipt probably belongs to: as this payee's last one, else by the words of the plan."""
    known = grant.receipts.filter(state="kept", side="expense").exclude(line="").order_by("-number")
    same = next((row.line for row in known if payee and plain(row.payee) == plain(payee)), "")
    if same:
        return same
    said = {plain(word) for word in words.split() if len(plain(word)) > MIN_WORD}
    for line in calls.lines(grant.application):
        if line.side == "expense" and said & {plain(word) for word in line.label.split()}:
            return line.category
    return ""


MIN_WORD = 3


def own_receipt(by: Actor, key: str, day: dt.date) -> Receipt:
    """A receipt of a project of the actor's organisations, or 404."""
    own = {grant.pk: grant for grant in own_grants(by, day)}
    rows = Receipt.objects.filter(partnership=by.partnership, key=key, grant__in=own)
    row = rows.select_related("file", "invoice").first()
    if row is None:
        raise Http404
    row.grant = own[row.grant_id]
    return row


def receipt_for(by: Actor, key: str) -> Receipt:
    """A receipt for the office, or 404."""
    rows = Receipt.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("file", "invoice", "grant__application", "grant__notice").first()
    if row is None or not by.may("grants.view_receipts"):
        raise Http404
    return row


def receipt_values(row: Receipt) -> Fields:
    """What somebody typed of a receipt, for its form."""
    return {name: getattr(row, name) for name in VALUES}


def _locked_receipt(receipt: Receipt) -> Receipt:
    grant = locked_grant(receipt.grant)
    locked = Receipt.objects.select_for_update(of=("self",)).select_related("file").get(pk=receipt.pk)
    locked.grant = grant
    return locked


RECEIPT = Subject(
    takes=("receipt",),
    lock=_locked_receipt,
    reference=lambda receipt: reference(receipt.grant),
    relations={OWN_ORGANISATION: lambda row, by, day: bool(relations(row.grant.organisation, by, day))},
)
"""A receipt of a project; its grant is locked before it."""
