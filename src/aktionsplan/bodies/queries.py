"""Reading bodies."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.utils.translation import gettext

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, Decision, Meeting, Seat, SeatHolder
from aktionsplan.network.queries import conflict_proposals
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import rules_of_version
from aktionsplan.partnership.rules import MAJORITIES
from aktionsplan.people.queries import Actor


def _now(day: dt.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def bodies(partnership: Partnership) -> list[Body]:
    """Every body with its number of seats."""
    return list(Body.objects.filter(partnership=partnership).annotate(seat_count=Count("seats")))


def body_for(by: Actor, key: str) -> Body:
    """The body with this key, or 404."""
    found = Body.objects.filter(partnership=by.partnership, key=key).first()
    if found is None:
        raise Http404
    return found


def seats(body: Body, day: dt.date) -> list[Seat]:
    """The seats of that day with their holders in `present_holders`."""
    holders = Prefetch(
        "holders", SeatHolder.objects.filter(_now(day)).select_related("account"), to_attr="present_holders"
    )
    return list(Seat.objects.filter(_now(day), body=body).prefetch_related(holders))


def seat_for(by: Actor, key: str) -> Seat:
    """The seat with this key, or 404."""
    found = Seat.objects.filter(partnership=by.partnership, key=key).select_related("body").first()
    if found is None:
        raise Http404
    return found


def holder_for(by: Actor, key: str) -> SeatHolder:
    """The seat holder with this key, or 404."""
    found = SeatHolder.objects.filter(partnership=by.partnership, key=key).select_related("seat", "account").first()
    if found is None:
        raise Http404
    return found


def meetings(partnership: Partnership, body: Body | None = None) -> list[Meeting]:
    """Meetings, newest first, with the number of their items."""
    rows = Meeting.objects.filter(partnership=partnership).select_related("body").annotate(item_count=Count("items"))
    return list(rows.filter(body=body) if body else rows)


def planned_meetings(partnership: Partnership) -> list[Meeting]:
    """Meetings that can still take items."""
    rows = Meeting.objects.filter(partnership=partnership, body__kind="steering_committee").select_related("body")
    return list(rows.order_by("starts_at"))


def meeting_for(by: Actor, key: str) -> Meeting:
    """The meeting with this key, or 404."""
    found = Meeting.objects.filter(partnership=by.partnership, key=key).select_related("body").first()
    if found is None:
        raise Http404
    return found


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting with their decisions."""
    return list(meeting.items.select_related("organisation", "decision"))


def item_for(by: Actor, key: str) -> AgendaItem:
    """The agenda item with this key, or 404."""
    rows = AgendaItem.objects.filter(partnership=by.partnership, key=key)
    found = rows.select_related("meeting__body", "organisation", "decision").first()
    if found is None:
        raise Http404
    return found


def decision_on(partnership: Partnership, reference: str) -> Decision | None:
    """The latest decision about a thing."""
    rows = Decision.objects.filter(partnership=partnership, item__reference=reference)
    return rows.select_related("item__meeting__body").order_by("-recorded_at").first()


@dataclass(frozen=True)
class Place:
    """One voting seat before a vote: its holders and the links that propose a recusal."""

    seat: Seat
    member: SeatHolder | None
    deputy: SeatHolder | None
    linked: frozenset[str]
    why: str

    @property
    def choices(self) -> list[str]:
        """How the seat can stand at the vote."""
        found = ["member"] if self.member else []
        return [*found, *(["deputy"] if self.deputy else []), "recused", "absent"]


def places(item: AgendaItem, day: dt.date) -> list[Place]:
    """Every voting seat of the item's body with proposed conflicts of interest."""
    found = [seat for seat in seats(item.meeting.body, day) if seat.voting]
    accounts = [holder.account_id for seat in found for holder in seat.present_holders if holder.account_id]
    links: dict[int, str] = {}
    if item.organisation is not None:
        links = {link.account_id or 0: link.kind for link in conflict_proposals(item.organisation, accounts, day)}
    made = []
    for seat in found:
        by_capacity = {holder.capacity: holder for holder in seat.present_holders}
        linked = frozenset(c for c, holder in by_capacity.items() if holder.account_id in links)
        why = next((links[holder.account_id or 0] for c, holder in by_capacity.items() if c in linked), "")
        made.append(Place(seat, by_capacity.get("member"), by_capacity.get("deputy"), linked, why))
    return made


def explained(decision: Decision) -> rules.Verdict:
    """The verdict of a stored decision, computed anew from its stored inputs."""
    presences = decision.presences.select_related("seat")
    chairs = [rules.Chair(p.seat.key, p.seat.side, p.attendance, p.linked) for p in presences]
    verdict = rules.decide(
        chairs=chairs,
        motion=decision.motion,
        yes=decision.yes,
        no=decision.no,
        abstain=decision.abstain,
        invalid=decision.invalid,
        quorum_rule=decision.quorum_rule,
        majority_rule=decision.majority_rule,
    )
    kept = rules_of_version(decision.partnership, "procedure", decision.rules_version)
    return replace(verdict, rule_text=f"{gettext(MAJORITIES[decision.majority_rule])}, {kept['majority_paragraph']}")


def presence_rows(decision: Decision) -> Any:
    """Who sat, who was recused, who was missing."""
    return decision.presences.select_related("seat", "holder")
