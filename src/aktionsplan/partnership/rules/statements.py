"""What a town must say about itself in public before it shows anything else.

Sources: § 5 DDG (who answers for the pages), Article 13 GDPR (data protection officer and supervisory authority), § 12b BGG and
the ordinances of the Länder (state of accessibility, where to turn), and the funder's duty to be named in all publicity.
"""

from collections.abc import Mapping

from aktionsplan.shared.words import mark

REQUIRED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "imprint": (mark("Impressum"), ("authority", "head_title", "name", "street", "postcode", "city", "email"), ()),
    "privacy": (mark("Datenschutz"), (), ("protection_officer", "supervisor")),
    "funder": (mark("Geldgeber"), (), ("funder",)),
    "accessibility": (mark("Barrierefreiheit"), (), ("assessed_on", "enforcement")),
}
"""Each statement: its word, what it takes from the lead office, and what from the statements themselves."""


FIELDS = {
    "authority": mark("Behörde"),
    "head_title": mark("Leitung"),
    "name": mark("Amt"),
    "street": mark("Straße und Hausnummer"),
    "postcode": mark("Postleitzahl"),
    "city": mark("Ort"),
    "email": mark("E-Mail"),
    "protection_officer": mark("Datenschutzbeauftragte oder Datenschutzbeauftragter"),
    "supervisor": mark("Aufsichtsbehörde für den Datenschutz"),
    "funder": mark("Geldgeber, wie er genannt werden will"),
    "assessed_on": mark("Barrierefreiheit zuletzt geprüft am"),
    "enforcement": mark("Durchsetzungs- oder Schlichtungsstelle"),
}
"""The words of the fields, as the forms ask for them."""


def missing_statements(office: Mapping[str, object], statements: Mapping[str, object]) -> tuple[str, ...]:
    """Which of the four are not complete, by their names in `REQUIRED`; values come as they are stored or published."""
    return tuple(
        name
        for name, (_word, of_office, of_statements) in REQUIRED.items()
        if not all(office.get(field) for field in of_office)
        or not all(statements.get(field) for field in of_statements)
    )
