"""Pages of meetings: planning, invitation, agenda, papers, items, decisions on paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies import forms, queries, rules
from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.bodies.operations import agenda, decisions, invitations, meetings, recusals
from aktionsplan.bodies.rules.counted import Counted
from aktionsplan.bodies.states import ITEM, MEETING, RECUSAL
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.responses import respond
from aktionsplan.shared.kinds import Context, Fields, Foreign, Value
from aktionsplan.shared.pages import form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link
from aktionsplan.shared.words import Forbidden


def plan_meeting(request: Request, key: str) -> HttpResponse:
    """A meeting of a body."""
    body = queries.body_for(request.actor, key)

    def deed(**data: Value) -> HttpResponse:
        meeting = meetings.plan_meeting(body=body, **forms.when(data), by=request.actor, at=request.began_at)
        return go(request, "bodies:meeting", meeting.key)

    return form_page(
        request,
        forms.PlanForm(request.POST or None),
        deed,
        title=gettext("Sitzung anlegen"),
        back=("bodies:body", key),
        done=gettext("Die Sitzung ist angelegt. Setzen Sie jetzt die Punkte auf die Tagesordnung."),
    )


def move_meeting(request: Request, key: str) -> HttpResponse:
    """Another time or place of a meeting."""
    meeting = queries.meeting_for(request.actor, key)
    form = forms.MeetingForm(request.POST or None, of=queries.meeting_values(meeting))

    def deed(**data: Value) -> HttpResponse:
        meetings.move_meeting(meeting=meeting, **forms.when(data), by=request.actor, at=request.began_at)
        return go(request, "bodies:meeting", key)

    title, done = gettext("Sitzung verlegen"), gettext("Die Sitzung ist verlegt.")
    return form_page(request, form, deed, title=title, back=("bodies:meeting", key), done=done)


def cancel_meeting(request: Request, key: str) -> HttpResponse:
    """A meeting that does not take place."""
    meeting = queries.meeting_for(request.actor, key)
    tried(
        request,
        lambda: invitations.cancel_meeting(meeting=meeting, by=request.actor, at=request.began_at),
        gettext("Das Umlaufverfahren ist verworfen.")
        if meeting.kind == "circular"
        else gettext("Die Sitzung ist abgesagt."),
    )
    return go(request, "bodies:meeting", key)


def _numbered(meeting: Meeting) -> list[queries.Numbered]:
    return queries.numbered(queries.agenda(meeting))


def agenda_rows(rows: list[queries.Numbered]) -> list[Context]:
    """The agenda as lists show it: number, state or result."""
    return [
        {
            "item": row.item,
            "number": row.number,
            "depth": row.depth,
            "heading": row.parts > 0,
            "state": ITEM.words[row.item.state],
            "decision": row.item.decision if row.item.state == "decided" else None,
            "kind": rules.KINDS[row.item.decision.kind] if row.item.state == "decided" else "",
        }
        for row in rows
    ]


def meeting(request: Request, key: str) -> HttpResponse:
    """A meeting with its agenda."""
    meeting = queries.meeting_for(request.actor, key)
    if meeting.kind == "circular":
        return go(request, "bodies:circular", key)
    day = local_day(meeting.starts_at)
    context = {
        **_asked(meeting),
        "meeting": meeting,
        "state": MEETING.words[meeting.state],
        "rows": agenda_rows(_numbered(meeting)),
        "to_invite": meeting.state == "planned"
        and local_day(request.began_at) < day
        and request.actor.may("bodies.invite"),
        "leads": request.actor.may("bodies.lead", queries.to_body(meeting.body, request.actor, day) | {"not_linked"}),
        "own": [h for h in queries.own_holders(request.actor, day) if h.seat.body_id == meeting.body_id],
        "opens_today": local_day(request.began_at) >= day,
    }
    return render(request, "bodies/meeting.html", context)


def _asked(meeting: Meeting) -> Context:
    """What the page asks of the meeting itself."""
    return {
        "stale": meeting.state == "invited" and not queries.called(meeting),
        "takes_items": queries.takes_items(meeting),
        "came": queries.civil_at(meeting) if _counts_civil(meeting) else None,
    }


def _counts_civil(meeting: Meeting) -> bool:
    """Whether the share of civil society is asked for: not of offices among themselves, and only once somebody came."""
    return meeting.state in ("running", "held") and meeting.body.kind != "authority_network"


def add_item(request: Request, key: str) -> HttpResponse:
    """A topic, report or election on the agenda."""
    meeting = queries.meeting_for(request.actor, key)
    parents = {row.item.key: row for row in _numbered(meeting) if row.depth == 0}
    waiting = {row.key: row for row in queries.waiting_items(meeting.body)} if meeting.kind == "meeting" else {}

    def deed(parent: str, again: str = "", **data: Value) -> HttpResponse:
        above = parents[parent].item if parent else None
        details = {"again": waiting.get(again), "by": request.actor, "at": request.began_at}
        agenda.add_item(meeting=meeting, parent=above, **data, **details)
        return go(request, "bodies:meeting", key)

    form = forms.ItemForm(request.POST or None, parents=parents, waiting=list(waiting.values()))
    title, done = gettext("Punkt auf die Tagesordnung setzen"), gettext("Der Punkt steht auf der Tagesordnung.")
    return form_page(request, form, deed, title=title, back=("bodies:meeting", key), done=done)


def _to_change(request: Request, key: str) -> AgendaItem:
    """The item with this key; Forbidden for whoever is part of its matter."""
    item = queries.item_for(request.actor, key)
    relations = queries.to_lead(item, request.actor, local_day(request.began_at))
    if problem := request.actor.problem("bodies.change_item", relations):
        raise Forbidden(problem)
    return item


def change_item(request: Request, key: str) -> HttpResponse:
    """Another wording, duration or publicity of an item."""
    item = _to_change(request, key)

    def deed(**data: Value) -> HttpResponse:
        agenda.change_item(item=item, **data, by=request.actor, at=request.began_at)
        return go(request, "bodies:meeting", item.meeting.key)

    form = forms.ChangeItemForm(request.POST or None, of=queries.item_values(item))
    return form_page(
        request,
        form,
        deed,
        title=gettext("Punkt ändern"),
        back=("bodies:meeting", item.meeting.key),
        done=gettext("Der Punkt ist geändert."),
    )


def order_item(request: Request, key: str) -> HttpResponse:
    """An item goes up or down by one."""
    item = queries.item_for(request.actor, key)
    up = request.POST.get("up") == "1"
    tried(request, lambda: agenda.order_item(item=item, up=up, by=request.actor, at=request.began_at))
    return go(request, "bodies:meeting", item.meeting.key)


def take_off_agenda(request: Request, key: str) -> HttpResponse:
    """An undecided item leaves the agenda."""
    item = queries.item_for(request.actor, key)
    tried(
        request,
        lambda: agenda.take_off_agenda(item=item, by=request.actor, at=request.began_at),
        gettext("Der Punkt steht nicht mehr auf der Tagesordnung."),
    )
    return go(request, "bodies:meeting", item.meeting.key)


def add_paper(request: Request, key: str) -> HttpResponse:
    """A file for an item."""
    item = _to_change(request, key)

    def deed(title: str, public: bool, upload: Foreign) -> HttpResponse:
        accepted = accept(upload.file, size=upload.size, name=upload.name)
        agenda.add_paper(
            item=item, title=title, accepted=accepted, public=public, by=request.actor, at=request.began_at
        )
        return go(request, "bodies:item", key)

    form = forms.PaperForm(request.POST or None, request.FILES or None)
    return form_page(
        request,
        form,
        deed,
        title=gettext("Unterlage hinzufügen"),
        back=("bodies:item", key),
        done=gettext("Die Unterlage liegt beim Punkt."),
    )


def paper(request: Request, key: str) -> HttpResponse:
    """The bytes of a paper, for whoever is not kept out of its item."""
    paper = queries.paper_for(request.actor, key)
    day = local_day(paper.item.meeting.starts_at)
    if problem := request.actor.problem("bodies.read_minutes", queries.relations(paper.item, request.actor, day)):
        raise Forbidden(problem)
    return respond(paper.file, name=paper.title)


def remove_paper(request: Request, key: str) -> HttpResponse:
    """A paper that should not be there."""
    paper = queries.paper_for(request.actor, key)
    tried(
        request,
        lambda: agenda.remove_paper(paper=paper, by=request.actor, at=request.began_at),
        gettext("Die Unterlage ist entfernt."),
    )
    return go(request, "bodies:item", paper.item.key)


def _result(item: AgendaItem) -> Context:
    """The decision of an item as its page shows it."""
    decision = item.decision if item.state in ("decided", "to_be_repeated") else None
    counted = decision is not None and decision.vote.what != "election"
    return {
        "decision": decision,
        "verdict": queries.explained(decision.vote) if decision and counted else None,
        "election": queries.elected(decision.vote) if decision and not counted else None,
        "circular": queries.circular_result(decision.vote) if decision and item.meeting.kind == "circular" else None,
        "presences": queries.roll_of(decision.vote) if decision else [],
        "approving": decision is not None and decision.kind in rules.APPROVING,
        "kind": rules.KINDS[decision.kind] if decision else "",
    }


def item(request: Request, key: str) -> HttpResponse:
    """One item with its papers and its decision."""
    item = queries.item_for(request.actor, key)
    day = local_day(item.meeting.starts_at)
    closed = request.actor.problem("bodies.read_minutes", queries.relations(item, request.actor, day))
    own = [h for h in queries.own_holders(request.actor, day) if h.seat.body_id == item.meeting.body_id]
    rows, declared = _numbered(item.meeting), queries.recusals_of(item)
    context = _result(item) | {
        "closed": closed,
        "item": item,
        "number": next(row.number for row in rows if row.item.pk == item.pk),
        "rows": agenda_rows(rows),
        "kinds": rules.KINDS,
        "attendance": rules.ATTENDANCE,
        "papers": [] if closed else list(item.papers.select_related("file")),
        "recusals": [] if closed else [(row, RECUSAL.words[row.state]) for row in declared],
        "declared": [row for row in declared if row.holder_id in {holder.pk for holder in own}],
        "own": own,
        "changes": not closed and request.actor.may("bodies.change_item"),
        "begun": item.meeting.state in ("running", "held") or item.meeting.starts_at <= request.began_at,
        "state": ITEM.words[item.state],
        "about": link(item.reference, request.actor),
        "moved": []
        if closed
        else [(vote, rules.KINDS[vote.motion]) for vote in item.votes.filter(state="moved", what="main")],
    }
    if closed:
        context["presences"] = []
    return render(request, "bodies/item.html", context)


def declare_recusal(request: Request, key: str) -> HttpResponse:
    """The person says that he or she is not impartial."""
    item = queries.item_for(request.actor, key)
    day = local_day(item.meeting.starts_at)
    own = {h.key: h for h in queries.own_holders(request.actor, day) if h.seat.body_id == item.meeting.body_id}

    def deed(holder: str, personal: str, **data: Value) -> HttpResponse:
        details = {"personal": personal == "personal", "by": request.actor, "at": request.began_at} | data
        recusals.declare_recusal(item=item, holder=own[holder], **details)
        return go(request, "bodies:item", key)

    form = forms.RecusalForm(request.POST or None, own=own)
    title = gettext("Befangenheit anzeigen: {title}").format(title=item.title)
    done = gettext("Sie haben die Befangenheit angezeigt.")
    return form_page(request, form, deed, title=title, back=("bodies:item", key), done=done)


def _moved(item: AgendaItem) -> Fields:
    """What is moved on the item, else what was asked for: with that the form of a decision begins."""
    vote = item.votes.filter(state="moved", what="main").first()
    return {"motion": vote.motion, "amount_eur": vote.amount_eur} if vote else {"amount_eur": item.requested_eur}


def _decision_form(request: Request, item: AgendaItem) -> forms.DecisionForm:
    day = local_day(item.meeting.starts_at)
    return forms.DecisionForm(
        request.POST or None,
        places=queries.places(item, day),
        item=item,
        casting=queries.rules_of_body(item.meeting.body, day).values["chair_casts"],
        doubts=queries.doubts(item, local_day(request.began_at)),
        initial=_moved(item),
    )


def record_decision(request: Request, key: str) -> HttpResponse:
    """Records what the body decided on paper."""
    item = queries.item_for(request.actor, key)
    form = _decision_form(request, item)

    def deed(aware: bool = False, **data: Value) -> HttpResponse:
        named = {name: value for name, value in data.items() if not name.startswith("seat_")}
        counted = Counted(attendance=form.attendance, **named)
        decisions.record_decision(item=item, counted=counted, aware=aware, by=request.actor, at=request.began_at)
        return go(request, "bodies:item", key)

    more: Context = {
        "item": item,
        "rows": agenda_rows(_numbered(item.meeting)),
        "capacities": rules.CAPACITIES,
    }
    return form_page(
        request, form, deed, title="", back=("bodies:item", key), page="bodies/decision_form.html", **more
    )
