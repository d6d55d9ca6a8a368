"""Forms of notices and payments."""

from django.utils.translation import gettext_lazy

from aktionsplan.implementation.grants.rules import FUNDING_TYPES
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    MoneyField,
    PickField,
    PlainForm,
    TextField,
)


class NoticeForm(PlainForm):
    """What a person decides about a notice; the rest is law and data."""

    funding_type = PickField(
        label=gettext_lazy("Wie wird gefördert? (Finanzierungsart)"), choices=list(FUNDING_TYPES.items())
    )
    salutation = LineField(label=gettext_lazy("Anrede"), limit=100)
    purpose = TextField(label=gettext_lazy("Wofür ist das Geld? (Zuwendungszweck)"), limit=1200)
    provisions = TextField(
        label=gettext_lazy("Besondere Auflagen"),
        limit=2000,
        required=False,
        help_text=gettext_lazy("Eine Auflage je Zeile. Die allgemeinen Nebenbestimmungen kommen von selbst dazu."),
    )
    reasons = TextField(label=gettext_lazy("Begründung"), limit=2000)


class NoteForm(PlainForm):
    """Why a draft goes back."""

    note = TextField(label=gettext_lazy("Was soll geändert werden?"), limit=1000)


class PostForm(PlainForm):
    """When the notice was posted."""

    posted_on = DayField(label=gettext_lazy("Zur Post gegeben am"))


class WaiverForm(PlainForm):
    """When the waiver was signed."""

    waived_on = DayField(label=gettext_lazy("Verzicht unterschrieben am"))


class PaymentForm(PlainForm):
    """Money asked for."""

    amount_eur = MoneyField(label=gettext_lazy("Welchen Betrag brauchen Sie jetzt?"))
    purpose = LineField(label=gettext_lazy("Wofür brauchen Sie ihn in den nächsten Wochen?"), limit=200)


class ReasonForm(PlainForm):
    """Why money is refused."""

    reason = LineField(label=gettext_lazy("Grund"), limit=200)


class PublishForm(PlainForm):
    """How a project is shown."""

    protected = CheckField(
        label=gettext_lazy("Geschützt zeigen: nur Titel und Ortsteil, ohne den Verein"),
        required=False,
    )
