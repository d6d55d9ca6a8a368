"""When a plan holds: every required body agreed to the same Fassung.

Source: programme.md 4.1 and 12 (row S2.0), issue 16 A, look-money 16.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from aktionsplan.shared.words import mark

COUNCIL, COMMITTEE, STEERING = "council", "committee", "steering"
KINDS = {
    COUNCIL: mark("Stadtvertretung oder Kreistag"),
    COMMITTEE: mark("Fachausschuss"),
    STEERING: mark("Begleitausschuss"),
}
AGREED, CHANGES, NOTED, DEFERRED, REFUSED = "agreed", "changes", "noted", "deferred", "refused"
RESULTS = {
    AGREED: mark("Zugestimmt"),
    CHANGES: mark("Mit Änderungen zugestimmt"),
    NOTED: mark("Zur Kenntnis genommen"),
    DEFERRED: mark("Vertagt"),
    REFUSED: mark("Abgelehnt"),
}
"""What a body can do with the plan. Source: programme.md 4.1 (Zustimmung, mit Änderungen, Kenntnisnahme, Vertagung, Ablehnung)."""
WORDED = {
    (COUNCIL, AGREED): mark("Beschlossen"),
    (COUNCIL, CHANGES): mark("Mit Änderungen beschlossen"),
    (STEERING, AGREED): mark("Empfiehlt den Plan"),
    (STEERING, CHANGES): mark("Empfiehlt den Plan mit Änderungen"),
}
"""What a result is called where the kind of body has a word of its own."""
DECISIONS = (AGREED, CHANGES, REFUSED)
"""Results that decide; taking note and deferring leave an earlier decision as it is."""
ADOPTED, SUPPLIED, DECLINED = "adopted", "supplied", "declined"
ANSWERS = {ADOPTED: mark("übernommen"), SUPPLIED: mark("nachgereicht"), DECLINED: mark("abgelehnt")}
"""What becomes of a demanded change. Source: look-money 16."""


def result_word(kind: str, result: str) -> str:
    """The word for a result of a body of this kind."""
    return WORDED.get((kind, result), RESULTS[result])


@dataclass(frozen=True)
class Said:
    """What a body decided on a day about a Fassung (its number). `place` orders what was said on one day.

    `confirmed` is the next Fassung, when the body demanded changes and its chair has confirmed that this one carries them out.
    """

    body: str
    day: dt.date
    place: int
    version: int
    result: str
    confirmed: int | None = None
    confirmed_on: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """Where the plan stands: the Fassung that holds and since when (None), and what each required body last agreed to."""

    adopted: int | None = None
    since: dt.date | None = None
    agreed: dict[str, dict[int, dt.date]] = field(default_factory=dict)

    def missing(self, required: Collection[str], version: int) -> list[str]:
        """The required bodies that have not agreed to this Fassung, in their order."""
        return [body for body in required if version not in self.agreed.get(body, {})]

    def again(self, required: Collection[str], version: int) -> list[str]:
        """Those of them that agreed to an earlier one and have to decide once more."""
        return [
            body
            for body in self.missing(required, version)
            if any(one < version for one in self.agreed.get(body, {}))
        ]


def agreements(said: Iterable[Said]) -> dict[int, dt.date]:
    """To which Fassungen one body agrees, each with the day; the last decision about a Fassung counts.

    Agreeing with changes is agreement to the Fassung that the chair confirmed, and to no other.
    """
    last: dict[int, tuple[str, dt.date]] = {}
    for one in sorted(said, key=lambda row: (row.day, row.place)):
        if one.result in DECISIONS:
            last[one.version] = (one.result, one.day)
        if one.result == CHANGES and one.confirmed is not None:
            last[one.confirmed] = (AGREED, one.confirmed_on or one.day)
    return {version: day for version, (result, day) in last.items() if result == AGREED}


def standing(required: Collection[str], said: Collection[Said]) -> Standing:
    """Which Fassung holds: the newest to which every required body agreed; none without a required body."""
    agreed = {body: agreements(one for one in said if one.body == body) for body in required}
    common = set.intersection(*(set(days) for days in agreed.values())) if agreed else set()
    if not common:
        return Standing(agreed=agreed)
    newest = max(common)
    return Standing(newest, max(days[newest] for days in agreed.values()), agreed)


def next_fassung(version: int, day: dt.date, made: Iterable[tuple[int, dt.date]]) -> int | None:
    """The Fassung that may carry out what was demanded on a day: the first later one made on that day or after it."""
    return min((number for number, made_on in made if number > version and made_on >= day), default=None)


@dataclass(frozen=True)
class Demanded:
    """A demanded change: what became of it, and in which Fassung it was taken over."""

    answer: str = ""
    version: int | None = None


def carries_out(version: int, demands: Collection[Demanded]) -> bool:
    """Whether a Fassung takes over every demanded change; what was declined or only supplied does not carry it out."""
    return bool(demands) and all(one.answer == ADOPTED and one.version == version for one in demands)
