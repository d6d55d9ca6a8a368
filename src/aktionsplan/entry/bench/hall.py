"""What the bench measures of a meeting: a ballot, the question of a live screen, a year's minutes."""

import datetime as dt
import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.documents.minutes import minutes_letter
from aktionsplan.bodies.models import AgendaItem, Attendance, Decision, Meeting, Vote
from aktionsplan.bodies.rules.counted import Hands, Motion
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.models import Account
from aktionsplan.people.queries import Actor, actor
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.kinds import Fields, Value
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import partnership_scope

SEATS, ASKS = 40, 300
ITEM: Fields = {"parent": None, "kind": "topic", "text": "", "minutes": None, "public": True}


class Hall:
    """A committee of forty in a running meeting."""

    def __init__(self, name: str, now: dt.datetime) -> None:
        self.town, self.now = Partnership.objects.get(slug="probe-1"), now
        self.by: Fields = {"by": Installation(self.town, "bench"), "at": now}
        self.body = bodies.set_up(kind="steering_committee", name=name, **self.by)
        self.people: list[Actor] = []
        self.holders = []
        for number in range(SEATS):
            seat = bodies.add_seat(body=self.body, group=f"Gruppe {number}", side="civil", voting=True, **self.by)
            member: Fields = {
                "name": f"Mitglied {number}",
                "email": f"m{number}@halle.example",
                "appointment": "berufen",
            }
            holder = bodies.appoint(seat=seat, capacity="member", **member, **self.by)
            assert holder.account is not None
            self.holders.append(holder)
            self.people.append(actor(holder.account, self.town, local_day(now)))

    def meeting(self) -> Meeting:
        """A running meeting with everybody there."""
        meeting = bodies.plan_meeting(body=self.body, starts_at=self.now, place="Rathaus", **self.by)
        meeting = bodies.open_meeting(meeting=meeting, **self.by)
        for holder in self.holders:
            bodies.arrive(meeting=meeting, holder=holder, **self.by)
        return meeting

    def vote(self, meeting: Meeting, title: str) -> Vote:
        """An open vote on a new item."""
        item = bodies.begin_item(item=bodies.add_item(meeting=meeting, title=title, **ITEM, **self.by), **self.by)
        vote = bodies.move_motion(item=item, motion=Motion(text=title), **self.by)
        return bodies.open_vote(vote=vote, **self.by)


def _client(account: Account) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def _statements(captured: CaptureQueriesContext) -> int:
    """Statements that read or write; beginning and ending a transaction is none."""
    return sum(row["sql"].split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE") for row in captured)


def _median(deeds: list[Callable[[], Value]]) -> tuple[float, int]:
    times, counts = [], []
    for deed in deeds:
        with CaptureQueriesContext(connection) as captured:
            begin = time.perf_counter()
            deed()
            times.append((time.perf_counter() - begin) * 1000)
            counts.append(_statements(captured))
    return sorted(times)[len(times) // 2], sorted(counts)[len(counts) // 2]


def ballot() -> str:
    """Milliseconds and SQL of a member's ballot, from the request to the answer."""
    now = timezone.now()
    with partnership_scope(Partnership.objects.get(slug="probe-1")):
        hall = Hall(f"Stimmen {now:%c}", now)
        vote = hall.vote(hall.meeting(), "Messung")
        clients = [_client(who.account) for who in hall.people]
    path = f"/probe-1/intern/abstimmungen/{vote.key}/stimme/"
    for client in clients:
        client.get("/probe-1/intern/gremien/")
    spent, count = _median([partial(client.post, path, {"choice": "yes"}) for client in clients])
    return f"{spent:.0f} ms, {count} SQL"


def polling() -> str:
    """What forty screens cost that ask every two seconds: SQL of one question, share of one core."""
    now = timezone.now()
    with partnership_scope(Partnership.objects.get(slug="probe-1")):
        hall = Hall(f"Fragen {now:%c}", now)
        meeting = hall.meeting()
        client = _client(hall.people[0].account)
    path = f"/probe-1/intern/sitzungen/{meeting.key}/stand/"
    tag = client.get(path).headers["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        count = _statements(captured)
    begin = time.process_time()
    for _ in range(ASKS):
        client.get(path, headers={"If-None-Match": tag})
    spent = (time.process_time() - begin) / ASKS
    return f"{count} SQL, {spent * 1000:.1f} ms, {spent * SEATS / 2 * 100:.0f} % of one core"


def minutes() -> str:
    """Seconds of typesetting a year's minutes: twelve meetings of fifteen items each, with a vote on every item."""
    now = timezone.now()
    with partnership_scope(Partnership.objects.get(slug="probe-1")):
        hall = Hall(f"Jahr {now:%c}", now)
        meeting = hall.meeting()
        for number in range(15):
            vote = hall.vote(meeting, f"Punkt {number}")
            for who in hall.people[:20]:
                bodies.cast_ballot(vote=vote, choice="yes", by=who, at=now)
            closed = bodies.close_vote(vote=vote, hands=Hands(yes=15, no=5), **hall.by)
            bodies.establish(vote=closed, **hall.by)
        begin = time.perf_counter()
        for _ in range(12):
            render("minutes", minutes_letter(meeting), at=now)
    return f"{time.perf_counter() - begin:.1f} s"


YEARS, ITEMS = 20, 15


def _past(hall: Hall) -> None:
    """Twelve meetings a year for twenty years, each with its items, who was there, and a vote on every item."""
    rows = [
        Meeting(
            partnership=hall.town,
            body=hall.body,
            starts_at=hall.now - dt.timedelta(days=30 * number),
            place="Rathaus",
            state="held",
            closed_at=hall.now - dt.timedelta(days=30 * number),
        )
        for number in range(1, YEARS * 12 + 1)
    ]
    meetings = Meeting.objects.bulk_create(rows)
    Attendance.objects.bulk_create(
        Attendance(partnership=hall.town, meeting=meeting, holder=holder, arrived_at=hall.now, left_at=hall.now)
        for meeting in meetings
        for holder in hall.holders
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            partnership=hall.town, meeting=meeting, position=n, title=f"Punkt {n}", state="decided", public=True
        )
        for meeting in meetings
        for n in range(1, ITEMS + 1)
    )
    votes = Vote.objects.bulk_create(
        Vote(partnership=hall.town, item=item, state="closed", yes=30, no=5, present=35, seats=SEATS, passed=True)
        for item in items
    )
    Decision.objects.bulk_create(
        Decision(
            partnership=hall.town,
            item=vote.item,
            vote=vote,
            kind="adopt",
            decided_on=local_day(hall.now),
            recorded_at=hall.now,
            recorded_by="bench",
        )
        for vote in votes
    )


def history() -> str:
    """Milliseconds to open a body and its running meeting, new and after twenty years, in turn."""
    now = timezone.now()
    pages: dict[str, list[str]] = {}
    with partnership_scope(Partnership.objects.get(slug="probe-1")):
        for name in ("neu", "alt"):
            hall = Hall(f"Jahre {name} {now:%c}", now)
            if name == "alt":
                _past(hall)
            meeting = hall.meeting()
            pages[name] = [f"gremien/{hall.body.key}/", f"sitzungen/{meeting.key}/dabei/"]
    clients = {name: _client(Account.objects.get(email="m0@halle.example")) for name in ("neu", "alt")}
    spent: dict[str, list[float]] = {"neu": [], "alt": []}
    for _ in range(20):
        for name, client in clients.items():
            begin = time.perf_counter()
            for page in pages[name]:
                assert client.get(f"/probe-1/intern/{page}").status_code == 200
            spent[name].append((time.perf_counter() - begin) * 500)
    middle = {name: sorted(times)[len(times) // 2] for name, times in spent.items()}
    return f"new {middle['neu']:.0f} ms, after {YEARS} years {middle['alt']:.0f} ms"
