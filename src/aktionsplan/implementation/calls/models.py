"""Calls, applications with their plan and files, formal checks."""

from django.db import models
from django.db.models import F, Q

from aktionsplan.bodies.models import Seat
from aktionsplan.development.strategy.models import Goal
from aktionsplan.network.models import Organisation
from aktionsplan.partnership.models import District, Fund
from aktionsplan.partnership.rules import frozen
from aktionsplan.people.models import Account
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.tenancy import TenantModel

ANSWERS = (
    "contact_name",
    "signatory_name",
    "signatory_function",
    "title",
    "newness",
    "summary",
    "description",
    "starts_on",
    "ends_on",
    "district_id",
    "place",
    "goal_id",
    "target_groups",
    "participants",
    "success",
    "not_begun",
    "no_double_funding",
    "privacy_read",
)
"""What an applicant answers on the pages of an application, besides lines and files."""


class Call(TenantModel):
    """An invitation to apply; after its release its rules are frozen."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=480)
    summary = models.TextField()
    who_may_apply = models.TextField()
    max_amount_eur = models.DecimalField(max_digits=11, decimal_places=2)
    opens_on = models.DateField()
    deadline = models.DateField()
    project_from = models.DateField()
    project_until = models.DateField()
    rating_until = models.DateField(null=True, blank=True)
    sum_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    selection = models.JSONField(default=dict)
    goals = models.ManyToManyField(Goal, related_name="calls", through="CallGoal")
    state = models.CharField(max_length=10)
    prepared_by = models.CharField(max_length=64)
    released_by = models.CharField(max_length=64, default="", blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    rules_version = models.PositiveIntegerField(default=0)
    kept_terms = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    reservation = models.CharField(max_length=1200, default="", blank=True)
    reservation_ended_at = models.DateTimeField(null=True, blank=True)
    reservation_ended_by = models.CharField(max_length=64, default="", blank=True)
    reservation_ended_text = models.CharField(max_length=1200, default="", blank=True)

    class Meta:
        ordering = ["-deadline", "title"]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Json:
        """The rules of application it was released under, in today's shape."""
        return frozen("application", self.kept_terms)

    @property
    def reserved(self) -> bool:
        """Whether what is decided stands under the reservation that the money comes."""
        return bool(self.reservation) and self.reservation_ended_at is None


class CallGoal(TenantModel):
    """That a call serves a goal."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "goal"], name="call_serves_a_goal_once")]


class Application(TenantModel):
    """A request with cost and financing plan; a draft until it is submitted."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="applications")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, default="", blank=True)
    state = models.CharField(max_length=12)
    contact_name = models.CharField(max_length=320, default="", blank=True)
    signatory_name = models.CharField(max_length=320, default="", blank=True)
    signatory_function = models.CharField(max_length=320, default="", blank=True)
    title = models.CharField(max_length=480, default="", blank=True)
    newness = models.CharField(max_length=8, default="new")
    summary = models.CharField(max_length=1200, default="", blank=True)
    description = models.TextField(default="", blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=480, default="", blank=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    target_groups = models.JSONField(default=list)
    participants = models.PositiveIntegerField(null=True, blank=True)
    success = models.TextField(default="", blank=True)
    not_begun = models.BooleanField(default=False)
    no_double_funding = models.BooleanField(default=False)
    privacy_read = models.BooleanField(default=False)
    requested_eur = models.DecimalField(max_digits=11, decimal_places=2, default=0)
    total_eur = models.DecimalField(max_digits=11, decimal_places=2, default=0)
    awarded_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    first_requested_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    decision_key = models.CharField(max_length=22, default="", blank=True)
    told_state = models.CharField(max_length=12, default="", blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    receipt = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], condition=~Q(number=""), name="application_number_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(awarded_eur__isnull=True) | Q(awarded_eur__lte=F("requested_eur")),
                name="never_awarded_more_than_requested",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "-submitted_at", "-id"], name="application_by_state"),
            models.Index(fields=["partnership", "-submitted_at", "-id"], name="application_by_time"),
        ]

    def __str__(self) -> str:
        return self.title


class ApplicationIdea(TenantModel):
    """The idea of somebody on which an application builds."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="built_on")
    idea = models.ForeignKey("participation.Idea", on_delete=models.PROTECT, related_name="applications")


class BudgetLine(TenantModel):
    """One line of the plan: quantity times price."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(max_length=8)
    category = models.CharField(max_length=12)
    label = models.CharField(max_length=480)
    quantity = models.DecimalField(max_digits=9, decimal_places=2)
    unit = models.CharField(max_length=10)
    price_eur = models.DecimalField(max_digits=11, decimal_places=2)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)

    class Meta:
        ordering = ["application", "side", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount_eur__gte=0), name="budget_line_is_not_negative")]


class Attachment(TenantModel):
    """A file that belongs to an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=400)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class FormalCheck(TenantModel):
    """The office's look at a submitted application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="checks")
    answers = models.JSONField(default=dict)
    result = models.CharField(max_length=8)
    note = models.TextField(default="", blank=True)
    checked_by = models.CharField(max_length=64)
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-id"]


class Criterion(TenantModel):
    """What an application of a call is judged by: it must be met, or is scored from 0 to 5 with a weight."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=480)
    help = models.CharField(max_length=1200, default="", blank=True)
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["call", "place", "id"]

    def __str__(self) -> str:
        return self.title


class Rating(TenantModel):
    """What the rater of a seat gives an application: points and remarks by criterion; it counts once it is handed in."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="ratings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    rater = models.CharField(max_length=64)
    rater_name = models.CharField(max_length=320)
    scores = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    late = models.BooleanField(default=False)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["application", "seat"]
        constraints = [models.UniqueConstraint(fields=["application", "seat"], name="one_rating_per_seat")]


class RatingRecusal(TenantModel):
    """Somebody said to be biased about an application before it comes to a meeting; `personal` as at a meeting (B4).

    `doubted_at` is set when the person says that it no longer holds; the chair decides.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="rating_recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=320)
    personal = models.BooleanField(default=True)
    text = models.TextField(default="", blank=True)
    declared_at = models.DateTimeField()
    doubted_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["application", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="one_rating_recusal_per_person")
        ]


class RatingSeat(TenantModel):
    """A seat among the raters of a call: when it was reminded, and until when the chair lets it rate after the deadline."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="rating_seats")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)
    late_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "seat"], name="one_row_per_rating_seat")]


class PreAssessment(TenantModel):
    """What the office says before the committee rates: which musts are met, and a remark; never points."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="pre_assessment")
    answers = models.JSONField(default=dict)
    text = models.TextField(default="", blank=True)
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=320)
    made_at = models.DateTimeField()


class Scenario(TenantModel):
    """A proposal who gets how much: the rule with another budget, and sums that depart from it, each with its reason.

    Once it is handed over to a meeting it stays: `computed` is the list that the rule gave, `proposed` what went to the body.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="scenarios")
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=240)
    budget_eur = models.DecimalField(max_digits=11, decimal_places=2)
    amounts = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=320)
    changed_at = models.DateTimeField()
    computed = models.JSONField(default=list)
    proposed = models.JSONField(default=list)
    meeting = models.CharField(max_length=22, default="", blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["call", "letter"]
        constraints = [models.UniqueConstraint(fields=["call", "letter"], name="one_scenario_per_letter")]

    def __str__(self) -> str:
        return f"{self.letter}: {self.name}"
