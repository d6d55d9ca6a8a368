"""Pages of sponsors: start, eight steps, submit, receipt, withdraw."""

from decimal import Decimal
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.implementation.calls import forms, operations, queries, rules
from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.calls.operations import drafts
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.partnership.queries import districts, office
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import balance
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.responses import file_name, respond
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Fields, Foreign, Value
from aktionsplan.shared.pages import go, sent, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Conflict, Refused


def _today(request: Request):
    return local_day(request.began_at)


def steps_of(application: Application, here: int, town: str) -> list[Context]:
    """The eight steps with their state: done, here or open; files are free to give and ticked once one is there."""
    open_steps = {step for step, _problem in queries.open_questions(application)}
    open_steps |= set() if application.attachments.exists() else {rules.FILES_STEP}
    return [
        {
            "number": n,
            "text": text,
            "state": "here" if n == here else "open" if n in open_steps or n == 8 else "done",
            "url": reverse("calls:own_step", args=(town, application.key, n)),
        }
        for n, text in enumerate(rules.STEPS, start=1)
    ]


def _context(request: Request, application: Application, step: int) -> Context:
    return {
        "application": application,
        "step": step,
        "steps": steps_of(application, step, request.actor.partnership.slug),
        "title": rules.STEPS[step - 1],
        "next_title": rules.STEPS[step] if step < 8 else "",
        "next_step": step + 1,
        "previous_step": step - 1,
        "asked_for": queries.latest_check(application) if application.state == "returned" else None,
        "contact": office(request.actor.partnership, "coordination_office", _today(request)),
    }


def _page_form(request: Request, application: Application, step: int) -> PlainForm:
    initial = {
        name: getattr(application, name) for name in forms.PAGES[step].base_fields if hasattr(application, name)
    }
    if step == 3:
        initial["district"] = application.district.key if application.district else ""
    if step == 4:
        initial["goal"] = application.goal.key if application.goal else ""
    form = forms.PAGES[step](request.POST if request.method == "POST" else None, initial=initial)
    empty = [("", gettext("Bitte wählen"))]
    if step == 3:
        form.offer(
            "district",
            empty
            + [(row.key, f"{row.municipality.name}: {row.name}") for row in districts(request.actor.partnership)],
        )
    if step == 4:
        form.offer("goal", empty + [(goal.key, str(goal)) for goal in application.call.goals.order_by("number")])
    return form


def _fields(request: Request, application: Application, form: PlainForm) -> tuple[Fields, int]:
    data = dict(form.cleaned_data)
    version = data.pop("version", None) or 0
    if "district" in data:
        key = data.pop("district")
        data["district_id"] = next((row.pk for row in districts(request.actor.partnership) if row.key == key), None)
    if "goal" in data:
        key = data.pop("goal")
        data["goal_id"] = next((goal.pk for goal in application.call.goals.all() if goal.key == key), None)
    return data, version


def _save_page(request: Request, application: Application, step: int, form: PlainForm) -> Application:
    fields, version = _fields(request, application, form)
    return drafts.save_page(
        application=application, page=step, fields=fields, version=version, by=request.actor, at=request.began_at
    )


def _save_quietly(request: Request, application: Application, step: int, form: PlainForm) -> HttpResponse:
    """Saves while somebody types: what can be read is kept, what cannot is named, and a lost race is said."""
    form.is_valid()
    context: Context = {"unread": [field.label for field in form.visible_fields() if field.errors]}
    try:
        context["application"] = _save_page(request, application, step, form)
    except (Conflict, Refused) as refused:
        context |= {"application": application, "problem": refused.problem}
    return render(request, "calls/saved.html", context)


def step(request: Request, key: str, step: int) -> HttpResponse:
    """One step of the application."""
    application = queries.own_application(request.actor, key, _today(request))
    if application.state not in ("draft", "returned"):
        return redirect("calls:own_application", town=request.actor.partnership.slug, key=key)
    special = {rules.BUDGET_STEP: _budget, rules.FILES_STEP: _files, rules.REVIEW_STEP: _review}
    if step in special:
        return special[step](request, application)
    if step not in forms.PAGES:
        raise Http404
    form = _page_form(request, application, step)
    if request.method == "POST" and request.headers.get("X-Autosave") == "1":
        return _save_quietly(request, application, step, form)

    def deed(**_: Value) -> None:
        try:
            _save_page(request, application, step, form)
        except Conflict as conflict:
            raise Conflict(conflict.problem, _stored(request, application, conflict)) from None

    if (
        request.method == "POST"
        and form.is_valid()
        and not _outside(form, application, step)
        and sent(request, form, deed) is not None
    ):
        then = step - 1 if request.POST.get("dann") == "zurueck" and step > 1 else step + 1
        return redirect("calls:own_step", town=request.actor.partnership.slug, key=key, step=then)
    return render(request, "calls/step.html", _context(request, application, step) | {"form": form})


def _outside(form: PlainForm, application: Application, step: int) -> bool:
    """Whether step 3 names days outside the call's window, said at once beside the field."""
    if step != PLACE_STEP:
        return False
    days = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    problem = rules.period_problem(queries.window(application.call), *days)
    if problem:
        form.add_problem(problem)
    return problem is not None


def _stored(request: Request, application: Application, refused: Conflict) -> Fields:
    """What is stored, under the names and keys of the form."""
    answers = dict(refused.stored)
    if "district_id" in answers:
        row = answers.pop("district_id")
        answers["district"] = next((d.key for d in districts(request.actor.partnership) if d.pk == row), "")
    if "goal_id" in answers:
        row = answers.pop("goal_id")
        answers["goal"] = next((goal.key for goal in application.call.goals.all() if goal.pk == row), "")
    return answers


def _line_form(request: Request, application: Application, side: str, key: str) -> PlainForm:
    kind = forms.ExpenseForm if side == "expense" else forms.IncomeForm
    row = next((line for line in application.lines.all() if line.key == key), None)
    if row is None:
        return kind(request.POST or None, initial={"unit": "flat", "quantity": None})
    return kind(request.POST or None, of=queries.line_values(row))


def _onwards(request: Request, application: Application) -> HttpResponse:
    """Where the button wants to go after the line is saved: another step, another new line, or back to the plan."""
    then = request.POST.get("dann", "")
    way = {"weiter": rules.BUDGET_STEP + 1, "zurueck": rules.BUDGET_STEP - 1}
    step = way.get(then, rules.BUDGET_STEP)
    address = reverse("calls:own_step", args=(request.actor.partnership.slug, application.key, step))
    if then in _SIDES:
        return redirect(f"{address}?neu={then}#zeile")
    return redirect(address if step != rules.BUDGET_STEP else f"{address}#plan")


def _untouched(request: Request) -> bool:
    """True when a button that leads away was pressed and nobody has typed into the new line."""
    typed = (request.POST.get(name, "").strip() for name in ("label", "quantity", "price_eur"))
    return "dann" in request.POST and "zeile" not in request.GET and not any(typed)


PLACE_STEP = 3
_SIDES = {"ausgabe": "expense", "einnahme": "income"}
_INCOME_LINE = {"quantity": Decimal(1), "unit": "flat"}


def _budget(request: Request, application: Application) -> HttpResponse:
    side, key = request.GET.get("neu", ""), request.GET.get("zeile", "")
    editing = next((line for line in queries.lines(application) if line.key == key), None)
    side = editing.side if editing else _SIDES.get(side, "")
    form = _line_form(request, application, side, key) if side else None
    if request.method == "POST" and (form is None or _untouched(request)):
        return _onwards(request, application)

    def deed(seen: str = "", **data: Value) -> None:
        line, by, at = given | data | {"side": side}, request.actor, request.began_at
        drafts.save_line(application=application, key=key, line=line, seen=seen, by=by, at=at)

    given: Fields = _INCOME_LINE if side == "income" else {}
    if form is not None and sent(request, form, deed) is not None:
        return _onwards(request, application)
    return render(request, "calls/budget.html", _budget_context(request, application, form, side, key))


def _budget_context(
    request: Request, application: Application, form: PlainForm | None, side: str, key: str
) -> Context:
    lines = queries.lines(application)
    sums = rules.plan(queries.as_line(line) for line in lines)
    frozen = application.call.terms
    rows = [
        {
            "line": line,
            "unit": rules.UNITS[line.unit],
            "category": rules.INCOME.get(line.category),
            "editing": line.key == key,
            "capped": line.category == "fees" and line.unit == "hours",
            "cap": frozen["fee_per_hour_eur"],
        }
        for line in lines
    ]
    return _context(request, application, rules.BUDGET_STEP) | {
        "expenses": [row for row in rows if row["line"].side == "expense"],
        "income": [row for row in rows if row["line"].side == "income"],
        "sums": sums,
        "lines_there": bool(lines),
        "balance": balance(sums.expenses_eur, sums.income_eur),
        "gap": rules.gap_problem(sums),
        "form": form,
        "side": side,
        "editing": key,
        "percent": rules.own_share_percent(sums),
        "needed_percent": frozen["own_share_percent"],
    }


def delete_line(request: Request, key: str, line: str) -> HttpResponse:
    """Takes a line out of the plan."""
    application = queries.own_application(request.actor, key, _today(request))
    tried(
        request, partial(drafts.delete_line, application=application, key=line, by=request.actor, at=request.began_at)
    )
    return redirect("calls:own_step", town=request.actor.partnership.slug, key=key, step=rules.BUDGET_STEP)


def _files(request: Request, application: Application) -> HttpResponse:
    form = forms.FileForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> None:
        accepted = accept(upload.file, size=upload.size, name=upload.name)
        details = {"name": file_name(upload.name[:190], accepted.content_type), "by": request.actor}
        drafts.attach(application=application, accepted=accepted, **details, at=request.began_at)

    if sent(request, form, deed) is not None:
        town = request.actor.partnership.slug
        return redirect("calls:own_step", town=town, key=application.key, step=rules.FILES_STEP)
    context = _context(request, application, rules.FILES_STEP)
    return render(request, "calls/files.html", context | {"form": form, "attachments": application.attachments.all()})


def detach(request: Request, key: str, file: str) -> HttpResponse:
    """Takes a file out of the application."""
    application = queries.own_application(request.actor, key, _today(request))
    tried(request, partial(drafts.detach, application=application, key=file, by=request.actor, at=request.began_at))
    return redirect("calls:own_step", town=request.actor.partnership.slug, key=key, step=rules.FILES_STEP)


def _review(request: Request, application: Application) -> HttpResponse:
    lines = queries.lines(application)
    context = _context(request, application, rules.REVIEW_STEP) | {
        "open": queries.open_questions(application),
        "lines": lines,
        "plan": rules.plan(queries.as_line(line) for line in lines),
        "units": rules.UNITS,
        "groups": [rules.TARGET_GROUPS[group] for group in application.target_groups],
        "attachments": application.attachments.all(),
    }
    return render(request, "calls/review.html", context)


def submit(request: Request, key: str) -> HttpResponse:
    """Hands the application in; a double click shows the same page."""
    application = queries.own_application(request.actor, key, _today(request))
    if application.state in ("draft", "returned"):
        deed = partial(operations.submit, application=application, by=request.actor, at=request.began_at)
        done = gettext("Ihr Antrag ist eingegangen. Die Eingangsbestätigung liegt bereit.")
        if tried(request, deed, done) is None:
            town = request.actor.partnership.slug
            return redirect("calls:own_step", town=town, key=key, step=rules.REVIEW_STEP)
    return go(request, "calls:own_application", key)


def application(request: Request, key: str) -> HttpResponse:
    """Where the sponsor's application stands and what comes next."""
    application = queries.own_application(request.actor, key, _today(request))
    if application.state == "draft":
        return redirect("calls:own_step", town=request.actor.partnership.slug, key=key, step=1)
    context = {
        "application": application,
        "state": queries.state_for_sponsor(application),
        "stands": queries.stands(application),
        "granted": queries.is_granted(application),
        "lines": queries.lines(application),
        "check": queries.latest_check(application),
        "groups": [rules.TARGET_GROUPS[group] for group in application.target_groups],
        "plan": queries.plan_of(application),
        "attachments": application.attachments.all(),
        "withdrawable": APPLICATION.allows(application.state, "withdraw") and not hasattr(application, "grant"),
        "units": rules.UNITS,
    }
    acts = queries.acts_about(application).filter(posted_on__isnull=False)
    return render(request, "calls/own_application.html", context | {"acts": acts})


def receipt(request: Request, key: str) -> HttpResponse:
    """The receipt as PDF."""
    application = queries.own_application(request.actor, key, _today(request))
    if application.receipt is None:
        raise Http404
    return respond(application.receipt.file, name=f"Eingangsbestaetigung {application.number}")


def attachment(request: Request, key: str, file: str) -> HttpResponse:
    """A file of one's own application."""
    row = queries.attachment_of(queries.own_application(request.actor, key, _today(request)), file)
    return respond(row.file, name=row.name)


def withdraw(request: Request, key: str) -> HttpResponse:
    """Takes a submitted application back."""
    application = queries.own_application(request.actor, key, _today(request))
    deed = partial(operations.withdraw, application=application, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Ihr Antrag ist zurückgezogen."))
    return go(request, "calls:own_application", key)


def discard(request: Request, key: str) -> HttpResponse:
    """Deletes a draft."""
    application = queries.own_application(request.actor, key, _today(request))
    deed = partial(drafts.discard, application=application, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Der Entwurf ist gelöscht."))
    return go(request, "calls:own")
