"""The story of a project: what was done, what is to come, told from the ledger."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from aktionsplan.bodies.rules import KINDS
from aktionsplan.implementation.calls.queries import reference as application_reference
from aktionsplan.implementation.calls.rules import CHECK_RESULTS
from aktionsplan.implementation.grants.models import Grant
from aktionsplan.implementation.grants.queries import projects as queries
from aktionsplan.implementation.grants.queries.changes import amended, period_end, proof_due
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.people.queries import names
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.queries import documents_about
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.queries import story
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import mark


@dataclass(frozen=True)
class Event:
    """One point of the time line."""

    day: dt.date
    text: str
    person: str
    state: str
    document: Document | None = None


SENTENCES = {
    "applications.submit": mark("Antrag eingereicht: {requested}"),
    "applications.check": mark("Formal geprüft: {result}"),
    "applications.reopen": mark("Formale Ablehnung aufgehoben: {reason}"),
    "applications.put_to_committee": mark("Auf die Tagesordnung gesetzt"),
    "bodies.record_decision": mark("Ausschuss: {kind} ({yes} Ja, {no} Nein, {abstain} enthalten)"),
    "applications.take_over": mark("Entscheidung übernommen"),
    "grants.draft_notice": mark("Bescheid entworfen: {amount}"),
    "grants.redraft_notice": mark("Entwurf geändert"),
    "grants.return_notice": mark("Entwurf zurückgegeben: {note}"),
    "grants.sign_notice": mark("Bescheid {number} unterschrieben: {amount}"),
    "grants.post_notice": mark("Bescheid zur Post gegeben, gilt als bekannt gegeben am {notified}"),
    "grants.correct_notification": mark("Bekanntgabe berichtigt: {reason}"),
    "grants.meet_provision": mark("Auflage oder Bedingung erfüllt"),
    "grants.waive_provision": mark("Auflage oder Bedingung erlassen"),
    "grants.record_waiver": mark("Auf den Widerspruch verzichtet"),
    "grants.record_objection": mark("Widerspruch eingegangen am {objected}"),
    "grants.settle_objection": mark("Widerspruch {outcome}"),
    "grants.become_binding": mark("Bescheid ist bestandskräftig"),
    "grants.request_payment": mark("Auszahlung angefordert: {amount}"),
    "grants.enter_request": mark("Auszahlung auf Papier angefordert: {amount}"),
    "grants.drop_notice": mark("Bescheid aufgegeben: {reason}"),
    "grants.refuse_payment": mark("Auszahlung abgelehnt: {reason}"),
    "grants.order_payment": mark("Auszahlung angeordnet: {ordered}"),
    "grants.release_payment": mark("Auszahlung freigegeben: {paid}"),
    "grants.request_change": mark("Änderung eingetragen"),
    "grants.take_back_change": mark("Änderung zurückgenommen"),
    "grants.answer_change": mark("Über die Änderung entschieden, Bescheid entworfen"),
    "grants.bounce_payment": mark("Von der Bank zurückgekommen: {bounced}"),
    "grants.request_reimbursement": mark("Gegen Belege angefordert: {amount}"),
    "grants.publish_project": mark("Im Portal veröffentlicht"),
    "grants.withdraw_project": mark("Aus dem Portal genommen"),
}
MONEY = ("requested", "amount", "ordered", "paid", "refused", "bounced")
WORDS = {**KINDS, **CHECK_RESULTS, **remedy.OBJECTION_OUTCOMES}
DOCUMENT_OF = {
    "applications.submit": "receipt",
    "grants.sign_notice": "notice",
    "grants.release_payment": "bank_file",
}


def events(grant: Grant, today: dt.date, *, without: Collection[str] = ()) -> list[Event]:
    """What was done, then what is to come, each with its day; `without` leaves kinds of deeds out."""
    references = [application_reference(grant.application), queries.reference(grant)]
    entries = [
        entry
        for entry in story(grant.partnership, references)
        if entry.kind in SENTENCES and entry.kind not in without
    ]
    people = names({entry.actor for entry in entries})
    papers: dict[str, list[Document]] = {}
    for document in documents_about(grant.partnership, references):
        papers.setdefault(document.kind, []).append(document)
    past_events = []
    for entry in entries:
        payload = json.loads(entry.secret.payload) if hasattr(entry, "secret") else {}
        for name in MONEY:
            if payload.get(name) is not None:
                payload[name] = format_eur(Decimal(payload[name]))
        kind = DOCUMENT_OF.get(entry.kind, "")
        paper = papers[kind].pop(0) if papers.get(kind) else None
        text = gettext(SENTENCES[entry.kind]).format_map(_Missing(_shown_words(payload)))
        past_events.append(
            Event(local_day(entry.at), text, people.get(entry.actor, gettext("das Programm")), "done", paper)
        )
    return past_events + _to_come(grant, today)


class _Missing(dict):
    """A dash for what an erasure has taken out of the ledger."""

    def __missing__(self, key: str) -> str:
        return "–"


def _shown_words(payload: Json) -> Json:
    values = dict(payload)
    for name in ("kind", "result", "outcome"):
        if values.get(name) in WORDS:
            values[name] = gettext(WORDS[values[name]])
    for name in ("notified", "posted", "objected"):
        if values.get(name):
            values[name] = dt.date.fromisoformat(values[name]).strftime("%d.%m.%Y")
    return values


def _to_come(grant: Grant, today: dt.date) -> list[Event]:
    notice, application, found = grant.notice, grant.application, amended(grant, today)
    coming: list[Event] = []
    if grant.state == "dropped":
        return coming
    if grant.state == "notified" and notice.remedy_last_day:
        coming.append(Event(notice.remedy_last_day, gettext("Letzter Tag für einen Widerspruch"), "", "open"))
    if application.ends_on:
        coming.append(
            Event(
                period_end(grant, today, found),
                gettext("Das Projekt endet"),
                gettext("Alle Rechnungen müssen bezahlt sein"),
                "open",
            )
        )
    coming.append(Event(proof_due(grant, today, found), gettext("Verwendungsnachweis ist fällig"), "", "open"))
    return sorted((event for event in coming if event.day >= today), key=lambda event: event.day)


def next_step(grant: Grant, today: dt.date) -> tuple[str, str, str]:
    """What comes next: a sentence, who has to do it, and the address name of the deed."""
    if grant.state == "returned":
        return gettext("Den Entwurf überarbeiten"), grant.notice.returned_note, "grants:redraft"
    if grant.state == "drafted":
        return (
            gettext("Den Bescheid unterschreiben"),
            gettext("Eine zweite Person prüft und unterschreibt."),
            "grants:sign",
        )
    if grant.state == "dropped":
        return gettext("Nichts mehr"), gettext("Dieser Bescheid ist aufgegeben, das Geld ist wieder frei."), ""
    if grant.state == "signed":
        return gettext("Den Bescheid zur Post geben"), gettext("Tragen Sie danach den Tag ein."), "grants:post"
    if grant.state == "objected":
        return (
            gettext("Über den Widerspruch entscheiden"),
            gettext("Bis dahin wird der Bescheid nicht bestandskräftig und nichts ausgezahlt."),
            "grants:settlement",
        )
    if payable := queries.payable_problem(grant, today):
        return gettext("Auf die Bestandskraft warten"), said(payable), "grants:waiver"
    if problem := queries.money_problem(grant, today):
        return gettext("Auf eine Bedingung warten"), said(problem), ""
    for payment in grant.payments.all():
        if payment.state in queries.TO_ORDER:
            return gettext("Die Auszahlung prüfen und anordnen"), format_eur(payment.amount_eur), "grants:order"
        if payment.state == "ordered":
            return gettext("Die Auszahlung freigeben"), format_eur(payment.amount_eur), "grants:release"
    drawn = queries.drawn(grant) >= grant.amount_eur
    money = gettext("Alles Geld ist angefordert.") if drawn else gettext("Der Verein kann Geld anfordern.")
    return _where(grant, today), money, ""


def _where(grant: Grant, today: dt.date) -> str:
    application, day = grant.application, "%d.%m.%Y"
    if application.starts_on and today < application.starts_on:
        return gettext("Das Projekt beginnt am {day}").format(day=application.starts_on.strftime(day))
    end = period_end(grant, today)
    if application.ends_on and today <= end:
        return gettext("Das Projekt läuft bis {day}").format(day=end.strftime(day))
    due = proof_due(grant, today)
    text = (
        gettext("Der Verwendungsnachweis ist fällig am {day}")
        if today <= due
        else gettext("Der Verwendungsnachweis war fällig am {day}")
    )
    return text.format(day=due.strftime(day))
