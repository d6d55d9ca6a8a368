"""Forms of notices, their provisions and their proofs of arrival, and of public lists."""

from decimal import Decimal

from django.utils.translation import gettext_lazy

from aktionsplan.implementation.grants.rules import (
    ADVANCE,
    CONDITION,
    DUTY,
    FLAT_UNITS,
    FUNDING_TYPES,
    PROVISION_KINDS,
    SCHEMES,
)
from aktionsplan.implementation.grants.rules.remedy import OBJECTION_OUTCOMES
from aktionsplan.shared.fields import (
    NOT_YET,
    CheckField,
    DayField,
    FigureField,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PicksField,
    TextField,
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Option
from aktionsplan.shared.words import Problem, mark

MOST_PERCENT = Decimal(30)
"""A base rate above this is a slip of the finger; a house rule."""


class NoticeForm(PlainForm):
    """What a person decides about a notice; the rest is law and data."""

    NEEDED_LATER = frozenset(
        {"reduction_reason", "struck_eur", "not_begun_on", "advance_percent", "flat_eur", "flat_unit"}
    )

    funding_type = PickField(
        label=gettext_lazy("Wie wird gefördert? (Finanzierungsart)"), choices=list(FUNDING_TYPES.items())
    )
    salutation = LineField(label=gettext_lazy("Anrede"), limit=100)
    purpose = TextField(label=gettext_lazy("Wofür ist das Geld? (Zuwendungszweck)"), limit=1200)
    provisions = TextField(
        label=gettext_lazy("Besondere Auflagen"),
        limit=2000,
        required=False,
        help_text=gettext_lazy("Eine Auflage je Zeile. Die allgemeinen Nebenbestimmungen kommen von selbst dazu."),
    )
    reasons = TextField(label=gettext_lazy("Begründung"), limit=2000)
    reduction_reason = TextField(
        label=gettext_lazy("Warum weniger als beantragt?"),
        limit=1000,
        required=False,
        help_text=gettext_lazy("Nur nötig, wenn weniger bewilligt wird. Der Satz steht in der Begründung."),
    )
    struck_eur = MoneyField(
        label=gettext_lazy("Davon nicht zuwendungsfähige Ausgaben"),
        required=False,
        help_text=gettext_lazy(
            "Ausgaben, die nicht gefördert werden. Sie stehen dann nicht im verbindlichen Plan; den Rest der Kürzung gleichen "
            "eigene Mittel aus."
        ),
    )
    flat_eur = MoneyField(
        label=gettext_lazy("Betrag der Pauschale"),
        required=False,
        help_text=gettext_lazy("Nur bei einer Pauschale: so viel je Einheit."),
    )
    flat_unit = PickField(
        label=gettext_lazy("Einheit der Pauschale"), choices=[NOT_YET, *FLAT_UNITS.items()], required=False
    )
    payment_scheme = PickField(
        label=gettext_lazy("Wie wird ausgezahlt?"), choices=list(SCHEMES.items()), initial=ADVANCE
    )
    advance_percent = NumberField(
        label=gettext_lazy("Davon vorab (Prozent)"),
        most=99,
        required=False,
        help_text=gettext_lazy("Nur, wenn ein Teil vorab gezahlt wird und der Rest gegen Belege."),
    )
    early_start_on = DayField(
        label=gettext_lazy("Vorzeitiger Maßnahmebeginn genehmigt am"),
        required=False,
        help_text=gettext_lazy("Ohne diese Genehmigung gelten nur Ausgaben ab dem Tag des Bescheids."),
    )
    not_begun_on = DayField(
        label=gettext_lazy("Geprüft, dass noch nicht begonnen wurde, am"),
        required=False,
        help_text=gettext_lazy(
            "Nur nötig, wenn der geplante Beginn schon vorbei ist und niemand den vorzeitigen Beginn genehmigt hat. Höchstens 14 Tage alt."
        ),
    )


class NoteForm(PlainForm):
    """Why a draft goes back."""

    note = TextField(label=gettext_lazy("Was soll geändert werden?"), limit=1000)


class RejectionForm(PlainForm):
    """What a person decides about a refusal; the rest is law and data."""

    salutation = LineField(label=gettext_lazy("Anrede"), limit=100)
    reasons = TextField(
        label=gettext_lazy("Begründung"),
        limit=4000,
        help_text=gettext_lazy(
            "Nennen Sie die Gründe, die für die Entscheidung wichtig waren. Was der Ausschuss gesagt hat und die "
            "Rechtsgrundlage stehen schon im Bescheid."
        ),
    )


class EarlyStartForm(PlainForm):
    """From which day a project may begin before anything is decided."""

    begins_on = DayField(label=gettext_lazy("Das Projekt darf beginnen am"))
    salutation = LineField(label=gettext_lazy("Anrede"), limit=100)
    reasons = TextField(
        label=gettext_lazy("Begründung"),
        limit=4000,
        help_text=gettext_lazy("Warum kann das Projekt nicht warten, bis über den Antrag entschieden ist?"),
    )


class PostAllForm(PlainForm):
    """Which notices went to the post together, and when."""

    papers = PicksField(label=gettext_lazy("Welche Bescheide gingen zur Post?"))

    posted_on = DayField(label=gettext_lazy("Zur Post gegeben am"))
    sure = CheckField(label=gettext_lazy("Der Tag liegt länger zurück und ist geprüft"), required=False)

    def __init__(self, *positional: Option, papers: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("papers", papers)


class DoubtForm(PlainForm):
    """What is wrong with the instruction on the remedy."""

    reason = LineField(
        label=gettext_lazy("Was fehlt oder ist falsch?"),
        limit=200,
        help_text=gettext_lazy("Danach ist der Widerspruch ein Jahr lang möglich (§ 58 Abs. 2 VwGO)."),
    )


class PostForm(PlainForm):
    """When the notice was posted."""

    posted_on = DayField(
        label=gettext_lazy("Zur Post gegeben am"),
        help_text=gettext_lazy(
            "Legen Sie die Nebenbestimmungen (Anlage 1) und die Zeichen der Geldgeber (Anlage 2) bei. "
            "Die Vordrucke hängen schon am Bescheid."
        ),
    )
    sure = CheckField(label=gettext_lazy("Der Tag liegt länger zurück und ist geprüft"), required=False)


class PostActForm(PlainForm):
    """When a notice of another kind was posted."""

    posted_on = DayField(label=gettext_lazy("Zur Post gegeben am"))
    sure = CheckField(label=gettext_lazy("Der Tag liegt länger zurück und ist geprüft"), required=False)


class ProvisionForm(PlainForm):
    """A duty or a condition of the notice."""

    kind = PickField(
        label=gettext_lazy("Was ist es?"), choices=[(name, PROVISION_KINDS[name]) for name in (CONDITION, DUTY)]
    )
    text = TextField(
        label=gettext_lazy("Was soll der Verein tun?"),
        limit=300,
        help_text=gettext_lazy("Ein Satz, so wie er im Bescheid steht."),
    )
    due_on = DayField(
        label=gettext_lazy("Bis wann?"),
        required=False,
        help_text=gettext_lazy("Mit einem Tag wird der Verein daran erinnert, sobald der Bescheid zur Post ging."),
    )


class InstalmentForm(PlainForm):
    """A part of the grant and from when it may be asked for."""

    amount_eur = MoneyField(label=gettext_lazy("Betrag der Rate"))
    from_day = DayField(label=gettext_lazy("Anfordern ab"))


class MetForm(PlainForm):
    """Since when a provision is met, and how the office knows."""

    met_on = DayField(label=gettext_lazy("Erfüllt am"))
    note = LineField(label=gettext_lazy("Woher wissen Sie das?"), limit=300)


class WaiveForm(PlainForm):
    """Why a provision is no longer demanded."""

    note = LineField(label=gettext_lazy("Grund"), limit=300)


class ArrivalForm(PlainForm):
    """When the notice really arrived, or that it came back."""

    received_on = DayField(
        label=gettext_lazy("Angekommen am"),
        required=False,
        help_text=gettext_lazy("Leer lassen, wenn der Brief zurückgekommen ist. Dann geben Sie ihn neu zur Post."),
    )
    reason = LineField(label=gettext_lazy("Woher wissen Sie das?"), limit=200)


class ObjectionForm(PlainForm):
    """When an objection came in."""

    received_on = DayField(label=gettext_lazy("Widerspruch oder Klage eingegangen am"))
    late = CheckField(label=gettext_lazy("Er kam nach dem Ende der Frist und wird nur festgehalten"), required=False)


class SettlementForm(PlainForm):
    """How an objection ended."""

    outcome = PickField(label=gettext_lazy("Der Widerspruch wurde"), choices=list(OBJECTION_OUTCOMES.items()))
    settled_on = DayField(
        label=gettext_lazy("Am"),
        help_text=gettext_lazy(
            "Bei einem Widerspruchsbescheid: der Tag der Zustellung. Hat der Widerspruch Erfolg, tragen Sie hier nichts "
            "ein: Ändern Sie den Bescheid schriftlich; bis dahin wird nichts ausgezahlt."
        ),
    )


class WaiverForm(PlainForm):
    """When the notice arrived, as the returned sheet says, and when that sheet reached the office."""

    received_on = DayField(label=gettext_lazy("Bescheid angekommen am"))
    waived_on = DayField(
        label=gettext_lazy("Verzicht bei uns eingegangen am"),
        help_text=gettext_lazy("Der Verzicht wirkt, sobald das unterschriebene Blatt beim Amt ist."),
    )


class ReasonForm(PlainForm):
    """Why money is refused."""

    reason = LineField(label=gettext_lazy("Grund"), limit=200)


class DropForm(ReasonForm):
    """Why a notice is given up, and whether the organisation itself has withdrawn."""

    withdrawn_on = DayField(
        label=gettext_lazy("Der Verein hat den Antrag zurückgezogen am"),
        required=False,
        help_text=gettext_lazy(
            "Leer lassen, wenn das Amt nicht fördert. Dann braucht der Verein einen Ablehnungsbescheid."
        ),
    )


class PublishForm(PlainForm):
    """How a project is shown."""

    protected = CheckField(
        label=gettext_lazy("Geschützt zeigen: nur Titel und Ortsteil, ohne den Verein"),
        required=False,
    )


class ImportForm(PlainForm):
    """A public list of grants of earlier years."""

    upload = UploadField(label=gettext_lazy("Liste (CSV oder XLSX)"))


class InterestForm(PlainForm):
    """A sum between two days."""

    sum_eur = MoneyField(label=gettext_lazy("Summe in Euro"))
    first = DayField(label=gettext_lazy("Erster Zinstag"))
    last = DayField(label=gettext_lazy("Letzter Zinstag"))

    def clean(self) -> Fields:
        """Both days in their order."""
        data = super().clean()
        if not self.errors and data["last"] < data["first"]:
            self.add_problem(Problem("order", mark("Der letzte Tag liegt vor dem ersten."), {}, "last"))
        return data


class BaseRateForm(PlainForm):
    """A further base rate."""

    valid_from = DayField(label=gettext_lazy("Gilt ab"))
    percent = FigureField(label=gettext_lazy("Basiszins in Prozent"))
    source = LineField(
        label=gettext_lazy("Wo steht das?"),
        limit=200,
        help_text=gettext_lazy("Zum Beispiel: Bekanntgabe der Deutschen Bundesbank vom 2. Januar 2027"),
    )

    def clean(self) -> Fields:
        """The percent with two places at most."""
        data = super().clean()
        percent = data.get("percent")
        if percent is not None and (abs(percent) > MOST_PERCENT or percent != round(percent, 2)):
            self.add_problem(Problem("percent", mark("Bitte ein Satz wie 1,52."), {}, "percent"))
        return data
