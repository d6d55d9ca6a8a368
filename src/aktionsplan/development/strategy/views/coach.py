"""The page of the five months (look, 15)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.strategy import documents, operations, queries, rules
from aktionsplan.development.strategy.forms import coach as forms
from aktionsplan.development.strategy.forms.goals import DropForm
from aktionsplan.follow_up.queries import owner_choices
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.responses import attach
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark

MONTHS = ("strategy:months",)


def months(request: Request) -> HttpResponse:
    """Whether the five months are enough: the light, the steps, the coach's log and hours."""
    town, today = request.actor.partnership, local_day(request.began_at)
    begun, contract, talks = queries.process(town), queries.contract(town), queries.talks_with_steps(town)
    context: Context = {
        "process": begun,
        "contract": contract,
        "hours": queries.hours_of(contract, [talk for talk, _steps in talks]),
        "talks": talks,
        "today": today,
    }
    if begun:
        context |= _way(queries.step_rows(town, today), begun.start_on, today)
        context["overrun"] = queries.overrun(town, begun.start_on)
    return render(request, "strategy/months.html", context)


def _way(rows: list[queries.StepRow], start: Value, today: Value) -> Context:
    end = rules.end_of(start)
    light = queries.light(rows, start, today)
    open_rows = [row for row in rows if not row.done]
    return {
        "end": end,
        "day": (today - start).days + 1,
        "days": (end - start).days + 1,
        "left": (end - today).days,
        "reasons": queries.light_reasons(rows, start, today),
        "light": light,
        "light_word": rules.LIGHTS[light],
        "last": max((row.step.due for row in open_rows), default=None),
        "open_steps": open_rows,
        "done_steps": [row for row in rows if row.done],
        "overdue": [row for row in open_rows if row.overdue],
        "total": len(rows),
    }


def process_step(request: Request, key: str) -> HttpResponse:
    """One step: its day, what fulfils it, and what was said to it; one that was struck out leads to all."""
    today = local_day(request.began_at)
    row = next((one for one in queries.step_rows(request.actor.partnership, today) if one.step.key == key), None)
    if row is None:
        return go(request, *MONTHS)
    by_entry = row.step.kind in rules.BY_ENTRY
    context: Context = {
        "row": row,
        "today": today,
        "by_entry": by_entry,
        "evidence": queries.EVIDENCE.get(row.step.kind),
    }
    if row.step.kind == "committee" and not row.done:
        context["vacant"] = queries.vacant_seats(request.actor.partnership, today)
    return render(request, "strategy/step.html", context)


set_start = DeedPage(
    deed=operations.set_start,
    form=forms.StartForm,
    title=mark("Die fünf Monate beginnen"),
    back=lambda row: MONTHS,
    done=mark("Die Schritte haben ihre Tage. Sie können jeden ändern."),
)
change_step = DeedPage(
    deed=lambda process_step, move_rest, seen, by, at, **fields: operations.change_step(
        process_step=process_step, fields=fields, move_rest=move_rest, seen=seen, by=by, at=at
    ),
    form=forms.ProcessStepForm,
    title=mark("Schritt verschieben"),
    takes="process_step",
    thing=by_key(queries.step_of_process_for),
    of=queries.process_step_values,
    back=lambda row: ("strategy:process_step", row.key),
    done=mark("Gespeichert."),
)
add_process_step = DeedPage(
    deed=operations.add_process_step,
    form=forms.AddProcessStepForm,
    title=mark("Eigenen Schritt hinzufügen"),
    back=lambda row: MONTHS,
)
enter_step = DeedPage(
    deed=operations.enter_step,
    form=forms.EntryForm,
    title=lambda row: row.title,
    takes="process_step",
    of=queries.entry_values,
    thing=by_key(queries.step_of_process_for),
    back=lambda row: ("strategy:process_step", row.key),
    done=mark("Eingetragen."),
)


drop_process_step = DeedPage(
    deed=operations.drop_process_step,
    form=DropForm,
    title=mark("Schritt streichen"),
    takes="process_step",
    thing=by_key(queries.step_of_process_for),
    back=lambda row: MONTHS,
    done=mark("Der Schritt ist gestrichen."),
)


def set_contract(request: Request) -> HttpResponse:
    """The coach's contract."""
    form = forms.ContractForm(request.POST or None, of=queries.contract_values(request.actor.partnership))

    def deed(seen: str = "", **data: Value) -> None:
        operations.set_contract(fields=data, seen=seen, by=request.actor, at=request.began_at)

    title, done = gettext("Vertrag mit dem Coach"), gettext("Gespeichert.")
    return form_page(request, form, deed, title=title, back=MONTHS, done=done)


def log_talk(request: Request) -> HttpResponse:
    """A talk with the coach."""
    town, today = request.actor.partnership, local_day(request.began_at)
    form = forms.TalkForm(request.POST or None, initial={"day": today}, owners=owner_choices(town, today))

    def deed(**data: Value) -> None:
        office = request.actor.may("strategy.set_contract")
        operations.log_talk(by_office=office, by=request.actor, at=request.began_at, **data)

    title, done = gettext("Gespräch eintragen"), gettext("Eingetragen.")
    return form_page(request, form, deed, title=title, back=MONTHS, done=done)


delete_talk = DeedPage(
    deed=operations.delete_talk,
    form=DropForm,
    title=mark("Gespräch löschen"),
    takes="talk",
    thing=by_key(queries.talk_for),
    back=lambda row: MONTHS,
    done=mark("Das Gespräch ist gelöscht."),
)


def hours_file(request: Request) -> HttpResponse:
    """The proof of hours as PDF."""
    made = documents.hours_pdf(request.actor.partnership, at=request.began_at)
    return attach(made, name="Nachweis der Stunden.pdf", content_type="application/pdf")
