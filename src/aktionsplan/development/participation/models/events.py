"""Events: what is announced, who has signed up without a name, who was there, what came of it."""

from django.db import models

from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.tenancy import TenantModel


class Event(TenantModel):
    """A workshop, conference, hour for citizens or day of interviews.

    `town` is what everybody may read of the place, `place` the address, `room` the room; `room_shown` says which of them
    everybody reads. `needs` are the needs that a sign-up offers. `signed_up` is how many had signed up, kept when the
    sign-ups are gone. `at_risk`: being there is a risk, so single sheets without a name are used instead of a list, and nobody
    reads the exact place but the office. `results_shown_on`: since when the public page shows what came of it.
    """

    kind = models.CharField(max_length=14)
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    programme = models.TextField(default="", blank=True)
    notes = models.TextField(default="", blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    town = models.CharField(max_length=480)
    place = models.CharField(max_length=480)
    room = models.CharField(max_length=480, default="", blank=True)
    room_shown = models.CharField(max_length=8)
    costs = models.CharField(max_length=480, default="", blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    needs = models.JSONField(default=list)
    at_risk = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    cancelled_because = models.CharField(max_length=1200, default="", blank=True)
    signed_up = models.PositiveIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    results_shown_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["partnership", "starts_at"], name="event_by_day")]

    def __str__(self) -> str:
        return self.title


class SignUp(TenantModel):
    """How many come together, without names; goes the day after the event, the address with it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sign_ups")
    adult = models.PositiveSmallIntegerField(default=0)
    young = models.PositiveSmallIntegerField(default=0)
    child = models.PositiveSmallIntegerField(default=0)
    needs = models.JSONField(default=list)
    email = models.CharField(max_length=254, default="", blank=True)
    code = models.CharField(max_length=64)
    reminded = models.BooleanField(default=False)
    state = models.CharField(max_length=8)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="one_sign_up_for_each_code")]

    @property
    def counts(self) -> dict[str, int]:
        """How many come, by age."""
        return {"adult": self.adult, "young": self.young, "child": self.child}

    @property
    def people(self) -> int:
        """How many come."""
        return self.adult + self.young + self.child


class EventAttendance(TenantModel):
    """How many of an age and origin were there; under 16 without an origin."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendances")
    age = models.CharField(max_length=8)
    origin = models.CharField(max_length=14, default="", blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["age", "origin"]
        constraints = [models.UniqueConstraint(fields=["event", "age", "origin"], name="one_count_for_each_group")]


class SignedList(TenantModel):
    """The scanned list with signatures: for the lead office only, each reading is told, and it goes on its day."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="lists")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    delete_on = models.DateField()

    class Meta:
        ordering = ["id"]


class EventResult(TenantModel):
    """One result of an event: what was said, where, how many dots it got, and what became of it.

    `outcome_key` names the thing it became, `outcome_title` what that was called then.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1200)
    table = models.CharField(max_length=240, default="", blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=10, default="", blank=True)
    outcome_key = models.CharField(max_length=22, default="", blank=True)
    outcome_title = models.CharField(max_length=1200, default="", blank=True)
    reason = models.CharField(max_length=1200, default="", blank=True)
    state = models.CharField(max_length=8)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="one_result_for_each_number")]

    def __str__(self) -> str:
        return self.text


class WorkshopVote(TenantModel):
    """A vote in a workshop, its way fixed before: dots on walls or points of resistance. Computed from its sheets."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="votes")
    question = models.CharField(max_length=1200)
    method = models.CharField(max_length=10)
    proposals = models.JSONField()
    people = models.PositiveIntegerField()
    dots = models.PositiveSmallIntegerField(default=0)
    fixed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.question


class WorkshopSheet(TenantModel):
    """One wall or sheet of a vote, as it was counted."""

    vote = models.ForeignKey(WorkshopVote, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField(max_length=240)
    people = models.PositiveIntegerField()
    points = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["vote", "name"], name="one_sheet_for_each_name")]


class EventInvitation(TenantModel):
    """A contact was invited to an event, and came or not: by key, without a foreign key, so that it can be gone."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="invitations")
    contact = models.CharField(max_length=22)
    invited_on = models.DateField()
    attended = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "contact"], name="contact_invited_once")]
