"""One cell of a statistical table: a number, or the sign that says why there is none.

Source: DIN 55301 (layout of statistical tables), as the statistical offices print it in front of their tables.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from aktionsplan.shared.words import Problem, Refused, mark

SIGNS = {
    "–": mark("genau null"),
    "0": mark("mehr als nichts, aber weniger als die Hälfte der kleinsten Einheit"),
    ".": mark("unbekannt oder geheim"),
    "x": mark("nicht sinnvoll"),
    "/": mark("nicht sicher genug"),
    "…": mark("kommt später"),
}
"""The signs that stand instead of a number."""
MARKS = {"(": mark("unsicher"), "p": mark("vorläufig"), "r": mark("berichtigt"), "s": mark("geschätzt")}
"""What stands beside a number; `(` for a number in brackets."""
SAME = {"-": "–", "—": "–", "‐": "–", "−": "–", "X": "x", "×": "x", "...": "…", "•": ".", "·": "."}
"""Other ways to type a sign."""
DASH_MEANINGS = {"–": mark("genau null"), ".": mark("unbekannt oder geheim"), "x": mark("nicht sinnvoll")}
DOT_MEANINGS = {".": mark("unbekannt oder geheim"), "–": mark("genau null"), "…": mark("kommt später")}
"""What a dash or a dot may mean where a source does not follow DIN 55301."""
VALUES = {"–": Decimal(0), "0": Decimal(0)}
"""The signs that are numbers too."""
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
FOOTNOTE = re.compile(r"(?:(?<=[^( ]) [0-9]{1,2}\)|[*¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?)$")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}([. ])[0-9]{3}(\1[0-9]{3})*(,[0-9]{1,6})?")
PLAIN = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,6})?")
THREE = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
LETTERS = re.compile(r"(?<=[0-9)]) ?([prs])$", re.IGNORECASE)
MINUS = re.compile(r"^[–−](?=[0-9])")
HUNDRED = 100
NOT_A_NUMBER = mark("„{text}“ ist keine Zahl und kein Zeichen der amtlichen Statistik.")
TWO_READINGS = mark("„{text}“ kann {large} oder {small} heißen. Schreiben Sie {large} oder {comma}.")


@dataclass(frozen=True)
class Cell:
    """What a cell says: the number if there is one, the sign instead of it, and the marks beside it in the order of `MARKS`."""

    value: Decimal | None
    sign: str = ""
    marks: str = ""


def read_cell(
    text: str,
    *,
    whole: bool = False,
    share: bool = False,
    zero_is_little: bool = False,
    meanings: Mapping[str, str] = MappingProxyType({}),
) -> Cell | None:
    """The cell as it was typed or printed; None when it is empty.

    `1.234` alone has two readings and is refused, unless only `whole` numbers are meant; a `share` is a percentage from 0 to
    100. A single 0 is the number, or with `zero_is_little` the sign of DIN 55301. `meanings` says which sign a source prints
    for another one (a dash for what is not known). Marks of footnotes are left out, beside signs too. Worked examples:
    `12,5 p` is 12.5, provisional; `(12)` is 12, uncertain; `–` is exactly 0; `.` has no value. Refused for everything else.
    """
    text = SPACES.sub(" ", text).strip()
    if not text:
        return None
    plain = FOOTNOTE.sub("", text).strip()
    sign = SAME.get(plain, plain)
    sign = meanings.get(sign, sign)
    if sign in SIGNS and (sign != "0" or zero_is_little):
        return Cell(VALUES.get(sign), sign)
    number, marks = _without_marks(plain)
    value = _number(MINUS.sub("-", number), text, whole=whole)
    if share and not 0 <= value <= HUNDRED:
        raise Refused(
            Problem("share", mark("„{text}“ ist kein Anteil: Er liegt zwischen 0 und 100 Prozent."), {"text": text})
        )
    return Cell(value, "", marks)


def bare(text: str) -> str:
    """A cell without footnotes, letters and brackets: `(13.5) p 1)` gives `13.5`."""
    return _without_marks(FOOTNOTE.sub("", SPACES.sub(" ", text).strip()).strip())[0]


def _without_marks(text: str) -> tuple[str, str]:
    marks = set()
    if found := LETTERS.search(text):
        marks.add(found[1].lower())
        text = text[: found.start()].strip()
    if text.startswith("(") and text.endswith(")"):
        marks.add("(")
        text = text[1:-1].strip()
    return text, "".join(mark for mark in MARKS if mark in marks)


def _number(text: str, typed: str, *, whole: bool) -> Decimal:
    if THREE.fullmatch(text) and not whole:
        large, comma = text.replace(".", ""), text.replace(".", ",")
        small = comma.rstrip("0").rstrip(",")
        raise Refused(
            Problem("two_readings", TWO_READINGS, {"text": text, "large": large, "small": small, "comma": comma})
        )
    if GROUPED.fullmatch(text):
        text = text.replace(".", "").replace(" ", "")
    if not PLAIN.fullmatch(text):
        raise Refused(Problem("number", NOT_A_NUMBER, {"text": typed[:40]}))
    number = Decimal(text.replace(",", "."))
    if whole and number != number.to_integral_value():
        raise Refused(Problem("whole", mark("„{text}“ ist keine ganze Zahl."), {"text": typed[:40]}))
    return number


def shown_number(value: Decimal) -> str:
    """The number as people read it: `1.234,5`; no zeros at the end, never −0."""
    whole, _point, rest = f"{abs(value):f}".partition(".")
    rest = rest.rstrip("0")
    text = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    return f"−{text}" if value < 0 else text
