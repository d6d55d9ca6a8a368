"""Data of a notice of another kind than the grant for its template: refusal, leave to begin early."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from aktionsplan.bodies.models import Decision
from aktionsplan.bodies.queries import decision_on
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.calls.rules import EXPENSES
from aktionsplan.implementation.grants import queries, rules
from aktionsplan.implementation.grants.documents import wording
from aktionsplan.implementation.grants.documents.notice import addressee, of_lead_office, vote_counts
from aktionsplan.implementation.grants.models import Act, Grant
from aktionsplan.partnership.models import Office
from aktionsplan.partnership.queries import fund_sources
from aktionsplan.people.queries import names
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.periods import BERLIN, german_day, local_day
from aktionsplan.shared.words import Problem, Refused, known, mark


@dataclass(frozen=True)
class ActLetter:
    """Everything the letter says, already in words; `sections` are headings with their paragraphs."""

    authority: str
    head_title: str
    office: str
    sender_line: str
    address: list[str]
    facts: list[list[str]]
    number: str
    day: str
    heading: str
    title: str
    salutation: str
    decision: str
    sections: list[list[str | list[str]]]
    remedy: str
    signatory: str
    released: str
    footer: str


def _committee(application: Application, decision: Decision | None) -> list[str]:
    """What the committee said, and whether the office follows; nothing where it was never asked."""
    if decision is None:
        return []
    day, body = german_day(decision.decided_on), decision.item.meeting.body.name
    counts = vote_counts(decision)
    if application.state == "not_granted":
        return [
            f"Das Gremium „{body}“ hat am {day} empfohlen, Ihr Projekt zu fördern ({counts}). Dieser Empfehlung folgen wir nicht."
        ]
    follow = "Über diesen Fonds entscheidet das Gremium selbst." if decision.binding else "Wir folgen der Empfehlung."
    what = "die Förderung nicht beschlossen" if decision.binding else "die Förderung nicht empfohlen"
    return [f"Das Gremium „{body}“ hat Ihren Antrag am {day} beraten und {what} ({counts}). {follow}"]


def _rejection(
    act: Act, blocks: wording.Blocks, sources: Collection[str]
) -> tuple[str, str, list[list[str | list[str]]]]:
    application = act.application
    decision = decision_on(act.partnership, application_reference(application))
    formal = application.state == "inadmissible"
    why = [wording.INADMISSIBLE] if formal else _committee(application, decision)
    law = wording.grounds(blocks, sources, guideline=act.law["guideline"], federal_notice=act.law["federal_notice"])
    reasons = [*why, *[line for line in act.reasons.splitlines() if line.strip()], law]
    asked = f"Sie haben {format_eur(application.requested_eur)} beantragt."
    text = f"Wir lehnen Ihren Antrag ab. {asked}"
    return wording.REJECTION_HEADING, text, [["Warum wir so entschieden haben (Begründung)", [*reasons]]]


def _early_start(
    act: Act, blocks: wording.Blocks, sources: Collection[str]
) -> tuple[str, str, list[list[str | list[str]]]]:
    day = german_day(dt.date.fromisoformat(act.details["begins_on"]))
    anbest = wording.anbest(act.application.organisation.legal_form, sources, edition=act.law["anbest_edition"])
    reasons = [line for line in act.reasons.splitlines() if line.strip()]
    law = wording.EARLY_BASIS["BHO" if "federal" in sources else blocks.land]
    meaning = [text.format(day=day, anbest=anbest) for text in wording.EARLY_MEANING]
    return (
        wording.EARLY_HEADING,
        f"Sie dürfen mit Ihrem Projekt ab dem {day} beginnen, bevor wir über Ihren Antrag entschieden haben.",
        [["Was das bedeutet", [*meaning]], ["Warum wir so entschieden haben (Begründung)", [*reasons, law]]],
    )


def _amendment(
    act: Act, blocks: wording.Blocks, sources: Collection[str]
) -> tuple[str, str, list[list[str | list[str]]]]:
    grant = known(Grant.objects.select_related("notice", "fund__programme_year").get(application=act.application))
    answer, given = act.details["answer"], queries.given_of(act.details)
    today = local_day(act.signed_at or act.drafted_at)
    base, _terms = queries.binding_plan(grant, today)
    holds = [
        f"{EXPENSES[key]}: {format_eur(amount)} (bisher {format_eur(base.get(key, ZERO))})"
        for key, amount in given.lines.items()
        if amount != base.get(key, ZERO)
    ]
    if given.ends_on:
        old, due = queries.period_end(grant, today), queries.due_after(grant, given.ends_on)
        holds.append(f"Der Bewilligungszeitraum endet am {german_day(given.ends_on)} (bisher {german_day(old)}).")
        holds.append(f"Der Verwendungsnachweis liegt uns dann bis zum {german_day(due)} vor.")
    holds += [f"Zweck: {given.purpose}"] if given.purpose else []
    holds += [f"Träger: {act.details['sponsor']}"] if act.details.get("sponsor") else []
    anbest = wording.anbest(act.application.organisation.legal_form, sources, edition=act.law["anbest_edition"])
    law = wording.grounds(blocks, sources, guideline=act.law["guideline"], federal_notice=act.law["federal_notice"])
    reasons = [line for line in act.reasons.splitlines() if line.strip()]
    sections: list[list[str | list[str]]] = [
        ["Was jetzt gilt", [*holds, wording.AMENDMENT_REST.format(number=grant.number)]]
    ]
    why = [*reasons, wording.AMENDMENT_BASIS.format(anbest=anbest), law]
    decision = wording.AMENDMENT_DECISIONS[answer].format(day=act.details["asked"])
    return "Änderungsbescheid", decision, [*sections, ["Warum wir so entschieden haben (Begründung)", [*why]]]


PARTS = {rules.REJECTION: _rejection, rules.EARLY_START: _early_start, rules.AMENDMENT: _amendment}


def _facts(act: Act, lead: Office, drafter: str, day: dt.date) -> list[list[str]]:
    application = act.application
    applied = application.first_submitted_at or application.submitted_at or act.drafted_at
    rows = [
        ["Aktenzeichen", act.number or "im Entwurf"],
        ["Ihr Antrag", f"{application.number}, {applied.astimezone(BERLIN):%d.%m.%Y}"],
        ["Bearbeitet von", drafter],
        ["Telefon", lead.phone],
        ["E-Mail", lead.email],
        ["Besuch", lead.visit],
        ["Datum", german_day(day)],
    ]
    return [row for row in rows if row[1]]


def act_letter(act: Act, *, signatory: str, at: dt.datetime, footer: str) -> ActLetter:
    """The letter as it stands: for the preview and for the signature; Refused without text blocks or lead office."""
    blocks, day = wording.blocks(act.partnership.land), at.astimezone(BERLIN).date()
    if blocks is None:
        raise Refused(
            Problem("no_blocks", mark("Für dieses Land gibt es noch keine Textbausteine für den Bescheid."))
        )
    lead, application = of_lead_office(act.partnership, day), act.application
    fund = application.call.fund
    heading, decision, sections = PARTS[act.kind](act, blocks, fund_sources(fund))
    place = f"{lead.street}, {lead.postcode} {lead.city}"
    drafter = names({act.drafted_by}).get(act.drafted_by, "")
    return ActLetter(
        authority=lead.authority,
        head_title=lead.head_title,
        office=lead.name,
        sender_line=f"{lead.authority} · {place}",
        address=addressee(application),
        facts=_facts(act, lead, drafter, day),
        number=act.number or "im Entwurf",
        day=german_day(day),
        heading=heading,
        title=f"Projekt „{application.title}“, {fund.name} {fund.programme_year.year}",
        salutation=act.salutation,
        decision=decision,
        sections=sections,
        remedy=blocks.remedy.format(office=f"{lead.authority}, {place}"),
        signatory=signatory,
        released=f"Freigegeben am {german_day(day)} um {at.astimezone(BERLIN):%H:%M} Uhr. Entwurf: {drafter}."
        if act.number
        else f"Entwurf von {drafter}, noch nicht unterschrieben.",
        footer=footer,
    )
