"""Foreign tables on their way in."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class UploadedTable(TenantModel):
    """The sheets of a file that somebody is taking over; it goes when that is done or after some days.

    `sheets` holds for each sheet its name, its rows of cells as text and its merged ranges (`shared.tables.reading`).
    """

    purpose = models.CharField(max_length=8)
    name = models.CharField(max_length=480)
    sheets = models.JSONField()
    uploaded_by = models.CharField(max_length=64)
    uploaded_on = models.DateField()

    class Meta:
        ordering = ["-id"]
