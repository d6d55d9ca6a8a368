"""Votes on ideas: one code, one sealed ballot, which may be replaced until the end."""

from django.db import models

from aktionsplan.development.participation.models.ideas import Idea
from aktionsplan.shared.tenancy import TenantModel


class IdeaVote(TenantModel):
    """A vote on checked ideas, whose result is advice: `decides` says who decides and when.

    `seed` draws lots among equals; its hash is published at the opening (`seed_hash`), the seed itself at the end. `result` is
    what the rule made of the ballots, as `queries.votes.vote_outcomes` gives it.
    """

    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    method = models.CharField(max_length=10)
    points = models.PositiveSmallIntegerField(default=5)
    most = models.PositiveSmallIntegerField(default=3)
    money_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    rule = models.CharField(max_length=8)
    passing = models.CharField(max_length=8)
    completion = models.CharField(max_length=8)
    begins_on = models.DateField()
    ends_on = models.DateField()
    decides = models.CharField(max_length=800)
    seed = models.CharField(max_length=64, default="", blank=True)
    seed_hash = models.CharField(max_length=64, default="", blank=True)
    ballots = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    result = models.JSONField(default=list)
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class VoteIdea(TenantModel):
    """An idea that stands for the vote, with its price and who would carry it out."""

    vote = models.ForeignKey(IdeaVote, on_delete=models.PROTECT, related_name="ideas")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="votes")
    price_eur = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    carrier = models.CharField(max_length=480, default="", blank=True)

    class Meta:
        ordering = ["idea__number"]
        constraints = [models.UniqueConstraint(fields=["vote", "idea"], name="idea_stands_once")]


class VoterAddress(TenantModel):
    """That an address asked for a code: a hash under the key of the round, which goes at the end. Leads to no code."""

    vote = models.ForeignKey(IdeaVote, on_delete=models.PROTECT, related_name="addresses")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["vote", "hash"], name="address_asks_once")]


class SealedBallot(TenantModel):
    """A code and, once it was used, its sealed ballot; a later one takes its place. No time."""

    vote = models.ForeignKey(IdeaVote, on_delete=models.PROTECT, related_name="sealed")
    code = models.CharField(max_length=64)
    text = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["vote", "code"], name="one_ballot_for_each_code")]


class OpenedBallot(TenantModel):
    """One ballot under a new random key, kept for counting again: the points of each idea by its key."""

    vote = models.ForeignKey(IdeaVote, on_delete=models.PROTECT, related_name="opened")
    content = models.JSONField()

    class Meta:
        ordering = ["key"]
