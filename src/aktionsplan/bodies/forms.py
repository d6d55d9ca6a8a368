"""Forms about bodies."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.bodies import rules
from aktionsplan.bodies.ballots import Hands
from aktionsplan.bodies.models import AgendaItem, Meeting
from aktionsplan.bodies.queries import Place
from aktionsplan.partnership import procedure
from aktionsplan.shared.fields import (
    NOT_YET,
    CheckField,
    DayField,
    LineField,
    MailField,
    MoneyField,
    NumberField,
    PickField,
    PlainForm,
    TextField,
    UploadField,
)
from aktionsplan.shared.periods import BERLIN, parse_time
from aktionsplan.shared.words import mark


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


def when(data: dict[str, Any]) -> dict[str, Any]:
    """What the form says without the day and the time that its moment was made of."""
    return {name: value for name, value in data.items() if name not in ("day", "time")}


class PlanForm(MeetingForm):
    """A new meeting."""

    public = CheckField(label=gettext_lazy("Die Sitzung ist öffentlich"), required=False)
    urgent = CheckField(
        label=gettext_lazy("Es eilt: kürzere Frist für die Einladung"),
        required=False,
        help_text=gettext_lazy("Wie kurz sie sein darf, steht in der Geschäftsordnung."),
    )
    usual = CheckField(label=gettext_lazy("Mit der üblichen Tagesordnung anfangen"), required=False, initial=True)


def meeting_values(meeting: Meeting) -> dict[str, str]:
    """What is stored of a meeting, to begin a change with."""
    moment = meeting.starts_at.astimezone(BERLIN)
    return {"day": f"{moment:%d.%m.%Y}", "time": f"{moment:%H:%M}", "place": meeting.place}


class HandOverForm(PlainForm):
    """Who follows on a seat."""

    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail"), help_text=gettext_lazy("Damit bekommt die Person einen Zugang."))
    appointment = LineField(label=gettext_lazy("Wer hat wann berufen?"), limit=200)


class SecrecyForm(PlainForm):
    """The commitment to secrecy."""

    on = DayField(label=gettext_lazy("Verpflichtet am"))
    note = LineField(label=gettext_lazy("Wo liegt die Niederschrift darüber?"), limit=200)


class FunctionForm(PlainForm):
    """Who leads the body or writes its minutes."""

    function = PickField(label=gettext_lazy("Aufgabe"), choices=list(rules.FUNCTIONS.items()))
    account = PickField(label=gettext_lazy("Wer?"), choices=[])

    def __init__(self, *positional: Any, people: dict[str, Any], **options: Any) -> None:
        super().__init__(*positional, **options)
        self.offer("account", [NOT_YET, *((key, account.name) for key, account in people.items())])


TRIAL = {"seats": 13, "present": 9, "recused": 0, "yes": 5, "no": 3, "abstain": 1}


class TrialForm(PlainForm):
    """Numbers to try the rules with; nothing is stored."""

    profile = PickField(
        label=gettext_lazy("Mit welchen Regeln?"),
        required=False,
        choices=[("", mark("die geltenden")), *((k, word) for k, (word, _v) in procedure.PROFILES.items())],
    )
    seats = NumberField(label=gettext_lazy("Sitze"), least=1, most=200)
    present = NumberField(label=gettext_lazy("Davon da und stimmberechtigt"), most=200)
    recused = NumberField(label=gettext_lazy("Davon befangen"), most=200)
    yes = NumberField(label=gettext_lazy("Ja"), most=200)
    no = NumberField(label=gettext_lazy("Nein"), most=200)
    abstain = NumberField(label=gettext_lazy("Enthaltungen"), most=200)

    def clean(self) -> dict[str, Any]:
        """Refuses numbers that cannot be."""
        data = super().clean()
        if self.errors:
            return data
        if data["present"] + data["recused"] > data["seats"]:
            raise ValidationError({"present": gettext("Das sind mehr Personen als Sitze.")})
        if data["yes"] + data["no"] + data["abstain"] > data["present"]:
            raise ValidationError({"yes": gettext("Das sind mehr Stimmen als Anwesende.")})
        return data

    def verdict(self, values: dict[str, Any]) -> rules.Verdict:
        """What the rules say to these numbers."""
        data = self.cleaned_data
        used = procedure.profile_values(data["profile"]) if data["profile"] else values
        missing = data["seats"] - data["present"] - data["recused"]
        words = ["member"] * data["present"] + ["recused"] * data["recused"] + ["absent"] * missing
        chairs = [rules.Chair(str(n), "civil", word, linked=False) for n, word in enumerate(words)]
        counts = {name: data[name] for name in ("yes", "no", "abstain")}
        return rules.decide(chairs=chairs, motion="adopt", values=used, text=gettext("Probe"), **counts)


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

    def __init__(self, *positional: Any, parents: dict[str, Any], **options: Any) -> None:
        super().__init__(*positional, **options)
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
    upload = UploadField(label=gettext_lazy("Datei"), help_text=gettext_lazy("PDF, JPG oder PNG"))
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

    def __init__(self, *positional: Any, own: dict[str, Any], **options: Any) -> None:
        super().__init__(*positional, **options)
        self.offer("holder", [(key, holder.seat.group) for key, holder in own.items()])


class DecideRecusalForm(PlainForm):
    """What the others decided about a conflict of interest."""

    recused = PickField(
        label=gettext_lazy("Die anderen haben entschieden"),
        choices=[NOT_YET, ("yes", gettext_lazy("befangen")), ("no", gettext_lazy("nicht befangen"))],
    )
    ground = PickField(label=gettext_lazy("Worum ging es?"), choices=[NOT_YET, *rules.GROUNDS.items()])
    personal = PickField(
        label=gettext_lazy("Der Grund liegt"),
        choices=[
            ("personal", gettext_lazy("in der Person: Die Stellvertretung darf abstimmen")),
            ("sending", gettext_lazy("in der Einrichtung, die sie schickt: Der Sitz stimmt nicht mit")),
        ],
    )
    text = TextField(label=gettext_lazy("Warum?"), limit=800)


class MotionForm(PlainForm):
    """What is put to the vote; the fields fit the kind of motion and the item."""

    FIELDS = {
        "main": ("motion", "amount_eur", "text", "conditions"),
        "amendment": ("amends", "text"),
        "procedure": ("text",),
        "election": ("text", "names", "posts"),
    }
    NEEDED_LATER = frozenset({"amount_eur", "conditions", "names", "posts", "text"})

    amends = PickField(label=gettext_lazy("Ändert diesen Antrag"), choices=[])
    motion = PickField(label=gettext_lazy("Beschlussvorschlag"), choices=[])
    amount_eur = MoneyField(label=gettext_lazy("Betrag in Euro"), required=False)
    text = LineField(label=gettext_lazy("Wortlaut"), limit=200, required=False)
    conditions = TextField(label=gettext_lazy("Auflagen, eine je Zeile"), limit=2000, required=False)
    names = TextField(label=gettext_lazy("Namen für die Wahl, einer je Zeile"), limit=2000, required=False)
    posts = NumberField(label=gettext_lazy("Gleiche Posten"), least=1, most=50, initial=1, required=False)

    def __init__(self, *positional: Any, what: str, item: AgendaItem, votes: list[Any], **options: Any) -> None:
        named = what == "election" or (what == "main" and not item.reference)
        start = {"amount_eur": item.requested_eur, "text": item.title if named else ""}
        super().__init__(*positional, auto_id=f"id_{what}_%s", initial=start, **options)
        self.what = what
        kinds = rules.MOTIONS if item.reference else rules.TOPIC_MOTIONS
        self.fields["motion"].choices = [(kind, rules.KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        waiting = [row.vote for row in votes if row.vote.state == "moved" and row.vote.what == "main"]
        self.offer("amends", [(v.key, v.text or gettext(rules.KINDS[v.motion])) for v in waiting])
        beside = {"text"} if item.reference else {"amount_eur", "conditions"}
        for name in set(self.fields) - (set(self.FIELDS[what]) - (beside if what == "main" else set())):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Names as a list; what does not belong to the kind of motion is left out."""
        data = super().clean()
        if self.errors:
            return data
        data["names"] = tuple(line.strip() for line in data.get("names", "").splitlines() if line.strip())
        data["posts"] = data.get("posts") or 1
        if data.get("motion") not in rules.APPROVING:
            data["amount_eur"] = None
        data.setdefault("motion", "adopt")
        if "text" in self.fields and not data["text"]:
            raise ValidationError({"text": gettext("Bitte schreiben Sie den Wortlaut auf.")})
        return data | {"what": self.what}


class SecretForm(PlainForm):
    """Whether the vote is secret: how many asked for it."""

    asked = NumberField(label=gettext_lazy("So viele verlangen eine geheime Abstimmung"), most=200, required=False)


class HandsForm(PlainForm):
    """Ballots counted in the room; one field for each name in an election."""

    yes = NumberField(label=gettext_lazy("Ja, in der Sitzung gezählt"), most=200, required=False)
    no = NumberField(label=gettext_lazy("Nein, in der Sitzung gezählt"), most=200, required=False)
    abstain = NumberField(label=gettext_lazy("Enthaltungen, in der Sitzung gezählt"), most=200, required=False)
    invalid = NumberField(label=gettext_lazy("Ungültig"), most=200, required=False)

    def __init__(self, *positional: Any, names: list[str], **options: Any) -> None:
        super().__init__(*positional, **options)
        self.names = names
        if names:
            del self.fields["yes"], self.fields["no"]
        for number, name in enumerate(names):
            self.fields[f"name_{number}"] = NumberField(label=name, most=200, required=False)

    @property
    def hands(self) -> Hands:
        """What was counted."""
        data = {name: value or 0 for name, value in self.cleaned_data.items()}
        names = {name: data.pop(f"name_{number}") for number, name in enumerate(self.names)}
        return Hands(**data, names=names)


class EstablishForm(PlainForm):
    """What the result says beside the counts."""

    NEEDED_LATER = frozenset({"reason", "conditions"})

    conditions = TextField(label=gettext_lazy("Auflagen, eine je Zeile"), limit=2000, required=False)
    reason = TextField(label=gettext_lazy("Grund"), limit=2000, required=False)


class NoteForm(PlainForm):
    """A note for the minutes."""

    note = TextField(label=gettext_lazy("Notiz für die Niederschrift"), limit=4000, required=False)


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

    def __init__(self, *positional: Any, places: list[Place], item: AgendaItem, **options: Any) -> None:
        super().__init__(*positional, **options)
        self.places = places
        if not item.reference:
            self.fields["motion"].choices = [(kind, rules.KINDS[kind]) for kind in rules.TOPIC_MOTIONS]  # type: ignore[attr-defined]
            self.fields["reason"].required = False
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
