"""Reading the ways to the goals: fields of action, concepts, planned money, effects."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import (
    ActionField,
    Concept,
    ConceptStep,
    Effect,
    Goal,
    GoalContribution,
    PlannedMoney,
)
from aktionsplan.partnership.models import Fund, Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields


def contributions(partnership: Partnership) -> dict[int, list[Goal]]:
    """To which other goals each goal contributes."""
    found: dict[int, list[Goal]] = {}
    for link in GoalContribution.objects.filter(partnership=partnership).select_related("other"):
        found.setdefault(link.goal_id, []).append(link.other)
    return found


def planned(partnership: Partnership) -> list[PlannedMoney]:
    """What is planned for goals that were not given up."""
    rows = PlannedMoney.objects.filter(partnership=partnership).exclude(goal__state="dropped")
    return list(rows.select_related("goal"))


def planned_by_goal(partnership: Partnership) -> dict[int, Decimal]:
    """The planned euros of each Jahresziel over all years."""
    sums: dict[int, Decimal] = {}
    for row in planned(partnership):
        sums[row.goal_id] = sums.get(row.goal_id, Decimal("0.00")) + row.amount_eur
    return sums


def planned_values(partnership: Partnership, year: int) -> Fields:
    """The planned euros of a year by key of the Jahresziel."""
    return {row.goal.key: row.amount_eur for row in planned(partnership) if row.year == year}


def available(partnership: Partnership) -> list[tuple[int, Decimal]]:
    """The year and money of every fund."""
    return list(
        Fund.objects.filter(partnership=partnership).values_list("programme_year__year", "ceiling_eur").order_by()
    )


def year_money(partnership: Partnership) -> list[rules.YearMoney]:
    """Planned and available euros of each year."""
    return rules.years([(row.year, row.amount_eur) for row in planned(partnership)], available(partnership))


def planned_years(partnership: Partnership, today: dt.date) -> list[int]:
    """The years of the money plan: those with money or plans, and this one with the two after it."""
    known = {one.year for one in year_money(partnership)}
    return sorted(known | {today.year + ahead for ahead in range(3)})


def action_fields(partnership: Partnership, *, closed: bool = False) -> list[ActionField]:
    """The fields of action in use."""
    rows = ActionField.objects.filter(partnership=partnership)
    return list(rows if closed else rows.filter(state="open"))


def field_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """Fields of action as choices of a form."""
    return [(row.key, row.name) for row in action_fields(partnership)]


def field_for(by: Actor, key: str) -> ActionField:
    """The field of action with this key, or 404."""
    row = ActionField.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True)
class FieldRow:
    """A field of action with its goals and concepts."""

    field: ActionField
    goals: list[Goal]
    concepts: list[Concept]


def field_rows(partnership: Partnership) -> list[FieldRow]:
    """Every field of action with what stands in it."""
    rows = ActionField.objects.filter(partnership=partnership).prefetch_related("goals__goal", "concepts__steps")
    return [
        FieldRow(
            row,
            sorted(
                (link.goal for link in row.goals.all() if link.goal.state != "dropped"), key=lambda goal: goal.number
            ),
            [concept for concept in row.concepts.all() if concept.state == "kept"],
        )
        for row in rows
    ]


def concept_for(by: Actor, key: str) -> Concept:
    """The concept with this key, or 404."""
    row = Concept.objects.filter(partnership=by.partnership, key=key).select_related("field").first()
    if row is None:
        raise Http404
    return row


def concept_values(concept: Concept) -> Fields:
    """What the form of a concept changes."""
    names = ("title", "method", "target_groups", "partners", "resources")
    return {name: getattr(concept, name) for name in names} | {
        "field": concept.field.key,
        "goals": list(concept.goals.values_list("goal__key", flat=True)),
    }


def goals_of_concept(concept: Concept) -> list[Goal]:
    """For which goals a concept works."""
    return sorted((link.goal for link in concept.goals.select_related("goal")), key=lambda goal: goal.number)


def step_for(by: Actor, key: str) -> ConceptStep:
    """The step of a concept with this key, or 404."""
    row = ConceptStep.objects.filter(partnership=by.partnership, key=key).select_related("concept").first()
    if row is None:
        raise Http404
    return row


def effects(partnership: Partnership) -> list[Effect]:
    """Every effect that holds, wanted or not, with its goals."""
    return list(Effect.objects.filter(partnership=partnership, state="kept").prefetch_related("goals__goal"))


def effect_for(by: Actor, key: str) -> Effect:
    """The effect with this key, or 404."""
    row = Effect.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def effect_values(effect: Effect) -> Fields:
    """What the form of an effect changes."""
    names = ("title", "seen", "answer", "responsible", "day")
    return {name: getattr(effect, name) for name in names} | {
        "goals": list(effect.goals.values_list("goal__key", flat=True))
    }


def _locked_field(field: ActionField) -> ActionField:
    return ActionField.objects.select_for_update().get(pk=field.pk)


def _locked_concept(concept: Concept) -> Concept:
    return Concept.objects.select_for_update(of=("self",)).select_related("field").get(pk=concept.pk)


def _locked_step(step: ConceptStep) -> ConceptStep:
    Concept.objects.select_for_update().get(pk=step.concept_id)
    return ConceptStep.objects.select_for_update(of=("self",)).select_related("concept").get(pk=step.pk)


def _locked_effect(effect: Effect) -> Effect:
    return Effect.objects.select_for_update().get(pk=effect.pk)


FIELD = Subject(takes=("action_field",), lock=_locked_field, reference=lambda row: f"action_field:{row.key}")
CONCEPT = Subject(takes=("concept",), lock=_locked_concept, reference=lambda row: f"concept:{row.key}")
STEP = Subject(takes=("concept_step",), lock=_locked_step, reference=lambda row: f"concept:{row.concept.key}")
EFFECT = Subject(takes=("effect",), lock=_locked_effect, reference=lambda row: f"effect:{row.key}")
