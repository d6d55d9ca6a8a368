"""Writing the catalogue of a call: by what its applications are rated. Frozen when the call is released."""

import datetime as dt

from django.db.models import Max

from aktionsplan.implementation.calls import queries, rules
from aktionsplan.implementation.calls.models import Call, Criterion
from aktionsplan.implementation.calls.states import CALL
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.words import Problem, Refused, mark


def _check(call: Call, fields: Fields) -> Fields:
    CALL.next(call.state, "change")
    weight = fields["weight"] if fields["kind"] == rules.SCORED else 1
    if problem := rules.weight_problem(weight):
        raise Refused(problem)
    return {"kind": fields["kind"], "title": fields["title"], "help": fields["help"], "weight": weight}


def _room(call: Call, more: int) -> None:
    if call.criteria.count() + more > rules.MOST_CRITERIA:
        text = mark("Mehr als {most} Kriterien bewertet niemand sorgfältig.")
        raise Refused(Problem("many", text, {"most": rules.MOST_CRITERIA}))


def _next_place(call: Call) -> int:
    return (call.criteria.aggregate(last=Max("place"))["last"] or 0) + 1


@deed("calls.add_criterion", on=queries.CALL)
def add_criterion(*, call: Call, fields: Fields, by: By, at: dt.datetime) -> Criterion:
    """A further criterion at the end; refused once the call is released, and for a weight that counts nothing."""
    columns = _check(call, fields)
    _room(call, 1)
    row = Criterion.objects.create(partnership=by.partnership, call=call, place=_next_place(call), **columns)
    record(by=by, at=at, payload={"criterion": row.title, "weight": row.weight})
    return row


@deed("calls.change_criterion", on=queries.CRITERION)
def change_criterion(*, criterion: Criterion, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> Criterion:
    """Other words or another weight; refused once the call is released."""
    unchanged(seen, queries.criterion_values(criterion))
    for name, value in _check(criterion.call, fields).items():
        setattr(criterion, name, value)
    criterion.save(update_fields=["kind", "title", "help", "weight"])
    record(by=by, at=at, payload={"criterion": criterion.title, "weight": criterion.weight})
    return criterion


@deed("calls.delete_criterion", on=queries.CRITERION)
def delete_criterion(*, criterion: Criterion, by: By, at: dt.datetime) -> None:
    """The criterion does not count; refused once the call is released."""
    CALL.next(criterion.call.state, "change")
    if criterion.call.selection.get("tie") == criterion.key:
        raise Refused(
            Problem(
                "tie",
                mark("Dieses Kriterium entscheidet bei gleich vielen Punkten. Bitte ändern Sie zuerst die Regel."),
            )
        )
    record(by=by, at=at, payload={"criterion": criterion.title, "deleted": True})
    criterion.delete()


@deed("calls.take_catalogue", on=queries.CALL)
def take_catalogue(*, call: Call, source: Call | None = None, by: By, at: dt.datetime) -> int:
    """Puts the default catalogue (or that of another call) at the end; returns how many criteria came. Refused once released."""
    CALL.next(call.state, "change")
    told = (
        [(row.kind, row.title, row.help, row.weight) for row in source.criteria.all()] if source else rules.CATALOGUE
    )
    there = set(call.criteria.values_list("title", flat=True))
    new = [one for one in told if one[1] not in there]
    _room(call, len(new))
    first = _next_place(call)
    Criterion.objects.bulk_create(
        Criterion(
            partnership=by.partnership, call=call, place=place, kind=kind, title=title, help=text, weight=weight
        )
        for place, (kind, title, text, weight) in enumerate(new, start=first)
    )
    record(by=by, at=at, payload={"criteria": len(new), "from": source.key if source else "default"})
    return len(new)
