"""Rows of stage 1 and of the bodies."""

from aktionsplan.people.permissions.house import COMMITTEE, IMPARTIAL, READERS, STAFF
from aktionsplan.people.permissions.relations import (
    CHAIRS,
    NOT_LINKED,
    NOT_RECUSED,
    OF_BODY,
    OWN_SEAT,
    OWN_SEAT_OR_LEADS,
    SEATED,
    SIGNS,
    WRITES,
)
from aktionsplan.people.permissions.roles import Role
from aktionsplan.people.permissions.rows import Row, installation, part, row, to, within
from aktionsplan.shared.words import mark

OWN_OR_LED = frozenset({OWN_SEAT_OR_LEADS})

ROWS: dict[str, Row] = {
    "strategy.view": row(mark("Ziele ansehen"), *READERS, *COMMITTEE),
    "strategy.add_goal": row(mark("Ziel anlegen"), *STAFF),
    "strategy.change_goal": row(mark("Ziel ändern"), *STAFF),
    "strategy.drop_goal": row(mark("Ziel aufgeben"), *STAFF),
    "strategy.publish_goals": row(mark("Ziele im Portal zeigen"), Role.EDITOR, Role.LEAD_OFFICER),
    "bodies.view": row(
        mark("Sitzungen ansehen"),
        *STAFF,
        Role.SIGNATORY,
        Role.AUDITOR,
        Role.COACH,
        Role.EVALUATOR,
        Role.EDITOR,
        *COMMITTEE,
    ),
    "bodies.view_applicants": row(
        mark("Träger in Sitzungen sehen"), *STAFF, Role.SIGNATORY, Role.CASHIER, Role.AUDITOR, *COMMITTEE
    ),
    "bodies.read_minutes": row(
        mark("Beratung lesen"),
        *STAFF,
        Role.SIGNATORY,
        Role.AUDITOR,
        relations=frozenset({NOT_RECUSED}),
        also=to(*COMMITTEE, relations=frozenset({NOT_RECUSED, OF_BODY})),
    ),
    "bodies.set_up": row(mark("Gremium anlegen"), *STAFF),
    "bodies.add_seat": row(mark("Sitz anlegen"), *STAFF),
    "bodies.appoint": row(mark("Sitz besetzen"), *STAFF),
    "bodies.end_term": row(mark("Amtszeit beenden"), *STAFF),
    "bodies.plan_meeting": row(mark("Sitzung anlegen"), *STAFF),
    "bodies.move_meeting": row(mark("Sitzung verlegen"), *STAFF),
    "bodies.cancel_meeting": row(mark("Sitzung absagen"), *STAFF),
    "bodies.end_seat": row(mark("Sitz aufheben"), *STAFF),
    "bodies.hand_over": row(mark("Sitz übergeben"), *STAFF),
    "bodies.commit_secrecy": row(mark("Verschwiegenheit festhalten"), *STAFF),
    "bodies.consent": row(mark("Einwilligung zum Namen"), *COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.name_function": row(mark("Vorsitz oder Schriftführung eintragen"), *STAFF),
    "bodies.end_function": row(mark("Vorsitz oder Schriftführung beenden"), *STAFF),
    "bodies.change_agenda": row(mark("Tagesordnung bearbeiten"), *STAFF),
    "bodies.change_item": row(mark("Punkt ändern"), *STAFF, relations=IMPARTIAL),
    "bodies.lead": row(
        mark("Sitzung leiten"),
        *STAFF,
        relations=IMPARTIAL,
        also=to(*COMMITTEE, relations=frozenset({CHAIRS, NOT_LINKED})),
    ),
    "bodies.attend": row(mark("Kommen und Gehen festhalten"), *STAFF, *COMMITTEE, relations=OWN_OR_LED),
    "bodies.cast_ballot": row(
        mark("Stimme abgeben"), Role.COMMITTEE_MEMBER, Role.DEPUTY, Role.YOUTH_MEMBER, relations=frozenset({SEATED})
    ),
    "bodies.declare_recusal": row(mark("Befangenheit anzeigen"), *COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.invite": row(mark("Zur Sitzung einladen"), *STAFF),
    "bodies.plan_circular": row(mark("Umlaufverfahren anlegen"), *STAFF),
    "bodies.name_answerer": row(
        mark("Im Umlauf antwortet jemand anderes für den Sitz"),
        *STAFF,
        *COMMITTEE,
        relations=OWN_OR_LED,
    ),
    "bodies.assign_fund": row(mark("Fonds einem Gremium geben"), Role.LEAD_OFFICER),
    "bodies.publish": row(mark("Im Portal zeigen"), Role.EDITOR, Role.LEAD_OFFICER),
    "bodies.sign_minutes": row(
        mark("Niederschrift unterschreiben"), *STAFF, *COMMITTEE, relations=frozenset({SIGNS}), fresh=True
    ),
    "bodies.write_minutes": row(
        mark("Niederschrift führen"), *STAFF, also=to(*COMMITTEE, relations=frozenset({WRITES}))
    ),
    "bodies.put_on_agenda": row(mark("Auf die Tagesordnung setzen"), *STAFF),
    "bodies.take_off_agenda": row(mark("Von der Tagesordnung nehmen"), *STAFF, relations=IMPARTIAL),
    "bodies.record_decision": row(mark("Entscheidung festhalten"), *STAFF, relations=IMPARTIAL),
    "bodies.open_meeting": part(mark("Sitzung eröffnen"), of="bodies.lead"),
    "bodies.close_meeting": part(mark("Sitzung schließen"), of="bodies.lead"),
    "bodies.find_quorum": part(mark("Beschlussfähigkeit feststellen"), of="bodies.lead"),
    "bodies.begin_item": part(mark("Punkt aufrufen"), of="bodies.lead"),
    "bodies.finish_item": part(mark("Punkt abschließen"), of="bodies.lead"),
    "bodies.put_off_item": part(mark("Punkt zurückstellen"), of="bodies.lead"),
    "bodies.postpone_item": part(mark("Punkt vertagen, nicht beschlussfähig"), of="bodies.lead"),
    "bodies.move_motion": part(mark("Antrag stellen"), of="bodies.lead"),
    "bodies.withdraw_motion": part(mark("Antrag zurückziehen"), of="bodies.lead"),
    "bodies.open_vote": part(mark("Abstimmung eröffnen"), of="bodies.lead"),
    "bodies.enter_ballot": part(mark("Stimme auf Papier eintragen"), of="bodies.lead"),
    "bodies.break_off_vote": part(mark("Abstimmung abbrechen"), of="bodies.lead"),
    "bodies.close_vote": part(mark("Abstimmung schließen"), of="bodies.lead"),
    "bodies.draw_lot": part(mark("Los ziehen"), of="bodies.lead"),
    "bodies.establish": part(mark("Ergebnis feststellen"), of="bodies.lead"),
    "bodies.decide_recusal": part(mark("Über Befangenheit entscheiden"), of="bodies.lead"),
    "bodies.order_item": part(mark("Tagesordnung ordnen"), of="bodies.change_item"),
    "bodies.add_paper": part(mark("Unterlage hinzufügen"), of="bodies.change_item"),
    "bodies.remove_paper": part(mark("Unterlage entfernen"), of="bodies.change_item"),
    "bodies.add_item": part(mark("Punkt auf die Tagesordnung setzen"), of="bodies.change_agenda"),
    "bodies.arrive": part(mark("Kommen festhalten"), of="bodies.attend"),
    "bodies.leave": part(mark("Gehen festhalten"), of="bodies.attend"),
    "bodies.excuse": part(mark("Entschuldigen"), of="bodies.attend"),
    "bodies.come_after_all": part(mark("Doch kommen"), of="bodies.attend"),
    "bodies.cast_secret_ballot": part(mark("Geheime Stimme abgeben"), of="bodies.cast_ballot"),
    "bodies.note_item": part(mark("Notiz für die Niederschrift"), of="bodies.write_minutes"),
    "bodies.record_invitation": part(mark("Einladung festhalten"), of="bodies.invite"),
    "bodies.release_fund": part(mark("Fonds einem Gremium nehmen"), of="bodies.assign_fund"),
    "bodies.publish_body": part(mark("Gremium im Portal zeigen"), of="bodies.publish"),
    "bodies.hide_body": part(mark("Gremium aus dem Portal nehmen"), of="bodies.publish"),
    "bodies.publish_meeting": part(mark("Sitzung im Portal zeigen"), of="bodies.publish"),
    "bodies.hide_meeting": part(mark("Sitzung aus dem Portal nehmen"), of="bodies.publish"),
    "bodies.change_circular": part(mark("Frist oder Grund des Umlaufverfahrens ändern"), of="bodies.plan_circular"),
    "bodies.open_circular": part(mark("Umlaufverfahren beginnen"), of="bodies.plan_circular"),
    "bodies.close_circular": part(mark("Umlaufverfahren schließen"), of="bodies.plan_circular"),
    "bodies.object_circular": part(mark("Dem Umlaufverfahren widersprechen"), of="bodies.cast_ballot"),
    "bodies.reopen_minutes": part(mark("Unterschrift zurücknehmen"), of="bodies.sign_minutes"),
    "bodies.correct_minutes": row(
        mark("Niederschrift berichtigen"), *STAFF, *COMMITTEE, relations=frozenset({WRITES}), fresh=True
    ),
    "bodies.drop_item": within(mark("Punkt entfallen")),
    "bodies.drop_ended": installation(mark("Beendete Amtszeiten nicht mehr zeigen")),
}
