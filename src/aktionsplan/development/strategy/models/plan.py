"""The plan as a document: chapters of blocks, frozen versions, and its text in plain language."""

from django.db import models

from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.tenancy import TenantModel


class Chapter(TenantModel):
    """A chapter of the plan; `writers` names who writes it."""

    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=480)
    writers = models.CharField(max_length=800, default="", blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Block(TenantModel):
    """A paragraph (Markdown) or a live part of a chapter; its key stays the same over all versions."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="blocks")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    text = models.TextField(default="", blank=True)
    changed_by = models.CharField(max_length=64)
    changed_by_name = models.CharField(max_length=320, default="", blank=True)
    changed_at = models.DateTimeField()
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["place", "id"]


class PlanVersion(TenantModel):
    """A version of the plan: texts and figures as they were on its day. `minor` 0 is a Fassung, else a draft.

    `content` holds chapters with their blocks, goals and money; `digest` is its SHA-256. While `state` is display, it lies open
    for comments until `comments_until`.
    """

    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=320)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    comments_until = models.DateField(null=True, blank=True)
    answers_until = models.DateField(null=True, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8)

    class Meta:
        ordering = ["-major", "-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "major", "minor"], name="plan_version_is_numbered_once")
        ]


class EasyText(TenantModel):
    """The plan in Leichte Sprache, a text of its own; outdated when a newer Fassung came after `version`."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="easy_texts")
    text = models.TextField()
    checked_by = models.CharField(max_length=480, default="", blank=True)
    checked_on = models.DateField(null=True, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_easy_text")]
