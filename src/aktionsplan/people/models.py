"""Accounts and their dated memberships."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from aktionsplan.shared.kinds import Value
from aktionsplan.shared.tenancy import TenantModel, new_key


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Value) -> "Account":
        """A new account; without a password it signs in by mail code."""
        account = self.model(email=email.strip().lower(), **fields)
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save()
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account with this address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who can sign in; global, since one person may serve several partnerships."""

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=320)
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(TenantModel):
    """One role of one account in one partnership for a time."""

    seen_by_account = True
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    proposed_by = models.CharField(max_length=64)
    confirmed_by = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering = ["account__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "account", "role"],
                condition=~Q(state="ended"),
                name="a_role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["account", "state"], name="membership_by_account")]
