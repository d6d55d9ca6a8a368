"""Giving the money of a call: minimums of the pools first, then by rank, with the reason of every row.

Source: money.md SL3 to SL5. The result is a proposal; people decide.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from aktionsplan.implementation.calls.rules.selection import (
    BELOW,
    FUNDED,
    LIMIT,
    PART,
    STOP,
    UNMET,
    UNRATED,
    WAITING,
    Candidate,
    Placed,
    Rule,
    Selection,
    missed,
    moved,
    ranked,
    reached,
    tie_of,
)
from aktionsplan.shared.money import ZERO, format_eur
from aktionsplan.shared.words import Phrase, mark


class _Purse:
    """The money while it is given: what is left, who got what, how many each applicant has."""

    def __init__(self, rule: Rule, budget: Decimal) -> None:
        self.rule, self.left = rule, budget
        self.given: dict[str, Decimal] = {}
        self.have: dict[str, int] = {}
        self.by_pool: set[str] = set()
        self.by_own: set[str] = set()
        self.refused: dict[str, tuple[str, Decimal]] = {}
        self.own_only: set[str] = set()
        """Who may take nothing but the own money of the pool."""
        self.parts: set[str] = set()

    def at_limit(self, one: Candidate) -> bool:
        """Whether the applicant has as many as the rule allows."""
        count = one.taken + self.have.get(one.applicant, 0)
        return self.rule.limit is not None and count >= self.rule.limit

    def fits(self, one: Candidate) -> bool:
        """Whether it can have all it asks for."""
        return one.asked_eur <= self.left

    def give(self, one: Candidate, amount: Decimal) -> None:
        """Gives it this sum."""
        self.given[one.key] = amount
        self.left -= amount
        self.have[one.applicant] = self.have.get(one.applicant, 0) + 1


def _fill(rule: Rule, purse: _Purse, worthy: Sequence[Candidate], budget: Decimal) -> None:
    """Fills the minimums in the rule's order: best rank first, only what fits (SL4)."""
    for pool in rule.pools:
        members = [one for one in worthy if pool.key in one.pools]
        for one in members:
            projects, euros = reached(pool, purse.given, members, rule.base(budget))
            if not projects and not euros:
                break
            if one.key not in purse.given and purse.fits(one) and not purse.at_limit(one):
                purse.give(one, one.asked_eur)
                purse.by_pool.add(one.key)


def _own(rule: Rule, purse: _Purse, worthy: Sequence[Candidate]) -> Decimal:
    """Fills the own money of each pool by the call's rule, before the minimums; returns what stays with the pools (SL4)."""
    kept, common, bound = ZERO, purse.left, set[str]()
    for pool in rule.pools:
        if not pool.own_eur:
            continue
        purse.left = min(pool.own_left_eur, common)
        common -= purse.left
        members = [one for one in worthy if pool.key in one.pools and one.key not in purse.given]
        before = set(purse.given)
        _by_rank(rule, purse, members, part=rule.part and not rule.own_takes_common)
        purse.by_own |= set(purse.given) - before
        if rule.own_takes_common:
            purse.refused = {}
        else:
            bound |= {one.key for one in members}
        if rule.rest_is_common:
            common += purse.left
        else:
            kept += purse.left
    purse.left, purse.own_only = common, bound
    return kept


def _by_rank(rule: Rule, purse: _Purse, worthy: Sequence[Candidate], *, part: bool) -> None:
    """All of these by rank (SL3); with `part` the first that does not fit gets the rest."""
    ended = False
    for one in worthy:
        if one.key in purse.given or one.key in purse.own_only:
            continue
        if purse.at_limit(one):
            purse.refused[one.key] = (LIMIT, ZERO)
        elif not ended and purse.fits(one):
            purse.give(one, one.asked_eur)
        elif not ended and rule.money == STOP and part and purse.left > 0:
            purse.parts.add(one.key)
            purse.give(one, purse.left)
            ended = True
        else:
            purse.refused[one.key] = (WAITING, max(ZERO, one.asked_eur - purse.left))
            ended = ended or rule.money == STOP


def select(
    candidates: Collection[Candidate], rule: Rule, budget: Decimal, places: Mapping[str, int] = MappingProxyType({})
) -> Selection:
    """The list that the rule gives for this money: minimum score, own money of pools, minimums of the pools, then by rank. Every
    row says why. `places` are what somebody put elsewhere than its rank (`moved`).

    Applications without a rating or with an unmet must stand at the end and get nothing.
    """
    order = moved(ranked(rule, candidates), places)
    worthy = [one for one in order if one.score is not None and one.score >= rule.minimum and not one.unmet]
    purse = _Purse(rule, budget)
    kept = _own(rule, purse, worthy)
    _fill(rule, purse, [one for one in worthy if one.key not in purse.own_only], budget)
    _by_rank(rule, purse, worthy, part=rule.part)
    rows = []
    for n, one in enumerate(order):
        tie = tie_of(rule, one, order[n + 1]) if n + 1 < len(order) and not places else None
        state, reason = _why(rule, purse, one)
        rows.append(Placed(one, n + 1, state, purse.given.get(one.key, ZERO), reason, tie))
    unrated = sorted(
        (one for one in candidates if one.score is None), key=lambda one: (one.first_submitted_at, one.key)
    )
    rows += [Placed(one, 0, UNRATED, ZERO, Phrase(mark("Noch von niemandem bewertet."))) for one in unrated]
    return Selection(tuple(rows), purse.left + kept, missed(rule, purse.given, candidates, budget))


def _why(rule: Rule, purse: _Purse, one: Candidate) -> tuple[str, Phrase]:
    given = purse.given.get(one.key)
    if one.key in purse.parts and given is not None:
        text = mark("Nur noch {given} sind da; beantragt sind {asked}.")
        return PART, Phrase(text, {"given": format_eur(given), "asked": format_eur(one.asked_eur)})
    if one.key in purse.by_own:
        return FUNDED, Phrase(mark("Aus dem eigenen Geld des Ziels oder der Kommune bekommt der Antrag alles."))
    if one.key in purse.by_pool:
        return FUNDED, Phrase(mark("Über einen Mindestanteil der Regel bekommt der Antrag alles."))
    if given is not None:
        return FUNDED, Phrase(mark("Reicht das Geld der Reihe nach, bekommt der Antrag alles."))
    if one.unmet:
        return UNMET, Phrase(mark("Ein Muss ist nicht erfüllt: {title}"), {"title": one.unmet})
    if one.score is not None and one.score < rule.minimum:
        least = str(Decimal(rule.minimum.numerator) / Decimal(rule.minimum.denominator)).replace(".", ",")
        return BELOW, Phrase(mark("Mindestens {least} Punkte sind nötig."), {"least": least})
    state, lack = purse.refused.get(one.key, (WAITING, ZERO))
    if state == LIMIT:
        return LIMIT, Phrase(mark("Mehr als {n} Projekte bekommt ein Verein nicht."), {"n": rule.limit})
    if lack and one.key in purse.own_only:
        text = mark("Das eigene Geld des Ziels oder der Kommune reicht nicht mehr: Es fehlen {lack}.")
        return WAITING, Phrase(text, {"lack": format_eur(lack)})
    if not lack:
        return WAITING, Phrase(mark("Das Geld endete vor diesem Antrag; ein kleinerer überholt nicht."))
    return WAITING, Phrase(mark("Das Geld reicht nicht mehr: Es fehlen {lack}."), {"lack": format_eur(lack)})
