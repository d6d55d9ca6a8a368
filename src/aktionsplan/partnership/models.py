"""The tenant and its money."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from aktionsplan.shared.tenancy import TenantModel, new_key


class Partnership(models.Model):
    """One or more municipalities with one plan. The tenant itself is global."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=480)
    land = models.CharField(max_length=2)
    claim = models.CharField(max_length=480, default="", blank=True)
    founded_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Municipality(TenantModel):
    """A town, municipality or county of the funding area."""

    name = models.CharField(max_length=480)
    kind = models.CharField(max_length=20, default="town")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="municipality_named_once")]


class District(TenantModel):
    """A part of a municipality; the public sees places no closer than this."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="districts")
    name = models.CharField(max_length=480)

    class Meta:
        ordering = ["municipality", "id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="district_named_once")]


class Office(TenantModel):
    """An office with its address as notices print it: lead office or coordination office."""

    kind = models.CharField(max_length=20)
    authority = models.CharField(max_length=480)
    head_title = models.CharField(max_length=480, default="", blank=True)
    name = models.CharField(max_length=480)
    street = models.CharField(max_length=480)
    postcode = models.CharField(max_length=20)
    city = models.CharField(max_length=480)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=80, default="", blank=True)
    visit = models.CharField(max_length=480, default="", blank=True)
    payer = models.CharField(max_length=280, default="", blank=True)
    payer_iban = models.CharField(max_length=34, default="", blank=True)
    payer_proposed_by = models.CharField(max_length=64, default="", blank=True)
    payer_confirmed_by = models.CharField(max_length=64, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(valid_until__isnull=True),
                name="one_office_of_a_kind_at_a_time",
            )
        ]


class Coordination(TenantModel):
    """The record of the coordination office: in the town's own office or with a carrier, what it does, both contracts.

    `processor` is the contract by which an outside office handles personal data for the town (Article 28 GDPR).
    """

    place = models.CharField(max_length=10)
    carrier = models.CharField(max_length=480, default="", blank=True)
    tasks = models.TextField(default="", blank=True)
    contract_on = models.DateField(null=True, blank=True)
    contract_until = models.DateField(null=True, blank=True)
    contract_paper = models.CharField(max_length=480, default="", blank=True)
    processor_on = models.DateField(null=True, blank=True)
    processor_until = models.DateField(null=True, blank=True)
    processor_paper = models.CharField(max_length=480, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="one_coordination_record")]


class OfficeStaff(TenantModel):
    """Somebody who works in the coordination office, with weekly hours, from when until when."""

    name = models.CharField(max_length=320)
    task = models.CharField(max_length=480, default="", blank=True)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["begins_on", "id"]

    def __str__(self) -> str:
        return self.name


class Statements(TenantModel):
    """What the town says about itself in public beside its address: privacy, funder, accessibility. One row per partnership."""

    protection_officer = models.CharField(max_length=1200)
    supervisor = models.CharField(max_length=1200)
    funder = models.CharField(max_length=1200)
    assessed_on = models.DateField()
    enforcement = models.CharField(max_length=1200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership"], name="statements_stored_once")]


class ProgrammeYear(TenantModel):
    """A calendar year; its money expires on 31 December."""

    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["partnership", "year"], name="programme_year_opened_once")]


class Fund(TenantModel):
    """Money for one purpose in one year. Reserved plus committed never exceeds the ceiling."""

    bars: "tuple[object, ...]"
    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="funds")
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=480)
    kind = models.CharField(max_length=20, default="action_fund")
    ceiling_eur = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal(0))
    reserved_eur = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal(0))
    committed_eur = models.DecimalField(max_digits=11, decimal_places=2, default=Decimal(0))

    class Meta:
        ordering = ["programme_year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "code"], name="fund_code_is_unique_in_its_year"),
            models.CheckConstraint(
                condition=Q(ceiling_eur__gte=F("reserved_eur") + F("committed_eur")),
                name="reserved_and_committed_stay_below_the_ceiling",
            ),
            models.CheckConstraint(condition=Q(reserved_eur__gte=0), name="reserved_is_never_negative"),
            models.CheckConstraint(condition=Q(committed_eur__gte=0), name="committed_is_never_negative"),
        ]

    @property
    def free_eur(self) -> Decimal:
        """What can still be reserved."""
        return self.ceiling_eur - self.reserved_eur - self.committed_eur


class BudgetEntry(TenantModel):
    """A dated change of money: a source gives (or takes back) a sum for a fund. Never edited."""

    programme_year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="entries")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    source = models.CharField(max_length=20)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2)
    entry_date = models.DateField()
    note = models.CharField(max_length=800, default="", blank=True)

    class Meta:
        ordering = ["entry_date", "id"]
        constraints = [models.CheckConstraint(condition=~Q(amount_eur=0), name="budget_entry_is_not_zero")]


class FundBooking(TenantModel):
    """What reserved, committed or freed how much, for which thing. Sums of these are the fund's columns."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="bookings")
    kind = models.CharField(max_length=12)
    reference = models.CharField(max_length=120)
    reserved_eur = models.DecimalField(max_digits=11, decimal_places=2)
    committed_eur = models.DecimalField(max_digits=11, decimal_places=2)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["booked_at", "id"]
        indexes = [models.Index(fields=["fund", "reference"], name="booking_by_reference")]


class RuleSet(TenantModel):
    """One version of one kind of rules; a notice, call or decision keeps the version it was made under.

    `scope` is the key of the body whose own rules these are; empty for the whole partnership.
    """

    kind = models.CharField(max_length=20)
    scope = models.CharField(max_length=22, default="", blank=True)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=480)
    valid_from = models.DateField()
    values = models.JSONField(default=dict)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "kind", "scope", "version"], name="rule_set_version_is_unique"
            )
        ]


class Milestone(TenantModel):
    """By when a bullet of the four stages is to be fulfilled."""

    bullet = models.CharField(max_length=6)
    due_date = models.DateField()

    class Meta:
        ordering = ["due_date", "bullet"]
        constraints = [models.UniqueConstraint(fields=["partnership", "bullet"], name="one_date_per_bullet")]
