"""Pages of payments: to order, to refuse, to release, and the file for the bank."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from aktionsplan.implementation.grants import forms, queries
from aktionsplan.implementation.grants.models import Payment
from aktionsplan.implementation.grants.operations import payments
from aktionsplan.network.queries import coming_bank, usable_bank
from aktionsplan.network.rules import masked_iban
from aktionsplan.people.queries import names
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.pages import DeedPage, address, asked, by_key, go
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.words import known, mark


def order(request: Request, key: str) -> HttpResponse:
    """The lead officer orders a payment."""
    payment = queries.payment_for(request.actor, key)
    deed = partial(payments.order_payment, payment=payment, by=request.actor, at=request.began_at)
    text = gettext("Die Auszahlung ist angeordnet. Jetzt muss die Kasse sie freigeben.")
    done, problem = asked(request, deed, text)
    if done:
        return go(request, "grants:project", payment.grant.key)
    usable = usable_bank(payment.grant.organisation, request.began_at)
    context = {
        "payment": payment,
        "grant": payment.grant,
        "problem": problem,
        "deed": "order",
        "payable": queries.payable_problem(payment.grant, local_day(request.began_at)),
        "hints": queries.request_hints(payment.grant, local_day(request.began_at)),
        "drawn": queries.drawn(payment.grant),
        "iban": masked_iban(usable.iban) if usable else "",
        "holder": usable.holder if usable else "",
        "coming": None if usable else coming_bank(payment.grant.organisation, request.began_at),
    }
    return render(request, "grants/payment.html", context)


def release(request: Request, key: str) -> HttpResponse:
    """The cashier releases a payment."""
    payment = queries.payment_for(request.actor, key)
    deed = partial(payments.release_payment, payment=payment, by=request.actor, at=request.began_at)
    text = gettext("Die Auszahlung ist freigegeben. Die Datei für die Bank liegt bereit.")
    done, problem = asked(request, deed, text)
    if done:
        return redirect(address(request, "grants:project", payment.grant.key) + "?reiter=geld")
    context = {
        "payment": payment,
        "grant": payment.grant,
        "problem": problem,
        "deed": "release",
        "iban": masked_iban(payment.bank.iban) if payment.bank else "",
        "holder": payment.bank.holder if payment.bank else "",
        "orderer": names({payment.ordered_by}).get(payment.ordered_by, ""),
        "drawn": queries.drawn(payment.grant),
    }
    return render(request, "grants/payment.html", context)


def _bank_file(payment: Payment) -> HttpResponse:
    released = known(payment.released_at).astimezone(BERLIN)
    return respond(known(payment.bank_file).file, name=f"SEPA {payment.grant.number} {released:%Y-%m-%d %H-%M}")


def bank_file(request: Request, key: str) -> HttpResponse:
    """Whether the file for the bank was handed over already, and the button to fetch it."""
    payment = queries.payment_for(request.actor, key)
    if payment.bank_file is None:
        raise Http404
    who = names({payment.fetched_by}).get(payment.fetched_by, "")
    return render(request, "grants/bank_file.html", {"payment": payment, "grant": payment.grant, "who": who})


def fetch_bank_file(request: Request, key: str) -> HttpResponse:
    """The file for the bank, handed over."""
    payment = queries.payment_for(request.actor, key)
    payments.fetch_bank_file(payment=payment, by=request.actor, at=request.began_at)
    return _bank_file(payment)


def copy_bank_file(request: Request, key: str) -> HttpResponse:
    """The file for the bank, for the auditor."""
    payment = queries.payment_for(request.actor, key)
    if payment.bank_file is None:
        raise Http404
    return _bank_file(payment)


def _payments_grant(request: Request, payment: Payment) -> Context:
    return {"grant": payment.grant}


refuse = DeedPage(
    deed=payments.refuse_payment,
    form=forms.ReasonForm,
    title=mark("Auszahlung ablehnen"),
    takes="payment",
    thing=by_key(queries.payment_for),
    back=lambda payment: ("grants:project", payment.grant.key),
    done=mark("Eingetragen."),
    page="grants/deed.html",
    more=_payments_grant,
)
bounce = DeedPage(
    deed=payments.bounce_payment,
    form=forms.BouncedForm,
    title=mark("Überweisung kam zurück"),
    takes="payment",
    thing=by_key(queries.payment_for),
    back=lambda payment: ("grants:project", payment.grant.key),
    done=mark("Eingetragen. Die Auszahlung kann neu angeordnet werden."),
    page="grants/deed.html",
    more=_payments_grant,
)
