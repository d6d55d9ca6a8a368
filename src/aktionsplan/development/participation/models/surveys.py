"""Surveys: questions, sealed answers while they run, opened answers afterwards."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Survey(TenantModel):
    """A survey without names. `least` is how many answers a group needs before it is shown, to anybody.

    `answered` and `digest` are set at closing: how many answers there were, and the hash of their sorted set. `method`
    and `missing` say how people were asked and who is missing. `reader` is another person than the author.
    """

    title = models.CharField(max_length=480)
    intro = models.TextField(default="", blank=True)
    access = models.CharField(max_length=8)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    least = models.PositiveSmallIntegerField(default=10)
    method = models.TextField(default="", blank=True)
    missing = models.TextField(default="", blank=True)
    author = models.CharField(max_length=64)
    reader = models.CharField(max_length=64, default="", blank=True)
    reader_name = models.CharField(max_length=320, default="", blank=True)
    read_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    shown_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(TenantModel):
    """One question of a survey; see `shared.questions`.

    `grouping` says by what results may be grouped: `group` (age and the like) or `place` (its answers are our districts).
    `remembered` questions are asked again in the same words in later years.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=1200)
    help = models.CharField(max_length=800, default="", blank=True)
    options = models.JSONField(default=list)
    way_out = models.CharField(max_length=8, default="", blank=True)
    sensitive = models.BooleanField(default=False)
    grouping = models.CharField(max_length=8, default="", blank=True)
    remembered = models.BooleanField(default=False)
    theme = models.ForeignKey("analysis.Theme", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    topics_by = models.CharField(max_length=64, default="", blank=True)
    topics_read_by = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ["place", "id"]


class SurveyToken(TenantModel):
    """A slip with a code that lets one person answer once; only its keyed hash is kept, and nothing leads to the answer."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tokens")
    code = models.CharField(max_length=64)
    used = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["survey", "code"], name="one_slip_for_each_code")]


class SealedAnswer(TenantModel):
    """One answer while the survey runs: a sealed text of one length, bound to this row's key (record 8). No time, no order."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sealed")
    text = models.TextField()

    class Meta:
        ordering = ["key"]


class SurveyAnswer(TenantModel):
    """One opened answer under a new random key: for each question (by its place) what was answered."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    content = models.JSONField()

    class Meta:
        ordering = ["key"]


class SurveyTopic(TenantModel):
    """What several free answers to a question speak of, and how many do; counted by one person, read again by a second."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="topics")
    word = models.CharField(max_length=480)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-count", "word"]
        constraints = [models.UniqueConstraint(fields=["question", "word"], name="topic_named_once")]


class SurveyQuote(TenantModel):
    """A sentence from a free answer that the office released, because it makes nobody recognisable."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="quotes")
    text = models.TextField()
    released_on = models.DateField()

    class Meta:
        ordering = ["key"]
