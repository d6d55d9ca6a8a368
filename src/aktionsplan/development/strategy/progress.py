"""Goals for bullet S1.6."""

import datetime as dt

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import GoalIdea
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.evidence import Evidence, Progress
from aktionsplan.shared.words import Phrase, mark


def progress(partnership: Partnership, today: dt.date) -> list[Progress]:
    """S1.6 is fulfilled when every Jahresziel passes the check, every Ziel (or a goal below it) answers a need and has a
    Jahresziel, every field in use has a concept, and ideas are attached."""
    rows = queries.goal_rows(partnership, today)
    aims = [row for row in rows if row.goal.level == rules.INTERMEDIATE]
    years = [row for row in rows if row.goal.level == rules.OPERATIONAL]
    answered = {row.goal.pk for row in aims if row.needs} | {row.goal.parent_id for row in years if row.needs}
    held = {row.goal.parent_id for row in years}
    fields = [row for row in queries.field_rows(partnership) if row.field.state == "open"]
    whole = (
        bool(aims)
        and not any(row.smart for row in years)
        and all(row.goal.pk in answered and row.goal.pk in held for row in aims)
        and bool(fields)
        and all(row.concepts for row in fields)
        and GoalIdea.objects.filter(partnership=partnership).exclude(goal__state="dropped").exists()
    )
    evidence = tuple(Evidence(str(row.goal), "strategy:goal", {"key": row.goal.key}) for row in aims)
    goals = Progress("S1.6", Phrase(mark("Ziele: {n}"), {"n": len(rows)}), evidence, whole)
    return [goals, _plan(partnership), _coached(partnership, today)]


def _plan(partnership: Partnership) -> Progress:
    """S1.7 is fulfilled when a Fassung is frozen with its PDF and the portal shows it."""
    versions = list(queries.versions(partnership))
    shown = any(row.minor == 0 and row.document_id and row.shown_on for row in versions)
    evidence = tuple(
        Evidence(rules.version_name(queries.number_of(row)), "strategy:version", {"key": row.key}) for row in versions
    )
    return Progress("S1.7", Phrase(mark("Stände des Plans: {n}"), {"n": len(versions)}), evidence, shown)


def _coached(partnership: Partnership, today: dt.date) -> Progress:
    """S1.10 is fulfilled with a contract and a talk in each month from the start until Fassung 1; an overrun is said."""
    begun, contract = queries.process(partnership), queries.contract(partnership)
    talks = [talk.day for talk in queries.talks(partnership)]
    final = queries.versions(partnership).filter(minor=0).last()
    summary = Phrase(mark("Gespräche mit dem Coach: {n}"), {"n": len(talks)})
    whole = False
    if begun and contract and final:
        whole = bool(talks) and not rules.months_without_talk(talks, begun.start_on, final.made_on)
        if final.made_on > rules.end_of(begun.start_on):
            days = (final.made_on - rules.end_of(begun.start_on)).days
            summary = Phrase(
                mark("Gespräche mit dem Coach: {n}; {days} Tage länger als fünf Monate"),
                {"n": len(talks), "days": days},
            )
    page = Phrase(mark("Fünf Monate"))
    evidence = (Evidence(page, "strategy:months"),) if begun or contract or talks else ()
    return Progress("S1.10", summary, evidence, whole)
