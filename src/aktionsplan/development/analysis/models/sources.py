"""Who told us what, and what is not known yet."""

from django.db import models

from aktionsplan.development.analysis.models.series import Theme
from aktionsplan.shared.tenancy import TenantModel


class Source(TenantModel):
    """An interview, a document, an observation or a council paper.

    `title` is the role of whoever was asked, never a name, or the title of the paper. `area` is the key of a town or
    district; empty means the whole funding area. `consent_on` is the day on which the person agreed to `consent`.
    """

    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=480)
    day = models.DateField()
    area = models.CharField(max_length=22, default="", blank=True)
    statement = models.TextField(default="", blank=True)
    origin = models.CharField(max_length=800, default="", blank=True)
    address = models.CharField(max_length=2000, default="", blank=True)
    consent = models.CharField(max_length=16, default="", blank=True)
    consent_on = models.DateField(null=True, blank=True)
    themes = models.ManyToManyField(Theme, through="SourceTheme", related_name="+")
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return self.title


class SourceTheme(TenantModel):
    """What a source is about."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="about")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "theme"], name="source_about_once")]


class Quote(TenantModel):
    """A sentence of an interview in its own words; shown outside the office only when it is released."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="quotes")
    text = models.CharField(max_length=2000)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Question(TenantModel):
    """What is not known yet, who finds out and by when."""

    text = models.CharField(max_length=1200)
    owner = models.CharField(max_length=480, default="", blank=True)
    due = models.DateField(null=True, blank=True)
    answer = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.text
