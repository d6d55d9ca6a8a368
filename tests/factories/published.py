"""A committee on the portal: consents, a signed evening with every kind of item, a coming meeting with a paper."""

import datetime as dt
import io
from typing import Any

from aktionsplan.bodies import operations as bodies
from aktionsplan.bodies.operations import agenda, decisions, invitations, meetings, minutes, publishing
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.implementation.calls import operations as calls
from aktionsplan.shared.files.accept import accept
from tests.factories import town as make
from tests.factories.hall import EVENING, NOW, START, Hall, hall
from tests.shared.test_files import pdf

AFTER = NOW + dt.timedelta(days=3)


def add_paper(room: Hall, item: Any, title: str, *, public: bool, at: dt.datetime = EVENING) -> Any:
    """A paper of an item."""
    content = pdf()
    accepted = accept(io.BytesIO(content), size=len(content), name="a.pdf")
    return agenda.add_paper(item=item, title=title, accepted=accepted, public=public, by=room.town.ben, at=at)


def _decide(room: Hall, item: Any, vote: Any, choice: str) -> Any:
    room.cast(vote, dict.fromkeys((0, 1, 2), choice))
    return decisions.establish(vote=room.close(vote), reason="passt", by=room.town.ben, at=NOW)


def evening(town: Any) -> Hall:
    """A signed meeting: a public topic with an amendment, a secret one, one behind closed doors, two applications."""
    room = hall(town, deputies=(1,))
    room.arrive(0, 1, 2, 3)
    for function, holder in (("chair", room.holders[0]), ("secretary", room.holders[2])):
        bodies.name_function(
            body=room.body, function=function, account=holder.account, name=holder.name, by=town.ben, at=START
        )
    for number in (0, 1):
        bodies.consent(holder=room.holders[number], named=True, by=room.who(number), at=START)
    wanted = make.admit(town, make.add_application(town))
    item = calls.put_to_committee(application=wanted, meeting=room.meeting, by=town.ben, at=EVENING)
    other = make.admit(town, make.add_application(town))
    other.title = "Abgelehntes Vorhaben"
    other.save(update_fields=["title"])
    rejected = calls.put_to_committee(application=other, meeting=room.meeting, by=town.ben, at=EVENING)
    topic, secret, closed = (
        room.item("Sommerfest", public=True),
        room.item("Wahlort", public=True),
        room.item("Geheimes"),
    )
    add_paper(room, topic, "Ablauf des Festes", public=True)
    add_paper(room, topic, "Namen der Gäste", public=False)
    add_paper(room, closed, "Vermerk", public=True)
    main = room.motion(room.called(topic), text="Wir feiern.")
    amendment = room.opened(room.motion(topic, what="amendment", text="Am Hafen.", amends=main))
    room.cast(amendment, {0: "yes", 1: "no", 2: "abstain"})
    room.close(amendment)
    _decide(room, topic, room.opened(main), "yes")
    vote = room.opened(room.motion(room.called(secret), text="Im Kulturhaus."), asked=1, urn=True)
    decisions.establish(vote=room.close(vote, Hands(yes=2, no=1)), by=town.ben, at=NOW)
    _decide(room, closed, room.opened(room.motion(room.called(closed), text="Ausschluss")), "yes")
    for one, motion in ((item, "approve"), (rejected, "reject")):
        amount = one.requested_eur if motion == "approve" else None
        told = {"motion": motion, "amount_eur": amount, "reason": "passt", "text": ""}
        _decide(room, one, room.opened(room.motion(room.called(one), **told)), "yes")
    room.meeting = meetings.close_meeting(meeting=room.meeting, by=town.ben, at=NOW + dt.timedelta(hours=1))
    town.things |= {"wanted": item, "rejected": rejected, "topic": topic, "secret": secret, "closed": closed}
    return room


def signed(room: Hall) -> None:
    """Both sign the minutes."""
    for number in (0, 2):
        minutes.sign_minutes(meeting=room.meeting, by=room.who(number), at=AFTER)


def coming(room: Hall, *, public: bool = True) -> Any:
    """A meeting to which everybody is invited, with a public paper."""
    starts = EVENING + dt.timedelta(days=60)
    made = meetings.plan_meeting(
        body=room.body, starts_at=starts, place="Ratssaal", public=public, by=room.town.ben, at=AFTER
    )
    fields = {"parent": None, "kind": "topic", "text": "", "minutes": None}
    item = agenda.add_item(meeting=made, title="Haushalt", public=True, **fields, by=room.town.ben, at=AFTER)
    agenda.add_item(meeting=made, title="Personal", public=False, **fields, by=room.town.ben, at=AFTER)
    room.town.things["paper"] = add_paper(room, item, "Entwurf", public=True, at=AFTER)
    invitations.invite(meeting=made, by=room.town.ben, at=AFTER)
    return made


def shown(room: Hall) -> None:
    """The evening signed and on the portal, and a coming meeting."""
    town = room.town
    signed(room)
    publishing.publish_body(body=room.body, by=town.nora, at=AFTER)
    publishing.publish_meeting(meeting=room.meeting, by=town.nora, at=AFTER)
    town.things["coming"] = coming(room)
    publishing.publish_meeting(meeting=town.coming, by=town.nora, at=AFTER)
