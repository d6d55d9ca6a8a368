"""Forms about surveys."""

import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import SurveyQuestion
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    NumberField,
    PickField,
    PicksField,
    RadioField,
    TextField,
    invalid,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.questions import KINDS, TEXT_LIMIT, WAYS_OUT, Answer, read_answer
from aktionsplan.shared.visitors import VisitorForm
from aktionsplan.shared.words import Problem, Refused, mark

Pairs = list[tuple[str, str]]


class SurveyForm(PlainForm):
    """What a survey is called, when it runs and who may answer."""

    title = LineField(label=gettext_lazy("Wie heißt die Befragung?"), limit=120)
    intro = TextField(
        label=gettext_lazy("Worum geht es?"),
        limit=600,
        required=False,
        help_text=gettext_lazy("Steht über den Fragen. Was geschieht mit den Antworten?"),
    )
    access = RadioField(label=gettext_lazy("Wer darf antworten?"), choices=rules.ACCESS.items())
    begins_on = DayField(label=gettext_lazy("Erster Tag"), required=False)
    ends_on = DayField(label=gettext_lazy("Letzter Tag"), required=False)
    least = NumberField(
        label=gettext_lazy("Gruppen erst zeigen ab so vielen Antworten"),
        least=rules.LEAST[0],
        most=rules.LEAST[2],
        initial=rules.LEAST[1],
        help_text=gettext_lazy("5 bis 20. Kleinere Gruppen bleiben verborgen, auch für Sie."),
    )
    NEEDED_LATER = frozenset({"begins_on", "ends_on"})


class QuestionForm(PlainForm):
    """One question."""

    text = LineField(label=gettext_lazy("Frage"), limit=300)
    kind = PickField(label=gettext_lazy("Art der Antwort"), choices=KINDS.items())
    options = TextField(
        label=gettext_lazy("Antworten"),
        limit=1800,
        required=False,
        help_text=gettext_lazy("Bei einer Auswahl: eine Antwort je Zeile, höchstens zwanzig."),
    )
    way_out = PickField(label=gettext_lazy("Ausweichantwort"), choices=WAYS_OUT.items(), required=False)
    help = LineField(label=gettext_lazy("Hilfetext"), limit=200, required=False)
    sensitive = CheckField(label=gettext_lazy("Sensible Frage: Ergebnis nur für alle zusammen"), required=False)
    grouping = PickField(
        label=gettext_lazy("Darf man die Ergebnisse danach gruppieren?"),
        choices=rules.GROUPINGS.items(),
        required=False,
    )
    remembered = CheckField(
        label=gettext_lazy("Wortlaut merken: später soll wieder so gefragt werden"), required=False
    )
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    NEEDED_LATER = frozenset({"options"})

    def __init__(self, *positional: Option, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("keins")), *themes])

    def clean(self) -> Fields:
        """Results are grouped only by a question in whose answers each person is in one group."""
        data = super().clean()
        if data.get("grouping") and data.get("kind") not in rules.GROUPING_KINDS:
            text = mark("Gruppieren kann man nur nach einer Auswahl mit einer Antwort.")
            self.add_problem(Problem("grouping", text, {}, "grouping"))
        return data


class SlipsForm(PlainForm):
    """How many slips."""

    count = NumberField(label=gettext_lazy("Wie viele Zettel?"), least=1, most=500)


class DescribeForm(PlainForm):
    """How people were asked."""

    method = TextField(
        label=gettext_lazy("Wie wurde gefragt?"),
        limit=800,
        help_text=gettext_lazy("Zum Beispiel: Der Link hing in Schulen und Treffs; ausgewählt wurde niemand."),
    )
    missing = TextField(label=gettext_lazy("Wer fehlt, wo ist Vorsicht nötig?"), limit=800)


class TopicsForm(PlainForm):
    """What the free answers speak of."""

    topics = TextField(
        label=gettext_lazy("Themen und wie viele Antworten davon sprechen"),
        limit=3000,
        help_text=gettext_lazy("Ein Thema je Zeile, dahinter ein Doppelpunkt und die Zahl: Ein Ort für abends: 47"),
    )

    def clean(self) -> Fields:
        """The topics with their counts; a line that has none is said."""
        data = super().clean()
        topics = []
        for number, line in enumerate((data.get("topics") or "").splitlines(), start=1):
            if not line.strip():
                continue
            found = re.fullmatch(r"(.{1,120}?)\s*:\s*([0-9]{1,6})", line.strip())
            if found is None:
                text = mark("Zeile {n}: Bitte so schreiben: Thema: Zahl")
                self.add_problem(Problem("line", text, {"n": number}, "topics"))
            else:
                topics.append((found[1], int(found[2])))
        return {"topics": topics, "seen": data.get("seen", "")}


class CiteSurveyForm(PlainForm):
    """Which finding rests on a result."""

    finding = PickField(label=gettext_lazy("Welcher Befund stützt sich darauf?"))

    def __init__(self, *positional: Option, findings: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("finding", [("", gettext("Bitte wählen")), *findings])


def field_name(row: SurveyQuestion) -> str:
    """The form field of a question."""
    return f"q{row.place}"


class AnswerForm(VisitorForm):
    """The questions of a survey, as somebody without an account answers them; every one may be left out."""

    slip = LineField(label=gettext_lazy("Code auf Ihrem Zettel"), limit=40)

    def __init__(
        self, *positional: Option, questions: Sequence[SurveyQuestion], slips: bool, **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.rows = questions
        if not slips:
            del self.fields["slip"]
        for row in questions:
            self._ask(row)

    def _ask(self, row: SurveyQuestion) -> None:
        name, words = field_name(row), {"label": row.text, "help_text": row.help, "required": False}
        pairs = [(key, gettext(word)) for key, word in queries.asked(row).answers]
        if row.kind == "several":
            self.fields[name] = PicksField(choices=pairs, **words)
        elif row.kind in ("agree", "choice"):
            self.fields[name] = RadioField(choices=pairs, **words)
        elif row.kind == "number":
            self.fields[name] = LineField(limit=7, **words)
        else:
            self.fields[name] = TextField(limit=TEXT_LIMIT, **words)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the questions, in their order."""
        return [self[field_name(row)] for row in self.rows]

    def clean(self) -> Fields:
        """The answers by the place of their question; what is no answer is said at its question."""
        data = super().clean()
        answers: dict[int, Answer] = {}
        for row in self.rows:
            name = field_name(row)
            typed = data.pop(name, None)
            given = typed if isinstance(typed, list) else [typed] if typed else []
            try:
                answer = read_answer(queries.asked(row), [str(one) for one in given])
            except Refused as refused:
                self.add_error(name, invalid(refused.problem))
                continue
            if answer is not None:
                answers[row.place] = answer
        return data | {"answers": answers}
