"""Forms about mandates and working groups."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.fields import DayField, LineField, PickField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option

Pairs = list[tuple[str, str]]


class MandateForm(PlainForm):
    """Who set up a body."""

    decided_by = LineField(
        label=gettext_lazy("Wer hat das beschlossen?"), limit=120, help_text=gettext_lazy("Zum Beispiel: Kreistag")
    )
    decided_on = DayField(label=gettext_lazy("Wann?"))
    paper = LineField(
        label=gettext_lazy("Wo steht das?"), limit=120, help_text=gettext_lazy("Zum Beispiel: Vorlage 34/2025")
    )
    task = TextField(label=gettext_lazy("Mit welchem Auftrag?"), limit=800, required=False)


class LeadMandateForm(MandateForm):
    """Who made an office the lead office."""

    responsible = LineField(label=gettext_lazy("Verantwortliche Person"), limit=80, required=False)
    deputy = LineField(label=gettext_lazy("Vertretung"), limit=80, required=False)


class InviteContactForm(PlainForm):
    """Who is invited into a group."""

    contact = PickField(label=gettext_lazy("Wen laden Sie ein?"))

    def __init__(self, *positional: Option, contacts: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("contact", [("", gettext("Bitte wählen")), *contacts])


class TakeInForm(InviteContactForm):
    """Who joins, and on which seat."""

    seat = PickField(label=gettext_lazy("Auf einen Sitz?"), required=False)
    appointment = LineField(
        label=gettext_lazy("Berufung"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Nur mit Sitz: wer hat wann berufen?"),
    )

    def __init__(self, *positional: Option, seats: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("seat", [("", gettext("ohne Sitz, arbeitet in der Gruppe mit")), *seats])
        self.fields["contact"].label = gettext("Wer kommt dazu?")


class GroupResultForm(PlainForm):
    """What a group worked out."""

    day = DayField(label=gettext_lazy("Wann?"))
    text = TextField(label=gettext_lazy("Was kam heraus?"), limit=2000)
