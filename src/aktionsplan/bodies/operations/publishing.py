"""Writing to the portal: composition, agendas and results; and taking back what must not be shown any longer."""

import datetime as dt

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Body, Meeting, Paper
from aktionsplan.bodies.publications import (
    PublicBody,
    file_slug,
    public_body,
    public_file,
    public_meeting,
    public_minutes,
    public_papers,
)
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.publishing.operations import change_shown, publish, withdraw
from aktionsplan.shared.publishing.queries import published_data, shown_slugs_of
from aktionsplan.shared.words import Problem, Refused, mark

PLACES = tuple(rules.CAPACITIES)


@deed("bodies.publish_body", on=queries.BODY)
def publish_body(*, body: Body, by: By, at: dt.datetime) -> None:
    """Shows the composition on the portal as it is today."""
    fields = public_body(body, local_day(at))
    publish(by=by, at=at, kind="body", slug=body.key, fields=fields, order=f"{body.kind} {body.name}"[:40])
    named = sum(bool(seat[capacity]) for seat in fields.seats for capacity in PLACES)
    record(by=by, at=at, payload={"seats": len(fields.seats), "named": named})


@deed("bodies.hide_body", on=queries.BODY)
def hide_body(*, body: Body, by: By, at: dt.datetime) -> None:
    """Takes the composition off the portal. Refused when it is not shown."""
    if not withdraw(by=by, at=at, kind="body", slug=body.key):
        raise Refused(Problem("not_shown", mark("Das Gremium steht nicht im Portal.")))
    record(by=by, at=at, payload={"body": body.name})


def _still_true(data: Json, now: PublicBody) -> Json:
    seats = {seat["key"]: seat for seat in now.seats}
    kept = [
        seat | {place: seat[place] if seat[place] == seats[seat["key"]][place] else {} for place in PLACES}
        for seat in data["seats"]
        if seat["key"] in seats
    ]
    return data | {"seats": kept, "functions": [row for row in data["functions"] if row in now.functions]}


def keep_true(body: Body, by: By, at: dt.datetime) -> None:
    """What no longer holds leaves the portal with the deed that ended it: a name, a function, a seat. Nothing new appears."""
    now = public_body(body, local_day(at))
    change_shown(by=by, at=at, kind="body", slug=body.key, change=lambda data: _still_true(data, now))


def is_untrue(body: Body, at: dt.datetime) -> bool:
    """Whether the portal still shows a name, function or seat that has ended by its date."""
    data = published_data(body.partnership, "body", body.key)
    return data is not None and _still_true(data, public_body(body, local_day(at))) != data


@deed("bodies.drop_ended", on=queries.BODY)
def drop_ended(*, body: Body, by: By, at: dt.datetime) -> None:
    """Names of people whose term has ended by its date leave the portal; a job's deed."""
    keep_true(body, by, at)
    record(by=by, at=at, payload={"body": body.name})


@deed("bodies.publish_meeting", on=queries.MEETING)
def publish_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> None:
    """Shows the meeting on the portal: the public agenda, and the results with files once the minutes are signed.

    Refused for a meeting that nobody is invited to yet, and for a vote in writing that still runs.
    """
    if meeting.state == "planned" or (meeting.kind == "circular" and meeting.state != "held"):
        raise Refused(
            Problem("early", mark("Veröffentlicht wird nach der Einladung oder nach dem Ende des Umlaufs."))
        )
    fields = public_meeting(meeting)
    publish(by=by, at=at, kind="meeting", slug=meeting.key, fields=fields, order=meeting.starts_at.isoformat()[:40])
    files = {
        file_slug(paper.file, paper.key): (paper.file, paper.item.key, paper.title)
        for paper in public_papers(meeting)
    }
    if (minutes := public_minutes(meeting)) is not None:
        files[file_slug(minutes.file, minutes.key)] = (minutes.file, "", minutes.title)
    for key, (stored, item, name) in files.items():
        file_fields = public_file(stored, meeting=meeting, item=item, name=name)
        publish(by=by, at=at, kind="file", slug=key, fields=file_fields, order=name[:40])
    for slug in shown_slugs_of(by.partnership, "file", "meeting", meeting.key):
        if slug not in files:
            withdraw(by=by, at=at, kind="file", slug=slug)
    record(by=by, at=at, payload={"items": len(fields.items), "files": sorted(files)})


@deed("bodies.hide_meeting", on=queries.MEETING)
def hide_meeting(*, meeting: Meeting, by: By, at: dt.datetime) -> None:
    """Takes a meeting and its files off the portal. Refused when it is not shown."""
    if not withdraw(by=by, at=at, kind="meeting", slug=meeting.key):
        raise Refused(Problem("not_shown", mark("Diese Sitzung steht nicht im Portal.")))
    for slug in shown_slugs_of(by.partnership, "file", "meeting", meeting.key):
        withdraw(by=by, at=at, kind="file", slug=slug)
    record(by=by, at=at, payload={"body": meeting.body.name})


def forget_paper(paper: Paper, by: By, at: dt.datetime) -> None:
    """A paper that is removed leaves the portal with the same deed."""
    withdraw(by=by, at=at, kind="file", slug=file_slug(paper.file, paper.key))


def tell_change(meeting: Meeting, by: By, at: dt.datetime) -> None:
    """A meeting on the portal that is moved or cancelled is shown so at once."""
    fields = public_meeting(meeting)
    changes = {
        "state": fields.state,
        "starts_at": fields.starts_at,
        "place": fields.place,
        "sequence": fields.sequence,
    }
    change_shown(by=by, at=at, kind="meeting", slug=meeting.key, change=lambda data: data | changes)


def tell_fault(item: AgendaItem, by: By, at: dt.datetime) -> None:
    """A published decision that has to be taken again is shown as such at once; of an application nothing stays."""
    meeting = item.meeting
    fields = public_meeting(meeting)
    now = {row["key"]: row for row in fields.items}

    def changed(data: Json) -> Json:
        rows = [now[row["key"]] if row["key"] == item.key and row["key"] in now else row for row in data["items"]]
        gone = {} if not fields.minutes else {"minutes": data["minutes"]}
        return data | {"items": rows, "minutes": {}} | gone

    change_shown(by=by, at=at, kind="meeting", slug=meeting.key, change=changed)
    if not fields.minutes:
        for slug in shown_slugs_of(by.partnership, "file", "meeting", meeting.key):
            if (published_data(by.partnership, "file", slug) or {}).get("item") == "":
                withdraw(by=by, at=at, kind="file", slug=slug)
