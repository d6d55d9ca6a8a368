"""The permission table: who may what, and why not."""

import pytest

from aktionsplan.people.permissions import (
    TABLE,
    Role,
    allowed_roles,
    is_fresh,
    may,
    relations_for,
    relations_of,
    row_of,
)
from aktionsplan.people.permissions.relations import CHAIRS, NOT_DRAFTER, NOT_LINKED, OWN_ORGANISATION


def test_no_carries_its_reason():
    assert may("grants.sign_notice", {Role.COORDINATOR}).code == "role"
    assert may("grants.sign_notice", {Role.SIGNATORY}, set()).code == "relation"
    assert may("grants.sign_notice", {Role.SIGNATORY}, {NOT_DRAFTER, NOT_LINKED}) is None
    assert may("applications.submit", {Role.SPONSOR}, {OWN_ORGANISATION}) is None
    assert may("applications.submit", {Role.SPONSOR}) is None
    with pytest.raises(KeyError):
        may("nothing", set())


def test_money_and_votes_are_not_the_administrators():
    held = {action for action in TABLE if Role.ADMINISTRATOR in allowed_roles(action)}
    assert not any(action.startswith(("grants.", "applications.", "bodies.", "calls.")) for action in held)


@pytest.mark.parametrize("role", [Role.COACH, Role.EVALUATOR, Role.AUDITOR])
def test_readers_only_read(role):
    held = {action for action in TABLE if role in allowed_roles(action)}
    if role is Role.COACH:  # the coach keeps the log and comments, and writes nothing else (programme.md 12, S1.10)
        assert {"participation.comment_inside", "strategy.log_talk"} <= held
        held -= {"participation.comment_inside", "strategy.log_talk"}
    assert all(
        action.split(".")[1].startswith(("view", "list", "stages", "search", "read", "export")) for action in held
    )


def test_signing_and_paying_are_kept_apart():
    assert allowed_roles("grants.order_payment").isdisjoint(allowed_roles("grants.release_payment"))
    assert allowed_roles("grants.draft_notice").isdisjoint(allowed_roles("grants.sign_notice"))


def test_own_program_and_visitors_stay_apart():
    assert may("grants.become_binding", set(Role)).code == "installation"
    assert row_of("bodies.open_vote") is TABLE["bodies.lead"]
    assert relations_of("bodies.open_vote") == {CHAIRS, NOT_LINKED}
    assert relations_for("bodies.open_vote", {Role.COORDINATOR}) == {NOT_LINKED}
    assert relations_of("grants.become_binding") == frozenset()
    assert is_fresh("bodies.reopen_minutes")
    assert not is_fresh("grants.draft_notice")
