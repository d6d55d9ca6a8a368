"""What came of an event: its results, and the votes of a workshop."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.analysis.operations import add_finding, add_need, add_question, cite_from
from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import Event, EventResult, Idea, WorkshopSheet, WorkshopVote
from aktionsplan.development.participation.operations.ideas import make_idea
from aktionsplan.development.participation.states import EVENT, EVENT_RESULT, WORKSHOP_VOTE
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import Problem, Refused, mark

CHECK_DAYS = 90
"""A finding that only an event speaks for is looked at again after three months."""


@deed("participation.add_results", on=queries.EVENT)
def add_results(
    *, event: Event, lines: Sequence[tuple[str, str, int | None]], by: By, at: dt.datetime
) -> list[EventResult]:
    """Results of an event, each with its text, its table or wall and its points. Refused before the event was held."""
    EVENT.next(event.state, "count")
    last = EventResult.objects.filter(event=event).order_by("-number").first()
    first = (last.number if last else 0) + 1
    if not lines or first + len(lines) > 500:
        raise Refused(Problem("lines", mark("Bitte eine bis {most} Zeilen."), {"most": 500}, "lines"))
    made = EventResult.objects.bulk_create(
        EventResult(
            partnership=by.partnership,
            event=event,
            number=first + place,
            text=text,
            table=table,
            points=points,
            state=EVENT_RESULT.initial,
        )
        for place, (text, table, points) in enumerate(lines)
    )
    record(by=by, at=at, payload={"results": len(made)})
    return made


@deed("participation.change_result", on=queries.EVENT_RESULT)
def change_result(
    *, result: EventResult, text: str, table: str, points: int | None, by: By, at: dt.datetime
) -> EventResult:
    """Other words or points of a result that has no place yet."""
    result.state = EVENT_RESULT.next(result.state, "change")
    result.text, result.table, result.points = text, table, points
    result.save(update_fields=["text", "table", "points", "state"])
    record(by=by, at=at, payload={"number": result.number})
    return result


@deed("participation.place_result", on=queries.EVENT_RESULT)
def place_result(
    *,
    result: EventResult,
    outcome: str,
    theme: str = "",
    finding: Finding | None = None,
    reason: str = "",
    by: Actor,
    at: dt.datetime,
) -> EventResult:
    """A result becomes a finding (a new one, or a further source of one), a need, an idea, an open question, or nothing more.

    Refused for "nothing more" without a reason and for a finding or need without a theme.
    """
    if outcome == "nothing" and not reason:
        raise Refused(Problem("reason", mark("Warum geht es damit nicht weiter?"), {}, "reason"))
    result.state = EVENT_RESULT.next(result.state, "place")
    key, title = _placed(result, outcome, theme, finding, by, at)
    result.outcome, result.outcome_key, result.outcome_title, result.reason = outcome, key, title, reason
    result.save(update_fields=["state", "outcome", "outcome_key", "outcome_title", "reason"])
    record(by=by, at=at, payload={"number": result.number, "outcome": outcome, "thing": key})
    return result


def _placed(
    result: EventResult, outcome: str, theme: str, finding: Finding | None, by: Actor, at: dt.datetime
) -> tuple[str, str]:
    """Key and title of what the result became."""
    if outcome == "finding":
        row = finding or _new_finding(result, theme, by, at)
        _cite(result, row, by, at)
        return row.key, row.sentence
    if outcome == "need":
        fields = {"title": result.text[:200], "theme": theme, "priority": "", "reason": ""}
        need = add_need(fields=fields, by=by, at=at)
        return need.key, need.title
    if outcome == "idea":
        origin = f"{result.event.title}, {result.table}".rstrip(", ")
        fields = {"title": result.text[:120], "text": result.text, "theme": theme, "place": ""}
        idea: Idea = make_idea(fields=fields, source="event", origin=origin, shown=True, by=by, at=at)
        return idea.key, idea.title
    if outcome == "question":
        question = add_question(text=result.text, owner="", due=None, by=by, at=at)
        return question.key, question.text
    return "", ""


def _new_finding(result: EventResult, theme: str, by: Actor, at: dt.datetime) -> Finding:
    event = result.event
    fields = {
        "sentence": result.text[:300],
        "text": "",
        "theme": theme,
        "area": "",
        "confidence": "hint",
        "reasons_for": f"Ergebnis der Veranstaltung „{event.title}“ am {german_day(local_day(event.starts_at))}.",
        "reasons_against": "Noch von keiner anderen Quelle gestützt.",
        "check_on": local_day(at) + dt.timedelta(days=CHECK_DAYS),
    }
    return add_finding(fields=fields, by=by, at=at)


def _cite(result: EventResult, finding: Finding, by: Actor, at: dt.datetime) -> None:
    event = result.event
    points = f" ({result.points} Punkte)" if result.points else ""
    cite_from(
        finding=finding,
        kind="event",
        reference=event.key,
        place=result.number,
        title=event.title,
        said=f"{result.text}{points}",
        origin=f"{event.title}, {german_day(local_day(event.starts_at))}",
        by=by,
        at=at,
    )


@deed("participation.reopen_result", on=queries.EVENT_RESULT)
def reopen_result(*, result: EventResult, by: By, at: dt.datetime) -> EventResult:
    """The result has no place again; what it had become stays and can be given up there."""
    result.state = EVENT_RESULT.next(result.state, "reopen")
    result.outcome, result.outcome_key, result.outcome_title, result.reason = "", "", "", ""
    result.save(update_fields=["state", "outcome", "outcome_key", "outcome_title", "reason"])
    record(by=by, at=at, payload={"number": result.number})
    return result


def _vote_columns(fields: Fields) -> Fields:
    proposals = list(dict.fromkeys(line.strip() for line in fields["proposals"].splitlines() if line.strip()))
    if not 2 <= len(proposals) <= rules.MOST_PROPOSALS:
        text = mark("Bitte 2 bis {most} Vorschläge.")
        raise Refused(Problem("proposals", text, {"most": rules.MOST_PROPOSALS}, "proposals"))
    dots = fields.get("dots") or 0
    if fields["method"] == "dots" and not 1 <= dots <= rules.MOST_DOTS:
        text = mark("Wie viele Punkte hat jeder Mensch? 1 bis {most}.")
        raise Refused(Problem("dots", text, {"most": rules.MOST_DOTS}, "dots"))
    if fields["method"] == "resistance":
        proposals = [*(one for one in proposals if one != rules.NO_CHANGE), rules.NO_CHANGE]
    plain = {name: fields[name] for name in ("question", "method", "people")}
    return plain | {"proposals": proposals, "dots": dots if fields["method"] == "dots" else 0}


@deed("participation.plan_workshop_vote", on=queries.EVENT)
def plan_workshop_vote(*, event: Event, fields: Fields, by: By, at: dt.datetime) -> WorkshopVote:
    """A vote of a workshop with its way of deciding; "everything stays" is always among proposals by resistance."""
    vote = WorkshopVote.objects.create(
        partnership=by.partnership, event=event, state=WORKSHOP_VOTE.initial, **_vote_columns(fields)
    )
    record(by=by, at=at, payload={"question": vote.question, "method": vote.method})
    return vote


@deed("participation.change_workshop_vote", on=queries.WORKSHOP_VOTE)
def change_workshop_vote(
    *, workshop_vote: WorkshopVote, fields: Fields, seen: str = "", by: By, at: dt.datetime
) -> WorkshopVote:
    """Another way or other proposals, until the rule is fixed."""
    unchanged(seen, queries.vote_values(workshop_vote))
    values = _vote_columns(fields)
    workshop_vote.state = WORKSHOP_VOTE.next(workshop_vote.state, "change")
    for name, value in values.items():
        setattr(workshop_vote, name, value)
    workshop_vote.save(update_fields=[*values, "state"])
    record(by=by, at=at, payload={"question": workshop_vote.question})
    return workshop_vote


@deed("participation.fix_workshop_vote", on=queries.WORKSHOP_VOTE)
def fix_workshop_vote(*, workshop_vote: WorkshopVote, by: By, at: dt.datetime) -> WorkshopVote:
    """Way and proposals are fixed before anybody votes."""
    workshop_vote.state, workshop_vote.fixed_on = WORKSHOP_VOTE.next(workshop_vote.state, "fix"), local_day(at)
    workshop_vote.save(update_fields=["state", "fixed_on"])
    record(
        by=by,
        at=at,
        payload={"method": workshop_vote.method, "proposals": workshop_vote.proposals, "dots": workshop_vote.dots},
    )
    return workshop_vote


@deed("participation.enter_sheet", on=queries.WORKSHOP_VOTE)
def enter_sheet(
    *, workshop_vote: WorkshopVote, name: str, people: int, points: Sequence[int], by: By, at: dt.datetime
) -> WorkshopSheet:
    """What one wall or sheet says; the same name again corrects it.

    Refused for more dots than the people have, and for more than ten points of resistance for each person.
    """
    workshop_vote.state = WORKSHOP_VOTE.next(workshop_vote.state, "count")
    sheet = rules.Sheet(name, people, tuple(points))
    if problem := rules.sheet_problem(workshop_vote.method, len(workshop_vote.proposals), sheet):
        raise Refused(problem)
    others = [one for one in queries.sheets_of(workshop_vote) if one.name != name]
    if problem := rules.sheets_problem(
        workshop_vote.method, [*others, sheet], people=workshop_vote.people, dots=workshop_vote.dots
    ):
        raise Refused(problem)
    row, _made = WorkshopSheet.objects.update_or_create(
        partnership=by.partnership, vote=workshop_vote, name=name, defaults={"people": people, "points": list(points)}
    )
    record(by=by, at=at, payload={"sheet": name, "points": list(points)})
    return row


@deed("participation.delete_sheet", on=queries.WORKSHOP_SHEET)
def delete_sheet(*, sheet: WorkshopSheet, by: By, at: dt.datetime) -> None:
    """Takes a wrong sheet away before the count is finished."""
    WORKSHOP_VOTE.next(sheet.vote.state, "count")
    record(by=by, at=at, payload={"sheet": sheet.name, "points": sheet.points})
    sheet.delete()


@deed("participation.finish_workshop_vote", on=queries.WORKSHOP_VOTE)
def finish_workshop_vote(*, workshop_vote: WorkshopVote, by: By, at: dt.datetime) -> WorkshopVote:
    """The count is finished; refused without a sheet."""
    sheets = queries.sheets_of(workshop_vote)
    if not sheets:
        raise Refused(Problem("no_sheet", mark("Es ist noch kein Blatt eingetragen.")))
    workshop_vote.state = WORKSHOP_VOTE.next(workshop_vote.state, "finish")
    workshop_vote.save(update_fields=["state"])
    table = [
        [row.proposal, row.points, row.place]
        for row in rules.standings(workshop_vote.method, workshop_vote.proposals, sheets)
    ]
    record(by=by, at=at, payload={"result": table})
    return workshop_vote


@deed("participation.reopen_workshop_vote", on=queries.WORKSHOP_VOTE)
def reopen_workshop_vote(*, workshop_vote: WorkshopVote, by: By, at: dt.datetime) -> WorkshopVote:
    """Counts again after a mistake."""
    workshop_vote.state = WORKSHOP_VOTE.next(workshop_vote.state, "reopen")
    workshop_vote.save(update_fields=["state"])
    record(by=by, at=at, payload={"question": workshop_vote.question})
    return workshop_vote
