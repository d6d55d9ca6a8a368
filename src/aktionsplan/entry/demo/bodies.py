"""The demo's committee beyond its decisions: rules of its own, chair and secretary, tonight's meeting and the next."""

import datetime as dt

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Body, BodyFunction, Meeting, SeatHolder
from aktionsplan.bodies.queries import open_item
from aktionsplan.desk.documents import stages_report
from aktionsplan.desk.queries import points, stages
from aktionsplan.entry.demo.stage import Stage, working_day
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls.models import Application
from aktionsplan.partnership import operations as partnership
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import BERLIN, local_day

OWN_RULES = {
    "circular_allowed": True,
    "circular_early": True,
    "majority_paragraph": "§ 7 Absatz 2 Geschäftsordnung",
    "quorum_paragraph": "§ 5 Absatz 1 Geschäftsordnung",
}
"""The demo's own rules allow votes in writing; the model they follow does not."""
TONIGHT = (
    ("topic", "Sommerfest der Vereine: Wer macht mit?", "Der Ausschuss beschließt, ob er das Fest mitträgt.", 20),
    ("election", "Wahl der Stellvertretung im Vorsitz", "", 10),
    ("report", "Bericht des Jugendforums", "Amina Haddad berichtet von der Zukunftswerkstatt.", 15),
)


def everybody_comes(meeting: Meeting, *, by: Actor, at: dt.datetime) -> None:
    """Everybody who has a seat comes into the meeting."""
    for holder in SeatHolder.objects.filter(seat__body=meeting.body).select_related("seat"):
        bodies.arrive(meeting=meeting, holder=holder, by=by, at=at)


def in_writing(body: Body, people: dict[str, Actor], now: dt.datetime) -> Meeting:
    """A vote in writing that nobody has been asked yet."""
    deadline = local_day(now) + dt.timedelta(days=20)
    details: Fields = {
        "reason": "Das Lichterfest ist vor der nächsten Sitzung.",
        "by": people["ben"],
        "at": now,
    }
    circular = bodies.plan_circular(body=body, deadline=deadline, **details)
    item: Fields = {
        "kind": "topic",
        "title": "Banner zum Lichterfest",
        "text": "Das Banner nennt alle Vereine.",
        "minutes": None,
    }
    bodies.add_item(meeting=circular, parent=None, **item, public=True, by=people["ben"], at=now)
    return circular


def furnish(body: Body, people: dict[str, Actor], adopted: dt.datetime) -> None:
    """Rules of procedure, chair, secretary, commitments to secrecy, and one consent to be named."""
    ben = people["ben"]
    partnership.adopt_rules(
        kind="procedure",
        scope=body.key,
        title=f"Geschäftsordnung vom {adopted.day}. Januar {adopted.year}",
        valid_from=local_day(adopted),
        values=OWN_RULES,
        by=people["kim"],
        at=adopted,
    )
    holders = list(SeatHolder.objects.filter(seat__body=body).select_related("account", "seat"))
    note = "Niederschrift der konstituierenden Sitzung, Ordner 3"
    for holder in holders:
        bodies.commit_secrecy(holder=holder, on=local_day(adopted), note=note, by=ben, at=adopted)
    chair = next(holder for holder in holders if holder.name == "Fatma Aydın")
    assert chair.account is not None
    for function, account in (("chair", chair.account), ("secretary", ben.account)):
        bodies.name_function(body=body, function=function, account=account, name=account.name, by=ben, at=adopted)
    fatma = actor(chair.account, body.partnership, local_day(adopted))
    bodies.consent(holder=chair, named=True, by=fatma, at=adopted)


def sign(meeting: Meeting, people: dict[str, Actor], at: dt.datetime) -> None:
    """Chair and secretary sign the minutes of the meeting that decided on the applications; the editor shows the results."""
    for item in meeting.items.filter(state="open"):
        bodies.take_off_agenda(item=item, by=people["ben"], at=at)
    chair = BodyFunction.objects.select_related("account").get(body=meeting.body, function="chair")
    bodies.sign_minutes(meeting=meeting, by=actor(chair.account, meeting.partnership, local_day(at)), at=at)
    bodies.sign_minutes(meeting=meeting, by=people["ben"], at=at + dt.timedelta(days=1))
    bodies.publish_body(body=meeting.body, by=people["lena"], at=at + dt.timedelta(days=2))
    bodies.publish_meeting(meeting=meeting, by=people["lena"], at=at + dt.timedelta(days=2))


def next_month(body: Body, people: dict[str, Actor], now: dt.datetime) -> Meeting:
    """A public meeting to which everybody is invited in time, with a paper for everybody, on the portal."""
    starts = dt.datetime.combine(working_day(local_day(now) + dt.timedelta(days=28)), dt.time(18), BERLIN)
    meeting = bodies.plan_meeting(
        body=body,
        starts_at=starts,
        place="Rathaus Lüttow, Ratssaal",
        public=True,
        usual=True,
        by=people["ben"],
        at=now,
    )
    fields: Fields = {
        "kind": "report",
        "title": "Stand der vier Stufen",
        "text": "",
        "minutes": 15,
        "public": True,
    }
    reports = meeting.items.get(kind="report", parent=None)
    item = bodies.add_item(meeting=meeting, parent=reports, **fields, by=people["ben"], at=now)
    report = stages_report(body.partnership.name, stages(points(body.partnership, local_day(now))), local_day(now))
    paper = Accepted(render("stages", report, at=now), "application/pdf")
    bodies.add_paper(item=item, title="Stand der vier Stufen", accepted=paper, public=True, by=people["ben"], at=now)
    for waiting in Application.objects.filter(state="admissible").order_by("id"):
        if open_item(waiting.partnership, f"application:{waiting.key}") is None:
            calls.put_to_committee(application=waiting, meeting=meeting, by=people["ben"], at=now)
    bodies.invite(meeting=meeting, by=people["ben"], at=now)
    bodies.publish_meeting(meeting=meeting, by=people["lena"], at=now)
    return meeting


def tonight(body: Body, people: dict[str, Actor], now: dt.datetime) -> Meeting:
    """A meeting today, so that everybody can try to lead one and to vote."""
    starts, before = dt.datetime.combine(local_day(now), dt.time(18), BERLIN), now - dt.timedelta(days=20)
    meeting = bodies.plan_meeting(
        body=body, starts_at=starts, place="Rathaus Elbhagen, Sitzungssaal", usual=True, by=people["ben"], at=before
    )
    reports = meeting.items.get(kind="report", parent=None)
    for kind, title, text, length in TONIGHT:
        fields: Fields = {"kind": kind, "title": title, "text": text, "minutes": length, "public": True}
        above = reports if kind == "report" else None
        bodies.add_item(meeting=meeting, parent=above, **fields, by=people["ben"], at=before)
    bodies.invite(meeting=meeting, by=people["ben"], at=before)
    return meeting


def play(stage: Stage) -> None:
    """The minutes of both rounds signed, a meeting tonight and one next month, a vote in writing."""
    body, people, now = stage.first.meeting.body, stage.people, stage.year.now
    for one in (stage.first, stage.late):
        sign(one.meeting, people, one.drafted)
    stage.evening = tonight(body, people, now)
    next_month(body, people, now)
    in_writing(body, people, now)
