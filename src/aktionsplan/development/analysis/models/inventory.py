"""What there is, how it is judged, what is missing, and the closed analysis."""

from django.db import models
from django.db.models import Q

from aktionsplan.development.analysis.models.findings import Finding
from aktionsplan.development.analysis.models.series import Theme
from aktionsplan.shared.tenancy import TenantModel


class Offer(TenantModel):
    """An offer, actor, network, concept, council decision, place or money that the town can build on.

    `area` is the key of the main town or district; empty means the whole funding area. The carrier is an organisation of the
    network, or a name somebody typed. `contact` is for the office. One that a club described waits until the office accepts.
    """

    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    carrier = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    carrier_name = models.CharField(max_length=480, default="", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="offers")
    area = models.CharField(max_length=22, default="", blank=True)
    target_groups = models.CharField(max_length=800, default="", blank=True)
    reach = models.CharField(max_length=480, default="", blank=True)
    staff = models.CharField(max_length=480, default="", blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    funded_by = models.CharField(max_length=480, default="", blank=True)
    funded_until = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=800, default="", blank=True)
    cooperations = models.CharField(max_length=1200, default="", blank=True)
    proposed_by = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["title", "id"]
        indexes = [models.Index(fields=["partnership", "theme", "area"], name="offer_by_cell")]

    def __str__(self) -> str:
        return self.title


class OfferPlace(TenantModel):
    """A further place of an offer; it counts only in the main one."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="places")
    area = models.CharField(max_length=22)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "area"], name="offer_at_place_once")]


class Assessment(TenantModel):
    """What somebody who knows the field thinks of an offer on a day; a new one takes the place of the former, which stays."""

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="assessments")
    verdict = models.CharField(max_length=8)
    text = models.TextField()
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=320)
    day = models.DateField()
    latest = models.BooleanField(default=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(latest=True), name="one_latest_assessment")
        ]


class Need(TenantModel):
    """What has to be done because of findings and gaps."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=800)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="needs")
    priority = models.CharField(max_length=6, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_need_for_each_number")]

    def __str__(self) -> str:
        return self.title


class NeedFinding(TenantModel):
    """A need follows from a finding."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="findings")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="needs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "finding"], name="need_follows_once")]


class NeedGap(TenantModel):
    """A need follows from a gap: a theme in a place."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="gaps")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=22)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "theme", "area"], name="need_fills_gap_once")]


class LeftOpen(TenantModel):
    """A finding or a gap from which no need follows, on purpose and with a reason."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="left_open")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    area = models.CharField(max_length=22, default="", blank=True)
    reason = models.TextField()
    author_name = models.CharField(max_length=320)
    day = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(finding__isnull=False), name="finding_left_open_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "theme", "area"],
                condition=Q(finding__isnull=True),
                name="gap_left_open_once",
            ),
        ]


class ClosedAnalysis(TenantModel):
    """The analysis as it was when it was closed; `content` is frozen in the shape that `queries.frozen` gives."""

    number = models.PositiveIntegerField()
    closed_on = models.DateField()
    closed_by = models.CharField(max_length=64)
    closed_by_name = models.CharField(max_length=320)
    content = models.JSONField()
    shape = models.PositiveSmallIntegerField(default=1)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_because = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_closing_for_each_number")]
