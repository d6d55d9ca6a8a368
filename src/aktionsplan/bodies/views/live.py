"""The running meeting: one screen for whoever leads it, one for each member, and what both ask every two seconds."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, queries, rules
from aktionsplan.bodies.models import AgendaItem, Decision, Meeting, Presence, SeatHolder, Vote
from aktionsplan.bodies.operations import (
    agenda,
    ballots,
    decisions,
    elections,
    meetings,
    minutes,
    motions,
    recusals,
    rolls,
)
from aktionsplan.bodies.rules import voting
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.bodies.rules.quorum import Quorum
from aktionsplan.bodies.states import VOTE
from aktionsplan.bodies.views.meetings import agenda_rows
from aktionsplan.people.permissions.relations import NOT_RECUSED
from aktionsplan.shared import sealed
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import form_page, go, key_of, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link
from aktionsplan.shared.words import Forbidden, Problem

Deed = Callable[[Request, Meeting], Value]


def tag_of(meeting: Meeting) -> str:
    """What a screen compares: it changes with every deed of the meeting and with every first ballot."""
    return f'"{meeting.version}-{meeting.voted}"'


def _context(request: Request, meeting: Meeting, *, leading: bool) -> Context:
    shown = queries.screen(meeting, leading=leading)
    return {
        "meeting": meeting,
        "tag": tag_of(meeting),
        "screen": shown,
        "rows": agenda_rows(shown.rows),
        "amended": {
            r.vote.amends_id
            for r in shown.results
            if r.vote.what == "amendment" and r.vote.state in ("moved", "open")
        },
        "words": {"what": rules.WHAT, "kinds": rules.KINDS, "votes": VOTE.words, "grounds": rules.GROUNDS},
        "choices": list(rules.CHOICES.items()),
    }


def _leads(request: Request, meeting: Meeting) -> None:
    relations = queries.to_body(meeting.body, request.actor, local_day(meeting.starts_at)) | {"not_linked"}
    if problem := request.actor.problem("bodies.lead", relations):
        raise Forbidden(problem)


def lead(request: Request, key: str) -> HttpResponse:
    """The screen of whoever leads the meeting; after a refused deed with everything that was typed."""
    meeting = queries.meeting_for(request.actor, key)
    _leads(request, meeting)
    context = _context(request, meeting, leading=True)
    shown = context["screen"]
    quorum = None
    if meeting.state == "running":
        current = shown.current.item if shown.current else None
        quorum = rolls.quorum_at(current) if current else meetings.quorum_now(meeting)
    context |= {"quorum": quorum, "about": _about(request, shown)}
    if shown.current:
        item = shown.current.item
        if problem := request.actor.problem(
            "bodies.lead", queries.to_lead(item, request.actor, local_day(meeting.starts_at))
        ):
            raise Forbidden(problem)
        context |= {
            "doubts": queries.doubts(item, local_day(request.began_at)) if shown.results else [],
            "motions": _motions(shown, request.POST),
            "closing": forms.HandsForm(
                request.POST if request.POST.get("deed") == "close_vote" else None,
                names=_names(shown),
                casting=_casting(shown.open),
                takes_no=shown.open is None or shown.open.vote.takes_no,
            ),
            "establish": forms.EstablishForm(),
            "note": forms.NoteForm(
                request.POST if request.POST.get("deed") == "note" else None,
                initial={"note": item.note, "seen": item.note},
            ),
            "only_urn": _only_urn(quorum),
            "on_disk": sealed.is_on_disk("vote"),
            "lost": shown.open is not None and ballots.is_lost(shown.open.vote),
        }
    return render(request, "bodies/lead.html", context)


def _only_urn(quorum: Quorum | None) -> Problem | None:
    """Why a secret vote is possible at the urn only, before anybody is asked; None where devices will do."""
    present = range(quorum.present) if quorum is not None else ()
    return sealed.problem("vote") or voting.device_problem(entitled=present, earlier=())


def _motions(shown: queries.Screen, posted: QueryDict) -> list[tuple[str, forms.MotionForm]]:
    """A form for each kind of motion that makes sense now; the one that was refused keeps what was typed."""
    assert shown.current is not None
    item = shown.current.item
    amendable = any(row.vote.state == "moved" and row.vote.what == "main" for row in shown.results)
    kinds = ["election"] if item.kind == "election" else ["main"]
    kinds += ["amendment"] if amendable else []
    return [
        (
            rules.WHAT[what],
            forms.MotionForm(
                posted if posted.get("deed") == "move" and posted.get("what") == what else None,
                what=what,
                item=item,
                votes=shown.results,
            ),
        )
        for what in (*kinds, "procedure")
    ]


def _about(request: Request, shown: queries.Screen) -> str:
    """The page of what is treated, for whoever may open it."""
    return link(shown.current.item.reference, request.actor) if shown.current else ""


def _names(shown: queries.Screen) -> list[str]:
    return [row.name for row in shown.open.vote.candidates.all()] if shown.open else []


def _casting(result: queries.Result | None) -> bool:
    """Whether the vote of the chair decides a tie in this vote."""
    return result is not None and result.vote.procedure["chair_casts"]


def _holder(request: Request) -> SeatHolder:
    return queries.holder_for(request.actor, key_of(request, "holder"))


def _item(request: Request, meeting: Meeting) -> AgendaItem:
    item = queries.item_for(request.actor, key_of(request, "item"))
    if item.meeting_id != meeting.pk:
        raise Http404
    return item


def _vote(request: Request, meeting: Meeting) -> Vote:
    vote = queries.vote_for(request.actor, key_of(request, "vote"))
    if vote.item.meeting_id != meeting.pk:
        raise Http404
    return vote


def _by(request: Request) -> Fields:
    return {"by": request.actor, "at": request.began_at}


def _open_vote(request: Request, meeting: Meeting) -> Vote:
    fields = forms.valid(forms.SecretForm(request.POST))
    vote = _vote(request, meeting)
    return ballots.open_vote(vote=vote, asked_secret=fields["asked"] or 0, urn=fields["urn"], **_by(request))


def _move(request: Request, meeting: Meeting) -> Vote:
    item = _item(request, meeting)
    what = request.POST.get("what", "")
    if what not in rules.WHAT:
        raise Http404
    votes = [queries.result_of(vote) for vote in queries.votes_of(item)]
    form = forms.MotionForm(request.POST, what=what, item=item, votes=votes)
    fields = forms.valid(form)
    amends = queries.vote_for(request.actor, fields.pop("amends")) if fields.get("amends") else None
    fields.pop("amends", None)
    return motions.move_motion(item=item, motion=Motion(**fields), amends=amends, **_by(request))


def _close_vote(request: Request, meeting: Meeting) -> Vote:
    vote = _vote(request, meeting)
    names = [row.name for row in vote.candidates.all()]
    casting = vote.procedure["chair_casts"]
    form = forms.HandsForm(request.POST, names=names, casting=casting, takes_no=vote.takes_no)
    forms.valid(form)
    return ballots.close_vote(vote=vote, hands=form.hands, **_by(request))


def _establish(request: Request, meeting: Meeting) -> Decision:
    return decisions.establish(
        vote=_vote(request, meeting), **forms.valid(forms.EstablishForm(request.POST)), **_by(request)
    )


def _enter(request: Request, meeting: Meeting) -> Presence:
    vote = _vote(request, meeting)
    line = vote.presences.filter(key=key_of(request, "line")).first()
    if line is None:
        raise Http404
    return ballots.enter_ballot(vote=vote, line=line, choice=key_of(request, "choice"), **_by(request))


def _note(request: Request, meeting: Meeting) -> AgendaItem:
    return minutes.note_item(
        item=_item(request, meeting), **forms.valid(forms.NoteForm(request.POST)), **_by(request)
    )


ON_THE_SCREEN: dict[str, Deed] = {
    "open": lambda request, meeting: meetings.open_meeting(meeting=meeting, **_by(request)),
    "close": lambda request, meeting: meetings.close_meeting(meeting=meeting, **_by(request)),
    "quorum": lambda request, meeting: meetings.find_quorum(
        meeting=meeting, requested_by=_holder(request) if request.POST.get("holder") else None, **_by(request)
    ),
    "arrive": lambda request, meeting: meetings.arrive(meeting=meeting, holder=_holder(request), **_by(request)),
    "leave": lambda request, meeting: meetings.leave(meeting=meeting, holder=_holder(request), **_by(request)),
    "excuse": lambda request, meeting: meetings.excuse(meeting=meeting, holder=_holder(request), **_by(request)),
    "begin": lambda request, meeting: agenda.begin_item(item=_item(request, meeting), **_by(request)),
    "finish": lambda request, meeting: agenda.finish_item(item=_item(request, meeting), **_by(request)),
    "put_off": lambda request, meeting: agenda.put_off_item(item=_item(request, meeting), **_by(request)),
    "postpone": lambda request, meeting: agenda.postpone_item(item=_item(request, meeting), **_by(request)),
    "move": _move,
    "withdraw": lambda request, meeting: motions.withdraw_motion(vote=_vote(request, meeting), **_by(request)),
    "open_vote": _open_vote,
    "enter": _enter,
    "break_off": lambda request, meeting: ballots.break_off_vote(
        vote=_vote(request, meeting), reason="", **_by(request)
    ),
    "close_vote": _close_vote,
    "lot": lambda request, meeting: elections.draw_lot(
        vote=_vote(request, meeting),
        drawn=[name for name in request.POST.getlist("drawn")[:50] if "\0" not in name],
        **_by(request),
    ),
    "establish": _establish,
    "note": _note,
}
"""Everything the chair's screen can do, by the name of its button."""


def _said(deed: str) -> str:
    """What the chair reads after a deed that would else change nothing to see."""
    return {
        "quorum": gettext("Die Feststellung steht in der Niederschrift."),
        "note": gettext("Die Notiz ist gespeichert."),
        "establish": gettext("Das Ergebnis ist festgestellt."),
        "put_off": gettext("Der Punkt ist zurückgestellt."),
        "postpone": gettext("Der Punkt ist vertagt."),
    }.get(deed, "")


def act(request: Request, key: str) -> HttpResponse:
    """One deed of the chair's screen, then the screen again."""
    meeting = queries.meeting_for(request.actor, key)
    deed = ON_THE_SCREEN.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    if tried(request, lambda: deed(request, meeting), _said(request.POST["deed"])) is None and request.POST[
        "deed"
    ] in (
        "note",
        "move",
        "close_vote",
    ):
        return lead(request, key)
    return go(request, "bodies:lead", key)


def decide_recusal(request: Request, key: str) -> HttpResponse:
    """What the others decided about a conflict of interest."""
    item = queries.item_for(request.actor, key)
    if "person" not in request.GET:
        return go(request, "bodies:lead", item.meeting.key)
    holder = queries.holder_for(request.actor, request.GET["person"])

    def deed(recused: str, personal: str, **data: Value) -> HttpResponse:
        fields: Fields = {"recused": recused == "yes", "personal": personal == "personal"} | data
        recusals.decide_recusal(item=item, holder=holder, **fields, **_by(request))
        return go(request, "bodies:lead", item.meeting.key)

    title = gettext("Ist {name} befangen?").format(name=holder.name)
    more: Context = {"lead": gettext("Die anderen entscheiden ohne diese Person. Schreiben Sie den Grund auf.")}
    back = ("bodies:lead", item.meeting.key)
    form = forms.DecideRecusalForm(request.POST or None, in_debate=queries.asks_moment(item, holder))
    return form_page(request, form, deed, title=title, back=back, **more)


def member(request: Request, key: str) -> HttpResponse:
    """The screen of a member: am I there, what is treated, how do I vote."""
    meeting = queries.meeting_for(request.actor, key)
    day = local_day(meeting.starts_at)
    own = [h for h in queries.own_holders(request.actor, day) if h.seat.body_id == meeting.body_id]
    if not own and not queries.of_body(meeting.body, request.actor, day):
        _leads(request, meeting)
    context = _context(request, meeting, leading=False)
    shown = context["screen"]
    item = shown.current.item if shown.current else None
    closed = item is not None and NOT_RECUSED not in queries.relations(item, request.actor, day)
    line = queries.own_line(shown.open.vote, request.actor.account) if shown.open else None
    mine = [person for person in shown.people if person.holder.pk in {h.pk for h in own}]
    context |= {"own": mine, "closed": closed, "line": line}
    context["last"] = next((r for r in reversed(shown.results) if r.vote.state == "closed"), None)
    context["before"] = None if item else _before(request, meeting)
    return render(request, "bodies/member.html", context)


def _before(request: Request, meeting: Meeting) -> queries.Result | None:
    """What was voted last, between two items; nothing for whoever was kept out of it."""
    result = queries.last_result(meeting) if meeting.state == "running" else None
    day = local_day(meeting.starts_at)
    free = result is not None and NOT_RECUSED in queries.relations(result.vote.item, request.actor, day)
    return result if free else None


def attend(request: Request, key: str) -> HttpResponse:
    """The member comes, goes, or says that he or she does not come."""
    meeting = queries.meeting_for(request.actor, key)
    deeds = {"arrive": meetings.arrive, "leave": meetings.leave, "excuse": meetings.excuse}
    deed = (deeds | {"come": meetings.come_after_all}).get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    holder = _holder(request)
    tried(request, lambda: deed(meeting=meeting, holder=holder, **_by(request)))
    return go(request, "bodies:member", key)


def cast(request: Request, key: str) -> HttpResponse:
    """The own ballot; the same choice again is no second deed."""
    vote = queries.vote_for(request.actor, key)
    choice = key_of(request, "choice")
    deed = ballots.cast_secret_ballot if vote.secret else ballots.cast_ballot
    tried(request, lambda: deed(vote=vote, choice=choice, **_by(request)))
    return go(request, "bodies:member", vote.item.meeting.key)


def state(request: Request, key: str) -> HttpResponse:
    """Whether anything has changed: a number, or 304."""
    counts = queries.state_of(request.actor.partnership, key)
    if counts is None:
        raise Http404
    tag = f'"{counts[0]}-{counts[1]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return JsonResponse(
        {"version": counts[0], "voted": counts[1]}, headers={"ETag": tag, "Cache-Control": "no-cache"}
    )
