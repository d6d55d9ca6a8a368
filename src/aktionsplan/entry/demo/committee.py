"""The demo's committee beyond its decisions: rules of its own, chair and secretary, tonight's meeting."""

import datetime as dt
from decimal import Decimal

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.models import Body, BodyFunction, Meeting, SeatHolder
from aktionsplan.bodies.queries import open_item
from aktionsplan.desk.documents import stages_report
from aktionsplan.desk.queries import points, stages
from aktionsplan.development.strategy.models import Goal
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.implementation.calls import rules as call_rules
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.network.models import OrganisationPerson
from aktionsplan.partnership import operations as partnership
from aktionsplan.partnership.models import District
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.files.accept import Accepted
from aktionsplan.shared.kinds import Fields
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


SECOND_ROUND = (
    ("Erzählboot im Winter", "3000.00", "600.00"),
    ("Mädchen an die Mikros, zweiter Teil", "2400.00", "300.00"),
    ("Nachbarschaftstisch im Advent", "1800.00", "200.00"),
    ("Sport ohne Grenzen", "2900.00", "400.00"),
    ("Feuerwehr für alle", "2100.00", "300.00"),
    ("Heimat erzählen", "900.00", "100.00"),
    ("Radio Lindensiedlung live", "2600.00", "300.00"),
    ("Zirkus der Kulturen", "3400.00", "400.00"),
    ("Gedenkgang zum 27. Januar", "1500.00", "200.00"),
    ("Schulfilmtage", "1200.00", "150.00"),
)
"""What the clubs ask for tonight: title, grant and own funds."""
UNFINISHED = ("Lesereise auf dem Wasser", "1400.00", "200.00")
"""What Anna's club is still writing."""


def _draft(
    call: Call, link: OrganisationPerson, row: tuple[str, str, str], now: dt.datetime
) -> tuple[Application, Actor]:
    """One complete draft of a club, and whose it is."""
    title, grant, own = row
    assert link.account is not None
    by = actor(link.account, call.partnership, local_day(now))
    draft = calls.start(call=call, organisation=link.organisation, by=by, at=now)
    fields = {
        "signatory_name": link.account.name,
        "signatory_function": "Vorstand",
        "title": title,
        "summary": f"{title}: Menschen aus beiden Städten kommen zusammen.",
        "description": "Wir laden öffentlich ein und planen mit vielen Beteiligten.",
        "starts_on": min(max(call.project_from, local_day(now) + dt.timedelta(days=7)), call.project_until),
        "ends_on": call.project_until,
        "place": "im Ortsteil",
        "district_id": District.objects.order_by("id").values_list("pk", flat=True)[0],
        "goal_id": Goal.objects.filter(level="operational").order_by("number").values_list("pk", flat=True)[0],
        "target_groups": ["all"],
        "participants": 60,
        "success": "Mindestens 50 Menschen kommen.",
        "not_begun": True,
        "no_double_funding": True,
        "privacy_read": True,
    }
    draft = calls.save_page(application=draft, page=2, fields=fields, version=draft.version, by=by, at=now)
    total = Decimal(grant) + Decimal(own)
    for side, category, label, price in (
        ("expense", "material", "Material und Miete", total),
        ("income", "grant", "Zuwendung", Decimal(grant)),
        ("income", "own_funds", "Eigenmittel", Decimal(own)),
    ):
        line = {"side": side, "category": category, "label": label, "quantity": Decimal(1), "unit": "flat"}
        calls.save_line(application=draft, key="", line=line | {"price_eur": price}, by=by, at=now)
    return draft, by


def second_round(call: Call, meeting: Meeting, people: dict[str, Actor], now: dt.datetime) -> None:
    """Ten applications, checked and on tonight's agenda."""
    links = OrganisationPerson.objects.filter(may_act=True, accepted=True, valid_until__isnull=True)
    sponsors = list(links.select_related("organisation", "account").order_by("organisation_id")[: len(SECOND_ROUND)])
    for number, row in enumerate(SECOND_ROUND):
        draft, by = _draft(call, sponsors[number % len(sponsors)], row, now)
        application = calls.submit(application=draft, by=by, at=now)
        answers = dict.fromkeys(call_rules.CHECKS, True)
        calls.check(application=application, answers=answers, result="admit", note="", by=people["ben"], at=now)
        calls.put_to_committee(application=application, meeting=meeting, by=people["ben"], at=now)
    _draft(call, next(link for link in sponsors if link.account == people["anna"].account), UNFINISHED, now)


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
    starts = dt.datetime.combine(local_day(now) + dt.timedelta(days=28), dt.time(18), BERLIN)
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
    starts = dt.datetime.combine(local_day(now), dt.time(18), BERLIN)
    meeting = bodies.plan_meeting(
        body=body, starts_at=starts, place="Rathaus Elbhagen, Sitzungssaal", usual=True, by=people["ben"], at=now
    )
    reports = meeting.items.get(kind="report", parent=None)
    for kind, title, text, length in TONIGHT:
        fields: Fields = {"kind": kind, "title": title, "text": text, "minutes": length, "public": True}
        above = reports if kind == "report" else None
        bodies.add_item(meeting=meeting, parent=above, **fields, by=people["ben"], at=now)
    return meeting
