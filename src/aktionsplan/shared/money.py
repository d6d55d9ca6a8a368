"""Money: Decimal euro with two places; the only place that parses, rounds and splits it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import regex

from aktionsplan.shared.words import Problem, Refused, mark

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999.99")
SPACES = "\u00a0\u202f\u2009 "
PLAIN = regex.compile(r"[0-9]{1,12}(?:,[0-9]{1,2})?", regex.ASCII)
GROUPED = regex.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?", regex.ASCII)
ZERO_GROUP = regex.compile(r"0[0-9]{0,2}(?:[. ][0-9]{3})+(?:,[0-9]{1,2})?", regex.ASCII)
DASHES = regex.compile(r",[-–—]{1,2}$")
"""`1500,-` and `1.500,--`: no cents."""

FORM = mark("Bitte schreiben Sie den Betrag so: 1.234,56 (Punkt für Tausend, Komma für Cent).")
TWO_WAYS = Problem(
    "money_two_ways",
    mark(
        "Das lässt sich auf zwei Arten lesen. Schreiben Sie 500,00 für fünfhundert Euro oder 0,50 für fünfzig Cent."
    ),
)


def round_eur(amount: Decimal) -> Decimal:
    """The amount in euro with two places, rounded half up (kaufmännisch)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def round_exact(amount: Fraction) -> Decimal:
    """An exact amount in euro with two places, rounded half up, once."""
    return (Decimal((amount * 100 + Fraction(1, 2)).__floor__()) / 100).quantize(CENT)


def format_figure(value: Decimal) -> str:
    """`24`, `1,5`, `-2`: a number in German form without useless zeros and without points for thousands."""
    return f"{value.normalize():f}".replace(".", ",")


def parse_eur(text: str) -> Decimal:
    """The sum written in German form, in euro with two places.

    `1.234,56`, `1234,56`, `1 234,56 €`, `1.234` (one thousand two hundred thirty-four), `1500,-` and `1.500,--` are read;
    everything else, also signs, exponents, English and non-ASCII digits, raises Refused. A group never begins with 0:
    `0.500` could be 500 or 0,50 and is refused with both.
    """
    bare = DASHES.sub("", text.strip(SPACES + "€").strip(SPACES))
    if text.count("€") > 1 or len(text) > 40:
        raise Refused(Problem("money_form", FORM))
    if ZERO_GROUP.fullmatch(bare.translate(dict.fromkeys(map(ord, SPACES), " "))):
        raise Refused(TWO_WAYS)
    for space in SPACES:
        if space in bare:
            groups = bare.split(space)
            if not regex.fullmatch(r"[0-9]{1,3}", groups[0]) or any(
                not regex.fullmatch(r"[0-9]{3}(,[0-9]{1,2})?", group) for group in groups[1:]
            ):
                raise Refused(Problem("money_form", FORM))
            bare = "".join(groups)
    if not (PLAIN.fullmatch(bare) or GROUPED.fullmatch(bare)):
        raise Refused(Problem("money_form", FORM))
    amount = Decimal(bare.replace(".", "").replace(",", ".")).quantize(CENT)
    if amount > LARGEST:
        raise Refused(Problem("money_large", mark("So große Beträge kann dieses Feld nicht aufnehmen.")))
    return amount


THOUSAND = regex.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", regex.ASCII)
FOREIGN = regex.compile(r"[$£¥]|\b(?:USD|GBP|CHF|PLN|CZK|DKK)\b")
NO_MINUS = Problem("minus", mark("Bitte ohne Minus. Einnahmen haben einen eigenen Ansatz, zum Beispiel Spenden."))
NO_EURO = Problem("currency", mark("Bitte in Euro: so viel, wie vom Konto abging."))


def parse_paid(text: str) -> Decimal:
    """A sum that was paid, in euro and above 0, as `parse_eur` reads it; Refused for what a receipt may be misread by.

    That is a minus, another currency, 0, and `1.234`, which some write for 1,234 and others for 1234.
    """
    bare = text.strip(SPACES)
    if bare.startswith(("-", "\u2212", "\u2013")):
        raise Refused(NO_MINUS)
    if FOREIGN.search(bare):
        raise Refused(NO_EURO)
    if THOUSAND.fullmatch(bare.strip(SPACES + "€")):
        plain = bare.strip(SPACES + "€")
        both = {"large": plain.replace(".", "") + ",00", "small": plain.replace(".", ",")}
        raise Refused(
            Problem("two_ways", mark("Das kann {large} oder {small} heißen. Bitte schreiben Sie eins davon."), both)
        )
    amount = parse_eur(bare)
    if amount == 0:
        raise Refused(Problem("zero", mark("Der Betrag muss größer als 0 sein.")))
    return amount


def format_eur(amount: Decimal) -> str:
    """`1.234,56 €` with a no-break space before the sign; negative sums with a real minus."""
    rounded = round_eur(amount)
    sign = "−" if rounded < 0 else ""
    text = f"{abs(rounded):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{sign}{text}\u00a0€"


def split_eur(amount: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """Parts of `amount` by weight whose sum is `amount` to the cent (largest remainders first, of equal ones the larger
    weight: money.md BK3); of a negative one alike.

    Raises ValueError without weights, with a negative one, or when all are zero.
    """
    total = sum(weights, Decimal(0))
    if not weights or total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be non-negative and not all zero")
    if amount < 0:
        return [-part for part in split_eur(-amount, weights)]
    cents = int(round_eur(amount) / CENT)
    exact = [Decimal(cents) * weight / total for weight in weights]
    whole = [int(part) for part in exact]
    order = sorted(range(len(weights)), key=lambda i: (whole[i] - exact[i], -weights[i], i))
    for index in order[: cents - sum(whole)]:
        whole[index] += 1
    return [Decimal(part) * CENT for part in whole]


def in_words(amount: Decimal, language: str = "de") -> str:
    """The sum in words for a notice: `viertausendachthundert Euro`, cents as `und fünf Cent`, below zero `minus …`.

    The library writes `einhunderteinstausend`; it is `einhunderteintausend`.
    """
    from num2words import num2words  # noqa: PLC0415 -- only notices need it

    if round_eur(amount) < 0:
        return f"minus {in_words(-amount, language)}"
    euro, cents = divmod(int(round_eur(amount) / CENT), 100)
    words = str(num2words(euro, lang=language)).replace("einstausend", "eintausend") + " Euro"
    if language == "de" and euro == 1:
        words = "ein Euro"
    if cents:
        cent_words = "ein" if (language == "de" and cents == 1) else str(num2words(cents, lang=language))
        words += (" und " if language == "de" else " and ") + cent_words + " Cent"
    return words
