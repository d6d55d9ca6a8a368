"""Forms about offers, needs and the closing."""

from django.utils.translation import gettext, gettext_lazy

from aktionsplan.development.analysis import rules
from aktionsplan.development.analysis.forms.incidents import CHOOSE, Pairs
from aktionsplan.shared.fields import DayField, LineField, PickField, PicksField, RadioField, TextField
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option


class OwnOfferForm(PlainForm):
    """An offer as its carrier describes it."""

    title = LineField(label=gettext_lazy("Name des Angebots"), limit=120)
    text = TextField(label=gettext_lazy("Worum geht es?"), limit=1000, required=False)
    theme = PickField(label=gettext_lazy("Hauptthema"))
    area = PickField(label=gettext_lazy("Hauptort"), required=False)
    places = PicksField(label=gettext_lazy("Weitere Orte"), required=False)
    target_groups = LineField(label=gettext_lazy("Für wen?"), limit=200, required=False)
    reach = LineField(
        label=gettext_lazy("Wie viele erreicht es?"),
        limit=120,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: 25 Jugendliche in der Woche"),
    )
    staff = LineField(label=gettext_lazy("Wer arbeitet dort?"), limit=120, required=False)
    begins_on = DayField(label=gettext_lazy("Läuft seit"), required=False)
    ends_on = DayField(label=gettext_lazy("Läuft bis"), required=False)
    funded_by = LineField(label=gettext_lazy("Wer bezahlt es?"), limit=120, required=False)
    funded_until = DayField(label=gettext_lazy("Geld gesichert bis"), required=False)
    contact = LineField(
        label=gettext_lazy("Ansprechperson"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Sehen nur die Koordinierungsstelle und das federführende Amt."),
    )
    cooperations = LineField(label=gettext_lazy("Arbeitet zusammen mit"), limit=300, required=False)

    def __init__(self, *positional: Option, areas: Pairs, themes: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("Bitte wählen")), *themes])
        self.offer("area", [("", gettext(rules.AREAS["all"])), *areas])
        self.offer("places", areas)


class OfferForm(OwnOfferForm):
    """An entry of the inventory as the office writes it."""

    kind = PickField(label=gettext_lazy("Art"), choices=[CHOOSE, *rules.OFFER_KINDS.items()])
    carrier = PickField(label=gettext_lazy("Träger aus dem Netzwerk"), required=False)
    carrier_name = LineField(label=gettext_lazy("Träger, wenn er nicht im Netzwerk steht"), limit=120, required=False)
    field_order = ("kind", "title", "text", "carrier", "carrier_name", "theme", "area", "places")

    def __init__(self, *positional: Option, carriers: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("carrier", [("", gettext("keiner")), *carriers])


class EndOfferForm(PlainForm):
    """When an offer ended."""

    ends_on = DayField(label=gettext_lazy("Letzter Tag"))


class AssessForm(PlainForm):
    """Whether an offer works."""

    verdict = RadioField(label=gettext_lazy("Wirkt das Angebot?"), choices=rules.VERDICTS.items())
    text = TextField(
        label=gettext_lazy("Warum?"),
        limit=1000,
        help_text=gettext_lazy("Ein bis drei Sätze: woran sehen Sie das? Bei „unbekannt“: was müsste man wissen?"),
    )


class NeedForm(PlainForm):
    """A need and what it follows from."""

    title = LineField(label=gettext_lazy("Was wird gebraucht?"), limit=200)
    theme = PickField(label=gettext_lazy("Thema"))
    priority = PickField(
        label=gettext_lazy("Priorität"),
        choices=[("", gettext_lazy("noch offen")), *rules.PRIORITIES.items()],
        required=False,
    )
    reason = TextField(label=gettext_lazy("Warum diese Priorität?"), limit=1000, required=False)
    findings = PicksField(label=gettext_lazy("Folgt aus diesen Befunden"), required=False)
    gaps = PicksField(label=gettext_lazy("Folgt aus diesen Lücken"), required=False)
    NEEDED_LATER = frozenset({"priority", "reason"})

    def __init__(self, *positional: Option, themes: Pairs, findings: Pairs, gaps: Pairs, **options: Option) -> None:
        super().__init__(*positional, **options)
        self.offer("theme", [("", gettext("Bitte wählen")), *themes])
        self.offer("findings", findings)
        self.offer("gaps", gaps)


class LeaveOpenForm(PlainForm):
    """Why no need follows."""

    reason = TextField(label=gettext_lazy("Warum bleibt das bewusst offen?"), limit=600)


class ReopenForm(PlainForm):
    """Why a closed analysis is opened again."""

    reason = TextField(label=gettext_lazy("Warum öffnen Sie die Auswertung wieder?"), limit=600)
