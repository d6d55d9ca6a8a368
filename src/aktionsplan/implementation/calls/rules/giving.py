"""Giving the money of a call: minimums of the pools first, then by rank, with the reason of every row.

Source: money.md SL3 to SL5. The result is a proposal; people decide.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal

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
        self.refused: dict[str, tuple[str, Decimal]] = {}

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


def _by_rank(rule: Rule, purse: _Purse, worthy: Sequence[Candidate]) -> str:
    """All others by rank (SL3); returns the key of the one that got a part."""
    part, ended = "", False
    for one in worthy:
        if one.key in purse.given:
            continue
        if purse.at_limit(one):
            purse.refused[one.key] = (LIMIT, ZERO)
        elif not ended and purse.fits(one):
            purse.give(one, one.asked_eur)
        elif not ended and rule.money == STOP and rule.part and purse.left > 0:
            purse.give(one, purse.left)
            part, ended = one.key, True
        else:
            purse.refused[one.key] = (WAITING, max(ZERO, one.asked_eur - purse.left))
            ended = ended or rule.money == STOP
    return part


def select(candidates: Collection[Candidate], rule: Rule, budget: Decimal) -> Selection:
    """The list that the rule gives for this money: minimum score, minimums of the pools, then by rank. Every row says why.

    Applications without a rating or with an unmet must stand at the end and get nothing.
    """
    order = ranked(rule, candidates)
    worthy = [one for one in order if one.score is not None and one.score >= rule.minimum and not one.unmet]
    purse = _Purse(rule, budget)
    _fill(rule, purse, worthy, budget)
    part = _by_rank(rule, purse, worthy)
    rows = []
    for n, one in enumerate(order):
        tie = tie_of(rule, one, order[n + 1]) if n + 1 < len(order) else None
        state, reason = _why(rule, purse, one, part)
        rows.append(Placed(one, n + 1, state, purse.given.get(one.key, ZERO), reason, tie))
    unrated = sorted(
        (one for one in candidates if one.score is None), key=lambda one: (one.first_submitted_at, one.key)
    )
    rows += [Placed(one, 0, UNRATED, ZERO, Phrase(mark("Noch von niemandem bewertet."))) for one in unrated]
    return Selection(tuple(rows), purse.left, missed(rule, purse.given, candidates, budget))


def _why(rule: Rule, purse: _Purse, one: Candidate, part: str) -> tuple[str, Phrase]:
    given = purse.given.get(one.key)
    if one.key == part and given is not None:
        text = mark("Nur noch {given} sind da; beantragt sind {asked}.")
        return PART, Phrase(text, {"given": format_eur(given), "asked": format_eur(one.asked_eur)})
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
    if not lack:
        return WAITING, Phrase(mark("Das Geld endete vor diesem Antrag; ein kleinerer überholt nicht."))
    return WAITING, Phrase(mark("Das Geld reicht nicht mehr: Es fehlen {lack}."), {"lack": format_eur(lack)})
