"""Writing the tenant: years, funds, money that is bound, rules."""

import datetime as dt
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.urls import reverse

from aktionsplan.partnership import emails, publications, queries, rules
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
from aktionsplan.shared import deeds
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import deed
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import LAENDER, local_day
from aktionsplan.shared.publishing.operations import open_window, publish
from aktionsplan.shared.publishing.queries import published_data
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Problem, Refused, mark

ZERO = Decimal("0.00")


@deed("partnership.found", on=None, because="the partnership is made here")
def found(
    *, slug: str, name: str, land: str, claim: str = "", demo: bool = False, by: deeds.Installation, at: dt.datetime
) -> Partnership:
    """A new partnership with an open ledger and an empty portal. Only the installation founds one, and acts in it then."""
    if land not in LAENDER:
        raise Refused(Problem("land", mark("Dieses Land gibt es nicht."), field_name="land"))
    if problem := rules.slug_problem(slug):
        raise Refused(problem)
    try:
        with transaction.atomic():
            partnership = Partnership.objects.create(
                slug=slug, name=name, land=land, claim=claim, demo=demo, founded_at=at
            )
    except IntegrityError:
        raise Refused(Problem("slug_taken", mark("Diese Adresse ist schon vergeben."), field_name="slug")) from None
    by.partnership = partnership
    with partnership_scope(partnership):
        open_window(partnership=partnership)
        record(by=by, at=at, reference=f"partnership:{partnership.key}", payload={"name": name})
    return partnership


@deed("partnership.add_municipality", on=None, because="the municipality is made here")
def add_municipality(*, name: str, districts: list[str], by: deeds.By, at: dt.datetime) -> Municipality:
    """A municipality of the funding area with its districts; Refused when it is there already."""
    if Municipality.objects.filter(partnership=by.partnership, name=name).exists():
        raise Refused(Problem("named", mark("Diese Kommune ist schon eingetragen."), field_name="name"))
    municipality = Municipality.objects.create(partnership=by.partnership, name=name)
    for district in districts:
        District.objects.create(partnership=by.partnership, municipality=municipality, name=district)
    record(by=by, at=at, reference=f"municipality:{municipality.key}", payload={"name": name, "districts": districts})
    return municipality


@deed("partnership.set_office", on=None, because="the office is made here")
def set_office(*, kind: str, fields: dict[str, str], seen: str = "", by: deeds.By, at: dt.datetime) -> Office:
    """The office of this kind from today on; the former one ends. Another account to pay from waits for a second person."""
    today = local_day(at)
    rows = Office.objects.select_for_update().filter(partnership=by.partnership, kind=kind)
    former = rows.filter(valid_until__isnull=True).first()
    if former:
        unchanged(seen, {name: getattr(former, name) for name in fields})
        former.valid_until = today
        former.save(update_fields=["valid_until"])
    office = Office(partnership=by.partnership, kind=kind, valid_from=today, **fields)
    if former and (former.payer, former.payer_iban) == (office.payer, office.payer_iban):
        office.payer_proposed_by, office.payer_confirmed_by = former.payer_proposed_by, former.payer_confirmed_by
    elif office.payer_iban:
        office.payer_proposed_by = by.reference
    office.save(force_insert=True)
    changes = {name: value for name, value in fields.items() if not former or value != getattr(former, name)}
    if changes.get("payer_iban"):
        changes["payer_iban"] = f"… {office.payer_iban[-4:]}"
    record(by=by, at=at, reference=f"office:{office.key}", payload={"kind": kind, "name": office.name} | changes)
    return office


@deed("partnership.set_statements", on=None, because="there is one row per town, and none at first")
def set_statements(*, fields: Fields, seen: str = "", by: deeds.By, at: dt.datetime) -> Statements:
    """What the town must say in public about privacy, funder and accessibility; shown with the next `publish_town`."""
    if fields["assessed_on"] > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "assessed_on"))
    former = Statements.objects.select_for_update().filter(partnership=by.partnership).first()
    if former:
        unchanged(seen, {name: getattr(former, name) for name in fields})
    row, _new = Statements.objects.update_or_create(partnership=by.partnership, defaults=fields)
    changes = {name: value for name, value in fields.items() if not former or value != getattr(former, name)}
    record(by=by, at=at, reference=f"statements:{row.key}", payload=changes)
    return row


@deed("partnership.confirm_payer", on=queries.OFFICE)
def confirm_payer(*, office: Office, by: deeds.By, at: dt.datetime) -> Office:
    """The second person's yes to the account that the town pays from; Refused for the one who entered it."""
    if problem := rules.payer_problem(office.payer_proposed_by, office.payer_confirmed_by, by.reference):
        raise Refused(problem)
    office.payer_confirmed_by = by.reference
    office.save(update_fields=["payer_confirmed_by"])
    payload = {"payer": office.payer, "payer_iban": f"… {office.payer_iban[-4:]}"}
    record(by=by, at=at, payload=payload)
    return office


@deed("partnership.open_year", on=None, because="the year is made here")
def open_year(*, year: int, by: deeds.By, at: dt.datetime) -> ProgrammeYear:
    """A new programme year; Refused when it is open already."""
    if ProgrammeYear.objects.filter(partnership=by.partnership, year=year).exists():
        raise Refused(Problem("year_open", mark("Das Jahr {year} ist schon angelegt."), {"year": year}, "year"))
    programme_year = ProgrammeYear.objects.create(partnership=by.partnership, year=year)
    record(by=by, at=at, reference=f"year:{programme_year.key}", payload={"year": year})
    return programme_year


@deed("partnership.add_fund", on=None, because="the fund is made here")
def add_fund(
    *, programme_year: ProgrammeYear, code: str, name: str, kind: str, by: deeds.By, at: dt.datetime
) -> Fund:
    """A fund of the year, still empty; Refused when its code is taken."""
    if Fund.objects.filter(programme_year=programme_year, code=code).exists():
        raise Refused(Problem("code_taken", mark("Das Kürzel ist in diesem Jahr schon vergeben."), field_name="code"))
    fund = Fund.objects.create(
        partnership=by.partnership, programme_year=programme_year, code=code, name=name, kind=kind
    )
    record(by=by, at=at, reference=f"fund:{fund.key}", payload={"code": code, "name": name})
    return fund


@deed("partnership.enter_budget", on=queries.FUND)
def enter_budget(
    *, fund: Fund, source: str, amount_eur: Decimal, note: str, by: deeds.By, at: dt.datetime
) -> BudgetEntry:
    """A dated entry that raises or lowers the fund's ceiling; Refused below what is bound already."""
    bound = fund.reserved_eur + fund.committed_eur
    if problem := rules.ceiling_change(ceiling=fund.ceiling_eur, bound=bound, change=amount_eur):
        raise Refused(problem)
    entry = BudgetEntry.objects.create(
        partnership=by.partnership,
        programme_year=fund.programme_year,
        fund=fund,
        source=source,
        amount_eur=amount_eur,
        entry_date=local_day(at),
        note=note,
    )
    fund.ceiling_eur += amount_eur
    fund.save(update_fields=["ceiling_eur"])
    record(by=by, at=at, payload={"source": source, "amount": amount_eur, "note": note})
    return entry


def _book(fund: Fund, *, kind: str, reference: str, reserved: Decimal, committed: Decimal, at: dt.datetime) -> None:
    FundBooking.objects.create(
        partnership=fund.partnership,
        fund=fund,
        kind=kind,
        reference=reference,
        reserved_eur=reserved,
        committed_eur=committed,
        booked_at=at,
    )
    fund.reserved_eur += reserved
    fund.committed_eur += committed
    fund.save(update_fields=["reserved_eur", "committed_eur"])


@deed("partnership.reserve", on=queries.FUND)
def reserve(*, fund: Fund, amount_eur: Decimal, reference: str, by: deeds.By, at: dt.datetime) -> None:
    """Reserves money of the fund for a thing, under the fund's lock; Refused when it is not there."""
    problem = rules.room(
        ceiling=fund.ceiling_eur, reserved=fund.reserved_eur, committed=fund.committed_eur, wanted=amount_eur
    )
    if problem:
        raise Refused(problem)
    _book(fund, kind="reserve", reference=reference, reserved=amount_eur, committed=ZERO, at=at)
    record(by=by, at=at, payload={"reserved": amount_eur, "for": reference})


@deed("partnership.commit", on=queries.FUND)
def commit(*, fund: Fund, amount_eur: Decimal, reference: str, by: deeds.By, at: dt.datetime) -> None:
    """Turns the reservation of a thing into a commitment; what was reserved beyond it becomes free."""
    reserved, _committed = queries.booked(fund, reference)
    if amount_eur > reserved:
        raise Refused(Problem("not_reserved", mark("So viel ist für dieses Projekt nicht vorgemerkt.")))
    _book(fund, kind="commit", reference=reference, reserved=-reserved, committed=amount_eur, at=at)
    record(by=by, at=at, payload={"committed": amount_eur, "for": reference})


@deed("partnership.free", on=queries.FUND)
def free(*, fund: Fund, reference: str, by: deeds.By, at: dt.datetime) -> Decimal:
    """Frees everything bound for a thing (withdrawal, revocation) and returns the sum."""
    reserved, committed = queries.booked(fund, reference)
    _book(fund, kind="free", reference=reference, reserved=-reserved, committed=-committed, at=at)
    record(by=by, at=at, payload={"freed": reserved + committed, "for": reference})
    return reserved + committed


@deed("partnership.adopt_rules", on=None, because="the version is made here")
def adopt_rules(
    *,
    kind: str,
    title: str,
    valid_from: dt.date,
    values: Json,
    scope: str = "",
    by: deeds.By,
    at: dt.datetime,
) -> RuleSet:
    """A new version of a rule set, of the town or of one body; Refused for values of the wrong type and a past day.

    What was decided under the rules of its day stays so.
    """
    if valid_from < local_day(at):
        raise Refused(Problem("past", mark("Neue Regeln gelten frühestens ab heute."), {}, "valid_from"))
    if problems := rules.problems(kind, values):
        raise Refused(problems[0])
    rows = RuleSet.objects.filter(partnership=by.partnership, kind=kind, scope=scope)
    newest = rows.order_by("-version").first()
    rule_set = RuleSet.objects.create(
        partnership=by.partnership,
        kind=kind,
        scope=scope,
        version=(newest.version if newest else 0) + 1,
        title=title,
        valid_from=valid_from,
        values=values,
    )
    payload = {"version": rule_set.version, "title": title, "values": values} | ({"body": scope} if scope else {})
    record(by=by, at=at, reference=f"rules:{kind}", payload=payload)
    return rule_set


@deed("partnership.set_coordination", on=None, because="there is one record per town, and none at first")
def set_coordination(*, fields: Fields, seen: str = "", by: deeds.By, at: dt.datetime) -> Coordination:
    """Where the coordination office is, what it does, and its contracts; Refused for an end before its begin."""
    former = Coordination.objects.select_for_update().filter(partnership=by.partnership).first()
    unchanged(seen, queries.coordination_values(former))
    for name in ("contract", "processor"):
        begins, ends = fields[f"{name}_on"], fields[f"{name}_until"]
        if ends and (begins is None or ends < begins):
            raise Refused(Problem("order", mark("Das Ende liegt vor dem Anfang."), {}, f"{name}_until"))
    if fields["place"] == rules.EXTERNAL and not fields["carrier"]:
        raise Refused(Problem("carrier", mark("Bitte nennen Sie den Träger."), {}, "carrier"))
    row, _new = Coordination.objects.update_or_create(partnership=by.partnership, defaults=fields)
    record(by=by, at=at, reference="coordination", payload={"place": row.place, "carrier": row.carrier})
    return row


def _check_staff(fields: Fields) -> None:
    if fields["ends_on"] and fields["ends_on"] < fields["begins_on"]:
        raise Refused(Problem("order", mark("Das Ende liegt vor dem Anfang."), {}, "ends_on"))


@deed("partnership.add_office_staff", on=None, because="the row is made here")
def add_office_staff(*, fields: Fields, by: deeds.By, at: dt.datetime) -> OfficeStaff:
    """Somebody works in the coordination office with weekly hours; Refused for an end before the begin."""
    _check_staff(fields)
    row = OfficeStaff.objects.create(partnership=by.partnership, **fields)
    record(by=by, at=at, reference="coordination", payload={"staff": row.key, "hours": row.hours})
    return row


@deed("partnership.change_office_staff", on=queries.OFFICE_STAFF)
def change_office_staff(
    *, staff: OfficeStaff, fields: Fields, seen: str = "", by: deeds.By, at: dt.datetime
) -> OfficeStaff:
    """Other hours, another task or end."""
    unchanged(seen, queries.staff_values(staff))
    _check_staff(fields)
    for name, value in fields.items():
        setattr(staff, name, value)
    staff.save(update_fields=list(fields))
    record(by=by, at=at, payload={"staff": staff.key, "hours": staff.hours})
    return staff


@deed("partnership.drop_office_staff", on=queries.OFFICE_STAFF)
def drop_office_staff(*, staff: OfficeStaff, reason: str, by: deeds.By, at: dt.datetime) -> None:
    """The entry was a mistake; who only leaves gets a last day instead."""
    record(by=by, at=at, payload={"staff": staff.key, "reason": reason})
    staff.delete()


@deed("partnership.set_milestone", on=None, because="the day may not be set yet")
def set_milestone(*, bullet: str, due_date: dt.date | None, seen: str = "", by: deeds.By, at: dt.datetime) -> None:
    """Sets by when a bullet is to be fulfilled; without a date the milestone goes."""
    rows = Milestone.objects.select_for_update().filter(partnership=by.partnership, bullet=bullet)
    present = rows.first()
    unchanged(seen, {"due_date": present.due_date if present else None})
    if due_date is None:
        rows.delete()
    else:
        Milestone.objects.update_or_create(partnership=by.partnership, bullet=bullet, defaults={"due_date": due_date})
    record(by=by, at=at, reference=f"bullet:{bullet}", payload={"due": due_date})


@deed("partnership.publish_town", on=None, because="the partnership itself is shown")
def publish_town(*, by: deeds.By, at: dt.datetime) -> None:
    """Shows name, area, office, statements and this year's money on the portal. Refused while a statement is missing."""
    if missing := publications.missing(by.partnership, local_day(at)):
        words = tuple(rules.REQUIRED[name][0] for name in missing)
        raise Refused(
            Problem(
                "statements",
                mark("Es fehlen noch Pflichtangaben: {missing}."),
                {"missing": words},
                way=reverse("partnership:statements", args=[by.partnership.slug]),
                way_word=mark("Pflichtangaben öffnen"),
            )
        )
    fields = publications.town_fields(by.partnership, local_day(at))
    publish(by=by, at=at, kind="town", slug="town", fields=fields)
    statements = publications.public_statements(by.partnership)
    publish(by=by, at=at, kind="statements", slug="statements", fields=statements)
    record(by=by, at=at, reference=f"partnership:{by.partnership.key}", payload={"published": "town"})


@deed(
    "partnership.report_barrier",
    on=None,
    because="nothing is stored",
    untold="a stranger's words go to the office as a mail and are kept nowhere else",
)
def report_barrier(*, text: str, email: str, by: deeds.By, at: dt.datetime) -> None:
    """Sends what hinders somebody on the portal to the town's contact, else to the lead office. Nothing else is kept.

    Refused while the town shows no address at all. Source: BITV 2.0 § 12b BGG (feedback mechanism).
    """
    shown = published_data(by.partnership, "town", "town") or {}
    recipient = (shown.get("contact") or {}).get("email") or (shown.get("office") or {}).get("email")
    if not recipient:
        raise Refused(Problem("no_office", mark("Diese Stadt hat noch keine Adresse eingetragen.")))
    queue(letter=emails.barrier(recipient, text, email), at=at, partnership=by.partnership)
