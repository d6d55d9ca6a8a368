"""Addresses about goals and the plan."""

from aktionsplan.development.strategy.views import goals, logic, plan, versions, visitors, ways
from aktionsplan.people.addresses import form, inside, post, visitor

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
    inside("plan/", plan.plan, action="strategy.view", name="plan"),
    post("plan/beginnen/", plan.begin, action="strategy.begin_plan", name="begin_plan"),
    form("plan/kapitel/neu/", plan.add_chapter, action="strategy.add_chapter", name="add_chapter"),
    inside("plan/kapitel/<str:key>/", plan.chapter, action="strategy.view", name="chapter"),
    form(
        "plan/kapitel/<str:key>/aendern/",
        plan.change_chapter,
        action="strategy.change_chapter",
        name="change_chapter",
    ),
    form("plan/kapitel/<str:key>/streichen/", plan.drop_chapter, action="strategy.drop_chapter", name="drop_chapter"),
    form("plan/kapitel/<str:key>/absatz/", plan.add_block, action="strategy.add_block", name="add_block"),
    form("plan/kapitel/<str:key>/daten/", plan.add_live, action="strategy.add_block", name="add_live"),
    form("plan/kapitel/<str:key>/datei/", plan.read_word, action="strategy.take_chapter", name="read_word"),
    form("plan/absatz/<str:key>/", plan.change_block, action="strategy.change_block", name="change_block"),
    post("plan/absatz/<str:key>/streichen/", plan.drop_block, action="strategy.drop_block", name="drop_block"),
    post("plan/absatz/<str:key>/<str:way>/", plan.move_block, action="strategy.move_block", name="move_block"),
    inside("fassungen/", versions.versions, action="strategy.view", name="versions"),
    form("fassungen/entwurf/", versions.make_draft, action="strategy.make_version", name="make_draft"),
    form("fassungen/neu/", versions.make_final, action="strategy.make_version", name="make_final"),
    inside("fassungen/unterschied/", versions.compare, action="strategy.view", name="compare"),
    inside("fassungen/unterschied.pdf", versions.compare_file, action="strategy.view", name="compare_file"),
    inside("fassungen/<str:key>/", versions.version, action="strategy.view", name="version"),
    inside("fassungen/<str:key>/plan.<str:kind>", versions.version_file, action="strategy.view", name="version_file"),
    form(
        "fassungen/<str:key>/auslegen/",
        versions.open_consultation,
        action="strategy.open_consultation",
        name="open_consultation",
    ),
    post(
        "fassungen/<str:key>/auslegung-beenden/",
        versions.close_consultation,
        action="strategy.close_consultation",
        name="close_consultation",
    ),
    post("fassungen/<str:key>/zeigen/", versions.show_plan, action="strategy.show_plan", name="show_plan"),
    post("fassungen/<str:key>/verbergen/", versions.hide_plan, action="strategy.hide_plan", name="hide_plan"),
    form(
        "fassungen/<str:key>/leichte-sprache/",
        versions.easy_text,
        action="strategy.write_easy_text",
        name="easy_text",
    ),
    form(
        "fassungen/<str:key>/leichte-sprache/pruefung/",
        versions.check_easy_text,
        action="strategy.check_easy_text",
        name="check_easy_text",
    ),
    post(
        "fassungen/<str:key>/leichte-sprache/zeigen/",
        versions.show_easy_text,
        action="strategy.show_easy_text",
        name="show_easy_text",
    ),
]
visitor_patterns = [
    visitor(
        "entwurf-kommentieren/<str:key>/<str:place>/",
        visitors.send_comment,
        action="strategy.send_comment",
        name="send_comment",
        sends=60,
    ),
]
