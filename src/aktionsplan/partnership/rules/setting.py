"""One value of a rule set: its type, range, default and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aktionsplan.shared.kinds import Value
from aktionsplan.shared.words import Problem, mark

UNSOURCED = "unsourced"


@dataclass(frozen=True)
class Setting:
    """One value of a rule set: its type, default and source."""

    kind: str
    default: Value
    label: str
    source: str
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = 0

    @property
    def most(self) -> int:
        """The highest number that is let in."""
        return {"days": 3650, "percent": 100}.get(self.kind, 1_000_000)

    def shown(self, value: Value) -> Value:
        """The value as people read it: the word of a choice, everything else as it is."""
        return self.choices.get(value, value) if self.choices else value

    def problem(self, value: Value) -> Problem | None:
        """None when the value has the right type and range."""
        fits = {
            "days": lambda v: isinstance(v, int) and not isinstance(v, bool) and self.least <= v <= self.most,
            "percent": lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 <= v <= self.most,
            "number": lambda v: isinstance(v, int) and not isinstance(v, bool) and self.least <= v <= self.most,
            "flag": lambda v: isinstance(v, bool),
            "choice": lambda v: v in self.choices,
            "text": lambda v: isinstance(v, str) and len(v) <= 400,
        }[self.kind]
        if fits(value):
            return None
        return Problem("setting", mark("Dieser Wert passt nicht zu „{label}“."), {"label": (self.label,)})
