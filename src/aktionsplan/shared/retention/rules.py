"""A retention class as an app declares it in its register: of which rows, from which day, for how long, what goes."""

import datetime as dt
from dataclasses import dataclass, field

from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.words import mark

ANSWERS = {
    "none": mark("noch keine Antwort"),
    "declined": mark("das Archiv übernimmt nichts"),
    "taken": mark("das Archiv hat übernommen"),
}


@dataclass(frozen=True)
class Retention:
    """One executable part of a retention class.

    `retention` names the class of the register; `model` is `label.Model`; `day` the field (or path of fields) with the
    day or moment the time is counted from; `only` narrows the rows. What goes is the row, or the fields `blank` with
    what they are set to. `thing` is the kind under which ledger and search know the row: its contents go there as well;
    `files` are the fields that refer to stored files. `basis` says in German on what the time rests.
    `released` says that a person must release it first.
    """

    retention: str
    word: str
    model: str
    day: str
    days: int
    basis: str
    released: bool = False
    only: Fields = field(default_factory=dict)
    blank: Fields = field(default_factory=dict)
    thing: str = ""
    files: tuple[str, ...] = ()


def last_day(today: dt.date, days: int) -> dt.date:
    """The newest day that is old enough: what happened on it or before may go today."""
    return today - dt.timedelta(days=days)
