"""Forms about goals, their values and their money."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.strategy.models import Goal
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.fields import (
    DayField,
    FigureField,
    LineField,
    MoneyField,
    PickField,
    PicksField,
    SeenField,
    TextField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option

Pairs = list[tuple[str, str]]


class GoalForm(PlainForm):
    """A Leitziel: where everything is to lead."""

    title = LineField(label=gettext_lazy("Das Ziel in wenigen Worten"), limit=80)
    text = TextField(label=gettext_lazy("Das Ziel als ganzer Satz"), limit=600)

    def __init__(
        self,
        *positional: Option,
        parents: Pairs = (),  # type: ignore[assignment]
        needs: Pairs = (),  # type: ignore[assignment]
        action_fields: Pairs = (),  # type: ignore[assignment]
        others: Pairs = (),  # type: ignore[assignment]
        **options: Option,
    ) -> None:
        super().__init__(*positional, **options)
        if "parent" in self.fields:
            self.offer("parent", [("", gettext("Bitte wählen")), *parents])
        for name, pairs in (("needs", needs), ("action_fields", action_fields), ("serves", others)):
            if name in self.fields and pairs:
                self.offer(name, pairs)
            elif name in self.fields:
                del self.fields[name]


class AimForm(GoalForm):
    """A Ziel: which state shall be reached, for whom, because of which needs."""

    parent = PickField(label=gettext_lazy("Gehört zu"))
    needs = PicksField(label=gettext_lazy("Antwortet auf diese Bedarfe"), required=False)
    action_fields = PicksField(label=gettext_lazy("Handlungsfelder"), required=False)
    serves = PicksField(label=gettext_lazy("Trägt auch bei zu"), required=False)


class YearGoalForm(AimForm):
    """A Jahresziel: what is to be counted until when; what is still missing is asked for before a Fassung."""

    indicator = LineField(
        label=gettext_lazy("Woran erkennen wir, dass es erreicht ist? (Indikator)"),
        limit=200,
        help_text=gettext_lazy("Zum Beispiel: offene Treffen im Jahr"),
        required=False,
    )
    unit = LineField(
        label=gettext_lazy("Gezählt wird in"),
        limit=40,
        help_text=gettext_lazy("Zum Beispiel: Treffen"),
        required=False,
    )
    baseline = FigureField(label=gettext_lazy("Wie ist es heute?"), required=False)
    target = FigureField(
        label=gettext_lazy("Wie soll es werden?"),
        help_text=gettext_lazy("Dieselbe Zahl wie heute heißt: so soll es bleiben."),
        required=False,
    )
    target_date = DayField(label=gettext_lazy("Bis wann?"), required=False)
    target_group = LineField(label=gettext_lazy("Für wen?"), limit=200, required=False)
    responsible = LineField(label=gettext_lazy("Wer kümmert sich?"), limit=120, required=False)
    NEEDED_LATER = frozenset(
        {"indicator", "unit", "baseline", "target", "target_date", "target_group", "responsible"}
    )


class DropForm(PlainForm):
    """Why something is given up."""

    reason = TextField(label=gettext_lazy("Warum?"), limit=600)


class IdeasForm(PlainForm):
    """Which ideas belong to a goal."""

    ideas = PicksField(label=gettext_lazy("Diese Ideen gehören dazu"), required=False)

    def __init__(self, *positional: Option, ideas: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("ideas", ideas)


class ValueForm(PlainForm):
    """A value of a Jahresziel with its day and source."""

    value = FigureField(label=gettext_lazy("Wert"))
    day = DayField(label=gettext_lazy("Stand vom"))
    source = LineField(
        label=gettext_lazy("Woher kommt die Zahl?"),
        limit=300,
        help_text=gettext_lazy("Zum Beispiel: Teilnehmerlisten, Jugendbefragung, Zählung der Koordinierung"),
    )


class MoneyForm(PlainForm):
    """The planned euros of one year, a field for each Jahresziel; the name of a field is the key of the goal."""

    def __init__(self, *positional: Option, goals: list[Goal], amounts: Fields, **options: Option) -> None:
        options["initial"] = {f"goal-{key}": amount for key, amount in amounts.items()} | {"seen": seal(amounts)}
        super().__init__(*positional, **options)
        for goal in goals:
            self.fields[f"goal-{goal.key}"] = MoneyField(label=str(goal), allow_zero=True, required=False)
        self.fields["seen"] = SeenField()

    def clean(self) -> Fields:
        """The sums by key of the goal."""
        data = super().clean()
        amounts = {name.removeprefix("goal-"): data.get(name) for name in self.fields if name.startswith("goal-")}
        return {"amounts": amounts, "seen": data.get("seen", "")}
