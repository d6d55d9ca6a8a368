"""Reading votes on ideas."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.http import Http404

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.models import Idea, IdeaVote, OpenedBallot, SealedBallot, VoteIdea
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.codes import code_hash
from aktionsplan.shared.deeds import By, Subject
from aktionsplan.shared.kinds import Fields, Json

BALLOT_CODE = "ballot"
"""What codes of ballots are hashed for."""


def idea_votes(partnership: Partnership) -> QuerySet[IdeaVote]:
    """Every vote on ideas, the newest first, with how many ideas stand."""
    return IdeaVote.objects.filter(partnership=partnership).exclude(state="dropped").annotate(stand=Count("ideas"))


def idea_votes_called(rows: QuerySet[IdeaVote], partnership: Partnership, query: str) -> QuerySet[IdeaVote]:
    """Those whose title has all of the words."""
    for word in query.split():
        rows = rows.filter(title__icontains=word)
    return rows


def idea_vote_for(by: By, key: str) -> IdeaVote:
    """The vote with this key, or 404."""
    row = IdeaVote.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def vote_idea_for(by: By, key: str) -> VoteIdea:
    """The idea that stands under this key, or 404."""
    rows = VoteIdea.objects.filter(partnership=by.partnership, key=key)
    row = rows.select_related("vote", "idea").first()
    if row is None:
        raise Http404
    return row


def idea_vote_values(row: IdeaVote) -> Fields:
    """What the form of a vote changes."""
    plain = ("title", "text", "method", "points", "most", "money_eur", "rule", "passing", "completion")
    return {name: getattr(row, name) for name in (*plain, "begins_on", "ends_on", "decides")}


def standing_ideas(vote: IdeaVote) -> list[VoteIdea]:
    """The ideas that stand for a vote, by their number."""
    return list(VoteIdea.objects.filter(vote=vote).select_related("idea", "idea__theme"))


def may_stand(vote: IdeaVote) -> list[tuple[str, str]]:
    """Shown ideas that do not stand for this vote yet, as (key, title)."""
    rows = Idea.objects.filter(partnership=vote.partnership, state="open").exclude(votes__vote=vote)
    return [(row.key, f"{row.number}: {row.title}") for row in rows.order_by("number")]


def is_voted_on(vote: IdeaVote, day: dt.date) -> bool:
    """Whether a ballot may be cast on that day."""
    return bool(vote.state == "running" and vote.begins_on <= day <= vote.ends_on)


def used(vote: IdeaVote) -> tuple[int, int]:
    """How many codes there are and how many ballots: all that anybody learns before the end."""
    rows = SealedBallot.objects.filter(vote=vote)
    return rows.count(), rows.exclude(text="").count()


def ballot_with(vote: IdeaVote, typed: str) -> SealedBallot | None:
    """The code of a ballot, used or not."""
    code = code_hash(vote.partnership, BALLOT_CODE, typed)
    return SealedBallot.objects.filter(vote=vote, code=code).first() if code else None


def ballot_room(vote: IdeaVote) -> int:
    """To how many bytes each ballot of this vote is filled up."""
    return 64 + 40 * VoteIdea.objects.filter(vote=vote).count()


@dataclass(frozen=True)
class Poll:
    """A closed vote with all that counting needs; read at once, counted without the database."""

    vote: IdeaVote
    rows: dict[str, VoteIdea]
    ballots: list[dict[str, int]]

    @property
    def most_steps(self) -> int:
        """After as many steps of a completion every wanted idea would win, so there are never more."""
        return int(max((row.price_eur or Decimal(0) for row in self.rows.values()), default=Decimal(0))) + 1

    def result(self, told: Callable[[int], None] = lambda step: None) -> list[Json]:
        """What the rule makes of the opened ballots, each idea with its votes and its reason. `told` hears each step."""
        vote = self.vote
        found = rules.outcome(
            [rules.Stand(key, row.price_eur or Decimal(0)) for key, row in self.rows.items()],
            self.ballots,
            method=vote.method,
            money=vote.money_eur or Decimal(0),
            rule=vote.rule,
            passing=vote.passing,
            completion=vote.completion,
            seed=vote.seed,
            told=told,
        )
        return [self._line(line) for line in found]

    def _line(self, line: rules.Outcome) -> Json:
        row = self.rows[line.key]
        return {
            "idea": line.key,
            "number": row.idea.number,
            "title": row.idea.title,
            "price": str(row.price_eur) if row.price_eur is not None else "",
            "place": line.place,
            "votes": line.votes,
            "wins": line.wins,
            "why": line.why.text,
            "params": dict(line.why.params),
        }


def poll(vote: IdeaVote) -> Poll:
    """The vote with its ideas and opened ballots."""
    ballots = list(OpenedBallot.objects.filter(vote=vote).values_list("content", flat=True))
    return Poll(vote, {row.idea.key: row for row in standing_ideas(vote)}, ballots)


def vote_outcomes(vote: IdeaVote) -> list[Json]:
    """What the rule makes of the opened ballots; computed anew each time."""
    return poll(vote).result()


def running_idea_votes() -> list[str]:
    """The keys of the votes on ideas that run in the present partnership."""
    return list(IdeaVote.objects.filter(state="running").values_list("key", flat=True))


def _locked_idea_vote(idea_vote: IdeaVote) -> IdeaVote:
    return IdeaVote.objects.select_for_update().get(pk=idea_vote.pk)


def _locked_vote_idea(standing: VoteIdea) -> VoteIdea:
    IdeaVote.objects.select_for_update().get(pk=standing.vote_id)
    return VoteIdea.objects.select_for_update(of=("self",)).select_related("vote", "idea").get(pk=standing.pk)


IDEA_VOTE = Subject(takes=("idea_vote",), lock=_locked_idea_vote, reference=lambda row: f"idea_vote:{row.key}")
VOTE_IDEA = Subject(takes=("standing",), lock=_locked_vote_idea, reference=lambda row: f"idea_vote:{row.vote.key}")
