"""Transition tables by themselves."""

import pytest

from aktionsplan.shared.workflow import Row, Table, WrongState

DOOR = Table(
    "door",
    "shut",
    (Row("shut", "open", "ajar"), Row("ajar", "shut", "shut"), Row("ajar", "break", "broken")),
    {"shut": "zu", "ajar": "offen"},
)


def test_event_leads_to_the_next_state():
    assert DOOR.next("shut", "open") == "ajar"
    assert DOOR.next("ajar", "shut") == "shut"


@pytest.mark.parametrize(
    ("state", "event", "word"), [("shut", "shut", "zu"), ("broken", "open", "broken"), ("ajar", "fly", "offen")]
)
def test_event_outside_the_table_is_refused_with_the_present_state(state, event, word):
    with pytest.raises(WrongState) as refused:
        DOOR.next(state, event)
    assert refused.value.problem.code == "state"
    assert refused.value.problem.params == {"state": (word,)}
    assert not DOOR.allows(state, event)


def test_table_knows_its_states_events_and_ends():
    assert DOOR.allows("ajar", "break")
    assert DOOR.states == {"shut", "ajar", "broken"}
    assert DOOR.events == {"open", "shut", "break"}
    assert DOOR.final == {"broken"}
    assert Table("thing", "new", (), {}).states == {"new"}
