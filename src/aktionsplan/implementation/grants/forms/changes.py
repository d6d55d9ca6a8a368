"""Forms of changes: what a sponsor wants, and what the office answers."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.implementation.grants.rules import ANSWERS
from aktionsplan.implementation.grants.rules.receipt import LINES
from aktionsplan.shared.fields import (
    NOT_YET,
    CheckField,
    DayField,
    LineField,
    MoneyField,
    PickField,
    RadioField,
    TextField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option, Value
from aktionsplan.shared.words import Problem, mark


class ShiftForm(PlainForm):
    """The new sums of a plan, line by line, and one line that the plan does not have yet."""

    new_line = PickField(label=gettext_lazy("Neuer Ansatz"), choices=[NOT_YET], required=False)
    new_eur = MoneyField(label=gettext_lazy("Betrag"), required=False)
    ends_on = DayField(label=gettext_lazy("Neues Ende"), required=False)

    def __init__(self, *positional: Option, base: Mapping[str, Decimal], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.base = base
        free = [(key, word) for key, word in LINES["expense"].items() if key not in base]
        self.fields["new_line"].choices = [NOT_YET, *free]  # type: ignore[attr-defined]
        for key in base:
            label = gettext(LINES["expense"][key])
            self.fields[f"line-{key}"] = MoneyField(label=label, allow_zero=True, initial=base[key])

    @property
    def lines(self) -> list[tuple[str, Value]]:
        """Each line of the plan with its field."""
        return [(key, self[f"line-{key}"]) for key in self.base]

    def clean(self) -> Fields:
        """The whole new plan as `lines`; a new line has both its name and its sum."""
        data: Fields = super().clean()
        if bool(data.get("new_line")) != bool(data.get("new_eur")):
            self.add_problem(Problem("new_line", mark("Ein neuer Ansatz braucht Namen und Betrag."), {}, "new_eur"))
        lines = {key: data.pop(f"line-{key}", None) for key in self.base}
        name, amount = data.pop("new_line", ""), data.pop("new_eur", None)
        if name and amount:
            lines[name] = amount
        data["lines"] = {key: value for key, value in lines.items() if value is not None}
        return data


class ChangeForm(ShiftForm):
    """What a sponsor wants to change, and why."""

    purpose = TextField(
        label=gettext_lazy("Neuer Zweck"),
        limit=500,
        required=False,
        help_text=gettext_lazy("Nur, wenn Sie etwas anderes machen wollen, als im Bescheid steht."),
    )
    sponsor = LineField(
        label=gettext_lazy("Neuer Träger"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Nur, wenn ein anderer Verein das Projekt übernehmen soll."),
    )
    reason = TextField(
        label=gettext_lazy("Warum brauchen Sie das?"), limit=1000, help_text=gettext_lazy("Ein bis drei Sätze.")
    )


class AnswerForm(ShiftForm):
    """What the office answers; sums and end are those that it gives in part."""

    answer = RadioField(label=gettext_lazy("Wie entscheidet das Amt?"), choices=list(ANSWERS.items()))
    other = CheckField(
        label=gettext_lazy("Zweck und Träger wie beantragt (nur bei teilweiser Zustimmung)"), required=False
    )
    salutation = LineField(label=gettext_lazy("Anrede"), limit=100)
    reasons = TextField(
        label=gettext_lazy("Begründung"),
        limit=4000,
        required=False,
        help_text=gettext_lazy("Nötig, wenn nicht alles geht. Sie steht im Änderungsbescheid."),
    )
