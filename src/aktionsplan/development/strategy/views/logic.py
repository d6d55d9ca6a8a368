"""The page that shows how the plan is to work (look, 14)."""

from django.http import HttpResponse
from django.shortcuts import render

from aktionsplan.development.strategy import queries
from aktionsplan.development.strategy.queries import Logic
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.periods import local_day


def logic(request: Request) -> HttpResponse:
    """The model as drawing and list; `?ziel=` shows one Ziel only."""
    found = queries.logic(request.actor.partnership, local_day(request.began_at))
    chosen = next((row for row in found.aims if row.goal.key == request.GET.get("ziel")), None)
    shown = found.of(chosen.goal) if chosen else found
    unmeasured = [one for one in shown.effects if one.day is None]
    context = {
        "model": shown,
        "aims": found.aims,
        "chosen": chosen,
        "drawing": queries.drawn(request.actor.partnership, shown),
        "rows": [_row(shown, row) for row in shown.aims],
        "unmeasured": unmeasured,
        "idle": [doing for doing in shown.doings if not doing.projects],
        "granted": sum(doing.granted_eur for doing in shown.doings),
    }
    return render(request, "strategy/logic.html", context)


def _row(model: Logic, aim: queries.GoalRow) -> Context:
    """One Ziel in the list: why, what is done, what comes out, what changes."""
    family = model.family(aim.goal)
    below = model.below(aim.goal)
    needs = {need.pk: need for row in (aim, *below) for need in row.needs}
    return {
        "aim": aim,
        "needs": list(needs.values()),
        "doings": [
            (one, queries.project_words(one)) for one in model.doings if family & {goal.pk for goal in one.goals}
        ],
        "results": [(row, *queries.result_words(row)) for row in below],
        "effects": [one for one in model.effects if family & {link.goal_id for link in one.goals.all()}],
    }
