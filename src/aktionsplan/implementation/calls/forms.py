"""Forms of calls and applications."""

from decimal import Decimal

from django.core.exceptions import ValidationError as ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.implementation.calls import rules
from aktionsplan.shared.fields import (
    NOT_YET,
    CheckField,
    DayField,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PicksField,
    QuantityField,
    RadioField,
    TextField,
    UploadField,
    VersionField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option


class CallForm(PlainForm):
    """A call."""

    fund = PickField(label=gettext_lazy("Fonds"))
    title = LineField(label=gettext_lazy("Überschrift"), limit=100)
    summary = TextField(label=gettext_lazy("Worum geht es?"), limit=1500)
    who_may_apply = TextField(label=gettext_lazy("Wer kann Geld bekommen?"), limit=800)
    goals = PicksField(label=gettext_lazy("Welchen Zielen dient der Aufruf?"))
    max_amount_eur = MoneyField(label=gettext_lazy("Höchstbetrag je Projekt in Euro"))
    opens_on = DayField(
        label=gettext_lazy("Anträge sind möglich ab"), help_text=gettext_lazy("Zum Beispiel 1.3.2027")
    )
    deadline = DayField(label=gettext_lazy("Letzter Tag für Anträge"))
    project_from = DayField(label=gettext_lazy("Projekte beginnen frühestens am"))
    project_until = DayField(label=gettext_lazy("Projekte enden spätestens am"))
    rating_until = DayField(
        label=gettext_lazy("Der Ausschuss bewertet bis"),
        required=False,
        help_text=gettext_lazy(
            "Nur wenn Anträge nach Kriterien bewertet werden; die Kriterien legen Sie danach fest."
        ),
    )
    version = VersionField()

    def __init__(
        self, *positional: Option, funds: list[tuple[str, str]], goals: list[tuple[str, str]], **options: Option
    ) -> None:
        super().__init__(*positional, **options)
        self.offer("fund", [("", gettext("Bitte wählen")), *funds])
        self.offer("goals", goals)


class WhoForm(PlainForm):
    """Step 1: who applies."""

    NEEDED_LATER = frozenset(rules.NEEDED)

    contact_name = LineField(label=gettext_lazy("Wer ist Ansprechperson?"), limit=80, required=False)
    signatory_name = LineField(
        label=gettext_lazy("Wer darf für den Verein unterschreiben?"), limit=80, required=False
    )
    signatory_function = LineField(label=gettext_lazy("In welcher Funktion?"), limit=80, required=False)
    version = VersionField()


class ProjectForm(PlainForm):
    """Step 2: the project."""

    NEEDED_LATER = frozenset(rules.NEEDED)

    title = LineField(label=gettext_lazy("Wie heißt das Projekt?"), limit=120, required=False)
    newness = PickField(label=gettext_lazy("Es ist"), choices=list(rules.NEWNESS.items()))
    summary = LineField(
        label=gettext_lazy("Das Projekt in einem Satz"),
        limit=300,
        required=False,
        help_text=gettext_lazy("Dieser Satz steht später auch im Portal."),
    )
    description = TextField(
        label=gettext_lazy("Was haben Sie vor? Was, wann, wie und mit wem?"),
        limit=4000,
        required=False,
    )
    version = VersionField()


class PlaceForm(PlainForm):
    """Step 3: time and place."""

    NEEDED_LATER = frozenset(rules.NEEDED)

    starts_on = DayField(
        label=gettext_lazy("Beginn"), required=False, help_text=gettext_lazy("Auch Vorbereitung gehört dazu.")
    )
    ends_on = DayField(
        label=gettext_lazy("Ende"),
        required=False,
        help_text=gettext_lazy("Bis dahin müssen alle Rechnungen bezahlt sein."),
    )
    district = PickField(label=gettext_lazy("Ortsteil"), required=False)
    place = LineField(
        label=gettext_lazy("Genauer Ort"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Wird nicht veröffentlicht."),
    )
    version = VersionField()

    def clean(self) -> Fields:
        """Refuses an end before the beginning at once."""
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", gettext("Das Ende liegt vor dem Beginn."))
        return data


class GoalsForm(PlainForm):
    """Step 4: goals and effect."""

    NEEDED_LATER = frozenset(rules.NEEDED)

    goal = PickField(label=gettext_lazy("Zu welchem Ziel trägt das Projekt bei?"), required=False)
    target_groups = PicksField(
        label=gettext_lazy("Für wen ist das Projekt?"), choices=list(rules.TARGET_GROUPS.items()), required=False
    )
    participants = NumberField(
        label=gettext_lazy("Wie viele Menschen wollen Sie erreichen?"), least=1, most=100000, required=False
    )
    success = TextField(label=gettext_lazy("Woran merken Sie, dass es gelungen ist?"), limit=1000, required=False)
    version = VersionField()


class DeclarationsForm(PlainForm):
    """Step 7: declarations."""

    not_begun = CheckField(
        label=gettext_lazy("Das Projekt hat noch nicht begonnen: Es gibt noch keine Aufträge und Verträge."),
        required=False,
    )
    no_double_funding = CheckField(
        label=gettext_lazy("Niemand bezahlt dieselben Ausgaben noch einmal."), required=False
    )
    privacy_read = CheckField(label=gettext_lazy("Ich habe die Hinweise zum Datenschutz gelesen."), required=False)
    version = VersionField()


class ExpenseForm(PlainForm):
    """A line of expenses."""

    label = LineField(label=gettext_lazy("Wofür?"), limit=120)
    category = PickField(label=gettext_lazy("Art der Ausgabe"), choices=[NOT_YET, *rules.EXPENSES.items()])
    quantity = QuantityField(label=gettext_lazy("Menge"))
    unit = PickField(label=gettext_lazy("Einheit"), choices=list(rules.UNITS.items()))
    price_eur = MoneyField(label=gettext_lazy("Preis je Einheit"), help_text=gettext_lazy("Zum Beispiel 65,00"))


class IncomeForm(PlainForm):
    """A line of income: one sum, without quantity and price."""

    label = LineField(label=gettext_lazy("Woher?"), limit=120)
    category = PickField(label=gettext_lazy("Art der Einnahme"), choices=[NOT_YET, *rules.INCOME.items()])
    price_eur = MoneyField(label=gettext_lazy("Betrag in Euro"), help_text=gettext_lazy("Zum Beispiel 850,00"))


class FileForm(PlainForm):
    """A file for the application."""

    upload = UploadField(label=gettext_lazy("Datei (PDF, JPG, PNG oder HEIC)"))


class StartForm(PlainForm):
    """For which organisation the application is."""

    organisation = PickField(label=gettext_lazy("Für wen stellen Sie den Antrag?"))
    idea = PickField(
        label=gettext_lazy("Bauen Sie auf eine Idee auf?"),
        required=False,
        help_text=gettext_lazy("Ihr Antrag beginnt dann mit den Worten der Idee. Sie können alles ändern."),
    )

    def __init__(
        self,
        *positional: Option,
        organisations: list[tuple[str, str]],
        ideas: list[tuple[str, str]],
        **options: Option,
    ) -> None:
        super().__init__(*positional, **options)
        self.offer("organisation", organisations)
        self.offer("idea", [("", gettext_lazy("nein, auf keine")), *ideas])
        if not ideas:
            del self.fields["idea"]


class CheckForm(PlainForm):
    """The formal check."""

    NEEDED_LATER = frozenset({"note"})

    answers = PicksField(label=gettext_lazy("Was stimmt?"), choices=list(rules.CHECKS.items()), required=False)
    result = PickField(label=gettext_lazy("Ergebnis"), choices=[NOT_YET, *rules.CHECK_RESULTS.items()])
    note = TextField(label=gettext_lazy("Nachricht an den Verein"), limit=1500, required=False)


class ReopenForm(PlainForm):
    """Why a formal refusal is overruled."""

    reason = TextField(label=gettext_lazy("Warum wird der Antrag doch geprüft?"), limit=1000)


class MeetingForm(PlainForm):
    """The meeting that is to decide."""

    meeting = PickField(label=gettext_lazy("In welcher Sitzung?"))

    def __init__(self, *positional: Option, meetings: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("meeting", meetings)


PAGES: dict[int, type[PlainForm]] = {1: WhoForm, 2: ProjectForm, 3: PlaceForm, 4: GoalsForm, 7: DeclarationsForm}


class CriterionForm(PlainForm):
    """A criterion of a call."""

    kind = RadioField(label=gettext_lazy("Art"), choices=rules.CRITERION_KINDS.items())
    title = LineField(label=gettext_lazy("Kriterium"), limit=100)
    help = TextField(
        label=gettext_lazy("Wann gibt es 5 Punkte, oder wann ist es erfüllt?"), limit=300, required=False
    )
    weight = NumberField(
        label=gettext_lazy("Wie oft zählt es?"),
        least=0,
        most=rules.MOST_WEIGHT,
        help_text=gettext_lazy("1 zählt einfach, 2 doppelt, 3 dreifach"),
    )


class CatalogueForm(PlainForm):
    """From where a catalogue is taken."""

    source = PickField(label=gettext_lazy("Woher?"), required=False)

    def __init__(self, *positional: Option, calls: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("source", [("", gettext("der mitgelieferte Vorschlag")), *calls])


class RecusalForm(PlainForm):
    """Bias before the meeting."""

    personal = RadioField(
        label=gettext_lazy("Woran liegt es?"),
        choices=[
            ("yes", gettext_lazy("an mir selbst: Vorstand, Anstellung, Familie, Beratung")),
            ("no", gettext_lazy("an der Stelle, die mich entsendet; dann bewertet auch meine Vertretung nicht")),
        ],
    )
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=1000)

    def clean(self) -> Fields:
        """Whether the reason is the person's own."""
        data = super().clean()
        return data | {"personal": data.get("personal") == "yes"}


class LateForm(PlainForm):
    """The chair lets a seat rate later."""

    seat = PickField(label=gettext_lazy("Wer?"))
    until = DayField(label=gettext_lazy("Bis wann?"))

    def __init__(self, *positional: Option, seats: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("seat", seats)


class PreForm(PlainForm):
    """What the office says before the committee rates."""

    answers = PicksField(label=gettext_lazy("Was ist nicht erfüllt?"), required=False)
    text = TextField(label=gettext_lazy("Bemerkung für den Ausschuss"), limit=3000, required=False)

    def __init__(self, *positional: Option, musts: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("answers", musts)


class SelectionForm(PlainForm):
    """The call's own sum and the rule by which its money is given."""

    sum_eur = MoneyField(
        label=gettext_lazy("Geld für diesen Aufruf in Euro"),
        required=False,
        help_text=gettext_lazy("Leer: was der Fonds noch frei hat"),
    )
    minimum = QuantityField(label=gettext_lazy("Mindestens so viele Punkte"), most=Decimal(5))
    money = RadioField(
        label=gettext_lazy("Was gilt, wenn ein Antrag nicht mehr passt?"), choices=rules.MONEY_RULES.items()
    )
    part = CheckField(label=gettext_lazy("Dem ersten, der nicht passt, den Rest anbieten"), required=False)
    tie = PickField(label=gettext_lazy("Bei gleich vielen Punkten zählt"), required=False)
    limit = NumberField(label=gettext_lazy("Höchstens so viele Projekte je Verein"), least=1, most=20, required=False)
    goal_projects = NumberField(
        label=gettext_lazy("Jedes Ziel bekommt mindestens so viele Projekte"), least=0, most=20, required=False
    )
    town_percent = NumberField(
        label=gettext_lazy("Jede Kommune bekommt mindestens so viel Prozent"), least=0, most=100, required=False
    )

    own_takes_common = CheckField(
        label=gettext_lazy("Wer eigenes Geld hat, bekommt auch aus dem gemeinsamen"), required=False
    )
    rest_is_common = CheckField(
        label=gettext_lazy("Was vom eigenen Geld bleibt, bekommen die anderen"), required=False
    )

    def __init__(
        self,
        *positional: Option,
        criteria: list[tuple[str, str]],
        pools: list[tuple[str, str, str]],
        **options: Option,
    ) -> None:
        super().__init__(*positional, **options)
        self.offer("tie", [("", gettext("wer zuerst eingereicht hat")), *criteria])
        self.pools = pools
        self.NEEDED_LATER = frozenset(name for name, _key, _word in pools)
        for name, _key, word in pools:
            label = gettext("Eigenes Geld in Euro: {name}").format(name=word)
            self.fields[name] = MoneyField(label=label, required=False)

    def clean(self) -> Fields:
        """The rule, with the own money of each pool by its key."""
        data = super().clean()
        given = {key: data.pop(name, None) for name, key, _word in self.pools}
        return data | {"own": {key: str(eur) for key, eur in given.items() if eur}}


class ScenarioForm(PlainForm):
    """A new scenario."""

    name = LineField(label=gettext_lazy("Was ist anders?"), limit=60)
    source = PickField(label=gettext_lazy("Kopie von"), required=False)

    def __init__(self, *positional: Option, others: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("source", [("", gettext("A: genau nach der Regel")), *others])


class ReservationForm(PlainForm):
    """Why the money is not sure yet."""

    reason = TextField(label=gettext_lazy("Warum ist das Geld noch nicht sicher?"), limit=300)


class MoneyCameForm(PlainForm):
    """On what the second release rests."""

    text = TextField(
        label=gettext_lazy("Womit ist das Geld jetzt sicher?"),
        help_text=gettext_lazy("Zum Beispiel: Bescheid des Bundes vom 12. Januar 2027, Aktenzeichen"),
        limit=300,
    )
