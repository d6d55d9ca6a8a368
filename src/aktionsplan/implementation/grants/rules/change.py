"""What a sponsor may shift alone, what needs the office's consent, and how far a project may be prolonged.

Source: money.md FG5 (the limits, and that told shifts do not move the base); ANBest-P Nr. 1.2, Nr. 5 (tell and ask); look-money.md 22.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aktionsplan.implementation.grants.rules.final import WITHOUT_LINES, CostLine
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.periods import german_day
from aktionsplan.shared.words import Phrase, Problem, mark

STAYS, LESS, WITHIN, ASKS = "stays", "less", "within", "asks"
SHIFTS = {
    STAYS: mark("bleibt"),
    LESS: mark("weniger, erlaubt"),
    WITHIN: mark("bis 20 %, erlaubt"),
    ASKS: mark("Zustimmung nötig"),
}
AGREED, PART, REFUSED = "agreed", "part", "refused"
ANSWERS = {AGREED: mark("zustimmen"), PART: mark("teilweise zustimmen"), REFUSED: mark("ablehnen")}
ANSWER_DAYS = 14
"""Days in which the office wants to answer; a house rule, not law."""


@dataclass(frozen=True)
class Shift:
    """A line of the plan before and after: what it may reach without consent, and where it stands."""

    key: str
    before_eur: Decimal
    after_eur: Decimal
    limit_eur: Decimal | None
    state: str

    @property
    def change_eur(self) -> Decimal:
        """How much more, or less."""
        return self.after_eur - self.before_eur

    @property
    def percent(self) -> str:
        """The change in percent of the line with its sign and one place: 90 of 300 are `+ 30,0`; nothing without a plan."""
        if not self.before_eur or not self.change_eur:
            return ""
        tenths = (abs(Fraction(self.change_eur)) / Fraction(self.before_eur) * 1000 + Fraction(1, 2)).__floor__()
        return f"{'+' if self.change_eur > 0 else '−'} {tenths // 10},{tenths % 10}"


def shifts(kind: str, base: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> list[Shift]:
    """Every line of the plan and every new one, in that order, with what it may reach and where it stands (FG5).

    `base` is the plan of the notice or of its last amendment, `kind` the funding type: a fixed sum and a flat rate know no lines.
    Material of 300: 360 is within a fifth, 360.01 asks. A line planned with 0 has no tolerance.
    """
    keys = [*base, *(key for key in wanted if key not in base)]
    rows = []
    for key in keys:
        before, after = base.get(key, ZERO), wanted.get(key, base.get(key, ZERO))
        line = CostLine(key, before, after)
        free = kind in WITHOUT_LINES
        if after == before:
            state = STAYS
        elif after < before:
            state = LESS
        else:
            state = WITHIN if free or not line.above else ASKS
        rows.append(Shift(key, before, after, None if free else line.limit_eur, state))
    return rows


def sum_problem(rows: Sequence[Shift]) -> Problem | None:
    """None when the new plan is as large as the old one, and no line is below 0."""
    if any(row.after_eur < 0 for row in rows):
        return Problem("negative", mark("Ein Ansatz kann nicht unter 0 liegen."))
    before, after = (sum(sums, ZERO) for sums in zip(*((r.before_eur, r.after_eur) for r in rows), strict=True))
    if before == after:
        return None
    text = (
        mark("Der neue Plan ist um {gap} größer als der alte. Kürzen Sie einen anderen Ansatz.")
        if after > before
        else mark("Der neue Plan ist um {gap} kleiner als der alte. Verteilen Sie den Rest.")
    )
    return Problem("sum", text, {"gap": format_eur(abs(after - before))})


@dataclass(frozen=True)
class Wish:
    """What a sponsor wants to change: sums by line, another end, another purpose, another sponsor (in words)."""

    rows: Sequence[Shift]
    ends_on: dt.date | None = None
    purpose: str = ""
    sponsor: str = ""

    @property
    def asks(self) -> bool:
        """Whether the office has to agree."""
        return bool(self.ends_on or self.purpose or self.sponsor) or any(row.state == ASKS for row in self.rows)

    @property
    def empty(self) -> bool:
        """Whether nothing is to change."""
        return not self.asks and all(row.state == STAYS for row in self.rows)


def end_problem(ends_on: dt.date, *, now: dt.date, latest: dt.date, today: dt.date) -> Problem | None:
    """None when the project may be asked to end on that day: later than now, not in the past, in the time of its call."""
    if ends_on <= now:
        text = mark("Das Projekt endet schon am {day}. Das neue Ende liegt danach.")
        return Problem("end", text, {"day": german_day(now)}, "ends_on")
    if ends_on < today:
        return Problem("end", mark("Das neue Ende liegt in der Vergangenheit."), {}, "ends_on")
    if ends_on > latest:
        text = mark("Länger als bis zum {day} geht es mit dem Geld dieses Jahres nicht.")
        return Problem("end", text, {"day": german_day(latest)}, "ends_on")
    return None


@dataclass(frozen=True)
class WayBack:
    """The new sums with which nobody has to be asked: what is lowered to its limit, and which line gets the rest back."""

    sums: Mapping[str, Decimal]
    lowered: Sequence[tuple[str, Decimal]]
    returned_eur: Decimal
    giver: str

    def said(self, words: Mapping[str, str]) -> Phrase:
        """`Material auf 360,00 € senken, 30,00 € zurück zu Verpflegung`, with the words of the lines."""
        known = {"back": format_eur(self.returned_eur), "giver": (words[self.giver],)}
        if len(self.lowered) > 1:
            return Phrase(mark("Diese Ansätze auf das Erlaubte senken, {back} zurück zu {giver}"), known)
        key, limit = self.lowered[0]
        text = mark("{line} auf {limit} senken, {back} zurück zu {giver}")
        return Phrase(text, known | {"line": (words[key],), "limit": format_eur(limit)})


def way_back(rows: Sequence[Shift]) -> WayBack | None:
    """The sums with every line that asks lowered to the last cent of its limit, the difference given back to the line that lost most.

    Material 390 with a limit of 360 and Verpflegung lowered by 120: material 360, 30 back. None where nothing asks, or where the
    line that lost most would then grow.
    """
    asking = [row for row in rows if row.state == ASKS and row.limit_eur is not None]
    if not asking:
        return None
    exact = {row.key: CostLine(row.key, row.before_eur, row.after_eur).limit for row in asking}
    limits = {key: Decimal((limit * 100).__floor__()) / 100 for key, limit in exact.items()}
    back = sum((row.after_eur - limits[row.key] for row in asking), ZERO)
    giver = min(rows, key=lambda row: row.change_eur)
    if -giver.change_eur < back:
        return None
    sums = {row.key: row.after_eur for row in rows} | limits
    sums[giver.key] += back
    return WayBack(sums, [(row.key, limits[row.key]) for row in asking], back, giver.key)


def wished(wish: Wish, words: Mapping[str, str], *, now: dt.date) -> list[Phrase]:
    """What the office has to decide, one sentence for each."""
    told = [
        Phrase(
            mark("{line} von {before} auf {after}"),
            {"line": (words[row.key],), "before": format_eur(row.before_eur), "after": format_eur(row.after_eur)},
        )
        for row in wish.rows
        if row.state == ASKS
    ]
    if wish.ends_on:
        days = {"new": german_day(wish.ends_on), "old": german_day(now)}
        told.append(Phrase(mark("Ende am {new} statt {old}"), days))
    if wish.purpose:
        told.append(Phrase(mark("Anderer Zweck: {text}"), {"text": wish.purpose}))
    if wish.sponsor:
        told.append(Phrase(mark("Anderer Träger: {text}"), {"text": wish.sponsor}))
    return told


def answer_problem(answer: str, *, wish: Wish, given: Wish, reason: str) -> Problem | None:
    """None when the office may answer like this: a part lies between all and nothing, and what is not given has a reason."""
    if answer == PART and (given.empty or given == wish):
        return Problem("part", mark("Teilweise heißt: etwas davon, aber nicht alles. Ändern Sie Summen oder Ende."))
    if answer != AGREED and not reason.strip():
        return Problem("reason", mark("Sagen Sie, warum nicht alles geht."), {}, "reasons")
    return None
