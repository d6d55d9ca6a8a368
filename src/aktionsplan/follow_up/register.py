"""The data register of agreed steps."""

from collections.abc import Collection

from aktionsplan.follow_up import rules
from aktionsplan.follow_up.states import FOLLOW_UP
from aktionsplan.shared.register import Eraser, internal, personal

REGISTER = {
    "FollowUp": {
        name: internal("what was agreed and what came of it", "partnership")
        for name in (
            "origin",
            "origin_title",
            "title",
            "text",
            "owner_kind",
            "owner_key",
            "due",
            "reason",
            "helps",
            "effect",
            "effect_on",
            "result",
            "agreed_on",
            "ended_on",
            "state",
        )
    }
    | {"owner_name": personal("who owes the step; may name a person", "partnership", Eraser.KEEP)},
}
WORDS: dict[str, Collection[str]] = {
    "FollowUp.owner_kind": rules.OWNER_KINDS,
    "FollowUp.state": FOLLOW_UP.states,
}
"""The words a column may hold."""
