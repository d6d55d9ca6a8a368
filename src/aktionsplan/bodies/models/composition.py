"""Bodies, their seats and who holds them, who leads."""

import datetime as dt

from django.db import models
from django.db.models import Q

from aktionsplan.people.models import Account
from aktionsplan.shared.tenancy import TenantModel


class Body(TenantModel):
    """A committee, forum or network."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=480)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="body_named_once")]

    def __str__(self) -> str:
        return self.name


class FundBody(TenantModel):
    """Which body is asked about the money of a fund, in every year, and whether it recommends or decides itself."""

    code = models.CharField(max_length=8)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="funds")
    binding = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["partnership", "code"], name="one_body_per_fund")]


class Seat(TenantModel):
    """One vote (or voice) of an interest group; the seat owns the vote, not the person."""

    present_holders: "list[SeatHolder]"
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    group = models.CharField(max_length=480)
    side = models.CharField(max_length=8)
    voting = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "id"]


class SeatHolder(TenantModel):
    """A person on a seat for a term, as member or deputy; `named_since` is the consent to be named in public."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    name = models.CharField(max_length=320)
    capacity = models.CharField(max_length=8)
    record = models.CharField(max_length=800, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    secrecy_on = models.DateField(null=True, blank=True)
    secrecy_record = models.CharField(max_length=800, default="", blank=True)
    named_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["seat", "-capacity"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "capacity"],
                condition=Q(valid_until__isnull=True),
                name="one_member_and_one_deputy_per_seat",
            )
        ]


class BodyFunction(TenantModel):
    """Who leads the body or writes its minutes, for a time."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="functions")
    function = models.CharField(max_length=12)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=320)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "function"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "function"], condition=Q(valid_until__isnull=True), name="one_person_per_function"
            )
        ]

    def is_in_force(self, day: dt.date) -> bool:
        """Whether the term holds on that day."""
        return self.valid_from <= day and (self.valid_until is None or self.valid_until > day)
