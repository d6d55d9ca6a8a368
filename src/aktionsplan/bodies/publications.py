"""What of a body and of its meetings may become public: interest groups, consented names, results and counts.

Nobody's presence and nobody's ballot is published by name: only numbers are (safety.md, decision record 0009).
"""

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Body, Meeting, Minutes, Paper, Presence, SeatHolder, Vote
from aktionsplan.bodies.states import ITEM
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.files.responses import ENDINGS
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.words import filled

RECORDED = ("held", "running")


@dataclass(frozen=True)
class PublicBody:
    """A body on the portal: its seats by interest group; people only where they agreed to be named."""

    name: str
    kind: str
    kind_word: str
    rules_title: str
    voting: int
    civil: int
    seats: list[Json]
    functions: list[dict[str, str]]


def _person(holder: SeatHolder | None) -> dict[str, str]:
    """Name, since when, and the key under which the person is known on every seat; empty without consent."""
    if holder is None or holder.named_since is None:
        return {}
    first = None
    if holder.account_id:
        same = SeatHolder.objects.filter(partnership=holder.partnership, account=holder.account_id)
        first = same.order_by("id").values_list("key", flat=True).first()
    return {"key": first or holder.key, "name": holder.name, "since": holder.valid_from.isoformat()}


def public_body(body: Body, day: dt.date) -> PublicBody:
    """The public fields of a body on a day."""
    rows = queries.seats(body, day)
    voting = [seat for seat in rows if seat.voting]
    named = {h.account_id for seat in rows for h in seat.present_holders if h.named_since and h.account_id}
    return PublicBody(
        name=body.name,
        kind=body.kind,
        kind_word=rules.BODY_KINDS[body.kind],
        rules_title=queries.rules_of_body(body, day).title,
        voting=len(voting),
        civil=sum(seat.side == "civil" for seat in voting),
        seats=[
            {
                "key": seat.key,
                "group": seat.group,
                "side": rules.SIDES[seat.side],
                "voting": seat.voting,
                "since": seat.valid_from.isoformat(),
                **{
                    capacity: _person(next((h for h in seat.present_holders if h.capacity == capacity), None))
                    for capacity in rules.CAPACITIES
                },
            }
            for seat in rows
        ],
        functions=[
            {"function": rules.FUNCTIONS[row.function], "name": row.name}
            for row in queries.functions(body, day)
            if row.account_id in named
        ],
    )


@dataclass(frozen=True)
class PublicMeeting:
    """A meeting, or a vote in writing, on the portal: its public agenda and, once the minutes are signed, the results."""

    body: str
    body_name: str
    circular: bool
    public: bool
    state: str
    starts_at: str
    ends_at: str
    place: str
    seats: int
    present: int
    items: list[Json]
    minutes: dict[str, str]
    sequence: int


UPGRADES = {"meeting": (lambda data: {"sequence": 0} | data,)}
"""2: how often the meeting was moved, for its calendar file."""


@dataclass(frozen=True)
class PublicFile:
    """A file that anybody may fetch: minutes in their public version, or a public paper."""

    meeting: str
    item: str
    name: str
    content_type: str
    size: int
    sha256: str
    sha512: str
    day: str


def public_file(stored: StoredFile, *, meeting: Meeting, item: str, name: str) -> PublicFile:
    """The public fields of a stored file, with the checksum that OParl asks for."""
    return PublicFile(
        meeting=meeting.key,
        item=item,
        name=name,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        sha512=hashlib.sha512(read(stored)).hexdigest(),
        day=local_day(stored.created_at).isoformat(),
    )


def file_slug(stored: StoredFile, key: str) -> str:
    """Under which name a file stands on the portal."""
    return key + ENDINGS.get(stored.content_type, "")


def public_papers(meeting: Meeting) -> list[Paper]:
    """The papers that may be shown: marked as public, on a public item that is no application."""
    rows = Paper.objects.filter(item__meeting=meeting, public=True, item__public=True, item__reference="")
    return list(rows.exclude(item__state="taken_off").select_related("item", "file__partnership"))


def _vote(vote: Vote, *, words: bool) -> Json:
    """One closed vote in numbers, with its motion where the words may be public."""
    result = queries.result_of(vote)
    if result.verdict is None:
        return {}
    sentence = f"{result.verdict.sentence}."
    if vote.item.meeting.kind == "circular":
        outcome = queries.circular_result(vote)
        sentence = filled(outcome.text, outcome.params)
    return {
        "key": vote.key,
        "what": rules.WHAT[vote.what],
        "motion": vote.text if words else "",
        "secret": vote.secret,
        "entitled": result.entitled,
        "yes": vote.yes,
        "no": vote.no,
        "abstain": vote.abstain,
        "invalid": vote.invalid,
        "passed": bool(vote.passed),
        "sentence": sentence,
        "rule": result.verdict.rule_text,
        "closed_at": vote.closed_at.isoformat() if vote.closed_at else "",
    }


def _result(item: AgendaItem) -> str:
    if item.state in ("decided", "to_be_repeated"):
        return rules.KINDS[item.decision.kind] if item.state == "decided" else ITEM.words[item.state]
    return ITEM.words[item.state] if item.state not in ("open", "under_way") else ""


def _item(row: queries.Numbered, order: int, *, results: bool) -> Json:
    """An item for everybody: of an application nothing before it is approved, then its title and the counts."""
    item, reported = row.item, results and row.item.state != "open"
    seen = queries.approved(item) and reported if item.reference else item.public
    hidden = rules.HIDDEN_APPLICATION if item.reference else rules.HIDDEN_TOPIC
    named = seen or row.usual_heading
    votes = []
    if reported and seen and item.reference:
        votes = [_vote(vote, words=False) for vote in item.votes.all() if vote.pk == item.decision.vote_id]
    elif reported and seen:
        votes = [_vote(vote, words=True) for vote in item.votes.all() if vote.state == "closed"]
    return {
        "key": item.key,
        "number": row.number,
        "depth": row.depth,
        "order": order,
        "title": item.title if named else hidden,
        "public": item.public and not item.reference,
        "result": _result(item) if reported and seen and not row.parts else "",
        "votes": [vote for vote in votes if vote],
    }


def _present(meeting: Meeting) -> int:
    """How many voting seats were there at any time."""
    came = meeting.attendances.filter(arrived_at__isnull=False, holder__seat__voting=True)
    sat = set(came.values_list("holder__seat_id", flat=True))
    if not sat:
        rolls = Presence.objects.filter(vote__item__meeting=meeting).exclude(attendance__in=("absent", "vacant"))
        sat = set(rolls.values_list("seat_id", flat=True))
    return len(sat)


def public_minutes(meeting: Meeting) -> Document | None:
    """The signed public version; None when a decision on an application in it has to be taken again.

    Then it would tell of an application that is not approved.
    """
    row = Minutes.objects.filter(meeting=meeting, state="signed").select_related("public__file__partnership").first()
    fault = meeting.items.filter(state="to_be_repeated").exclude(reference="").exists()
    return None if row is None or fault else row.public


def _signed(meeting: Meeting) -> bool:
    return Minutes.objects.filter(meeting=meeting, state="signed").exists()


def public_meeting(meeting: Meeting) -> PublicMeeting:
    """The public fields: before the minutes are signed the agenda only.

    The place of a meeting is told only where the public is invited.
    """
    minutes = public_minutes(meeting)
    results = meeting.state == "held" and (meeting.kind == "circular" or _signed(meeting))
    rows = [row for row in queries.numbered(queries.told_agenda(meeting)) if row.item.state != "taken_off"]
    for row in rows:
        row.item.meeting = meeting
    day = local_day(meeting.starts_at)
    ended = meeting.closed_at or meeting.ends_at
    return PublicMeeting(
        body=meeting.body.key,
        body_name=meeting.body.name,
        circular=meeting.kind == "circular",
        public=meeting.public,
        state=meeting.state if meeting.state not in RECORDED else "held" if results else "invited",
        starts_at=meeting.starts_at.astimezone(BERLIN).isoformat(timespec="seconds"),
        ends_at=ended.astimezone(BERLIN).isoformat(timespec="seconds") if ended and results else "",
        place=meeting.place if meeting.public else "",
        seats=sum(seat.voting for seat in queries.seats(meeting.body, day)),
        present=_present(meeting) if results and meeting.kind == "meeting" else 0,
        items=[_item(row, n, results=results) for n, row in enumerate(rows)],
        sequence=meeting.sequence,
        minutes={"key": file_slug(minutes.file, minutes.key), "name": minutes.title} if minutes else {},
    )


def differs(shown: Json | None, now: PublicBody | PublicMeeting) -> bool:
    """Whether what is shown is something else than what would be shown now; what only calendars count is left out."""
    return shown is not None and shown | {"sequence": 0} != asdict(now) | {"sequence": 0}
