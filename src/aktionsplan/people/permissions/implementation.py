"""Rows of stage 2."""

from aktionsplan.people.permissions.house import COMMITTEE, IMPARTIAL, OWN, READERS, STAFF, WITH_MONEY
from aktionsplan.people.permissions.relations import NOT_DRAFTER, NOT_ORDERER
from aktionsplan.people.permissions.roles import Role
from aktionsplan.people.permissions.rows import Row, installation, part, row, within
from aktionsplan.shared.words import mark

SEES = (*WITH_MONEY, Role.COACH)

ROWS: dict[str, Row] = {
    "adoption.view": row(mark("Weg durch die Gremien ansehen"), *READERS, *COMMITTEE),
    "adoption.begin_way": row(mark("Gremien des Plans anlegen"), *STAFF),
    "adoption.add_plan_body": row(mark("Gremium des Plans einfügen"), *STAFF),
    "adoption.change_plan_body": row(mark("Gremium des Plans ändern"), Role.LEAD_OFFICER),
    "adoption.drop_plan_body": part(mark("Gremium des Plans herausnehmen"), of="adoption.change_plan_body"),
    "adoption.plan_station": row(mark("Station des Plans einfügen"), *STAFF),
    "adoption.change_station": row(mark("Station des Plans ändern"), *STAFF),
    "adoption.drop_station": part(mark("Station des Plans streichen"), of="adoption.change_station"),
    "adoption.record_result": row(mark("Ergebnis eines Gremiums eintragen"), *STAFF),
    "adoption.reopen_station": row(mark("Ergebnis eines Gremiums zurücknehmen"), Role.LEAD_OFFICER),
    "adoption.attach_extract": part(mark("Auszug anhängen"), of="adoption.record_result"),
    "adoption.answer_demand": row(mark("Verlangte Änderung beantworten"), *STAFF),
    "adoption.confirm_changes": row(mark("Bestätigung des Vorsitzes eintragen"), Role.LEAD_OFFICER),
    "calls.view": row(mark("Aufrufe ansehen"), *SEES, Role.EDITOR),
    "calls.prepare": row(mark("Aufruf vorbereiten"), Role.COORDINATOR, Role.LEAD_OFFICER),
    "calls.change": row(mark("Aufruf ändern"), Role.COORDINATOR, Role.LEAD_OFFICER),
    "calls.release": row(mark("Aufruf veröffentlichen"), Role.LEAD_OFFICER),
    "applications.list": row(mark("Anträge ansehen"), *WITH_MONEY),
    "applications.export": row(mark("Anträge herunterladen"), *WITH_MONEY),
    "applications.view": row(mark("Antrag ansehen"), *WITH_MONEY),
    "applications.view_own": row(mark("Eigenen Antrag ansehen"), Role.SPONSOR, relations=OWN),
    "applications.start": row(mark("Antrag beginnen"), Role.SPONSOR, relations=OWN),
    "applications.edit": row(mark("Antrag schreiben"), Role.SPONSOR, relations=OWN),
    "applications.submit": row(mark("Antrag absenden"), Role.SPONSOR, relations=OWN),
    "applications.discard": row(mark("Entwurf löschen"), Role.SPONSOR, relations=OWN),
    "applications.withdraw": row(mark("Antrag zurückziehen"), Role.SPONSOR, relations=OWN),
    "applications.check": row(mark("Antrag prüfen"), *STAFF, relations=IMPARTIAL),
    "applications.reopen": row(mark("Formale Ablehnung aufheben"), Role.LEAD_OFFICER, relations=IMPARTIAL),
    "applications.put_to_committee": row(mark("In die Sitzung bringen"), *STAFF, relations=IMPARTIAL),
    "applications.take_over": row(mark("Entscheidung übernehmen"), *STAFF, relations=IMPARTIAL),
    "applications.take_back": row(mark("Fehlerhafte Entscheidung zurücknehmen"), *STAFF, relations=IMPARTIAL),
    "grants.list": row(mark("Projekte ansehen"), *WITH_MONEY, Role.EDITOR),
    "grants.view": row(mark("Projekt ansehen"), *WITH_MONEY, Role.EDITOR),
    "grants.read_notice": row(mark("Bescheid lesen"), *WITH_MONEY),
    "grants.read_bank_file": row(mark("Datei für die Bank"), Role.LEAD_OFFICER, Role.CASHIER, Role.AUDITOR),
    "grants.fetch_bank_file": row(mark("Datei für die Bank abholen"), Role.LEAD_OFFICER, Role.CASHIER),
    "grants.read_bank_copy": row(mark("Datei für die Bank prüfen"), Role.AUDITOR),
    "grants.view_own": row(mark("Eigenes Projekt ansehen"), Role.SPONSOR, relations=OWN),
    "grants.draft_notice": row(mark("Bescheid entwerfen"), *STAFF, relations=IMPARTIAL),
    "grants.sign_notice": row(
        mark("Bescheid unterschreiben"), Role.SIGNATORY, relations=frozenset({NOT_DRAFTER}) | IMPARTIAL, fresh=True
    ),
    "grants.return_notice": row(mark("Entwurf zurückgeben"), Role.SIGNATORY, relations=IMPARTIAL),
    "grants.drop_notice": row(mark("Bescheid aufgeben"), Role.LEAD_OFFICER, relations=IMPARTIAL, fresh=True),
    "grants.post_notice": row(mark("Zur Post geben"), *STAFF, relations=IMPARTIAL),
    "grants.correct_notification": row(mark("Bekanntgabe berichtigen"), *STAFF, relations=IMPARTIAL),
    "grants.record_waiver": row(mark("Verzicht eintragen"), *STAFF, relations=IMPARTIAL, fresh=True),
    "grants.record_objection": row(mark("Widerspruch eintragen"), *STAFF, relations=IMPARTIAL),
    "grants.settle_objection": row(mark("Ausgang des Widerspruchs"), Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.request_payment": row(mark("Geld anfordern"), Role.SPONSOR, relations=OWN),
    "grants.enter_request": row(mark("Anforderung auf Papier eintragen"), *STAFF, relations=IMPARTIAL),
    "grants.refuse_payment": row(mark("Auszahlung ablehnen"), Role.LEAD_OFFICER, relations=IMPARTIAL),
    "grants.order_payment": row(mark("Auszahlung anordnen"), Role.LEAD_OFFICER, relations=IMPARTIAL, fresh=True),
    "grants.release_payment": row(
        mark("Auszahlung freigeben"), Role.CASHIER, relations=frozenset({NOT_ORDERER}) | IMPARTIAL, fresh=True
    ),
    "grants.publish_project": row(mark("Im Portal zeigen"), Role.EDITOR, Role.LEAD_OFFICER),
    "grants.withdraw_project": row(mark("Aus dem Portal nehmen"), Role.EDITOR, Role.LEAD_OFFICER),
    "grants.ask_import": row(mark("Übernahme früherer Zuwendungen beginnen"), *STAFF),
    "grants.import_historic": row(mark("Frühere Zuwendungen übernehmen"), *STAFF),
    "grants.publish_historic": row(mark("Frühere Zuwendungen zeigen"), Role.EDITOR, *STAFF),
    "applications.save_line": part(mark("Zeile speichern"), of="applications.edit"),
    "applications.delete_line": part(mark("Zeile löschen"), of="applications.edit"),
    "applications.attach": part(mark("Datei hochladen"), of="applications.edit"),
    "applications.detach": part(mark("Datei entfernen"), of="applications.edit"),
    "grants.redraft_notice": part(mark("Entwurf überarbeiten"), of="grants.draft_notice"),
    "grants.show_money": within(mark("Öffentliche Summen nachführen")),
    "applications.end_without_notice": within(mark("Antrag ohne Bescheid beenden")),
    "calls.show_goals": installation(mark("Ziele beim Aufruf gezeigt")),
    "grants.become_binding": installation(mark("Bestandskräftig werden")),
    "grants.show_goal": installation(mark("Ziel beim Projekt gezeigt")),
}
