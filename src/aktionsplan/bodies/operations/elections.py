"""Writing elections: posts that were won, and the lot between equal votes."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.bodies import queries
from aktionsplan.bodies.models import Vote
from aktionsplan.bodies.operations.meetings import not_signed, touch
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.words import Problem, Refused, mark


def fill_posts(vote: Vote) -> None:
    """Writes who won which posts; `passed` stays open while a lot is missing."""
    election = queries.elected(vote)
    for candidate in vote.candidates.all():
        candidate.posts = election.posts.get(candidate.name, 0)
        candidate.save(update_fields=["posts"])
    vote.passed = None if election.tied else bool(election.posts)
    vote.save(update_fields=["passed"])


@deed("bodies.draw_lot", on=queries.VOTE)
def draw_lot(*, vote: Vote, drawn: Sequence[str], by: By, at: dt.datetime) -> Vote:
    """The lot that the chair drew between those with equal votes (VwVfG § 92 Abs. 2 and 3).

    Refused when there is nothing to draw, or for names the lot is not between.
    """
    not_signed(vote.item.meeting)
    election = queries.elected(vote)
    open_posts = vote.posts - sum(election.posts.values())
    if vote.state == "closed" and election.tied and len(set(drawn)) != open_posts:
        text = mark("Wählen Sie bitte genau so viele Namen, wie noch Posten frei sind: {posts}.")
        raise Refused(Problem("posts", text, {"posts": open_posts}, "drawn"))
    if vote.state != "closed" or not election.tied or not set(drawn) <= set(election.tied):
        raise Refused(
            Problem("lot", mark("Das Los entscheidet nur zwischen denen mit gleich vielen Stimmen."), {}, "drawn")
        )
    vote.candidates.filter(name__in=drawn).update(drawn=True)
    fill_posts(Vote.objects.select_related("item").get(pk=vote.pk))
    touch(vote.item.meeting)
    record(by=by, at=at, payload={"drawn": list(drawn)})
    vote.refresh_from_db(fields=["passed"])
    return vote
