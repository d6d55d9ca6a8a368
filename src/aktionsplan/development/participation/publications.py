"""What of taking part may become public."""

from dataclasses import dataclass

from aktionsplan.development.analysis.queries import place_named
from aktionsplan.development.participation import queries
from aktionsplan.development.participation.models import Comment, Event, Idea, IdeaVote, Survey
from aktionsplan.shared.questions import minutes
from aktionsplan.shared.words import filled, known


@dataclass(frozen=True)
class PublicSurvey:
    """A running survey on the portal; its form stands at an address of its own."""

    key: str
    title: str
    intro: str
    begins_on: str
    ends_on: str
    slips: bool
    questions: int
    minutes: int


def public_survey(survey: Survey) -> PublicSurvey:
    """The public fields of a survey that runs."""
    rows = [queries.asked(row) for row in queries.questions(survey)]
    return PublicSurvey(
        key=survey.key,
        title=survey.title,
        intro=survey.intro,
        begins_on=known(survey.begins_on).isoformat(),
        ends_on=known(survey.ends_on).isoformat(),
        slips=survey.access == "tokens",
        questions=len(rows),
        minutes=minutes(rows),
    )


@dataclass(frozen=True)
class PublicBar:
    """One answer: its words, how many chose it, their share in percent."""

    word: str
    count: int | None
    share: int | None


@dataclass(frozen=True)
class PublicResult:
    """A question and what it got for all together."""

    text: str
    kind: str
    answered: int | None
    rejecting: int | None
    bars: tuple[PublicBar, ...]
    middle: int | None
    topics: tuple[PublicBar, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class PublicResults:
    """The results of a survey."""

    title: str
    answered: int
    begins_on: str
    closed_on: str
    method: str
    missing: str
    results: tuple[PublicResult, ...]


def public_results(survey: Survey) -> PublicResults:
    """The results for all together; groups are not shown on the portal. A topic needs a second reader, a quote its release."""
    return PublicResults(
        title=survey.title,
        answered=survey.answered or 0,
        begins_on=known(survey.begins_on).isoformat(),
        closed_on=queries.last_day(survey).isoformat(),
        method=survey.method,
        missing=survey.missing,
        results=tuple(_public_result(row) for row in queries.results(survey)),
    )


def _public_result(row: queries.Result) -> PublicResult:
    return PublicResult(
        text=row.question.text,
        kind=row.question.kind,
        answered=row.answered,
        rejecting=row.rejecting,
        bars=tuple(PublicBar(bar.word, bar.count, bar.share) for bar in row.bars),
        middle=row.numbers[1] if row.numbers else None,
        topics=tuple(PublicBar(topic.word, topic.count, 0) for topic in row.topics),
        quotes=tuple(quote.text for quote in row.quotes),
    )


@dataclass(frozen=True)
class PublicEvent:
    """An announced event on the portal; its page with the sign-up stands at an address of its own."""

    key: str
    kind: str
    title: str
    text: str
    starts_at: str
    ends_at: str
    place: str
    state: str
    cancelled_because: str
    sequence: int


def public_event(event: Event) -> PublicEvent:
    """The public fields of an event: of the place only as much as everybody may read."""
    place, room = queries.shown_place(event, signed=False)
    return PublicEvent(
        key=event.key,
        kind=event.kind,
        title=event.title,
        text=event.text,
        starts_at=event.starts_at.isoformat(),
        ends_at=event.ends_at.isoformat(),
        place=", ".join(part for part in (place, room) if part),
        state=event.state,
        cancelled_because=event.cancelled_because,
        sequence=event.sequence,
    )


@dataclass(frozen=True)
class PublicIdea:
    """An idea on the portal with its answer."""

    number: int
    title: str
    text: str
    place: str
    theme: str
    source: str
    origin: str
    state: str
    answer: str
    received_on: str


def public_idea(idea: Idea) -> PublicIdea:
    """The public fields of an idea: never who sent it."""
    return PublicIdea(
        number=idea.number,
        title=idea.title,
        text=idea.text,
        place=place_named(idea.partnership, idea.place)[1] if idea.place else "",
        theme=idea.theme.name if idea.theme else "",
        source=idea.source,
        origin=idea.origin,
        state=idea.state,
        answer=idea.answer,
        received_on=idea.received_on.isoformat(),
    )


@dataclass(frozen=True)
class PublicVoteLine:
    """An idea in a vote, and once it is closed what became of it."""

    number: int
    title: str
    price: str
    carrier: str
    place: int | None
    votes: int | None
    wins: bool | None
    why: str


@dataclass(frozen=True)
class PublicVote:
    """A vote on ideas on the portal: its rule before, its result afterwards, never a ballot."""

    key: str
    title: str
    text: str
    method: str
    money: str
    rule: str
    begins_on: str
    ends_on: str
    decides: str
    state: str
    ballots: int | None
    seed: str
    seed_hash: str
    lines: tuple[PublicVoteLine, ...]


def public_vote(vote: IdeaVote) -> PublicVote:
    """The public fields of a vote; votes and the seed only after the end."""
    found = {row["idea"]: row for row in vote.result}
    lines = []
    for row in queries.standing_ideas(vote):
        told = found.get(row.idea.key)
        lines.append(
            PublicVoteLine(
                number=row.idea.number,
                title=row.idea.title,
                price=str(row.price_eur) if row.price_eur is not None else "",
                carrier=row.carrier,
                place=told["place"] if told else None,
                votes=told["votes"] if told else None,
                wins=told["wins"] if told else None,
                why=filled(told["why"], told["params"]) if told else "",
            )
        )
    return PublicVote(
        key=vote.key,
        title=vote.title,
        text=vote.text,
        method=vote.method,
        money=str(vote.money_eur) if vote.money_eur is not None else "",
        rule=vote.rule,
        begins_on=vote.begins_on.isoformat(),
        ends_on=vote.ends_on.isoformat(),
        decides=vote.decides,
        state=vote.state,
        ballots=vote.ballots,
        seed=vote.seed if vote.state == "closed" else "",
        seed_hash=vote.seed_hash,
        lines=tuple(sorted(lines, key=lambda line: (line.place or 0, line.number))),
    )


@dataclass(frozen=True)
class PublicComment:
    """A comment from the portal with its answer, at its paragraph."""

    version: str
    place: str
    number: str
    text: str
    signature: str
    received_on: str
    verdict: str
    answer: str
    answered_in: str


def public_comment(comment: Comment) -> PublicComment:
    """The public fields of a comment."""
    return PublicComment(
        version=comment.about.partition(":")[2],
        place=comment.place,
        number=comment.place_number,
        text=comment.text,
        signature=comment.signature,
        received_on=comment.received_on.isoformat(),
        verdict=comment.verdict,
        answer=comment.answer,
        answered_in=comment.answered_in,
    )
