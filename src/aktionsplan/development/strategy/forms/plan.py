"""Forms about the plan: chapters, blocks, versions, consultation, plain language."""

from django.forms import HiddenInput, Textarea
from django.utils.translation import gettext_lazy

from aktionsplan.development.strategy import rules
from aktionsplan.shared.documents.markdown import HELP
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    NumberField,
    PickField,
    SeenField,
    TextField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm


class TitleForm(PlainForm):
    """The title of a new chapter."""

    title = LineField(label=gettext_lazy("Titel des Kapitels"), limit=120)


class ChapterForm(TitleForm):
    """Place, title and writers of a chapter."""

    number = NumberField(label=gettext_lazy("Nummer"), least=1, most=99)
    writers = LineField(
        label=gettext_lazy("Wer schreibt dieses Kapitel?"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Namen oder Ämter, durch Komma getrennt"),
    )


class BlockForm(PlainForm):
    """The text of a paragraph."""

    text = TextField(
        label=gettext_lazy("Absatz"),
        limit=rules.TEXT_LIMIT,
        widget=Textarea(attrs={"rows": 12}),
        help_text=HELP,
    )


class NewBlockForm(BlockForm):
    """A new paragraph that saves itself: the page gives it its key, so that each saving meets the same paragraph."""

    begun = LineField(limit=22, widget=HiddenInput)
    seen = SeenField()


class LivePartForm(PlainForm):
    """Which data stand here."""

    kind = PickField(label=gettext_lazy("Was soll hier aus den Daten stehen?"), choices=rules.LIVE.items())


class VersionForm(PlainForm):
    """A new draft: why."""

    reason = TextField(
        label=gettext_lazy("Warum gibt es diesen Stand?"),
        limit=300,
        help_text=gettext_lazy("Zum Beispiel: nach der Zielwerkstatt am 8. Oktober"),
    )


class FinalForm(VersionForm):
    """A Fassung: why, and from which year it holds."""

    year = NumberField(label=gettext_lazy("Ab welchem Jahr gilt sie?"), least=2000, most=2100)


class DisplayForm(PlainForm):
    """How long a draft lies open."""

    until = DayField(label=gettext_lazy("Kommentare bis"))
    answers_until = DayField(label=gettext_lazy("Alle Antworten bis"))


class EasyTextForm(PlainForm):
    """The plan in Leichte Sprache."""

    text = TextField(
        label=gettext_lazy("Text in Leichter Sprache"),
        limit=40_000,
        widget=Textarea(attrs={"rows": 20}),
        help_text=HELP,
    )


class CheckTextForm(PlainForm):
    """Who read the text."""

    checked_by = LineField(
        label=gettext_lazy("Wer hat geprüft?"),
        limit=120,
        help_text=gettext_lazy("Zum Beispiel: Prüfgruppe der Lebenshilfe"),
    )
    day = DayField(label=gettext_lazy("Wann?"))


class WordFileForm(PlainForm):
    """An existing chapter as a Word file."""

    file = UploadField(label=gettext_lazy("Word-Datei (.docx), höchstens 10 MB"))


class TakeForm(PlainForm):
    """What was read from the file, once more, to be taken over."""

    texts = TextField(limit=400_000, widget=HiddenInput)
    headings = CheckField(label=gettext_lazy("Überschriften als fette Zeile übernehmen"), required=False)
