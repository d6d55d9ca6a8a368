"""Forms about the five months."""

from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.forms.goals import Pairs
from aktionsplan.shared.fields import CheckField, DayField, LineField, PickField, QuantityField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option


class StartForm(PlainForm):
    """When the five months begin."""

    start_on = DayField(label=gettext_lazy("Wann beginnt die Arbeit am Plan?"))


class ProcessStepForm(PlainForm):
    """Word and day of a step."""

    title = LineField(label=gettext_lazy("Schritt"), limit=120)
    due = DayField(label=gettext_lazy("Bis wann?"))
    move_rest = CheckField(
        label=gettext_lazy("Spätere offene Schritte um gleich viele Tage verschieben"), required=False
    )


class AddProcessStepForm(PlainForm):
    """A step of one's own."""

    title = LineField(label=gettext_lazy("Schritt"), limit=120)
    lane = PickField(label=gettext_lazy("Gehört zu"), choices=rules.LANES.items())
    due = DayField(label=gettext_lazy("Bis wann?"))


class EntryForm(PlainForm):
    """Day and paper that fulfil a step."""

    done_on = DayField(label=gettext_lazy("Wann war das?"))
    paper = LineField(
        label=gettext_lazy("Wo steht das?"),
        limit=120,
        help_text=gettext_lazy("Zum Beispiel: Vorlage 34/2026, Protokoll vom 3. Juli"),
    )


class ContractForm(PlainForm):
    """The coach's contract."""

    name = LineField(label=gettext_lazy("Name des Coaches"), limit=80)
    hours = QuantityField(label=gettext_lazy("Vereinbarte Stunden"), most=Decimal(9999))
    begins_on = DayField(label=gettext_lazy("Von"))
    ends_on = DayField(label=gettext_lazy("Bis"))
    paper = LineField(label=gettext_lazy("Wo liegt der Vertrag?"), limit=120, required=False)


class TalkForm(PlainForm):
    """A talk with the coach, and what was agreed."""

    day = DayField(label=gettext_lazy("Tag"))
    hours = QuantityField(label=gettext_lazy("Stunden"), most=Decimal(24))
    theme = LineField(label=gettext_lazy("Worum ging es?"), limit=120)
    advice = TextField(label=gettext_lazy("Was rät der Coach?"), limit=2000)
    title = LineField(label=gettext_lazy("Vereinbarter Schritt"), limit=120, required=False)
    owner = PickField(label=gettext_lazy("Wer macht das?"), required=False)
    due = DayField(label=gettext_lazy("Bis wann?"), required=False)

    def __init__(self, *positional: Option, owners: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("owner", [("", gettext("Bitte wählen")), *owners])

    def clean(self) -> Fields:
        """The step together; asked for an owner when there is one."""
        data = super().clean()
        step = {name: data.pop(name, None) for name in ("title", "owner", "due")}
        if step["title"] and not step["owner"]:
            self.add_error("owner", gettext("Bitte wählen Sie, wer das macht."))
        return data | {"step": step if step["title"] else None}
