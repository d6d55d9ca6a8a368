"""Goals for bullet S1.6."""

import datetime as dt

from django.db.models import Exists, OuterRef

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import ActionField, Concept, Goal, GoalIdea, GoalNeed, PlanVersion
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.6 is fulfilled when every Jahresziel passes the check, every Ziel (or a goal below it) answers a need and has a
    Jahresziel, every field in use has a concept, and ideas are attached."""
    listed = queries.goals(partnership)
    aims = [goal for goal in listed if goal.level == rules.INTERMEDIATE]
    whole = bool(aims) and _whole(partnership, aims, listed)
    evidence = tuple(Evidence(str(goal), "strategy:goal", {"key": goal.key}) for goal in aims)
    goals = Progress("S1.6", Phrase(mark("Ziele: {n}"), {"n": len(listed)}), evidence, whole)
    versions = list(queries.versions(partnership).defer("content"))
    return [goals, _plan(versions), _coached(partnership, versions)]


def _whole(partnership: Partnership, aims: list[Goal], listed: list[Goal]) -> bool:
    years = [goal for goal in listed if goal.level == rules.OPERATIONAL]
    linked = set(GoalNeed.objects.filter(partnership=partnership).values_list("goal", flat=True))
    answered = linked | {goal.parent_id for goal in years if goal.pk in linked}
    held = {goal.parent_id for goal in years}
    kept = Exists(Concept.objects.filter(field=OuterRef("pk"), state="kept"))
    fields = list(
        ActionField.objects.filter(partnership=partnership, state="open")
        .annotate(way=kept)
        .values_list("way", flat=True)
    )
    return (
        not any(queries.smart_gaps(goal) for goal in years)
        and all(goal.pk in answered and goal.pk in held for goal in aims)
        and bool(fields)
        and all(fields)
        and GoalIdea.objects.filter(partnership=partnership).exclude(goal__state="dropped").exists()
    )


def _plan(versions: list[PlanVersion]) -> Progress:
    """S1.7 is fulfilled when a Fassung is frozen with its PDF and the portal shows it."""
    shown = any(row.minor == 0 and row.document_id and row.shown_on for row in versions)
    evidence = tuple(
        Evidence(rules.version_name(queries.number_of(row)), "strategy:version", {"key": row.key}) for row in versions
    )
    return Progress("S1.7", Phrase(mark("Stände des Plans: {n}"), {"n": len(versions)}), evidence, shown)


def _coached(partnership: Partnership, versions: list[PlanVersion]) -> Progress:
    """S1.10 is fulfilled with a contract and a talk in each month from the start until Fassung 1; an overrun is said."""
    start, contract, count = queries.process_facts(partnership)
    final = next((row for row in reversed(versions) if row.minor == 0), None)
    summary, whole = Phrase(mark("Gespräche mit dem Coach: {n}"), {"n": count}), False
    if start and contract and final and count:
        talks = [talk.day for talk in queries.talks(partnership)]
        whole = not rules.months_without_talk(talks, start, final.made_on)
        if days := rules.overrun(start, final.made_on):
            text = mark("Gespräche mit dem Coach: {n}; {days} Tage länger als fünf Monate")
            summary = Phrase(text, {"n": count, "days": days})
    page = Phrase(mark("Fünf Monate"))
    evidence = (Evidence(page, "strategy:months"),) if start or contract or count else ()
    return Progress("S1.10", summary, evidence, whole)
