"""Forms about people."""

from typing import Any

from allauth.account.forms import SignupForm
from django.utils.translation import gettext_lazy

from aktionsplan.people.permissions.roles import GRANTED_BY_HAND, NAMES
from aktionsplan.shared.fields import LineField, MailField, NumberField, PickField, PlainForm


class GrantForm(PlainForm):
    """A role for a person."""

    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
    name = LineField(label=gettext_lazy("Name"), limit=80)
    role = PickField(label=gettext_lazy("Aufgabe"), choices=[(role, NAMES[role]) for role in GRANTED_BY_HAND])


class NameForm(PlainForm):
    """How somebody wants to be called."""

    name = LineField(label=gettext_lazy("Ihr Name"), limit=80)


class CodeForm(PlainForm):
    """The code from a mail."""

    code = NumberField(label=gettext_lazy("Code aus der E-Mail"), least=0, most=999999)


class RegistrationForm(SignupForm):
    """Registration with a name; the address is confirmed by a code."""

    name = LineField(label=gettext_lazy("Ihr Name"), limit=80)
    field_order = ("name", "email")

    def __init__(self, *positional: Any, **options: Any) -> None:
        super().__init__(*positional, **options)
        self.fields.pop("password1", None)

    def clean(self) -> dict[str, Any]:
        """What allauth checks."""
        return super().clean()
