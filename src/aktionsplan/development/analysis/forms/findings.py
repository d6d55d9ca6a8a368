"""Forms about sources, questions and findings."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.forms.incidents import CHOOSE, Pairs
from aktionsplan.shared.fields import DayField, LineField, NumberField, PickField, PicksField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option


class SourceForm(PlainForm):
    """An interview, a document, an observation or a council paper."""

    kind = PickField(label=gettext_lazy("Art der Quelle"), choices=[CHOOSE, *rules.SOURCE_KINDS.items()])
    title = LineField(
        label=gettext_lazy("Titel, bei einem Gespräch die Funktion"),
        limit=120,
        help_text=gettext_lazy("Zum Beispiel: Sozialarbeit an einer Schule. Kein Name."),
    )
    day = DayField(label=gettext_lazy("Tag des Gesprächs oder des Dokuments"))
    area = PickField(label=gettext_lazy("Für welches Gebiet?"), required=False)
    themes = PicksField(label=gettext_lazy("Themen"), required=False)
    statement = TextField(label=gettext_lazy("Was sagt die Quelle?"), limit=2000, required=False)
    origin = LineField(
        label=gettext_lazy("Wer hat das Dokument veröffentlicht? Nummer der Vorlage"), limit=200, required=False
    )
    address = LineField(label=gettext_lazy("Adresse im Netz"), limit=500, required=False)
    consent = PickField(
        label=gettext_lazy("Bei einem Gespräch: wozu hat die Person eingewilligt?"),
        choices=[("", gettext_lazy("kein Gespräch")), *rules.CONSENTS.items()],
        required=False,
    )
    consent_on = DayField(label=gettext_lazy("Tag der Einwilligung"), required=False)
    NEEDED_LATER = frozenset({"consent", "consent_on"})

    def __init__(self, *positional: Option, places: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("area", [("", gettext(rules.AREAS["all"])), *places])
        self.offer("themes", themes)


class QuoteForm(PlainForm):
    """A sentence of an interview."""

    text = TextField(label=gettext_lazy("Der Satz, wie er gesagt wurde"), limit=500)


class QuestionForm(PlainForm):
    """What is not known yet."""

    text = TextField(label=gettext_lazy("Was wollen wir wissen?"), limit=300)
    owner = LineField(label=gettext_lazy("Wer findet es heraus?"), limit=120, required=False)
    due = DayField(label=gettext_lazy("Bis wann?"), required=False)


class AnswerForm(PlainForm):
    """What was found out, or why nobody looks for it any more."""

    answer = TextField(label=gettext_lazy("Antwort oder Grund"), limit=1000)


class FindingForm(PlainForm):
    """A finding: one sentence, how sure, and what speaks for and against it."""

    sentence = LineField(
        label=gettext_lazy("Der Befund in einem Satz"),
        limit=200,
        help_text=gettext_lazy("Zum Beispiel: In den Elbdörfern ist abends kein Treffpunkt offen."),
    )
    text = TextField(label=gettext_lazy("Mehr dazu"), limit=1000, required=False)
    theme = PickField(label=gettext_lazy("Thema"))
    area = PickField(
        label=gettext_lazy("Gilt für"),
        required=False,
        help_text=gettext_lazy("Nur ein Befund für einen Ortsteil zeigt eine Lücke."),
    )
    confidence = PickField(label=gettext_lazy("Wie sicher ist das?"), choices=[CHOOSE, *rules.CONFIDENCE.items()])
    reasons_for = TextField(label=gettext_lazy("Was dafür spricht"), limit=1000)
    reasons_against = TextField(label=gettext_lazy("Was dagegen spricht"), limit=1000)
    check_on = DayField(label=gettext_lazy("Wird geprüft bis"))

    def __init__(self, *positional: Option, places: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("Bitte wählen")), *themes])
        self.offer("area", [("", gettext(rules.AREAS["all"])), *places])


class CiteForm(PlainForm):
    """What a finding rests on."""

    thing = PickField(label=gettext_lazy("Womit belegen wir das?"))
    year = NumberField(label=gettext_lazy("Jahr, bei Zahlen und Vorfällen"), least=1900, most=2100, required=False)
    NEEDED_LATER = frozenset({"year"})

    def __init__(self, *positional: Option, things: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("thing", [("", gettext("Bitte wählen")), ("incidents", gettext("Vorfälle")), *things])
