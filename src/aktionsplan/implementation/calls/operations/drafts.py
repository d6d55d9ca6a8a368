"""Writing drafts of applications: every page saved, every line of the plan, files."""

import datetime as dt

from aktionsplan.development.participation.models import Idea
from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Application, ApplicationIdea, Attachment, BudgetLine, Call
from aktionsplan.implementation.calls.states import APPLICATION
from aktionsplan.network.models import Organisation
from aktionsplan.network.queries import ORGANISATION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import CHANGED, unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Conflict, Problem, Refused, mark

MAX_FILES = 20


@deed("applications.start", on=ORGANISATION)
def start(
    *, call: Call, organisation: Organisation, idea: Idea | None = None, by: Actor, at: dt.datetime
) -> Application:
    """A new draft for an open call; with an idea that the office has read it begins with the idea's words and goal."""
    if call.state != "released":
        raise Refused(Problem("closed", mark("Dieser Aufruf nimmt keine Anträge an.")))
    if problem := rules.submission_problem(queries.window(call), local_day(at)):
        raise Refused(problem)
    if idea is not None and not queries.ideas_to_build_on(by.partnership).filter(pk=idea.pk).exists():
        raise Refused(Problem("idea", mark("Auf diese Idee kann sich gerade kein Antrag stützen.")))
    begun = queries.begun_with(idea, call) if idea else {}
    application = Application.objects.create(
        **begun,
        partnership=by.partnership,
        call=call,
        organisation=organisation,
        account=by.account,
        state=APPLICATION.initial,
        contact_name=by.account.name,
        changed_at=at,
    )
    if idea is not None:
        ApplicationIdea.objects.create(partnership=by.partnership, application=application, idea=idea)
    record(
        by=by,
        at=at,
        reference=queries.reference(application),
        payload={"call": call.title, "organisation": organisation.name} | ({"idea": idea.number} if idea else {}),
    )
    return application


def _touch(application: Application, names: list[str], at: dt.datetime) -> None:
    application.version += 1
    application.changed_at = at
    application.save(update_fields=[*names, "version", "changed_at"])


@deed("applications.edit", on=queries.APPLICATION)
def save_page(
    *, application: Application, page: int, fields: Fields, version: int, by: By, at: dt.datetime
) -> Application:
    """Saves the answers of one page. Raises Conflict with what is stored when somebody else has saved since."""
    application.state = APPLICATION.next(application.state, "edit")
    if application.version != version:
        stored = {name: getattr(application, name) for name in fields}
        if any(stored[name] != value for name, value in fields.items()):
            raise Conflict(CHANGED, stored | {"version": application.version})
    for name, value in fields.items():
        setattr(application, name, value)
    _touch(application, list(fields), at)
    record(by=by, at=at, payload={"page": page, "version": application.version})
    return application


def _line_values(application: Application, line: Fields) -> Fields:
    amount = rules.line_amount(line["quantity"], line["price_eur"])
    as_rule = rules.Line(line["side"], line["category"], amount, line["unit"], line["price_eur"])
    if problem := rules.line_problem(as_rule, **queries.fee_caps(application.call)):
        raise Refused(problem)
    return {**line, "amount_eur": amount}


def _sum_up(application: Application, at: dt.datetime) -> None:
    sums = queries.plan_of(application)
    application.requested_eur, application.total_eur = sums.grant_eur, sums.expenses_eur
    _touch(application, ["requested_eur", "total_eur"], at)


@deed("applications.save_line", on=queries.APPLICATION)
def save_line(
    *, application: Application, key: str, line: Fields, seen: str = "", by: By, at: dt.datetime
) -> BudgetLine:
    """A new line of the plan (empty key) or the changed line with this key; the sums follow."""
    application.state = APPLICATION.next(application.state, "edit")
    values = _line_values(application, line)
    if key:
        row = BudgetLine.objects.filter(application=application, key=key).first()
        if row is None:
            raise Refused(Problem("gone", mark("Diese Zeile gibt es nicht mehr.")))
        unchanged(seen, queries.line_values(row))
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    else:
        if application.lines.count() >= rules.MAX_LINES:
            raise Refused(
                Problem("lines", mark("Mehr als {n} Zeilen sind nicht möglich."), {"n": rules.MAX_LINES}, "label")
            )
        row = BudgetLine.objects.create(partnership=by.partnership, application=application, **values)
    _sum_up(application, at)
    record(by=by, at=at, payload={"line": row.label, "amount": row.amount_eur})
    return row


@deed("applications.delete_line", on=queries.APPLICATION)
def delete_line(*, application: Application, key: str, by: By, at: dt.datetime) -> None:
    """Takes a line out of the plan; the sums follow."""
    application.state = APPLICATION.next(application.state, "edit")
    gone = BudgetLine.objects.filter(application=application, key=key).first()
    if gone is None:
        raise Refused(Problem("gone", mark("Diese Zeile gibt es nicht mehr.")))
    gone.delete()
    _sum_up(application, at)
    record(by=by, at=at, payload={"deleted": gone.label})


@deed("applications.attach", on=queries.APPLICATION)
def attach(*, application: Application, name: str, accepted: Accepted, by: By, at: dt.datetime) -> Attachment:
    """A file for the application."""
    application.state = APPLICATION.next(application.state, "edit")
    if application.attachments.count() >= MAX_FILES:
        raise Refused(Problem("files", mark("Mehr als {n} Dateien sind nicht möglich."), {"n": MAX_FILES}, "upload"))
    stored = store(partnership=by.partnership, content=accepted.content, content_type=accepted.content_type, at=at)
    attachment = Attachment.objects.create(
        partnership=by.partnership, application=application, file=stored, name=name, added_at=at
    )
    record(by=by, at=at, payload={"file": stored.sha256})
    return attachment


@deed("applications.detach", on=queries.APPLICATION)
def detach(*, application: Application, key: str, by: By, at: dt.datetime) -> None:
    """Takes a file out of the application; its bytes go with their last reference."""
    application.state = APPLICATION.next(application.state, "edit")
    gone = Attachment.objects.filter(application=application, key=key).select_related("file__partnership").first()
    if gone is None:
        raise Refused(Problem("gone", mark("Diese Datei gibt es nicht mehr.")))
    gone.delete()
    release(gone.file)
    record(by=by, at=at, payload={"detached": key})


@deed("applications.discard", on=queries.APPLICATION)
def discard(*, application: Application, by: By, at: dt.datetime) -> None:
    """Deletes a draft that was never submitted, with its lines and files."""
    application.state = APPLICATION.next(application.state, "edit")
    if application.number:
        raise Refused(Problem("submitted", mark("Ein eingereichter Antrag wird zurückgezogen, nicht gelöscht.")))
    record(by=by, at=at, payload={"discarded": application.title})
    files = [row.file for row in application.attachments.select_related("file__partnership")]
    application.delete()
    for stored in files:
        release(stored)
