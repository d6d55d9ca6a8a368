"""What is stored of agreed steps."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class FollowUp(TenantModel):
    """What somebody owes: from where it comes, who does it by when, and what came of it.

    `origin` names the thing it was agreed at (`kind:key`), `origin_title` what that was called then. The owner is an account,
    an office or a function, or an organisation or body by kind, key and frozen name. `effect` is the sentence of what is
    different by it, `effect_on` the day on which somebody looks.
    """

    origin = models.CharField(max_length=40, default="", blank=True)
    origin_title = models.CharField(max_length=480, default="", blank=True)
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    owner_kind = models.CharField(max_length=12)
    owner_key = models.CharField(max_length=64)
    owner_name = models.CharField(max_length=480)
    due = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1200, default="", blank=True)
    helps = models.CharField(max_length=1200, default="", blank=True)
    effect = models.CharField(max_length=1200, default="", blank=True)
    effect_on = models.DateField(null=True, blank=True)
    result = models.TextField(default="", blank=True)
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(fields=["partnership", "state", "due"], name="follow_up_by_day"),
            models.Index(fields=["partnership", "origin"], name="follow_up_by_origin"),
        ]

    def __str__(self) -> str:
        return self.title
