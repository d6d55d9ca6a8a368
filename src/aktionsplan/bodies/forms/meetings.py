"""Forms about meetings, items, papers, recusals and decisions on paper."""

from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem, SeatHolder
from aktionsplan.bodies.queries import Numbered, Place
from aktionsplan.shared.fields import (
    NOT_YET,
    CheckField,
    DayField,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    TextField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option
from aktionsplan.shared.moments import MomentForm
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase


class MeetingForm(MomentForm):
    """A meeting."""

    place = LineField(label=gettext_lazy("Ort"), limit=120)


class PlanForm(MeetingForm):
    """A new meeting."""

    NEEDED_LATER = frozenset({"reason"})

    public = CheckField(label=gettext_lazy("Die Sitzung ist öffentlich"), required=False)
    urgent = CheckField(
        label=gettext_lazy("Es eilt: kürzere Frist für die Einladung"),
        required=False,
        help_text=gettext_lazy("Wie kurz sie sein darf, steht in der Geschäftsordnung."),
    )
    reason = LineField(
        label=gettext_lazy("Warum eilt es?"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Steht in der Einladung und in der Niederschrift."),
    )
    usual = CheckField(label=gettext_lazy("Mit der üblichen Tagesordnung anfangen"), required=False, initial=True)


class ItemForm(PlainForm):
    """An item of the agenda."""

    parent = PickField(
        label=gettext_lazy("Steht unter"), required=False, choices=[("", gettext_lazy("keinem anderen Punkt"))]
    )
    kind = PickField(
        label=gettext_lazy("Art"), choices=[(k, w) for k, w in rules.ITEM_KINDS.items() if k != "application"]
    )
    title = LineField(label=gettext_lazy("Titel"), limit=120)
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=4000, required=False)
    minutes = NumberField(label=gettext_lazy("Dauer in Minuten"), least=1, most=600, required=False)
    public = CheckField(
        label=gettext_lazy("Der Punkt ist öffentlich"),
        required=False,
        help_text=gettext_lazy("Titel und Ergebnis dürfen auf dem Portal stehen."),
    )
    again = PickField(
        label=gettext_lazy("Setzt einen früheren Punkt fort"),
        required=False,
        choices=[("", gettext_lazy("nein"))],
        help_text=gettext_lazy("War das Gremium damals nicht beschlussfähig, genügen diesmal weniger Mitglieder."),
    )

    def __init__(
        self, *positional: Option, parents: dict[str, Numbered], waiting: list[AgendaItem], **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        if waiting:
            rows = [(r.key, f"{local_day(r.meeting.starts_at):%d.%m.%Y}: {r.title}") for r in waiting]
            self.offer("again", [("", gettext("nein")), *rows])
        else:
            del self.fields["again"]
        rows = [(key, f"{row.number} {row.item.title}") for key, row in parents.items()]
        self.offer("parent", [("", gettext("keinem anderen Punkt")), *rows])


class ChangeItemForm(PlainForm):
    """Another wording, duration or publicity of an item."""

    title = LineField(label=gettext_lazy("Titel"), limit=120)
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=4000, required=False)
    minutes = NumberField(label=gettext_lazy("Dauer in Minuten"), least=1, most=600, required=False)
    public = CheckField(label=gettext_lazy("Der Punkt ist öffentlich"), required=False)


class PaperForm(PlainForm):
    """A paper for an item."""

    title = LineField(label=gettext_lazy("Titel"), limit=120)
    upload = UploadField(label=gettext_lazy("Datei"), help_text=gettext_lazy("PDF, JPG, PNG oder HEIC"))
    public = CheckField(label=gettext_lazy("Darf veröffentlicht werden"), required=False)


PERSONAL = (
    ("personal", gettext_lazy("in mir selbst: Die Stellvertretung darf abstimmen")),
    ("sending", gettext_lazy("in der Einrichtung, die mich schickt: Der Sitz stimmt nicht mit")),
)


class RecusalForm(PlainForm):
    """A conflict of interest, said by the person."""

    holder = PickField(label=gettext_lazy("Ihr Sitz"), choices=[])
    ground = PickField(label=gettext_lazy("Grund"), choices=[NOT_YET, *rules.GROUNDS.items()])
    personal = PickField(label=gettext_lazy("Der Grund liegt"), choices=PERSONAL)
    text = TextField(
        label=gettext_lazy("Was sollen die anderen wissen?"),
        limit=800,
        required=False,
        help_text=gettext_lazy("Das steht in der Niederschrift, nicht auf dem Portal."),
    )

    def __init__(self, *positional: Option, own: dict[str, SeatHolder], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("holder", [(key, holder.seat.group) for key, holder in own.items()])


class InvitedForm(PlainForm):
    """An invitation that did not go by mail."""

    way = PickField(
        label=gettext_lazy("Wie?"), choices=[(k, word) for k, word in rules.INVITED_BY.items() if k != "mail"]
    )
    on = DayField(label=gettext_lazy("Wann?"))


class CorrectionForm(PlainForm):
    """What was wrong in signed minutes."""

    text = TextField(label=gettext_lazy("Was ist falsch, und wie ist es richtig?"), limit=2000)


class CircularForm(PlainForm):
    """A vote in writing."""

    deadline = DayField(
        label=gettext_lazy("Antworten bis einschließlich"), help_text=gettext_lazy("Zum Beispiel 1.3.2027")
    )
    reason = TextField(label=gettext_lazy("Warum wird nicht bis zur nächsten Sitzung gewartet?"), limit=800)


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
    secret = CheckField(label=gettext_lazy("Die Abstimmung war geheim"), required=False)
    established = CheckField(
        label=gettext_lazy("Die Beschlussfähigkeit war zu Beginn festgestellt, und niemand hat sie bezweifelt"),
        required=False,
    )
    chair = PickField(
        label=gettext_lazy("Wie hat der Vorsitz gestimmt?"),
        choices=[("", gettext_lazy("nur nötig, wenn es gleich steht")), *rules.CHAIR_CHOICES.items()],
        required=False,
    )
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

    aware = CheckField(label=gettext_lazy("Ich habe die Hinweise gelesen"), required=False)

    def __init__(
        self,
        *positional: Option,
        places: list[Place],
        item: AgendaItem,
        casting: bool,
        doubts: list[Phrase],
        **options: Option,
    ) -> None:
        super().__init__(*positional, **options)
        self.places, self.doubts = places, doubts
        if not doubts:
            del self.fields["aware"]
        if not casting:
            del self.fields["chair"]
        if not item.reference:
            self.fields["motion"].choices = [(kind, rules.KINDS[kind]) for kind in rules.TOPIC_MOTIONS]  # type: ignore[attr-defined]
            self.fields["reason"].required = False
        for place in places:
            choices = [(choice, rules.ATTENDANCE[choice]) for choice in place.choices]
            self.fields[f"seat_{place.seat.key}"] = PickField(
                label=place.seat.group, choices=choices, initial=place.proposed
            )

    @property
    def seat_fields(self) -> list[tuple[Place, BoundField]]:
        """Every seat with its field."""
        return [(place, self[f"seat_{place.seat.key}"]) for place in self.places]

    @property
    def attendance(self) -> dict[str, str]:
        """Attendance by seat key."""
        return {place.seat.key: self.cleaned_data[f"seat_{place.seat.key}"] for place in self.places}
