"""The five months: steps, the coach's contract and talks."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Process(TenantModel):
    """When the making of the plan began."""

    start_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_process")]


class ProcessStep(TenantModel):
    """A step of the five months: what fulfils it is its `kind`; for entries `done_on` and `paper`."""

    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=480)
    lane = models.CharField(max_length=8)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=480, default="", blank=True)

    class Meta:
        ordering = ["due", "number"]

    def __str__(self) -> str:
        return self.title


class CoachContract(TenantModel):
    """Who accompanies the making of the plan, with how many hours."""

    name = models.CharField(max_length=320)
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    begins_on = models.DateField()
    ends_on = models.DateField()
    paper = models.CharField(max_length=480, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_coach_contract")]


class CoachTalk(TenantModel):
    """A talk with the coach. `by_office` says that the coordinator entered it."""

    day = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    theme = models.CharField(max_length=480)
    advice = models.TextField()
    by_office = models.BooleanField(default=False)
    author = models.CharField(max_length=64)
    author_name = models.CharField(max_length=320)

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return self.theme
