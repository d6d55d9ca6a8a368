"""Rows of the house: desk, people, organisations, money, ledger."""

from aktionsplan.people.permissions.relations import NOT_LINKED, NOT_PROPOSER, OWN_ORGANISATION
from aktionsplan.people.permissions.roles import Role

ANY: frozenset[str] = frozenset()
STAFF = (Role.COORDINATOR, Role.LEAD_OFFICER)
WITH_MONEY = (Role.LEAD_OFFICER, Role.COORDINATOR, Role.SIGNATORY, Role.CASHIER, Role.AUDITOR)
READERS = (*WITH_MONEY, Role.ADMINISTRATOR, Role.EDITOR, Role.COACH, Role.EVALUATOR)
COMMITTEE = (Role.COMMITTEE_MEMBER, Role.DEPUTY, Role.ADVISORY_MEMBER, Role.YOUTH_MEMBER)


def row(*roles: str, relations: frozenset[str] = ANY) -> dict[str, frozenset[str]]:
    """Every role with the same relations."""
    return dict.fromkeys(roles, relations)


OWN = frozenset({OWN_ORGANISATION})
OTHER_PERSON = frozenset({NOT_PROPOSER})
IMPARTIAL = frozenset({NOT_LINKED})
"""Nobody handles the matter of an organisation he or she belongs to (VwVfG §§ 20, 21; committee.md B5)."""

ROWS: dict[str, dict[str, frozenset[str]]] = {
    "desk.view": row(*READERS, *COMMITTEE, Role.SPONSOR, Role.ANYONE),
    "desk.stages": row(*READERS, *COMMITTEE),
    "desk.search": row(*WITH_MONEY),
    "people.view": row(Role.ADMINISTRATOR, *STAFF, Role.AUDITOR),
    "people.grant_role": row(Role.ADMINISTRATOR),
    "people.confirm_role": row(Role.ADMINISTRATOR, Role.LEAD_OFFICER, relations=OTHER_PERSON),
    "people.end_role": row(Role.ADMINISTRATOR),
    "people.rename": row(Role.ADMINISTRATOR, Role.LEAD_OFFICER),
    "people.suspend_role": row(Role.ADMINISTRATOR),
    "people.resume_role": row(Role.ADMINISTRATOR, relations=OTHER_PERSON),
    "partnership.view_money": row(*WITH_MONEY, Role.EDITOR, Role.COACH, Role.EVALUATOR, *COMMITTEE),
    "partnership.open_year": row(Role.LEAD_OFFICER),
    "partnership.add_fund": row(Role.LEAD_OFFICER),
    "partnership.enter_budget": row(Role.LEAD_OFFICER),
    "partnership.view_settings": row(Role.ADMINISTRATOR, *STAFF, Role.AUDITOR),
    "partnership.add_municipality": row(Role.ADMINISTRATOR),
    "partnership.set_office": row(Role.ADMINISTRATOR),
    "partnership.confirm_payer": row(Role.ADMINISTRATOR, Role.LEAD_OFFICER),
    "partnership.adopt_rules": row(Role.ADMINISTRATOR),
    "partnership.read_procedure": row(*READERS, *COMMITTEE),
    "partnership.set_milestone": row(*STAFF),
    "partnership.publish_town": row(Role.EDITOR, Role.LEAD_OFFICER),
    "partnership.report_barrier": row(Role.VISITOR),
    "ledger.read": row(Role.AUDITOR),
    "retention.view": row(*STAFF, Role.AUDITOR),
    "retention.offer": row(*STAFF),
    "retention.release": row(Role.LEAD_OFFICER),
    "network.register": row(Role.ANYONE),
    "network.view": row(*WITH_MONEY),
    "network.view_own": row(Role.SPONSOR, relations=OWN),
    "network.change_own": row(Role.SPONSOR, relations=OWN),
    "network.add_contact": row(Role.SPONSOR, relations=OWN),
    "network.accept_invitation": row(Role.ANYONE),
    "network.decline_invitation": row(Role.ANYONE),
    "network.link_person": row(*STAFF),
    "network.end_link": row(*STAFF, Role.SPONSOR),
    "network.confirm": row(*STAFF, relations=IMPARTIAL),
    "network.propose_bank": row(Role.SPONSOR, relations=OWN),
    "network.approve_bank": row(Role.LEAD_OFFICER, Role.CASHIER, relations=OTHER_PERSON | IMPARTIAL),
    "network.reject_bank": row(Role.LEAD_OFFICER, Role.CASHIER, relations=IMPARTIAL),
}

FRESH = frozenset(
    {
        "retention.release",
        "people.grant_role",
        "people.confirm_role",
        "people.resume_role",
        "people.suspend_role",
        "people.end_role",
        "people.rename",
        "partnership.adopt_rules",
        "network.propose_bank",
        "network.approve_bank",
        "network.reject_bank",
        "partnership.set_office",
        "partnership.confirm_payer",
    }
)
