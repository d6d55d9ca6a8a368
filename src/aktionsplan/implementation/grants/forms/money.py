"""Forms of payments and receipts."""

from decimal import Decimal

from django.utils.translation import gettext_lazy

from aktionsplan.implementation.grants.rules.receipt import FEE_UNITS, WAYS
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
    UploadField,
)
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Option, Value


class FlatForm(PlainForm):
    """Money asked for without a need."""

    amount_eur = MoneyField(label=gettext_lazy("Welchen Betrag fordern Sie an?"))
    purpose = LineField(label=gettext_lazy("Wofür?"), limit=200)


class PaymentForm(PlainForm):
    """Money asked for in advance, and what is due soon."""

    need_eur = MoneyField(label=gettext_lazy("Was bezahlen Sie in dieser Zeit aus der Zuwendung?"))
    purpose = LineField(
        label=gettext_lazy("Was ist das?"),
        limit=200,
        help_text=gettext_lazy("Zum Beispiel: Miete Boot, Honorar im Juni"),
    )
    amount_eur = MoneyField(label=gettext_lazy("Welchen Betrag fordern Sie an?"))


class ReimbursementForm(PlainForm):
    """The receipts for which money is asked for."""

    receipts = PicksField(label=gettext_lazy("Für welche Belege?"))

    def __init__(self, *positional: Option, receipts: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.fields["receipts"].choices = receipts  # type: ignore[attr-defined]
        self.fields["receipts"].initial = [key for key, _word in receipts]


class BouncedForm(PlainForm):
    """When and why the bank sent money back."""

    bounced_on = DayField(label=gettext_lazy("Zurückgekommen am"))
    reason = LineField(label=gettext_lazy("Was schreibt die Bank?"), limit=200)


class PhotoForm(PlainForm):
    """A photo, a PDF or an e-invoice."""

    upload = UploadField(label=gettext_lazy("Foto, PDF oder E-Rechnung"))


class IncomeReceiptForm(PlainForm):
    """Money of a project that moved; everything may be added later. The line to pick from is given."""

    payee = LineField(label=gettext_lazy("Von wem?"), limit=120, required=False)
    reason = LineField(label=gettext_lazy("Wofür?"), limit=200, required=False)
    paid_on = DayField(label=gettext_lazy("Bekommen am"), required=False)
    amount_eur = MoneyField(label=gettext_lazy("Betrag"), paid=True, required=False)
    way = PickField(label=gettext_lazy("Bezahlt mit"), choices=[NOT_YET, *WAYS.items()], required=False)
    line = PickField(label=gettext_lazy("Art der Einnahme"), choices=[NOT_YET], required=False)
    invoice_number = LineField(label=gettext_lazy("Rechnungsnummer"), limit=60, required=False)
    flow = LineField(
        label=gettext_lazy("Nummer des Kontoauszugs"),
        limit=80,
        required=False,
        help_text=gettext_lazy("Der Auszug zeigt, dass das Geld geflossen ist."),
    )
    remark = LineField(
        label=gettext_lazy("Anmerkung"),
        limit=300,
        required=False,
        help_text=gettext_lazy("Zum Beispiel, warum die Rechnung einem anderen Beleg ähnlich sieht."),
    )
    NEEDED_LATER = frozenset({"payee", "reason", "paid_on", "amount_eur", "line"})

    def __init__(self, *positional: Option, lines: list[tuple[str, str]], **options: Option) -> None:
        super().__init__(*positional, **options)
        self.fields["line"].choices = [NOT_YET, *lines]  # type: ignore[attr-defined]

    @property
    def first(self) -> list[Value]:
        """What is asked at once."""
        return [self[name] for name in self.fields if name in self.NEEDED_LATER]

    @property
    def further(self) -> list[Value]:
        """What is asked only by those who have it."""
        return [field for field in self.visible_fields() if field.name not in self.NEEDED_LATER]

    @property
    def further_open(self) -> bool:
        """Whether something of it is filled in or wrong."""
        return any(field.errors or field.value() for field in self.further)


class ReceiptForm(IncomeReceiptForm):
    """An expense."""

    payee = LineField(label=gettext_lazy("An wen?"), limit=120, required=False)
    paid_on = DayField(label=gettext_lazy("Bezahlt am"), required=False)
    line = PickField(label=gettext_lazy("Ansatz im Finanzierungsplan"), choices=[NOT_YET], required=False)
    document_on = DayField(label=gettext_lazy("Rechnung vom"), required=False)
    eligible_eur = MoneyField(
        label=gettext_lazy("Davon für das Projekt"),
        paid=True,
        required=False,
        help_text=gettext_lazy("Nur, wenn nicht der ganze Betrag zum Projekt gehört."),
    )
    quantity = QuantityField(
        label=gettext_lazy("Bei Honoraren: wie viele Stunden oder Tage?"), most=Decimal(9999), required=False
    )
    unit = PickField(label=gettext_lazy("Stunden oder Tage"), choices=[NOT_YET, *FEE_UNITS.items()], required=False)
    field_order = (
        "payee",
        "reason",
        "document_on",
        "paid_on",
        "amount_eur",
        "way",
        "line",
        "invoice_number",
        "flow",
        "eligible_eur",
        "quantity",
        "unit",
        "remark",
    )
    NEEDED_LATER = frozenset(field_order[:7])


class ReceiptListForm(PlainForm):
    """A list of receipts."""

    upload = UploadField(label=gettext_lazy("Belegliste (XLSX, ODS oder CSV)"))


class SheetForm(PlainForm):
    """An event for which a list is printed."""

    title = LineField(label=gettext_lazy("Welche Veranstaltung?"), limit=120)
    held_on = DayField(label=gettext_lazy("Tag"))
    time = LineField(label=gettext_lazy("Uhrzeit"), limit=40, required=False)
    place = LineField(label=gettext_lazy("Ort"), limit=120)
    single = CheckField(
        label=gettext_lazy("Einzelblätter ohne Namen, weil die Teilnahme jemanden gefährden kann"), required=False
    )


class CountForm(PlainForm):
    """What stands on a signed list."""

    people = NumberField(label=gettext_lazy("Personen auf der Liste, alle zusammen"))
    under_16 = NumberField(label=gettext_lazy("davon unter 16"))
    upload = UploadField(label=gettext_lazy("Foto oder PDF der Liste"), required=False)
