"""Forms about events, their results and votes."""

import datetime as dt
import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.participation import rules
from aktionsplan.network.rules import CONSENT_TEXT
from aktionsplan.shared.codes import new_code
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    MailField,
    NumberField,
    PickField,
    PicksField,
    RadioField,
    TextField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.moments import MomentForm, when
from aktionsplan.shared.periods import moments, parse_time
from aktionsplan.shared.visitors import ProvedForm, VisitorForm
from aktionsplan.shared.words import Problem, mark

Pairs = list[tuple[str, str]]
NIGHT = dt.time(5)
"""An end up to this time may belong to the night after the day."""


class EventForm(MomentForm):
    """An event as it is announced."""

    kind = PickField(label=gettext_lazy("Art"), choices=rules.EVENT_KINDS.items())
    title = LineField(label=gettext_lazy("Wie heißt die Veranstaltung?"), limit=120)
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=1000, required=False)
    until = LineField(label=gettext_lazy("Ende"), limit=20, help_text=gettext_lazy("Zum Beispiel 15:00"))
    town = LineField(
        label=gettext_lazy("Ort, wie ihn alle lesen"), limit=80, help_text=gettext_lazy("Zum Beispiel: Elbhagen")
    )
    place = LineField(label=gettext_lazy("Haus und Straße"), limit=160)
    room = LineField(label=gettext_lazy("Raum"), limit=120, required=False)
    room_shown = RadioField(label=gettext_lazy("Wer erfährt, wo genau?"), choices=rules.ROOM_SHOWN.items())
    programme = TextField(
        label=gettext_lazy("So läuft der Tag"),
        limit=2000,
        required=False,
        help_text=gettext_lazy("Eine Zeile je Punkt: 10:00 Was wir wissen"),
    )
    notes = TextField(
        label=gettext_lazy("Gut zu wissen"),
        limit=1000,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Ohne Stufen. Keine Fotos ohne Ihr Ja. Wer andere bedroht, muss gehen."),
    )
    costs = LineField(label=gettext_lazy("Kosten"), limit=80, required=False)
    capacity = NumberField(label=gettext_lazy("Plätze"), least=1, most=5000, required=False)
    needs = TextField(
        label=gettext_lazy("Was darf man bei der Anmeldung ankreuzen?"),
        limit=600,
        required=False,
        help_text=gettext_lazy("Eine Zeile je Bedarf."),
    )
    at_risk = CheckField(
        label=gettext_lazy("Dabei zu sein ist für manche ein Risiko"),
        required=False,
        help_text=gettext_lazy(
            "Dann gibt es keine Liste mit Namen, und außer dem Büro liest niemand Haus, Straße und Raum."
        ),
    )
    field_order = ("kind", "title", "text", "day", "time", "hour", "until")

    def clean(self) -> Fields:
        """The end on the same day, or in the night after it up to `NIGHT`; an earlier end on the day is a slip."""
        data = super().clean()
        if self.errors or "starts_at" not in data:
            return data
        try:
            clock = parse_time(data.pop("until"))
        except ValueError:
            raise ValidationError({"until": gettext("Bitte schreiben Sie die Uhrzeit so: 15:00")}) from None
        start_clock = parse_time(data["time"])
        if NIGHT < clock <= start_clock:
            raise ValidationError({"until": gettext("Das Ende liegt vor dem Anfang.")})
        day = data["day"] if clock > start_clock else data["day"] + dt.timedelta(days=1)
        possible = moments(day, clock)
        if not possible:
            raise ValidationError({"until": gettext("Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht.")})
        data["ends_at"] = possible[-1]
        data["needs"] = [line.strip()[:80] for line in data["needs"].splitlines() if line.strip()][:12]
        return when(data)


class CancelForm(PlainForm):
    """Why an event does not take place."""

    reason = TextField(
        label=gettext_lazy("Warum fällt sie aus?"), limit=300, help_text=gettext_lazy("Das lesen alle.")
    )


class SignUpForm(ProvedForm):
    """How many come, and what they need; without names. The code comes with the empty form, so that a double click shows the same."""

    NEEDED_LATER = frozenset({"adult", "young", "child"})
    sign = LineField(required=False, limit=40, widget=HiddenInput)
    adult = NumberField(label=gettext_lazy("ab 27 Jahren"), most=20, required=False, initial=1)
    young = NumberField(label=gettext_lazy("16 bis 26 Jahre"), most=20, required=False, initial=0)
    child = NumberField(label=gettext_lazy("unter 16 Jahren"), most=20, required=False, initial=0)
    needs = PicksField(label=gettext_lazy("Was brauchen Sie?"), required=False)
    email = MailField(
        label=gettext_lazy("Wohin sollen wir schreiben?"),
        required=False,
        help_text=gettext_lazy("Nur für Raum und Änderungen. Am Tag danach löschen wir die Adresse."),
    )

    def __init__(self, *positional: Option, needs: Sequence[str], **options: Option) -> None:
        super().__init__(*positional, initial={"sign": new_code()}, **options)
        self.offer("needs", [(need, need) for need in needs])
        if not needs:
            del self.fields["needs"]

    def clean(self) -> Fields:
        """The numbers together; a missing one is none."""
        data = super().clean()
        counts = {name: data.pop(name, None) or 0 for name in ("adult", "young", "child")}
        return data | {"counts": counts, "needs": data.get("needs", [])}


class ChangeSignUpForm(VisitorForm):
    """Whoever has the code looks at the sign-up, changes or cancels it."""

    NEEDED_LATER = frozenset({"adult", "young", "child"})
    sign = LineField(label=gettext_lazy("Ihr Zeichen"), limit=40)
    adult = NumberField(label=gettext_lazy("ab 27 Jahren"), most=20, required=False)
    young = NumberField(label=gettext_lazy("16 bis 26 Jahre"), most=20, required=False)
    child = NumberField(label=gettext_lazy("unter 16 Jahren"), most=20, required=False)


class ResultsForm(PlainForm):
    """Results as lines: text | table | points."""

    lines = TextField(
        label=gettext_lazy("Ergebnisse"),
        limit=20_000,
        help_text=gettext_lazy(
            "Eine Zeile je Ergebnis: Text | Tisch oder Wand | Punkte. Tisch und Punkte dürfen fehlen."
        ),
    )

    def clean(self) -> Fields:
        """Each line as text, table and points; what cannot be read is said with its line."""
        data = super().clean()
        lines: list[tuple[str, str, int | None]] = []
        for number, line in enumerate((data.get("lines") or "").splitlines(), start=1):
            parts = [part.strip() for part in line.split("|")]
            if not any(parts):
                continue
            points = parts[2] if len(parts) > 2 else ""
            if len(parts) > 3 or not parts[0] or len(parts[0]) > 300 or not re.fullmatch(r"[0-9]{0,5}", points):
                text = mark("Zeile {n}: Bitte so schreiben: Text | Tisch | Punkte")
                self.add_problem(Problem("line", text, {"n": number}, "lines"))
                continue
            lines.append((parts[0], parts[1][:60] if len(parts) > 1 else "", int(points) if points else None))
        return {"lines": lines}


class ResultForm(PlainForm):
    """One result in other words."""

    text = LineField(label=gettext_lazy("Ergebnis"), limit=300)
    table = LineField(label=gettext_lazy("Tisch oder Wand"), limit=60, required=False)
    points = NumberField(label=gettext_lazy("Punkte"), most=99999, required=False)


class PlaceForm(PlainForm):
    """What a result becomes."""

    outcome = RadioField(label=gettext_lazy("Was wird daraus?"), choices=rules.OUTCOMES.items())
    theme = PickField(label=gettext_lazy("Thema"), required=False)
    finding = PickField(
        label=gettext_lazy("Stützt es einen Befund, den es schon gibt?"),
        required=False,
        help_text=gettext_lazy("Nur bei „Befund“. Sonst entsteht ein neuer, der noch gegengelesen wird."),
    )
    reason = TextField(label=gettext_lazy("Bei „Nicht weiter“: warum?"), limit=300, required=False)
    NEEDED_LATER = frozenset({"theme", "finding", "reason"})

    def __init__(self, *positional: Option, themes: Pairs, findings: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("Bitte wählen")), *themes])
        self.offer("finding", [("", gettext("neuer Befund")), *findings])

    def clean(self) -> Fields:
        """Findings and needs have a theme."""
        data = super().clean()
        if data.get("outcome") in ("finding", "need") and not data.get("theme") and not data.get("finding"):
            self.add_problem(Problem("theme", mark("Bitte wählen Sie ein Thema."), {}, "theme"))
        return data


class AttendanceForm(PlainForm):
    """How many of each age and origin were there."""

    def __init__(self, *positional: Option, of: Fields, **options: Option) -> None:
        super().__init__(*positional, of=of, **options)
        self.NEEDED_LATER = frozenset(of)
        for name in of:
            age, _dash, origin = name.partition("-")
            label = gettext(rules.AGES[age]) + (f", {gettext(rules.ORIGINS[origin])}" if origin else "")
            self.fields[name] = NumberField(label=label, most=10_000, required=False)

    def clean(self) -> Fields:
        """The numbers by age and origin."""
        data = super().clean()
        counts = {}
        for name in self.fields:
            age, dash, origin = name.partition("-")
            if dash:
                counts[age, origin] = data.get(name) or 0
        return {"counts": counts, "seen": data.get("seen", "")}


class ListForm(PlainForm):
    """The scan of a signed list."""

    upload = UploadField(label=gettext_lazy("Unterschriebene Liste (PDF, JPG, PNG oder HEIC)"))
    delete_on = DayField(label=gettext_lazy("Wird gelöscht am"))


class WorkshopVoteForm(PlainForm):
    """A vote of a workshop, fixed before anybody votes."""

    question = LineField(label=gettext_lazy("Worüber wird abgestimmt?"), limit=300)
    method = RadioField(label=gettext_lazy("Wie?"), choices=rules.METHODS.items())
    proposals = TextField(label=gettext_lazy("Vorschläge"), limit=6000, help_text=gettext_lazy("Einer je Zeile."))
    people = NumberField(label=gettext_lazy("Wie viele stimmen ab?"), least=1, most=5000)
    dots = NumberField(label=gettext_lazy("Punkte je Mensch"), least=1, most=rules.MOST_DOTS, required=False)
    NEEDED_LATER = frozenset({"dots"})


class SheetForm(PlainForm):
    """One wall or sheet."""

    name = LineField(label=gettext_lazy("Wand oder Blatt"), limit=60)
    people = NumberField(label=gettext_lazy("Menschen an dieser Wand"), least=1, most=5000, initial=1)

    def __init__(self, *positional: Option, proposals: Sequence[str], resistance: bool, **options: Option) -> None:
        """With `resistance` each proposal needs its number: an empty one would be the best."""
        super().__init__(*positional, **options)
        self.proposals = proposals
        if resistance:
            self.fields["name"].label = gettext("Name des Blattes")
            self.fields["people"].label = gettext("Für wie viele Menschen steht es?")
        for place, text in enumerate(proposals):
            self.fields[f"points-{place}"] = NumberField(label=gettext(text), most=100_000, required=resistance)

    def clean(self) -> Fields:
        """The points in the order of the proposals; a missing dot is none."""
        data = super().clean()
        points = [data.pop(f"points-{place}", None) or 0 for place in range(len(self.proposals))]
        return data | {"points": points}


class InviteForm(PlainForm):
    """Which contacts are invited."""

    contacts = PicksField(label=gettext_lazy("Wen laden Sie ein?"))

    def __init__(self, *positional: Option, contacts: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("contacts", contacts)


class CameForm(PlainForm):
    """Which of the invited were there."""

    came = PicksField(label=gettext_lazy("Wer von den Eingeladenen war da?"), required=False)

    def __init__(self, *positional: Option, invited: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("came", invited)


class LeaveContactForm(ProvedForm):
    """Somebody wants to be invited."""

    name = LineField(label=gettext_lazy("Wie heißen Sie?"), limit=80, required=False)
    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
    interests = PicksField(label=gettext_lazy("Was interessiert Sie?"), required=False)
    agreed = CheckField(
        label=CONSENT_TEXT,
        error_messages={"required": gettext_lazy("Ohne Ihre Einwilligung dürfen wir nichts speichern.")},
    )

    def __init__(self, *positional: Option, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("interests", [(name, name) for _key, name in themes])
        self.fields["agreed"].label = gettext(CONSENT_TEXT)


class ForgetContactForm(ProvedForm):
    """Somebody takes the consent back."""

    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
