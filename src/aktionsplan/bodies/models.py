"""Bodies, seats and who holds them, meetings, agenda items, votes, decisions, minutes."""

from django.db import models
from django.db.models import Q

from aktionsplan.network.models import Organisation
from aktionsplan.people.models import Account
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.files.models import StoredFile
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


class Meeting(TenantModel):
    """One meeting of a body, or one vote in writing (`kind` circular, until `deadline`).

    `version` rises with every deed in it: what the live screens ask for. `quorate` is what the chair found last.
    """

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
    voted = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["partnership", "body", "-starts_at"], name="meeting_by_body")]


class AgendaItem(TenantModel):
    """What is to be treated: a title, a text and a reference key; the body knows no stage.

    Items form a tree by `parent`; the number (3.4) follows from the positions. `postponed_from` and `repeats` name the
    item of an earlier meeting that comes back here, for lack of quorum or because its decision must be taken again;
    `noticed` says that the invitation told of the smaller number (Q5), `binding` that the body decides on this money itself
    instead of recommending (M5). `reports_on` is the vote in writing whose result the item tells the next meeting (U5).
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
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
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


class Recusal(TenantModel):
    """A conflict of interest of a holder at an item: declared, inherited or decided by the others (committee.md B1 to B8).

    `personal` false means that the reason lies in the sending organisation: then the whole seat is void (B4). `late` is
    set when it came up only after the debate had begun, and taken back when the debate begins anew (B7).
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12)
    personal = models.BooleanField(default=True)
    text = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12)
    late = models.BooleanField(default=False)
    declared_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "holder"], name="one_recusal_per_item_and_holder")]


class Vote(TenantModel):
    """One vote on one motion, with every number it came from and the values of its rules.

    `what` is main, amendment, procedure or election. A secret vote keeps counts only. `rules` are the values in force,
    so that the verdict can be computed again when the program's defaults have changed. `established` says whether the
    quorum found at the beginning of the meeting still held.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    what = models.CharField(max_length=10, default="main")
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    moved_by = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    motion = models.CharField(max_length=24, default="", blank=True)
    text = models.TextField(default="", blank=True)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True)
    override = models.TextField(default="", blank=True)
    recusal_reason = models.TextField(default="", blank=True)
    secret = models.BooleanField(default=False)
    posts = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9)
    seats = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    void = models.PositiveSmallIntegerField(default=0)
    uninvited = models.PositiveSmallIntegerField(default=0)
    second_call = models.BooleanField(default=False)
    established = models.BooleanField(default=False)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstain = models.PositiveSmallIntegerField(default=0)
    invalid = models.PositiveSmallIntegerField(default=0)
    chair_vote = models.CharField(max_length=7, default="", blank=True)
    passed = models.BooleanField(null=True, blank=True)
    objections = models.PositiveSmallIntegerField(default=0)
    rules = models.JSONField(default=dict)
    rules_version = models.PositiveIntegerField(default=0)
    rules_title = models.CharField(max_length=480, default="", blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="open"), name="one_open_vote_per_item")
        ]


class Presence(TenantModel):
    """The roll of a vote: how one seat stood when it was opened, and its ballot.

    Secret votes keep only that the seat has voted: no choice, no time (decisions of the house, "Secret ballots").
    """

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recused = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    attendance = models.CharField(max_length=18)
    linked = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)
    choice = models.CharField(max_length=22, default="", blank=True)
    way = models.CharField(max_length=7, default="", blank=True)
    cast_at = models.DateTimeField(null=True, blank=True)
    objected = models.BooleanField(default=False)

    class Meta:
        ordering = ["vote", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "seat"], name="a_seat_is_counted_once"),
            models.CheckConstraint(
                condition=Q(secret=False) | Q(choice="", cast_at__isnull=True, way=""),
                name="a_secret_ballot_leaves_no_trace",
            ),
        ]


class Candidate(TenantModel):
    """Who stands in an election, with the votes counted at its close."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=320)
    count = models.PositiveSmallIntegerField(default=0)
    posts = models.PositiveSmallIntegerField(default=0)
    drawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["vote", "id"]
        constraints = [models.UniqueConstraint(fields=["vote", "name"], name="nobody_stands_twice")]


class Decision(TenantModel):
    """What the body decided on an item: the vote that settled it, and what follows from it."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=24)
    amount_eur = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    conditions = models.TextField(default="", blank=True)
    binding = models.BooleanField(default=False)
    reason = models.TextField(default="", blank=True)
    faulty = models.TextField(default="", blank=True)
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)


class Minutes(TenantModel):
    """The record of a meeting: frozen and signed by two people; later only corrections are added."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    state = models.CharField(max_length=7)
    chair = models.CharField(max_length=64, default="", blank=True)
    chair_name = models.CharField(max_length=320, default="", blank=True)
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
