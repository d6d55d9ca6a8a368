"""The plan before the bodies: made by the operations a user would cause."""

import datetime as dt
from typing import Any

from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.implementation.adoption import operations as ops
from aktionsplan.implementation.adoption.models import PlanBody, Station
from tests.factories import town as make

DAY = make.NOW.date()


def fassung(town: Any, number: int, day: dt.date = DAY) -> PlanVersion:
    """A Fassung as it is stored, whatever the plan looks like."""
    content = {"chapters": [], "goals": [], "money": [], "day": day.isoformat()}
    return PlanVersion.objects.create(
        partnership=town.partnership,
        major=number,
        minor=0,
        reason="Für die Gremien",
        made_on=day,
        made_at=make.NOW,
        made_by=town.ben.reference,
        made_by_name="Ben",
        content=content,
        digest="0" * 64,
        state="made",
    )


def station(town: Any, body: str, version: PlanVersion, day: dt.date = DAY) -> Station:
    """A sitting of the body of this name."""
    row = PlanBody.objects.get(partnership=town.partnership, name=body)
    fields = {
        "plan_body": row.key,
        "version": version.key,
        "day": day,
        "public": True,
        "paper": "V 1",
        "agenda_item": "9",
    }
    return ops.plan_station(fields=fields, by=town.ben, at=make.NOW)


def says(town: Any, row: Station, result: str, *demands: str, at: dt.datetime = make.NOW, **more: Any) -> Station:
    """The body said this, and wants that changed."""
    yes, no = (1, 9) if result == "refused" else (9, 1)
    fields = {"result": result, "yes": yes, "no": no, "abstain": 0, "text": "Weil."}
    return ops.record_result(station=row, fields=fields, demands=list(demands), by=town.ben, at=at, **more)


def one_of_each(town: Any) -> None:
    """Bodies, a sitting with a result and a demanded change."""
    ops.begin_way(by=town.ben, at=make.NOW)
    version = fassung(town, 7)
    body = PlanBody.objects.filter(partnership=town.partnership).first()
    says(town, station(town, body.name, version), "changes", "Mehr Busse")
