"""What the ledger stores: entries, their salted contents, the running head and the heads given away."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class LedgerEntry(TenantModel):
    """One deed: who (opaque), when, what kind, about what; its content only as a commitment."""

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    kind = models.CharField(max_length=80)
    reference = models.CharField(max_length=120)
    commitment = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["partnership", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "sequence"], name="ledger_sequence_has_no_double"),
        ]
        indexes = [models.Index(fields=["partnership", "reference", "sequence"], name="ledger_by_reference")]


class LedgerSecret(TenantModel):
    """Salt and content of an entry; deleting it erases the content and leaves the chain whole."""

    entry = models.OneToOneField(LedgerEntry, on_delete=models.PROTECT, related_name="secret")
    salt = models.CharField(max_length=64)
    payload = models.TextField()


class LedgerTree(TenantModel):
    """The running state of a partnership's tree; its row is the lock under which entries are appended."""

    size = models.PositiveBigIntegerField(default=0)
    last_leaf = models.CharField(max_length=64, default="")
    peaks = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="ledger_one_tree_per_partnership")]


class TreeHead(TenantModel):
    """A head that left the house: printed, mailed or shown; the alarm compares with it."""

    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    where = models.CharField(max_length=120)
