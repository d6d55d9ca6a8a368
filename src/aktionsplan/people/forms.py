"""Forms about people."""

from allauth.account.forms import SignupForm
from django.utils.translation import gettext_lazy

from aktionsplan.people.permissions.roles import GRANTED_BY_HAND, NAMES
from aktionsplan.shared.fields import NOT_YET, LineField, MailField, PickField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option


class GrantForm(PlainForm):
    """A role for a person."""

    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
    name = LineField(label=gettext_lazy("Name"), limit=80)
    role = PickField(
        label=gettext_lazy("Aufgabe"), choices=[NOT_YET, *((role, NAMES[role]) for role in GRANTED_BY_HAND)]
    )


class NameForm(PlainForm):
    """How somebody wants to be called."""

    name = LineField(label=gettext_lazy("Ihr Name"), limit=80)


class RenameForm(PlainForm):
    """How somebody else is called."""

    name = LineField(label=gettext_lazy("Name"), limit=80)


class CodeForm(PlainForm):
    """The code from a mail."""

    code = LineField(label=gettext_lazy("Code aus der E-Mail"), limit=20)

    def clean_code(self) -> int:
        """The six digits, whatever stands between or after them."""
        digits = "".join(character for character in self.cleaned_data["code"] if character in "0123456789")
        return int(digits) if len(digits) <= 6 and digits else -1


class RegistrationForm(SignupForm):
    """Registration with a name; the address is confirmed by a code."""

    name = LineField(label=gettext_lazy("Ihr Name"), limit=80)
    field_order = ("name", "email")

    def __init__(self, *positional: Option, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.fields.pop("password1", None)

    def clean(self) -> Fields:
        """What allauth checks."""
        return super().clean()
