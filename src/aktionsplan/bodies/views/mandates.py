"""Pages about the ground of the plan, mandates and working groups."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import operations, queries, rules
from aktionsplan.bodies.forms import mandates as forms
from aktionsplan.bodies.models import Body
from aktionsplan.follow_up.queries import of_origin
from aktionsplan.follow_up.states import FOLLOW_UP
from aktionsplan.follow_up.views import agree
from aktionsplan.network.queries import contact_for
from aktionsplan.partnership.queries import office
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import form_page
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said


def groundwork(request: Request) -> HttpResponse:
    """Lead office and authority network on one page: the precondition of the plan."""
    town, today = request.actor.partnership, local_day(request.began_at)
    ground = queries.groundwork(town, today)
    rows = queries.bodies(town)
    context = {
        "ground": ground,
        "office": office(town, "lead_office", today),
        "missing": [said(problem) for problem in ground.missing],
        "bodies": [(body, rules.BODY_KINDS[body.kind], queries.mandate_of(body)) for body in rows],
    }
    return render(request, "bodies/groundwork.html", context)


def give_lead_mandate(request: Request) -> HttpResponse:
    """Who made which office the lead office."""
    former = queries.lead_mandate(request.actor.partnership)
    start = {"responsible": former.responsible, "deputy": former.deputy} if former else {}
    form = forms.LeadMandateForm(request.POST or None, initial=start)

    def deed(**data: Value) -> None:
        operations.give_lead_mandate(fields=data, by=request.actor, at=request.began_at)

    title, back = gettext("Auftrag des federführenden Amtes"), ("bodies:groundwork",)
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def give_mandate(request: Request, key: str) -> HttpResponse:
    """Who set up a body."""
    body, form = queries.body_for(request.actor, key), forms.MandateForm(request.POST or None)

    def deed(**data: Value) -> None:
        operations.give_mandate(body=body, fields=data, by=request.actor, at=request.began_at)

    title, back = gettext("Auftrag des Gremiums"), ("bodies:body", key)
    return form_page(request, form, deed, title=title, back=back, lead=body.name, done=gettext("Gespeichert."))


def group_context(request: Request, body: Body) -> Context:
    """Mandate, follow-ups, results and contacts of a body, for its page."""
    office_sees = request.actor.may("bodies.invite_contact")
    steps = of_origin(body.partnership, f"body:{body.key}") if request.actor.may("follow_up.view") else []
    return {
        "mandate": queries.mandate_of(body),
        "steps": [(row, FOLLOW_UP.words[row.state]) for row in steps],
        "results": queries.group_results(body),
        "contacts": queries.contact_members(body) if office_sees else [],
    }


def agree_step(request: Request, key: str) -> HttpResponse:
    """A step that was agreed in a body."""
    body = queries.body_for(request.actor, key)
    return agree(request, f"body:{key}", body.name, ("bodies:body", key))


def add_group_result(request: Request, key: str) -> HttpResponse:
    """What a group worked out."""
    body = queries.body_for(request.actor, key)
    form = forms.GroupResultForm(request.POST or None, initial={"day": local_day(request.began_at)})

    def deed(**data: Value) -> None:
        operations.add_group_result(body=body, **data, by=request.actor, at=request.began_at)

    title, back = gettext("Ergebnis festhalten"), ("bodies:body", key)
    return form_page(request, form, deed, title=title, back=back, lead=body.name, done=gettext("Festgehalten."))


def invite_contact(request: Request, key: str) -> HttpResponse:
    """Invites a contact into a group."""
    body, contacts = queries.body_for(request.actor, key), queries.contact_choices(request.actor.partnership)
    form = forms.InviteContactForm(request.POST or None, contacts=contacts)

    def deed(contact: str) -> None:
        chosen = contact_for(request.actor, contact)
        operations.invite_contact(body=body, contact=chosen, by=request.actor, at=request.began_at)

    title, back = gettext("Zur Mitarbeit einladen"), ("bodies:body", key)
    done = gettext("Eingeladen. Die Person bekommt eine E-Mail.")
    return form_page(request, form, deed, title=title, back=back, lead=body.name, done=done)


def take_in_contact(request: Request, key: str) -> HttpResponse:
    """A contact joins a group or gets a seat."""
    body, by, at = queries.body_for(request.actor, key), request.actor, request.began_at
    free = {seat.key: seat for seat in queries.seats(body, local_day(at)) if not seat.present_holders}
    seats = [(seat.key, seat.group) for seat in free.values()]
    form = forms.TakeInForm(request.POST or None, contacts=queries.contact_choices(by.partnership), seats=seats)

    def deed(contact: str, seat: str, appointment: str) -> None:
        chosen, place = contact_for(by, contact), free.get(seat)
        operations.take_in_contact(body=body, contact=chosen, seat=place, appointment=appointment, by=by, at=at)

    title, back = gettext("Jemanden aufnehmen"), ("bodies:body", key)
    return form_page(request, form, deed, title=title, back=back, lead=body.name, done=gettext("Aufgenommen."))
