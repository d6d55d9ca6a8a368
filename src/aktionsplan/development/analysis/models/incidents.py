"""What happened, what was reported, and which structures there are."""

from django.db import models

from aktionsplan.development.analysis.models.series import Theme
from aktionsplan.shared.tenancy import TenantModel


class Incident(TenantModel):
    """What happened, without any name: of victims, of those who reported it, of suspects.

    Everybody inside sees kind, motive, district and month; day, street, text and the group attacked are for coordination and
    lead office. `confirmed` names the second source. A withdrawn one is counted no more.
    """

    kind = models.CharField(max_length=16)
    motive = models.CharField(max_length=20)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    district = models.ForeignKey("partnership.District", on_delete=models.PROTECT, related_name="+")
    street = models.CharField(max_length=480, default="", blank=True)
    text = models.TextField(default="", blank=True)
    group = models.CharField(max_length=480, default="", blank=True)
    source = models.CharField(max_length=12)
    police = models.CharField(max_length=8)
    confirmed = models.CharField(max_length=800, default="", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="incidents")
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["partnership", "first_day"], name="incident_by_day")]


class Report(TenantModel):
    """What a stranger reported, until the office has decided; then its words and the address are gone.

    `code` is a keyed hash: whoever has the code looks the report up or withdraws it. Nothing leads from an incident to the
    report that it was made from.
    """

    what = models.CharField(max_length=16, default="", blank=True)
    text = models.TextField(default="", blank=True)
    day = models.DateField(null=True, blank=True)
    district = models.ForeignKey("partnership.District", on_delete=models.PROTECT, null=True, related_name="+")
    police = models.CharField(max_length=8, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    code = models.CharField(max_length=64)
    received_on = models.DateField()
    answer = models.TextField(default="", blank=True)
    reason = models.CharField(max_length=16, default="", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "code"], name="one_report_for_each_code")]


class ReportTally(TenantModel):
    """How many reports of a year ended in one way; stays when the reports are gone."""

    year = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=16)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "outcome"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "year", "outcome"], name="one_tally_for_each_year")
        ]


class Structure(TenantModel):
    """A right-wing structure of the place: party branch, group, property, shop, venue, channel. No persons.

    For coordination and lead office; others see how many there are of each kind.
    """

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=480)
    district = models.ForeignKey(
        "partnership.District", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=480, default="", blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=800)
    note = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["kind", "name", "id"]
