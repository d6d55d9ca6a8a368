"""Pages about the votes of a workshop."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.participation import operations, queries, rules
from aktionsplan.development.participation.forms import events as forms
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.pages import form_page, go, sent, tried


def plan_workshop_vote(request: Request, key: str) -> HttpResponse:
    """A vote of a workshop."""
    row = queries.event_for(request.actor, key)
    form = forms.WorkshopVoteForm(request.POST or None, initial={"method": "dots", "dots": 3})

    def deed(**data: Value) -> HttpResponse:
        made = operations.plan_workshop_vote(event=row, fields=data, by=request.actor, at=request.began_at)
        return go(request, "participation:workshop_vote", made.key)

    back, title = ("participation:event", key), gettext("Abstimmung vorbereiten")
    return form_page(request, form, deed, title=title, back=back)


def change_workshop_vote(request: Request, key: str) -> HttpResponse:
    """Another way or other proposals."""
    row = queries.workshop_vote_for(request.actor, key)
    form = forms.WorkshopVoteForm(request.POST or None, of=queries.vote_values(row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_workshop_vote(
            workshop_vote=row, fields=data, seen=seen, by=request.actor, at=request.began_at
        )

    back, title = ("participation:workshop_vote", key), gettext("Abstimmung ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def workshop_vote(request: Request, key: str) -> HttpResponse:
    """A vote with its sheets and what they add up to; its page takes the next sheet."""
    row, by, at = queries.workshop_vote_for(request.actor, key), request.actor, request.began_at
    form = forms.SheetForm(request.POST or None, proposals=row.proposals, resistance=row.method == "resistance")

    def deed(**data: Value) -> None:
        operations.enter_sheet(workshop_vote=row, by=by, at=at, **data)

    if sent(request, form, deed, gettext("Eingetragen.")):
        return go(request, "participation:workshop_vote", key)
    sheets = queries.sheets_of(row)
    context = {
        "vote": row,
        "method": rules.METHODS[row.method],
        "form": form,
        "sheets": list(row.sheets.all()),
        "stuck": sum(sum(sheet.points) for sheet in sheets),
        "standings": rules.standings(row.method, row.proposals, sheets) if sheets else [],
    }
    return render(request, "participation/workshop_vote.html", context | {"most": row.people * row.dots})


def fix_workshop_vote(request: Request, key: str) -> HttpResponse:
    """The rule is fixed."""
    row, done = queries.workshop_vote_for(request.actor, key), gettext("Die Regel steht fest.")
    tried(
        request, lambda: operations.fix_workshop_vote(workshop_vote=row, by=request.actor, at=request.began_at), done
    )
    return go(request, "participation:workshop_vote", key)


def finish_workshop_vote(request: Request, key: str) -> HttpResponse:
    """The count is finished."""
    row, done = queries.workshop_vote_for(request.actor, key), gettext("Ausgezählt.")
    tried(
        request,
        lambda: operations.finish_workshop_vote(workshop_vote=row, by=request.actor, at=request.began_at),
        done,
    )
    return go(request, "participation:workshop_vote", key)


def reopen_workshop_vote(request: Request, key: str) -> HttpResponse:
    """Counts again."""
    row = queries.workshop_vote_for(request.actor, key)
    tried(request, lambda: operations.reopen_workshop_vote(workshop_vote=row, by=request.actor, at=request.began_at))
    return go(request, "participation:workshop_vote", key)


def delete_sheet(request: Request, key: str) -> HttpResponse:
    """A wrong sheet goes."""
    row = queries.workshop_sheet_for(request.actor, key)
    vote = row.vote.key
    tried(request, lambda: operations.delete_sheet(sheet=row, by=request.actor, at=request.began_at))
    return go(request, "participation:workshop_vote", vote)
