"""Writing notices of other kinds than the grant: refusal of an application, leave to begin early."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.implementation.calls import queries as calls
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.grants import emails, queries, rules
from aktionsplan.implementation.grants.documents.act import act_letter
from aktionsplan.implementation.grants.models import Act, Grant
from aktionsplan.implementation.grants.operations import changes, remedies
from aktionsplan.implementation.grants.operations.notification import post_notice
from aktionsplan.implementation.grants.operations.remedies import paper_of
from aktionsplan.implementation.grants.states import ACT
from aktionsplan.partnership.queries import rules_in_force
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import give_away_head, record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, known, mark

OLD_RULES = Problem(
    "old_rules",
    mark("Die Regeln haben sich seit dem Entwurf geändert. Geben Sie ihn zurück und lassen Sie ihn neu speichern."),
)


def _problem(
    application: Application, kind: str, begins_on: dt.date | None, at: dt.datetime, act: Act | None
) -> None:
    """Refuses a notice that the state of the application or its day does not allow."""
    others = application.acts.filter(kind=kind).exclude(state="dropped")
    there = (others.exclude(pk=act.pk) if act else others).exists()
    granted = Grant.objects.filter(application=application).exclude(number="").exists()
    problem = rules.act_problem(kind, state=application.state, granted=granted, there=there)
    if problem is None and kind == rules.EARLY_START:
        today = local_day(at)
        applied = local_day(application.first_submitted_at or at)
        begins = begins_on or today
        problem = rules.early_day_problem(begins, applied=applied, ends_on=application.ends_on or today, today=today)
    if problem:
        raise Refused(problem)


def _words(fields: Fields) -> Fields:
    words = {"salutation": fields["salutation"], "reasons": fields["reasons"]}
    begins_on = fields.get("begins_on")
    return words | ({"details": {"begins_on": begins_on.isoformat()}} if begins_on else {})


@deed("grants.draft_act", on=calls.APPLICATION)
def draft_act(*, application: Application, kind: str, fields: Fields, by: By, at: dt.datetime) -> Act:
    """The draft of a refusal or of leave to begin early, under the rules in force today.

    Refused when the application is in another state or has such a notice already. Source: programme.md 4.9, 4.10.
    """
    _problem(application, kind, fields.get("begins_on"), at, None)
    in_force = rules_in_force(by.partnership, "grant_law", local_day(at))
    act = Act.objects.create(
        partnership=by.partnership,
        application=application,
        kind=kind,
        state=ACT.initial,
        **_words(fields),
        kept_law=in_force.values,
        rules_version=in_force.version,
        drafted_by=by.reference,
        drafters=[by.reference],
        drafted_at=at,
    )
    record(by=by, at=at, payload={"kind": kind})
    return act


def act_values(act: Act) -> Fields:
    """What a change of a draft begins with."""
    begins_on = act.details.get("begins_on")
    return {
        "salutation": act.salutation,
        "reasons": act.reasons,
        "begins_on": dt.date.fromisoformat(begins_on) if begins_on else None,
    }


@deed("grants.redraft_act", on=queries.ACT)
def redraft_act(*, act: Act, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Act:
    """New words of a draft under the rules in force now; whoever changes it becomes one of its drafters."""
    act.state = ACT.next(act.state, "redraft")
    unchanged(seen, act_values(act))
    _problem(act.application, act.kind, fields.get("begins_on"), at, act)
    for name, value in _words(fields).items():
        setattr(act, name, value)
    act.drafted_by, act.drafted_at, act.returned_note = by.reference, at, ""
    act.drafters = sorted({*act.drafters, by.reference})
    in_force = rules_in_force(by.partnership, "grant_law", local_day(at))
    act.kept_law, act.rules_version = in_force.values, in_force.version
    act.save(
        update_fields=[
            "state",
            "salutation",
            "reasons",
            "details",
            "drafted_by",
            "drafted_at",
            "returned_note",
            "drafters",
            "kept_law",
            "rules_version",
        ]
    )
    record(by=by, at=at, payload={"kind": act.kind, "changed": sorted(fields)})
    return act


@deed("grants.sign_act", on=queries.ACT)
def sign_act(*, act: Act, seen: str = "", by: Actor, at: dt.datetime) -> Act:
    """The release by a second person with a fresh second factor: number and PDF.

    Forbidden for a drafter, Conflict when the draft is no longer the one that was read. Source: VwVfG § 37 Abs. 3.
    """
    unchanged(seen, act_values(act))
    act.state = ACT.next(act.state, "sign")
    if problem := changes.kept_out_problem(act, by, at):
        raise Refused(problem)
    _problem(act.application, act.kind, act_values(act)["begins_on"], at, act)
    if rules_in_force(by.partnership, "grant_law", local_day(at)).version != act.rules_version:
        raise Refused(OLD_RULES)
    turn = act.application.acts.filter(kind=act.kind).exclude(number="").count() + 1
    act.number = rules.act_number(act.application.number, act.kind, turn)
    entry = record(by=by, at=at, payload={"kind": act.kind, "number": act.number, "drafted_by": act.drafted_by})
    top = give_away_head(partnership=by.partnership, where=f"notice {act.number}", at=at)
    letter = act_letter(
        act,
        signatory=by.account.name,
        at=at,
        footer=f"Verlaufsbuch, Eintrag {entry.sequence}, Kopf {top.size}:{top.root}",
    )
    act.document = issue(
        partnership=by.partnership,
        kind="act",
        reference=queries.act_reference(act),
        title=f"{letter.heading} {act.number}"[:200],
        template="act",
        data=letter,
        at=at,
    )
    act.signed_by, act.signed_at = by.reference, at
    act.save(update_fields=["state", "number", "document", "signed_by", "signed_at"])
    return act


@deed("grants.return_act", on=queries.ACT)
def return_act(*, act: Act, note: str, by: By, at: dt.datetime) -> Act:
    """The signatory sends a draft back with a note, or takes the own signature back before the notice is posted."""
    number = act.number
    act.state, act.number = ACT.next(act.state, "return"), ""
    act.returned_note, act.signed_by, act.signed_at, act.document = note, "", None, None
    act.save(update_fields=["state", "number", "returned_note", "signed_by", "signed_at", "document"])
    record(by=by, at=at, payload={"kind": act.kind, "note": note, "number": number})
    return act


@deed("grants.drop_act", on=queries.ACT)
def drop_act(*, act: Act, reason: str, by: By, at: dt.datetime) -> Act:
    """A notice that reached nobody is given up; another may be drafted then."""
    act.state = ACT.next(act.state, "drop")
    changes.reopen(act)
    act.save(update_fields=["state"])
    record(by=by, at=at, payload={"kind": act.kind, "reason": reason, "number": act.number})
    return act


@deed("grants.post_act", on=queries.ACT)
def post_act(*, act: Act, posted_on: dt.date, by: By, at: dt.datetime, sure: bool = False) -> Act:
    """A person enters the day of posting, which starts the deemed notification; `sure` confirms a day long past."""
    payload = remedies.post(paper_of(act), posted_on, year=None, sure=sure, at=at)
    queue(letter=emails.act_posted(act), at=at, partnership=by.partnership)
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number})
    return act


@deed("grants.post_all", on=None, because="each notice asks its own row, relations included")
def post_all(*, papers: Sequence[Grant | Act], posted_on: dt.date, sure: bool, by: By, at: dt.datetime) -> None:
    """One posting day for several signed notices of any kind, all or none."""
    for paper in papers:
        if isinstance(paper, Act):
            post_act(act=paper, posted_on=posted_on, sure=sure, by=by, at=at)
        else:
            post_notice(grant=paper, posted_on=posted_on, sure=sure, by=by, at=at)
    record(by=by, at=at, reference="notices", payload={"posted": posted_on, "count": len(papers)})


@deed("grants.correct_act", on=queries.ACT)
def correct_act(*, act: Act, received_on: dt.date | None, reason: str, by: By, at: dt.datetime) -> Act:
    """The notice arrived later than deemed, or (without a day) came back and must be posted anew."""
    payload = remedies.correct(paper_of(act), received_on, requested=False, at=at)
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number, "reason": reason})
    return act


@deed("grants.doubt_act", on=queries.ACT)
def doubt_act(*, act: Act, reason: str, by: By, at: dt.datetime) -> Act:
    """The instruction on the remedy is missing or wrong: the notice can be contested for a year (VwGO § 58 Abs. 2)."""
    payload = remedies.doubt_instruction(paper_of(act))
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number, "reason": reason})
    return act


@deed("grants.waive_act", on=queries.ACT)
def waive_act(*, act: Act, received_on: dt.date, waived_on: dt.date, by: By, at: dt.datetime) -> Act:
    """The signed waiver of an objection has come in, with the day the notice arrived; the notice is final at once."""
    payload = remedies.waive(paper_of(act), received_on=received_on, waived_on=waived_on, at=at)
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number})
    return act


@deed("grants.contest_act", on=queries.ACT)
def contest_act(*, act: Act, received_on: dt.date, by: By, at: dt.datetime, late: bool = False) -> Act:
    """An objection came in: in time the notice does not become final; `late` keeps one that came after the period."""
    payload = remedies.contest(paper_of(act), received_on, late=late, at=at)
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number})
    return act


@deed("grants.settle_act", on=queries.ACT)
def settle_act(*, act: Act, outcome: str, settled_on: dt.date, by: By, at: dt.datetime) -> Act:
    """The objection was withdrawn, or rejected by a decision served on that day, against which an action is possible."""
    payload = remedies.settle(paper_of(act), outcome=outcome, settled_on=settled_on, at=at)
    record(by=by, at=at, payload=payload | {"kind": act.kind, "number": act.number})
    return act


@deed("grants.bind_act", on=queries.ACT)
def bind_act(*, act: Act, by: By, at: dt.datetime) -> Act:
    """The last day for an objection has passed; done by the daily job."""
    if known(act.remedy_last_day) >= local_day(at):
        raise Refused(Problem("not_final", mark("Die Frist für den Widerspruch läuft noch.")))
    paper = paper_of(act)
    paper.go("bind")
    paper.keep()
    record(by=by, at=at, payload={"kind": act.kind, "number": act.number, "remedy_end": act.remedy_last_day})
    return act
