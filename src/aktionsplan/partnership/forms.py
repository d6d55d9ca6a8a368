"""Forms of the tenant."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.partnership import rules
from aktionsplan.partnership.models import Office, Statements
from aktionsplan.partnership.rules.setting import UNSOURCED
from aktionsplan.shared.fields import (
    CheckField,
    DayField,
    IbanField,
    LineField,
    MailField,
    MoneyField,
    NumberField,
    PickField,
    PostcodeField,
    QuantityField,
    RadioField,
    TextField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Fields, Json, Option
from aktionsplan.shared.visitors import ProvedForm


class YearForm(PlainForm):
    """A programme year."""

    year = NumberField(label=gettext_lazy("Jahr"), least=2000, most=2100)


class CoordinationForm(PlainForm):
    """The record of the coordination office."""

    NEEDED_LATER = frozenset({"carrier", "tasks", "contract_on", "processor_on"})
    place = RadioField(label=gettext_lazy("Wo ist die Koordinierungsstelle?"), choices=rules.PLACES.items())
    carrier = LineField(label=gettext_lazy("Träger"), limit=120, required=False)
    tasks = TextField(label=gettext_lazy("Was tut sie?"), limit=4000, required=False)
    contract_on = DayField(label=gettext_lazy("Vertrag mit dem Träger gilt ab"), required=False)
    contract_until = DayField(label=gettext_lazy("bis"), required=False)
    contract_paper = LineField(label=gettext_lazy("Wo liegt der Vertrag?"), limit=120, required=False)
    processor_on = DayField(
        label=gettext_lazy("Vertrag zur Auftragsverarbeitung gilt ab"),
        required=False,
        help_text=gettext_lazy("Ein Träger braucht ihn, bevor er Namen und Anträge sieht (Art. 28 DSGVO)."),
    )
    processor_until = DayField(label=gettext_lazy("bis"), required=False)
    processor_paper = LineField(label=gettext_lazy("Wo liegt er?"), limit=120, required=False)


class StaffForm(PlainForm):
    """Somebody of the coordination office."""

    name = LineField(label=gettext_lazy("Name"), limit=80)
    task = LineField(label=gettext_lazy("Aufgabe"), limit=120, required=False)
    hours = QuantityField(label=gettext_lazy("Stunden in der Woche"), most=Decimal(60))
    begins_on = DayField(label=gettext_lazy("Von"))
    ends_on = DayField(label=gettext_lazy("Bis"), required=False, help_text=gettext_lazy("Leer: ohne Ende"))


class StaffReasonForm(PlainForm):
    """Why an entry goes."""

    reason = LineField(label=gettext_lazy("Warum?"), limit=240)


class FundForm(PlainForm):
    """A fund."""

    code = LineField(
        label=gettext_lazy("Kürzel"), limit=6, help_text=gettext_lazy("Steht im Aktenzeichen, zum Beispiel AF")
    )
    name = LineField(label=gettext_lazy("Name"), limit=80)
    kind = PickField(label=gettext_lazy("Art"), choices=list(rules.FUND_KINDS.items()))


class BudgetForm(PlainForm):
    """A dated change of a fund's money."""

    direction = PickField(
        label=gettext_lazy("Was geschieht?"),
        choices=[
            ("more", gettext_lazy("Der Fonds bekommt Geld")),
            ("less", gettext_lazy("Dem Fonds wird Geld entzogen")),
        ],
    )
    amount_eur = MoneyField(label=gettext_lazy("Betrag in Euro"))
    source = PickField(label=gettext_lazy("Woher"), choices=list(rules.SOURCES.items()))
    note = LineField(label=gettext_lazy("Vermerk"), limit=200, required=False)

    def clean(self) -> Fields:
        """The sum with its sign."""
        data = super().clean()
        if data.pop("direction", "") == "less" and data.get("amount_eur"):
            data["amount_eur"] = -data["amount_eur"]
        return data


class MunicipalityForm(PlainForm):
    """A municipality with its districts."""

    name = LineField(label=gettext_lazy("Name der Kommune"), limit=100)
    districts = TextField(label=gettext_lazy("Ortsteile, einer je Zeile"), limit=4000)


class OfficeForm(PlainForm):
    """An office with its address."""

    authority = LineField(
        label=gettext_lazy("Behörde"), limit=100, help_text=gettext_lazy("Zum Beispiel: Stadt Elbhagen")
    )
    head_title = LineField(
        label=gettext_lazy("Leitung"),
        limit=80,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Der Bürgermeister. Das Impressum muss nennen, wer das Amt vertritt."),
    )
    name = LineField(label=gettext_lazy("Amt"), limit=100)
    street = LineField(label=gettext_lazy("Straße und Hausnummer"), limit=100)
    postcode = PostcodeField(label=gettext_lazy("Postleitzahl"))
    city = LineField(label=gettext_lazy("Ort"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail"))
    phone = LineField(label=gettext_lazy("Telefon"), limit=40, required=False)
    visit = LineField(label=gettext_lazy("Besuch"), limit=80, required=False)
    payer = LineField(label=gettext_lazy("Konto der Kommune: Inhaber"), limit=70, required=False)
    payer_iban = IbanField(
        label=gettext_lazy("Konto der Kommune: IBAN"),
        required=False,
        help_text=gettext_lazy("Nur beim federführenden Amt. Von diesem Konto wird ausgezahlt."),
    )


class StatementsForm(PlainForm):
    """What the town must say in public beside its address."""

    protection_officer = LineField(
        label=gettext_lazy("Datenschutzbeauftragte oder Datenschutzbeauftragter"),
        limit=300,
        help_text=gettext_lazy("Stelle mit E-Mail oder Telefon, zum Beispiel: datenschutz@elbhagen.example"),
    )
    supervisor = LineField(
        label=gettext_lazy("Aufsichtsbehörde für den Datenschutz"),
        limit=300,
        help_text=gettext_lazy("Die oder der Landesbeauftragte für den Datenschutz, mit Anschrift"),
    )
    funder = LineField(
        label=gettext_lazy("Geldgeber, wie er genannt werden will"),
        limit=300,
        help_text=gettext_lazy("Der Wortlaut steht im Zuwendungsbescheid an die Kommune."),
    )
    assessed_on = DayField(
        label=gettext_lazy("Barrierefreiheit zuletzt geprüft am"),
        help_text=gettext_lazy("Die Erklärung wird jedes Jahr erneuert."),
    )
    enforcement = LineField(
        label=gettext_lazy("Durchsetzungs- oder Schlichtungsstelle"),
        limit=300,
        help_text=gettext_lazy("Wohin man sich wendet, wenn eine Meldung nicht hilft; mit E-Mail oder Anschrift"),
    )


def statement_values(statements: Statements) -> Fields:
    """What is stored of the statements, to begin a change with."""
    return {name: getattr(statements, name) for name in StatementsForm.base_fields}


def office_values(office: Office) -> dict[str, str]:
    """What is stored of an office, to begin a change with."""
    return {name: getattr(office, name) for name in OfficeForm.base_fields}


def _source(source: str) -> str:
    """Where a rule comes from, as the form tells it."""
    if source == UNSOURCED:
        return gettext("ohne Quelle")
    if source.startswith("["):
        return gettext("Praxis anderer Orte {source}").format(source=source)
    return gettext(source) if source else ""


def rules_form(kind: str, current: Json) -> type[PlainForm]:
    """A form with one field per setting of the kind."""
    fields: dict[str, forms.Field] = {
        "title": LineField(label=gettext_lazy("Name dieser Fassung"), limit=120),
        "valid_from": DayField(label=gettext_lazy("Gilt ab")),
    }
    for name, setting in rules.SETTINGS[kind].items():
        options: dict[str, Option] = {
            "label": gettext(setting.label),
            "help_text": _source(setting.source),
            "initial": current[name],
        }
        if setting.kind == "flag":
            fields[name] = CheckField(required=False, **options)
        elif setting.kind == "choice":
            fields[name] = PickField(choices=list(setting.choices.items()), **options)
        elif setting.kind == "text":
            fields[name] = LineField(limit=100, required=bool(setting.default), **options)
        else:
            fields[name] = NumberField(least=setting.least, most=setting.most, **options)
    return type("RulesForm", (PlainForm,), fields)


class BarrierForm(ProvedForm):
    """What hinders somebody on these pages. An address for the answer is proved by a code before anything is sent."""

    text = TextField(label=gettext_lazy("Was hindert Sie, und auf welcher Seite?"), limit=2000)
    email = MailField(
        label=gettext_lazy("E-Mail-Adresse für die Antwort"),
        required=False,
        help_text=gettext_lazy("Wir schicken Ihnen einen Code, damit niemand fremde Adressen einträgt."),
    )
