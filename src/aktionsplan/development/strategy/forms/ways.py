"""Forms about fields of action, concepts and effects."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.strategy.forms.goals import Pairs
from aktionsplan.shared.fields import DayField, LineField, PickField, PicksField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option


class FieldForm(PlainForm):
    """The name of a field of action."""

    name = LineField(
        label=gettext_lazy("Name des Handlungsfelds"),
        limit=120,
        help_text=gettext_lazy("Zum Beispiel: Jugend beteiligen, Begegnung, Beratung und Schutz"),
    )


class ConceptForm(PlainForm):
    """An action concept."""

    field = PickField(label=gettext_lazy("Handlungsfeld"))
    title = LineField(label=gettext_lazy("Was tun wir?"), limit=120)
    method = TextField(label=gettext_lazy("Wie gehen wir vor?"), limit=2000)
    target_groups = LineField(label=gettext_lazy("Für wen?"), limit=200)
    partners = TextField(label=gettext_lazy("Mit wem?"), limit=600, required=False)
    resources = TextField(
        label=gettext_lazy("Was brauchen wir dafür?"),
        limit=600,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Räume, Stunden, Geld"),
    )
    goals = PicksField(label=gettext_lazy("Dient diesen Zielen"), required=False)

    def __init__(self, *positional: Option, fields: Pairs, goals: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("field", [("", gettext("Bitte wählen")), *fields])
        self.offer("goals", goals)


class StepForm(PlainForm):
    """A step of a concept."""

    title = LineField(label=gettext_lazy("Was ist zu tun?"), limit=200)
    day = DayField(label=gettext_lazy("Bis wann?"))


class EffectForm(PlainForm):
    """What is to change, and how one sees it."""

    title = LineField(label=gettext_lazy("Was soll sich ändern?"), limit=120)
    seen = TextField(label=gettext_lazy("Woran messen wir das?"), limit=300, required=False)
    answer = TextField(label=gettext_lazy("Was wurde gemessen?"), limit=300, required=False)
    day = DayField(label=gettext_lazy("Gemessen am"), required=False)
    responsible = LineField(label=gettext_lazy("Wer misst?"), limit=120, required=False)
    goals = PicksField(label=gettext_lazy("Kommt aus diesen Zielen"), required=False)
    NEEDED_LATER = frozenset({"seen", "answer", "day", "responsible"})

    def __init__(self, *positional: Option, goals: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("goals", goals)


class SideEffectForm(EffectForm):
    """What may happen that nobody wants, what is seen of it, and what is done about it."""

    title = LineField(label=gettext_lazy("Was könnte auch geschehen?"), limit=120)
    seen = TextField(label=gettext_lazy("Was sehen wir?"), limit=300)
    answer = TextField(label=gettext_lazy("Was tun wir dagegen?"), limit=300, required=False)
    day = DayField(label=gettext_lazy("Zuletzt angesehen am"), required=False)
    responsible = LineField(label=gettext_lazy("Wer kümmert sich?"), limit=120, required=False)
    goals = PicksField(label=gettext_lazy("Bei diesen Zielen"), required=False)
    NEEDED_LATER = frozenset({"answer", "day", "responsible"})
