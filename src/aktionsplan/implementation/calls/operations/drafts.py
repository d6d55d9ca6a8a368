"""Writing drafts of applications: every page saved, every line of the plan, files."""

import datetime as dt
from typing import Any

from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Application, Attachment, BudgetLine, Call
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import relations as organisation_relations
from aktionsplan.people.queries import Actor, require
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

MAX_FILES = 20


def locked(application: Application) -> Application:
    """The application's row, locked, with what hangs on it."""
    rows = Application.objects.select_for_update(of=("self",))
    related = (
        "call__fund__programme_year",
        "organisation",
        "partnership",
        "account",
        "goal",
        "district__municipality",
    )
    return rows.select_related(*related).get(pk=application.pk)


def editable(application: Application, by: By, at: dt.datetime) -> Application:
    """The locked application if the actor may change it now; Forbidden or WrongState otherwise."""
    held = locked(application)
    require(by, "applications.edit", queries.relations(held, by, local_day(at)))
    held.state = APPLICATION.next(held.state, "edit")
    return held


@deed("applications.start")
def start(*, call: Call, organisation: Organisation, by: Actor, at: dt.datetime) -> Application:
    """A new draft for an open call."""
    require(by, "applications.start", organisation_relations(organisation, by, local_day(at)))
    if call.state != "released":
        raise Refused(Problem("closed", mark("Dieser Aufruf nimmt keine Anträge an.")))
    if problem := rules.submission_problem(queries.window(call), local_day(at)):
        raise Refused(problem)
    made = Application.objects.create(
        partnership=by.partnership,
        call=call,
        organisation=organisation,
        account=by.account,
        state=APPLICATION.initial,
        contact_name=by.account.name,
        changed_at=at,
    )
    record(
        by=by,
        at=at,
        reference=queries.reference(made),
        payload={"call": call.title, "organisation": organisation.name},
    )
    return made


def _touch(held: Application, names: list[str], at: dt.datetime) -> None:
    held.version += 1
    held.changed_at = at
    held.save(update_fields=[*names, "version", "changed_at"])


@deed("applications.edit")
def save_page(
    *, application: Application, page: int, fields: dict[str, Any], version: int, by: By, at: dt.datetime
) -> Application:
    """Saves the answers of one page. Raises Conflict with what is stored when somebody else has saved since."""
    held = editable(application, by, at)
    if held.version != version:
        stored = {name: getattr(held, name) for name in fields}
        if any(stored[name] != value for name, value in fields.items()):
            raise Conflict(Problem("conflict", mark("Jemand anders hat diese Seite inzwischen geändert.")), stored)
    for name, value in fields.items():
        setattr(held, name, value)
    _touch(held, list(fields), at)
    record(by=by, at=at, reference=queries.reference(held), payload={"page": page, "version": held.version})
    return held


def _line_values(held: Application, line: dict[str, Any]) -> dict[str, Any]:
    amount = rules.line_amount(line["quantity"], line["price_eur"])
    as_rule = rules.Line(line["side"], line["category"], amount, line["unit"], line["price_eur"])
    if problem := rules.line_problem(as_rule, **queries.fee_caps(held.call)):
        raise Refused(problem)
    return {**line, "amount_eur": amount}


def _sum_up(held: Application, at: dt.datetime) -> None:
    sums = queries.plan_of(held)
    held.requested_eur, held.total_eur = sums.grant_eur, sums.expenses_eur
    _touch(held, ["requested_eur", "total_eur"], at)


@deed("applications.save_line")
def save_line(*, application: Application, key: str, line: dict[str, Any], by: By, at: dt.datetime) -> BudgetLine:
    """A new line of the plan (empty key) or the changed line with this key; the sums follow."""
    held = editable(application, by, at)
    values = _line_values(held, line)
    if key:
        row = BudgetLine.objects.filter(application=held, key=key).first()
        if row is None:
            raise Refused(Problem("gone", mark("Diese Zeile gibt es nicht mehr.")))
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    else:
        if held.lines.count() >= rules.MAX_LINES:
            raise Refused(
                Problem("lines", mark("Mehr als {n} Zeilen sind nicht möglich."), {"n": rules.MAX_LINES}, "label")
            )
        row = BudgetLine.objects.create(partnership=by.partnership, application=held, **values)
    _sum_up(held, at)
    record(by=by, at=at, reference=queries.reference(held), payload={"line": row.label, "amount": row.amount_eur})
    return row


@deed("applications.delete_line")
def delete_line(*, application: Application, key: str, by: By, at: dt.datetime) -> None:
    """Takes a line out of the plan; the sums follow."""
    held = editable(application, by, at)
    gone = BudgetLine.objects.filter(application=held, key=key).first()
    if gone is None:
        raise Refused(Problem("gone", mark("Diese Zeile gibt es nicht mehr.")))
    gone.delete()
    _sum_up(held, at)
    record(by=by, at=at, reference=queries.reference(held), payload={"deleted": gone.label})


@deed("applications.attach")
def attach(*, application: Application, name: str, accepted: Accepted, by: By, at: dt.datetime) -> Attachment:
    """A file for the application."""
    held = editable(application, by, at)
    if held.attachments.count() >= MAX_FILES:
        raise Refused(Problem("files", mark("Mehr als {n} Dateien sind nicht möglich."), {"n": MAX_FILES}, "upload"))
    stored = store(partnership=by.partnership, content=accepted.content, content_type=accepted.content_type, at=at)
    made = Attachment.objects.create(
        partnership=by.partnership, application=held, file=stored, name=name, added_at=at
    )
    record(by=by, at=at, reference=queries.reference(held), payload={"file": stored.sha256})
    return made


@deed("applications.detach")
def detach(*, application: Application, key: str, by: By, at: dt.datetime) -> None:
    """Takes a file out of the application; its bytes go with their last reference."""
    held = editable(application, by, at)
    gone = Attachment.objects.filter(application=held, key=key).select_related("file__partnership").first()
    if gone is None:
        raise Refused(Problem("gone", mark("Diese Datei gibt es nicht mehr.")))
    gone.delete()
    release(gone.file)
    record(by=by, at=at, reference=queries.reference(held), payload={"detached": key})


@deed("applications.discard")
def discard(*, application: Application, by: By, at: dt.datetime) -> None:
    """Deletes a draft that was never submitted, with its lines and files."""
    held = editable(application, by, at)
    require(by, "applications.discard", queries.relations(held, by, local_day(at)))
    if held.number:
        raise Refused(Problem("submitted", mark("Ein eingereichter Antrag wird zurückgezogen, nicht gelöscht.")))
    record(by=by, at=at, reference=queries.reference(held), payload={"discarded": held.title})
    files = [row.file for row in held.attachments.select_related("file__partnership")]
    held.delete()
    for stored in files:
        release(stored)
