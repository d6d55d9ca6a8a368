"""Pages about contacts: who agreed to be invited, and what became of it."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.network import forms, operations, queries, rules
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import contact_steps
from aktionsplan.shared.words import Phrase, mark

CONTACTS = ("network:contacts",)
LIST = Listing(
    title=mark("Kontakte"),
    rows=queries.contacts,
    order=Order("-id"),
    found=queries.contacts_called,
    file="network:contact_file",
    older=mark("Weitere Kontakte"),
    empty=(
        mark("Noch kein Kontakt"),
        mark("Im Portal unter Mitmachen kann man sich eintragen. Oder nehmen Sie einen Zettel mit Einwilligung auf."),
    ),
    choices=(Choice("woher", "source", mark("Nach Herkunft"), rules.CONTACT_SOURCES, chips=True),),
    columns=(
        Column(mark("Name"), str, link="network:contact"),
        Column(mark("Themen"), lambda row: ", ".join(row.interests)),
        Column(mark("Woher"), lambda row: Phrase(rules.CONTACT_SOURCES[row.source])),
        Column(mark("Einwilligung seit"), lambda row: row.consent_on),
        Column(mark("Gilt bis"), lambda row: row.until),
    ),
)


def contacts(request: Request) -> HttpResponse:
    """Everybody who agreed to be invited, and how many of all were invited, came and stayed."""
    steps = contact_steps(request.actor.partnership)
    counts = [(kind, len({(step.contact, step.reference) for step in steps if step.kind == kind})) for kind in STEPS]
    return list_page(request, LIST, "network/contacts.html", counts=[(STEPS[kind], n) for kind, n in counts])


STEPS = {"invited": mark("eingeladen"), "attended": mark("gekommen"), "seated": mark("mit Sitz oder in einer Gruppe")}
"""The three steps from a contact to lasting work."""


def contact_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the contacts that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def contact(request: Request, key: str) -> HttpResponse:
    """One contact: the consent, and the chain from invitation to seat."""
    row = queries.contact_for(request.actor, key)
    steps = sorted(contact_steps(row.partnership, key), key=lambda step: step.day)
    context = {
        "contact": row,
        "source": rules.CONTACT_SOURCES[row.source],
        "purpose": rules.PURPOSES[row.purpose],
        "steps": [(step, STEPS[step.kind]) for step in steps],
    }
    return render(request, "network/contact.html", context)


def enter_contact(request: Request) -> HttpResponse:
    """A contact from paper."""
    start = {"consent_on": local_day(request.began_at)}
    form = forms.PaperContactForm(request.POST or None, initial=start)

    def deed(**data: Value) -> HttpResponse:
        made = operations.enter_contact(**data, by=request.actor, at=request.began_at)
        return go(request, "network:contact", made.key)

    title, lead = gettext("Kontakt von Papier aufnehmen"), gettext(rules.CONSENT_TEXT)
    return form_page(request, form, deed, title=title, back=CONTACTS, lead=lead)


def change_contact(request: Request, key: str) -> HttpResponse:
    """Another name, address or interests."""
    row = queries.contact_for(request.actor, key)
    form = forms.OwnContactForm(request.POST or None, of=queries.contact_values(row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_contact(contact=row, **data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("network:contact", key), gettext("Kontakt ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def withdraw_contact(request: Request, key: str) -> HttpResponse:
    """The contact goes."""
    row, done = queries.contact_for(request.actor, key), gettext("Der Kontakt ist gelöscht.")
    tried(request, lambda: operations.withdraw_contact(contact=row, by=request.actor, at=request.began_at), done)
    return go(request, *CONTACTS)
