"""What follows from it."""

from django.db import models

from aktionsplan.development.analysis.models.series import Theme
from aktionsplan.shared.tenancy import TenantModel


class Finding(TenantModel):
    """One sentence about the place, with what speaks for it and against it.

    `area` is the key of a town or district; empty means the whole funding area. `author` and `reader` are references of
    accounts; who reads it is another person than who wrote it.
    """

    number = models.PositiveIntegerField()
    sentence = models.CharField(max_length=1200)
    text = models.TextField(default="", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="findings")
    area = models.CharField(max_length=22, default="", blank=True)
    confidence = models.CharField(max_length=8)
    reasons_for = models.TextField()
    reasons_against = models.TextField()
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=320)
    written_on = models.DateField()
    check_on = models.DateField()
    reader = models.CharField(max_length=64, default="", blank=True)
    reader_name = models.CharField(max_length=320, default="", blank=True)
    read_on = models.DateField(null=True, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_finding_for_each_number")]

    def __str__(self) -> str:
        return self.sentence


class FindingSource(TenantModel):
    """What a finding rests on, as it was on the day it was cited: kind and key of the thing, its name, and the sentence.

    `year` and `value` are set for a figure of a series and for incidents. Nothing here changes when the thing does.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=12)
    reference = models.CharField(max_length=22, default="", blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    title = models.CharField(max_length=480)
    said = models.CharField(max_length=2400, default="", blank=True)
    origin = models.CharField(max_length=1200, default="", blank=True)
    cited_on = models.DateField()

    class Meta:
        ordering = ["id"]
