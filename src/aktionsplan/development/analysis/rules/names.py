"""What of a text looks like a person: a title and a word, a given name, phone, mail, house number, a known person.

A house rule of safety.md: of incidents no name is kept. The shipped given names stand in `given_names.txt` with their source.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aktionsplan.shared.words import mark

WHY = {
    "title": mark("Anrede und Name"),
    "given": mark("Vorname"),
    "phone": mark("Telefonnummer"),
    "mail": mark("E-Mail-Adresse"),
    "house": mark("Straße mit Hausnummer"),
    "known": mark("Name einer Person aus dieser Partnerschaft"),
}
STRUCK = "[gestrichen]"
WORD = r"[A-ZÄÖÜ][^\W\d_]+(?:-[A-ZÄÖÜ][^\W\d_]+)*"
ANY = r"[^\W\d_]{3,}"
TITLES = r"[Hh]errn?|[Hh]r\.|[Ff]rau|[Ff]r\.|[Ff]amilie|[Ff]am\."
DEGREE = r"(?:Dr|Prof)\.(?: ?(?:med|jur|phil|rer|nat|h|c|Ing)\.)*"
PARTICLE = r"(?:von|vom|van|zu|zur|zum|de|der|den|del|di|da|la|le|el|al|ter|ten)"
AFTER_FRAU = (
    r"(?:und|oder|mit|aus|auf|ist|war|hat|wird|wurde|kam|ging|sagt|sagte|der|die|das|den|dem|des|ein|eine|am|an|im|in|zu|vor"
    r"|von|bei|nach|ohne|trug|trägt|stand|rief|lief)"
)
"""What may follow on "eine Frau" without being a name; a name in small letters is asked about too."""
OFFICES = (
    r"(?:[Bb]ürgermeister|[Vv]orsitzende|[Pp]olizist|[Ll]ehrer|[Pp]astor|[Pp]farrer|[Tt]rainer|[Nn]achbar|[Kk]olleg|[Ss]chulleiter"
    r"|[Ll]eiter|[Cc]hef|[Ww]irt|[Hh]ausmeister|[Aa]bgeordnete)(?:in|s|r|n|e|en)?"
)
DATES = (
    r"(?:Jahre?|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Januar|Februar|März|April|Mai|Juni|Juli"
    r"|August|September|Oktober|November|Dezember|Frühjahr|Sommer|Herbst|Winter|Abend|Morgen|Vormittag|Nachmittag)\b"
)
NUMBER_WORDS = (
    r"(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn"
    r"|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)?(?:und)?(?:zwanzig|dreißig|vierzig|fünfzig))"
)
PATTERNS = {
    "mail": re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"),
    "phone": re.compile(r"(?<![\d.,])(?:\+|0)\d(?:[ /()-]{0,2}\d){5,16}"),
    "title": re.compile(
        rf"\b(?:{TITLES})(?: {DEGREE})*(?: {PARTICLE})* {WORD}(?: {WORD})?"
        rf"|\b{DEGREE}(?: {DEGREE})*(?: {PARTICLE})* {WORD}(?: {WORD})?"
        rf"|\b(?:[Hh]errn?|[Hh]r\.) {ANY}|\b(?:heißt|heisst|hieß|hiess|namens) {ANY}(?: {WORD})?"
        rf"|\b(?:[Ff]rau|[Ff]amilie) (?!{AFTER_FRAU}\b){ANY}"
        rf"|\b(?:{OFFICES}) {WORD}"
    ),
    "house": re.compile(
        rf"\b(?:[A-ZÄÖÜa-zäöü][\w-]*(?:straße|strasse|str\.?|weg|platz|markt|allee|gasse|ring|damm|ufer|chaussee|steig|hof)"
        rf"|(?:{WORD} )?(?:[Ss]traße|[Ss]tr\.?|[Ww]eg|[Pp]latz|[Aa]llee|[Rr]ing|[Dd]amm|[Mm]arkt)(?: (?:der|des|am|im|zum|zur) {WORD})?"
        rf"|(?:[Aa]m|[Aa]n der|[Ii]m|[Ii]n der|[Zz]um|[Zz]ur|[Aa]uf dem) (?!{DATES}){WORD}(?: {WORD}){{0,2}}"
        rf"|[Hh]aus(?:nummer|nr\.?)?),? (?:(?:Nr\.?|Nummer|Haus) ?)?(?:\d{{1,4}}(?: ?[a-z])?|{NUMBER_WORDS})"
        rf"\b(?!\.?\d|\. [A-ZÄÖÜ]| ?(?:Uhr|Menschen|Personen|Leute))"
    ),
}
NAME = re.compile(rf"\b{ANY}(?:-{ANY})*")


@dataclass(frozen=True)
class Mark:
    """A place in a text that looks like a person: from `start` to `end`, and why (`WHY`)."""

    start: int
    end: int
    text: str
    why: str


@cache
def given_names() -> frozenset[str]:
    """The shipped given names."""
    lines = Path(__file__).with_name("given_names.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def marks(text: str, known: Iterable[str] = ()) -> list[Mark]:
    """The places that look like a person, in order, none inside another; `known` are full names of known people.

    `Frau Petersen hat sie abgekratzt` gives `Frau Petersen`; `Annas Laden` gives `Annas`; `Lindenstraße 12` the whole.
    Given names and known names count from three letters, however they are written: `anna`, `ANNA`, `Annas`.
    """
    found = [Mark(m.start(), m.end(), m[0], why) for why, pattern in PATTERNS.items() for m in pattern.finditer(text)]
    found += _given(text)
    found += _known(text, {part for name in known for part in re.findall(ANY, name)})
    kept: list[Mark] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _given(text: str) -> list[Mark]:
    names = given_names()
    return [
        Mark(m.start(), m.end(), m[0], "given")
        for m in NAME.finditer(text)
        if any(_is_given(part.capitalize(), names) for part in m[0].split("-"))
    ]


def _is_given(part: str, names: frozenset[str]) -> bool:
    return part in names or (part.endswith("s") and part[:-1] in names)


def _known(text: str, parts: Collection[str]) -> list[Mark]:
    wanted = {part.casefold() for part in parts}
    return [
        Mark(m.start(), m.end(), m[0], "known")
        for m in re.finditer(ANY, text)
        if m[0].casefold() in wanted or m[0].casefold().removesuffix("s") in wanted
    ]


def strike(text: str, places: Iterable[Mark]) -> str:
    """The text with these places struck out; each becomes the same word, so that nobody learns the length of a name."""
    for one in sorted(places, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + STRUCK + text[one.end :]
    return text
