"""Rows of the house: desk, people, organisations, money, ledger."""

from aktionsplan.people.permissions.relations import NOT_LINKED, NOT_OWN, NOT_PROPOSER, OWN_ORGANISATION
from aktionsplan.people.permissions.roles import Role
from aktionsplan.people.permissions.rows import Row, installation, part, row, to, within
from aktionsplan.shared.words import mark

STAFF = (Role.COORDINATOR, Role.LEAD_OFFICER)
WITH_MONEY = (Role.LEAD_OFFICER, Role.COORDINATOR, Role.SIGNATORY, Role.CASHIER, Role.AUDITOR)
READERS = (*WITH_MONEY, Role.ADMINISTRATOR, Role.EDITOR, Role.COACH, Role.EVALUATOR)
COMMITTEE = (Role.COMMITTEE_MEMBER, Role.DEPUTY, Role.ADVISORY_MEMBER, Role.YOUTH_MEMBER)


OWN = frozenset({OWN_ORGANISATION})
OTHER_PERSON = frozenset({NOT_PROPOSER})
FOR_OTHERS = frozenset({NOT_OWN})
IMPARTIAL = frozenset({NOT_LINKED})
"""Nobody handles the matter of an organisation he or she belongs to (VwVfG §§ 20, 21; committee.md B5)."""

ROWS: dict[str, Row] = {
    "desk.view": row(mark("Was steht an?"), *READERS, *COMMITTEE, Role.SPONSOR, Role.ANYONE),
    "desk.stages": row(mark("Wo der Plan steht"), *READERS, *COMMITTEE),
    "desk.search": row(mark("Suche"), *WITH_MONEY),
    "people.view": row(mark("Menschen ansehen"), Role.ADMINISTRATOR, *STAFF, Role.AUDITOR),
    "people.grant_role": row(mark("Aufgabe vergeben"), Role.ADMINISTRATOR, fresh=True),
    "people.confirm_role": row(
        mark("Zugang bestätigen"),
        Role.ADMINISTRATOR,
        Role.LEAD_OFFICER,
        relations=OTHER_PERSON | FOR_OTHERS,
        fresh=True,
    ),
    "people.end_role": row(mark("Aufgabe beenden"), Role.ADMINISTRATOR, fresh=True),
    "people.rename": row(mark("Namen ändern"), Role.ADMINISTRATOR, Role.LEAD_OFFICER, fresh=True),
    "people.suspend_role": row(mark("Aufgabe aussetzen"), Role.ADMINISTRATOR, fresh=True),
    "people.resume_role": row(mark("Aufgabe wieder einsetzen"), Role.ADMINISTRATOR, relations=FOR_OTHERS, fresh=True),
    "partnership.view_money": row(
        mark("Geld ansehen"), *WITH_MONEY, Role.EDITOR, Role.COACH, Role.EVALUATOR, *COMMITTEE
    ),
    "partnership.open_year": row(mark("Programmjahr anlegen"), Role.LEAD_OFFICER),
    "partnership.add_fund": row(mark("Fonds anlegen"), Role.LEAD_OFFICER),
    "partnership.enter_budget": row(mark("Geld eintragen"), Role.LEAD_OFFICER),
    "partnership.view_settings": row(mark("Ämter und Regeln ansehen"), Role.ADMINISTRATOR, *STAFF, Role.AUDITOR),
    "partnership.add_municipality": row(mark("Kommune eintragen"), Role.ADMINISTRATOR),
    "partnership.set_office": row(mark("Amt eintragen"), Role.ADMINISTRATOR, fresh=True),
    "partnership.view_statements": row(mark("Pflichtangaben ansehen"), *READERS, *COMMITTEE),
    "partnership.set_statements": row(mark("Pflichtangaben eintragen"), Role.ADMINISTRATOR, *STAFF),
    "partnership.confirm_payer": row(
        mark("Konto der Kommune bestätigen"), Role.ADMINISTRATOR, Role.LEAD_OFFICER, fresh=True
    ),
    "partnership.adopt_rules": row(mark("Neue Fassung der Regeln"), Role.ADMINISTRATOR, fresh=True),
    "partnership.read_procedure": row(mark("Geschäftsordnung lesen"), *READERS, *COMMITTEE),
    "partnership.set_coordination": row(
        mark("Koordinierungsstelle eintragen"), Role.ADMINISTRATOR, Role.LEAD_OFFICER
    ),
    "partnership.add_office_staff": part(
        mark("Mensch in der Koordinierungsstelle eintragen"), of="partnership.set_coordination"
    ),
    "partnership.change_office_staff": part(
        mark("Stunden in der Koordinierungsstelle ändern"), of="partnership.set_coordination"
    ),
    "partnership.drop_office_staff": part(
        mark("Eintrag der Koordinierungsstelle streichen"), of="partnership.set_coordination"
    ),
    "partnership.set_milestone": row(mark("Termin setzen"), *STAFF),
    "partnership.publish_town": row(
        mark("Gebiet, Mittel und Pflichtangaben zeigen"), Role.EDITOR, Role.LEAD_OFFICER, Role.COORDINATOR
    ),
    "partnership.report_barrier": row(mark("Barriere melden"), Role.VISITOR),
    "files.view_damaged": row(mark("Beschädigte Dateien ansehen"), Role.ADMINISTRATOR),
    "ledger.read": row(mark("Verlaufsbuch lesen"), Role.AUDITOR),
    "retention.view": row(mark("Aufbewahrung ansehen"), *STAFF, Role.AUDITOR),
    "retention.offer": row(mark("Dem Archiv anbieten"), *STAFF),
    "retention.release": row(mark("Löschung freigeben"), Role.LEAD_OFFICER, fresh=True),
    "work.view": row(mark("Laufende Arbeiten ansehen"), *STAFF),
    "network.register": row(mark("Verein anmelden"), Role.ANYONE),
    "network.view": row(mark("Vereine ansehen"), *WITH_MONEY),
    "network.view_own": row(mark("Eigenen Verein ansehen"), Role.SPONSOR, relations=OWN),
    "network.change_own": row(mark("Angaben ändern"), Role.SPONSOR, relations=OWN),
    "network.add_contact": row(mark("Ansprechperson einladen"), Role.SPONSOR, relations=OWN),
    "network.accept_invitation": row(mark("Einladung annehmen"), Role.ANYONE),
    "network.decline_invitation": row(mark("Einladung ablehnen"), Role.ANYONE),
    "network.see_contacts": row(mark("Kontakte ansehen"), *STAFF),
    "network.enter_contact": row(mark("Kontakt von Papier aufnehmen"), *STAFF),
    "network.change_contact": row(mark("Kontakt ändern"), *STAFF),
    "network.withdraw_contact": row(mark("Kontakt löschen"), *STAFF),
    "network.leave_contact": row(mark("Sich als Kontakt eintragen"), Role.VISITOR),
    "network.withdraw_own_contact": row(mark("Eigenen Kontakt löschen"), Role.VISITOR),
    "network.link_person": row(mark("Verbindung eintragen"), *STAFF),
    "network.end_link": row(mark("Verbindung beenden"), *STAFF, also=to(Role.SPONSOR, relations=OWN)),
    "network.confirm": row(mark("Verein bestätigen"), *STAFF, relations=IMPARTIAL),
    "network.propose_bank": row(mark("Bankverbindung eintragen"), Role.SPONSOR, relations=OWN, fresh=True),
    "network.approve_bank": row(
        mark("Bankverbindung freigeben"),
        Role.LEAD_OFFICER,
        Role.CASHIER,
        relations=OTHER_PERSON | IMPARTIAL,
        fresh=True,
    ),
    "network.reject_bank": row(
        mark("Bankverbindung ablehnen"), Role.LEAD_OFFICER, Role.CASHIER, relations=IMPARTIAL, fresh=True
    ),
    "network.attach_proof": part(mark("Nachweis hochladen"), of="network.change_own"),
    "partnership.reserve": within(mark("Vormerken")),
    "partnership.commit": within(mark("Binden")),
    "partnership.free": within(mark("Freigeben (Mittel)")),
    "people.begin_body_role": within(mark("Aufgabe mit dem Sitz beginnen")),
    "people.end_body_role": within(mark("Aufgabe mit dem Sitz beenden")),
    "people.become_sponsor": within(mark("Projektträger werden")),
    "people.expect_account": within(mark("Konto vormerken")),
    "retention.delete": within(mark("Nach Freigabe löschen")),
    "partnership.found": installation(mark("Partnerschaft gründen")),
    "people.install_role": installation(mark("Aufgabe einrichten")),
    "retention.expire": installation(mark("Nach Ablauf der Frist löschen")),
}
