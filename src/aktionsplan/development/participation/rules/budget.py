"""Who wins a vote on ideas: by votes, or by equal shares of the money. Exact fractions; no floats.

Equal shares: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021 (Method
of Equal Shares with cost utilities; completion by rising budgets and then by votes). Issue "Stage 1", D (votes).
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from aktionsplan.shared.words import Phrase, Problem, mark

VOTE_METHODS = {
    "points": mark("Punkte verteilen, ohne Geld"),
    "approvals": mark("Ideen wählen, mit Preis und Geldsumme"),
}
VOTE_RULES = {"greedy": mark("die meisten Stimmen zuerst"), "equal": mark("gleiche Anteile")}
PASSING = {
    "pass": mark("was nicht mehr passt, wird übersprungen"),
    "stop": mark("beim ersten, was nicht passt, ist Schluss"),
}
COMPLETIONS = {
    "none": mark("was übrig bleibt, bleibt übrig"),
    "raise": mark("Anteile um je 1 Euro erhöhen, den Rest nach Stimmen"),
}
COUNTING = "participation.count_idea_vote"
"""The work that counts a vote which takes long."""
POINTS, MOST_FOR_ONE = 5, 3
"""Points of each ballot, and how many of them one idea may get; house rules that a vote can set otherwise."""
STEP = Fraction(1)
"""By how many euros every share rises in the completion."""


@dataclass(frozen=True)
class Stand:
    """An idea in a vote: its key and its price (nothing where there is no money)."""

    key: str
    price: Decimal = Decimal(0)


@dataclass(frozen=True)
class Outcome:
    """What became of an idea: its place, its votes, whether it wins, and why in one sentence."""

    key: str
    place: int
    votes: int
    wins: bool
    why: Phrase


Ballots = Sequence[Mapping[str, int]]
"""Each ballot: the points of the ideas it gives points to; 1 for an approval."""


def ballot_problem(
    ballot: Mapping[str, int], ideas: Sequence[str], *, method: str, points: int, most: int
) -> Problem | None:
    """None for a ballot that may be cast: known ideas, no more points than there are, no more for one idea than allowed."""
    if not ballot or any(key not in ideas or given < 1 for key, given in ballot.items()):
        return Problem("ballot", mark("Bitte wählen Sie mindestens eine Idee."))
    if method == "approvals":
        return None
    if sum(ballot.values()) > points:
        text = mark("Das sind {given} Punkte. Sie haben {points}.")
        return Problem("points", text, {"given": sum(ballot.values()), "points": points})
    if max(ballot.values()) > most:
        return Problem("most", mark("Höchstens {most} Punkte für eine Idee."), {"most": most})
    return None


def lot(seed: str, key: str) -> str:
    """The place of an idea among equals: SHA-256 of the published seed and its key; the smaller one comes first."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def tally(ideas: Sequence[Stand], ballots: Ballots) -> Counter[str]:
    """The points or approvals of each idea."""
    votes: Counter[str] = Counter({idea.key: 0 for idea in ideas})
    for ballot in ballots:
        votes.update(ballot)
    return votes


def order(ideas: Sequence[Stand], votes: Mapping[str, int], seed: str) -> list[Stand]:
    """The ideas by votes, equal ones by the lower price, then by the lot."""
    return sorted(ideas, key=lambda idea: (-votes[idea.key], idea.price, lot(seed, idea.key)))


def greedy(ideas: Sequence[Stand], votes: Mapping[str, int], money: Decimal, *, passing: str, seed: str) -> list[str]:
    """The winners in their order: by votes while the money lasts; what does not fit is passed over, or ends it.

    2,000 €: ideas of 1,500, 1,000 and 500 € with 30, 20 and 10 votes give the first and the third; with `stop` only the
    first. An idea without a vote never wins.
    """
    chosen, rest = [], money
    for idea in order(ideas, votes, seed):
        if votes[idea.key] == 0:
            continue
        if idea.price <= rest:
            chosen.append(idea.key)
            rest -= idea.price
        elif passing == "stop":
            break
    return chosen


def _largest_payment(price: Fraction, rests: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """The largest single payment when these rests pay the price as evenly as they can; None when they cannot.

    Each rest stands with the number of ballots that have it. Rests 4, 10 and 10 pay 20 as 4, 8 and 8: the largest payment
    is 8.
    """
    left, payers = price, sum(count for _rest, count in rests)
    for rest, count in sorted(rests, key=lambda pair: pair[0]):
        if rest * payers >= left:
            return left / payers
        left -= rest * count
        payers -= count
    return None


class _Rests:
    """What each ballot has left. Ballots that paid for the same have the same rest, which is computed and kept once."""

    def __init__(self, share: Fraction, ballots: int) -> None:
        self.values, self.held = [share], [0] * ballots

    def of(self, voters: Sequence[int]) -> list[tuple[Fraction, int]]:
        """The rests of these ballots, each with how many of them have it."""
        return [(self.values[place], count) for place, count in Counter(self.held[one] for one in voters).items()]

    def pay(self, voters: Sequence[int], payment: Fraction) -> None:
        """Each of these ballots pays so much, or what it has."""
        poorer: dict[int, int] = {}
        for voter in voters:
            before = self.held[voter]
            if before not in poorer:
                poorer[before] = len(self.values)
                self.values.append(max(Fraction(0), self.values[before] - payment))
            self.held[voter] = poorer[before]


def equal_shares(ideas: Sequence[Stand], ballots: Ballots, share: Fraction, seed: str) -> list[str]:
    """The winners in their order when every ballot has this share: next wins the idea whose largest single payment,
    divided by its price, is smallest; equal ones by votes, lower price, lot."""
    return _equal_shares(ideas, _backers(ideas, ballots), share, len(ballots), seed)


def _backers(ideas: Sequence[Stand], ballots: Ballots) -> dict[str, list[int]]:
    """The places of the ballots that approve each idea."""
    found: dict[str, list[int]] = {idea.key: [] for idea in ideas}
    for place, ballot in enumerate(ballots):
        for key in ballot:
            if key in found:
                found[key].append(place)
    return found


def _equal_shares(
    ideas: Sequence[Stand], backers: Mapping[str, Sequence[int]], share: Fraction, ballots: int, seed: str
) -> list[str]:
    rests = _Rests(share, ballots)
    open_ideas = {idea.key: idea for idea in ideas if idea.price > 0 and backers[idea.key]}
    known: dict[str, Fraction] = {}
    chosen: list[str] = []
    while open_ideas:
        best = _next(open_ideas, backers, rests, known, seed)
        if best is None:
            return chosen
        key, payment = best
        rests.pay(backers[key], payment)
        chosen.append(key)
        del open_ideas[key]
    return chosen


def _next(
    open_ideas: Mapping[str, Stand],
    backers: Mapping[str, Sequence[int]],
    rests: _Rests,
    known: dict[str, Fraction],
    seed: str,
) -> tuple[str, Fraction] | None:
    """The next winner and the largest payment for it. `known` holds lower bounds: rests only fall, so ratios only rise."""
    best: tuple[tuple[Fraction, int, Decimal, str], str, Fraction] | None = None
    for key in sorted(open_ideas, key=lambda key: known.get(key, Fraction(0))):
        if best is not None and known.get(key, Fraction(0)) > best[0][0]:
            break
        idea, price = open_ideas[key], Fraction(open_ideas[key].price)
        payment = _largest_payment(price, rests.of(backers[key]))
        if payment is None:
            known[key] = Fraction(10**12)
            continue
        known[key] = payment / price
        rank = (known[key], -len(backers[key]), idea.price, lot(seed, key))
        if best is None or rank < best[0]:
            best = rank, key, payment
    return None if best is None else (best[1], best[2])


def _cost(ideas: Mapping[str, Stand], chosen: Sequence[str]) -> Decimal:
    return sum((ideas[key].price for key in chosen), Decimal(0))


def with_equal_shares(
    ideas: Sequence[Stand], ballots: Ballots, money: Decimal, *, completion: str, seed: str
) -> list[str]:
    """The winners by equal shares of the money, and with the completion `raise` what the rest still pays for."""
    chosen, more = shared_out(ideas, ballots, money, completion=completion, seed=seed)
    return chosen + more


def shared_out(
    ideas: Sequence[Stand],
    ballots: Ballots,
    money: Decimal,
    *,
    completion: str,
    seed: str,
    told: Callable[[int], None] = lambda step: None,
) -> tuple[list[str], list[str]]:
    """The winners that the shares pay, and those that the rest pays.

    Completion: every share rises by 1 €, all computed anew, while the winners fit the money and something wanted still fits;
    then the rest goes by votes, passing over what does not fit. `told` hears each step.
    """
    if not ballots:
        return [], []
    by_key, votes = {idea.key: idea for idea in ideas}, tally(ideas, ballots)
    share, backers = Fraction(money) / len(ballots), _backers(ideas, ballots)
    chosen, step = _equal_shares(ideas, backers, share, len(ballots), seed), 0
    if completion == "none":
        return chosen, []
    while _wanted(ideas, votes, chosen, money - _cost(by_key, chosen)):
        share, step = share + STEP, step + 1
        told(step)
        raised = _equal_shares(ideas, backers, share, len(ballots), seed)
        if _cost(by_key, raised) > money:
            break
        chosen = raised
    left = [idea for idea in ideas if idea.key not in chosen]
    return chosen, greedy(left, votes, money - _cost(by_key, chosen), passing="pass", seed=seed)


def _wanted(ideas: Sequence[Stand], votes: Mapping[str, int], chosen: Sequence[str], rest: Decimal) -> bool:
    """Whether some idea with votes that does not win yet still fits the rest."""
    return any(votes[idea.key] and idea.key not in chosen and idea.price <= rest for idea in ideas)


def outcome(
    ideas: Sequence[Stand],
    ballots: Ballots,
    *,
    method: str,
    money: Decimal,
    rule: str,
    passing: str,
    completion: str,
    seed: str,
    told: Callable[[int], None] = lambda step: None,
) -> list[Outcome]:
    """Every idea with its votes, whether it wins and why; winners first in their order, then the others by votes.

    Points have no money: every idea with points stands in its place, and nobody wins or loses.
    """
    votes, ranked = tally(ideas, ballots), order(ideas, tally(ideas, ballots), seed)
    if method == "points":
        return [_in_its_place(idea.key, votes) for idea in ranked]
    by_shares: list[str] = []
    if rule == "equal":
        by_shares, by_rest = shared_out(ideas, ballots, money, completion=completion, seed=seed, told=told)
        winners = by_shares + by_rest
    else:
        winners = greedy(ideas, votes, money, passing=passing, seed=seed)
    by_key = {idea.key: idea for idea in ideas}
    rest = money - _cost(by_key, winners)
    how = {key: SHARES if key in by_shares else REST if rule == "equal" else VOTES for key in winners}
    lines = [by_key[key] for key in winners] + [idea for idea in ranked if idea.key not in winners]
    return [
        Outcome(
            idea.key,
            place,
            votes[idea.key],
            idea.key in winners,
            _why(idea, votes[idea.key], how.get(idea.key, rule), rest),
        )
        for place, idea in enumerate(lines, start=1)
    ]


def _in_its_place(key: str, votes: Mapping[str, int]) -> Outcome:
    """An idea with points: equal ones share a place."""
    return Outcome(
        key, 1 + sum(other > votes[key] for other in votes.values()), votes[key], False, _points(votes[key])
    )


def _points(votes: int) -> Phrase:
    return Phrase(mark("{votes} Punkte."), {"votes": votes})


SHARES, REST, VOTES = "shares", "rest", "votes"
"""How a winner got its money: from the shares of those who chose it, from what they left over, or by its votes."""


def _why(idea: Stand, votes: int, how: str, rest: Decimal) -> Phrase:
    """The reason in one sentence; `how` is the way to the money for a winner, else the rule of the vote."""
    if how == SHARES:
        return Phrase(
            mark("Die {votes} Menschen, die sie wählten, konnten sie aus ihren Anteilen bezahlen."), {"votes": votes}
        )
    if how == REST:
        return Phrase(
            mark("Mit {votes} Stimmen passte sie in das Geld, das die Anteile übrig ließen."), {"votes": votes}
        )
    if how == VOTES:
        return Phrase(mark("Mit {votes} Stimmen passte sie noch in die Summe."), {"votes": votes})
    if votes == 0:
        return Phrase(mark("Niemand hat sie gewählt."))
    if idea.price > rest:
        return Phrase(
            mark("Am Ende fehlten {missing} Euro."), {"missing": f"{idea.price - rest:.2f}".replace(".", ",")}
        )
    if how == "equal":
        return Phrase(mark("Die Anteile derer, die sie wählten, reichten nicht."))
    return Phrase(mark("Nach der Regel war vorher Schluss: Davor passte eine Idee mit mehr Stimmen nicht mehr."))


def plain_address(address: str) -> str:
    """A mail address as one person's, however it is written: lower case, no spaces, no `+tag`, the domain in IDNA form.

    `Kim+x@Bücher.example` and ` kim@xn--bcher-kva.example` are the same, and so are both ways to write `straße.example`.
    ValueError for what is no address.
    """
    local, at, domain = _folded("".join(address.split())).rpartition("@")
    local = local.partition("+")[0]
    if not (at and local and domain):
        raise ValueError(address)
    labels = (_label(part) for part in domain.rstrip(".").split("."))
    return f"{local}@{'.'.join(labels).encode('idna').decode()}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _label(part: str) -> str:
    """A part of a domain in its letters, however it came (RFC 3492)."""
    if not part.startswith("xn--"):
        return part
    return _folded(part[4:].encode("ascii").decode("punycode"))
