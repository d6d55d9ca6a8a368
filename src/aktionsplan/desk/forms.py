"""Forms of the desk."""

from django.utils.translation import gettext_lazy

from aktionsplan.shared.fields import DayField, LineField, PickField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.retention.rules import ANSWERS


class MilestoneForm(PlainForm):
    """By when a bullet is to be fulfilled."""

    due_date = DayField(
        label=gettext_lazy("Bis wann?"),
        required=False,
        help_text=gettext_lazy("Leer lassen, um den Termin zu löschen."),
    )


class OfferForm(PlainForm):
    """What was offered to the archive and what it answered."""

    offered_on = DayField(label=gettext_lazy("Angeboten am"))
    answer = PickField(label=gettext_lazy("Antwort des Archivs"), choices=list(ANSWERS.items()))
    note = LineField(
        label=gettext_lazy("Aktenzeichen oder Vermerk"),
        required=False,
        help_text=gettext_lazy("Zum Beispiel das Zeichen des Schreibens an das Archiv."),
    )
