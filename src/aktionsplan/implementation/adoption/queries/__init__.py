"""Reading the plan's way through the bodies.

Who acts: nobody; every function reads.
What comes out: bodies, stations and demanded changes, whether the plan holds, and the drawing.
"""

from aktionsplan.implementation.adoption.queries.route import (
    Route,
    Stop,
    route,
)
from aktionsplan.implementation.adoption.queries.way import (
    DEMAND,
    PLAN_BODY,
    STATION,
    Way,
    body_choices,
    carried_out,
    demand_for,
    demand_values,
    demands,
    fassung_choices,
    fassungen,
    look_of,
    municipality_choices,
    next_fassung,
    open_demands_before,
    plan_bodies,
    plan_body_for,
    plan_body_values,
    result_values,
    station_for,
    station_values,
    stations,
    version_word,
    waiting,
    way,
)

__all__ = [
    "DEMAND",
    "PLAN_BODY",
    "Route",
    "STATION",
    "Stop",
    "Way",
    "body_choices",
    "carried_out",
    "demand_for",
    "demand_values",
    "demands",
    "fassung_choices",
    "fassungen",
    "look_of",
    "municipality_choices",
    "next_fassung",
    "open_demands_before",
    "plan_bodies",
    "plan_body_for",
    "plan_body_values",
    "result_values",
    "route",
    "station_for",
    "station_values",
    "stations",
    "version_word",
    "waiting",
    "way",
]
