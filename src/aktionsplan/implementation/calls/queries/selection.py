"""What the rule of a call gives, and what scenarios make of it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Sum
from django.http import Http404

from aktionsplan.bodies.models import Vote
from aktionsplan.implementation.calls import rules
from aktionsplan.implementation.calls.models import Application, Call, PreAssessment, Rating, Scenario
from aktionsplan.implementation.calls.queries.ratings import OPEN, Board, board, hidden_from, rated_calls
from aktionsplan.partnership.models import Fund, Municipality
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.words import Problem, Refused, mark

KEPT_OUT = Problem(
    "rates",
    mark(
        "Sie bewerten hier noch selbst oder sind befangen. Die Liste sehen Sie erst, wenn alle Ihre Bewertungen abgegeben sind."
    ),
)
TO_SELECT = (OPEN, "waitlisted")
"""States of applications that the rule takes in; decided ones keep their sum (committee.md S4)."""


def selection_values(call: Call) -> Fields:
    """What the form of the rule changes."""
    kept = {"minimum": "2.5", "money": rules.STOP} | call.selection
    names = ("money", "part", "tie", "limit", "goal_projects", "town_percent", "own_takes_common", "rest_is_common")
    told = {name: kept.get(name) for name in names}
    own = {
        name: Decimal(kept["own"][key]) if kept.get("own", {}).get(key) else None for name, key, _word in pools(call)
    }
    return {"sum_eur": call.sum_eur, "minimum": Decimal(str(kept["minimum"]))} | told | own


def pools(call: Call) -> list[tuple[str, str, str]]:
    """The goals of a call and the municipalities, each as the field of its own money, its key in the rule, and its name."""
    goals = [("goal", goal.key, str(goal)) for goal in call.goals.order_by("number")]
    towns = [("town", key, name) for key, name in town_names(call)]
    return [(f"own_{kind}_{key}", f"{kind}:{key}", name) for kind, key, name in goals + towns]


def rule_of_call(call: Call) -> rules.Rule:
    """The rule of the call as it was frozen, with what was decided already; lots are drawn from the call's key."""
    before: dict[str, tuple[int, Decimal]] = {}
    rows = Application.objects.filter(call=call, state="decided").select_related("goal", "district__municipality")
    for row in rows:
        for key in _pools(row):
            count, euros = before.get(key, (0, ZERO))
            before[key] = (count + 1, euros + (row.awarded_eur or ZERO))
    return rules.rule_of(call.selection, seed=call.key, before=before, total_eur=call.sum_eur)


def pool_keys(call: Call) -> dict[str, list[str]]:
    """The goals of a call and the municipalities as they are now, for the rule that is being set."""
    goals = call.goals.order_by("number").values_list("key", flat=True)
    towns = Municipality.objects.filter(partnership=call.partnership).values_list("key", flat=True)
    return {"goals": list(goals), "towns": list(towns)}


def moved_of_fund(call: Call) -> Decimal:
    """What open motions of meetings ask of the fund: it is not free for another proposal (BK4)."""
    keys = Application.objects.filter(call__fund=call.fund_id, state__in=TO_SELECT).values_list("key", flat=True)
    about = [f"application:{key}" for key in keys]
    rows = Vote.objects.filter(partnership=call.partnership, state="moved", what="main", item__reference__in=about)
    return rows.aggregate(sum=Sum("amount_eur"))["sum"] or ZERO


def free_of_fund(call: Call) -> Decimal:
    """What the fund has free now."""
    return Fund.objects.get(pk=call.fund_id).free_eur


def budget_of(call: Call) -> Decimal:
    """What the call can still give: its own sum (else what its fund has free) less what is decided already."""
    if call.sum_eur is None:
        return free_of_fund(call)
    rows = Application.objects.filter(call=call, state="decided")
    return call.sum_eur - (rows.aggregate(given=Sum("awarded_eur"))["given"] or ZERO)


def _points(told: Board, ratings: dict[int, list[Rating]]) -> dict[int, dict[str, Fraction]]:
    """The mean of each criterion for each application, over the ratings that count."""
    found: dict[int, dict[str, Fraction]] = {}
    for row in told.rows:
        counted = {seat.pk for seat, cell in zip(told.raters.seats, row.cells, strict=True) if cell.state == "in"}
        given = [one.scores for one in ratings.get(row.application.pk, []) if one.seat_id in counted]
        keys = {key for scores in given for key in scores}
        found[row.application.pk] = {
            key: Fraction(
                sum(scores[key] for scores in given if key in scores), sum(key in scores for scores in given)
            )
            for key in keys
        }
    return found


def _unmet(call: Call, told: Board) -> dict[int, str]:
    musts = {row.key: row.title for row in told.criteria if row.kind == rules.KNOCKOUT}
    rows = PreAssessment.objects.filter(application__call=call).values_list("application_id", "answers")
    return {
        pk: next((musts[key] for key, yes in answers.items() if not yes and key in musts), "") for pk, answers in rows
    }


def _pools(application: Application) -> frozenset[str]:
    goal = application.goal
    above = {f"goal:{goal.key}"} if goal else set()
    town = {f"town:{application.district.municipality.key}"} if application.district else set()
    return frozenset(above | town)


def candidates(call: Call, told: Board) -> dict[str, tuple[Application, rules.Candidate]]:
    """The applications that wait for a decision, as the rule sees them, by key."""
    ratings: dict[int, list[Rating]] = {}
    for row in Rating.objects.filter(application__call=call, state="handed_in"):
        ratings.setdefault(row.application_id, []).append(row)
    points, unmet, taken = _points(told, ratings), _unmet(call, told), _taken(told)
    found = {}
    for rated in told.rows:
        one = rated.application
        if one.state in TO_SELECT and one.first_submitted_at is not None:
            found[one.key] = (
                one,
                rules.Candidate(
                    key=one.key,
                    asked_eur=one.requested_eur,
                    score=rated.mean,
                    first_submitted_at=one.first_submitted_at,
                    points=points[one.pk],
                    pools=_pools(one),
                    applicant=str(one.organisation_id),
                    taken=taken.get(one.organisation_id, 0),
                    unmet=unmet.get(one.pk, ""),
                ),
            )
    return found


def _taken(told: Board) -> dict[int, int]:
    """How many projects of the call each organisation has already."""
    count: dict[int, int] = {}
    for row in told.rows:
        if row.application.state == "decided":
            count[row.application.organisation_id] = count.get(row.application.organisation_id, 0) + 1
    return count


@dataclass(frozen=True)
class Line:
    """A row of the list: what the rule says, what the scenario proposes instead and why, and the sum up to here."""

    application: Application
    placed: rules.Placed
    amount_eur: Decimal
    reason: str
    running_eur: Decimal
    moved: bool = False
    """Whether somebody put it at another place than its rank."""

    @property
    def departs(self) -> bool:
        """Whether the proposal is another than the rule gives."""
        return self.moved or self.amount_eur != self.placed.amount_eur


@dataclass(frozen=True)
class Proposal:
    """The list of a scenario, or of the rule alone (letter A)."""

    call: Call
    rule: rules.Rule
    budget_eur: Decimal
    selection: rules.Selection
    lines: list[Line]

    @cached_property
    def proposed_eur(self) -> Decimal:
        """All sums together."""
        return sum((line.amount_eur for line in self.lines), ZERO)

    @cached_property
    def asked_eur(self) -> Decimal:
        """What was asked for."""
        return sum((line.application.requested_eur for line in self.lines), ZERO)

    @property
    def left_eur(self) -> Decimal:
        """What is left of the budget; below zero when it does not suffice."""
        return self.budget_eur - self.proposed_eur

    @property
    def funded(self) -> int:
        """How many get something."""
        return sum(line.amount_eur > 0 for line in self.lines)

    @property
    def departing(self) -> list[Line]:
        """Where the proposal departs from the rule."""
        return [line for line in self.lines if line.departs]

    @cached_property
    def missed(self) -> tuple[rules.Missed, ...]:
        """The minimums that the sums of this list do not reach."""
        given = {line.application.key: line.amount_eur for line in self.lines}
        return rules.missed(self.rule, given, [line.placed.candidate for line in self.lines], self.budget_eur)

    def shares(self) -> list[tuple[rules.Pool, int, Decimal, int]]:
        """For each minimum: how many projects, euros and whole percent of the budget the proposal gives."""
        found = []
        for pool in self.rule.pools:
            rows = [line for line in self.lines if pool.key in line.placed.candidate.pools and line.amount_eur > 0]
            euros = sum((line.amount_eur for line in rows), ZERO)
            count, euros, base = len(rows) + pool.before, euros + pool.before_eur, self.rule.base(self.budget_eur)
            found.append((pool, count, euros, int(euros * 100 / base) if base > 0 else 0))
        return found


@dataclass(frozen=True)
class Ground:
    """What every list of a call is made from, read once: the rule, the candidates, the money."""

    call: Call
    rule: rules.Rule
    known: dict[str, tuple[Application, rules.Candidate]]
    budget_eur: Decimal
    still_rated: bool
    """Whether the deadline for ratings is still to come and some are missing."""


def ground(call: Call, day: dt.date, reader: Actor | None = None) -> Ground:
    """The ground of the lists of a call. Refused for a reader who still rates here or is biased: a list tells the points of the
    others."""
    told = board(call, day)
    if reader is not None and hidden_from(told, reader):
        raise Refused(KEPT_OUT)
    waits = call.rating_until is not None and day <= call.rating_until and told.given < told.expected
    return Ground(call, rule_of_call(call), candidates(call, told), budget_of(call), waits)


def proposal(call: Call, day: dt.date, scenario: Scenario | None = None, reader: Actor | None = None) -> Proposal:
    """What the rule gives for the money of the call, or of a scenario with its departures. Refused as `ground` says."""
    return proposal_on(ground(call, day, reader), scenario)


def proposal_on(base: Ground, scenario: Scenario | None = None) -> Proposal:
    """The list of the rule, or of a scenario."""
    call, rule, known = base.call, base.rule, base.known
    budget = scenario.budget_eur if scenario else base.budget_eur
    put = scenario.places if scenario else {}
    places = {key: int(one["place"]) for key, one in put.items()}
    selection = rules.select([one for _row, one in known.values()], rule, budget, places)
    amounts = scenario.amounts if scenario else {}
    lines, running = [], ZERO
    for placed in selection.rows:
        other = amounts.get(placed.candidate.key)
        amount = Decimal(other["eur"]) if other else placed.amount_eur
        running += amount
        moved = put.get(placed.candidate.key)
        reason = other["reason"] if other else moved["reason"] if moved else ""
        lines.append(Line(known[placed.candidate.key][0], placed, amount, reason, running, moved is not None))
    return Proposal(call, rule, budget, selection, lines)


def next_waiting(told: Proposal) -> rules.Placed | None:
    """Who of the waiting list is proposed next for the money that is free."""
    listed = {line.application.key for line in told.lines if line.application.state == "waitlisted"}
    return rules.next_in_line(told.selection.rows, listed, min(budget_of(told.call), free_of_fund(told.call)))


def town_names(call: Call) -> list[tuple[str, str]]:
    """The municipalities as (key, name)."""
    return list(Municipality.objects.filter(partnership=call.partnership).values_list("key", "name"))


def titles_of(call: Call) -> dict[str, str]:
    """The titles of the applications of a call by key."""
    return dict(Application.objects.filter(call=call).values_list("key", "title"))


def scenarios(call: Call) -> list[Scenario]:
    """The scenarios of a call by letter."""
    return list(Scenario.objects.filter(call=call))


def scenario_for(by: Actor, key: str) -> Scenario:
    """The scenario with this key, or 404."""
    rows = Scenario.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("call__fund__programme_year").first()
    if row is None:
        raise Http404
    return row


def scenario_values(row: Scenario) -> Fields:
    """What "Rechnen" changes; sums and places in the order of their keys, whatever order the database keeps them in."""
    amounts = sorted((key, one["eur"], one["reason"]) for key, one in row.amounts.items())
    places = sorted((key, one["place"], one["reason"]) for key, one in row.places.items())
    return {
        "budget_eur": row.budget_eur,
        "amounts": [list(one) for one in amounts],
        "places": [list(one) for one in places],
    }


def selected_calls(by: Actor) -> list[Call]:
    """The calls whose applications are rated and selected."""
    return list(rated_calls(by.partnership)[:50])


def _locked_scenario(row: Scenario) -> Scenario:
    rows = Scenario.objects.select_for_update(of=("self",))
    return rows.select_related("call__fund__programme_year", "call__partnership").get(pk=row.pk)


SCENARIO = Subject(takes=("scenario",), lock=_locked_scenario, reference=lambda row: f"call:{row.call.key}")
