"""Forms about the plan's way through the bodies."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.implementation.adoption import rules
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    NumberField,
    PickField,
    RadioField,
    TextField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Phrase

Pairs = list[tuple[str, str]]
Phrases = list[tuple[str, Phrase]]
MOST_DEMANDS = 50


class PlanBodyForm(PlainForm):
    """A body that deals with the plan."""

    name = LineField(label=gettext_lazy("Name des Gremiums"), limit=120)
    kind = PickField(label=gettext_lazy("Art"), choices=rules.KINDS.items())
    municipality = PickField(
        label=gettext_lazy("Kommune"), required=False, help_text=gettext_lazy("Leer lassen, wenn es für alle da ist.")
    )
    required = CheckField(label=gettext_lazy("Ohne dieses Gremium gilt der Plan nicht"), required=False)

    def __init__(self, *positional: Option, towns: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("municipality", [("", gettext("alle Kommunen")), *towns])


class StationForm(PlainForm):
    """A body deals with a Fassung on a day."""

    plan_body = PickField(label=gettext_lazy("Gremium"))
    version = PickField(label=gettext_lazy("Fassung"))
    day = DayField(label=gettext_lazy("Tag der Sitzung"))
    public = CheckField(label=gettext_lazy("Die Sitzung ist öffentlich"), required=False)
    paper = LineField(
        label=gettext_lazy("Nummer der Vorlage"),
        limit=40,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: EH 2026/118"),
    )
    agenda_item = LineField(label=gettext_lazy("Punkt der Tagesordnung"), limit=20, required=False)

    def __init__(self, *positional: Option, bodies: Pairs, fassungen: Phrases, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("plan_body", [("", gettext("Bitte wählen")), *bodies])
        self.offer("version", [(key, said(word)) for key, word in fassungen])


class ResultForm(PlainForm):
    """What the body said."""

    NEEDED_LATER = frozenset({"demands", "text", "deferred_to"})
    result = RadioField(label=gettext_lazy("Ergebnis"), choices=rules.RESULTS.items())
    yes = NumberField(label=gettext_lazy("Ja"), least=0, most=999, required=False)
    no = NumberField(label=gettext_lazy("Nein"), least=0, most=999, required=False)
    abstain = NumberField(label=gettext_lazy("Enthaltungen"), least=0, most=999, required=False)
    demands = TextField(
        label=gettext_lazy("Was soll geändert werden?"),
        limit=8000,
        required=False,
        help_text=gettext_lazy("Jede Änderung in eine eigene Zeile. Jede bekommt eine Antwort."),
    )
    text = TextField(
        label=gettext_lazy("Wortlaut des Beschlusses oder Grund"),
        limit=8000,
        required=False,
        help_text=gettext_lazy("Bei „Vertagt“ und „Abgelehnt“ nötig: der Grund."),
    )
    deferred_to = DayField(
        label=gettext_lazy("Vertagt auf"),
        required=False,
        help_text=gettext_lazy("Dann steht dort eine neue Station."),
    )

    def clean(self) -> Fields:
        """The demanded changes as lines; the plain columns together."""
        data = super().clean()
        lines = [line.strip() for line in (data.get("demands") or "").splitlines() if line.strip()]
        if len(lines) > MOST_DEMANDS:
            self.add_error("demands", gettext("Das sind mehr als 50 Zeilen. Bitte fassen Sie zusammen."))
        names = ("result", "yes", "no", "abstain", "text")
        fields = {name: data.get(name) for name in names}
        return {
            "fields": fields | {"text": fields["text"] or ""},
            "demands": lines,
            "deferred_to": data.get("deferred_to"),
        }


class OparlForm(PlainForm):
    """A file of the council information system."""

    upload = UploadField(label=gettext_lazy("OParl-Datei (JSON) der Sitzung oder des Tagesordnungspunkts"))
    number = LineField(label=gettext_lazy("Punkt der Tagesordnung"), limit=20, required=False)


class ExtractForm(PlainForm):
    """The extract of the minutes."""

    upload = UploadField(label=gettext_lazy("Auszug oder Beschluss (PDF, JPG, PNG oder HEIC)"))


class AnswerForm(PlainForm):
    """What became of a demanded change."""

    NEEDED_LATER = frozenset({"version", "reason"})
    answer = RadioField(label=gettext_lazy("Was wurde daraus?"), choices=rules.ANSWERS.items())
    version = PickField(
        label=gettext_lazy("In welcher Fassung steht es?"),
        required=False,
        help_text=gettext_lazy("Nur bei „übernommen“"),
    )
    reason = TextField(
        label=gettext_lazy("Was wurde nachgereicht, oder warum nicht?"),
        limit=2000,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Anlage 3 vom 1. Dezember"),
    )

    def __init__(self, *positional: Option, fassungen: Phrases, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("version", [("", gettext("keine")), *((key, said(word)) for key, word in fassungen)])
        if not fassungen:
            self.fields["version"].help_text = gettext("Für „übernommen“ halten Sie zuerst eine neue Fassung fest.")


class ConfirmForm(PlainForm):
    """The chair's word."""

    confirmed_by = LineField(label=gettext_lazy("Wer hat den Vorsitz?"), limit=80)
    confirmed_on = DayField(label=gettext_lazy("Wann hat er oder sie es bestätigt?"))


class ReasonForm(PlainForm):
    """A deed that needs its reason."""

    reason = LineField(label=gettext_lazy("Warum?"), limit=240)
