"""Look-alike names, proposed conflicts of interest, bank data that may be used."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from aktionsplan.shared.words import fold, mark

LEGAL_FORMS = {
    "registered_association": mark("eingetragener Verein"),
    "association": mark("Verein ohne Eintragung"),
    "charitable_company": mark("gemeinnützige Gesellschaft"),
    "church": mark("Kirchengemeinde"),
    "foundation": mark("Stiftung"),
    "public_body": mark("öffentliche Einrichtung"),
    "initiative": mark("Initiative ohne Rechtsform"),
    "other": mark("andere"),
}
LINKS = {
    "board": mark("Vorstand"),
    "employee": mark("angestellt"),
    "member": mark("Mitglied"),
    "contact": mark("Ansprechperson"),
}
CONFLICTING = frozenset({"board", "employee", "contact"})
"""Links that propose a conflict of interest (committee.md B1); mere membership does so only as a hint."""
FILLERS = frozenset({"ev", "e", "v", "ggmbh", "gmbh", "verein", "der", "die", "das", "und", "für"})


def _as_latin(character: str) -> str:
    from confusable_homoglyphs import confusables  # noqa: PLC0415 -- a heavy library, imported in its one module

    if character.isascii() or character in "äöüß":
        return character
    for form in (character, character.upper()):
        for found in confusables.is_confusable(form, greedy=True, preferred_aliases=[]) or []:
            plain = [h["c"] for h in found["homoglyphs"] if h["c"].isascii() and h["c"].isalnum()]
            if plain:
                return plain[0].casefold()
    return character


def skeleton(name: str) -> str:
    """The name as a hurried reader sees it: look-alike letters folded into Latin, no fillers, no spaces."""
    latin = "".join(_as_latin(character) for character in fold(name))
    words = regex.findall(r"[\p{L}\p{N}]+", latin.casefold())
    return "".join(word for word in words if word not in FILLERS)


def mixed_scripts(name: str) -> bool:
    """Whether letters of several scripts stand in one name (a Cyrillic letter in a Latin word)."""
    return (
        sum(bool(regex.search(rf"\p{{{script}}}", name)) for script in ("Latin", "Cyrillic", "Greek", "Armenian")) > 1
    )


def look_alikes(name: str, others: Iterable[str]) -> list[str]:
    """Names that a reader could take for this one, the same spelling included."""
    wanted = skeleton(name)
    return [other for other in others if skeleton(other) == wanted]


@dataclass(frozen=True)
class Link:
    """A person's tie to an organisation."""

    person: str
    kind: str
    valid_from: dt.date
    valid_until: dt.date | None


def conflicts(links: Iterable[Link], day: dt.date) -> list[Link]:
    """Links that propose a recusal on that day. Source: VwVfG §§ 20, 21; KV M-V § 24; committee.md B1, B8."""
    return [
        link
        for link in links
        if link.kind in CONFLICTING
        and link.valid_from <= day
        and (link.valid_until is None or day < link.valid_until)
    ]


def bank_effective(approved_at: dt.datetime, wait_days: int) -> dt.datetime:
    """The moment from which new bank data may be used: the waiting time since the approval over.

    Source: decisions.md, "Bank data": a second person and a waiting time against swapped accounts.
    """
    return approved_at + dt.timedelta(days=wait_days)


def masked_iban(iban: str) -> str:
    """Country and last four digits; the rest is hidden."""
    return f"{iban[:2]}•• •••• {iban[-4:]}" if len(iban) >= 8 else "••••"
