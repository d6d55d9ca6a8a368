"""Organisations, people linked to them, versions of their bank data."""

import hashlib

from django.db import models
from django.db.models import Q

from aktionsplan.people.models import Account
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.tenancy import TenantModel


class Organisation(TenantModel):
    """A club, church, school or company that carries out projects."""

    name = models.CharField(max_length=480)
    skeleton = models.CharField(max_length=480, db_index=True)
    legal_form = models.CharField(max_length=30)
    register_number = models.CharField(max_length=200, default="", blank=True)
    street = models.CharField(max_length=480)
    postcode = models.CharField(max_length=20)
    city = models.CharField(max_length=480)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=200, default="", blank=True)
    nonprofit_date = models.DateField(null=True, blank=True)
    nonprofit_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12)
    flags = models.JSONField(default=list)
    confirmed_by = models.CharField(max_length=64, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationPerson(TenantModel):
    """Somebody's tie to an organisation; board and employees propose a conflict of interest.

    A contact invited by another one is tied only once the invitation is accepted.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="organisation_links"
    )
    name = models.CharField(max_length=320)
    kind = models.CharField(max_length=20)
    function = models.CharField(max_length=320, default="", blank=True)
    may_act = models.BooleanField(default=False)
    accepted = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "account", "kind"],
                condition=Q(valid_until__isnull=True, account__isnull=False),
                name="a_link_is_held_once_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["account", "kind"], name="link_by_account")]


class BankAccount(TenantModel):
    """One version of an organisation's bank data; used only when approved and past its waiting time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bank_accounts")
    version = models.PositiveIntegerField()
    holder = models.CharField(max_length=280)
    iban = models.CharField(max_length=34)
    salt = models.CharField(max_length=32, default="", blank=True)
    state = models.CharField(max_length=10)
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    effective_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=800, default="", blank=True)

    class Meta:
        ordering = ["organisation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="bank_version_is_unique"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="proposed"), name="one_pending_change_of_bank_data"
            ),
        ]

    @property
    def account_mark(self) -> str:
        """What the ledger says of the account instead of its number: SHA-256 over the row's random salt and the IBAN.

        Nothing for rows from before there was a salt.
        """
        return hashlib.sha256(f"{self.salt}{self.iban}".encode()).hexdigest() if self.salt else ""


class Contact(TenantModel):
    """Somebody who wants to be invited, by consent: the text agreed to, for what, since when, until when.

    Rows of other apps name a contact by its key, without a foreign key: withdrawn, the contact is gone at once, and they name
    nobody. `interests` are names of themes as they were then.
    """

    name = models.CharField(max_length=320, default="", blank=True)
    email = models.CharField(max_length=254)
    phone = models.CharField(max_length=80, default="", blank=True)
    interests = models.JSONField(default=list)
    source = models.CharField(max_length=8)
    purpose = models.CharField(max_length=8)
    consent_text = models.TextField()
    consent_on = models.DateField()
    until = models.DateField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "email"], name="one_contact_for_each_address")]

    def __str__(self) -> str:
        return self.name or self.email


class ContactConsent(TenantModel):
    """That somebody agreed, and until when: a keyed hash of the address with its days; stays when the contact is gone."""

    hash = models.CharField(max_length=64)
    purpose = models.CharField(max_length=8)
    given_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
