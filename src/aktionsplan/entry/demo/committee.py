"""The demo's committee beyond its decisions: rules of its own, chair and secretary, tonight's meeting."""

import datetime as dt

from aktionsplan.bodies import agenda, invitations, meetings, minutes
from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Body, BodyFunction, Meeting, SeatHolder
from aktionsplan.partnership import operations as partnership
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.periods import BERLIN, local_day

OWN_RULES = {
    "circular_allowed": True,
    "majority_paragraph": "§ 7 Absatz 2 Geschäftsordnung",
    "quorum_paragraph": "§ 5 Absatz 1 Geschäftsordnung",
}
"""The demo's own rules allow votes in writing; the model they follow does not."""
TONIGHT = (
    ("topic", "Sommerfest der Vereine: Wer macht mit?", "Der Ausschuss beschließt, ob er das Fest mitträgt.", 20),
    ("election", "Wahl der Stellvertretung im Vorsitz", "", 10),
    ("report", "Bericht des Jugendforums", "Amina Haddad berichtet von der Zukunftswerkstatt.", 15),
)


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
    """Chair and secretary sign the minutes of the meeting that decided on the applications."""
    chair = BodyFunction.objects.select_related("account").get(body=meeting.body, function="chair")
    minutes.sign_minutes(meeting=meeting, by=actor(chair.account, meeting.partnership, local_day(at)), at=at)
    minutes.sign_minutes(meeting=meeting, by=people["ben"], at=at + dt.timedelta(days=1))


def next_month(body: Body, people: dict[str, Actor], now: dt.datetime) -> Meeting:
    """A meeting to which everybody is invited in time."""
    starts = dt.datetime.combine(local_day(now) + dt.timedelta(days=28), dt.time(18), BERLIN)
    made = meetings.plan_meeting(
        body=body, starts_at=starts, place="Rathaus Lüttow, Ratssaal", usual=True, by=people["ben"], at=now
    )
    invitations.invite(meeting=made, by=people["ben"], at=now)
    return made


def tonight(body: Body, people: dict[str, Actor], now: dt.datetime) -> Meeting:
    """A meeting today, so that everybody can try to lead one and to vote."""
    starts = dt.datetime.combine(local_day(now), dt.time(18), BERLIN)
    made = meetings.plan_meeting(
        body=body, starts_at=starts, place="Rathaus Elbhagen, Sitzungssaal", usual=True, by=people["ben"], at=now
    )
    for kind, title, text, length in TONIGHT:
        told = {"kind": kind, "title": title, "text": text, "minutes": length, "public": True, "parent": None}
        agenda.add_item(meeting=made, **told, by=people["ben"], at=now)
    return made
