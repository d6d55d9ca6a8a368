"""Forms about goals."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.fields import DayField, LineField, NumberField, PickField, TextField, VersionField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option


class GoalForm(PlainForm):
    """A guiding or intermediate goal."""

    parent = PickField(label=gettext_lazy("Gehört zu"))
    title = LineField(label=gettext_lazy("Das Ziel in wenigen Worten"), limit=80)
    text = TextField(label=gettext_lazy("Das Ziel als ganzer Satz"), limit=600)
    version = VersionField()

    def __init__(self, *positional: Option, parents: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        if parents:
            self.offer("parent", [("", gettext("Bitte wählen")), *parents])
        else:
            del self.fields["parent"]


class OperationalForm(GoalForm):
    """An operational goal: specific, measurable, with a date."""

    indicator = LineField(
        label=gettext_lazy("Woran erkennen wir, dass es erreicht ist? (Indikator)"),
        limit=200,
        help_text=gettext_lazy("Zum Beispiel: Zahl der offenen Treffen"),
    )
    unit = LineField(label=gettext_lazy("Gezählt wird in"), limit=40, help_text=gettext_lazy("Zum Beispiel: Treffen"))
    baseline = NumberField(label=gettext_lazy("Wie ist es heute?"))
    target = NumberField(label=gettext_lazy("Wie soll es werden?"))
    actual = NumberField(label=gettext_lazy("Was ist bis jetzt erreicht?"), required=False)
    target_date = DayField(label=gettext_lazy("Bis wann?"))
    target_group = LineField(label=gettext_lazy("Für wen?"), limit=200)
    responsible = LineField(label=gettext_lazy("Wer kümmert sich?"), limit=120)


class DropForm(PlainForm):
    """Why a goal is given up."""

    reason = TextField(label=gettext_lazy("Warum geben Sie das Ziel auf?"), limit=600)
