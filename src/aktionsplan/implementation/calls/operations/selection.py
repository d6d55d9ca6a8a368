"""Writing the selection: the rule of a call, scenarios, and the proposal that goes to a meeting."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.bodies.operations import move_motion
from aktionsplan.bodies.queries import open_item
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Application, Call, Scenario
from aktionsplan.implementation.calls.operations.applications import put_to_committee
from aktionsplan.implementation.calls.states import CALL, SCENARIO
from aktionsplan.network.queries import impartial
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields, Json, Value
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Problem, Refused, known, mark

FIRST_LETTER, LAST_LETTER = "B", "Z"
"""A is the rule itself."""


@deed("calls.set_selection", on=queries.CALL)
def set_selection(*, call: Call, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Call:
    """The call's own sum and the rule by which its money is given; frozen with the release. Refused for a rule that cannot be
    applied, and for a sum above what the fund has in all."""
    unchanged(seen, queries.selection_values(call))
    call.state = CALL.next(call.state, "change")
    told = {name: fields[name] for name in ("money", "part", "tie", "limit", "goal_projects", "town_percent")}
    told |= {name: bool(fields.get(name)) for name in ("own_takes_common", "rest_is_common")}
    told["own"] = fields.get("own") or {}
    call.selection = told | queries.pool_keys(call) | {"minimum": str(fields["minimum"])}
    call.sum_eur = fields["sum_eur"]
    if problem := rules.rule_problem(queries.rule_of_call(call)):
        raise Refused(problem)
    if call.sum_eur is not None and (
        problem := rules.call_sum_problem(wanted=call.sum_eur, ceiling=call.fund.ceiling_eur)
    ):
        raise Refused(Problem(problem.code, problem.text, problem.params, "sum_eur"))
    call.save(update_fields=["selection", "sum_eur", "state"])
    record(by=by, at=at, payload={"sum": call.sum_eur, "rule": call.selection})
    return call


def _letter(call: Call) -> str:
    used = set(call.scenarios.values_list("letter", flat=True))
    free = (chr(code) for code in range(ord(FIRST_LETTER), ord(LAST_LETTER) + 1))
    letter = next((one for one in free if one not in used), "")
    if not letter:
        raise Refused(Problem("many", mark("Es gibt schon sehr viele Szenarien. Bitte verwerfen Sie eines.")))
    return letter


@deed("selection.add_scenario", on=queries.RATED_CALL)
def add_scenario(
    *, rated_call: Call, name: str, source: Scenario | None = None, by: Actor, at: dt.datetime
) -> Scenario:
    """A copy of the rule's list, or of another scenario, in which sums can be changed."""
    row = Scenario.objects.create(
        partnership=by.partnership,
        call=rated_call,
        letter=_letter(rated_call),
        name=name,
        budget_eur=source.budget_eur if source else queries.budget_of(rated_call),
        amounts=source.amounts if source else {},
        places=source.places if source else {},
        author=by.reference,
        author_name=by.account.name,
        changed_at=at,
        state=SCENARIO.initial,
    )
    record(by=by, at=at, payload={"scenario": row.letter, "name": name})
    return row


def _linked(application: Application, by: By, day: dt.date) -> bool:
    """Whether the actor belongs to the applicant (VwVfG §§ 20, 21; committee.md B5)."""
    return not impartial(application.organisation, by, day)


def _check_departure(line: queries.Line, reason: str, by: By, day: dt.date) -> None:
    """Refused without a reason, for what nobody has rated, and for whoever belongs to the applicant."""
    title = line.application.title
    if line.placed.state == rules.UNRATED:
        raise Refused(Problem("unrated", mark("„{title}“ hat noch niemand bewertet."), {"title": title}))
    if _linked(line.application, by, day):
        text = mark("„{title}“: Sie gehören selbst zu diesem Verein. Das muss eine andere Person tun.")
        raise Refused(Problem("linked", text, {"title": title}))
    if not reason:
        text = mark("„{title}“ weicht von der Regel ab. Bitte schreiben Sie den Grund auf.")
        raise Refused(Problem("reason", text, {"title": title}))


def _places(
    told: queries.Proposal, places: Mapping[str, int], reasons: Mapping[str, str], by: By, day: dt.date
) -> Json:
    """What stands at another place than the list `told` gives, with its reason."""
    kept: Json = {}
    for line in told.lines:
        key = line.application.key
        if places.get(key, line.placed.rank) == line.placed.rank:
            continue
        _check_departure(line, reasons.get(key, ""), by, day)
        kept[key] = {"place": max(1, places[key]), "reason": reasons[key]}
    return kept


def _amounts(
    base: queries.Ground,
    scenario: Scenario,
    wanted: Mapping[str, Decimal],
    reasons: Mapping[str, str],
    by: By,
    day: dt.date,
) -> Json:
    """The departures with their reasons; refused without a reason and above what was asked for."""
    bare = Scenario(call=scenario.call, budget_eur=scenario.budget_eur, amounts={}, places=scenario.places)
    told = queries.proposal_on(base, bare)
    computed = {line.application.key: line.placed.amount_eur for line in told.lines}
    kept: Json = {}
    for line in told.lines:
        key = line.application.key
        if key not in rules.departures(computed, wanted):
            continue
        if wanted[key] > line.application.requested_eur:
            text = mark("„{title}“: beantragt sind nur {asked}.")
            params = {"title": line.application.title, "asked": format_eur(line.application.requested_eur)}
            raise Refused(Problem("asked", text, params))
        _check_departure(line, reasons.get(key, ""), by, day)
        kept[key] = {"eur": str(wanted[key]), "reason": reasons[key]}
    return kept


@deed("selection.change_scenario", on=queries.SCENARIO)
def change_scenario(
    *,
    scenario: Scenario,
    budget_eur: Decimal,
    wanted: Mapping[str, Decimal],
    reasons: Mapping[str, str],
    places: Mapping[str, int] = MappingProxyType({}),
    seen: str = "",
    by: By,
    at: dt.datetime,
) -> Scenario:
    """Another budget, other sums, another order (`places` from 1, by key); nothing outside the scenario changes.

    Places are compared with the rule's own order. Refused for a departure without its reason, for more than was asked for, and
    when it is in a meeting already.
    """
    unchanged(seen, queries.scenario_values(scenario))
    scenario.state = SCENARIO.next(scenario.state, "change")
    scenario.budget_eur = budget_eur
    day, base = local_day(at), queries.ground(scenario.call, local_day(at))
    scenario.places = _places(queries.proposal_on(base), places, reasons, by, day)
    scenario.amounts = _amounts(base, scenario, wanted, reasons, by, day)
    scenario.changed_at = at
    scenario.save(update_fields=["budget_eur", "amounts", "places", "changed_at", "state"])
    departing = {*scenario.amounts, *scenario.places}
    record(by=by, at=at, payload={"scenario": scenario.letter, "departures": len(departing)})
    return scenario


@deed("selection.drop_scenario", on=queries.SCENARIO)
def drop_scenario(*, scenario: Scenario, by: By, at: dt.datetime) -> None:
    """The scenario goes; refused when it was handed over."""
    SCENARIO.next(scenario.state, "change")
    record(by=by, at=at, payload={"scenario": scenario.letter, "dropped": True})
    scenario.delete()


def _motion(line: queries.Line) -> Motion:
    """What is moved for a row: all, less, nothing yet, or no."""
    reason, amount = line.reason or said(line.placed.reason), line.amount_eur
    if amount == line.application.requested_eur:
        return Motion(motion="approve", amount_eur=amount, reason=line.reason)
    if amount > 0:
        return Motion(motion="approve_reduced", amount_eur=amount, reason=reason)
    waits = line.placed.state in (rules.WAITING, rules.PART, rules.FUNDED)
    return Motion(motion="waitlist" if waits else "reject", reason=reason)


def _kept(lines: list[queries.Line], computed: bool) -> list[Json]:
    return [
        {
            "application": line.application.key,
            "rank": line.placed.rank,
            "state": line.placed.state,
            "score": str(line.placed.candidate.score) if line.placed.candidate.score is not None else None,
            "eur": str(line.placed.amount_eur if computed else line.amount_eur),
            "reason": "" if computed else line.reason,
        }
        for line in lines
    ]


def _item(application: Application, meeting: Meeting, by: Actor, at: dt.datetime) -> AgendaItem:
    item = open_item(by.partnership, queries.reference(application))
    if item is None:
        return put_to_committee(application=application, meeting=meeting, by=by, at=at)
    if item.meeting_id != meeting.pk:
        text = mark("„{title}“ steht schon auf der Tagesordnung einer anderen Sitzung.")
        raise Refused(Problem("elsewhere", text, {"title": application.title}))
    return item


@deed("selection.hand_over", on=queries.SCENARIO)
def hand_over(*, scenario: Scenario, meeting: Meeting, seen: str = "", by: Actor, at: dt.datetime) -> Scenario:
    """Brings every application of the list before the meeting, with a motion for its sum; both lists stay with the scenario.

    Refused above the scenario's budget, above what the fund has free (BK4), twice, and when an application stands on another
    agenda or has a motion already.
    """
    unchanged(seen, queries.scenario_values(scenario))
    scenario.state = SCENARIO.next(scenario.state, "hand_over")
    base = queries.ground(scenario.call, local_day(at))
    if base.still_rated:
        text = mark(
            "Bis {day} darf noch bewertet werden, und es fehlen Bewertungen. Danach kann der Vorschlag in die Sitzung."
        )
        raise Refused(Problem("rated", text, {"day": german_day(known(scenario.call.rating_until))}))
    told = queries.proposal_on(base, scenario)
    free = queries.free_of_fund(scenario.call) - queries.moved_of_fund(scenario.call)
    most = min(scenario.budget_eur, queries.budget_of(scenario.call), free)
    if told.proposed_eur > most:
        text = mark("Vorgeschlagen sind {sum}; da sind nur {most}.")
        params: dict[str, Value] = {"sum": format_eur(told.proposed_eur), "most": format_eur(most)}
        raise Refused(Problem("money", text, params))
    rated = [line for line in told.lines if line.placed.state != rules.UNRATED]
    for line in rated:
        item = _item(line.application, meeting, by, at)
        if item.votes.filter(state="moved").exists():
            text = mark("Zu „{title}“ gibt es schon einen Antrag in der Sitzung.")
            raise Refused(Problem("moved", text, {"title": line.application.title}))
        move_motion(item=item, motion=_motion(line), by=by, at=at)
    scenario.computed, scenario.proposed = _kept(rated, computed=True), _kept(rated, computed=False)
    scenario.meeting, scenario.handed_over_at = meeting.key, at
    scenario.save(update_fields=["state", "computed", "proposed", "meeting", "handed_over_at"])
    record(by=by, at=at, payload={"scenario": scenario.letter, "meeting": meeting.key, "sum": told.proposed_eur})
    return scenario
