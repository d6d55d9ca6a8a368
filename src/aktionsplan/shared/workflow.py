"""Transition tables: the states of a thing and what leads from one to the next."""

from dataclasses import dataclass

from aktionsplan.shared.words import Problem, Refused, mark


@dataclass(frozen=True)
class Row:
    """One allowed step: in state `before` the event leads to state `after`."""

    before: str
    event: str
    after: str


class WrongState(Refused):
    """The event is not possible in this state."""


@dataclass(frozen=True)
class Table:
    """All steps of one kind of thing; `words` holds the German name of each state."""

    name: str
    initial: str
    rows: tuple[Row, ...]
    words: dict[str, str]

    def next(self, state: str, event: str) -> str:
        """The state after the event; raises WrongState with a sentence naming the present state."""
        for row in self.rows:
            if row.before == state and row.event == event:
                return row.after
        raise WrongState(
            Problem(
                "state",
                mark("Das geht jetzt nicht. Der Stand ist „{state}“."),
                {"state": (self.words.get(state, state),)},
            )
        )

    def allows(self, state: str, event: str) -> bool:
        """Whether the event is possible in the state."""
        return any(row.before == state and row.event == event for row in self.rows)

    @property
    def states(self) -> frozenset[str]:
        """Every state that occurs."""
        return frozenset({self.initial} | {row.before for row in self.rows} | {row.after for row in self.rows})

    @property
    def final(self) -> frozenset[str]:
        """States without an exit."""
        return self.states - {row.before for row in self.rows}

    @property
    def events(self) -> frozenset[str]:
        """Every event that occurs."""
        return frozenset(row.event for row in self.rows)
