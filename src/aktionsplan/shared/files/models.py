"""Stored files."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class StoredFile(TenantModel):
    """Content of one SHA-256 in one partnership; names belong to whoever refers to it."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    damaged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "sha256"], name="file_content_is_stored_once")]
