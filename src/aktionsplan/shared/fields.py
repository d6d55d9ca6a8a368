"""Form fields: every form uses only these types, and each is tested against hostile input."""

import datetime as dt
from decimal import Decimal

import regex
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from aktionsplan.shared import money, periods, words
from aktionsplan.shared.conflicts import UNSEEN
from aktionsplan.shared.kinds import Context, Foreign, Option, Value
from aktionsplan.shared.saying import said
from aktionsplan.shared.words import Problem, Refused, mark

REQUIRED = gettext_lazy("Bitte ausfüllen.")
NO_FILE = gettext_lazy("Bitte wählen Sie eine Datei.")
NOT_YET = ("", gettext_lazy("Bitte wählen"))
"""What a choice begins with where a first entry would be taken by mistake."""


def invalid(problem: Problem) -> ValidationError:
    """The problem as Django's forms show it."""
    return ValidationError(said(problem), code=problem.code)


def words_of(field: Foreign) -> list[tuple[Value, Value]]:
    """The value and the word of everything one can pick from."""
    return list(field.choices)


class Plain:
    """Shared start of every field: German message, hint, no surprises."""

    keys = ""
    """Which keys a telephone shows: `numeric`, `decimal`, or all."""

    def __init__(self, **options: Option) -> None:
        options.setdefault("error_messages", {})
        options["error_messages"] = {"required": REQUIRED, **options["error_messages"]}
        super().__init__(**options)

    def widget_attrs(self, widget: Foreign) -> dict[str, Option]:
        """What the input says of itself."""
        attrs = super().widget_attrs(widget)  # type: ignore[misc]
        return attrs | ({"inputmode": self.keys} if self.keys else {})


class LineField(Plain, forms.CharField):
    """One line of text, limited in graphemes."""

    multiline = False

    def __init__(self, *, limit: int = 120, **options: Option) -> None:
        self.limit = limit
        super().__init__(**options)

    def to_python(self, value: Value) -> str:
        """The cleaned text; ValidationError for what nobody can type and for what is too long."""
        text = super().to_python(value) or ""
        try:
            if len(text) > self.limit * words.STORAGE_FACTOR + 64:
                words.check_length(text, self.limit)
            text = words.clean(text, lines=self.multiline)
            words.check_length(text, self.limit)
        except Refused as refused:
            raise invalid(refused.problem) from None
        return text


class TextField(LineField):
    """Several lines of plain text, limited in graphemes."""

    widget = forms.Textarea
    multiline = True

    def __init__(self, *, limit: int = 2000, **options: Option) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(limit=limit, **options)


class MoneyField(Plain, forms.CharField):
    """A sum in euro, German form; `Decimal` with two places. `paid` reads it as strictly as the sum of a receipt."""

    keys = "decimal"

    def __init__(self, *, allow_zero: bool = False, paid: bool = False, **options: Option) -> None:
        self.allow_zero, self.paid = allow_zero, paid
        super().__init__(**options)

    def to_python(self, value: Value) -> Decimal | None:  # type: ignore[override]
        """The sum; None when left empty."""
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = money.parse_paid(text) if self.paid else money.parse_eur(text)
        except Refused as refused:
            raise invalid(refused.problem) from None
        if amount == 0 and not self.allow_zero:
            raise ValidationError(gettext("Der Betrag muss größer als 0 sein."), code="zero")
        return amount

    def prepare_value(self, value: Value) -> Value:
        """The stored sum as people type it."""
        return money.format_eur(value).removesuffix("\u00a0€") if isinstance(value, Decimal) else value


class DayField(Plain, forms.CharField):
    """A day, typed `1.3.27`, `01.03.2027` or `2027-03-01`."""

    def to_python(self, value: Value) -> dt.date | None:  # type: ignore[override]
        """The day; None when left empty."""
        if isinstance(value, dt.date):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return periods.parse_day(text[:40])
        except Refused as refused:
            raise invalid(refused.problem) from None

    def prepare_value(self, value: Value) -> Value:
        """The stored day as people type it."""
        return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else value


class NumberField(Plain, forms.CharField):
    """A whole number in ASCII digits between `least` and `most`."""

    keys = "numeric"

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **options: Option) -> None:
        self.least, self.most = least, most
        super().__init__(**options)

    def to_python(self, value: Value) -> int | None:  # type: ignore[override]
        """The number; None when left empty."""
        if isinstance(value, int):
            return value
        text = super().to_python(value)
        if not text:
            return None
        if not regex.fullmatch(r"[0-9]{1,9}", text):
            raise ValidationError(gettext("Bitte eine ganze Zahl ohne Punkt und Komma."), code="number_form")
        if not self.least <= int(text) <= self.most:
            raise ValidationError(
                gettext("Bitte eine Zahl von {least} bis {most}.").format(least=self.least, most=self.most),
                code="number_range",
            )
        return int(text)


class QuantityField(Plain, forms.CharField):
    """A positive number with at most two places and a comma: hours, kilometres, pieces; at most `most`."""

    keys = "decimal"

    def __init__(self, *, most: Decimal = Decimal("9999999.99"), **options: Option) -> None:
        self.most = most
        super().__init__(**options)

    def to_python(self, value: Value) -> Decimal | None:  # type: ignore[override]
        """The quantity; None when left empty."""
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        if not regex.fullmatch(r"[1-9][0-9]{0,2}(\.[0-9]{3}){1,2}(,[0-9]{1,2})?|[0-9]{1,7}(,[0-9]{1,2})?", text):
            raise ValidationError(gettext("Bitte eine Zahl wie 24 oder 1,5."), code="quantity_form")
        number = Decimal(text.replace(".", "").replace(",", "."))
        if number == 0:
            raise ValidationError(gettext("Die Menge muss größer als 0 sein."), code="zero")
        if number > self.most:
            raise ValidationError(
                gettext("Bitte höchstens {most}.").format(most=self.prepare_value(self.most)), code="most"
            )
        return number

    def prepare_value(self, value: Value) -> Value:
        """The stored quantity as people type it."""
        return money.format_figure(value) if isinstance(value, Decimal) else value


class FigureField(Plain, forms.CharField):
    """A figure in German form with at most four places after the comma: `-2,5`, `1200`, `1.200.000`.

    `1.234` alone has two readings and is refused with both.
    """

    def to_python(self, value: Value) -> Decimal | None:  # type: ignore[override]
        """The figure; None when left empty."""
        if isinstance(value, Decimal):
            return value
        text = super().to_python(value)
        if not text:
            return None
        bare = text.replace("\u2212", "-").replace("\u2013", "-").replace(" ", "")
        if not regex.fullmatch(r"-?([1-9][0-9]{0,2}(\.[0-9]{3}){1,3}|[0-9]{1,9})(,[0-9]{1,4})?", bare):
            raise ValidationError(gettext("Bitte eine Zahl wie 24, 1200 oder -1,5."), code="figure_form")
        if regex.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", bare):
            large, small = bare.replace(".", ""), bare.replace(".", ",")
            raise ValidationError(
                gettext("Das kann {large} oder {small} heißen. Bitte schreiben Sie eins davon.").format(
                    large=large, small=small
                ),
                code="figure_two_ways",
            )
        return Decimal(bare.replace(".", "").replace(",", "."))

    def prepare_value(self, value: Value) -> Value:
        """The stored figure as people type it."""
        return money.format_figure(value) if isinstance(value, Decimal) else value


class WordsSelect(forms.Select):
    """A list whose marked words are shown in the reader's language, unless people wrote them."""

    marked = True

    def create_option(
        self, name: str, value: Value, label: int | str, *positional: Option, **options: Option
    ) -> Context:
        """One entry of the list."""
        text = gettext(str(label)) if self.marked and label else label
        return super().create_option(name, value, text, *positional, **options)


class PickField(Plain, forms.ChoiceField):
    """One of a list; choices are (value, German word)."""

    widget = WordsSelect

    default_error_messages = {"invalid_choice": gettext_lazy("Bitte wählen Sie aus der Liste.")}


class RadioField(PickField):
    """One of a few, all of them in sight."""

    widget = forms.RadioSelect  # type: ignore[assignment]  # a list of Django's own instead of ours


class PicksField(Plain, forms.MultipleChoiceField):
    """Several of a list."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": gettext_lazy("Bitte wählen Sie aus der Liste."),
        "invalid_list": gettext_lazy("Bitte wählen Sie aus der Liste."),
    }


class CheckField(Plain, forms.BooleanField):
    """A tick."""


class MailField(LineField):
    """An e-mail address."""

    widget = forms.EmailInput

    def __init__(self, **options: Option) -> None:
        super().__init__(limit=200, **options)

    def to_python(self, value: Value) -> str:
        """The address in lower case; ValidationError when it cannot be one."""
        text = super().to_python(value).lower()
        if text and not regex.fullmatch(
            r"[^\s@<>(),;:\"\\]{1,64}@[\p{L}\p{N}.-]{1,180}\.[\p{L}]{2,24}", text, timeout=1
        ):
            raise ValidationError(gettext("Bitte eine E-Mail-Adresse wie name@verein.de."), code="mail_form")
        return text


class PostcodeField(LineField):
    """A German postcode: five digits."""

    def __init__(self, **options: Option) -> None:
        super().__init__(limit=20, **options)

    def to_python(self, value: Value) -> str:
        """The five digits; ValidationError for anything else."""
        text = super().to_python(value).replace(" ", "")
        if text and not regex.fullmatch(r"[0-9]{5}", text):
            raise ValidationError(gettext("Eine Postleitzahl hat fünf Ziffern."), code="postcode")
        return text


class IbanField(LineField):
    """An IBAN, checked by country, length and check digits; stored without spaces."""

    def __init__(self, **options: Option) -> None:
        super().__init__(limit=60, **options)

    def to_python(self, value: Value) -> str:
        """The IBAN in capitals; ValidationError when it cannot be one."""
        text = super().to_python(value)
        if not text:
            return ""
        from schwifty import IBAN  # noqa: PLC0415 -- a heavy library, imported in its one module
        from schwifty.exceptions import SchwiftyException  # noqa: PLC0415 -- as above

        bare = regex.sub(r"\s", "", text).upper()
        try:
            if not regex.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}", bare) or not bare[2:].strip("0"):
                raise ValueError
            return str(IBAN(bare))
        except (SchwiftyException, ValueError):
            problem = Problem("iban", mark("Diese IBAN stimmt nicht. Bitte vergleichen Sie jede Stelle."))
            raise invalid(problem) from None


class UploadField(Plain, forms.FileField):
    """A file; its content is checked by shared.files.accept."""

    default_error_messages = {"empty": gettext_lazy("Die Datei ist leer."), "invalid": NO_FILE}

    def __init__(self, **options: Option) -> None:
        super().__init__(error_messages={"required": NO_FILE}, **options)


class VersionField(forms.IntegerField):
    """Hidden: the version the form was made from, to notice that somebody else has saved."""

    widget = forms.HiddenInput

    def __init__(self, **options: Option) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, required=False, **options)


class SeenField(forms.CharField):
    """Hidden: the mark of the values the form was made from (`conflicts.seal`); without one nothing was seen."""

    widget = forms.HiddenInput

    def __init__(self, **options: Option) -> None:
        super().__init__(max_length=4000, required=False, empty_value=UNSEEN, **options)


REGISTERED = (
    LineField,
    TextField,
    MoneyField,
    DayField,
    NumberField,
    QuantityField,
    FigureField,
    PickField,
    RadioField,
    PicksField,
    CheckField,
    MailField,
    PostcodeField,
    IbanField,
    UploadField,
    VersionField,
    SeenField,
)
LISTS = (PicksField,)
