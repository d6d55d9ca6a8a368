"""The search index and the memory of recurring jobs."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class SearchEntry(TenantModel):
    """What can be found of one thing: its title, its stems, its folded text."""

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    stems = models.TextField()
    folded = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "reference"], name="search_entry_has_no_double"),
        ]
        indexes = [models.Index(fields=["partnership", "kind"], name="search_by_kind")]


class NumberSeries(TenantModel):
    """The last number given in a series; its row is the lock under which numbers are given without gaps."""

    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "partnership_numberseries"
        constraints = [models.UniqueConstraint(fields=["partnership", "series"], name="one_row_per_number_series")]


class TickRun(models.Model):
    """That a recurring job has run for a period; makes `tick` harmless when repeated. Global."""

    job = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "period"], name="job_runs_once_per_period")]


class CacheRow(models.Model):
    """What all workers remember together for a short time: used one-time codes and limits of the sign-in. Global.

    Django's database cache reads and writes it; with Redis it stays empty.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache_rows"


class Attempt(models.Model):
    """How often something was tried in a window of time, for limits. Global; keys are hashed."""

    bucket = models.CharField(max_length=64)
    window = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "window"], name="attempts_counted_once_per_window")]


class SentForm(models.Model):
    """The one-time key of a form that has been sent: by whom, where, a keyed hash of its fields, and what was answered.

    Global: it belongs to who sent it. `digest` is empty where nothing of the fields may be kept (`shared.once`).
    """

    key = models.CharField(max_length=22)
    account = models.CharField(max_length=22, default="", blank=True)
    address = models.CharField(max_length=500)
    digest = models.CharField(max_length=64, default="", blank=True)
    answer = models.CharField(max_length=500, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "account"], name="a_form_is_done_once")]
        indexes = [models.Index(fields=["created_at"], name="sent_forms_by_age")]
