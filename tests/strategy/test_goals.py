"""Deeds of goals: places and numbers, links, loops, values, money, ways, effects, and what the portal shows."""

import datetime as dt
from decimal import Decimal

import pytest

from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.strategy import operations as ops
from aktionsplan.development.strategy import progress, queries
from aktionsplan.development.strategy.models import Goal, GoalIdea, GoalValue, PlannedMoney
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.words import Conflict, Refused
from tests.factories import participation as people
from tests.factories import town as make

TODAY = make.NOW.date()


def add(town, level, parent="", title="Ziel", **more):
    fields = {"title": title, "text": f"{title}.", "parent": parent} | more
    return ops.add_goal(level=level, fields=fields, by=town.ben, at=make.NOW)


def need(town, title="Ein Treffpunkt"):
    if "theme_key" not in town.things:
        theme = analysis.add_theme(name="Begegnung", title="", field="other", by=town.ben, at=make.NOW)
        town.things["theme_key"] = theme.key
    fields = {"title": title, "theme": town.things["theme_key"], "priority": "high", "reason": "Weil."}
    return analysis.add_need(fields=fields, by=town.ben, at=make.NOW)


@pytest.fixture
def tree(town):
    top = add(town, "guiding", title="Oben")
    first, second = add(town, "intermediate", top.key, "Eins"), add(town, "intermediate", top.key, "Zwei")
    return top, first, second, add(town, "operational", first.key, "Jahr")


def test_goals_are_numbered_and_ordered_as_the_plan_reads(town, tree):
    _top, first, second, year = tree
    add(town, "operational", second.key, "Später")
    add(town, "operational", first.key, "Noch eins")
    shown = [str(goal) for goal in queries.goals(town.partnership)]
    assert shown == ["Oben", "1 Eins", "1.1 Jahr", "1.2 Noch eins", "2 Zwei", "2.1 Später"]
    assert queries.aim(year) == first
    assert queries.aim(first) == first


def test_goal_moves_below_another_and_keeps_its_key(town, tree):
    _top, _first, second, year = tree
    other = add(town, "operational", second.key, "Dort")
    fields = queries.goal_values(year) | {"parent": second.key}
    moved = ops.change_goal(goal=year, fields=fields, by=town.ben, at=make.NOW)
    assert (moved.key, moved.number, other.number) == (year.key, "2.2", "2.1")
    with pytest.raises(Refused):
        ops.change_goal(goal=moved, fields=fields | {"parent": "fremd"}, by=town.ben, at=make.NOW)


def test_second_of_two_savers_is_shown_what_the_first_has_saved(town, tree):
    year = tree[3]
    seen = seal(queries.goal_values(year))
    ops.change_goal(
        goal=year, fields=queries.goal_values(year) | {"title": "Neu"}, seen=seen, by=town.ben, at=make.NOW
    )
    with pytest.raises(Conflict) as caught:
        ops.change_goal(goal=year, fields={"title": "Anders"}, seen=seen, by=town.ben, at=make.NOW)
    assert caught.value.stored["title"] == "Neu"


def test_goal_answers_needs_and_belongs_to_fields(town, tree):
    first = tree[1]
    one, two = need(town), need(town, "Beratung")
    area = ops.add_field(name="Begegnung", by=town.ben, at=make.NOW)
    fields = {"needs": [one.key, two.key, "x" * 22], "action_fields": [area.key]}
    ops.change_goal(goal=first, fields=queries.goal_values(first) | fields, by=town.ben, at=make.NOW)
    assert queries.goal_values(first)["needs"] == [one.key, two.key]
    ops.change_goal(goal=first, fields={"needs": [two.key]}, by=town.ben, at=make.NOW)
    after = queries.goal_values(first)
    assert (after["needs"], after["action_fields"]) == ([two.key], [area.key])


def test_loop_of_goals_is_refused_with_its_path(town, tree):
    _top, first, second, year = tree
    ops.change_goal(goal=first, fields={"serves": [second.key]}, by=town.ben, at=make.NOW)
    with pytest.raises(Refused) as caught:
        ops.change_goal(goal=second, fields={"serves": [year.key]}, by=town.ben, at=make.NOW)
    told = "Das gäbe einen Kreis: 2 Zwei → 1.1 Jahr → 1 Eins → 2 Zwei. Ein Ziel kann nicht über andere sich selbst dienen."
    assert str(caught.value.problem).format(**caught.value.problem.params) == told
    assert queries.goal_values(second)["serves"] == []


def test_goal_below_is_given_up_first_and_above_taken_up_first(town, tree):
    _top, first, _second, year = tree
    with pytest.raises(Refused):
        ops.drop_goal(goal=first, reason="Nein.", by=town.ben, at=make.NOW)
    ops.drop_goal(goal=year, reason="Nein.", by=town.ben, at=make.NOW)
    ops.drop_goal(goal=first, reason="Nein.", by=town.ben, at=make.NOW)
    with pytest.raises(Refused):
        ops.reopen_goal(goal=Goal.objects.get(pk=year.pk), by=town.ben, at=make.NOW)
    ops.reopen_goal(goal=Goal.objects.get(pk=first.pk), by=town.ben, at=make.NOW)
    assert ops.reopen_goal(goal=Goal.objects.get(pk=year.pk), by=town.ben, at=make.NOW).number == "1.1"
    assert add(town, "operational", first.key, "Neu").number == "1.2"


def value(town, goal, figure, day=TODAY, source="Zählung"):
    return ops.enter_value(goal=goal, day=day, value=Decimal(figure), source=source, by=town.ben, at=make.NOW)


def test_values_are_dated_and_the_latest_that_holds_counts(town, tree):
    year = tree[3]
    value(town, year, "3", TODAY - dt.timedelta(days=30))
    newest = value(town, year, "5.5")
    value(town, year, "4", TODAY - dt.timedelta(days=3))
    corrected = value(town, year, "6")
    assert queries.latest_value(year) == corrected
    ops.withdraw_value(goal_value=corrected, reason="Doppelt gezählt.", by=town.ben, at=make.NOW)
    assert queries.latest_value(year) == newest
    assert queries.latest_values(town.partnership) == {year.pk: newest}
    ops.restore_value(goal_value=GoalValue.objects.get(pk=corrected.pk), by=town.ben, at=make.NOW)
    assert queries.latest_value(year) == corrected
    assert [str(row.value.normalize()) for row in queries.values_of(year)] == ["6", "5.5", "4", "3"]


def test_value_of_tomorrow_or_of_another_level_is_refused(town, tree):
    with pytest.raises(Refused) as caught:
        value(town, tree[3], "3", TODAY + dt.timedelta(days=1))
    assert caught.value.problem.field_name == "day"
    with pytest.raises(Refused):
        value(town, tree[1], "3")


def test_what_nobody_wants_stands_in_the_drawing_too(town, tree):
    fields = {"title": "Manche fühlen sich ausgeschlossen", "seen": "Gespräche", "goals": [tree[1].key]}
    ops.add_effect(intended=False, fields=fields, by=town.ben, at=make.NOW)
    flow = queries.drawn(town.partnership, queries.logic(town.partnership, make.NOW.date()))
    [box] = [one.box for one in flow.boxes if one.box.look == "side"]
    assert (box.title, box.second) == ("Manche fühlen sich ausgeschlossen", "nicht beabsichtigt")
    assert len(flow.lines) == 2


def test_money_is_planned_for_a_year_and_stands_beside_the_funds(town, tree):
    year = tree[3]
    ops.plan_money(year=2026, amounts={year.key: Decimal("9000"), "fremd": Decimal(1)}, by=town.ben, at=make.NOW)
    ops.plan_money(year=2027, amounts={year.key: Decimal("12000")}, by=town.ben, at=make.NOW)
    found = [(one.year, one.planned_eur, one.rest_eur) for one in queries.year_money(town.partnership)]
    assert found == [(2026, Decimal("9000.00"), Decimal("1000.00")), (2027, Decimal("12000.00"), None)]
    seen = seal(queries.planned_values(town.partnership, 2027))
    ops.plan_money(year=2027, amounts={year.key: None}, seen=seen, by=town.ben, at=make.NOW)
    assert PlannedMoney.objects.filter(year=2027).count() == 0
    with pytest.raises(Conflict):
        ops.plan_money(year=2027, amounts={year.key: Decimal(1)}, seen=seen, by=town.ben, at=make.NOW)
    row = next(row for row in queries.goal_rows(town.partnership, TODAY) if row.goal.level == "guiding")
    assert row.planned_eur == Decimal("9000.00")


def test_only_ideas_that_were_read_belong_to_a_goal(town, tree):
    fields = {"title": "Skaten", "text": "", "place": "", "theme": ""}
    shown = people.ops.add_idea(fields=fields, by=town.ben, at=make.NOW)
    people.ops.send_idea(fields=fields, by=people.Visitor(town.partnership), at=make.NOW)
    unread = people.Idea.objects.get(state="received")
    ops.assign_ideas(goal=tree[1], ideas=[shown.key, unread.key], by=town.ben, at=make.NOW)
    assert [link.idea for link in GoalIdea.objects.all()] == [shown]
    assert queries.open_ideas(town.partnership) == [(shown.key, f"{shown.number}: Skaten")]
    ops.assign_ideas(goal=tree[1], ideas=[], by=town.ben, at=make.NOW)
    assert queries.ideas_of(tree[1]) == []


def test_field_with_concepts_stays_open_and_names_are_given_once(town, tree):
    area = ops.add_field(name="Begegnung", by=town.ben, at=make.NOW)
    other = ops.add_field(name="Beratung", by=town.ben, at=make.NOW)
    with pytest.raises(Refused):
        ops.rename_field(action_field=other, name="Begegnung", by=town.ben, at=make.NOW)
    ops.rename_field(action_field=other, name="Beratung", by=town.ben, at=make.NOW)
    concept = ops.add_concept(
        fields={"field": area.key, "title": "Abende", "method": "Einladen", "goals": [tree[3].key]},
        by=town.ben,
        at=make.NOW,
    )
    with pytest.raises(Refused):
        ops.close_field(action_field=area, by=town.ben, at=make.NOW)
    step = ops.add_step(concept=concept, title="Raum", day=TODAY, by=town.ben, at=make.NOW)
    ops.do_step(concept_step=step, done=True, by=town.ben, at=make.NOW)
    assert concept.steps.get().done_on == TODAY
    ops.do_step(concept_step=concept.steps.get(), done=True, by=town.ben, at=make.NOW)
    assert concept.steps.get().done_on == TODAY
    ops.do_step(concept_step=concept.steps.get(), done=False, by=town.ben, at=make.NOW)
    assert concept.steps.get().done_on is None
    ops.delete_step(concept_step=concept.steps.get(), by=town.ben, at=make.NOW)
    ops.drop_concept(concept=concept, reason="Doppelt.", by=town.ben, at=make.NOW)
    ops.close_field(action_field=area, by=town.ben, at=make.NOW)
    assert queries.field_choices(town.partnership) == [(other.key, "Beratung")]
    with pytest.raises(Refused):
        ops.add_concept(fields={"field": area.key, "title": "x", "method": "y"}, by=town.ben, at=make.NOW)


@pytest.mark.parametrize(("answer", "day", "field"), [("Ja", None, "day"), ("", TODAY + dt.timedelta(days=1), "day")])
def test_measured_effect_needs_a_day_that_was(town, answer, day, field):
    fields = {"title": "Man kennt sich", "seen": "Befragung", "answer": answer, "day": day}
    with pytest.raises(Refused) as caught:
        ops.add_effect(intended=True, fields=fields, by=town.ben, at=make.NOW)
    assert caught.value.problem.field_name == field


def test_portal_shows_goals_in_the_order_of_the_plan_with_the_value_that_counts(town, tree):
    year = tree[3]
    ops.change_goal(goal=year, fields={"baseline": Decimal("0"), "target": Decimal("7.5")}, by=town.ben, at=make.NOW)
    value(town, year, "2.50")
    ops.publish_goals(goals=queries.goals(town.partnership), by=town.nora, at=make.NOW)
    rows = Publication.objects.filter(kind="goal", current=True).order_by("order")
    assert [row.data["number"] for row in rows] == ["", "1", "1.1", "2"]
    shown = rows[2].content
    told = {name: shown[name] for name in ("aim", "baseline", "target", "actual", "actual_on")}
    assert told == {
        "aim": "1",
        "baseline": "0",
        "target": "7.5",
        "actual": "2.5",
        "actual_on": TODAY.isoformat(),
    }


def test_goal_published_in_the_first_shape_is_read_in_todays(town):
    old = {
        "number": "2.1.1",
        "level": "operational",
        "parent": "2.1",
        "title": "Treffen",
        "text": "",
        "indicator": "",
        "unit": "",
        "baseline": 0,
        "target": 12,
        "actual": None,
        "target_date": None,
        "top": "2",
    }
    from aktionsplan.shared.publishing.shapes import in_present_shape  # noqa: PLC0415

    read = in_present_shape("goal", 1, old)
    assert (read["aim"], read["baseline"], read["target"], read["actual"], read["actual_on"]) == (
        "2.1",
        "0",
        "12",
        None,
        None,
    )
    assert in_present_shape("goal", 1, old | {"level": "guiding", "number": "2"})["aim"] == "2"


def test_bullet_is_fulfilled_by_whole_goals_only(town, tree):
    _top, first, second, year = tree

    def fulfilled():
        return progress.progress(town.partnership, TODAY)[0].fulfilled

    whole = {
        "indicator": "Treffen",
        "unit": "Treffen",
        "baseline": Decimal(0),
        "target": Decimal(3),
        "target_date": TODAY,
        "target_group": "alle",
        "responsible": "wir",
    }
    ops.drop_goal(goal=second, reason="Zu viel.", by=town.ben, at=make.NOW)
    assert not fulfilled()
    ops.change_goal(goal=year, fields=whole | {"needs": [need(town).key]}, by=town.ben, at=make.NOW)
    area = ops.add_field(name="Begegnung", by=town.ben, at=make.NOW)
    idea = people.ops.add_idea(
        fields={"title": "Fest", "text": "", "place": "", "theme": ""}, by=town.ben, at=make.NOW
    )
    ops.assign_ideas(goal=first, ideas=[idea.key], by=town.ben, at=make.NOW)
    assert not fulfilled()
    ops.add_concept(fields={"field": area.key, "title": "Abende", "method": "x"}, by=town.ben, at=make.NOW)
    assert fulfilled()
    ops.change_goal(goal=year, fields={"target_date": None}, by=town.ben, at=make.NOW)
    assert not fulfilled()
