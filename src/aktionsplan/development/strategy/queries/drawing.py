"""The logic model as boxes and lines (look, 14)."""

from django.utils.translation import gettext, ngettext

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.queries.goals import GoalRow
from aktionsplan.development.strategy.queries.logic import Doing, Logic
from aktionsplan.shared.charts import Box, Flow, flow
from aktionsplan.shared.kinds import Town
from aktionsplan.shared.money import format_eur, format_figure
from aktionsplan.shared.registration import things
from aktionsplan.shared.words import mark

HEADS = (
    mark("Bedingungen"),
    mark("Ziele"),
    mark("Was wir tun"),
    mark("Was herauskommt"),
    mark("Was sich ändert"),
)
MOST = 8
"""So many boxes stand in a column; the rest is counted in one."""
Ties = list[tuple[str, str]]


def result_words(row: GoalRow) -> tuple[str, str]:
    """An indicator as it stands, in two lines."""
    goal = row.goal
    if goal.target is None:
        return goal.title, gettext("noch kein Soll")
    now = format_figure(row.value.value) if row.value else "–"
    target = format_figure(goal.target)
    told = gettext("{now} von {target} {unit}").format(now=now, target=target, unit=goal.unit)
    return told, goal.indicator


def project_words(doing: Doing) -> str:
    """How many projects a concept has, and the euros granted for them."""
    if not doing.projects:
        return gettext("kein Projekt")
    count = ngettext("{n} Projekt", "{n} Projekte", doing.projects).format(n=doing.projects)
    return f"{count}, {format_eur(doing.granted_eur)}"


def _cut(column: list[Box]) -> list[Box]:
    """A column of at most `MOST` boxes; the rest is counted in the last one."""
    if len(column) <= MOST:
        return column
    rest = len(column) - MOST + 1
    return [*column[: MOST - 1], Box("more", ngettext("{n} weiteres", "{n} weitere", rest).format(n=rest))]


def drawn(town: Town, model: Logic) -> Flow:
    """The five columns with a line for each link; a broken one leads to a way without a project."""
    columns = (
        _conditions(town, model),
        _aims(town, model),
        _doings(town, model),
        _results(town, model),
        _effects(model),
    )
    ties, gaps = _ties(model)
    return flow([gettext(head) for head in HEADS], [_cut(column) for column in columns], ties, gaps)


def _url(town: Town, kind: str, key: str) -> str:
    return things()[kind].url(town.slug, key)


def _conditions(town: Town, model: Logic) -> list[Box]:
    return [Box(f"need{one.pk}", one.title, look="ground", url=_url(town, "need", one.key)) for one in model.needs()]


def _aims(town: Town, model: Logic) -> list[Box]:
    goals = [row.goal for row in model.aims]
    return [Box(f"aim{goal.pk}", str(goal), look="goal", url=_url(town, "goal", goal.key)) for goal in goals]


def _doings(town: Town, model: Logic) -> list[Box]:
    boxes = []
    for one in model.doings:
        look, url = "way" if one.projects else "hole", _url(town, "concept", one.concept.key)
        boxes.append(Box(f"doing{one.concept.pk}", one.concept.title, project_words(one), look, url))
    return boxes


def _results(town: Town, model: Logic) -> list[Box]:
    boxes = []
    for row in model.results:
        look = "plain" if row.way.state != rules.NONE else "open"
        quoted, url = row.goal.target is not None, _url(town, "goal", row.goal.key)
        boxes.append(Box(f"result{row.goal.pk}", *result_words(row), look, url, quoted))
    return boxes


def _effects(model: Logic) -> list[Box]:
    """What is to change, and below it what nobody wants but may happen."""
    unmeasured, unwanted = gettext("noch nicht gemessen"), gettext("nicht beabsichtigt")
    wanted = [
        Box(
            f"effect{one.pk}",
            one.title,
            one.answer or unmeasured,
            "measured" if one.day else "open",
            quoted=bool(one.answer),
        )
        for one in model.effects
    ]
    return wanted + [Box(f"effect{one.pk}", one.title, unwanted, "side") for one in model.side_effects]


def _ties(model: Logic) -> tuple[Ties, Ties]:
    """Every link of the model, and those to a way without a project."""
    ties, gaps = [], []
    for row in (*model.aims, *model.results):
        aim = row.goal.pk if row.goal.level == rules.INTERMEDIATE else row.goal.parent_id
        ties += [(f"need{need.pk}", f"aim{aim}") for need in row.needs]
    for doing in model.doings:
        name = f"doing{doing.concept.pk}"
        for goal in doing.goals:
            aim = goal.parent_id if goal.level == rules.OPERATIONAL else goal.pk
            ties.append((f"aim{aim}", name))
            gaps += [] if doing.projects else [(f"aim{aim}", name)]
            if goal.level == rules.OPERATIONAL:
                ties.append((name, f"result{goal.pk}"))
    done = {goal.pk for doing in model.doings for goal in doing.goals}
    ties += [(f"aim{row.goal.parent_id}", f"result{row.goal.pk}") for row in model.results if row.goal.pk not in done]
    for effect in (*model.effects, *model.side_effects):
        for link in effect.goals.all():
            goal = link.goal
            start = f"result{goal.pk}" if goal.level == rules.OPERATIONAL else f"aim{goal.pk}"
            ties.append((start, f"effect{effect.pk}"))
    return ties, gaps
