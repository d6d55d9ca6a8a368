"""The report on the four stages as PDF."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext, override

from aktionsplan.desk.queries import Stage
from aktionsplan.shared.saying import said

WORDS = {"fulfilled": "erfüllt", "begun": "begonnen", "overdue": "überfällig", "open": "offen"}


@dataclass(frozen=True)
class StagesReport:
    """The report's words: one block per stage, one row per bullet."""

    town: str
    day: str
    summary: str
    stages: list[dict[str, object]]


def stages_report(town: str, stages: list[Stage], day: dt.date) -> StagesReport:
    """The data of the report, which is always German."""
    with override("de"):
        return _report(town, stages, day)


def _report(town: str, stages: list[Stage], day: dt.date) -> StagesReport:
    fulfilled = sum(stage.counts.get("fulfilled", 0) for stage in stages)
    return StagesReport(
        town=town,
        day=day.strftime("%d.%m.%Y"),
        summary=gettext("{n} von 48 Punkten sind erfüllt.").format(n=fulfilled),
        stages=[
            {
                "title": f"{stage.number} {gettext(stage.title)}",
                "rows": [
                    [
                        point.bullet.id[1:],
                        gettext(point.bullet.text),
                        said(point.progress.summary) if point.progress else "",
                        WORDS[point.state],
                    ]
                    for point in stage.points
                ],
            }
            for stage in stages
        ],
    )
