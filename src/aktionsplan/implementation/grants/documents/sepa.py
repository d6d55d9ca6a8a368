"""The bank file of a payment: SEPA credit transfer pain.001.001.09, checked against its schema."""

import datetime as dt
import unicodedata
from xml.etree import ElementTree  # noqa: S405 -- writes our own file

from aktionsplan.implementation.grants.models import Payment
from aktionsplan.shared.words import Problem, mark

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
ALLOWED = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


OTHERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "æ": "ae", "Æ": "Ae"}
    | {
        "œ": "oe",
        "Œ": "Oe",
        "þ": "th",
        "Þ": "Th",
        "ħ": "h",
        "Ħ": "H",
        "ŧ": "t",
        "Ŧ": "T",
        "ŋ": "n",
        "Ŋ": "N",
        "ẞ": "SS",
    }
    | {"’": "'", "‘": "'", "„": "'", "“": "'", "”": "'", "»": "'", "«": "'", "–": "-", "—": "-", "&": "+"}
)
"""Letters that are no letter with a mark, and signs of German letters."""
NOT_PROVIDED = "NOTPROVIDED"
"""What the scheme writes where a bank is not named."""


def _latin(text: str) -> str:
    """The text with ä as ae and other letters without their mark; what has no Latin form stays as it is."""
    plain = unicodedata.normalize("NFC", text).translate(GERMAN).translate(OTHERS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def sepa_text(text: str, limit: int) -> str:
    """The text in the characters every bank reads: ä becomes ae, ç becomes c, other signs a dot. Source: EPC 217-08."""
    return "".join(c if c in ALLOWED else "." for c in _latin(text))[:limit].strip()


def name_problem(name: str) -> Problem | None:
    """None when a name can be written in Latin letters, else which letters cannot: the bank would pay to dots."""
    strange = dict.fromkeys(c for c in _latin(name) if c.isalpha() and c not in ALLOWED)
    if not strange:
        return None
    text = mark(
        "Den Namen „{name}“ kann keine Bank lesen ({letters}). Tragen Sie ihn in lateinischen Buchstaben ein."
    )
    return Problem("not_latin", text, {"name": name, "letters": ", ".join(strange)})


def _bank_of(iban: str) -> str:
    """The BIC of the bank, by its number in the IBAN, else that it is not provided."""
    from schwifty import IBAN  # noqa: PLC0415 -- a heavy library

    bic = IBAN(iban, allow_invalid=True).bic
    return str(bic) if bic else NOT_PROVIDED


def _name_the_payers_bank(content: bytes, iban: str) -> bytes:
    """The library leaves the payer's bank empty; the scheme asks for its BIC or for NOTPROVIDED (EPC 132-08)."""
    tree = ElementTree.fromstring(content)  # noqa: S314 -- our own file
    space, bank = tree.tag.partition("}")[0] + "}", _bank_of(iban)
    ElementTree.register_namespace("", space.strip("{}"))
    for place in tree.iter(f"{space}DbtrAgt"):
        place.clear()
        named = ElementTree.SubElement(place, f"{space}FinInstnId")
        if bank == NOT_PROVIDED:
            named = ElementTree.SubElement(named, f"{space}Othr")
        ElementTree.SubElement(named, f"{space}{'Id' if bank == NOT_PROVIDED else 'BICFI'}").text = bank
    ElementTree.indent(tree)
    return ElementTree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def bank_file(payment: Payment, *, payer: str, payer_iban: str, on: dt.date) -> bytes:
    """The XML of one transfer; raises sepaxml.validation.ValidationError when it does not fit the schema."""
    from sepaxml import SepaTransfer  # noqa: PLC0415 -- a heavy library, imported in its one module
    from sepaxml.validation import try_valid_xml  # noqa: PLC0415 -- as above

    transfer = SepaTransfer(
        {"name": sepa_text(payer, 70), "IBAN": payer_iban, "batch": False, "currency": "EUR"},
        schema="pain.001.001.09",
        clean=False,
    )
    bank = payment.bank
    if bank is None:
        raise ValueError("a payment names its bank account before it is released")
    transfer.add_payment(
        {
            "name": sepa_text(bank.holder, 70),
            "IBAN": bank.iban,
            "amount": int(payment.amount_eur * 100),
            "execution_date": on,
            "description": sepa_text(f"{payment.grant.number} Zuwendung {payment.grant.application.title}", 140),
            "endtoend_id": f"{payment.grant.number}-{payment.pk}"[:35],
        }
    )
    content = transfer.export(validate=True, pretty_print=True)
    xml = _name_the_payers_bank(content if isinstance(content, bytes) else content.encode(), payer_iban)
    try_valid_xml(xml, "pain.001.001.09")
    return xml
