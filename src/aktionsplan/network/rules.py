"""Look-alike names, proposed conflicts of interest, bank data that may be used."""

import datetime as dt

import regex

from aktionsplan.shared.words import Problem, fold, mark

LEGAL_FORMS = {
    "registered_association": mark("eingetragener Verein"),
    "association": mark("Verein ohne Eintragung"),
    "charitable_company": mark("gemeinnützige Gesellschaft"),
    "church": mark("Kirchengemeinde"),
    "foundation": mark("Stiftung"),
    "municipal": mark("Stadt, Gemeinde, Landkreis oder ihr Zusammenschluss"),
    "public_body": mark("andere öffentliche Einrichtung"),
    "initiative": mark("Initiative ohne Rechtsform"),
    "other": mark("andere"),
}
LINKS = {
    "board": mark("Vorstand"),
    "employee": mark("angestellt"),
    "member": mark("Mitglied"),
    "contact": mark("Ansprechperson"),
    "representative": mark("vertritt den Verein sonst"),
    "family": mark("Familie von Vorstand oder Angestellten"),
    "advisor": mark("hat den Verein bezahlt beraten"),
}
CONFLICTING = frozenset({"board", "employee", "contact", "representative", "family", "advisor"})
"""Links that propose a conflict of interest (committee.md B1); mere membership does so only as a hint."""
FILLERS = frozenset({"ev", "e", "v", "ggmbh", "gmbh", "verein", "der", "die", "das", "und", "für"})
HINTS = {
    "member": mark("einfaches Mitglied beim Antragsteller"),
    "address": mark("leitet einen Verein mit derselben Anschrift"),
    "iban": mark("leitet einen Verein mit derselben IBAN"),
    "surname": mark("gleicher Nachname wie eine Person, die den Verein leitet"),
}
"""Why somebody is asked about a conflict of interest though no link is known: committee.md B8."""


def surname(name: str) -> str:
    """The last word of a name, folded for comparing; a hyphenated surname stays whole."""
    return fold(name).rpartition(" ")[2]


def _as_latin(character: str) -> str:
    from confusable_homoglyphs import confusables  # noqa: PLC0415 -- a heavy library, imported in its one module

    if character.isascii() or character in "äöüß":
        return character
    for form in (character, character.upper()):
        for confusable in confusables.is_confusable(form, greedy=True, preferred_aliases=[]) or []:
            plain = [h["c"] for h in confusable["homoglyphs"] if h["c"].isascii() and h["c"].isalnum()]
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


def bank_effective(approved_at: dt.datetime, wait_days: int) -> dt.datetime:
    """The moment from which new bank data may be used: the waiting time since the approval over.

    Source: decisions.md, "Bank data": a second person and a waiting time against swapped accounts.
    """
    return approved_at + dt.timedelta(days=wait_days)


def masked_iban(iban: str) -> str:
    """Country and last four digits; the rest is hidden."""
    return f"{iban[:2]}•• •••• {iban[-4:]}" if len(iban) >= 8 else "••••"


def confirmed_problem(state: str) -> Problem | None:
    """None when the office has confirmed name, form and proof as they stand now, else why nothing is granted or paid.

    Source: safety.md: what a sponsor types stands on no letter and on no public page before the office has read it.
    """
    if state == "confirmed":
        return None
    text = mark("Das Amt hat den Verein noch nicht bestätigt, oder seine Angaben haben sich seitdem geändert.")
    return Problem("unconfirmed", text)


CONTACT_SOURCES = {"portal": mark("Portal"), "paper": mark("auf Papier")}
PURPOSES = {"invite": mark("Einladungen zu Veranstaltungen und Arbeitsgruppen")}
CONSENT_TEXT = mark(
    "Ich möchte zu Veranstaltungen und Arbeitsgruppen eingeladen werden. Dafür darf die Koordinierungsstelle meinen Namen, "
    "meine Adresse und meine Themen zwei Jahre lang speichern. Ich kann das jederzeit zurückziehen; dann wird alles gelöscht."
)
"""What a contact agrees to; kept word by word with the contact (Art. 7 GDPR)."""
CONSENT_YEARS = 2
"""How long a consent holds unless it is given again; a house rule."""


def consent_until(day: dt.date) -> dt.date:
    """The last day of a consent given on this day: two years later, from 29 February on 28 February."""
    try:
        return day.replace(year=day.year + CONSENT_YEARS)
    except ValueError:
        return day.replace(year=day.year + CONSENT_YEARS, day=28)


FIELDS = ("name", "legal_form", "register_number", "street", "postcode", "city", "email", "phone", "nonprofit_date")
"""What a club says about itself."""
