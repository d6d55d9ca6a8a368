"""Comments on a paragraph of the plan, or inside on any thing of stage 1."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Comment(TenantModel):
    """What somebody says to a thing: from the portal (no account, `function` empty) or inside under a function.

    `about` is the thing (`plan_version:KEY`, `finding:KEY`), `about_title` what it was called then; `place` is the key of a
    paragraph, `place_number` its number in that version. `email` is for the answer only and goes with it. `answer_by` is the day
    until which the portal promises an answer.
    """

    number = models.PositiveIntegerField()
    about = models.CharField(max_length=60)
    about_title = models.CharField(max_length=1200)
    place = models.CharField(max_length=22, default="", blank=True)
    place_number = models.CharField(max_length=12, default="", blank=True)
    text = models.TextField()
    signature = models.CharField(max_length=480, default="", blank=True)
    function = models.CharField(max_length=240, default="", blank=True)
    author = models.CharField(max_length=64, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    received_on = models.DateField()
    answer_by = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=8, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    answered_in = models.CharField(max_length=40, default="", blank=True)
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="one_comment_for_each_number")]
        indexes = [models.Index(fields=["partnership", "about"], name="comment_by_thing")]

    def __str__(self) -> str:
        return self.text
