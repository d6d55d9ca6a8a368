"""Rows of stage 1 and of the bodies."""

from aktionsplan.people.permissions.house import COMMITTEE, IMPARTIAL, READERS, STAFF, row
from aktionsplan.people.permissions.relations import CHAIRS, NOT_LINKED, NOT_RECUSED, OF_BODY, OWN_SEAT, SEATED, SIGNS
from aktionsplan.people.permissions.roles import Role

ROWS: dict[str, dict[str, frozenset[str]]] = {
    "strategy.view": row(*READERS, *COMMITTEE),
    "strategy.add_goal": row(*STAFF),
    "strategy.change_goal": row(*STAFF),
    "strategy.drop_goal": row(*STAFF),
    "strategy.publish_goals": row(Role.EDITOR, Role.LEAD_OFFICER),
    "bodies.view": row(*STAFF, Role.SIGNATORY, Role.AUDITOR, Role.COACH, Role.EVALUATOR, Role.EDITOR, *COMMITTEE),
    "bodies.read_minutes": row(*STAFF, Role.SIGNATORY, Role.AUDITOR, relations=frozenset({NOT_RECUSED}))
    | row(*COMMITTEE, relations=frozenset({NOT_RECUSED, OF_BODY})),
    "bodies.set_up": row(*STAFF),
    "bodies.add_seat": row(*STAFF),
    "bodies.appoint": row(*STAFF),
    "bodies.end_term": row(*STAFF),
    "bodies.plan_meeting": row(*STAFF),
    "bodies.move_meeting": row(*STAFF),
    "bodies.cancel_meeting": row(*STAFF),
    "bodies.end_seat": row(*STAFF),
    "bodies.hand_over": row(*STAFF),
    "bodies.commit_secrecy": row(*STAFF),
    "bodies.consent": row(*COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.name_function": row(*STAFF),
    "bodies.end_function": row(*STAFF),
    "bodies.change_agenda": row(*STAFF),
    "bodies.change_item": row(*STAFF, relations=IMPARTIAL),
    "bodies.lead": row(*STAFF, relations=IMPARTIAL) | row(*COMMITTEE, relations=frozenset({CHAIRS, NOT_LINKED})),
    "bodies.attend": row(*STAFF) | row(*COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.cast_ballot": row(Role.COMMITTEE_MEMBER, Role.DEPUTY, Role.YOUTH_MEMBER, relations=frozenset({SEATED})),
    "bodies.declare_recusal": row(*COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.invite": row(*STAFF),
    "bodies.plan_circular": row(*STAFF),
    "bodies.name_answerer": row(*STAFF) | row(*COMMITTEE, relations=frozenset({OWN_SEAT})),
    "bodies.assign_fund": row(Role.LEAD_OFFICER),
    "bodies.publish": row(Role.EDITOR, Role.LEAD_OFFICER),
    "bodies.sign_minutes": row(*STAFF, *COMMITTEE, relations=frozenset({SIGNS})),
    "bodies.write_minutes": row(*STAFF) | row(*COMMITTEE, relations=frozenset({SIGNS})),
    "bodies.put_on_agenda": row(*STAFF),
    "bodies.take_off_agenda": row(*STAFF, relations=IMPARTIAL),
    "bodies.record_decision": row(*STAFF, relations=IMPARTIAL),
}


FRESH = frozenset({"bodies.sign_minutes"})

ASKS = {
    **dict.fromkeys(
        (
            "bodies.open_meeting",
            "bodies.close_meeting",
            "bodies.find_quorum",
            "bodies.begin_item",
            "bodies.finish_item",
            "bodies.put_off_item",
            "bodies.postpone_item",
            "bodies.move_motion",
            "bodies.withdraw_motion",
            "bodies.open_vote",
            "bodies.enter_ballot",
            "bodies.break_off_vote",
            "bodies.close_vote",
            "bodies.draw_lot",
            "bodies.establish",
            "bodies.decide_recusal",
        ),
        "bodies.lead",
    ),
    **dict.fromkeys(
        ("bodies.order_item", "bodies.add_paper", "bodies.remove_paper"),
        "bodies.change_item",
    ),
    "bodies.add_item": "bodies.change_agenda",
    **dict.fromkeys(("bodies.arrive", "bodies.leave", "bodies.excuse", "bodies.come_after_all"), "bodies.attend"),
    "bodies.cast_secret_ballot": "bodies.cast_ballot",
    "bodies.note_item": "bodies.write_minutes",
    "bodies.record_invitation": "bodies.invite",
    "bodies.release_fund": "bodies.assign_fund",
    **dict.fromkeys(
        ("bodies.publish_body", "bodies.hide_body", "bodies.publish_meeting", "bodies.hide_meeting"), "bodies.publish"
    ),
    "bodies.change_circular": "bodies.plan_circular",
    "bodies.open_circular": "bodies.plan_circular",
    "bodies.close_circular": "bodies.plan_circular",
    "bodies.object_circular": "bodies.cast_ballot",
    "bodies.reopen_minutes": "bodies.sign_minutes",
    "bodies.correct_minutes": "bodies.sign_minutes",
}
"""Everything the chair does in a meeting is one permission; so is everything on an agenda."""
