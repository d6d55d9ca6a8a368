"""The roles of a partnership and their German names."""

from enum import StrEnum

from aktionsplan.shared.words import mark


class Role(StrEnum):
    """A task somebody has in one partnership; ANYONE is every signed-in account, VISITOR nobody known at all."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    LEAD_OFFICER = "lead_officer"
    SIGNATORY = "signatory"
    CASHIER = "cashier"
    COMMITTEE_MEMBER = "committee_member"
    DEPUTY = "deputy"
    ADVISORY_MEMBER = "advisory_member"
    YOUTH_MEMBER = "youth_member"
    SPONSOR = "sponsor"
    COACH = "coach"
    EVALUATOR = "evaluator"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ANYONE = "anyone"
    VISITOR = "visitor"


NAMES: dict[str, str] = {
    Role.ADMINISTRATOR: mark("Verwaltung der Zugänge"),
    Role.COORDINATOR: mark("Koordination"),
    Role.LEAD_OFFICER: mark("federführendes Amt"),
    Role.SIGNATORY: mark("Zeichnung"),
    Role.CASHIER: mark("Kasse"),
    Role.COMMITTEE_MEMBER: mark("Begleitausschuss"),
    Role.DEPUTY: mark("Stellvertretung"),
    Role.ADVISORY_MEMBER: mark("beratendes Mitglied"),
    Role.YOUTH_MEMBER: mark("Jugendforum"),
    Role.SPONSOR: mark("Projektträger"),
    Role.COACH: mark("Coach"),
    Role.EVALUATOR: mark("Evaluation"),
    Role.EDITOR: mark("Redaktion"),
    Role.AUDITOR: mark("Rechnungsprüfung"),
    Role.ANYONE: mark("angemeldete Person"),
    Role.VISITOR: mark("Besucherin oder Besucher"),
}

INSIDE = frozenset(set(Role) - {Role.SPONSOR, Role.ANYONE, Role.VISITOR})
"""Roles that need a second factor."""
BODY = frozenset({Role.COMMITTEE_MEMBER, Role.DEPUTY, Role.ADVISORY_MEMBER, Role.YOUTH_MEMBER})
"""Never granted by hand: a seat brings them, its end takes them."""
GRANTED_BY_HAND = tuple(role for role in Role if role not in BODY | {Role.ANYONE, Role.SPONSOR, Role.VISITOR})
TWO_PERSONS = frozenset({Role.SIGNATORY, Role.CASHIER, Role.LEAD_OFFICER, Role.ADMINISTRATOR})
"""Granting these needs a second person."""
