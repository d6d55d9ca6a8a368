"""A moment that somebody types: a day and a time in Berlin, also in the night of the clock change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared.fields import DayField, LineField, PickField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.periods import moments, parse_time

HOURS = {
    "first": gettext_lazy("die erste, noch Sommerzeit"),
    "second": gettext_lazy("die zweite, schon Winterzeit"),
}


class MomentForm(PlainForm):
    """A form with a day and a time; `cleaned_data["starts_at"]` is the moment."""

    day = DayField(label=gettext_lazy("Tag"), help_text=gettext_lazy("Zum Beispiel 1.3.2027"))
    time = LineField(label=gettext_lazy("Uhrzeit"), limit=20, help_text=gettext_lazy("Zum Beispiel 18:00"))

    def __init__(self, *positional: Option, **options: Option) -> None:
        super().__init__(*positional, **options)
        if "hour" in (self.data or self.initial):
            self._ask_hour()

    def clean(self) -> Fields:
        """The moment in Berlin time; in the night of the clock change refuses the lost hour and asks which of two."""
        data = super().clean()
        if self.errors:
            return data
        try:
            clock = parse_time(data["time"])
        except ValueError:
            raise ValidationError({"time": gettext("Bitte schreiben Sie die Uhrzeit so: 18:00")}) from None
        possible = moments(data["day"], clock)
        if not possible:
            raise ValidationError({"time": gettext("Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht.")})
        data["starts_at"] = possible[0]
        if len(possible) == 1:
            self.fields.pop("hour", None)
            return data
        if data.get("hour") not in HOURS:
            self._ask_hour()
            raise ValidationError(
                {"hour": gettext("Diese Uhrzeit gibt es in dieser Nacht zweimal. Welche meinen Sie?")}
            )
        data["starts_at"] = possible[list(HOURS).index(data["hour"])]
        return data

    def _ask_hour(self) -> None:
        self.fields["hour"] = PickField(label=gettext_lazy("Welche Stunde?"), choices=list(HOURS.items()))


def when(data: Fields) -> Fields:
    """What the form says without the day and the time that its moment was made of."""
    return {name: value for name, value in data.items() if name not in ("day", "time", "hour")}
