"""Meetings: agenda, papers, invitations, who was there, what the chair found, minutes."""

from django.db import models
from django.db.models import Q

from aktionsplan.bodies.models.composition import Body, SeatHolder
from aktionsplan.network.models import Organisation
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.tenancy import TenantModel


class Meeting(TenantModel):
    """One meeting of a body, or one vote in writing (`kind` circular, until `deadline`).

    `version` rises with every deed in it: what the live screens ask for. `sequence` rises with every change of time, place or
    state: what calendars count (RFC 5545). `quorate` is what the chair found last.
    """

    declined: bool
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=8, default="meeting")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=480)
    reason = models.TextField(default="", blank=True)
    public = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    invited_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    quorate = models.BooleanField(null=True, blank=True)
    current = models.ForeignKey("AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    sequence = models.PositiveSmallIntegerField(default=0)
    voted = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["partnership", "body", "-starts_at"], name="meeting_by_body")]


class AgendaItem(TenantModel):
    """What is to be treated: a title, a text and a reference key; the body knows no stage.

    Items form a tree by `parent`; the number (3.4) follows from the positions. `postponed_from`, `repeats` and `continues`
    name the item that comes back here: for lack of quorum, because its decision must be taken again, or put off. `noticed`
    says that the invitation told of the smaller number (Q5), `added_late` that no invitation named the item, `binding` that
    the body decides on this money itself instead of recommending (M5). `reports_on` is the vote in writing whose result the
    item tells the next meeting (U5).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, default="topic")
    title = models.CharField(max_length=480)
    text = models.TextField(default="", blank=True)
    reference = models.CharField(max_length=120, default="", blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    requested_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    binding = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    public = models.BooleanField(default=False)
    note = models.TextField(default="", blank=True)
    state = models.CharField(max_length=16)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    postponed_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noticed = models.BooleanField(default=False)
    added_late = models.BooleanField(default=False)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    continues = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reports_on = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="reported_in"
    )

    class Meta:
        ordering = ["meeting", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], condition=Q(parent__isnull=True), name="agenda_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["parent", "position"], condition=Q(parent__isnull=False), name="part_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["partnership", "reference"],
                condition=Q(state__in=("open", "under_way")) & ~Q(reference=""),
                name="a_thing_is_on_one_open_agenda",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "reference"], name="item_by_reference")]


class Paper(TenantModel):
    """A file that belongs to an item; `public` ones may be published with the meeting."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=480)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "id"]


class Invitation(TenantModel):
    """Proof that a holder was invited to a meeting, told of a change or of its end: when and how.

    `mail_key` names the mail in the outbox, whose sending is the proof; by post and by hand a person says it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6)
    way = models.CharField(max_length=5)
    sequence = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=480)
    at = models.DateTimeField()
    mail_key = models.CharField(max_length=22, default="", blank=True)

    class Meta:
        ordering = ["meeting", "id"]


class Attendance(TenantModel):
    """One stay of a holder in a meeting, from arrival to leaving; or the excuse of somebody who does not come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    excused = models.BooleanField(default=False)

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "holder"],
                condition=Q(left_at__isnull=True),
                name="nobody_is_present_twice",
            )
        ]


class QuorumFinding(TenantModel):
    """What the chair found about the quorum, when, and on whose request; none is overwritten (committee.md Q3)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="quorum_findings")
    found_at = models.DateTimeField()
    quorate = models.BooleanField()
    ground = models.CharField(max_length=12)
    present = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    uninvited = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "id"]


class Minutes(TenantModel):
    """The record of a meeting: frozen and signed by two people; later only corrections are added."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    state = models.CharField(max_length=7)
    chair = models.CharField(max_length=64, default="", blank=True)
    chair_name = models.CharField(max_length=320, default="", blank=True)
    chair_as = models.CharField(max_length=12, default="", blank=True)
    chair_signed_at = models.DateTimeField(null=True, blank=True)
    secretary = models.CharField(max_length=64, default="", blank=True)
    secretary_name = models.CharField(max_length=320, default="", blank=True)
    secretary_signed_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    internal = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    public = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")


class Correction(TenantModel):
    """What was wrong in signed minutes, written beside them, never over them."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["minutes", "id"]
