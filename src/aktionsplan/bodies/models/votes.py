"""Votes: who is kept out, motions, rolls and ballots, elections, decisions."""

from django.db import models
from django.db.models import Q

from aktionsplan.bodies.models.composition import Seat, SeatHolder
from aktionsplan.bodies.models.meetings import AgendaItem
from aktionsplan.bodies.rules.election import takes_no
from aktionsplan.bodies.rules.words import CHOICES
from aktionsplan.partnership.rules import frozen
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.tenancy import TenantModel
from aktionsplan.shared.words import Phrase


class Recusal(TenantModel):
    """A conflict of interest of a holder at an item: declared, inherited or decided by the others (committee.md B1 to B8).

    `personal` false means that the reason lies in the sending organisation: then the whole seat is void (B4). `late` is
    set when it came up only after the debate had begun, and taken back when the debate begins anew (B7). `yes`, `no` and
    `abstain` are the others' votes for keeping the person out, empty when nobody asked for a count.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12)
    personal = models.BooleanField(default=True)
    text = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12)
    late = models.BooleanField(default=False)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    declared_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "holder"], name="one_recusal_per_item_and_holder")]


class Vote(TenantModel):
    """One vote on one motion, with every number it came from and the values of its rules.

    `what` is main, amendment, procedure or election. A secret vote keeps counts only; `urn` says that it is taken on
    paper and not at devices. `rules` are the values in force,
    so that the verdict can be computed again when the program's defaults have changed. `established` says whether the
    quorum found at the beginning of the meeting still held. `by_person` gives each of several posts to another person.
    """

    roll: "list[Presence]"
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    what = models.CharField(max_length=10, default="main")
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    moved_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    motion = models.CharField(max_length=24, default="", blank=True)
    text = models.TextField(default="", blank=True)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    override = models.TextField(default="", blank=True)
    recusal_reason = models.TextField(default="", blank=True)
    secret = models.BooleanField(default=False)
    urn = models.BooleanField(default=False)
    posts = models.PositiveSmallIntegerField(default=1)
    by_person = models.BooleanField(default=False)
    state = models.CharField(max_length=9)
    seats = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    void = models.PositiveSmallIntegerField(default=0)
    uninvited = models.PositiveSmallIntegerField(default=0)
    second_call = models.BooleanField(default=False)
    established = models.BooleanField(default=False)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)
    invalid = models.PositiveSmallIntegerField(default=0)
    chair_vote = models.CharField(max_length=7, default="", blank=True)
    passed = models.BooleanField(null=True, blank=True)
    objections = models.PositiveSmallIntegerField(default=0)
    kept_procedure = models.JSONField(default=dict)
    rules_version = models.PositiveIntegerField(default=0)
    rules_title = models.CharField(max_length=480, default="", blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="one_open_vote_per_item")
        ]

    @property
    def takes_no(self) -> bool:
        """Whether a ballot can say no: in an election only where a single name stands for a single post."""
        return self.what != "election" or takes_no(posts=self.posts, names=len(self.candidates.all()))

    @property
    def options(self) -> list[tuple[str, Phrase | str]]:
        """What a ballot can say, in the order of the paper: value and words; names stand as they were entered."""
        if self.what != "election":
            return [(value, Phrase(text)) for value, text in CHOICES.items()]
        names: list[tuple[str, Phrase | str]] = [(row.key, row.name) for row in self.candidates.all()]
        against = ("no", "abstain") if self.takes_no else ("abstain",)
        return [*names, *((value, Phrase(CHOICES[value])) for value in against)]

    @property
    def procedure(self) -> Json:
        """The rules of procedure it was opened under, in today's shape."""
        return frozen("procedure", self.kept_procedure)


class Presence(TenantModel):
    """The roll of a vote: how one seat stood when it was opened, and its ballot.

    Secret votes keep only that the seat has voted: no choice, no time. While one runs at devices, `sealed` holds the ballot
    for whoever has the key (`shared.sealed`); closing empties it (decisions of the house, "Secret ballots").
    """

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recused = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.CharField(max_length=18)
    linked = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)
    choice = models.CharField(max_length=22, default="", blank=True)
    sealed = models.CharField(max_length=120, default="", blank=True)
    way = models.CharField(max_length=7, default="", blank=True)
    cast_at = models.DateTimeField(null=True, blank=True)
    objected = models.BooleanField(default=False)

    class Meta:
        ordering = ["vote", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="a_seat_is_counted_once"),
            models.CheckConstraint(
                condition=Q(secret=False) | Q(choice="", cast_at__isnull=True, way=""),
                name="a_secret_ballot_leaves_no_trace",
            ),
            models.CheckConstraint(
                condition=Q(sealed="") | Q(secret=True, voted=True), name="only_a_secret_ballot_is_sealed"
            ),
        ]


class Candidate(TenantModel):
    """Who stands in an election, with the votes counted at its close."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=320)
    count = models.PositiveSmallIntegerField(default=0)
    posts = models.PositiveSmallIntegerField(default=0)
    drawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["vote", "id"]
        constraints = [models.UniqueConstraint(fields=["vote", "name"], name="nobody_stands_twice")]


class Decision(TenantModel):
    """What the body decided on an item: the vote that settled it, and what follows from it.

    `doubts` are the sentences, each with its values, that said before what was not clean (committee.md Q1): no invitation
    on record, an item that no invitation named, a call that still ran.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=24)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(default="", blank=True)
    binding = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    faulty = models.TextField(default="", blank=True)
    doubts = models.JSONField(default=list, blank=True)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
