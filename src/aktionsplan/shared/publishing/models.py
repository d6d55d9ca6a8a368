"""What may be seen outside."""

from django.db import models

from aktionsplan.shared.kinds import Json
from aktionsplan.shared.publishing.shapes import in_present_shape
from aktionsplan.shared.tenancy import TenantModel


class Publication(TenantModel):
    """Frozen public fields of one thing in one version; withdrawn when `withdrawn_at` is set."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8, default="de")
    data = models.JSONField()
    published_by = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    current = models.BooleanField(default=True)
    order = models.CharField(max_length=40, default="", blank=True)
    shape = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["kind", "order", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "slug", "language", "version"],
                name="publication_version_has_no_double",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "slug", "language"],
                condition=models.Q(current=True),
                name="publication_has_one_current_version",
            ),
        ]

    @property
    def content(self) -> Json:
        """What was frozen, in the shape of today."""
        return in_present_shape(self.kind, self.shape, self.data)


class Window(models.Model):
    """The portal of one partnership: its address and a number that grows with every publication."""

    partnership = models.OneToOneField("partnership.Partnership", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    version = models.PositiveBigIntegerField(default=0)
