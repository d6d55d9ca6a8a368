"""Issued documents."""

from django.db import models

from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.tenancy import TenantModel


class Document(TenantModel):
    """A letter as it left the house: kind, what it is about, its data and its PDF."""

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    data = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "reference"], name="document_by_reference")]
