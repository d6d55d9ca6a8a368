"""Pages about fields of action, concepts with their steps, and effects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.strategy import operations, queries
from aktionsplan.development.strategy.forms import ways as forms
from aktionsplan.development.strategy.forms.goals import DropForm
from aktionsplan.development.strategy.models import Effect
from aktionsplan.development.strategy.states import CONCEPT, FIELD
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.words import mark

WAYS, LOGIC = ("strategy:ways",), ("strategy:logic",)


def ways(request: Request) -> HttpResponse:
    """Every field of action with its goals and concepts."""
    rows = [(row, FIELD.words[row.field.state]) for row in queries.field_rows(request.actor.partnership)]
    return render(request, "strategy/ways.html", {"rows": rows})


add_field = DeedPage(
    deed=operations.add_field,
    form=forms.FieldForm,
    title=mark("Handlungsfeld anlegen"),
    back=lambda field: WAYS,
    done=mark("Das Handlungsfeld ist angelegt."),
)
rename_field = DeedPage(
    deed=operations.rename_field,
    form=forms.FieldForm,
    title=mark("Handlungsfeld umbenennen"),
    takes="action_field",
    thing=by_key(queries.field_for),
    initial=lambda request, field: {"name": field.name},
    back=lambda field: WAYS,
    done=mark("Gespeichert."),
)


def close_field(request: Request, key: str) -> HttpResponse:
    """The field is offered no more."""
    row, done = queries.field_for(request.actor, key), gettext("Das Handlungsfeld ist geschlossen.")
    tried(request, lambda: operations.close_field(action_field=row, by=request.actor, at=request.began_at), done)
    return go(request, *WAYS)


def reopen_field(request: Request, key: str) -> HttpResponse:
    """The field is offered again."""
    row = queries.field_for(request.actor, key)
    tried(request, lambda: operations.reopen_field(action_field=row, by=request.actor, at=request.began_at))
    return go(request, *WAYS)


def concept(request: Request, key: str) -> HttpResponse:
    """A concept with its steps and goals."""
    row = queries.concept_for(request.actor, key)
    context = {
        "concept": row,
        "word": CONCEPT.words[row.state],
        "goals": queries.goals_of_concept(row),
        "steps": row.steps.all(),
    }
    return render(request, "strategy/concept.html", context)


def add_concept(request: Request) -> HttpResponse:
    """A new concept."""
    town = request.actor.partnership
    fields, goals = queries.field_choices(town), queries.goal_choices(town)
    if not fields:
        messages.error(request, gettext("Legen Sie zuerst ein Handlungsfeld an."))
        return go(request, "strategy:add_field")
    start = {"field": request.GET.get("feld", ""), "goals": request.GET.getlist("ziel")}
    form = forms.ConceptForm(request.POST or None, initial=start, fields=fields, goals=goals)

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_concept(fields=data, by=request.actor, at=request.began_at)
        return go(request, "strategy:concept", made.key)

    title, done = gettext("Handlungskonzept anlegen"), gettext("Angelegt. Welche Schritte gehören dazu?")
    return form_page(request, form, deed, title=title, back=WAYS, done=done)


def change_concept(request: Request, key: str) -> HttpResponse:
    """Other words, field or goals of a concept."""
    row, town = queries.concept_for(request.actor, key), request.actor.partnership
    fields, goals = queries.field_choices(town), queries.goal_choices(town)
    if row.field.key not in dict(fields):
        fields.append((row.field.key, row.field.name))
    form = forms.ConceptForm(request.POST or None, of=queries.concept_values(row), fields=fields, goals=goals)

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_concept(concept=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    title, back, done = gettext("Handlungskonzept ändern"), ("strategy:concept", key), gettext("Gespeichert.")
    return form_page(request, form, deed, title=title, back=back, done=done)


drop_concept = DeedPage(
    deed=operations.drop_concept,
    form=DropForm,
    title=mark("Handlungskonzept aufgeben"),
    takes="concept",
    thing=by_key(queries.concept_for),
    back=lambda concept: ("strategy:concept", concept.key),
)


def reopen_concept(request: Request, key: str) -> HttpResponse:
    """Takes the concept up again."""
    row = queries.concept_for(request.actor, key)
    tried(request, lambda: operations.reopen_concept(concept=row, by=request.actor, at=request.began_at))
    return go(request, "strategy:concept", key)


add_step = DeedPage(
    deed=operations.add_step,
    form=forms.StepForm,
    title=mark("Schritt hinzufügen"),
    takes="concept",
    thing=by_key(queries.concept_for),
    back=lambda concept: ("strategy:concept", concept.key),
)


def do_step(request: Request, key: str) -> HttpResponse:
    """The step is done, or not after all."""
    row = queries.step_for(request.actor, key)
    done = request.POST.get("done") == "ja"
    tried(request, lambda: operations.do_step(concept_step=row, done=done, by=request.actor, at=request.began_at))
    return go(request, "strategy:concept", row.concept.key)


def delete_step(request: Request, key: str) -> HttpResponse:
    """Takes the step out of the concept."""
    row = queries.step_for(request.actor, key)
    concept, done = row.concept.key, gettext("Der Schritt ist gestrichen.")
    tried(request, lambda: operations.delete_step(concept_step=row, by=request.actor, at=request.began_at), done)
    return go(request, "strategy:concept", concept)


def _effect_page(request: Request, intended: bool) -> HttpResponse:
    goals = queries.goal_choices(request.actor.partnership)
    form = (forms.EffectForm if intended else forms.SideEffectForm)(request.POST or None, goals=goals)

    def deed(**data: Value) -> None:
        operations.add_effect(intended=intended, fields=data, by=request.actor, at=request.began_at)

    title = gettext("Wirkung hinzufügen") if intended else gettext("Nicht beabsichtigte Folge hinzufügen")
    return form_page(request, form, deed, title=title, back=LOGIC, done=gettext("Gespeichert."))


def add_effect(request: Request) -> HttpResponse:
    """What is to change."""
    return _effect_page(request, intended=True)


def add_side_effect(request: Request) -> HttpResponse:
    """What may happen that nobody wants."""
    return _effect_page(request, intended=False)


def change_effect(request: Request, key: str) -> HttpResponse:
    """Other words of an effect, or what was measured."""
    row: Effect = queries.effect_for(request.actor, key)
    goals = queries.goal_choices(request.actor.partnership)
    kind = forms.EffectForm if row.intended else forms.SideEffectForm
    form = kind(request.POST or None, of=queries.effect_values(row), goals=goals)

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_effect(effect=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    title = gettext("Wirkung ändern") if row.intended else gettext("Nicht beabsichtigte Folge ändern")
    done, page = gettext("Gespeichert."), "strategy/effect.html"
    return form_page(request, form, deed, back=LOGIC, page=page, done=done, title=title, effect=row)


drop_effect = DeedPage(
    deed=operations.drop_effect,
    form=DropForm,
    title=mark("Fällt weg"),
    takes="effect",
    thing=by_key(queries.effect_for),
    back=lambda effect: LOGIC,
)


def reopen_effect(request: Request, key: str) -> HttpResponse:
    """Takes the effect up again."""
    row = queries.effect_for(request.actor, key)
    tried(request, lambda: operations.reopen_effect(effect=row, by=request.actor, at=request.began_at))
    return go(request, *LOGIC)
