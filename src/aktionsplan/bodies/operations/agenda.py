"""Writing agendas: items, their order and papers, what is treated, finished, put off."""

import datetime as dt
from decimal import Decimal

from django.db.models import Q

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Meeting, Paper, Recusal
from aktionsplan.bodies.operations.meetings import in_a_meeting, not_signed, touch
from aktionsplan.bodies.operations.publishing import forget_paper
from aktionsplan.bodies.operations.rolls import quorum_at
from aktionsplan.bodies.states import ITEM, KEPT_OUT, OPEN_ITEM, VOTE
from aktionsplan.network.models import Organisation
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.files.operations import release, store
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.words import Problem, Refused, mark

TREATED = Problem("treated", mark("Dieser Punkt ist schon behandelt oder nicht mehr auf der Tagesordnung."))


def _next_position(meeting: Meeting, parent: AgendaItem | None) -> int:
    """Behind the last one; at the top of the agenda before the usual last item, as long as nobody has called it."""
    last = meeting.items.filter(parent=parent).order_by("-position").first()
    position: int = last.position if last else 0
    if last and parent is None and (last.title, last.state) == (rules.USUAL[-1][1], "open"):
        AgendaItem.objects.filter(pk=last.pk).update(position=position + 1)
        return position
    return position + 1


def _takes_items(meeting: Meeting) -> None:
    """Refused for a meeting that was called off or closed; one that is written down from paper takes items."""
    if meeting.state == "cancelled" or meeting.closed_at is not None:
        raise Refused(Problem("cancelled", mark("Diese Sitzung ist vorbei oder abgesagt.")))
    if meeting.kind == "circular" and meeting.state == "running":
        raise Refused(Problem("running", mark("Das Umlaufverfahren läuft schon.")))
    not_signed(meeting)


def _put(meeting: Meeting, parent: AgendaItem | None, **told: Value) -> AgendaItem:
    """A new last item of the meeting, or below another one; whether an invitation had gone out before is kept."""
    return AgendaItem.objects.create(
        partnership=meeting.partnership,
        meeting=meeting,
        parent=parent,
        position=_next_position(meeting, parent),
        added_late=meeting.invited_at is not None,
        state=ITEM.initial,
        **told,
    )


@deed("bodies.add_item", on=queries.MEETING)
def add_item(
    *,
    meeting: Meeting,
    parent: AgendaItem | None,
    kind: str,
    title: str,
    text: str,
    minutes: int | None,
    public: bool,
    again: AgendaItem | None = None,
    by: By,
    at: dt.datetime,
) -> AgendaItem:
    """A topic, report or election at the end of the agenda, before "Verschiedenes", or below another item.

    `again` is the item of an earlier meeting that comes back: postponed for lack of quorum, put off, or to be decided
    again; the next call may then need fewer (Q5).
    """
    _takes_items(meeting)
    back = _comes_back(meeting, again) if again else {}
    if parent is not None and (
        parent.meeting_id != meeting.pk or parent.parent_id is not None or parent.state not in OPEN_ITEM
    ):
        raise Refused(Problem("parent", mark("Unter diesem Punkt kann kein weiterer stehen."), {}, "parent"))
    fields = {"kind": kind, "title": title, "text": text, "minutes": minutes, "public": public}
    item = _put(meeting, parent, **fields, **back)
    touch(meeting)
    record(by=by, at=at, reference=f"item:{item.key}", payload={"title": title, "kind": kind})
    return item


@deed("bodies.change_item", on=queries.ITEM)
def change_item(
    *,
    item: AgendaItem,
    title: str,
    text: str,
    minutes: int | None,
    public: bool,
    seen: str = "",
    by: By,
    at: dt.datetime,
) -> AgendaItem:
    """Another wording of an item that nobody has treated; title and text of an application stay."""
    not_signed(item.meeting)
    if item.state != "open":
        raise Refused(TREATED)
    unchanged(seen, queries.item_values(item))
    if not item.reference:
        item.title, item.text = title, text
    item.minutes, item.public = minutes, public
    item.save(update_fields=["title", "text", "minutes", "public"])
    touch(item.meeting)
    payload = {"title": item.title, "minutes": minutes, "public": public}
    record(by=by, at=at, payload=payload)
    return item


@deed("bodies.order_item", on=queries.ITEM)
def order_item(*, item: AgendaItem, up: bool, by: By, at: dt.datetime) -> AgendaItem:
    """Changes places with the item before or after it; Refused at the end, and once the meeting is over."""
    _takes_items(item.meeting)
    rows = list(item.meeting.items.filter(parent=item.parent).order_by("position", "id"))
    here = rows.index(item)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        raise Refused(Problem("end", mark("Weiter geht es in dieser Richtung nicht.")))
    other, free = rows[there], max(row.position for row in rows) + 1
    mine, theirs = item.position, other.position
    for row, position in ((item, free), (other, mine), (item, theirs)):
        row.position = position
        row.save(update_fields=["position"])
    touch(item.meeting)
    record(by=by, at=at, payload={"position": item.position})
    return item


@deed("bodies.take_off_agenda", on=queries.ITEM)
def take_off_agenda(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """An undecided item leaves the agenda and may come to another one; its number stays empty."""
    not_signed(item.meeting)
    return _taken_off(item, by, at)


@deed("bodies.drop_item", on=queries.ITEM)
def drop_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """The thing itself is gone (an application was withdrawn): its undecided item leaves the agenda.

    A vote on it that runs is broken off.
    """
    if item.state == "under_way":
        for vote in item.votes.filter(state="open"):
            vote.state = VOTE.next(vote.state, "drop")
            vote.save(update_fields=["state"])
        item.state = ITEM.next(item.state, "call_off")
    return _taken_off(item, by, at)


def _taken_off(item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    item.state = ITEM.next(item.state, "take_off")
    item.save(update_fields=["state"])
    if item.meeting.current_id == item.pk:
        item.meeting.current = None
        item.meeting.save(update_fields=["current"])
    touch(item.meeting)
    record(by=by, at=at, payload={"title": item.title})
    return item


COMES_BACK = {"postponed": "postponed_from", "to_be_repeated": "repeats", "put_off": "continues"}
"""What an item remembers of the one that comes back: for lack of quorum (Q5), to be decided again (B7), or put off."""


def _remembered(by: By, reference: str) -> dict[str, AgendaItem]:
    rows = AgendaItem.objects.filter(partnership=by.partnership, reference=reference).exclude(state="taken_off")
    last = rows.order_by("-id").first() if reference else None
    name = COMES_BACK.get(last.state if last else "")
    return {name: last} if name and last else {}


def _comes_back(meeting: Meeting, again: AgendaItem) -> dict[str, AgendaItem]:
    if again not in queries.waiting_items(meeting.body):
        raise Refused(Problem("again", mark("Dieser Punkt wartet nicht darauf, wiederzukommen."), {}, "again"))
    return {COMES_BACK[again.state]: again}


def _not_on_agenda(by: By, reference: str) -> None:
    if reference and queries.open_item(by.partnership, reference) is not None:
        raise Refused(Problem("on_agenda", mark("Das steht schon auf einer Tagesordnung.")))


@deed("bodies.put_on_agenda", on=queries.MEETING)
def put_on_agenda(
    *,
    meeting: Meeting,
    title: str,
    text: str,
    reference: str,
    organisation: Organisation | None,
    requested_eur: Decimal | None,
    binding: bool = False,
    by: By,
    at: dt.datetime,
) -> AgendaItem:
    """A thing comes before the body, below the heading for applications where the agenda has one.

    With `binding` the body decides itself, else it recommends (M5).

    Refused when the thing stands on an open agenda already. An item postponed or to be decided again is remembered.
    """
    _takes_items(meeting)
    _not_on_agenda(by, reference)
    heading = meeting.items.filter(parent__isnull=True, kind="application", reference="", state__in=OPEN_ITEM).first()
    item = _put(
        meeting,
        heading,
        kind="application",
        title=title,
        text=text,
        reference=reference,
        organisation=organisation,
        requested_eur=requested_eur,
        binding=binding,
        **_remembered(by, reference),
    )
    touch(meeting)
    record(by=by, at=at, reference=f"item:{item.key}", payload={"title": title, "about": reference})
    return item


@deed("bodies.add_paper", on=queries.ITEM)
def add_paper(*, item: AgendaItem, title: str, accepted: Accepted, public: bool, by: By, at: dt.datetime) -> Paper:
    """A file for an item; recused people do not get it (committee.md B3)."""
    _takes_items(item.meeting)
    file = store(partnership=by.partnership, content=accepted.content, content_type=accepted.content_type, at=at)
    paper = Paper.objects.create(
        partnership=by.partnership, item=item, title=title, file=file, public=public, added_at=at
    )
    touch(item.meeting)
    record(by=by, at=at, payload={"paper": title, "sha256": file.sha256})
    return paper


@deed("bodies.remove_paper", on=queries.PAPER)
def remove_paper(*, paper: Paper, by: By, at: dt.datetime) -> None:
    """A paper that should not be there; Refused once its item was treated."""
    item = paper.item
    not_signed(item.meeting)
    if item.state != "open":
        raise Refused(TREATED)
    forget_paper(paper, by, at)
    title, file = paper.title, paper.file
    Paper.objects.filter(pk=paper.pk).delete()
    release(file)
    touch(item.meeting)
    record(by=by, at=at, payload={"paper_removed": title})


def _running(item: AgendaItem) -> None:
    in_a_meeting(item.meeting)
    if item.meeting.state != "running":
        raise Refused(Problem("not_running", mark("Die Sitzung läuft nicht.")))


def _void_votes(item: AgendaItem) -> int:
    """How many votes on the matter count no more; a motion that one of them had amended has to be moved anew."""
    gone = list(item.votes.filter(state="closed").exclude(what="procedure"))
    amended = {vote.amends_id for vote in gone if vote.passed and vote.amends_id}
    for vote in item.votes.filter(state="moved").filter(Q(pk__in=amended) | Q(amends__in=amended)):
        vote.state = VOTE.next(vote.state, "withdraw")
        vote.save(update_fields=["state"])
    for vote in gone:
        vote.state = VOTE.next(vote.state, "begin_anew")
        vote.save(update_fields=["state"])
    return len(gone)


def _inherit(item: AgendaItem) -> int:
    """How many recusals of the same matter go on at this item (committee.md B6)."""
    rows = [row for row in queries.recusals_of(item) if row.item_id != item.pk and row.state in KEPT_OUT]
    kept = ("holder", "ground", "personal", "text", "state", "declared_at")
    Recusal.objects.bulk_create(
        Recusal(partnership=item.partnership, item=item, **{name: getattr(row, name) for name in kept})
        for row in rows
    )
    return len(rows)


@deed("bodies.begin_item", on=queries.ITEM)
def begin_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """The item is called; recused people leave. Calling it again begins the debate anew, and what was voted before counts
    no more (committee.md B3, B7).

    Refused while a vote runs, or while another item is under way.
    """
    _running(item)
    others = item.meeting.items.filter(state="under_way").exclude(pk=item.pk)
    if others.exists():
        raise Refused(Problem("under_way", mark("Ein anderer Punkt wird noch behandelt.")))
    if item.votes.filter(state="open").exists():
        raise Refused(Problem("voting", mark("Es wird gerade abgestimmt.")))
    void = _void_votes(item) if item.state == "under_way" else 0
    item.state = ITEM.next(item.state, "begin")
    item.begun_at = at
    item.save(update_fields=["state", "begun_at"])
    inherited = _inherit(item)
    there = queries.present_holders(item.meeting)
    own = Recusal.objects.filter(item=item, state__in=KEPT_OUT)
    own.filter(holder__in=there, left_at__isnull=True).update(left_at=at)
    own.filter(late=True).update(late=False)
    item.meeting.current = item
    item.meeting.save(update_fields=["current"])
    touch(item.meeting)
    record(
        by=by,
        at=at,
        payload={"begun": item.title, "inherited": inherited, "void": void},
    )
    return item


def ended(item: AgendaItem, event: str, at: dt.datetime) -> None:
    """The item ends: recused people come back, the meeting has no current item."""
    item.state = ITEM.next(item.state, event)
    item.ended_at = at
    item.save(update_fields=["state", "ended_at"])
    item.recusals.filter(left_at__isnull=False, returned_at__isnull=True).update(returned_at=at)
    if item.meeting.current_id == item.pk:
        item.meeting.current = None
        item.meeting.save(update_fields=["current"])
    touch(item.meeting)


def _close(item: AgendaItem, event: str, by: By, at: dt.datetime) -> AgendaItem:
    _running(item)
    if item.votes.filter(state="open").exists():
        raise Refused(Problem("voting", mark("Es wird gerade abgestimmt.")))
    ended(item, event, at)
    record(by=by, at=at, payload={event: item.title})
    return item


@deed("bodies.finish_item", on=queries.ITEM)
def finish_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """A report or topic without a decision is done.

    Refused for an application, which needs a decision, and while the result of a vote was not established.
    """
    if item.reference:
        text = mark("Über einen Antrag wird entschieden, oder er wird zurückgestellt.")
        raise Refused(Problem("needs_decision", text))
    for vote in item.votes.filter(state="closed", what__in=("main", "election")).exclude(passed=False):
        text = mark("Über „{motion}“ ist abgestimmt. Stellen Sie zuerst das Ergebnis fest.")
        raise Refused(Problem("not_established", text, {"motion": vote.text or item.title}))
    return _close(item, "finish", by, at)


@deed("bodies.put_off_item", on=queries.ITEM)
def put_off_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """The item comes back in another meeting."""
    return _close(item, "put_off", by, at)


@deed("bodies.postpone_item", on=queries.ITEM)
def postpone_item(*, item: AgendaItem, by: By, at: dt.datetime) -> AgendaItem:
    """The item is postponed because the body is not quorate for it; the next call may be easier (committee.md Q5).

    Refused while enough are there: an easier next call is not for the asking, and a seat that nobody invited is no lack of
    quorum but a reason to invite anew.
    """
    quorum = quorum_at(item)
    if not quorum.quorate and quorum.present >= quorum.needed:
        text = mark(
            "Es sind genug da; es fehlt nur die Einladung eines Sitzes. Stellen Sie den Punkt zurück und laden Sie neu ein."
        )
        raise Refused(Problem("uninvited", text))
    if quorum.quorate:
        text = mark("Das Gremium ist beschlussfähig. Stellen Sie den Punkt zurück, wenn er später drankommen soll.")
        raise Refused(Problem("quorate", text))
    return _close(item, "find_lack", by, at)
