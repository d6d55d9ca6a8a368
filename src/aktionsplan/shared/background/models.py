"""Work that waits for the worker, is being done, or is done."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Job(TenantModel):
    """One piece of work: its kind (`jobs.one_off`), the thing it is about, who asked, how far it is, what came of it.

    `done` of `total` are counted in what the kind counts (rows, letters); `result` is a marked sentence with its values.
    """

    kind = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    by = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "created_at"], name="jobs_by_state")]
