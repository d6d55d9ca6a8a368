"""The bodies that deal with the plan, their sittings, and what they wanted changed."""

from django.db import models

from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.partnership.models import Municipality
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.tenancy import TenantModel


class PlanBody(TenantModel):
    """A body that deals with the plan: of one municipality, or of all. The plan holds when the required ones agreed."""

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=480)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="plan_body_named_once")]

    def __str__(self) -> str:
        return self.name


class Station(TenantModel):
    """A body deals with a Fassung on a day, and says something to it.

    `confirmed` is the Fassung of which the chair said that it carries out the demanded changes. `text` is the wording of the
    decision, or why it was deferred or refused.
    """

    plan_body = models.ForeignKey(PlanBody, on_delete=models.PROTECT, related_name="stations")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    public = models.BooleanField(default=True)
    paper = models.CharField(max_length=160, default="", blank=True)
    agenda_item = models.CharField(max_length=80, default="", blank=True)
    result = models.CharField(max_length=10, default="", blank=True)
    yes = models.PositiveSmallIntegerField(null=True, blank=True)
    no = models.PositiveSmallIntegerField(null=True, blank=True)
    abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(default="", blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.CharField(max_length=320, default="", blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["day", "id"]


class Demand(TenantModel):
    """A change that a body wants, and what became of it: taken over in a Fassung, supplied in an annex, or declined."""

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="demands")
    text = models.TextField()
    answer = models.CharField(max_length=10, default="", blank=True)
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["station", "id"]
