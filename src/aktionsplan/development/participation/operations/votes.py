"""Writing votes on ideas: fixed before, sealed until the end, counted by the rule."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from decimal import Decimal

from aktionsplan.development.participation import emails, queries, rules
from aktionsplan.development.participation.models import (
    Idea,
    IdeaVote,
    OpenedBallot,
    SealedBallot,
    VoteIdea,
    VoterAddress,
)
from aktionsplan.development.participation.publications import public_vote
from aktionsplan.development.participation.states import IDEA_VOTE
from aktionsplan.shared import sealed
from aktionsplan.shared.background.operations import put_down
from aktionsplan.shared.background.queries import in_work
from aktionsplan.shared.codes import code_hash, new_code
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.publishing.operations import publish
from aktionsplan.shared.tenancy import random_number
from aktionsplan.shared.words import Problem, Refused, mark

MOST_CODES = 2_000
FEWEST_IDEAS = 2
AT_ONCE = 2_000
"""As many ballots times ideas are counted at once where the start sums rise; more goes to the worker."""
OVER = Problem("over", mark("Diese Abstimmung läuft nicht. Ihre Stimme ist nicht gespeichert."))
UNTOLD = "the ledger keeps no moment at which somebody voted"


def _check(fields: Fields) -> None:
    if fields["ends_on"] < fields["begins_on"]:
        raise Refused(Problem("period", mark("Der letzte Tag liegt vor dem ersten."), {}, "ends_on"))
    if fields["method"] == "approvals" and not fields.get("money_eur"):
        raise Refused(Problem("money", mark("Um wie viel Geld geht es?"), {}, "money_eur"))
    if fields["method"] == "points" and fields["most"] > fields["points"]:
        raise Refused(Problem("most", mark("Mehr Punkte für eine Idee, als jede Person hat."), {}, "most"))


@deed("participation.add_idea_vote", on=None, because="the vote is made here")
def add_idea_vote(*, fields: Fields, by: By, at: dt.datetime) -> IdeaVote:
    """A new vote on ideas with its rule, as a draft."""
    _check(fields)
    vote = IdeaVote.objects.create(partnership=by.partnership, state=IDEA_VOTE.initial, **fields)
    record(by=by, at=at, reference=f"idea_vote:{vote.key}", payload={"title": vote.title, "rule": vote.rule})
    return vote


@deed("participation.change_idea_vote", on=queries.IDEA_VOTE)
def change_idea_vote(*, idea_vote: IdeaVote, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> IdeaVote:
    """Another rule, other days or words before the opening."""
    unchanged(seen, queries.idea_vote_values(idea_vote))
    _check(fields)
    idea_vote.state = IDEA_VOTE.next(idea_vote.state, "change")
    for name, value in fields.items():
        setattr(idea_vote, name, value)
    idea_vote.save(update_fields=[*fields, "state"])
    record(by=by, at=at, payload={"changed": sorted(fields)})
    return idea_vote


@deed("participation.put_up_idea", on=queries.IDEA_VOTE)
def put_up_idea(
    *, idea_vote: IdeaVote, idea: Idea, price_eur: Decimal | None, carrier: str, by: By, at: dt.datetime
) -> VoteIdea:
    """A checked idea stands for the vote; with money it has a price that fits the sum. Refused after the opening."""
    idea_vote.state = IDEA_VOTE.next(idea_vote.state, "change")
    if idea.state != "open":
        raise Refused(Problem("idea", mark("Diese Idee steht nicht mehr zur Wahl."), {}, "idea"))
    if idea_vote.method == "approvals" and not price_eur:
        raise Refused(Problem("price", mark("Was kostet die Idee?"), {}, "price_eur"))
    if idea_vote.money_eur is not None and price_eur is not None and price_eur > idea_vote.money_eur:
        raise Refused(Problem("price", mark("Die Idee kostet mehr, als da ist."), {}, "price_eur"))
    standing, made = VoteIdea.objects.update_or_create(
        partnership=by.partnership, vote=idea_vote, idea=idea, defaults={"price_eur": price_eur, "carrier": carrier}
    )
    record(by=by, at=at, payload={"idea": idea.key, "price": str(price_eur or ""), "new": made})
    return standing


@deed("participation.take_down_idea", on=queries.VOTE_IDEA)
def take_down_idea(*, standing: VoteIdea, by: By, at: dt.datetime) -> None:
    """The idea does not stand any more, before the opening."""
    IDEA_VOTE.next(standing.vote.state, "change")
    record(by=by, at=at, payload={"idea": standing.idea.key, "stands": False})
    standing.delete()


@deed("participation.open_idea_vote", on=queries.IDEA_VOTE)
def open_idea_vote(*, idea_vote: IdeaVote, by: By, at: dt.datetime) -> IdeaVote:
    """The vote begins: rule, ideas and prices are fixed, the hash of the seed for lots is published."""
    if len(queries.standing_ideas(idea_vote)) < FEWEST_IDEAS:
        raise Refused(Problem("few", mark("Zur Wahl stehen mindestens zwei Ideen.")))
    if idea_vote.ends_on < local_day(at):
        raise Refused(Problem("over", mark("Der letzte Tag ist schon vorbei.")))
    idea_vote.state = IDEA_VOTE.next(idea_vote.state, "open")
    idea_vote.seed = secrets.token_hex(16)
    idea_vote.seed_hash = hashlib.sha256(idea_vote.seed.encode()).hexdigest()
    idea_vote.save(update_fields=["state", "seed", "seed_hash"])
    sealed.begin("round", idea_vote.key)
    publish(by=by, at=at, kind="idea_vote", slug=idea_vote.key, fields=public_vote(idea_vote))
    record(by=by, at=at, payload={"rule": idea_vote.rule, "seed_hash": idea_vote.seed_hash})
    return idea_vote


@deed("participation.drop_idea_vote", on=queries.IDEA_VOTE)
def drop_idea_vote(*, idea_vote: IdeaVote, by: By, at: dt.datetime) -> IdeaVote:
    """Gives up a draft."""
    idea_vote.state = IDEA_VOTE.next(idea_vote.state, "drop")
    idea_vote.save(update_fields=["state"])
    record(by=by, at=at, payload={"title": idea_vote.title})
    return idea_vote


def _new_codes(vote: IdeaVote, count: int) -> list[str]:
    """New codes, whose hashes are stored; told only once."""
    known = set(SealedBallot.objects.filter(vote=vote).values_list("code", flat=True))
    codes: dict[str, str] = {}
    while len(codes) < count:
        code = new_code(words=3)
        hashed = code_hash(vote.partnership, queries.BALLOT_CODE, code)
        if hashed not in known:
            codes[hashed] = code
    # no row tells when it came: a row's number is drawn too, so that it stands in no order beside the addresses
    SealedBallot.objects.bulk_create(
        SealedBallot(pk=random_number(), partnership=vote.partnership, vote=vote, code=hashed) for hashed in codes
    )
    return sorted(codes.values())


@deed("participation.make_ballot_slips", on=queries.IDEA_VOTE)
def make_ballot_slips(*, idea_vote: IdeaVote, count: int, by: By, at: dt.datetime) -> list[str]:
    """Codes on slips for an event, told this once. Refused unless the vote runs, and beyond `MOST_CODES`."""
    if idea_vote.state != "running":
        raise Refused(OVER)
    if not 0 < count <= MOST_CODES - queries.used(idea_vote)[0]:
        raise Refused(Problem("many", mark("Möglich sind zusammen höchstens {most} Zettel."), {"most": MOST_CODES}))
    record(by=by, at=at, payload={"slips": count})
    return _new_codes(idea_vote, count)


def _running(by: By, key: str, at: dt.datetime) -> IdeaVote:
    vote = IdeaVote.objects.select_for_update().filter(partnership=by.partnership, key=key).first()
    if vote is None or not queries.is_voted_on(vote, local_day(at)):
        raise Refused(OVER)
    return vote


@deed("participation.ask_ballot_code", on=None, because="the vote is locked here", untold=UNTOLD)
def ask_ballot_code(*, idea_vote: IdeaVote, email: str, by: By, at: dt.datetime) -> None:
    """Mails a code to an address, one for each however it is written; nobody learns on the page whether it had one.

    Nothing stored leads from the address to its code.
    """
    vote = _running(by, idea_vote.key, at)
    try:
        plain = rules.plain_address(email)
    except (ValueError, UnicodeError):
        raise Refused(Problem("email", mark("Das ist keine E-Mail-Adresse."), {}, "email")) from None
    hashed = sealed.keyed("round", vote.key, plain)
    _row, fresh = VoterAddress.objects.get_or_create(partnership=by.partnership, vote=vote, hash=hashed)
    if fresh:
        letter = emails.ballot_code(email, vote.title, _new_codes(vote, 1)[0])
    else:
        letter = emails.no_second_code(email, vote.title)
    queue(letter=letter, at=at, partnership=by.partnership, short=True)


@deed("participation.cast_idea_ballot", on=None, because="the vote is locked here", untold=UNTOLD)
def cast_idea_ballot(*, idea_vote: IdeaVote, ballot: Mapping[str, int], slip: str, by: By, at: dt.datetime) -> None:
    """Seals a ballot beside its code; a later one with the same code takes its place.

    Refused before the first and after the last day, for a code that there is not, and for what `ballot_problem` says.
    """
    vote = _running(by, idea_vote.key, at)
    keys = [row.idea.key for row in queries.standing_ideas(vote)]
    if problem := rules.ballot_problem(ballot, keys, method=vote.method, points=vote.points, most=vote.most):
        raise Refused(problem)
    row = queries.ballot_with(vote, slip)
    if row is None:
        raise Refused(
            Problem("slip", mark("Diesen Code gibt es nicht. Bitte sehen Sie noch einmal nach."), {}, "slip")
        )
    text = json.dumps(dict(sorted(ballot.items())), separators=(",", ":"))
    row.text = sealed.seal("round", vote.key, row.key, text, size=queries.ballot_room(vote))
    row.save(update_fields=["text"])


def _takes_long(vote: IdeaVote, ballots: int) -> bool:
    """Whether counting needs the worker: equal shares whose start sums rise are computed anew for each euro."""
    raised = vote.method == "approvals" and vote.rule == "equal" and vote.completion == "raise"
    return raised and ballots * len(queries.standing_ideas(vote)) > AT_ONCE


@deed("participation.close_idea_vote", on=queries.IDEA_VOTE)
def close_idea_vote(*, idea_vote: IdeaVote, by: By, at: dt.datetime) -> IdeaVote:
    """Opens all ballots in random order under new random keys, counts them by the rule, shows the result with the seed.

    Codes, addresses and the key go. A lost key ends the vote without a result. What takes long to count is put down for the
    worker. The ledger learns how many there were and the hash of the sorted set. Refused up to the last day, until which
    everybody may change a ballot.
    """
    lost = sealed.is_lost("round", idea_vote.key)
    if not lost and idea_vote.state == "running" and local_day(at) <= idea_vote.ends_on:
        text = mark("Bis {day} darf jede Stimme geändert werden. Ausgezählt wird danach, von selbst.")
        raise Refused(Problem("runs", text, {"day": german_day(idea_vote.ends_on)}))
    rows = dict(SealedBallot.objects.filter(vote=idea_vote).exclude(text="").values_list("key", "text"))
    event = "lose" if lost else "count" if _takes_long(idea_vote, len(rows)) else "close"
    idea_vote.state = IDEA_VOTE.next(idea_vote.state, event)
    texts = [] if lost else sealed.open_all("round", idea_vote.key, rows)
    made = [OpenedBallot(partnership=by.partnership, vote=idea_vote, content=json.loads(text)) for text in texts]
    OpenedBallot.objects.bulk_create(made, batch_size=500)
    idea_vote.ballots, idea_vote.closed_on = len(rows), local_day(at)
    idea_vote.digest = sealed.digest({row.key: text for row, text in zip(made, texts, strict=True)})
    idea_vote.result = queries.vote_outcomes(idea_vote) if event == "close" else []
    idea_vote.save(update_fields=["state", "ballots", "closed_on", "digest", "result"])
    SealedBallot.objects.filter(vote=idea_vote).delete()
    VoterAddress.objects.filter(vote=idea_vote).delete()
    sealed.end("round", idea_vote.key)
    if event == "count":
        put_down(kind=rules.COUNTING, thing=idea_vote.key, by=by, at=at)
    publish(by=by, at=at, kind="idea_vote", slug=idea_vote.key, fields=public_vote(idea_vote))
    record(by=by, at=at, payload={"ballots": idea_vote.ballots, "digest": idea_vote.digest, "state": idea_vote.state})
    return idea_vote


@deed("participation.count_again", on=queries.IDEA_VOTE)
def count_again(*, idea_vote: IdeaVote, by: By, at: dt.datetime) -> None:
    """Puts the counting down once more, when it was broken off. Refused unless the vote waits for it, or while it runs."""
    IDEA_VOTE.next(idea_vote.state, "close")
    if in_work(rules.COUNTING, by, idea_vote.key):
        raise Refused(Problem("runs", mark("Es wird schon gezählt.")))
    put_down(kind=rules.COUNTING, thing=idea_vote.key, by=by, at=at)
    record(by=by, at=at, payload={"again": True})


@deed("participation.keep_count", on=queries.IDEA_VOTE)
def keep_count(*, idea_vote: IdeaVote, result: list[Json], by: By, at: dt.datetime) -> IdeaVote:
    """Keeps and shows what the worker has counted."""
    idea_vote.state, idea_vote.result = IDEA_VOTE.next(idea_vote.state, "close"), result
    idea_vote.save(update_fields=["state", "result"])
    publish(by=by, at=at, kind="idea_vote", slug=idea_vote.key, fields=public_vote(idea_vote))
    record(by=by, at=at, payload={"ballots": idea_vote.ballots, "state": idea_vote.state})
    return idea_vote
