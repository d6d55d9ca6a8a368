"""Which applications of a call get how much: ranking, then money, with the reason of every row.

Source: money.md SL1 to SL5, BK4; committee.md S2, S3. The result is a proposal; people decide.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from aktionsplan.implementation.calls.rules.assessment import rounded
from aktionsplan.shared.kinds import Value
from aktionsplan.shared.money import ZERO
from aktionsplan.shared.words import Phrase, Problem, mark

STOP, SKIP = "stop", "skip"
MONEY_RULES = {
    STOP: mark("beim ersten, das nicht passt, ist Schluss"),
    SKIP: mark("was nicht passt, wird übersprungen"),
}
FUNDED, PART, WAITING, BELOW, LIMIT, UNRATED, UNMET = (
    "funded",
    "part",
    "waiting",
    "below",
    "limit",
    "unrated",
    "unmet",
)
GETS = (FUNDED, PART)
HALF = Fraction(5, 2)
"""The default minimum of 50 %. Source: money.md SL1."""
HUNDRED = 100


@dataclass(frozen=True)
class Candidate:
    """An application as the rule sees it. `points` is the mean of each criterion, `pools` what it belongs to, `taken` how many
    projects its applicant has already."""

    key: str
    asked_eur: Decimal
    score: Fraction | None
    first_submitted_at: dt.datetime
    points: Mapping[str, Fraction] = field(default_factory=dict)
    pools: frozenset[str] = frozenset()
    applicant: str = ""
    taken: int = 0
    unmet: str = ""


@dataclass(frozen=True)
class Pool:
    """A part of the money: a minimum of so many projects or so much percent of the call's sum, or own money inside that sum.
    `before` is what was decided for it already (S4)."""

    key: str
    projects: int = 0
    percent: int = 0
    before: int = 0
    before_eur: Decimal = ZERO
    own_eur: Decimal = ZERO

    @property
    def own_left_eur(self) -> Decimal:
        """What of its own money is not given yet; what was decided for it counts as given from there first."""
        return max(ZERO, self.own_eur - self.before_eur)


@dataclass(frozen=True)
class Rule:
    """The rule of a call: minimum score, what happens when one does not fit, what decides a tie, minimums, limit per applicant."""

    minimum: Fraction = HALF
    money: str = STOP
    part: bool = False
    tie: str = ""
    seed: str = ""
    pools: tuple[Pool, ...] = ()
    limit: int | None = None
    total_eur: Decimal | None = None
    own_takes_common: bool = False
    """Whether applications of a pool with own money may take common money too (SL4)."""
    rest_is_common: bool = False
    """Whether others may take what a pool leaves of its own money (SL4)."""

    def base(self, budget: Decimal) -> Decimal:
        """Of what the percents are: the call's sum, else the money that is given now."""
        return budget if self.total_eur is None else self.total_eur


@dataclass(frozen=True)
class Placed:
    """An application in the list: its rank (0 for none), what it gets, and why it stands there and gets that."""

    candidate: Candidate
    rank: int
    state: str
    amount_eur: Decimal
    reason: Phrase
    tie: Phrase | None = None


@dataclass(frozen=True)
class Missed:
    """A minimum that the list does not reach, with what is missing: projects or euros."""

    pool: Pool
    projects: int
    missing_eur: Decimal


@dataclass(frozen=True)
class Selection:
    """The computed list, what is left of the money, and the minimums that were not reached."""

    rows: tuple[Placed, ...]
    left_eur: Decimal
    missed: tuple[Missed, ...]


def rule_problem(rule: Rule) -> Problem | None:
    """None for a rule that can be applied. Part funding goes with `stop` only (SL3)."""
    if rule.part and rule.money != STOP:
        text = mark("Den Rest anteilig vergeben geht nur, wenn beim ersten, das nicht passt, Schluss ist.")
        return Problem("part", text, {}, "part")
    if sum(pool.percent for pool in rule.pools) > HUNDRED:
        return Problem("percent", mark("Die Mindestanteile ergeben zusammen mehr als 100 %."), {}, "pools")
    own = sum((pool.own_eur for pool in rule.pools), ZERO)
    if own and rule.total_eur is None:
        return Problem("own", mark("Eigenes Geld geht nur, wenn der Aufruf eine eigene Summe hat."), {}, "sum_eur")
    if rule.total_eur is not None and own > rule.total_eur:
        return Problem("own", mark("Das eigene Geld ist zusammen mehr als das Geld des Aufrufs."), {}, "sum_eur")
    return None


def lot(seed: str, key: str) -> str:
    """What decides the last tie: SHA-256("seed:key"), the smallest first. Source: money.md SL2."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _order(rule: Rule, one: Candidate) -> tuple[Fraction, Fraction, dt.datetime, str]:
    """What is compared, one after the other: score, named criterion, when it first came in, lot (SL2)."""
    score = one.score if one.score is not None else Fraction(-1)
    tie = one.points.get(rule.tie, Fraction(0)) if rule.tie else Fraction(0)
    return (-score, -tie, one.first_submitted_at, lot(rule.seed, one.key))


TIES = (
    mark("Gleich viele Punkte. Vorn, weil das genannte Kriterium höher bewertet ist."),
    mark("Gleich viele Punkte. Vorn, weil der Antrag früher kam."),
    mark("Gleich viele Punkte und gleich früh. Vorn durch das Los."),
)


def tie_of(rule: Rule, one: Candidate, following: Candidate) -> Phrase | None:
    """Why the first of two neighbours with the same score stands before the other; None when their scores differ (SL2)."""
    mine, other = _order(rule, one), _order(rule, following)
    if mine[0] != other[0]:
        return None
    place = next((n for n in range(1, 3) if mine[n] != other[n]), 3)
    return Phrase(TIES[place - 1])


def ranked(rule: Rule, candidates: Collection[Candidate]) -> list[Candidate]:
    """The rated applications, the best first."""
    return sorted((one for one in candidates if one.score is not None), key=lambda one: _order(rule, one))


MOST_PLACES = 6
"""As many places after the comma a score is shown with at most."""


def shown_scores(scores: Sequence[Fraction | None]) -> list[str]:
    """The scores of a list as they are shown, in its order: one place after the comma, and more where neighbours that differ would
    look alike (SL2). 4.12 and 4.14 are shown as 4,12 and 4,14; nothing rated is a dash."""
    places: dict[Fraction, int] = {}
    for one, following in zip(scores, scores[1:], strict=False):
        if one is None or following is None or one == following:
            continue
        needed = next((k for k in range(1, MOST_PLACES) if rounded(one, k) != rounded(following, k)), MOST_PLACES)
        places |= {score: max(places.get(score, 1), needed) for score in (one, following)}
    return ["–" if one is None else str(rounded(one, places.get(one, 1))).replace(".", ",") for one in scores]


def moved(order: Sequence[Candidate], places: Mapping[str, int]) -> list[Candidate]:
    """The order in which somebody put the applications named by key at these places, counted from 1; the others keep theirs.

    a, b, c with c at place 1 gives c, a, b. A place behind the end is the end.
    """
    rest = [one for one in order if one.key not in places]
    known = {one.key: one for one in order}
    for key, place in sorted(places.items(), key=lambda pair: (pair[1], pair[0])):
        if key in known:
            rest.insert(max(0, place - 1), known[key])
    return rest


def reached(
    pool: Pool, given: Mapping[str, Decimal], candidates: Collection[Candidate], base: Decimal
) -> tuple[int, Decimal]:
    """How many projects and euros the minimum still lacks; a part counts."""
    got = [given[one.key] for one in candidates if pool.key in one.pools and given.get(one.key, ZERO) > 0]
    need = base * pool.percent / HUNDRED
    return max(0, pool.projects - pool.before - len(got)), max(ZERO, need - pool.before_eur - sum(got, ZERO))


def missed(
    rule: Rule, given: Mapping[str, Decimal], candidates: Collection[Candidate], budget: Decimal
) -> tuple[Missed, ...]:
    """The minimums that a list of sums does not reach; asked for the final list, not only for the computed one (SL4)."""
    found = []
    for pool in rule.pools:
        projects, euros = reached(pool, given, candidates, rule.base(budget))
        if projects or euros:
            found.append(Missed(pool, projects, euros))
    return tuple(found)


def rule_of(
    told: Mapping[str, Value], *, seed: str, before: Mapping[str, tuple[int, Decimal]], total_eur: Decimal | None
) -> Rule:
    """The rule as a call keeps it: every goal gets so many projects, every municipality so much percent, as they were when the rule
    was set; defaults for nothing. `before` is what each pool has already."""
    projects, percent = int(told.get("goal_projects") or 0), int(told.get("town_percent") or 0)
    own = {key: Decimal(str(eur)) for key, eur in (told.get("own") or {}).items()}
    parts = [(f"goal:{key}", projects, 0) for key in told.get("goals") or ()]
    parts += [(f"town:{key}", 0, percent) for key in told.get("towns") or ()]
    pools = [
        Pool(key, least, share, *before.get(key, (0, ZERO)), own.get(key, ZERO))
        for key, least, share in parts
        if least or share or own.get(key)
    ]
    return Rule(
        minimum=Fraction(str(told.get("minimum") or "2.5")),
        money=str(told.get("money") or STOP),
        part=bool(told.get("part")),
        tie=str(told.get("tie") or ""),
        seed=seed,
        pools=tuple(pools),
        limit=int(told["limit"]) if told.get("limit") else None,
        total_eur=total_eur,
        own_takes_common=bool(told.get("own_takes_common")),
        rest_is_common=bool(told.get("rest_is_common")),
    )


def departures(computed: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> list[str]:
    """The applications for which somebody wants another sum than the rule gives. Source: committee.md S3."""
    return [key for key, amount in computed.items() if wanted.get(key, amount) != amount]


def next_in_line(rows: Sequence[Placed], listed: Collection[str], free: Decimal) -> Placed | None:
    """Whom money that became free is offered to: the first of the waiting list (its keys), by rank, whatever fits further down
    (S4); nobody without money, and nobody below the minimum."""
    waiting = [row for row in rows if row.candidate.key in listed and row.state in (*GETS, WAITING)]
    return waiting[0] if waiting and free > 0 else None
