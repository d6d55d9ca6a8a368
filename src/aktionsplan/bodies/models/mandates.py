"""On what bodies stand: mandates, people of working groups who came as contacts, results of groups."""

from django.db import models

from aktionsplan.bodies.models.composition import Body
from aktionsplan.shared.tenancy import TenantModel


class Mandate(TenantModel):
    """Who set up a body (or made the lead office, without a body): who decided, on which day, where it stands, for what.

    `responsible` and `deputy` are asked for the lead office. The newest mandate holds; former ones stay.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates")
    decided_by = models.CharField(max_length=480)
    decided_on = models.DateField()
    paper = models.CharField(max_length=480)
    task = models.TextField(default="", blank=True)
    responsible = models.CharField(max_length=320, default="", blank=True)
    deputy = models.CharField(max_length=320, default="", blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]


class ContactMember(TenantModel):
    """A contact who was invited into a body or works in it: by key, without a foreign key, so that it can be gone."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contact_members")
    contact = models.CharField(max_length=22)
    invited_on = models.DateField(null=True, blank=True)
    joined_on = models.DateField(null=True, blank=True)
    seat = models.CharField(max_length=22, default="", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["body", "contact"], name="contact_once_in_a_body")]


class GroupResult(TenantModel):
    """What a working group or forum worked out on a day."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="results")
    day = models.DateField()
    text = models.TextField()

    class Meta:
        ordering = ["-day", "-id"]
