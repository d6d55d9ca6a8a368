"""The plan of Elbhagen and Lüttow on its way through the bodies. All of it is invented."""

import datetime as dt

from aktionsplan.entry.demo.stage import Stage
from aktionsplan.implementation.adoption import operations as adoption
from aktionsplan.implementation.adoption import queries
from aktionsplan.implementation.adoption.models import Demand, Station
from aktionsplan.partnership.models import Municipality
from aktionsplan.shared.periods import local_day

SOCIAL, FINANCE, HEATH = "Ausschuss für Jugend und Soziales", "Finanzausschuss Elbhagen", "Sozialausschuss Lüttow"
COMMITTEES = ((SOCIAL, "Elbhagen"), (FINANCE, "Elbhagen"), (HEATH, "Lüttow"))
Votes = tuple[int, int, int] | None
SITTINGS: tuple[tuple[int, str, str, str, str, Votes, str], ...] = (
    (17, "Begleitausschuss", "", "3", "agreed", (11, 0, 1), ""),
    (18, HEATH, "LÜ 87", "7", "deferred", None, "Die Kosten für Lüttow sollen nachgereicht werden."),
    (19, SOCIAL, "EH 112", "5", "agreed", (8, 1, 0), ""),
    (20, FINANCE, "EH 112", "3", "noted", None, ""),
    (23, HEATH, "LÜ 87-1", "4", "agreed", (6, 0, 1), ""),
    (24, "Stadtvertretung Elbhagen", "EH 112-1", "9", "agreed", (21, 4, 2), ""),
    (26, "Stadtvertretung Lüttow", "LÜ 87-2", "6", "agreed", (12, 1, 2), ""),
)
"""Day of November, body, paper, item of the agenda, result, votes (yes, no, abstentions), reason."""
DEMAND, ANSWER = "Was kostet der Plan Lüttow in jedem Jahr?", "Anlage 3: Kosten je Stadt und Jahr"


def play(stage: Stage) -> None:
    """Seven sittings in two towns: one deferred with a question that was answered, both councils for Fassung 1."""
    ben, year, town = stage.people["ben"], stage.year, stage.partnership
    begun = year.at(11, 11)
    adoption.begin_way(by=ben, at=begun)
    towns = dict(Municipality.objects.filter(partnership=town).values_list("name", "key"))
    for name, place in COMMITTEES:
        fields = {"kind": "committee", "name": name, "municipality": towns[place], "required": False}
        adoption.add_plan_body(fields=fields, by=ben, at=begun)
    for sitting in SITTINGS:
        _sit(stage, begun, *sitting)


def _sit(
    stage: Stage, begun: dt.datetime, day: int, name: str, paper: str, item: str, result: str, votes: Votes, text: str
) -> None:
    ben, at = stage.people["ben"], stage.year.at(11, day, 20)
    keys = {body.name: body.key for body in queries.plan_bodies(stage.partnership)}
    fields = {
        "plan_body": keys[name],
        "version": queries.fassungen(stage.partnership)[0].key,
        "day": local_day(at),
        "public": name != "Begleitausschuss",
        "paper": paper,
        "agenda_item": item,
    }
    row: Station = adoption.plan_station(fields=fields, by=ben, at=begun)
    yes, no, abstain = votes or (None, None, None)
    said = {"result": result, "yes": yes, "no": no, "abstain": abstain, "text": text}
    demands = [DEMAND] if result == "deferred" else []
    adoption.record_result(station=row, fields=said, demands=demands, by=ben, at=at)
    for demand in Demand.objects.filter(station=row):
        answer = {"answer": "supplied", "version": "", "reason": ANSWER}
        adoption.answer_demand(demand=demand, fields=answer, by=ben, at=stage.year.at(11, day + 2))
