"""How a body votes: its places before a vote, rolls, ballots, verdicts."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, Decision, Presence, Recusal, Seat, SeatHolder, Vote
from aktionsplan.bodies.queries.composition import seats
from aktionsplan.bodies.queries.recusals import recusals_of
from aktionsplan.bodies.rules import circular, composition, election
from aktionsplan.bodies.states import KEPT_OUT
from aktionsplan.network import rules as network
from aktionsplan.network.queries import Tie, hints_of, ties_of
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.rules.procedure import MAJORITIES
from aktionsplan.people.queries import Actor
from aktionsplan.shared.search import WORD


@dataclass(frozen=True)
class Place:
    """One seat before a vote: its holders, those linked to the applicant, and the kind of the link.

    `settled` holds what was declared or decided about a holder already, by capacity.
    """

    seat: Seat
    member: SeatHolder | None
    deputy: SeatHolder | None
    linked: frozenset[str]
    why: str
    hints: tuple[str, ...] = ()
    settled: Mapping[str, Recusal] | None = None

    @property
    def hint(self) -> bool:
        """Whether somebody should be asked."""
        return bool(self.hints)

    @property
    def hint_words(self) -> list[str]:
        """What to ask about."""
        return [network.HINTS[hint] for hint in self.hints]

    @property
    def undecided(self) -> list[SeatHolder]:
        """The holders about whom nobody has said anything yet."""
        return [h for h in (self.member, self.deputy) if h is not None and h.capacity not in (self.settled or {})]

    @property
    def choices(self) -> list[str]:
        """How the seat can stand at the vote."""
        if self.member is None and self.deputy is None:
            return ["vacant"]
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
            return "absent" if self.deputy else "vacant"
        return "recused" if "member" in self.linked or self.out("member") else "member"

    def sitting(self, attendance: str) -> SeatHolder | None:
        """Who votes on the seat."""
        return {"member": self.member, "deputy": self.deputy, "deputy_for_recused": self.deputy}.get(attendance)

    def kept_out(self, attendance: str) -> SeatHolder | None:
        """Who is recused on the seat."""
        return {"recused": self.member, "deputy_for_recused": self.member, "deputy_recused": self.deputy}.get(
            attendance
        )

    def out(self, capacity: str) -> Recusal | None:
        """The recusal that keeps this holder out."""
        row = (self.settled or {}).get(capacity)
        return row if row is not None and row.state in KEPT_OUT else None

    @property
    def is_void(self) -> bool:
        """Whether a reason of either holder lies in the sending organisation: then nobody votes for the seat (B4)."""
        return any(row is not None and not row.personal for row in (self.out("member"), self.out("deputy")))

    def votes_though_out(self, attendance: str) -> bool:
        """Whether somebody would vote who is kept out, or anybody for a void seat (committee.md B3, B4)."""
        sits = self.sitting(attendance)
        return sits is not None and (self.is_void or self.out(sits.capacity) is not None)

    def is_linked(self, holder: SeatHolder | None) -> bool:
        """Whether this holder is linked to the applicant and nobody has decided on it."""
        return holder is not None and holder.capacity in self.linked

    def standing(self, present: Collection[int]) -> str:
        """How the seat stands with these holders in the room; one word of `rules.ATTENDANCE`."""
        member, deputy = (
            composition.Person(
                holder.pk in present,
                recused=(out := self.out(holder.capacity)) is not None,
                personal=out is None or out.personal,
            )
            if holder
            else None
            for holder in (self.member, self.deputy)
        )
        return composition.standing(member, deputy)


def places(item: AgendaItem, day: dt.date) -> list[Place]:
    """Every voting seat of the item's body with proposed conflicts of interest.

    Proposed are people by account or by name, and the seat of the applicant itself (committee.md B1, B8); mere
    membership, a shared address, IBAN or surname are hints.
    """
    voting_seats = [seat for seat in seats(item.meeting.body, day) if seat.voting]
    ties = ties_of(item.organisation, day) if item.organisation is not None else []
    hints = hints_of(item.organisation, day) if item.organisation is not None else []
    known = _settled(item)
    seat_places = []
    for seat in voting_seats:
        own = item.organisation is not None and network.skeleton(seat.group) == item.organisation.skeleton
        holders = {holder.capacity: holder for holder in seat.present_holders}
        settled = {c: row for c, h in holders.items() if (row := known.get(h.account_id or h.name))}
        kinds = {c: {tie.kind for tie in ties if tie.is_of(h.account_id, h.name)} for c, h in holders.items()}
        conflicting = frozenset(c for c, found_kinds in kinds.items() if own or found_kinds & network.CONFLICTING)
        linked = conflicting - frozenset(settled)
        why = next(
            (kind for c in linked for kind in sorted(kinds[c] & network.CONFLICTING)), "seat" if linked else ""
        )
        asked = [h for c, h in holders.items() if c not in conflicting and c not in settled]
        seat_places.append(
            Place(seat, holders.get("member"), holders.get("deputy"), linked, why, _hints(asked, hints), settled)
        )
    return seat_places


def _settled(item: AgendaItem) -> dict[int | str, Recusal]:
    """What was declared or decided at the matter, by the account of the person, else by the name."""
    return {row.holder.account_id or row.holder.name: row for row in recusals_of(item)}


def _hints(holders: list[SeatHolder], hints: list[tuple[str, Tie]]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                kind
                for holder in holders
                for kind, tie in hints
                if (
                    tie.name == network.surname(holder.name)
                    if kind == "surname"
                    else tie.is_of(holder.account_id, holder.name)
                )
            }
        )
    )


def live_places(item: AgendaItem, day: dt.date, present: Collection[int]) -> list[tuple[Place, str]]:
    """Every voting seat with how it stands now, from who is in the room and who is recused."""
    return [(place, place.standing(present)) for place in places(item, day)]


def decision_on(partnership: Partnership, reference: str) -> Decision | None:
    """The latest decision about a thing that still counts: one that has to be taken again does not."""
    rows = Decision.objects.filter(partnership=partnership, item__reference=reference, item__state="decided")
    return rows.select_related("item__meeting__body", "vote").order_by("-recorded_at").first()


def faulty_decision(partnership: Partnership, key: str) -> Decision | None:
    """The decision with this key, if it has to be taken again."""
    rows = Decision.objects.filter(partnership=partnership, key=key, item__state="to_be_repeated")
    return rows.select_related("item").first() if key else None


def with_rolls() -> QuerySet[Vote]:
    """Motions with all that their results are told from, but the candidates of elections: mover, roll."""
    return Vote.objects.select_related("moved_by", "amends").prefetch_related(_rolls())


def _rolls() -> Prefetch:
    """The rolls with their few seats and people, each read once and not again for every line."""
    return Prefetch("presences", Presence.objects.prefetch_related("seat", "holder", "recused"), to_attr="roll")


def votes_of(item: AgendaItem) -> list[Vote]:
    """Every motion of the item, in the order they were moved."""
    return list(with_rolls().filter(item=item).select_related("item__meeting").prefetch_related("candidates"))


def secret_voters(vote: Vote) -> list[list[int]]:
    """Who voted (numbers of seat holders) in each former secret count at devices on the same question.

    The same question is one of the same kind on the item, on the items it comes back from, or on the same application;
    a motion to amend is the same with the same words, however they are written. Every motion on procedure counts as the
    same: another full stop would make a new question of it.
    """
    item, matter = vote.item, Q()
    while item is not None:
        matter |= Q(item=item)
        item = item.repeats or item.continues or item.postponed_from  # type: ignore[assignment]
    if vote.item.reference:
        matter |= Q(item__reference=vote.item.reference)
    counted = Vote.objects.filter(matter, partnership=vote.partnership, what=vote.what, secret=True, urn=False)
    counted = counted.filter(closed_at__isnull=False).exclude(pk=vote.pk)
    words = WORD.findall(vote.text.casefold())
    rows = Presence.objects.filter(vote__in=counted, voted=True).values_list("vote", "holder", "vote__text")
    by_vote: dict[int, list[int]] = {}
    for number, holder, text in rows:
        if vote.what != "amendment" or WORD.findall(text.casefold()) == words:
            by_vote.setdefault(number, []).append(holder)
    return list(by_vote.values())


def roll_of(vote: Vote) -> list[Presence]:
    """Who sat, who was recused, who was missing, and the ballots of an open vote; read once for each instance."""
    if not hasattr(vote, "roll"):
        prefetch_related_objects([vote], _rolls())
    return list(vote.roll)


def vote_for(by: Actor, key: str) -> Vote:
    """The vote with this key, or 404."""
    rows = Vote.objects.filter(partnership=by.partnership, key=key)
    vote = rows.select_related("item__meeting__body", "item__organisation", "amends", "moved_by").first()
    if vote is None:
        raise Http404
    return vote


def chairs_of(vote: Vote) -> list[rules.RollSeat]:
    """The roll of a vote as the rules read it."""
    rows = roll_of(vote)
    return [rules.RollSeat(p.seat.key, p.seat.side, p.attendance, p.linked, group=p.seat.group) for p in rows]


def explained(vote: Vote) -> rules.Verdict:
    """The verdict of a stored vote, computed anew from its stored inputs and the rules it was taken under."""
    verdict = rules.decide(
        chairs=chairs_of(vote),
        motion=vote.motion or "adopt",
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        invalid=vote.invalid,
        values=vote.procedure,
        uninvited=vote.uninvited,
        second_call=vote.second_call,
        established=vote.established,
        casting=vote.chair_vote,
        text=vote.text,
    )
    rule = f"{gettext(MAJORITIES[vote.procedure['majority']])}, {vote.procedure['majority_paragraph']}"
    return replace(verdict, rule_text=rule)


def circular_result(vote: Vote) -> circular.Circular:
    """What a vote in writing came to, computed anew from its counts and the rules it was taken under (U3, U4)."""
    outcome = circular.in_writing(
        chairs_of(vote),
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        invalid=vote.invalid,
        objections=vote.objections,
        values=vote.procedure,
        casting=vote.chair_vote,
    )
    plain = vote.motion == "approve" or (outcome.passed and vote.motion in rules.APPROVING)
    return outcome if plain else outcome.named(vote.text or (rules.KINDS[vote.motion or "adopt"],))


def elected(vote: Vote) -> election.Election:
    """The result of a stored election, computed anew from its counts and the lots that were drawn."""
    counts = {row.name: row.count for row in vote.candidates.all()}
    posts = vote.posts
    if election.takes_no(posts=posts, names=len(counts)):
        [(name, count)] = counts.items()
        return election.one_name(name, votes=count, no=vote.no)
    shared = election.most_votes if vote.by_person else election.equal_posts
    outcome = election.one_post(counts) if posts == 1 else shared(counts, posts=posts)
    drawn = tuple(row.name for row in vote.candidates.all() if row.drawn)
    return election.after_lot(outcome, drawn, posts=posts) if drawn else outcome
