"""Forms about votes on ideas."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.participation import rules
from aktionsplan.development.participation.forms.events import Pairs
from aktionsplan.development.participation.models import VoteIdea
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    MailField,
    MoneyField,
    NumberField,
    PickField,
    RadioField,
    TextField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.visitors import VisitorForm


class IdeaVoteForm(PlainForm):
    """A vote on ideas and its rule."""

    title = LineField(label=gettext_lazy("Wie heißt die Abstimmung?"), limit=120)
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=600, required=False)
    method = RadioField(label=gettext_lazy("Wie wird abgestimmt?"), choices=rules.VOTE_METHODS.items())
    points = NumberField(label=gettext_lazy("Punkte je Mensch"), least=1, most=50, initial=rules.POINTS)
    most = NumberField(label=gettext_lazy("Höchstens für eine Idee"), least=1, most=50, initial=rules.MOST_FOR_ONE)
    money_eur = MoneyField(label=gettext_lazy("Um wie viel Geld geht es?"), required=False)
    rule = RadioField(label=gettext_lazy("Wer gewinnt, wenn es um Geld geht?"), choices=rules.VOTE_RULES.items())
    passing = RadioField(label=gettext_lazy("Wenn etwas nicht mehr passt"), choices=rules.PASSING.items())
    completion = RadioField(label=gettext_lazy("Bei gleichen Anteilen: der Rest"), choices=rules.COMPLETIONS.items())
    begins_on = DayField(label=gettext_lazy("Erster Tag"))
    ends_on = DayField(label=gettext_lazy("Letzter Tag"))
    decides = TextField(
        label=gettext_lazy("Wer entscheidet danach, und wann?"),
        limit=300,
        help_text=gettext_lazy("Mit Tag. Zum Beispiel: Am 8. Oktober arbeitet die Zielwerkstatt damit weiter."),
    )
    NEEDED_LATER = frozenset({"money_eur"})


class PutUpForm(PlainForm):
    """An idea that stands for a vote."""

    idea = PickField(label=gettext_lazy("Welche Idee?"))
    price_eur = MoneyField(label=gettext_lazy("Was kostet sie?"), required=False)
    carrier = LineField(label=gettext_lazy("Wer würde sie umsetzen?"), limit=120, required=False)
    checked = CheckField(label=gettext_lazy("Geprüft: Die Idee ist erlaubt und machbar."))
    NEEDED_LATER = frozenset({"price_eur"})

    def __init__(self, *positional: Option, ideas: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("idea", [("", gettext("Bitte wählen")), *ideas])


class BallotCodeForm(VisitorForm):
    """An address that wants a code."""

    email = MailField(label=gettext_lazy("E-Mail-Adresse"))


class BallotForm(VisitorForm):
    """A ballot: points or ticks for ideas, and the code."""

    slip = LineField(label=gettext_lazy("Ihr Code"), limit=40)

    def __init__(self, *positional: Option, ideas: Sequence[VoteIdea], money: bool, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.ideas, self.money = ideas, money
        for row in ideas:
            if money:
                self.fields[row.key] = CheckField(
                    label=gettext("„{title}“ wählen").format(title=row.idea.title), required=False
                )
            else:
                self.fields[row.key] = NumberField(
                    label=gettext("Ihre Punkte für „{title}“").format(title=row.idea.title),
                    most=50,
                    required=False,
                    initial=0,
                )
        self.NEEDED_LATER = frozenset(row.key for row in ideas)

    @property
    def rows(self) -> list[tuple]:
        """Each idea with its field."""
        return [(row, self[row.key]) for row in self.ideas]

    def clean(self) -> Fields:
        """The points of each idea by its key."""
        data = super().clean()
        given = {row.idea.key: int(data.pop(row.key, None) or 0) for row in self.ideas}
        return data | {"ballot": {key: points for key, points in given.items() if points}}
