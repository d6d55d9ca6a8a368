"""The goals' part of the thread: from needs and ideas to goals, from goals to concepts, and where it is broken."""

import datetime as dt

from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import ConceptGoal, Goal, GoalIdea, GoalNeed
from aktionsplan.development.strategy.queries.goals import goals, latest_values
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.thread import Gap, Node, Part, touching
from aktionsplan.shared.words import Phrase, mark


def part(partnership: Partnership, about: str, today: dt.date) -> Part:
    """What strategy knows of the thread, of all goals or of what touches one thing."""
    ties: list[tuple[str, str]] = []
    nodes: dict[str, Node] = {}
    needs = GoalNeed.objects.filter(partnership=partnership).select_related("goal", "need")
    for link in touching(needs, about, need="need__key", goal="goal__key"):
        nodes[f"goal:{link.goal.key}"] = node(link.goal)
        nodes[f"need:{link.need.key}"] = Node(f"need:{link.need.key}", link.need.title)
        ties.append((f"need:{link.need.key}", f"goal:{link.goal.key}"))
    ideas = GoalIdea.objects.filter(partnership=partnership).select_related("goal", "idea")
    for idea in touching(ideas, about, idea="idea__key", goal="goal__key"):
        nodes[f"goal:{idea.goal.key}"] = node(idea.goal)
        nodes[f"idea:{idea.idea.key}"] = Node(f"idea:{idea.idea.key}", idea.idea.title)
        ties.append((f"idea:{idea.idea.key}", f"goal:{idea.goal.key}"))
    concepts = ConceptGoal.objects.filter(partnership=partnership, concept__state="kept")
    for way in touching(concepts.select_related("goal", "concept"), about, concept="concept__key", goal="goal__key"):
        nodes[f"goal:{way.goal.key}"] = node(way.goal)
        nodes[f"concept:{way.concept.key}"] = Node(f"concept:{way.concept.key}", way.concept.title)
        ties.append((f"goal:{way.goal.key}", f"concept:{way.concept.key}"))
    below, gaps = _tree(partnership, about, today)
    for goal in below:
        nodes[f"goal:{goal.key}"] = node(goal)
        if goal.parent is not None:
            nodes[f"goal:{goal.parent.key}"] = node(goal.parent)
            ties.append((f"goal:{goal.parent.key}", f"goal:{goal.key}"))
    return Part(list(nodes.values()), ties, gaps)


def node(goal: Goal) -> Node:
    """A goal in the thread."""
    return Node(f"goal:{goal.key}", str(goal), Phrase(rules.LEVELS[goal.level]))


def _tree(partnership: Partnership, about: str, today: dt.date) -> tuple[list[Goal], list[Gap]]:
    """The goals that stand below one another, and the Jahresziele whose value is missing past its day."""
    kind, _colon, key = about.partition(":")
    if kind:
        rows = Goal.objects.filter(partnership=partnership).exclude(state="dropped").select_related("parent")
        found = [*rows.filter(key=key), *rows.filter(parent__key=key)] if kind == "goal" else []
        return found, []
    listed, latest = goals(partnership), latest_values(partnership)
    late = [
        goal
        for goal in listed
        if rules.overdue(goal.target_date, latest[goal.pk].day if goal.pk in latest else None, today)
    ]
    title = mark("Ergebnis ohne Wert")
    gaps = [
        Gap(
            f"goal:{goal.key}",
            Phrase(title),
            str(goal),
            ("strategy:enter_value", goal.key),
            mark("Wert eintragen"),
            "strategy.enter_value",
        )
        for goal in late
    ]
    return listed, gaps
