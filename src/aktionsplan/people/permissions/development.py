"""Rows of stage 1 and of the bodies."""

from aktionsplan.people.permissions.house import COMMITTEE, IMPARTIAL, READERS, STAFF, row
from aktionsplan.people.permissions.relations import NOT_RECUSED
from aktionsplan.people.permissions.roles import Role

ROWS: dict[str, dict[str, frozenset[str]]] = {
    "strategy.view": row(*READERS, *COMMITTEE),
    "strategy.add_goal": row(*STAFF),
    "strategy.change_goal": row(*STAFF),
    "strategy.drop_goal": row(*STAFF),
    "strategy.publish_goals": row(Role.EDITOR, Role.LEAD_OFFICER),
    "bodies.view": row(*STAFF, Role.SIGNATORY, Role.AUDITOR, Role.COACH, Role.EVALUATOR, *COMMITTEE),
    "bodies.read_minutes": row(*STAFF, Role.SIGNATORY, Role.AUDITOR, *COMMITTEE, relations=frozenset({NOT_RECUSED})),
    "bodies.set_up": row(*STAFF),
    "bodies.add_seat": row(*STAFF),
    "bodies.appoint": row(*STAFF),
    "bodies.end_term": row(*STAFF),
    "bodies.plan_meeting": row(*STAFF),
    "bodies.move_meeting": row(*STAFF),
    "bodies.cancel_meeting": row(*STAFF),
    "bodies.put_on_agenda": row(*STAFF),
    "bodies.take_off_agenda": row(*STAFF, relations=IMPARTIAL),
    "bodies.record_decision": row(*STAFF, relations=IMPARTIAL),
}
