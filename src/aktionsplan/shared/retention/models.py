"""What the archive was offered before anything is deleted by a person's release."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class ArchiveOffer(TenantModel):
    """Rows of one retention class that were offered to the archive, and whether their deletion was released.

    `until` is the newest day (of the class's own counting) that the offer covers.
    """

    retention = models.CharField(max_length=40)
    until = models.DateField()
    count = models.PositiveIntegerField()
    offered_on = models.DateField()
    answer = models.CharField(max_length=10)
    note = models.CharField(max_length=400, default="", blank=True)
    offered_by = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-offered_on", "-pk"]
