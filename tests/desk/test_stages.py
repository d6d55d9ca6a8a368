"""Which stage a plan stands in."""

import pytest

from aktionsplan.desk.queries import BULLETS, Point, stages


@pytest.mark.parametrize(
    ("states", "here"),
    [
        ({}, 1),
        ({1: "begun"}, 1),
        ({1: "fulfilled"}, 1),
        ({1: "fulfilled", 2: "begun"}, 2),
        ({1: "overdue", 2: "begun"}, 1),
        ({1: "fulfilled", 2: "fulfilled", 3: "fulfilled", 4: "fulfilled"}, 4),
    ],
)
def test_the_first_stage_that_has_something_left(states, here):
    points = [Point(bullet, states.get(bullet.stage, "open"), None, None) for bullet in BULLETS]
    assert [stage.number for stage in stages(points) if stage.here] == [here]
