"""Goals."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Goal(TenantModel):
    """One goal of the plan; its key stays the same over all versions of the plan."""

    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=480)
    text = models.TextField()
    indicator = models.CharField(max_length=800, default="", blank=True)
    unit = models.CharField(max_length=160, default="", blank=True)
    baseline = models.IntegerField(null=True, blank=True)
    target = models.IntegerField(null=True, blank=True)
    actual = models.IntegerField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    target_group = models.CharField(max_length=800, default="", blank=True)
    responsible = models.CharField(max_length=480, default="", blank=True)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="goal_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
