"""Addresses about goals and the plan."""

from aktionsplan.development.strategy.views import goals, logic, ways
from aktionsplan.people.addresses import form, inside, post

app_name = "strategy"
urlpatterns = [
    inside("ziele/", goals.goals, action="strategy.view", name="goals"),
    form("ziele/neu/<str:level>/", goals.add, action="strategy.add_goal", name="add"),
    post("ziele/veroeffentlichen/", goals.publish, action="strategy.publish_goals", name="publish"),
    inside("ziele/geld/", goals.money, action="strategy.view", name="money"),
    form("ziele/geld/<str:year>/", goals.plan_money, action="strategy.plan_money", name="plan_money"),
    form(
        "ziele/werte/<str:key>/zurueckziehen/",
        goals.withdraw_value,
        action="strategy.withdraw_value",
        name="withdraw_value",
    ),
    post(
        "ziele/werte/<str:key>/gilt-wieder/",
        goals.restore_value,
        action="strategy.restore_value",
        name="restore_value",
    ),
    inside("ziele/<str:key>/", goals.goal, action="strategy.view", name="goal"),
    form("ziele/<str:key>/aendern/", goals.change, action="strategy.change_goal", name="change"),
    form("ziele/<str:key>/aufgeben/", goals.drop, action="strategy.drop_goal", name="drop"),
    post("ziele/<str:key>/aufnehmen/", goals.reopen, action="strategy.reopen_goal", name="reopen"),
    form("ziele/<str:key>/ideen/", goals.assign_ideas, action="strategy.assign_ideas", name="assign_ideas"),
    form("ziele/<str:key>/wert/", goals.enter_value, action="strategy.enter_value", name="enter_value"),
    inside("handlungskonzepte/", ways.ways, action="strategy.view", name="ways"),
    form("handlungskonzepte/neu/", ways.add_concept, action="strategy.add_concept", name="add_concept"),
    form("handlungskonzepte/felder/neu/", ways.add_field, action="strategy.add_field", name="add_field"),
    form(
        "handlungskonzepte/felder/<str:key>/", ways.rename_field, action="strategy.rename_field", name="rename_field"
    ),
    post(
        "handlungskonzepte/felder/<str:key>/schliessen/",
        ways.close_field,
        action="strategy.close_field",
        name="close_field",
    ),
    post(
        "handlungskonzepte/felder/<str:key>/oeffnen/",
        ways.reopen_field,
        action="strategy.reopen_field",
        name="reopen_field",
    ),
    post("handlungskonzepte/schritte/<str:key>/erledigt/", ways.do_step, action="strategy.do_step", name="do_step"),
    post(
        "handlungskonzepte/schritte/<str:key>/streichen/",
        ways.delete_step,
        action="strategy.delete_step",
        name="delete_step",
    ),
    inside("handlungskonzepte/<str:key>/", ways.concept, action="strategy.view", name="concept"),
    form(
        "handlungskonzepte/<str:key>/aendern/",
        ways.change_concept,
        action="strategy.change_concept",
        name="change_concept",
    ),
    form(
        "handlungskonzepte/<str:key>/aufgeben/",
        ways.drop_concept,
        action="strategy.drop_concept",
        name="drop_concept",
    ),
    post(
        "handlungskonzepte/<str:key>/aufnehmen/",
        ways.reopen_concept,
        action="strategy.reopen_concept",
        name="reopen_concept",
    ),
    form("handlungskonzepte/<str:key>/schritt/", ways.add_step, action="strategy.add_step", name="add_step"),
    inside("wirkung/", logic.logic, action="strategy.view", name="logic"),
    form("wirkung/neu/", ways.add_effect, action="strategy.add_effect", name="add_effect"),
    form(
        "wirkung/nicht-beabsichtigt/neu/", ways.add_side_effect, action="strategy.add_effect", name="add_side_effect"
    ),
    form("wirkung/<str:key>/", ways.change_effect, action="strategy.change_effect", name="change_effect"),
    form("wirkung/<str:key>/faellt-weg/", ways.drop_effect, action="strategy.drop_effect", name="drop_effect"),
    post("wirkung/<str:key>/aufnehmen/", ways.reopen_effect, action="strategy.reopen_effect", name="reopen_effect"),
]
