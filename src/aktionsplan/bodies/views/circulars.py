"""Pages of votes in writing."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, queries, rules
from aktionsplan.bodies.models import Meeting, Presence, Vote
from aktionsplan.bodies.operations import ballots, circulars, motions
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.bodies.states import MEETING
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import form_page, go, key_of, tried
from aktionsplan.shared.periods import local_day


def plan(request: Request, key: str) -> HttpResponse:
    """A vote in writing."""
    body = queries.body_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        meeting = circulars.plan_circular(body=body, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:circular", meeting.key)

    return form_page(
        request,
        forms.CircularForm(request.POST or None),
        deed,
        title=gettext("Umlaufverfahren anlegen"),
        back=("bodies:body", key),
        done=gettext(
            "Das Umlaufverfahren ist angelegt. Fügen Sie jetzt die Punkte mit ihrem Beschlussvorschlag hinzu."
        ),
    )


def _found(request: Request, key: str) -> Meeting:
    meeting = queries.meeting_for(request.actor, key)
    if meeting.kind != "circular":
        raise Http404
    return meeting


def change(request: Request, key: str) -> HttpResponse:
    """Another deadline or reason before anybody is asked."""
    meeting = _found(request, key)

    def deed(**data: Value) -> HttpResponse:
        circulars.change_circular(meeting=meeting, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:circular", key)

    form = forms.CircularForm(request.POST or None, of=queries.circular_values(meeting))
    return form_page(request, form, deed, title=gettext("Frist oder Grund ändern"), back=("bodies:circular", key))


def _rows(request: Request, meeting: Meeting) -> list[Context]:
    """Each item with its motion, the own ballot and what came out; closed for whoever is kept out."""
    rows = [row for row in queries.numbered(queries.agenda(meeting)) if row.item.state != "taken_off"]
    for row in rows:
        row.item.meeting = meeting
    return [_row(request, row) for row in rows]


def _row(request: Request, row: queries.Numbered) -> Context:
    votes = [vote for vote in queries.votes_of(row.item) if vote.state != "withdrawn"]
    result = queries.result_of(votes[0]) if votes else None
    relations = queries.relations(row.item, request.actor, local_day(row.item.meeting.starts_at))
    closed = request.actor.problem("bodies.read_minutes", relations)
    line = queries.own_line(votes[0], request.actor.account) if votes else None
    others = circulars.answerers(votes[0], request.began_at) if votes and not closed else []
    return {
        "row": row,
        "result": result,
        "circular": queries.circular_result(votes[0]) if votes and votes[0].state == "closed" else None,
        "line": line,
        "answerers": others,
        "own_deputy": next((other for whose, other in others if whose == line), None),
        "closed": closed,
        "motion": None if result else forms.MotionForm(what="main", item=row.item, votes=[]),
    }


def circular(request: Request, key: str) -> HttpResponse:
    """A vote in writing: what is decided, the own ballot, who has answered."""
    meeting = _found(request, key)
    context = {
        "meeting": meeting,
        "state": MEETING.words[meeting.state],
        "rows": _rows(request, meeting),
        "kinds": rules.KINDS,
        "own": [
            h for h in queries.own_holders(request.actor, local_day(meeting.starts_at)) if h.seat.body == meeting.body
        ],
        "may_close": meeting.state == "running" and circulars.may_close(meeting, request.began_at),
    }
    return render(request, "bodies/circular.html", context)


def act(request: Request, key: str) -> HttpResponse:
    """Puts a motion, begins or closes the vote in writing."""
    meeting = _found(request, key)
    stamp: Fields = {"by": request.actor, "at": request.began_at}
    deeds = {
        "move": lambda: _move(request, stamp),
        "open": lambda: circulars.open_circular(meeting=meeting, **stamp),
        "close": lambda: circulars.close_circular(meeting=meeting, **stamp),
        "withdraw": lambda: _withdraw(request, meeting, stamp),
        "enter": lambda: _enter(request, meeting, stamp),
        "answerer": lambda: _name_answerer(request, meeting, stamp),
    }
    deed = deeds.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    done = {"open": gettext("Der Umlauf läuft. Alle Stimmberechtigten bekommen eine E-Mail.")}
    tried(request, deed, done.get(request.POST["deed"], ""))
    return go(request, "bodies:circular", key)


def _move(request: Request, fields: Fields) -> Vote:
    item = queries.item_for(request.actor, key_of(request, "item"))
    form = forms.MotionForm(request.POST, what="main", item=item, votes=[])
    values = forms.valid(form)
    return motions.move_motion(item=item, motion=Motion(**values), **fields)


def _withdraw(request: Request, meeting: Meeting, fields: Fields) -> Vote:
    vote = queries.vote_for(request.actor, key_of(request, "vote"))
    if vote.item.meeting_id != meeting.pk:
        raise Http404
    return motions.withdraw_motion(vote=vote, **fields)


def _line(request: Request, meeting: Meeting) -> Presence:
    rows = Presence.objects.filter(vote__item__meeting=meeting, key=key_of(request, "line"))
    line = rows.select_related("vote__item__meeting__body", "holder").first()
    if line is None:
        raise Http404
    return line


def _name_answerer(request: Request, meeting: Meeting, fields: Fields) -> Presence:
    line = _line(request, meeting)
    return circulars.name_answerer(vote=line.vote, line=line, **fields)


def _enter(request: Request, meeting: Meeting, fields: Fields) -> Presence:
    line = _line(request, meeting)
    return ballots.enter_ballot(vote=line.vote, line=line, choice=key_of(request, "choice"), **fields)


def answer(request: Request, key: str) -> HttpResponse:
    """The own ballot in a vote in writing, or an objection to the procedure."""
    vote = queries.vote_for(request.actor, key)
    choice = key_of(request, "choice")
    arguments = {"vote": vote, "by": request.actor, "at": request.began_at}
    if choice == "answerer":
        line = queries.own_line(vote, request.actor.account)
        if line is None:
            raise Http404
        tried(
            request,
            lambda: circulars.name_answerer(line=line, **arguments),
            gettext("Die Stellvertretung ist gefragt."),
        )
    elif choice == "object":
        tried(request, lambda: circulars.object_circular(**arguments), gettext("Ihr Widerspruch ist eingetragen."))
    else:
        tried(request, lambda: ballots.cast_ballot(choice=choice, **arguments), gettext("Ihre Stimme zählt."))
    return go(request, "bodies:circular", vote.item.meeting.key)
