"""Forms about incidents, reports and structures."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.analysis import rules
from aktionsplan.shared.codes import new_code
from aktionsplan.shared.fields import CheckField, DayField, LineField, MailField, PickField, RadioField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.visitors import ProvedForm, VisitorForm
from aktionsplan.shared.words import Problem, mark

Pairs = list[tuple[str, str]]
CHOOSE = ("", gettext_lazy("Bitte wählen"))
LOOKS_LIKE = mark(
    "„{text}“ sieht nach einer Person aus. Schreiben Sie zum Beispiel „eine Anwohnerin“. Ist es kein Name? Dann schicken Sie "
    "das Formular noch einmal ab."
)


class AskingOnce(PlainForm):
    """A form that asks once about what looks like a person in its texts, and takes the second sending."""

    asked = LineField(required=False, limit=1, widget=forms.HiddenInput)
    TEXTS: tuple[str, ...] = ("text",)

    def clean(self) -> Fields:
        """Asks about each text once."""
        data = super().clean()
        if data.pop("asked", ""):
            return data
        found = [(name, rules.marks(data.get(name) or "")) for name in self.TEXTS]
        for name, marks in found:
            if marks:
                told = "“, „".join(one.text for one in marks)
                self.add_problem(Problem("person", LOOKS_LIKE, {"text": told}, name))
        if any(marks for _name, marks in found):
            again: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            again[self.add_prefix("asked")] = "1"
            self.data = again
        return data


class ReportForm(AskingOnce, ProvedForm):
    """What a stranger saw or went through. Only the kind, the text and the district are needed."""

    what = RadioField(label=gettext_lazy("1. Was ist passiert?"), choices=rules.REPORTED.items())
    text = TextField(
        label=gettext_lazy("2. Beschreiben Sie es kurz"),
        limit=500,
        help_text=gettext_lazy("Ohne Namen und ohne Adressen. Ein bis drei Sätze reichen. Höchstens 500 Zeichen."),
    )
    day = DayField(
        label=gettext_lazy("3. Wann war das?"),
        required=False,
        help_text=gettext_lazy("Wenn Sie den Tag nicht wissen, lassen Sie das Feld leer."),
    )
    district = PickField(label=gettext_lazy("Wo war das? Ortsteil"), help_text=gettext_lazy("Keine Straße nötig."))
    police = RadioField(
        label=gettext_lazy("4. Weiß die Polizei davon?"), choices=rules.POLICE.items(), required=False
    )
    email = MailField(
        label=gettext_lazy("5. Dürfen wir nachfragen? Ihre E-Mail-Adresse"),
        required=False,
    )

    sign = LineField(required=False, limit=40, widget=forms.HiddenInput)

    def __init__(self, *positional: Option, places: Pairs, **options: Option) -> None:
        """The code is made with the empty form, so that the same form sent twice shows the same one."""
        super().__init__(*positional, initial={"sign": new_code()}, **options)
        self.offer("district", [("", gettext("Bitte wählen")), *places])
        text = gettext(
            "Wir löschen sie nach der Antwort, spätestens nach {days} Tagen. Ein Code zeigt, dass es Ihre Adresse ist."
        )
        self.fields["email"].help_text = text.format(days=settings.AKTIONSPLAN_REPORT_DAYS)


class CodeForm(VisitorForm):
    """The code of a report."""

    sign = LineField(
        label=gettext_lazy("Ihr Zeichen"), limit=40, help_text=gettext_lazy("Zum Beispiel: LINDE-AMSEL-4827")
    )


class IncidentForm(AskingOnce):
    """An incident, without any name."""

    kind = PickField(label=gettext_lazy("Art"), choices=[CHOOSE, *rules.TYPES.items()])
    motive = PickField(label=gettext_lazy("Anlass"), choices=[CHOOSE, *rules.MOTIVES.items()])
    first_day = DayField(label=gettext_lazy("Tag oder erster Tag"))
    last_day = DayField(label=gettext_lazy("Letzter Tag, wenn es länger dauerte"), required=False)
    district = PickField(label=gettext_lazy("Ortsteil"))
    street = LineField(
        label=gettext_lazy("Straße oder Platz, ohne Hausnummer"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Sieht nur die Koordinierungsstelle und das federführende Amt."),
    )
    text = TextField(
        label=gettext_lazy("Was geschah?"),
        limit=1000,
        required=False,
        help_text=gettext_lazy("Ohne Namen von Betroffenen, Meldenden oder Verdächtigen."),
    )
    group = LineField(label=gettext_lazy("Wer wurde angegriffen? Gruppe, keine Person"), limit=120, required=False)
    source = PickField(label=gettext_lazy("Woher wissen wir es?"), choices=[CHOOSE, *rules.SOURCES.items()])
    police = PickField(label=gettext_lazy("Der Polizei bekannt?"), choices=rules.POLICE.items(), initial="unknown")
    confirmed = LineField(
        label=gettext_lazy("Bestätigt durch eine zweite Quelle"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Welche? Leer heißt: noch nicht bestätigt."),
    )
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    TEXTS = ("text", "street", "group", "confirmed")

    def __init__(self, *positional: Option, places: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("district", [("", gettext("Bitte wählen")), *places])
        self.offer("theme", [("", gettext("keins")), *themes])


class AcceptForm(AskingOnce):
    """What the office makes of a report: each mark struck or confirmed, and how the incident is counted."""

    kind = PickField(label=gettext_lazy("Art"), choices=[CHOOSE, *rules.TYPES.items()])
    motive = PickField(label=gettext_lazy("Anlass"), choices=[CHOOSE, *rules.MOTIVES.items()])
    first_day = DayField(label=gettext_lazy("Tag oder erster Tag"))
    last_day = DayField(label=gettext_lazy("Letzter Tag, wenn es länger dauerte"), required=False)
    district = PickField(label=gettext_lazy("Ortsteil"))
    group = LineField(label=gettext_lazy("Wer wurde angegriffen? Gruppe, keine Person"), limit=120, required=False)
    police = PickField(label=gettext_lazy("Der Polizei bekannt?"), choices=rules.POLICE.items())
    confirmed = LineField(label=gettext_lazy("Bestätigt durch eine zweite Quelle"), limit=200, required=False)
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    more = TextField(
        label=gettext_lazy("Was soll noch gestrichen werden?"),
        limit=500,
        required=False,
        help_text=gettext_lazy("Eine Stelle je Zeile, so wie sie in der Meldung steht. Sie wird überall gestrichen."),
    )
    TEXTS = ("group", "confirmed", "answer")
    answer = TextField(
        label=gettext_lazy("Antwort an die meldende Person"),
        limit=600,
        required=False,
        help_text=gettext_lazy("Steht unter ihrem Zeichen und geht als E-Mail, wenn sie eine Adresse genannt hat."),
    )

    def __init__(
        self, *positional: Option, places: Pairs, themes: Pairs, marks: Sequence[rules.Mark], **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.offer("district", [("", gettext("Bitte wählen")), *places])
        self.offer("theme", [("", gettext("keins")), *themes])
        self.marks = marks
        choices = [("strike", gettext("streichen")), ("keep", gettext("steht für keine Person, bleibt"))]
        for place, one in enumerate(marks):
            label = f"„{one.text}“ ({gettext(rules.WHY[one.why])})"
            self.fields[f"mark{place}"] = PickField(label=label, choices=choices, initial="strike")
            self.offer(f"mark{place}", choices)

    @property
    def mark_fields(self) -> list[forms.BoundField]:
        """A field for each mark."""
        return [self[f"mark{place}"] for place in range(len(self.marks))]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """How the incident is counted."""
        return [self[name] for name in self.base_fields if name not in ("asked", "more")]

    def clean(self) -> Fields:
        """Which marks are struck, which stay, and the rest as fields of an incident."""
        data = super().clean()
        picked = {place: data.pop(f"mark{place}", "") for place in range(len(self.marks))}
        return {
            "struck": [place for place, choice in picked.items() if choice == "strike"],
            "kept": [place for place, choice in picked.items() if choice == "keep"],
            "more": [line.strip() for line in data.pop("more", "").splitlines() if line.strip()],
            "answer": data.pop("answer", ""),
            "fields": data,
        }


class RefuseForm(PlainForm):
    """Why a report is not counted."""

    reason = PickField(label=gettext_lazy("Warum nicht?"), choices=[CHOOSE, *rules.REFUSALS.items()])
    answer = TextField(label=gettext_lazy("Antwort an die meldende Person"), limit=600, required=False)


class AskForm(PlainForm):
    """A question to whoever reported."""

    question = TextField(label=gettext_lazy("Was möchten Sie wissen?"), limit=600)


class ReasonForm(AskingOnce):
    """Why something does not hold any more."""

    reason = TextField(label=gettext_lazy("Warum?"), limit=400)
    TEXTS = ("reason",)


class StructureForm(AskingOnce):
    """A right-wing structure of the place; no persons."""

    kind = PickField(label=gettext_lazy("Art"), choices=[CHOOSE, *rules.STRUCTURES.items()])
    name = LineField(label=gettext_lazy("Name"), limit=120, help_text=gettext_lazy("Der Struktur, keiner Person."))
    district = PickField(label=gettext_lazy("Ortsteil"), required=False)
    place = LineField(label=gettext_lazy("Wo genau?"), limit=120, required=False)
    since = DayField(label=gettext_lazy("Seit wann?"), required=False)
    until = DayField(label=gettext_lazy("Bis wann?"), required=False)
    source = LineField(label=gettext_lazy("Woher wissen wir das?"), limit=200)
    note = TextField(label=gettext_lazy("Was ist noch bekannt?"), limit=1000, required=False)
    TEXTS = ("name", "place", "source", "note")

    def __init__(self, *positional: Option, places: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("district", [("", gettext("nicht bekannt")), *places])


class PublishForm(PlainForm):
    """Whoever releases a finding has looked at its numbers."""

    confirmed = CheckField(
        label=gettext_lazy("Im Text steht keine Zahl von Vorfällen unter 3 und nichts, woran man jemanden erkennt."),
        required=False,
    )
