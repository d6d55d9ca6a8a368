"""How an app reports on the programme's bullets: evidence from data, never a tick by hand."""

import datetime as dt
from dataclasses import dataclass, field

from aktionsplan.shared.addresses import action_of
from aktionsplan.shared.words import Phrase

STATES = ("open", "begun", "fulfilled", "overdue")


@dataclass(frozen=True)
class Evidence:
    """One proof of a bullet: what it is (a phrase, or the name somebody gave it) and the address of its page."""

    text: Phrase | str
    view: str
    arguments: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """The action somebody needs to open the page."""
        return action_of(self.view)


@dataclass(frozen=True)
class Progress:
    """What an app knows of one bullet: a sentence, its evidence, and whether the programme's test holds."""

    bullet: str
    summary: Phrase
    evidence: tuple[Evidence, ...]
    fulfilled: bool


def state(progress: Progress | None, due: dt.date | None, today: dt.date) -> str:
    """`fulfilled` when the test holds, `overdue` when its date has passed, `begun` with evidence, else `open`."""
    if progress is not None and progress.fulfilled:
        return "fulfilled"
    if due is not None and due < today:
        return "overdue"
    if progress is not None and progress.evidence:
        return "begun"
    return "open"
