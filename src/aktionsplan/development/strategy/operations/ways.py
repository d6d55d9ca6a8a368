"""Writing the ways to the goals: fields of action, concepts with their steps, effects."""

import datetime as dt

from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.models import (
    ActionField,
    Concept,
    ConceptGoal,
    ConceptStep,
    Effect,
    EffectGoal,
    Goal,
)
from aktionsplan.development.strategy.operations.goals import set_links
from aktionsplan.development.strategy.states import CONCEPT, EFFECT, FIELD
from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

CONCEPT_WORDS = ("title", "method", "target_groups", "partners", "resources")
EFFECT_WORDS = ("title", "seen", "answer", "responsible", "day")


def _unused(name: str, by: By, but: ActionField | None = None) -> str:
    """The name; refused when a field of action has it already."""
    rows = ActionField.objects.filter(partnership=by.partnership, name=name)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise Refused(Problem("twice", mark("Ein Handlungsfeld mit diesem Namen gibt es schon."), {}, "name"))
    return name


@deed("strategy.add_field", on=None, because="the field is made here")
def add_field(*, name: str, by: By, at: dt.datetime) -> ActionField:
    """A new field of action."""
    row = ActionField.objects.create(partnership=by.partnership, name=_unused(name, by), state=FIELD.initial)
    record(by=by, at=at, reference=f"action_field:{row.key}", payload={"name": name})
    return row


@deed("strategy.rename_field", on=queries.FIELD)
def rename_field(*, action_field: ActionField, name: str, by: By, at: dt.datetime) -> None:
    """Another name of a field of action; what stands in it stays there."""
    action_field.state, before = FIELD.next(action_field.state, "rename"), action_field.name
    action_field.name = _unused(name, by, but=action_field)
    action_field.save(update_fields=["name", "state"])
    record(by=by, at=at, payload={"before": before, "after": name})


@deed("strategy.close_field", on=queries.FIELD)
def close_field(*, action_field: ActionField, by: By, at: dt.datetime) -> None:
    """The field is offered no more; refused while concepts stand in it."""
    if action_field.concepts.filter(state="kept").exists():
        raise Refused(Problem("concepts", mark("In diesem Feld stehen noch Handlungskonzepte.")))
    action_field.state = FIELD.next(action_field.state, "close")
    action_field.save(update_fields=["state"])
    record(by=by, at=at, payload={"state": action_field.state})


@deed("strategy.reopen_field", on=queries.FIELD)
def reopen_field(*, action_field: ActionField, by: By, at: dt.datetime) -> None:
    """The field is offered again."""
    action_field.state = FIELD.next(action_field.state, "reopen")
    action_field.save(update_fields=["state"])
    record(by=by, at=at, payload={"state": action_field.state})


def _field(key: str, by: By) -> ActionField:
    row = ActionField.objects.filter(partnership=by.partnership, key=key or "-", state="open").first()
    if row is None:
        raise Refused(Problem("field", mark("Bitte wählen Sie ein Handlungsfeld."), {}, "field"))
    return row


def _goals(keys: list[str] | None, by: By) -> list[int]:
    rows = Goal.objects.filter(partnership=by.partnership, key__in=keys or []).exclude(state="dropped")
    return list(rows.values_list("pk", flat=True))


def _concept_findable(concept: Concept) -> None:
    search.put(
        partnership=concept.partnership,
        kind="concept",
        reference=concept.key,
        title=concept.title,
        text=concept.method,
    )


@deed("strategy.add_concept", on=None, because="the concept is made here")
def add_concept(*, fields: Fields, by: By, at: dt.datetime) -> Concept:
    """A new action concept in its field, for some goals."""
    words = {name: fields.get(name, "") for name in CONCEPT_WORDS}
    field = _field(fields.get("field", ""), by)
    concept = Concept.objects.create(partnership=by.partnership, field=field, state=CONCEPT.initial, **words)
    set_links(ConceptGoal, {"concept": concept}, "goal", _goals(fields.get("goals"), by))
    _concept_findable(concept)
    record(by=by, at=at, reference=f"concept:{concept.key}", payload={"title": concept.title})
    return concept


@deed("strategy.change_concept", on=queries.CONCEPT)
def change_concept(*, concept: Concept, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Concept:
    """Other words, field or goals of a concept."""
    before = queries.concept_values(concept)
    unchanged(seen, before)
    concept.state = CONCEPT.next(concept.state, "change")
    if fields.get("field") != concept.field.key:
        concept.field = _field(fields.get("field", ""), by)
    for name in CONCEPT_WORDS:
        setattr(concept, name, fields.get(name, ""))
    concept.save(update_fields=[*CONCEPT_WORDS, "field", "state"])
    set_links(ConceptGoal, {"concept": concept}, "goal", _goals(fields.get("goals"), by))
    _concept_findable(concept)
    after = queries.concept_values(concept)
    changed = [name for name in before if before[name] != after[name]]
    record(by=by, at=at, payload={"changed": changed, "before": {name: before[name] for name in changed}})
    return concept


@deed("strategy.drop_concept", on=queries.CONCEPT)
def drop_concept(*, concept: Concept, reason: str, by: By, at: dt.datetime) -> Concept:
    """Gives the concept up, with the reason."""
    concept.state = CONCEPT.next(concept.state, "drop")
    concept.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": concept.title, "reason": reason})
    return concept


@deed("strategy.reopen_concept", on=queries.CONCEPT)
def reopen_concept(*, concept: Concept, by: By, at: dt.datetime) -> Concept:
    """Takes the concept up again."""
    concept.state = CONCEPT.next(concept.state, "reopen")
    concept.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": concept.title})
    return concept


@deed("strategy.add_step", on=queries.CONCEPT)
def add_step(*, concept: Concept, title: str, day: dt.date, by: By, at: dt.datetime) -> ConceptStep:
    """A step of the concept with its day."""
    step = ConceptStep.objects.create(partnership=by.partnership, concept=concept, title=title, day=day)
    record(by=by, at=at, payload={"step": title, "day": day.isoformat()})
    return step


@deed("strategy.do_step", on=queries.STEP)
def do_step(*, concept_step: ConceptStep, done: bool, by: By, at: dt.datetime) -> None:
    """The step is done today, or not done after all; said twice it stays as it was said first."""
    if done != (concept_step.done_on is not None):
        concept_step.done_on = local_day(at) if done else None
    concept_step.save(update_fields=["done_on"])
    record(by=by, at=at, payload={"step": concept_step.title, "done": concept_step.done_on is not None})


@deed("strategy.delete_step", on=queries.STEP)
def delete_step(*, concept_step: ConceptStep, by: By, at: dt.datetime) -> None:
    """Takes the step out of the concept."""
    record(by=by, at=at, payload={"step": concept_step.title, "day": concept_step.day.isoformat()})
    concept_step.delete()


@deed("strategy.add_effect", on=None, because="the effect is made here")
def add_effect(*, intended: bool, fields: Fields, by: By, at: dt.datetime) -> Effect:
    """What is to change, or what may happen that nobody wants."""
    _checked_effect(fields, at)
    words = {name: fields[name] for name in EFFECT_WORDS if name in fields}
    effect = Effect.objects.create(partnership=by.partnership, intended=intended, state=EFFECT.initial, **words)
    set_links(EffectGoal, {"effect": effect}, "goal", _goals(fields.get("goals"), by))
    payload = {"title": effect.title, "intended": intended}
    record(by=by, at=at, reference=f"effect:{effect.key}", payload=payload)
    return effect


def _checked_effect(fields: Fields, at: dt.datetime) -> None:
    """Refused for a measurement without its day, and for a day to come."""
    if fields.get("answer") and not fields.get("day"):
        raise Refused(Problem("day", mark("Bitte auch den Tag dazu."), {}, "day"))
    if fields.get("day") and fields["day"] > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))


@deed("strategy.change_effect", on=queries.EFFECT)
def change_effect(*, effect: Effect, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Effect:
    """Other words of an effect, a measurement, other goals."""
    before = queries.effect_values(effect)
    unchanged(seen, before)
    _checked_effect(fields, at)
    effect.state = EFFECT.next(effect.state, "change")
    for name in EFFECT_WORDS:
        if name in fields:
            setattr(effect, name, fields[name])
    effect.save(update_fields=[*EFFECT_WORDS, "state"])
    set_links(EffectGoal, {"effect": effect}, "goal", _goals(fields.get("goals"), by))
    after = queries.effect_values(effect)
    changed = [name for name in before if before[name] != after[name]]
    record(by=by, at=at, payload={"changed": changed, "before": {name: str(before[name]) for name in changed}})
    return effect


@deed("strategy.drop_effect", on=queries.EFFECT)
def drop_effect(*, effect: Effect, reason: str, by: By, at: dt.datetime) -> Effect:
    """The effect is not expected any more, with the reason."""
    effect.state = EFFECT.next(effect.state, "drop")
    effect.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": effect.title, "reason": reason})
    return effect


@deed("strategy.reopen_effect", on=queries.EFFECT)
def reopen_effect(*, effect: Effect, by: By, at: dt.datetime) -> Effect:
    """Takes the effect up again."""
    effect.state = EFFECT.next(effect.state, "reopen")
    effect.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": effect.title})
    return effect
