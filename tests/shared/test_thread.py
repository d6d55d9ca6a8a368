"""The thread as one graph of all apps, what a person sees of it, and its breaks."""

import datetime as dt

from aktionsplan.desk import threads
from aktionsplan.development.strategy import operations as strategy
from aktionsplan.development.strategy import queries
from aktionsplan.shared.charts import Box, flow
from aktionsplan.shared.thread import Node, Part, joined, thread
from aktionsplan.shared.words import Phrase
from tests.factories import town as make
from tests.strategy.test_goals import need

TODAY = make.NOW.date()


def test_parts_of_several_apps_become_one_thread():
    one = Part([Node("need:a", "Bedarf")], [("need:a", "goal:b"), ("need:a", "goal:b")])
    two = Part([Node("goal:b", "Ziel"), Node("need:a", "anders")], [("goal:b", "call:c")])
    found = joined([one, two])
    assert [node.title for node in found.after("need:a")] == ["Ziel"]
    assert [node.title for node in found.before("goal:b", "need")] == ["Bedarf"]
    assert found.before("goal:b", "call") == found.after("goal:b") == []


def test_thread_leads_from_need_to_goal_call_and_application(town):
    goal = make.add_goal(town)
    town.things["goal"] = goal
    wanted = need(town)
    strategy.change_goal(goal=goal, fields={"needs": [wanted.key]}, by=town.ben, at=make.NOW)
    call = make.add_call(town)
    whole = thread(town.partnership, today=TODAY)
    assert [node.title for node in whole.after(f"need:{wanted.key}")] == [str(goal)]
    assert [node.reference for node in whole.after(f"goal:{goal.key}", "call")] == [f"call:{call.key}"]
    near = thread(town.partnership, f"call:{call.key}", today=TODAY)
    assert [node.reference for node in near.before(f"call:{call.key}")] == [f"goal:{goal.key}"]
    assert whole.nodes[f"call:{call.key}"].second == Phrase("Aufruf bis {day}", {"day": "27.02.2026"})


def test_break_is_a_need_without_goal_and_a_goal_that_nothing_serves(town):
    goal = make.add_goal(town)
    loose = need(town)
    top = next(one for one in queries.goals(town.partnership) if one.level == "guiding")
    strategy.change_goal(goal=top, fields={"needs": [loose.key]}, by=town.ben, at=make.NOW)
    whole = thread(town.partnership, today=TODAY)
    goals = queries.goals(town.partnership)
    line = threads.gather(whole, goals)
    found = {(gap.reference, gap.title.text) for gap in threads.breaks(whole, line, goals, everything=True)}
    assert found == {
        (f"need:{loose.key}", "Bedarf ohne Ziel"),
        (f"goal:{goal.parent.key}", "Ziel ohne Aufruf und Projekt"),
    }
    later = thread(town.partnership, today=dt.date(2028, 1, 1))
    assert [(gap.reference, gap.title.text) for gap in later.gaps] == [(f"goal:{goal.key}", "Ergebnis ohne Wert")]
    town.things["goal"] = goal
    make.add_call(town)
    whole = thread(town.partnership, today=TODAY)
    assert [gap.title.text for gap in threads.breaks(whole, line, goals, everything=False)] == []


def test_a_break_is_the_same_for_whoever_may_not_open_what_mends_it(town, browser_of):
    goal = make.add_goal(town)
    url = f"/{town.partnership.slug}/intern/faden/"
    office, committee = browser_of(town.ben.account), browser_of(town.emil.account)
    for one in (office, committee):
        assert "Ziel ohne Aufruf und Projekt" in one.get(url).content.decode()
    town.things["goal"] = goal
    make.add_call(town)
    for one in (office, committee):
        assert "Ziel ohne Aufruf und Projekt" not in one.get(url).content.decode()
    assert "sieht Ihre Rolle nicht" in committee.get(url).content.decode()
    assert "sieht Ihre Rolle nicht" not in office.get(url).content.decode()


def test_drawing_of_columns_is_the_same_for_the_same_data():
    columns = [
        [Box("a", "Ein Befund mit sehr vielen Worten, die nicht in eine Zeile passen"), Box("b", "B")],
        [Box("c", "C"), Box("d", "D")],
    ]
    ties = [("b", "c"), ("a", "d"), ("x", "c"), ("c", "a")]
    drawn = flow(["Eins", "Zwei"], columns, ties, [("a", "d")])
    assert drawn == flow(["Eins", "Zwei"], columns, ties, [("a", "d")])
    assert [one.box.key for one in drawn.boxes] == ["a", "b", "d", "c"]
    assert [line.look for line in drawn.lines] == ["tie", "gap"]
    assert drawn.width == 2 * 176 + 72
    assert all(one.y >= 0 and one.y + one.height <= drawn.height for one in drawn.boxes)


def test_empty_drawing_has_no_height():
    assert flow(["Eins"], [[]], []).height == 0
