"""Writing notices and payments."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies.queries import decision_on
from aktionsplan.implementation.calls import queries as calls
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.operations import end_without_notice
from aktionsplan.implementation.calls.queries import own_funds
from aktionsplan.implementation.calls.queries import plan_of as calls_plan
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.documents.notice import letter_of
from aktionsplan.implementation.grants.models import Grant, Notice
from aktionsplan.implementation.grants.operations.publishing import show_money
from aktionsplan.implementation.grants.states import GRANT
from aktionsplan.network.rules import confirmed_problem
from aktionsplan.partnership.operations import commit, free, reserve
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.people.queries import Actor
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import give_away_head, record
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.numbers import next_number
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

WORDS = (
    "purpose",
    "provisions",
    "reasons",
    "reduction_reason",
    "struck_eur",
    "salutation",
    "early_start_on",
    "not_begun_on",
    "payment_scheme",
    "advance_percent",
    "flat_eur",
    "flat_unit",
)
UNSURE = Problem(
    "reserved", mark("Der Aufruf steht unter Vorbehalt. Heben Sie ihn zuerst auf, wenn das Geld da ist.")
)
NO_AMOUNT = Problem("no_amount", mark("Der Beschluss nennt keinen Betrag."))
EMPTY = {
    "provisions": "",
    "reduction_reason": "",
    "struck_eur": ZERO,
    "payment_scheme": rules.ADVANCE,
    "flat_unit": "",
}
"""What stands for a word of a notice that nobody gave; None for the others."""


def _words(fields: Fields) -> Fields:
    return {name: fields.get(name) or EMPTY.get(name) for name in WORDS}


def _begun_problem(
    application: Application, early: dt.date | None, checked: dt.date | None, today: dt.date
) -> Problem | None:
    return rules.begun_problem(
        starts_on=application.starts_on or today, early_start=early, checked=checked, today=today
    )


def _check_words(application: Application, amount: Decimal, fields: Fields, at: dt.datetime) -> None:
    """Refuses words of a notice that law does not allow: a partial refusal without a reason, leave not yet given."""
    words, plan, today = _words(fields), calls_plan(application), local_day(at)
    early, struck = words["early_start_on"], words["struck_eur"]
    applied = local_day(application.first_submitted_at or at)
    problem = (
        rules.early_start_problem(early, applied=applied, today=today)
        or _begun_problem(application, early, words["not_begun_on"], today)
        or rules.reduction_problem(
            granted=amount, requested=application.requested_eur, reason=words["reduction_reason"]
        )
        or rules.struck_problem(
            struck=struck, granted=amount, requested=application.requested_eur, own_funds=own_funds(application)
        )
        or rules.rate_problem(fields["funding_type"], words["flat_unit"], words["flat_eur"])
        or rules.scheme_problem(words["payment_scheme"], words["advance_percent"])
        or rules.funding_problem(
            funding_type=fields["funding_type"], other_income=plan.expenses_eur - struck - amount
        )
    )
    if problem:
        raise Refused(problem)


def _findable(grant: Grant) -> None:
    application = grant.application
    search.put(
        partnership=grant.partnership,
        kind="project",
        reference=grant.key,
        title=f"{grant.number} {application.title}".strip(),
        text=f"{application.number} {grant.organisation.name}",
    )


@deed("grants.draft_notice", on=calls.APPLICATION)
def draft_notice(*, application: Application, fields: Fields, by: By, at: dt.datetime) -> Grant:
    """The draft of a notice on a taken-over approval, under the rules in force today.

    Refused without a recorded vote (programme.md, section 2, rule 3) and when one is drafted already.
    """
    decision = decision_on(by.partnership, application_reference(application))
    amount = application.awarded_eur
    problem = rules.draft_problem(application_state=application.state, amount=amount, decided=decision is not None)
    if problem or amount is None:
        raise Refused(problem or NO_AMOUNT)
    if application.call.reserved:
        raise Refused(UNSURE)
    if problem := confirmed_problem(application.organisation.state):
        raise Refused(problem)
    if Grant.objects.filter(application=application).exists():
        raise Refused(Problem("drafted", mark("Für dieses Projekt gibt es schon einen Bescheid.")))
    _check_words(application, amount, fields, at)
    in_force = rules_in_force(by.partnership, "grant_law", local_day(at))
    grant = Grant.objects.create(
        partnership=by.partnership,
        application=application,
        organisation_id=application.organisation_id,
        fund=application.call.fund,
        amount_eur=amount,
        funding_type=fields["funding_type"],
        state=GRANT.initial,
        created_at=at,
    )
    Notice.objects.create(
        partnership=by.partnership,
        grant=grant,
        **_words(fields),
        kept_law=in_force.values,
        rules_version=in_force.version,
        proof_due_on=rules.proof_due(
            application.ends_on or local_day(at), in_force["proof_days"], by.partnership.land
        ),
        drafted_by=by.reference,
        drafters=[by.reference],
        drafted_at=at,
    )
    _findable(grant)
    record(
        by=by,
        at=at,
        reference=queries.reference(grant),
        payload={"amount": grant.amount_eur, "for": application_reference(application)},
    )
    return grant


def draft_values(grant: Grant) -> Fields:
    """What a change of a draft begins with."""
    kept = {name: getattr(grant.notice, name) for name in WORDS} | {"funding_type": grant.funding_type}
    rows = [[row.kind, row.text, row.due_on] for row in grant.provisions.all()]
    return kept | {"struck_eur": grant.notice.struck_eur or None, "rows": rows}


@deed("grants.redraft_notice", on=queries.GRANT)
def redraft_notice(*, grant: Grant, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Grant:
    """New words of a draft under the rules in force now; whoever changes it becomes one of its drafters."""
    grant.state = GRANT.next(grant.state, "redraft")
    unchanged(seen, draft_values(grant))
    _check_words(grant.application, grant.amount_eur, fields, at)
    grant.funding_type = fields["funding_type"]
    grant.save(update_fields=["state", "funding_type"])
    notice = grant.notice
    for name, value in _words(fields).items():
        setattr(notice, name, value)
    notice.drafted_by, notice.drafted_at, notice.returned_note = by.reference, at, ""
    notice.drafters = sorted({*notice.drafters, by.reference})
    in_force = rules_in_force(by.partnership, "grant_law", local_day(at))
    notice.kept_law, notice.rules_version = in_force.values, in_force.version
    notice.proof_due_on = rules.proof_due(
        grant.application.ends_on or local_day(at), in_force["proof_days"], by.partnership.land
    )
    names_of_rules = ["kept_law", "rules_version", "proof_due_on"]
    notice.save(update_fields=[*WORDS, "returned_note", *names_of_rules, "drafted_by", "drafted_at", "drafters"])
    record(by=by, at=at, payload={"changed": sorted(fields)})
    return grant


@deed("grants.return_notice", on=queries.GRANT)
def return_notice(*, grant: Grant, note: str, by: By, at: dt.datetime) -> Grant:
    """The signatory sends a draft back with a note, or takes the own signature back before the notice is posted.

    An unposted notice is not yet in force (VwVfG § 43 Abs. 1): it loses number and PDF, its money is only reserved again.
    """
    number, signed = grant.number, grant.state == "signed"
    grant.state, grant.number = GRANT.next(grant.state, "return"), ""
    grant.save(update_fields=["state", "number"])
    notice = grant.notice
    notice.returned_note, notice.signed_by, notice.signed_at, notice.document = note, "", None, None
    notice.save(update_fields=["returned_note", "signed_by", "signed_at", "document"])
    if signed:
        reference = application_reference(grant.application)
        free(fund=grant.fund, reference=reference, by=by, at=at)
        reserve(fund=grant.fund, amount_eur=grant.amount_eur, reference=reference, by=by, at=at)
        _findable(grant)
        show_money(year=grant.fund.programme_year.year, by=by, at=at)
    record(by=by, at=at, payload={"note": note, "number": number})
    return grant


@deed("grants.drop_notice", on=queries.GRANT)
def drop_notice(*, grant: Grant, reason: str, withdrawn_on: dt.date | None, by: By, at: dt.datetime) -> Grant:
    """A notice that reached nobody is given up and its money becomes free: because the organisation withdrew on that
    day, or because the lead office departs from the vote with its reason; then the application has to be refused.

    Source: decisions.md, "Money": withdrawal frees; programme.md section 2, rule 3. What was posted needs a revocation.
    """
    grant.state = GRANT.next(grant.state, "drop")
    if withdrawn_on and withdrawn_on > local_day(at):
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "withdrawn_on"))
    grant.save(update_fields=["state"])
    end_without_notice(application=grant.application, withdrawn=bool(withdrawn_on), by=by, at=at)
    free(fund=grant.fund, reference=application_reference(grant.application), by=by, at=at)
    search.remove(partnership=by.partnership, reference=grant.key)
    show_money(year=grant.fund.programme_year.year, by=by, at=at)
    payload = {"reason": reason, "withdrawn": withdrawn_on}
    record(by=by, at=at, payload=payload)
    return grant


def _under_present_rules(grant: Grant, by: Actor, at: dt.datetime) -> None:
    if rules_in_force(by.partnership, "grant_law", local_day(at)).version != grant.notice.rules_version:
        raise Refused(
            Problem(
                "old_rules",
                mark(
                    "Die Regeln haben sich seit dem Entwurf geändert. Geben Sie ihn zurück und lassen Sie ihn neu speichern."
                ),
            )
        )


def _check_ready(grant: Grant, today: dt.date) -> None:
    """Refuses to sign for an unconfirmed organisation, what is over, or what may have begun since the draft."""
    application, notice = grant.application, grant.notice
    problem = (
        (UNSURE if application.call.reserved else None)
        or confirmed_problem(grant.organisation.state)
        or rules.period_problem(ends_on=application.ends_on or today, signed=today)
        or _begun_problem(application, notice.early_start_on, notice.not_begun_on, today)
    )
    if problem:
        raise Refused(problem)


def _give_number(grant: Grant) -> None:
    year = grant.fund.programme_year.year
    sequence = next_number(partnership=grant.partnership, series=f"grant-{year}-{grant.fund.code}")
    grant.number = rules.number(year, grant.fund.code, sequence)
    grant.save(update_fields=["state", "number"])
    _findable(grant)


@deed("grants.sign_notice", on=queries.GRANT)
def sign_notice(*, grant: Grant, seen: str = "", by: Actor, at: dt.datetime) -> Grant:
    """The release by a second person with a fresh second factor: number, committed money, PDF.

    Source: VwVfG § 37 Abs. 3 (authority and name). Forbidden for the drafter, Refused when money is missing,
    Conflict when the draft is no longer the one that was read.
    """
    unchanged(seen, draft_values(grant))
    grant.state = GRANT.next(grant.state, "sign")
    _check_ready(grant, local_day(at))
    _under_present_rules(grant, by, at)
    _give_number(grant)
    commit(
        fund=grant.fund, amount_eur=grant.amount_eur, reference=application_reference(grant.application), by=by, at=at
    )
    payload = {"number": grant.number, "amount": grant.amount_eur, "drafted_by": grant.notice.drafted_by}
    entry = record(by=by, at=at, payload=payload)
    top = give_away_head(partnership=by.partnership, where=f"notice {grant.number}", at=at)
    letter = letter_of(
        grant,
        signatory=by.account.name,
        at=at,
        footer=f"Verlaufsbuch, Eintrag {entry.sequence}, Kopf {top.size}:{top.root}",
    )
    notice = grant.notice
    notice.document = issue(
        partnership=by.partnership,
        kind="notice",
        reference=queries.reference(grant),
        title=f"Zuwendungsbescheid {grant.number}",
        template="notice",
        data=letter,
        at=at,
    )
    notice.signed_by, notice.signed_at = by.reference, at
    notice.save(update_fields=["document", "signed_by", "signed_at"])
    show_money(year=grant.fund.programme_year.year, by=by, at=at)
    return grant
