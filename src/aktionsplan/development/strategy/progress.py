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
    return [Progress("S1.6", Phrase(mark("Ziele: {n}"), {"n": len(rows)}), evidence, whole)]
