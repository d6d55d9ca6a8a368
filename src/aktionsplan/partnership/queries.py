"""Reading the tenant."""

import copy
import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from aktionsplan.partnership import rules
from aktionsplan.partnership.models import (
    BudgetEntry,
    Coordination,
    District,
    Fund,
    FundBooking,
    Milestone,
    Municipality,
    Office,
    OfficeStaff,
    Partnership,
    ProgrammeYear,
    RuleSet,
    Statements,
)
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields, Json, Value
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Phrase, mark

log = logging.getLogger(__name__)


def in_every_town(work: Callable[[Partnership], int]) -> int:
    """The sum of what the work did in each partnership, in its scope.

    A town in which it fails is logged and does not keep it from the others; RuntimeError at the end names how many failed.
    """
    done, failed = 0, 0
    for partnership in Partnership.objects.all():
        try:
            with partnership_scope(partnership):
                done += work(partnership)
        except Exception:
            log.exception("failed in partnership %s", partnership.pk)
            failed += 1
    if failed:
        raise RuntimeError(f"failed in {failed} partnerships")
    return done


KNOWN_SECONDS = 5
_known: dict[str, tuple[Value, Partnership]] = {}


def partnership_at(slug: str) -> Partnership:
    """The partnership at this address, or 404; kept in the process for some seconds, since every request asks."""
    until, partnership = _known.get(slug, (0, None))
    if partnership is None or until < time.monotonic():
        partnership = Partnership.objects.filter(slug=slug).first()
        if partnership is None:
            raise Http404
        _known[slug] = (time.monotonic() + KNOWN_SECONDS, partnership)
    return copy.copy(partnership)


def forget_partnerships() -> None:
    """Drops what the process knows of partnerships: for tests, which take them back."""
    _known.clear()


@dataclass(frozen=True)
class Rules:
    """The rule set in force: its version (0 for the shipped defaults) and every value."""

    kind: str
    version: int
    title: str
    values: Json

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


def rules_in_force(partnership: Partnership, kind: str, day: dt.date, scope: str = "") -> Rules:
    """The newest version of this kind that is valid on the day, else the shipped defaults.

    With a scope (the key of a body) its own rules come first, then those of the town.
    """
    rows = RuleSet.objects.filter(partnership=partnership, kind=kind, valid_from__lte=day, scope__in={"", scope})
    stored = rows.order_by("-scope", "-valid_from", "-version").first()
    if stored is None:
        return Rules(kind, 0, rules.RULE_KINDS[kind], rules.read(kind, {}, partnership.land))
    return Rules(kind, stored.version, stored.title, rules.read(kind, stored.values, partnership.land))


def office(partnership: Partnership, kind: str, day: dt.date) -> Office | None:
    """The office of this kind on that day."""
    rows = Office.objects.filter(partnership=partnership, kind=kind, valid_from__lte=day)
    return rows.exclude(valid_until__lte=day).order_by("-valid_from").first()


def statements(partnership: Partnership) -> Statements | None:
    """What the town says about itself beside its address, or None before it is entered."""
    return Statements.objects.filter(partnership=partnership).first()


def office_for(partnership: Partnership, key: str) -> Office:
    """The office with this key, or 404."""
    office = Office.objects.filter(partnership=partnership, key=key).first()
    if office is None:
        raise Http404
    return office


def waiting_payer(lead: Office | None) -> Office | None:
    """The lead office when its account waits for the second person."""
    return lead if lead is not None and lead.payer_proposed_by and not lead.payer_confirmed_by else None


def offices(partnership: Partnership) -> list[Office]:
    """Every office, present ones first."""
    return list(Office.objects.filter(partnership=partnership).order_by("valid_until", "kind", "-valid_from"))


def funds(partnership: Partnership) -> list[Fund]:
    """Every fund, newest year first."""
    return list(
        Fund.objects.filter(partnership=partnership)
        .select_related("programme_year")
        .order_by("-programme_year__year", "code")
    )


def year_for(partnership: Partnership, key: str) -> ProgrammeYear:
    """The programme year with this key, or 404."""
    return get_object_or_404(ProgrammeYear, partnership=partnership, key=key)


def fund_for(partnership: Partnership, key: str) -> Fund:
    """The fund with this key, or 404."""
    fund = Fund.objects.filter(partnership=partnership, key=key).select_related("programme_year").first()
    if fund is None:
        raise Http404
    return fund


def budget_entries(fund: Fund) -> list[BudgetEntry]:
    """Where the fund's money came from, oldest first."""
    return list(BudgetEntry.objects.filter(fund=fund))


def booked(fund: Fund, reference: str) -> tuple[Decimal, Decimal]:
    """What is reserved and what is committed in the fund for a thing."""
    sums = FundBooking.objects.filter(fund=fund, reference=reference).aggregate(
        r=Sum("reserved_eur"), c=Sum("committed_eur")
    )
    return sums["r"] or Decimal(0), sums["c"] or Decimal(0)


def years(partnership: Partnership) -> list[ProgrammeYear]:
    """Every programme year, newest first."""
    return list(ProgrammeYear.objects.filter(partnership=partnership))


def municipalities(partnership: Partnership) -> list[Municipality]:
    """The municipalities of the funding area."""
    return list(Municipality.objects.filter(partnership=partnership))


def districts(partnership: Partnership) -> list[District]:
    """The districts of the funding area with their municipality."""
    return list(District.objects.filter(partnership=partnership).select_related("municipality"))


def fund_sources(fund: Fund) -> frozenset[str]:
    """Where the money of the fund comes from: the sources whose entries do not add up to nothing."""
    rows = fund.entries.order_by().values("source").annotate(total=Sum("amount_eur"))
    return frozenset(row["source"] for row in rows if row["total"] > 0)


def milestones(partnership: Partnership) -> dict[str, dt.date]:
    """By when which bullet is to be fulfilled."""
    return dict(Milestone.objects.filter(partnership=partnership).values_list("bullet", "due_date"))


def _locked_fund(fund: Fund) -> Fund:
    return Fund.objects.select_for_update().get(pk=fund.pk)


FUND = Subject(takes=("fund",), lock=_locked_fund, reference=lambda fund: f"fund:{fund.key}")
"""A fund of one year; its row is the lock under which money is bound."""


def _locked_office(office: Office) -> Office:
    return Office.objects.select_for_update().get(pk=office.pk)


OFFICE = Subject(takes=("office",), lock=_locked_office, reference=lambda office: f"office:{office.key}")
"""An office with its address and account."""


def _locked_staff(row: OfficeStaff) -> OfficeStaff:
    return OfficeStaff.objects.select_for_update().get(pk=row.pk)


OFFICE_STAFF = Subject(takes=("staff",), lock=_locked_staff, reference=lambda row: "coordination")
"""Somebody who works in the coordination office."""
COORDINATION_FIELDS = (
    "place",
    "carrier",
    "tasks",
    "contract_on",
    "contract_until",
    "contract_paper",
    "processor_on",
    "processor_until",
    "processor_paper",
)


def coordination(partnership: Partnership) -> Coordination | None:
    """The record of the coordination office."""
    return Coordination.objects.filter(partnership=partnership).first()


def coordination_values(row: Coordination | None) -> Fields:
    """What the form of the record changes."""
    return {name: getattr(row or Coordination(), name) for name in COORDINATION_FIELDS}


def coordination_record(row: Coordination | None) -> rules.Record | None:
    """The record as the rule takes it."""
    if row is None:
        return None
    contract = rules.Span(row.contract_on, row.contract_until)
    return rules.Record(row.place, row.tasks, contract, rules.Span(row.processor_on, row.processor_until))


def office_staff(partnership: Partnership) -> list[OfficeStaff]:
    """Everybody who worked or works in the coordination office."""
    return list(OfficeStaff.objects.filter(partnership=partnership))


def staff_hours(staff: list[OfficeStaff], day: dt.date) -> Decimal:
    """Weekly hours on a day."""
    return rules.hours_on(((rules.Span(row.begins_on, row.ends_on), row.hours) for row in staff), day)


def coordination_gaps(partnership: Partnership, day: dt.date) -> tuple[str, ...]:
    """What the record of the coordination office lacks on a day."""
    record = coordination_record(coordination(partnership))
    hours = staff_hours(office_staff(partnership), day) if record else Decimal(0)
    return rules.gaps(record, hours, day)


def coordination_ends(partnership: Partnership, day: dt.date) -> list[tuple[dt.date, str]]:
    """What of the office ends within the next days or has ended, with its day: contracts, and people without a follower."""
    row, found = coordination(partnership), []
    record = coordination_record(row)
    if record is not None and record.place == rules.EXTERNAL:
        spans = (
            (mark("Vertrag mit dem Träger"), record.contract),
            (mark("Vertrag zur Auftragsverarbeitung"), record.processor),
        )
        found += [(span.ends, word) for word, span in spans if span.ends and rules.ends_soon(span, day)]
    for one in office_staff(partnership):
        if one.ends_on and one.ends_on >= day and rules.ends_soon(rules.Span(one.begins_on, one.ends_on), day):
            found.append((one.ends_on, one.name))
    return sorted(found)


def staff_for(partnership: Partnership, key: str) -> OfficeStaff:
    """Somebody of the coordination office by key, or 404."""
    return get_object_or_404(OfficeStaff, partnership=partnership, key=key)


def staff_values(row: OfficeStaff) -> Fields:
    """What the form of somebody of the office changes."""
    return {name: getattr(row, name) for name in ("name", "task", "hours", "begins_on", "ends_on")}


def fund_differences(partnership: Partnership, fund: Fund | None = None) -> list[Phrase]:
    """Where a fund's columns are not the sums of its budget entries and bookings; of one fund or of all."""
    rows = Fund.objects.filter(partnership=partnership).select_related("programme_year")
    rows = rows.filter(pk=fund.pk) if fund else rows
    given = dict(BudgetEntry.objects.filter(fund__in=rows).values_list("fund").annotate(Sum("amount_eur")).order_by())
    bound = {
        pk: (reserved, committed)
        for pk, reserved, committed in FundBooking.objects.filter(fund__in=rows)
        .values_list("fund")
        .annotate(Sum("reserved_eur"), Sum("committed_eur"))
        .order_by()
    }
    phrases = []
    for row in rows:
        reserved, committed = bound.get(row.pk, (Decimal(0), Decimal(0)))
        for word, column, total in (
            (mark("Obergrenze"), row.ceiling_eur, given.get(row.pk, Decimal(0))),
            (mark("Vorgemerkt"), row.reserved_eur, reserved),
            (mark("Bewilligt"), row.committed_eur, committed),
        ):
            if column != total:
                values = {
                    "fund": f"{row.code} {row.programme_year.year}",
                    "word": (word,),
                    "column": column,
                    "total": total,
                }
                phrases.append(Phrase(mark("Fonds {fund}, {word}: {column}, die Einträge ergeben {total}"), values))
    return phrases
