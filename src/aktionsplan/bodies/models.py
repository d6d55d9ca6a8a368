"""Bodies, seats and who holds them, meetings, agenda items, decisions."""

from django.db import models
from django.db.models import Q

from aktionsplan.network.models import Organisation
from aktionsplan.people.models import Account
from aktionsplan.shared.tenancy import TenantModel


class Body(TenantModel):
    """A committee, forum or network."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=480)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="body_named_once")]

    def __str__(self) -> str:
        return self.name


class Seat(TenantModel):
    """One vote (or voice) of an interest group; the seat owns the vote, not the person."""

    present_holders: "list[SeatHolder]"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    group = models.CharField(max_length=480)
    side = models.CharField(max_length=8)
    voting = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "id"]


class SeatHolder(TenantModel):
    """A person on a seat for a term, as member or deputy."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField(max_length=320)
    capacity = models.CharField(max_length=8)
    record = models.CharField(max_length=800, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["seat", "-capacity"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "capacity"],
                condition=Q(valid_until__isnull=True),
                name="one_member_and_one_deputy_per_seat",
            )
        ]


class Meeting(TenantModel):
    """One meeting of a body."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=480)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-starts_at"]


class AgendaItem(TenantModel):
    """What is to be decided: a title, a text and a reference key; the body knows no stage."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    reference = models.CharField(max_length=120, default="", blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    requested_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_is_unique"),
            models.UniqueConstraint(
                fields=["partnership", "reference"],
                condition=Q(state="open") & ~Q(reference=""),
                name="a_thing_is_on_one_open_agenda",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "reference"], name="item_by_reference")]


class Decision(TenantModel):
    """What the body decided, with every number it came from and the version of its rules."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    motion = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(default="", blank=True)
    reason = models.TextField()
    override = models.TextField(default="", blank=True)
    recusal_reason = models.TextField(default="", blank=True)
    seats = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    excluded = models.PositiveSmallIntegerField()
    yes = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField()
    abstain = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField(default=0)
    quorum_rule = models.CharField(max_length=24)
    majority_rule = models.CharField(max_length=24)
    rules_version = models.PositiveIntegerField()
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)


class Presence(TenantModel):
    """How one seat stood at the moment of the vote: who sat, who was recused, who was missing."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recused = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.CharField(max_length=18)
    linked = models.BooleanField(default=False)

    class Meta:
        ordering = ["decision", "seat"]
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="a_seat_is_counted_once")]
