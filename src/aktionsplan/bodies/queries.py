"""Reading bodies."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.utils.translation import gettext

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Body, Decision, Meeting, Presence, Seat, SeatHolder
from aktionsplan.network import rules as network
from aktionsplan.network.queries import ties_of
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import rules_of_version
from aktionsplan.partnership.rules import MAJORITIES
from aktionsplan.people.permissions.relations import NOT_RECUSED
from aktionsplan.people.queries import Actor
from aktionsplan.shared.periods import BERLIN


def _now(day: dt.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def _now_of_seat(day: dt.date) -> Q:
    return Q(seat__valid_from__lte=day) & (Q(seat__valid_until__isnull=True) | Q(seat__valid_until__gt=day))


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


def seated_bodies(rows: list[Body], day: dt.date) -> set[int]:
    """Those of the bodies in which somebody holds a seat on that day."""
    holders = SeatHolder.objects.filter(_now(day), seat__body__in=rows)
    return set(holders.filter(_now_of_seat(day)).values_list("seat__body_id", flat=True))


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


def planned_meetings(partnership: Partnership, today: dt.date) -> list[Meeting]:
    """Meetings of steering committees from today on, which can still take items."""
    start = dt.datetime.combine(today, dt.time(), BERLIN)
    rows = Meeting.objects.filter(partnership=partnership, body__kind="steering_committee", starts_at__gte=start)
    rows = rows.exclude(state="cancelled")
    return list(rows.select_related("body").order_by("starts_at"))


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


def open_item(partnership: Partnership, reference: str) -> AgendaItem | None:
    """The undecided item about a thing on any agenda, with its meeting."""
    rows = AgendaItem.objects.filter(partnership=partnership, reference=reference, state="open")
    return rows.select_related("meeting__body").first()


def decision_on(partnership: Partnership, reference: str) -> Decision | None:
    """The latest decision about a thing."""
    rows = Decision.objects.filter(partnership=partnership, item__reference=reference)
    return rows.select_related("item__meeting__body").order_by("-recorded_at").first()


@dataclass(frozen=True)
class Place:
    """One voting seat before a vote: its holders, those linked to the applicant, and the kind of the link."""

    seat: Seat
    member: SeatHolder | None
    deputy: SeatHolder | None
    linked: frozenset[str]
    why: str
    hint: bool

    @property
    def choices(self) -> list[str]:
        """How the seat can stand at the vote."""
        return [
            *(["member"] if self.member else []),
            *(["deputy"] if self.deputy else []),
            *(["recused"] if self.member else []),
            *(["deputy_for_recused"] if self.member and self.deputy else []),
            *(["deputy_recused"] if self.deputy else []),
            "absent",
        ]

    @property
    def proposed(self) -> str:
        """What the form starts with: a linked member is proposed to be recused, never a member for a linked deputy."""
        if self.member is None:
            return "absent"
        return "recused" if "member" in self.linked else "member"

    def sitting(self, attendance: str) -> SeatHolder | None:
        """Who votes on the seat."""
        return {"member": self.member, "deputy": self.deputy, "deputy_for_recused": self.deputy}.get(attendance)

    def kept_out(self, attendance: str) -> SeatHolder | None:
        """Who is recused on the seat."""
        return {"recused": self.member, "deputy_for_recused": self.member, "deputy_recused": self.deputy}.get(
            attendance
        )

    def is_linked(self, holder: SeatHolder | None) -> bool:
        """Whether this holder is linked to the applicant."""
        return holder is not None and holder.capacity in self.linked


def places(item: AgendaItem, day: dt.date) -> list[Place]:
    """Every voting seat of the item's body with proposed conflicts of interest.

    Proposed are people by account or by name, and the seat of the applicant itself (committee.md B1, B8); mere
    membership is a hint.
    """
    return [place for place in _all_places(item, day) if place.seat.voting]


def _all_places(item: AgendaItem, day: dt.date) -> list[Place]:
    found = seats(item.meeting.body, day)
    ties = ties_of(item.organisation, day) if item.organisation is not None else []
    made = []
    for seat in found:
        own = item.organisation is not None and network.skeleton(seat.group) == item.organisation.skeleton
        holders = {holder.capacity: holder for holder in seat.present_holders}
        kinds = {c: {tie.kind for tie in ties if tie.is_of(h.account_id, h.name)} for c, h in holders.items()}
        linked = frozenset(c for c, found_kinds in kinds.items() if own or found_kinds & network.CONFLICTING)
        why = next(
            (kind for c in linked for kind in sorted(kinds[c] & network.CONFLICTING)), "seat" if linked else ""
        )
        hint = not linked and any(kinds.values())
        made.append(Place(seat, holders.get("member"), holders.get("deputy"), linked, why, hint))
    return made


def is_recused(item: AgendaItem, by: Actor, day: dt.date) -> bool:
    """Whether the actor sits on a seat that was recused at this item, or is linked to the applicant (committee.md B3, B6).

    Advisory seats are asked too. Whoever voted because the others said so is not recused afterwards.
    """
    if item.state == "decided":
        own = Presence.objects.filter(decision__item=item)
        if own.filter(recused__account=by.account).exists():
            return True
        if own.filter(holder__account=by.account).exists():
            return False
    return any(
        place.is_linked(holder) and holder.account_id == by.account.pk
        for place in _all_places(item, day)
        for holder in (place.member, place.deputy)
        if holder is not None
    )


def relations(item: AgendaItem, by: Actor, day: dt.date) -> frozenset[str]:
    """How the actor stands to the item."""
    return frozenset() if is_recused(item, by, day) else frozenset({NOT_RECUSED})


def explained(decision: Decision) -> rules.Verdict:
    """The verdict of a stored decision, computed anew from its stored inputs."""
    kept = rules_of_version(decision.partnership, "procedure", decision.rules_version)
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
        least=kept["least_present"],
    )
    return replace(verdict, rule_text=f"{gettext(MAJORITIES[decision.majority_rule])}, {kept['majority_paragraph']}")


def presence_rows(decision: Decision) -> Any:
    """Who sat, who was recused, who was missing."""
    return decision.presences.select_related("seat", "holder", "recused")
