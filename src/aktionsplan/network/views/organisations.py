"""Pages about organisations: for the office and for the organisation itself."""

import re
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.network import forms, operations, queries, rules
from aktionsplan.network.models import BankAccount, OrganisationPerson
from aktionsplan.network.states import BANK, ORGANISATION
from aktionsplan.people.models import Account
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Foreign, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, Way, by_key, form_page, go, sent, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import home
from aktionsplan.shared.tasks import MOST
from aktionsplan.shared.words import Phrase, mark


def _today(request: Request):
    return local_day(request.began_at)


def _organisation(request: Request, key: str):
    return queries.organisation_for(request.actor, key, _today(request))


ORGANISATIONS = Listing(
    title=mark("Vereine und Einrichtungen"),
    rows=queries.organisations,
    order=Order("name"),
    found=queries.organisations_called,
    file="network:export",
    older=mark("Weitere Vereine"),
    empty=(mark("Kein Verein passt dazu"), mark("Vereine melden sich selbst an, wenn sie einen Antrag schreiben.")),
    choices=(Choice("stand", "state", mark("Nach Stand"), ORGANISATION.words, chips=True),),
    columns=(
        Column(
            mark("Name"),
            lambda row: row.name,
            order="name",
            link="network:organisation",
            strong=lambda row: Phrase(mark("bitte den Namen prüfen")) if row.flags else "",
        ),
        Column(mark("Rechtsform"), lambda row: Phrase(rules.LEGAL_FORMS[row.legal_form])),
        Column(mark("Ort"), lambda row: row.city, order="city"),
        Column(
            mark("Stand"),
            lambda row: Phrase(ORGANISATION.words[row.state]),
            badge=lambda row: "good" if row.state == "confirmed" else "warning",
        ),
    ),
)


def organisations(request: Request) -> HttpResponse:
    """Every organisation known here, 50 on a page."""
    may_approve = request.actor.may("network.approve_bank")
    waiting = queries.waiting_bank(request.actor.partnership)[:MOST] if may_approve else []
    return list_page(request, ORGANISATIONS, "network/organisations.html", waiting=waiting)


def export(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the organisations that the list shows, as CSV or XLSX."""
    return list_file(request, ORGANISATIONS, kind)


def organisation(request: Request, key: str) -> HttpResponse:
    """One organisation as the office sees it."""
    organisation, today = _organisation(request, key), local_day(request.began_at)
    own, versions = queries.linked_organisations(request.actor, today), queries.bank_versions(organisation)
    elsewhere = queries.same_iban_elsewhere(organisation, versions)
    banks = [
        {
            "bank": bank,
            "iban": rules.masked_iban(bank.iban),
            "state": BANK.words[bank.state],
            "elsewhere": elsewhere.get(bank.iban, []),
            "approvable": request.actor.may(
                "network.approve_bank", queries.bank_relations(bank, request.actor, today, own)
            ),
        }
        for bank in versions
    ]
    alike = [flag.removeprefix("look_alike:") for flag in organisation.flags if flag.startswith("look_alike:")]
    context = {
        "organisation": organisation,
        "people": queries.people_of(organisation),
        "links": rules.LINKS,
        "banks": banks,
        "state": ORGANISATION.words[organisation.state],
        "form_word": rules.LEGAL_FORMS[organisation.legal_form],
        "alike": queries.organisations(request.actor.partnership).filter(key__in=alike),
        "mixed": "mixed_scripts" in organisation.flags,
    }
    return render(request, "network/organisation.html", context)


def confirm(request: Request, key: str) -> HttpResponse:
    """The office confirms an organisation."""
    deed = partial(
        operations.confirm, organisation=_organisation(request, key), by=request.actor, at=request.began_at
    )
    tried(request, deed, gettext("Der Verein ist bestätigt. Er bekommt eine E-Mail."))
    return go(request, "network:organisation", key)


def link_person(request: Request, key: str) -> HttpResponse:
    """Notes somebody's tie to an organisation."""
    organisation = _organisation(request, key)

    def deed(email: str, **data: Value) -> None:
        account = Account.objects.filter(email=email or "-").first()
        operations.link_person(
            organisation=organisation, account=account, **data, by=request.actor, at=request.began_at
        )

    form, title = (
        forms.PersonForm(request.POST or None),
        gettext("Wer gehört zu {name}?").format(name=organisation.name),
    )
    back, done = ("network:organisation", key), gettext("Die Verbindung ist eingetragen.")
    return form_page(request, form, deed, back=back, title=title, done=done)


def end_link(request: Request, key: str) -> HttpResponse:
    """Ends somebody's tie to an organisation."""
    link = queries.link_for(request.actor, key)
    queries.organisation_for(request.actor, link.organisation.key, local_day(request.began_at))
    deed = partial(operations.end_link, link=link, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Die Verbindung ist beendet."))
    if request.actor.may("network.view"):
        return go(request, "network:organisation", link.organisation.key)
    return go(request, *OWN)


def proof(request: Request, key: str) -> HttpResponse:
    """The proof of non-profit status as a download."""
    organisation = _organisation(request, key)
    if organisation.nonprofit_file is None:
        raise Http404
    return respond(organisation.nonprofit_file, name=f"Freistellungsbescheid {organisation.name}")


OWN = ("network:own",)
"""The page of one's own organisations."""


def _of_bank(bank: BankAccount) -> Way:
    return ("network:organisation", bank.organisation.key)


def approve_bank(request: Request, key: str) -> HttpResponse:
    """The second person's yes to bank data; shown in full for comparing."""
    bank = queries.bank_for(request.actor, key)
    if request.method == "POST":
        deed = partial(operations.approve_bank, bank=bank, by=request.actor, at=request.began_at)
        tried(request, deed, gettext("Die Bankverbindung ist freigegeben und gilt nach der Wartezeit."))
        return go(request, *_of_bank(bank))
    elsewhere = queries.same_iban_elsewhere(bank.organisation, [bank]).get(bank.iban, [])
    context = {"bank": bank, "elsewhere": elsewhere}
    return render(request, "network/approve_bank.html", context)


reject_bank = DeedPage(
    deed=operations.reject_bank,
    form=forms.ReasonForm,
    title=mark("Bankverbindung ablehnen"),
    takes="bank",
    thing=by_key(queries.bank_for),
    back=_of_bank,
)


def own(request: Request) -> HttpResponse:
    """The actor's own organisations."""
    organisations = queries.own_with_everything(request.actor, _today(request))
    rows = [
        {
            "organisation": row,
            "state": ORGANISATION.words[row.state],
            "people": row.present_people,
            "banks": [
                {"bank": b, "iban": rules.masked_iban(b.iban), "state": BANK.words[b.state]}
                for b in row.bank_accounts.all()
            ],
        }
        for row in organisations
    ]
    return render(request, "network/own.html", {"rows": rows, "links": rules.LINKS})


def register(request: Request) -> HttpResponse:
    """A new organisation."""
    form = forms.RegistrationForm(request.POST or None)

    def deed(function: str, version: int | None, **fields: Value) -> None:
        operations.register(fields=fields, function=function, by=request.actor, at=request.began_at)

    if (
        sent(request, form, deed, gettext("Ihr Verein ist angemeldet. Sie können gleich einen Antrag schreiben."))
        is not None
    ):
        town = request.actor.partnership.slug
        back = request.GET.get("weiter", "")[:400]
        return redirect(back if re.fullmatch(rf"/{town}/intern/[\w/?=-]*", back) else home(town))
    return render(request, "network/register.html", {"form": form})


def own_change(request: Request, key: str) -> HttpResponse:
    """New data of one's own organisation."""
    organisation = _organisation(request, key)
    initial = {name: getattr(organisation, name) for name in rules.FIELDS} | {"version": organisation.version}
    form = forms.OrganisationForm(request.POST or None, initial=initial)

    def deed(version: int | None, **fields: Value) -> None:
        by, at = request.actor, request.began_at
        operations.change(organisation=organisation, fields=fields, version=version or 0, by=by, at=at)

    page, done = "network/own_change.html", gettext("Gespeichert.")
    return form_page(request, form, deed, back=OWN, page=page, done=done, organisation=organisation)


def own_proof(request: Request, key: str) -> HttpResponse:
    """Uploads the proof of non-profit status."""
    organisation, form = _organisation(request, key), forms.ProofForm(request.POST or None, request.FILES or None)

    def deed(proof: Foreign, **more: Value) -> None:
        accepted = accept(proof.file, size=proof.size, name=proof.name)
        operations.attach_proof(organisation=organisation, proof=accepted, by=request.actor, at=request.began_at)

    return form_page(request, form, deed, back=OWN, title=gettext("Nachweis hochladen"), upload=True)


own_contact = DeedPage(
    deed=operations.add_contact,
    form=forms.ContactForm,
    title=mark("Ansprechperson einladen"),
    takes="organisation",
    thing=_organisation,
    back=lambda organisation: OWN,
    done=mark("Die Einladung ist verschickt."),
)


def invitations(request: Request) -> HttpResponse:
    """Invitations that wait for the actor's answer."""
    return render(request, "network/invitations.html", {"rows": queries.invitations(request.actor)})


def _answer(request: Request, key: str, deed: Callable[..., OrganisationPerson], text: str) -> HttpResponse:
    link = next((row for row in queries.invitations(request.actor) if row.key == key), None)
    if link is None:
        raise Http404
    deed(link=link, by=request.actor, at=request.began_at)
    messages.success(request, text)
    return redirect("network:invitations", town=request.actor.partnership.slug)


def accept_invitation(request: Request, key: str) -> HttpResponse:
    """Says yes to an invitation."""
    text = gettext("Sie sind jetzt Ansprechperson. Unter „Meine Anträge“ können Sie anfangen.")
    return _answer(request, key, operations.accept_invitation, text)


def decline_invitation(request: Request, key: str) -> HttpResponse:
    """Says no to an invitation."""
    return _answer(request, key, operations.decline_invitation, gettext("Sie haben abgelehnt."))


own_bank = DeedPage(
    deed=operations.propose_bank,
    form=forms.BankForm,
    title=mark("Bankverbindung eintragen"),
    takes="organisation",
    thing=_organisation,
    back=lambda organisation: OWN,
    done=mark("Eingetragen. Das Amt gibt die Bankverbindung frei."),
)
