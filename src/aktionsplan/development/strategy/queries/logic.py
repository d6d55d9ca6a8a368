"""Reading how the plan is to work: conditions, goals, what is done, what comes out, what changes."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from aktionsplan.development.analysis.models import Need
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import Concept, ConceptGoal, Effect, Goal
from aktionsplan.development.strategy.queries.goals import GoalRow, goal_rows
from aktionsplan.development.strategy.queries.ways import effects
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import thread


@dataclass(frozen=True)
class Doing:
    """A concept with the projects that serve its goals, and the euros granted for them."""

    concept: Concept
    goals: list[Goal]
    projects: int
    granted_eur: Decimal


@dataclass(frozen=True)
class Logic:
    """The whole model; means belong to the plan as a whole."""

    aims: list[GoalRow]
    results: list[GoalRow]
    doings: list[Doing]
    effects: list[Effect]
    side_effects: list[Effect]

    def needs(self) -> list[Need]:
        """The conditions: every need that a goal answers, once."""
        return list({need.pk: need for row in (*self.aims, *self.results) for need in row.needs}.values())

    def of(self, aim: Goal) -> "Logic":
        """The part of the model that belongs to one Ziel; what nobody wants stays whole."""
        family = self.family(aim)
        return Logic(
            aims=[row for row in self.aims if row.goal.pk == aim.pk],
            results=self.below(aim),
            doings=[one for one in self.doings if family & {goal.pk for goal in one.goals}],
            effects=[one for one in self.effects if family & {link.goal_id for link in one.goals.all()}],
            side_effects=self.side_effects,
        )

    def below(self, aim: Goal) -> list[GoalRow]:
        """The Jahresziele of a Ziel."""
        return [row for row in self.results if row.goal.parent_id == aim.pk]

    def family(self, aim: Goal) -> set[int]:
        """A Ziel with its Jahresziele."""
        return {aim.pk, *(row.goal.pk for row in self.below(aim))}


def logic(partnership: Partnership, today: dt.date) -> Logic:
    """The logic model made from what is there: needs, goals, concepts with their projects, indicators, effects.

    Source: programme.md 6 (logic models: Problemlagen, Ziele, Aktivitäten, Ressourcen, Ergebnisse, Wirkungen, many-to-many).
    """
    rows, whole = goal_rows(partnership, today), thread(partnership, today=today, without="strategy")
    links: dict[int, tuple[Concept, list[Goal]]] = {}
    kept = ConceptGoal.objects.filter(partnership=partnership, concept__state="kept").select_related(
        "concept", "goal"
    )
    for concept in Concept.objects.filter(partnership=partnership, state="kept"):
        links[concept.pk] = (concept, [])
    for link in kept:
        links[link.concept_id][1].append(link.goal)
    doings = []
    for concept, goals in links.values():
        projects = {node.reference: node for goal in goals for node in whole.after(f"goal:{goal.key}", "grant")}
        granted = sum((node.eur or Decimal(0) for node in projects.values()), Decimal("0.00"))
        doings.append(Doing(concept, goals, len(projects), granted))
    all_effects = effects(partnership)
    return Logic(
        aims=[row for row in rows if row.goal.level == rules.INTERMEDIATE],
        results=[row for row in rows if row.goal.level == rules.OPERATIONAL],
        doings=doings,
        effects=[one for one in all_effects if one.intended],
        side_effects=[one for one in all_effects if not one.intended],
    )
