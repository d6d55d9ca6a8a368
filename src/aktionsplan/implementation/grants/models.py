"""Grants with their notice, payments, and grants of earlier years read from public lists."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from aktionsplan.implementation.calls.models import Application
from aktionsplan.implementation.grants.rules import ACT_KINDS, ADVANCE
from aktionsplan.network.models import BankAccount, Organisation
from aktionsplan.partnership.models import Fund
from aktionsplan.partnership.rules import frozen
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.tenancy import TenantModel


class Grant(TenantModel):
    """The money given for one application, from the drafted notice on."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="grant")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="grants")
    number = models.CharField(max_length=20, default="", blank=True)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)
    funding_type = models.CharField(max_length=14)
    state = models.CharField(max_length=10)
    created_at = models.DateTimeField()
    protected = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], condition=~Q(number=""), name="grant_number_is_unique"
            ),
            models.CheckConstraint(condition=Q(amount_eur__gt=0), name="grant_is_positive"),
        ]
        indexes = [
            models.Index(fields=["partnership", "state"], name="grant_by_state"),
            models.Index(fields=["partnership", "created_at", "id"], name="grant_newest_first"),
        ]


class Written(TenantModel):
    """What every notice has on its way: the law it was drafted under, who drafted and signed it, its paper, its days.

    `instructed`: its instruction on the remedy is complete and right. `late_on`: when an objection came after the period.
    """

    rules_version = models.PositiveIntegerField()
    kept_law = models.JSONField()
    drafted_by = models.CharField(max_length=64)
    drafters = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    returned_note = models.TextField(default="", blank=True)
    signed_by = models.CharField(max_length=64, default="", blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    posted_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    remedy_last_day = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    waived_on = models.DateField(null=True, blank=True)
    objected_on = models.DateField(null=True, blank=True)
    contested_on = models.DateField(null=True, blank=True)
    served_on = models.DateField(null=True, blank=True)
    instructed = models.BooleanField(default=True)
    late_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def law(self) -> Json:
        """The law it was drafted under, in today's shape."""
        return frozen("grant_law", self.kept_law)


class Notice(Written):
    """The Zuwendungsbescheid: drafted by one person, signed by another, posted, final."""

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="notice")
    purpose = models.TextField()
    provisions = models.TextField(default="", blank=True)
    reasons = models.TextField()
    reduction_reason = models.TextField(default="", blank=True)
    struck_eur = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal("0.00"))
    salutation = models.CharField(max_length=480)
    proof_due_on = models.DateField()
    early_start_on = models.DateField(null=True, blank=True)
    not_begun_on = models.DateField(null=True, blank=True)
    payment_scheme = models.CharField(max_length=13, default=ADVANCE)
    advance_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    flat_eur = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    flat_unit = models.CharField(max_length=6, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(drafted_by=models.F("signed_by")), name="drafter_and_signatory_differ"
            ),
            models.CheckConstraint(
                condition=Q(signed_by="", signed_at__isnull=True) | (~Q(signed_by="") & Q(signed_at__isnull=False)),
                name="signature_has_person_and_time",
            ),
        ]


class Act(Written):
    """A notice of another kind than the grant itself, about an application: refusal, leave to begin early.

    Drafted by one person, signed by another, posted, final, as a grant's notice is. `details` are what only its kind has,
    in texts: `begins_on`.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=32, default="", blank=True)
    state = models.CharField(max_length=10)
    salutation = models.CharField(max_length=480)
    reasons = models.TextField()
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-drafted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "number"], condition=~Q(number=""), name="act_number_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(drafted_by=models.F("signed_by")), name="act_drafter_and_signatory_differ"
            ),
            models.CheckConstraint(
                condition=Q(signed_by="", signed_at__isnull=True) | (~Q(signed_by="") & Q(signed_at__isnull=False)),
                name="act_signature_has_person_and_time",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state"], name="act_by_state"),
            models.Index(fields=["partnership", "drafted_at", "id"], name="act_newest_first"),
        ]

    @property
    def word(self) -> str:
        """What a notice of its kind is called."""
        return ACT_KINDS[self.kind]


class Provision(TenantModel):
    """A special provision of a grant's notice: what the sponsor has to do, by when, and whether money waits for it.

    Of an instalment `amount_eur` is the sum that may be asked for from `due_on` on. `follow_up` is the key of the agreed
    step that reminds the sponsor, once the notice is posted.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="provisions")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=1200)
    due_on = models.DateField(null=True, blank=True)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=8)
    met_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=1200, default="", blank=True)
    follow_up = models.CharField(max_length=22, default="", blank=True)

    class Meta:
        ordering = ["due_on", "id"]


class Payment(TenantModel):
    """Money asked for, ordered by one person and released by another."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments")
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)
    purpose = models.CharField(max_length=800)
    state = models.CharField(max_length=10)
    requested_by = models.CharField(max_length=64)
    requested_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=64, default="", blank=True)
    ordered_at = models.DateTimeField(null=True, blank=True)
    bank = models.ForeignKey(BankAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    released_by = models.CharField(max_length=64, default="", blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    bank_file = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fetched_by = models.CharField(max_length=64, default="", blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=800, default="", blank=True)
    need_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    """What the sponsor has to pay soon, when the money was asked for in advance."""
    bounced_on = models.DateField(null=True, blank=True)
    """When the bank sent the money back."""

    class Meta:
        ordering = ["requested_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_eur__gt=0), name="payment_is_positive"),
            models.CheckConstraint(
                condition=Q(released_by="") | ~Q(ordered_by=models.F("released_by")),
                name="orderer_and_releaser_differ",
            ),
        ]


class Receipt(TenantModel):
    """A receipt of a project: what was spent or taken in, on what day, for which line of the plan; it may still be incomplete.

    `file` is the photo or PDF, `invoice` the data of an e-invoice as they came. `number` counts within the project.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=8)
    line = models.CharField(max_length=12, default="", blank=True)
    payee = models.CharField(max_length=480, default="", blank=True)
    reason = models.CharField(max_length=800, default="", blank=True)
    invoice_number = models.CharField(max_length=240, default="", blank=True)
    document_on = models.DateField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    eligible_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    quantity = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=10, default="", blank=True)
    way = models.CharField(max_length=8, default="", blank=True)
    flow = models.CharField(max_length=320, default="", blank=True)
    remark = models.CharField(max_length=1200, default="", blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invoice = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts")
    """The request that names it; its words stay as they were then."""
    state = models.CharField(max_length=9)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="receipt_number_is_unique_in_a_project"),
            models.CheckConstraint(
                condition=Q(amount_eur__isnull=True) | Q(amount_eur__gt=0), name="receipt_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(eligible_eur__isnull=True) | Q(eligible_eur__lte=models.F("amount_eur")),
                name="eligible_is_a_part_of_the_receipt",
            ),
        ]

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.file is not None and self.file.content_type.startswith("image/")


class AttendanceSheet(TenantModel):
    """A list of attendance of a project with a flat rate: one per event and day; printed, signed there, its totals typed.

    `single` prints sheets without names for people who are at risk by being there. `people` is everybody, `under_16` among them.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=480)
    held_on = models.DateField()
    time = models.CharField(max_length=160, default="", blank=True)
    place = models.CharField(max_length=480)
    single = models.BooleanField(default=False)
    people = models.PositiveIntegerField(null=True, blank=True)
    under_16 = models.PositiveIntegerField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="sheet_number_is_unique_in_a_project"),
            models.CheckConstraint(
                condition=Q(under_16__isnull=True) | Q(under_16__lte=models.F("people")),
                name="young_people_are_people",
            ),
        ]


class ChangeRequest(TenantModel):
    """What a sponsor wants to change in a project: sums by line, end, purpose, sponsor; told, or asked and answered.

    `lines` holds every line of the new plan in cents as text, none where the plan stays. `act` is the notice that answers it.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    lines = models.JSONField(default=dict)
    ends_on = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=2000, default="", blank=True)
    sponsor = models.CharField(max_length=800, default="", blank=True)
    reason = models.CharField(max_length=4000)
    state = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    answer_until = models.DateField(null=True, blank=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, blank=True, related_name="answers")

    class Meta:
        ordering = ["grant", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="change_number_is_unique_in_a_project")
        ]
        indexes = [models.Index(fields=["partnership", "state"], name="change_by_state")]


class BaseRate(TenantModel):
    """A base rate of § 247 BGB that the program did not bring along: from which day, how many percent, where it stood."""

    valid_from = models.DateField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=800)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from"]
        constraints = [models.UniqueConstraint(fields=["partnership", "valid_from"], name="one_base_rate_for_a_day")]


class HistoricGrant(TenantModel):
    """A grant of earlier years from a public list: no vote, no notice, no payment. Identity: source and its number."""

    source = models.CharField(max_length=480)
    source_number = models.CharField(max_length=160)
    recipient = models.CharField(max_length=800)
    legal_form = models.CharField(max_length=320, default="", blank=True)
    purpose = models.TextField()
    programme = models.CharField(max_length=800, default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)
    row = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "recipient", "source_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "source", "source_number"], name="historic_grant_has_no_double"
            )
        ]
