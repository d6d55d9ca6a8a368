"""The data register of the plan's way through the bodies."""

from collections.abc import Collection

from aktionsplan.implementation.adoption import rules
from aktionsplan.implementation.adoption.states import DEMAND, STATION
from aktionsplan.shared.register import Eraser, internal, personal

REGISTER = {
    "PlanBody": {
        "kind": internal("what kind of body"),
        "name": internal("name of the body"),
        "municipality": internal("whose body"),
        "required": internal("whether the plan needs its agreement"),
    },
    "Station": {
        "plan_body": internal("which body"),
        "version": internal("which Fassung"),
        "day": internal("day of the sitting"),
        "public": internal("whether the sitting is public"),
        "paper": internal("number of the paper"),
        "agenda_item": internal("number on the agenda"),
        "result": internal("what the body did with it"),
        "yes": internal("votes for it"),
        "no": internal("votes against it"),
        "abstain": internal("abstentions"),
        "text": internal("wording of the decision or reason; may name people"),
        "file": internal("the extract of the minutes"),
        "confirmed": internal("which Fassung carries out the changes"),
        "confirmed_by": personal("chair who said so", "partnership", Eraser.KEEP),
        "confirmed_on": internal("when the chair said so"),
        "state": internal("whether there is a result"),
    },
    "Demand": {
        "station": internal("which sitting"),
        "text": internal("what is to be changed; may name people"),
        "answer": internal("what became of it"),
        "version": internal("in which Fassung"),
        "reason": internal("annex or reason; may name people"),
        "answered_on": internal("when it was answered"),
        "state": internal("whether it is answered"),
    },
}
WORDS: dict[str, Collection[str]] = {
    "PlanBody.kind": rules.KINDS,
    "Station.result": rules.RESULTS,
    "Station.state": STATION.states,
    "Demand.answer": rules.ANSWERS,
    "Demand.state": DEMAND.states,
}
"""The words a column may hold."""
