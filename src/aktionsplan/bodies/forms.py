"""Forms about bodies."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import Meeting
from aktionsplan.bodies.queries import Place
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    LineField,
    MailField,
    MoneyField,
    NumberField,
    PickField,
    PlainForm,
    TextField,
)
from aktionsplan.shared.periods import BERLIN, parse_time


class BodyForm(PlainForm):
    """A body."""

    kind = PickField(label=gettext_lazy("Art"), choices=list(rules.BODY_KINDS.items()))
    name = LineField(label=gettext_lazy("Name"), limit=100)


class SeatForm(PlainForm):
    """A seat."""

    group = LineField(label=gettext_lazy("Gruppe oder Einrichtung"), limit=100)
    side = PickField(label=gettext_lazy("Seite"), choices=list(rules.SIDES.items()))
    voting = CheckField(label=gettext_lazy("Der Sitz hat eine Stimme"), required=False, initial=True)


class AppointForm(PlainForm):
    """A person on a seat."""

    capacity = PickField(label=gettext_lazy("Als"), choices=list(rules.CAPACITIES.items()))
    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail"), help_text=gettext_lazy("Damit bekommt die Person einen Zugang."))
    appointment = LineField(label=gettext_lazy("Wer hat wann berufen?"), limit=200)


class MeetingForm(PlainForm):
    """A meeting."""

    day = DayField(label=gettext_lazy("Tag"))
    time = LineField(label=gettext_lazy("Uhrzeit"), limit=20, help_text=gettext_lazy("Zum Beispiel 18:00"))
    place = LineField(label=gettext_lazy("Ort"), limit=120)

    def clean(self) -> dict[str, Any]:
        """The moment in Berlin time; refuses a time that does not exist in the night of the clock change."""
        data = super().clean()
        if self.errors:
            return data
        try:
            clock = parse_time(data["time"])
        except ValueError:
            raise ValidationError({"time": gettext("Bitte schreiben Sie die Uhrzeit so: 18:00")}) from None
        moment = dt.datetime.combine(data["day"], clock, BERLIN)
        if moment.astimezone(dt.UTC).astimezone(BERLIN).time() != clock:
            raise ValidationError({"time": gettext("Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht.")})
        data["starts_at"] = moment
        return data


def meeting_values(meeting: Meeting) -> dict[str, str]:
    """What is stored of a meeting, to begin a change with."""
    moment = meeting.starts_at.astimezone(BERLIN)
    return {"day": f"{moment:%d.%m.%Y}", "time": f"{moment:%H:%M}", "place": meeting.place}


class DecisionForm(PlainForm):
    """A decision: who was there, how they voted, what was decided. One field per seat is added."""

    NEEDED_LATER = frozenset({"override", "recusal_reason", "conditions", "amount_eur"})

    motion = PickField(
        label=gettext_lazy("Worüber wurde abgestimmt?"), choices=[(kind, rules.KINDS[kind]) for kind in rules.MOTIONS]
    )
    amount_eur = MoneyField(
        label=gettext_lazy("Betrag in Euro"),
        required=False,
        help_text=gettext_lazy("Nur bei einer Empfehlung zur Förderung."),
    )
    yes = NumberField(label=gettext_lazy("Ja"), most=99)
    no = NumberField(label=gettext_lazy("Nein"), most=99)
    abstain = NumberField(label=gettext_lazy("Enthaltungen"), most=99)
    invalid = NumberField(label=gettext_lazy("Ungültig"), most=99, initial=0)
    conditions = TextField(
        label=gettext_lazy("Auflagen"),
        limit=2000,
        required=False,
        help_text=gettext_lazy("Nur bei einer Empfehlung mit Auflagen, eine je Zeile."),
    )
    reason = TextField(label=gettext_lazy("Grund"), limit=2000)
    override = TextField(
        label=gettext_lazy("Warum stimmt eine verbundene Person mit?"),
        limit=800,
        required=False,
        help_text=gettext_lazy("Nur wenn die anderen beschlossen haben, dass sie nicht befangen ist."),
    )
    recusal_reason = TextField(
        label=gettext_lazy("Warum ist jemand ohne bekannte Verbindung befangen?"),
        limit=800,
        required=False,
        help_text=gettext_lazy("Nur wenn oben jemand befangen ist, ohne dass eine Verbindung bekannt war."),
    )

    def __init__(self, *positional: Any, places: list[Place], **options: Any) -> None:
        super().__init__(*positional, **options)
        self.places = places
        for place in places:
            choices = [(choice, rules.ATTENDANCE[choice]) for choice in place.choices]
            self.fields[f"seat_{place.seat.key}"] = PickField(
                label=place.seat.group, choices=choices, initial=place.proposed
            )

    @property
    def seat_fields(self) -> list[tuple[Place, Any]]:
        """Every seat with its field."""
        return [(place, self[f"seat_{place.seat.key}"]) for place in self.places]

    @property
    def attendance(self) -> dict[str, str]:
        """Attendance by seat key."""
        return {place.seat.key: self.cleaned_data[f"seat_{place.seat.key}"] for place in self.places}
