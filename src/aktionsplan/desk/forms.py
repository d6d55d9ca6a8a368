"""Forms of the desk."""

from django.utils.translation import gettext_lazy

from aktionsplan.shared.fields import DayField, PlainForm


class MilestoneForm(PlainForm):
    """By when a bullet is to be fulfilled."""

    due_date = DayField(
        label=gettext_lazy("Bis wann?"),
        required=False,
        help_text=gettext_lazy("Leer lassen, um den Termin zu löschen."),
    )
