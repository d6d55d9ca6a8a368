"""Goals, the ways to them, planned money, and what is measured."""

from django.db import models
from django.db.models import Q

from aktionsplan.shared.tenancy import TenantModel


class ActionField(TenantModel):
    """A field of action (Handlungsfeld) that groups goals and action concepts."""

    name = models.CharField(max_length=480)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="action_field_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Goal(TenantModel):
    """One goal of the plan; its key stays the same over all versions of the plan, its number may change.

    A Leitziel has no number, a Ziel one like `2`, a Jahresziel one like `2.3`. What a Jahresziel may lack while the plan is a
    draft is asked for before a Fassung.
    """

    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    number = models.CharField(max_length=20, default="", blank=True)
    title = models.CharField(max_length=480)
    text = models.TextField()
    indicator = models.CharField(max_length=800, default="", blank=True)
    unit = models.CharField(max_length=160, default="", blank=True)
    baseline = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    target_group = models.CharField(max_length=800, default="", blank=True)
    responsible = models.CharField(max_length=480, default="", blank=True)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], condition=~Q(number=""), name="goal_number_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class GoalNeed(TenantModel):
    """That a goal answers a need."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="needs")
    need = models.ForeignKey("analysis.Need", on_delete=models.PROTECT, related_name="goals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "need"], name="goal_answers_a_need_once")]


class GoalField(TenantModel):
    """That a goal belongs to a field of action."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="fields")
    field = models.ForeignKey(ActionField, on_delete=models.PROTECT, related_name="goals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "field"], name="goal_stands_in_a_field_once")]


class GoalContribution(TenantModel):
    """That a goal contributes to another one besides the goal above it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="serves")
    other = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="served_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "other"], name="goal_contributes_to_a_goal_once")]


class GoalIdea(TenantModel):
    """That an idea of somebody belongs to a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="ideas")
    idea = models.ForeignKey("participation.Idea", on_delete=models.PROTECT, related_name="goals")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "idea"], name="idea_belongs_to_a_goal_once")]


class GoalValue(TenantModel):
    """A value of a Jahresziel on a day, with its source; never overwritten, only withdrawn with a reason.

    The value that counts is the latest by day, and by entry on the same day.
    """

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="values")
    day = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=4)
    source = models.CharField(max_length=1200)
    entered_by = models.CharField(max_length=64)
    entered_by_name = models.CharField(max_length=320, default="", blank=True)
    entered_on = models.DateField()
    withdrawn_because = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["day", "id"]


class PlannedMoney(TenantModel):
    """What is planned for a Jahresziel in a programme year."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="planned")
    year = models.PositiveSmallIntegerField()
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "year"], name="goal_plans_a_year_once"),
            models.CheckConstraint(condition=Q(amount_eur__gt=0), name="planned_money_is_positive"),
        ]


class Concept(TenantModel):
    """An action concept (Handlungskonzept): how something is done, for whom, with whom, by when, with what."""

    field = models.ForeignKey(ActionField, on_delete=models.PROTECT, related_name="concepts")
    title = models.CharField(max_length=480)
    method = models.TextField()
    target_groups = models.CharField(max_length=800)
    partners = models.TextField(default="", blank=True)
    resources = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class ConceptGoal(TenantModel):
    """That a concept works for a goal."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="concepts")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concept", "goal"], name="concept_works_for_a_goal_once")]


class ConceptStep(TenantModel):
    """A step of a concept with its day."""

    concept = models.ForeignKey(Concept, on_delete=models.PROTECT, related_name="steps")
    title = models.CharField(max_length=480)
    day = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["day", "id"]


class Effect(TenantModel):
    """What is to change, or what may happen that nobody wants (`intended` false).

    `seen` says how it is measured (or what is seen), `answer` what was measured (or what is done about it), `day` when that was
    last looked at; without a day it is not measured yet.
    """

    intended = models.BooleanField(default=True)
    title = models.CharField(max_length=480)
    seen = models.CharField(max_length=1200, default="", blank=True)
    answer = models.CharField(max_length=1200, default="", blank=True)
    responsible = models.CharField(max_length=480, default="", blank=True)
    day = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class EffectGoal(TenantModel):
    """That an effect is expected from a goal."""

    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, related_name="goals")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="effects")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["effect", "goal"], name="effect_comes_from_a_goal_once")]
