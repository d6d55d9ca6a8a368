"""The goals' part of the thread: from needs and ideas to goals, from goals to concepts, and where it is broken."""

import datetime as dt

from django.db.models import Q, QuerySet

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import ConceptGoal, Goal, GoalIdea, GoalNeed
from aktionsplan.development.strategy.queries.goals import in_order, latest_values
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import Gap, Node, Part, touching
from aktionsplan.shared.words import Phrase, mark

_BARE = ("key", "number", "title", "level")
_GOAL = ("goal__key", "goal__number", "goal__title", "goal__level")


def part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """What strategy knows of the thread, of all goals or of what touches one thing."""
    ties: list[tuple[str, str]] = []
    nodes: dict[str, Node] = {}
    needs = GoalNeed.objects.filter(partnership=partnership)
    ideas = GoalIdea.objects.filter(partnership=partnership)
    concepts = ConceptGoal.objects.filter(partnership=partnership, concept__state="kept")
    for kind, links, leads in (("need", needs, False), ("idea", ideas, False), ("concept", concepts, True)):
        rows = touching(links, about, **{kind: f"{kind}__key", "goal": "goal__key"})
        for key, title, *goal in rows.values_list(f"{kind}__key", f"{kind}__title", *_GOAL):
            other, aim = f"{kind}:{key}", f"goal:{goal[0]}"
            if other not in nodes:
                nodes[other] = Node(other, title)
            if aim not in nodes:
                nodes[aim] = _node(*goal)
            ties.append((aim, other) if leads else (other, aim))
    for origin, *goal in _goals(partnership, about).values_list("parent__key", *_BARE):
        nodes[f"goal:{goal[0]}"] = _node(*goal)
        if origin is not None:
            ties.append((f"goal:{origin}", f"goal:{goal[0]}"))
    return Part(list(nodes.values()), ties, [] if about else _late(partnership, today))


def _node(key: str, number: str, title: str, level: str) -> Node:
    return Node(f"goal:{key}", f"{number} {title}".strip(), Phrase(rules.LEVELS[level]))


def _goals(partnership: Partnership, about: str) -> QuerySet[Goal]:
    """All goals, or the one in question with those next to it in the tree."""
    rows = Goal.objects.filter(partnership=partnership).exclude(state="dropped")
    kind, _colon, key = about.partition(":")
    if not kind:
        return rows
    near = Q(key=key) | Q(parent__key=key) | Q(children__key=key)
    return rows.filter(near).distinct() if kind == "goal" else rows.none()


def _late(partnership: Partnership, today: dt.date) -> list[Gap]:
    """The Jahresziele whose value is missing past its day."""
    rows = Goal.objects.filter(partnership=partnership, target_date__isnull=False).exclude(state="dropped")
    latest, title = latest_values(partnership), mark("Ergebnis ohne Wert")
    return [
        Gap(
            f"goal:{goal.key}",
            Phrase(title),
            str(goal),
            ("strategy:enter_value", goal.key),
            mark("Wert eintragen"),
            "strategy.enter_value",
        )
        for goal in sorted(rows, key=in_order)
        if rules.overdue(goal.target_date, latest[goal.pk].day if goal.pk in latest else None, today)
    ]
