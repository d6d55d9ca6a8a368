"""Reading grants, each through its door."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from aktionsplan.development.strategy.queries import aim
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.imports import HistoricRow
from aktionsplan.implementation.grants.models import Grant, HistoricGrant, Payment, Provision
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.network.queries import impartial, own_organisations, relations
from aktionsplan.partnership import rules as law
from aktionsplan.partnership.models import Fund, Partnership
from aktionsplan.people.permissions.relations import NOT_DRAFTER, NOT_LINKED, NOT_ORDERER, OWN_ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.queries import published_slugs
from aktionsplan.shared.words import Problem, mark

OTHER_GOALS = mark("Weitere Ziele")
"""Where the money of projects stands whose goal nobody has published."""


def reference(grant: Grant) -> str:
    """The key under which the ledger knows the grant."""
    return f"grant:{grant.key}"


def _with_everything(rows: QuerySet[Grant]) -> QuerySet[Grant]:
    return rows.select_related(
        "application__call",
        "application__goal__parent",
        "application__district__municipality",
        "organisation",
        "fund__programme_year",
        "notice__document__file",
        "partnership",
    )


def grants(partnership: Partnership) -> QuerySet[Grant]:
    """Every grant, from its draft on."""
    return _with_everything(Grant.objects.filter(partnership=partnership))


def grant_for(by: Actor, key: str) -> Grant:
    """The grant with this key for the office, or 404."""
    grant = _with_everything(Grant.objects.filter(partnership=by.partnership, key=key)).first()
    if grant is None or not by.may("grants.view"):
        raise Http404
    return grant


def own_grants(by: Actor, day: dt.date) -> list[Grant]:
    """Grants of the actor's organisations whose notice has left the office.

    A signed notice in the office's drawer is not yet made known (VwVfG § 41).
    """
    rows = Grant.objects.filter(partnership=by.partnership, organisation__in=own_organisations(by, day))
    return list(_with_everything(rows.filter(notice__posted_on__isnull=False)).prefetch_related("provisions"))


def own_grant(by: Actor, key: str, day: dt.date) -> Grant:
    """The actor's own posted grant, or 404."""
    posted_grant = next((grant for grant in own_grants(by, day) if grant.key == key), None)
    if posted_grant is None:
        raise Http404
    return posted_grant


def _is_no_drafter(grant: Grant, by: By, day: dt.date) -> bool:
    return by.reference not in (grant.notice.drafted_by, *grant.notice.drafters)


def _is_not_orderer(payment: Payment, by: By, day: dt.date) -> bool:
    return payment.ordered_by != by.reference


def notice_relations(grant: Grant, by: By, day: dt.date, own: Collection[int] | None = None) -> frozenset[str]:
    """How the actor stands to the drafted notice; everybody who ever worded it stays one of its drafters."""
    apart = frozenset({NOT_DRAFTER}) if _is_no_drafter(grant, by, day) else frozenset()
    return apart | impartial(grant.organisation, by, day, own)


def payment_relations(payment: Payment, by: By, day: dt.date, own: Collection[int] | None = None) -> frozenset[str]:
    """How the actor stands to an ordered payment."""
    other = frozenset({NOT_ORDERER}) if _is_not_orderer(payment, by, day) else frozenset()
    return other | impartial(payment.grant.organisation, by, day, own)


def payment_for(by: Actor, key: str) -> Payment:
    """The payment with this key, or 404."""
    rows = Payment.objects.filter(partnership=by.partnership, key=key)
    payment = rows.select_related(
        "grant__organisation", "grant__notice", "grant__application", "bank", "bank_file__file"
    ).first()
    if payment is None:
        raise Http404
    return payment


def payments(grant: Grant) -> list[Payment]:
    """Every payment of the grant."""
    return list(grant.payments.select_related("bank", "bank_file"))


def drawn_of(granted: Collection[Grant]) -> dict[int, Decimal]:
    """What was asked for and not refused, in euro, for each of the grants."""
    rows = Payment.objects.filter(grant__in=granted).exclude(state="refused").order_by().values("grant")
    sums = dict(rows.annotate(s=Sum("amount_eur")).values_list("grant", "s"))
    return {grant.pk: sums.get(grant.pk, ZERO) for grant in granted}


def drawn(grant: Grant) -> Decimal:
    """What was asked for and not refused."""
    return drawn_of([grant])[grant.pk]


def paid(grant: Grant) -> Decimal:
    """What was released."""
    amount = grant.payments.filter(state="released").aggregate(s=Sum("amount_eur"))["s"]
    return amount or ZERO


def payable_problem(grant: Grant, today: dt.date) -> Problem | None:
    """Why nothing can be paid yet, or None."""
    notice = grant.notice
    return rules.payable(
        state=grant.state, remedy_last_day=notice.remedy_last_day, waived=notice.waived_on is not None, today=today
    )


def money_problem(grant: Grant, today: dt.date) -> Problem | None:
    """Why nothing may flow today: the notice is not final, or a condition of it is not met."""
    unmet = [row.text for row in grant.provisions.all() if row.state == "open" and row.kind == "condition"]
    return payable_problem(grant, today) or rules.condition_problem(unmet)


def provision_for(by: Actor, key: str) -> Provision:
    """The provision with this key for the office, or 404."""
    rows = Provision.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("grant__organisation", "grant__notice", "grant__application").first()
    if row is None or not by.may("grants.view"):
        raise Http404
    return row


def too_late(grant: Grant, today: dt.date) -> Problem | None:
    """Why this notice, posted today, could not be paid in its year without a waiver, or None."""
    land, kept = grant.partnership.land, grant.notice.law
    days = law.fiction_days(land, today, own=kept["fiction_days"]).days
    finality = remedy.finality(today, days=days, shift=kept["fiction_shift"], land=land)
    return rules.too_late(finality.binding_from, year=grant.fund.programme_year.year)


def open_applications(partnership: Partnership) -> QuerySet[Application]:
    """Applications with an approval taken over and no notice drafted yet."""
    rows = Application.objects.filter(partnership=partnership, state="decided", grant__isnull=True)
    return rows.select_related("organisation", "call__fund").order_by("submitted_at", "pk")


def historic(partnership: Partnership) -> QuerySet[HistoricGrant]:
    """Grants of earlier years."""
    return HistoricGrant.objects.filter(partnership=partnership)


def _open(partnership: Partnership) -> Q:
    """Grants that the portal names with their sum at present."""
    shown = Publication.objects.filter(partnership=partnership, kind="project", current=True).values("slug")
    return Q(protected=False, key__in=shown)


@dataclass(frozen=True)
class Hidden:
    """How many granted projects of a year the portal does not name, and what may be said of their money."""

    count: int
    granted_eur: Decimal
    paid_eur: Decimal

    @property
    def left_out(self) -> int:
        """How many projects the public sum of what is granted leaves out."""
        return self.count if rules.traceable(self.count) else 0


def protected_sums(partnership: Partnership, year: int) -> Hidden:
    """The year's protected and unpublished projects together; their money is left out while it could be traced back."""
    rows = Grant.objects.filter(partnership=partnership, fund__programme_year__year=year).exclude(number="")
    rows = rows.exclude(state="dropped").exclude(_open(partnership))
    count = rows.count()
    if count == 0 or rules.traceable(count):
        return Hidden(count, ZERO, ZERO)
    paid_out = Payment.objects.filter(grant__in=rows, state="released").aggregate(s=Sum("amount_eur"))["s"]
    return Hidden(count, rows.aggregate(s=Sum("amount_eur"))["s"] or ZERO, paid_out or ZERO)


def reserved_count(partnership: Partnership, year: int) -> int:
    """How many approvals of the year have money reserved and no signed notice yet."""
    rows = Application.objects.filter(partnership=partnership, state="decided", call__fund__programme_year__year=year)
    return rows.filter(Q(grant__isnull=True) | Q(grant__number="")).count()


def money_by_goal(partnership: Partnership, year: int) -> list[Fields]:
    """Granted and paid in a year per Ziel of the projects that the portal names: number, title, granted, paid."""
    rows = Grant.objects.filter(_open(partnership), partnership=partnership, fund__programme_year__year=year)
    rows = rows.exclude(number="")
    rows = rows.select_related("application__goal__parent")
    rows = rows.annotate(paid_eur=Sum("payments__amount_eur", filter=Q(payments__state="released")))
    sums: dict[str, Fields] = defaultdict(lambda: {"title": "", "granted": ZERO, "paid": ZERO})
    shown = published_slugs(partnership, "goal")
    for grant in rows:
        top = aim(grant.application.goal) if grant.application.goal else None
        named = top is not None and top.key in shown
        totals = sums[top.number if top and named else ""]
        totals["title"] = top.title if top and named else OTHER_GOALS
        totals["granted"] += grant.amount_eur
        totals["paid"] += grant.paid_eur or ZERO
    return [{"number": number, **sums[number]} for number in sorted(sums)]


def year_sums(partnership: Partnership, year: int) -> tuple[Decimal, Decimal]:
    """Ceiling and free money of all funds of a year."""
    rows = Fund.objects.filter(partnership=partnership, programme_year__year=year)
    sums = rows.aggregate(c=Sum("ceiling_eur"), r=Sum("reserved_eur"), m=Sum("committed_eur"))
    ceiling, reserved, committed = ((sums[name] or ZERO).quantize(ZERO) for name in ("c", "r", "m"))
    return ceiling, ceiling - reserved - committed


def unpublished(partnership: Partnership) -> QuerySet[Grant]:
    """Projects whose notice has left the office and that the portal has never shown, oldest first."""
    rows = Grant.objects.filter(partnership=partnership, state__in=("notified", "binding"))
    shown = Publication.objects.filter(partnership=partnership, kind="project").values("slug")
    return rows.exclude(key__in=shown).select_related("application", "organisation").order_by("created_at")


def with_notice(partnership: Partnership) -> QuerySet[Grant]:
    """The grants with what a desk tells of them, in the order in which they were drafted or signed."""
    rows = Grant.objects.filter(partnership=partnership).select_related("application", "organisation", "notice")
    return rows.order_by(Coalesce("notice__signed_at", "created_at"), "pk")


def not_to_sign(by: By, own: Collection[int]) -> Q:
    """Drafted notices that the actor may not sign: whose words are the actor's, or for an organisation of the actor."""
    drafts = Grant.objects.filter(partnership=by.partnership, state="drafted")
    worded = [
        pk
        for pk, last, drafters in drafts.values_list("pk", "notice__drafted_by", "notice__drafters")
        if by.reference in (last, *drafters)
    ]
    return Q(state="drafted") & (Q(pk__in=worded) | Q(organisation__in=own))


TO_ORDER = ("requested", "bounced")
"""States of a payment that the lead officer orders."""


def to_order(partnership: Partnership) -> QuerySet[Payment]:
    """Payments that are asked for, or came back from the bank, the oldest first."""
    rows = Payment.objects.filter(partnership=partnership, state__in=TO_ORDER).order_by("requested_at")
    return rows.select_related("grant__application")


def to_release(by: By, own: Collection[int]) -> QuerySet[Payment]:
    """Ordered payments that the actor may release: ordered by others, for organisations the actor is not linked to."""
    rows = Payment.objects.filter(partnership=by.partnership, state="ordered").exclude(ordered_by=by.reference)
    rows = rows.exclude(grant__organisation__in=own).order_by("ordered_at")
    return rows.select_related("grant__application")


def new_rows(source: str, rows: Iterable[HistoricRow], by: By) -> list[HistoricRow]:
    """The rows that are not stored yet, by source and the source's own number."""
    known = set(
        HistoricGrant.objects.filter(partnership=by.partnership, source=source).values_list(
            "source_number", flat=True
        )
    )
    return [row for row in rows if row.source_number not in known]


def locked_grant(grant: Grant) -> Grant:
    """The grant as it is now, locked until the deed ends."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related(
        "application__goal__parent",
        "application__district__municipality",
        "application__account",
        "organisation",
        "fund__programme_year",
        "notice",
        "partnership",
    )
    return rows.get(pk=grant.pk)


def _locked_payment(payment: Payment) -> Payment:
    locked_payment = Payment.objects.select_for_update(of=("self",)).select_related("bank").get(pk=payment.pk)
    locked_payment.grant = locked_grant(locked_payment.grant)
    return locked_payment


def _locked_provision(provision: Provision) -> Provision:
    locked = Provision.objects.select_for_update(of=("self",)).get(pk=provision.pk)
    locked.grant = locked_grant(locked.grant)
    return locked


GRANT = Subject(
    takes=("grant",),
    lock=locked_grant,
    reference=reference,
    relations={
        OWN_ORGANISATION: lambda grant, by, day: bool(relations(grant.organisation, by, day)),
        NOT_LINKED: lambda grant, by, day: bool(impartial(grant.organisation, by, day)),
        NOT_DRAFTER: _is_no_drafter,
    },
)
"""A grant with its notice; everybody who ever worded the notice stays one of its drafters."""
PROVISION = Subject(
    takes=("provision",),
    lock=_locked_provision,
    reference=lambda provision: reference(provision.grant),
    relations={NOT_LINKED: lambda provision, by, day: bool(impartial(provision.grant.organisation, by, day))},
)
"""A special provision of a grant's notice."""
PAYMENT = Subject(
    takes=("payment",),
    lock=_locked_payment,
    reference=lambda payment: reference(payment.grant),
    relations={
        NOT_LINKED: lambda payment, by, day: bool(impartial(payment.grant.organisation, by, day)),
        NOT_ORDERER: _is_not_orderer,
    },
)
"""A payment of a grant."""
