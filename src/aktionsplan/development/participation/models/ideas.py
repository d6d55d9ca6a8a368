"""Ideas of everybody for the plan."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Idea(TenantModel):
    """An idea for a project: from the portal, or a result of an event; shown once the office has read it.

    `place` is the key of a town or district, empty for the whole area. `code` is a keyed hash: whoever has the code looks the
    idea up or takes it back. `email` is for the answer only and goes with it.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    place = models.CharField(max_length=22, default="", blank=True)
    theme = models.ForeignKey("analysis.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="ideas")
    source = models.CharField(max_length=8)
    origin = models.CharField(max_length=480, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    code = models.CharField(max_length=64, default="", blank=True)
    received_on = models.DateField()
    answer = models.TextField(default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_idea_for_each_number")]
        indexes = [models.Index(fields=["partnership", "state"], name="idea_by_state")]

    def __str__(self) -> str:
        return self.title
