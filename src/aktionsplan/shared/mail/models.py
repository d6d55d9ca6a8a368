"""The outbox."""

from django.db import models

from aktionsplan.shared.tenancy import new_key


class OutboxMail(models.Model):
    """One mail to one address: queued, sent or failed. Global: accounts have no partnership.

    `short` is a mail with a code: its words go when it is sent, the rest a day after it was written, sent or not.
    """

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    short = models.BooleanField(default=False)
    calendar = models.TextField(default="", blank=True)
    state = models.CharField(max_length=8, default="queued")
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "created_at"], name="outbox_by_state")]
