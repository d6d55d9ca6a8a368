"""Words: marked source strings, refusals with their reason, and cleaned text."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import regex

from aktionsplan.shared import kinds

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
STORAGE_FACTOR = 4
VISIBLE = "[^\\p{Default_Ignorable_Code_Point}\\p{Z}\\p{C}\\p{M}\u2800\ufffc\U0001d159\U0001f3fb-\U0001f3ff]"
"""A character that prints something: U+3164 and its like are letters by their class and print nothing, nor do the empty
Braille pattern, the place of an object, a note without a head, and a skin tone without a face."""
FLAGS = regex.compile("[\U0001f1e6-\U0001f1ff]{2}")
"""Two of these are one flag; counted before the others, because a long row of them takes the pattern of graphemes a time
that grows with its square."""
MANY_MARKS = r"\p{M}{9}"
"""More combining marks on one letter than any language writes; they would cover other lines."""


def mark(text: str) -> str:
    """The text itself; marks a German source string for the catalogue, translated when shown."""
    return text


def filled(text: str, params: Mapping[str, kinds.Value], translate: Callable[[str], str] = str) -> str:
    """The sentence with its values; a tuple among them holds marked words, which are translated too."""
    values = {
        name: ", ".join(translate(word) for word in value) if isinstance(value, tuple) else value
        for name, value in params.items()
    }
    return translate(text).format(**values)


@dataclass(frozen=True)
class Phrase:
    """A marked sentence with values in braces; a tuple among the values holds marked words."""

    text: str
    params: Mapping[str, kinds.Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return filled(self.text, self.params)


@dataclass(frozen=True)
class Problem:
    """Why something is refused: a code for programs, a German sentence for people, and where a page helps the way there."""

    code: str
    text: str
    params: Mapping[str, kinds.Value] = field(default_factory=dict)
    field_name: str = ""
    way: str = ""
    way_word: str = mark("Ergebnis ansehen")

    def __str__(self) -> str:
        return filled(self.text, self.params)


class Refused(Exception):
    """A deed that was not done; carries the problem with its reason."""

    def __init__(self, problem: Problem):
        super().__init__(str(problem))
        self.problem = problem


class NotKnown(LookupError):
    """Something that the state of a thing guarantees is missing: a fault of the program, not of a person."""


Value = TypeVar("Value")


def known(value: Value | None) -> Value:
    """The value that is there by the state of its thing: the day of a submitted application. NotKnown for none."""
    if value is None:
        raise NotKnown
    return value


class Forbidden(Refused):
    """The person may not do this."""


class Conflict(Refused):
    """Somebody else changed the thing in the meantime; carries what is stored now."""

    def __init__(self, problem: Problem, stored: Mapping[str, kinds.Value]):
        super().__init__(problem)
        self.stored = stored


def graphemes(text: str) -> int:
    """Number of characters as people count them (Unicode grapheme clusters)."""
    return len(regex.findall(r"\X", FLAGS.sub("x", text)))


def cut(text: str, limit: int) -> str:
    """At most `limit` graphemes of the text, with an ellipsis where something was cut."""
    parts = regex.findall(r"\X", text)
    return text if len(parts) <= limit else "".join(parts[: limit - 1]) + "…"


def clean(text: str, *, lines: bool) -> str:
    """The text in NFC without zero-width characters; raises Refused for characters nobody can type.

    With `lines` tabs and line breaks stay, else they become one space. Direction marks are refused,
    because they make a name look like another.
    """
    text = unicodedata.normalize("NFC", text).translate(ZERO_WIDTH)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = regex.sub(r"[\n\t\u2028\u2029]+", " ", text)
    if regex.search(MANY_MARKS, text):
        raise Refused(Problem("marks", mark("Zu viele Zeichen über oder unter einem Buchstaben.")))
    for character in text:
        if character in "\n\t" and lines:
            continue
        if character in BIDI_CONTROLS or unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co"):
            raise Refused(
                Problem(
                    "character",
                    mark("Der Text enthält ein Zeichen, das hier nicht erlaubt ist: {name}."),
                    {"name": f"U+{ord(character):04X}"},
                )
            )
    text = text.strip()
    if text and not regex.search(VISIBLE, text):
        raise Refused(Problem("invisible", mark("Das besteht nur aus Zeichen, die man nicht sieht.")))
    return text


def check_length(text: str, limit: int) -> None:
    """Raises Refused when the text has more than `limit` graphemes (or four times that in code points)."""
    if len(text) > limit * STORAGE_FACTOR or graphemes(text) > limit:
        raise Refused(
            Problem("too_long", mark("Höchstens {limit} Zeichen. Bitte kürzen Sie den Text."), {"limit": limit})
        )


def fold(text: str) -> str:
    """The text for comparing names: casefolded, without accents on letters other than umlauts, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def compile_catalogues(folder: Path) -> list[Path]:
    """Writes the .mo file beside every .po file and returns them."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 -- needed at install time only
    from babel.messages.pofile import read_po  # noqa: PLC0415 -- needed at install time only

    written = []
    for source in sorted(folder.rglob("*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parents[1] / "locale")
