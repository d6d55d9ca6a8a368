"""Data of the Zuwendungsbescheid for its template."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.queries import decision_on
from aktionsplan.implementation.calls import queries as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import rules
from aktionsplan.implementation.grants.documents import wording
from aktionsplan.implementation.grants.models import Grant, Notice
from aktionsplan.implementation.grants.rules import period_start, span
from aktionsplan.implementation.grants.rules.final import WITHOUT_LINES
from aktionsplan.partnership.models import Office, Partnership
from aktionsplan.partnership.queries import fund_sources, office
from aktionsplan.people.queries import names
from aktionsplan.shared.money import ZERO, format_eur, in_words, round_eur
from aktionsplan.shared.periods import BERLIN, WEEKDAYS, german_day, local_day
from aktionsplan.shared.words import Problem, Refused, mark


@dataclass(frozen=True)
class NoticeLetter:
    """Everything the letter says, already in words."""

    authority: str
    head_title: str
    office: str
    sender_line: str
    address: list[str]
    facts: list[list[str]]
    number: str
    day: str
    title: str
    salutation: str
    opening: str
    amount: str
    amount_words: str
    refused: str
    purpose: str
    goal: str
    expenses: list[list[str]]
    income: list[list[str]]
    total: str
    funding: str
    dates: list[list[str]]
    payment: str
    span: str
    proof_day: str
    provisions: list[str]
    reasons: list[str]
    remedy: str
    signatory: str
    released: str
    annexes: str
    footer: str


def plan_rows(grant: Grant) -> tuple[list[list[str]], list[list[str]], Decimal]:
    """The binding plan by category: expenses, income with the granted sum, total in euro.

    What is struck as not eligible leaves the plan; own funds close the rest of the gap to what was asked for.
    """
    lines = [calls.as_line(line) for line in calls.lines(grant.application)]
    expenses = call_rules.by_category(lines, "expense")
    struck = grant.notice.struck_eur
    total = sum((amount for _, amount in expenses), ZERO) - struck
    income = dict(call_rules.by_category(lines, "income"))
    shortfall = income.pop("grant", ZERO) - grant.amount_eur - struck
    if shortfall:
        income["own_funds"] = income.get("own_funds", ZERO) + shortfall
    rows = [["Diese Zuwendung", format_eur(grant.amount_eur)]]
    rows += [[call_rules.INCOME[name], format_eur(amount)] for name, amount in income.items()]
    costs = [[call_rules.EXPENSES[name], format_eur(amount)] for name, amount in expenses]
    return costs + ([["gestrichen, nicht zuwendungsfähig", format_eur(-struck)]] if struck else []), rows, total


def share(amount: Decimal, total: Decimal) -> str:
    """The share in percent as a German number with two digits, rounded half up: 2.750 of 3.200 euro are 85,94; 15,625 is
    15,63."""
    return f"{round_eur(100 * amount / total)}".replace(".", ",")


def addressee(application: Application) -> list[str]:
    """The lines of the address field: the organisation, who signs for it, street, place."""
    organisation = application.organisation
    person = [application.signatory_name] if application.signatory_name else []
    return [organisation.name, *person, organisation.street, f"{organisation.postcode} {organisation.city}"]


def vote_counts(decision: Decision) -> str:
    """The numbers of the vote in words: `10 Ja, 1 Nein, 2 Enthaltungen`."""
    abstentions = "Enthaltung" if decision.vote.abstain == 1 else "Enthaltungen"
    return f"{decision.vote.yes} Ja, {decision.vote.no} Nein, {decision.vote.abstain} {abstentions}"


def of_lead_office(partnership: Partnership, day: dt.date) -> Office:
    """The lead office, which signs; Refused while nobody has entered it."""
    lead = office(partnership, "lead_office", day)
    if lead is None:
        raise Refused(Problem("no_office", mark("Tragen Sie zuerst das federführende Amt mit seiner Anschrift ein.")))
    return lead


def _applied(grant: Grant) -> dt.datetime:
    application = grant.application
    return application.first_submitted_at or application.submitted_at or grant.created_at


def _facts(grant: Grant, notice: Notice, office: Office, drafter: str, day: dt.date) -> list[list[str]]:
    rows = [
        ["Aktenzeichen", grant.number],
        ["Ihr Antrag", f"{grant.application.number}, {_applied(grant).astimezone(BERLIN):%d.%m.%Y}"],
        ["Bearbeitet von", drafter],
        ["Telefon", office.phone],
        ["E-Mail", office.email],
        ["Besuch", office.visit],
        ["Datum", german_day(day)],
    ]
    return [row for row in rows if row[1]]


def _dates(grant: Grant, notice: Notice, day: dt.date) -> list[list[str]]:
    application, due = grant.application, notice.proof_due_on
    start = period_start(application.starts_on or due, signed=day, early_start=notice.early_start_on)
    allowed = (
        f" Der vorzeitige Beginn ist seit dem {german_day(notice.early_start_on)} genehmigt."
        if notice.early_start_on
        else ""
    )
    year = grant.fund.programme_year.year
    return [
        [
            f"{german_day(start)} bis {german_day(application.ends_on or due)}",
            "Bewilligungszeitraum: Nur was in dieser Zeit bestellt, geliefert und bezahlt wird, zählt. Die Bewilligung ist auf "
            "diese Zeit befristet." + allowed,
        ],
        [
            f"31. Dezember {year}",
            "Danach verfällt, was nicht ausgezahlt ist. Fordern Sie es deshalb einige Wochen vorher an.",
        ],
        [
            soon(notice),
            "nach jeder Auszahlung muss das Geld ausgegeben sein, spätestens am Ende des Bewilligungszeitraums.",
        ],
        [
            f"{WEEKDAYS[due.weekday()]}, {german_day(due)}",
            "Spätestens dann liegt uns der Verwendungsnachweis vor: Sachbericht und zahlenmäßiger Nachweis (Anlage 5).",
        ],
    ]


def _provisions(blocks: wording.Blocks, grant: Grant, decision: Decision, sources: Collection[str]) -> list[str]:
    notice = grant.notice
    known = {
        "tolerance": notice.law["line_tolerance_percent"],
        "years": notice.law["keep_years"],
        "act": wording.LAND_ACTS[blocks.land],
        "anbest": wording.anbest(grant.organisation.legal_form, sources, edition=notice.law["anbest_edition"]),
    }
    fitting = tuple(
        text for text in blocks.provisions if grant.funding_type not in WITHOUT_LINES or text != wording.TOLERANCE
    )
    general = fitting + ((wording.FEDERAL_RESERVATION,) if "federal" in sources else ())
    own = [line.strip() for line in notice.provisions.splitlines() if line.strip()]
    decided = [line.strip() for line in decision.conditions.splitlines() if line.strip()]
    special = own + [line for line in decided if line not in own]
    rows = [
        rules.provision_sentence(row.kind, row.text, row.due_on, row.amount_eur) for row in grant.provisions.all()
    ]
    return [text.format(**known) for text in general] + [f"Auflage: {line}" for line in special] + rows


def soon(notice: Notice, *, dative: bool = False) -> str:
    """In which time money is used after it was paid, in words."""
    months = notice.law["prompt_use_months"]
    if not months:
        return span(notice.law["prompt_use_days"], dative=dative)
    if months == 1:
        return "1 Monat"
    return f"{months} Monaten" if dative else f"{months} Monate"


def _paying(blocks: wording.Blocks, grant: Grant, notice: Notice) -> str:
    """How the money is asked for and paid out."""
    by_need = blocks.payment.format(span=soon(notice, dative=True))
    scheme = wording.PAYING.get(notice.payment_scheme, "").format(percent=notice.advance_percent)
    return " ".join(part for part in (by_need, scheme, wording.DRAWING[grant.funding_type]) if part)


def _reasons(
    blocks: wording.Blocks, decision: Decision, notice: Notice, sources: Collection[str], *, reduced: bool
) -> list[str]:
    what = "einen geringeren Betrag" if reduced else "die Förderung"
    follow = "Über diesen Fonds entscheidet das Gremium selbst." if decision.binding else "Wir folgen der Empfehlung."
    return [
        wording.grounds(
            blocks,
            sources,
            guideline=notice.law["guideline"],
            federal_notice=notice.law["federal_notice"],
        ),
        (
            f"Das Gremium „{decision.item.meeting.body.name}“ hat Ihren Antrag am {german_day(decision.decided_on)} beraten und {what} "
            f"{'beschlossen' if decision.binding else 'empfohlen'} ({vote_counts(decision)}). {follow}"
        ),
        *([notice.reduction_reason] if reduced else []),
        *[line for line in notice.reasons.splitlines() if line.strip()],
    ]


def notice_letter(
    grant: Grant,
    *,
    decision: Decision,
    office: Office,
    drafter: str,
    signatory: str,
    signed_at: dt.datetime,
    footer: str,
    sources: Collection[str],
) -> NoticeLetter:
    """The letter; Refused when no text blocks ship for the Land."""
    notice, blocks, day = grant.notice, wording.blocks(grant.partnership.land), signed_at.astimezone(BERLIN).date()
    if blocks is None:
        raise Refused(
            Problem("no_blocks", mark("Für dieses Land gibt es noch keine Textbausteine für den Bescheid."))
        )
    expenses, income, total = plan_rows(grant)
    place = f"{office.street}, {office.postcode} {office.city}"
    organisation, application = grant.organisation, grant.application
    goal, rest = application.goal, format_eur(max(application.requested_eur - grant.amount_eur, ZERO))
    reduced = application.requested_eur > grant.amount_eur
    words = {"amount": format_eur(grant.amount_eur), "total": format_eur(total)}
    words |= {"rate": format_eur(notice.flat_eur or ZERO), "unit": rules.FLAT_UNITS.get(notice.flat_unit, "")}
    funding = [blocks.funding[grant.funding_type].format(share=share(grant.amount_eur, total), **words)]
    if notice.struck_eur:
        funding.append(wording.STRUCK_PLAN.format(struck=format_eur(notice.struck_eur), total=format_eur(total)))
    if gap := max(application.requested_eur - grant.amount_eur - notice.struck_eur, ZERO):
        funding.append(wording.REDUCED_PLAN.format(rest=format_eur(gap)))
    return NoticeLetter(
        authority=office.authority,
        head_title=office.head_title,
        office=office.name,
        sender_line=f"{office.authority} · {place}",
        address=addressee(application),
        facts=_facts(grant, notice, office, drafter, day),
        number=grant.number or "im Entwurf",
        day=german_day(day),
        title=f"Projekt „{application.title}“, {grant.fund.name} {grant.fund.programme_year.year}",
        salutation=notice.salutation,
        opening="wir bewilligen Ihnen für dieses Projekt",
        amount=("" if grant.funding_type == "fixed" else "bis zu ") + format_eur(grant.amount_eur),
        amount_words=f"in Worten: {in_words(grant.amount_eur)}. Das Geld müssen Sie nicht zurückzahlen, wenn Sie es so verwenden, wie "
        "es hier steht (nicht rückzahlbare Zuwendung, Projektförderung).",
        refused=wording.PARTIAL_REFUSAL.format(rest=rest) if reduced else "",
        purpose=notice.purpose,
        goal=f"Das Projekt dient dem Ziel {goal.number} des Aktionsplans, „{goal.title}“." if goal else "",
        expenses=expenses,
        income=income,
        total=format_eur(total),
        funding=" ".join(funding),
        dates=_dates(grant, notice, day),
        payment=_paying(blocks, grant, notice),
        span=soon(notice, dative=True),
        proof_day=german_day(notice.proof_due_on),
        provisions=_provisions(blocks, grant, decision, sources),
        reasons=_reasons(blocks, decision, notice, sources, reduced=reduced),
        remedy=blocks.remedy.format(office=f"{office.authority}, {place}"),
        signatory=signatory,
        released=f"Freigegeben am {german_day(day)} um {signed_at.astimezone(BERLIN):%H:%M} Uhr. Entwurf: {drafter}."
        if grant.number
        else f"Entwurf von {drafter}, noch nicht unterschrieben.",
        annexes=" · ".join(blocks.annexes).format(
            anbest=wording.anbest(organisation.legal_form, sources, edition=notice.law["anbest_edition"])
        ),
        footer=footer,
    )


def letter_of(grant: Grant, *, signatory: str, at: dt.datetime, footer: str) -> NoticeLetter:
    """The letter as it stands: for the preview and for the signature."""
    decision = decision_on(grant.partnership, application_reference(grant.application))
    if decision is None:
        text = mark("Die Entscheidung des Ausschusses gilt nicht mehr. Er muss neu entscheiden.")
        raise Refused(Problem("no_decision", text))
    lead = of_lead_office(grant.partnership, local_day(at))
    drafter = names({grant.notice.drafted_by}).get(grant.notice.drafted_by, "")
    return notice_letter(
        grant,
        decision=decision,
        office=lead,
        drafter=drafter,
        signatory=signatory,
        signed_at=at,
        footer=footer,
        sources=fund_sources(grant.fund),
    )
