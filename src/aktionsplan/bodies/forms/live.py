"""Forms of the running meeting."""

from django.core.exceptions import ValidationError
from django.forms import Textarea
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.bodies import rules
from aktionsplan.bodies.models import AgendaItem
from aktionsplan.bodies.queries import Result
from aktionsplan.bodies.rules.counted import Hands
from aktionsplan.shared.fields import NOT_YET, CheckField, LineField, MoneyField, NumberField, PickField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.words import Problem, Refused, mark


class DecideRecusalForm(PlainForm):
    """What the others decided about a conflict of interest."""

    NEEDED_LATER = frozenset({"ground", "moment"})

    recused = PickField(
        label=gettext_lazy("Die anderen haben entschieden"),
        choices=[NOT_YET, ("yes", gettext_lazy("befangen")), ("no", gettext_lazy("nicht befangen"))],
    )
    ground = PickField(
        label=gettext_lazy("Worum ging es?"), choices=[NOT_YET, *rules.GROUNDS.items()], required=False
    )
    personal = PickField(
        label=gettext_lazy("Der Grund liegt"),
        choices=[
            ("personal", gettext_lazy("in der Person: Die Stellvertretung darf abstimmen")),
            ("sending", gettext_lazy("in der Einrichtung, die sie schickt: Der Sitz stimmt nicht mit")),
        ],
    )
    moment = PickField(
        label=gettext_lazy("Seit wann ist die Person draußen?"),
        choices=[
            NOT_YET,
            ("call", gettext_lazy("seit dem Aufruf, vor der Beratung")),
            ("debate", gettext_lazy("erst jetzt, sie war bei der Beratung dabei")),
        ],
        required=False,
    )
    text = TextField(label=gettext_lazy("Warum?"), limit=800)
    yes = NumberField(
        label=gettext_lazy("Stimmen für befangen"),
        most=200,
        required=False,
        help_text=gettext_lazy("Lassen Sie die drei Zahlen leer, wenn niemand widersprochen hat."),
    )
    no = NumberField(label=gettext_lazy("Stimmen für nicht befangen"), most=200, required=False)
    abstain = NumberField(label=gettext_lazy("Enthaltungen"), most=200, required=False)

    def __init__(self, *positional: Option, in_debate: bool, **options: Option) -> None:
        super().__init__(*positional, **options)
        if not in_debate:
            del self.fields["moment"]

    def clean(self) -> Fields:
        """Somebody who is kept out is so for a reason of the list, and left at a moment; the three counts as one, or none."""
        data = super().clean()
        if data.get("recused") == "yes" and not data.get("ground"):
            raise ValidationError({"ground": gettext("Bitte wählen Sie den Grund.")})
        moment = data.pop("moment", None)
        if data.get("recused") == "yes" and "moment" in self.fields and not moment:
            raise ValidationError({"moment": gettext("Bitte wählen Sie, seit wann die Person draußen ist.")})
        data["at_call"] = moment == "call"
        numbers = [data.pop(name, None) for name in ("yes", "no", "abstain")]
        counted = None if all(number is None for number in numbers) else [number or 0 for number in numbers]
        return data | {"ground": data.get("ground") or "other", "counted": counted}


class MotionForm(PlainForm):
    """What is put to the vote; the fields fit the kind of motion and the item."""

    FIELDS = {
        "main": ("motion", "amount_eur", "text", "conditions", "reason"),
        "amendment": ("amends", "text"),
        "procedure": ("text",),
        "election": ("text", "names", "posts", "by_person"),
    }
    NEEDED_LATER = frozenset({"amount_eur", "conditions", "names", "posts", "text"})

    amends = PickField(label=gettext_lazy("Ändert diesen Antrag"), choices=[])
    motion = PickField(label=gettext_lazy("Beschlussvorschlag"), choices=[])
    amount_eur = MoneyField(label=gettext_lazy("Betrag in Euro"), required=False)
    text = LineField(label=gettext_lazy("Wortlaut"), limit=200, required=False)
    conditions = TextField(
        label=gettext_lazy("Auflagen, eine je Zeile"), limit=2000, required=False, widget=Textarea(attrs={"rows": 2})
    )
    reason = TextField(
        label=gettext_lazy("Grund der Entscheidung"), limit=2000, required=False, widget=Textarea(attrs={"rows": 2})
    )
    names = TextField(label=gettext_lazy("Namen für die Wahl, einer je Zeile"), limit=2000, required=False)
    posts = NumberField(
        label=gettext_lazy("Wie viele gleiche Ämter sind zu besetzen?"), least=1, most=50, initial=1, required=False
    )
    by_person = CheckField(
        label=gettext_lazy("Jeder Posten geht an eine andere Person"),
        required=False,
        help_text=gettext_lazy(
            "Nur wenn das einstimmig beschlossen ist. Sonst sind die Namen Listen, und die Posten werden nach den "
            "Höchstzahlen verteilt (VwVfG § 92 Abs. 3)."
        ),
    )

    def __init__(
        self, *positional: Option, what: str, item: AgendaItem, votes: list[Result], **options: Option
    ) -> None:
        named = what == "election" or (what == "main" and not item.reference)
        start = {"amount_eur": item.requested_eur, "text": item.title if named else ""}
        super().__init__(*positional, auto_id=f"id_{what}_%s", initial=start, **options)
        self.what = what
        kinds = rules.MOTIONS if item.reference else rules.TOPIC_MOTIONS
        self.fields["motion"].choices = [(kind, rules.KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]
        waiting = [row.vote for row in votes if row.vote.state == "moved" and row.vote.what == "main"]
        self.offer("amends", [(v.key, v.text or gettext(rules.KINDS[v.motion])) for v in waiting])
        beside = {"text"} if item.reference else {"amount_eur", "conditions"}
        if item.meeting.kind != "circular" or not item.reference:
            beside |= {"reason"}  # in a meeting the chair writes the reason when finding the result
        self.fields["reason"].required = item.meeting.kind == "circular"
        for name in set(self.fields) - (set(self.FIELDS[what]) - (beside if what == "main" else set())):
            del self.fields[name]

    def clean(self) -> Fields:
        """Names as a list; what does not belong to the kind of motion is left out."""
        data = super().clean()
        if self.errors:
            return data
        data["names"] = tuple(line.strip() for line in data.get("names", "").splitlines() if line.strip())
        data["posts"] = data.get("posts") or 1
        if len(data["names"]) > 50 or any(len(name) > 80 for name in data["names"]):
            raise ValidationError({"names": gettext("Höchstens 50 Namen mit höchstens 80 Zeichen.")})
        if data.get("motion") not in rules.APPROVING:
            data["amount_eur"] = None
        data.setdefault("motion", "adopt")
        if "text" in self.fields and not data["text"]:
            raise ValidationError({"text": gettext("Bitte schreiben Sie den Wortlaut auf.")})
        return data | {"what": self.what}


class SecretForm(PlainForm):
    """Whether the vote is secret: how many asked for it, and whether they vote at the urn."""

    asked = NumberField(label=gettext_lazy("So viele verlangen eine geheime Abstimmung"), most=200, required=False)
    urn = CheckField(label=gettext_lazy("Geheim an der Urne, auf Papier"), required=False)


class HandsForm(PlainForm):
    """Ballots counted in the room; one field for each name in an election."""

    yes = NumberField(label=gettext_lazy("Ja, in der Sitzung gezählt"), most=200, required=False)
    no = NumberField(label=gettext_lazy("Nein, in der Sitzung gezählt"), most=200, required=False)
    abstain = NumberField(label=gettext_lazy("Enthaltungen, in der Sitzung gezählt"), most=200, required=False)
    invalid = NumberField(label=gettext_lazy("Ungültig"), most=200, required=False)

    chair = PickField(
        label=gettext_lazy("Wie hat der Vorsitz gestimmt?"),
        choices=[("", gettext_lazy("nur nötig, wenn es gleich steht")), *rules.CHAIR_CHOICES.items()],
        required=False,
    )

    def __init__(
        self, *positional: Option, names: list[str], casting: bool, takes_no: bool = True, **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.names = names
        if not casting or names:
            del self.fields["chair"]
        if names:
            del self.fields["yes"]
        if not takes_no:
            del self.fields["no"]
        for number, name in enumerate(names):
            self.fields[f"name_{number}"] = NumberField(label=name, most=200, required=False)
        self.order_fields(name for name in list(self.fields) if name.startswith("name_"))

    @property
    def hands(self) -> Hands:
        """What was counted."""
        data = dict(self.cleaned_data)
        names = {name: data.pop(f"name_{number}") or 0 for number, name in enumerate(self.names)}
        chair = data.pop("chair", "")
        return Hands(**{name: value or 0 for name, value in data.items()}, chair=chair, names=names)


class EstablishForm(PlainForm):
    """Why the body decided so; conditions are part of the motion."""

    NEEDED_LATER = frozenset({"reason"})

    reason = TextField(label=gettext_lazy("Grund"), limit=2000, required=False)


class NoteForm(PlainForm):
    """A note for the minutes."""

    note = TextField(label=gettext_lazy("Notiz für die Niederschrift"), limit=8000, required=False)
    seen = TextField(label="", limit=8000, required=False)


def valid(form: PlainForm) -> Fields:
    """The cleaned values; Refused with the first thing wrong, told above the page."""
    if form.is_valid():
        return form.cleaned_data
    first = next(iter(form.errors.values()))[0]
    raise Refused(Problem("form", mark("{text}"), {"text": str(first)}))
