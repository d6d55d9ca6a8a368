"""Writing motions: what is put to the vote, and what is taken back."""

import datetime as dt

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.models import AgendaItem, Candidate, SeatHolder, Vote
from aktionsplan.bodies.operations.meetings import not_signed, touch
from aktionsplan.bodies.rules.counted import Motion
from aktionsplan.bodies.states import OPEN_ITEM, VOTE
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.words import Problem, Refused, mark


def _check(item: AgendaItem, motion: Motion, amends: Vote | None) -> None:
    if item.state not in OPEN_ITEM:
        raise Refused(Problem("settled", mark("Dieser Punkt ist schon abgeschlossen.")))
    if (motion.what == "amendment") != (amends is not None):
        raise Refused(Problem("amends", mark("Bitte wählen Sie den Antrag, der geändert werden soll."), {}, "amends"))
    if amends is not None and (amends.item_id != item.pk or amends.state != "moved"):
        raise Refused(Problem("amends", mark("Dieser Antrag kann nicht mehr geändert werden."), {}, "amends"))
    if motion.what == "election" and (not motion.names or len(set(motion.names)) != len(motion.names)):
        raise Refused(Problem("names", mark("Bitte tragen Sie jeden Namen einmal ein, einen je Zeile."), {}, "names"))
    if motion.what == "main" and item.reference:
        problem = rules.decision_problem(
            motion=motion.motion,
            requested=item.requested_eur,
            amount=motion.amount_eur,
            conditions=motion.conditions,
            reason=motion.reason or "-",
        )
        if problem:
            raise Refused(problem)


@deed("bodies.move_motion", on=queries.ITEM)
def move_motion(
    *,
    item: AgendaItem,
    motion: Motion,
    amends: Vote | None = None,
    moved_by: SeatHolder | None = None,
    by: By,
    at: dt.datetime,
) -> Vote:
    """A motion on an item, or one to amend another; nothing is voted yet.

    Refused on an item that is settled, for an amendment of something that is no open motion of this item, for a sum
    that does not fit the application, and for an election without names.
    """
    _check(item, motion, amends)
    vote = Vote.objects.create(
        partnership=by.partnership,
        item=item,
        what=motion.what,
        amends=amends,
        moved_by=moved_by,
        motion=motion.motion,
        text=motion.text,
        amount_eur=motion.amount_eur,
        conditions=motion.conditions,
        reason=motion.reason,
        posts=motion.posts,
        by_person=motion.by_person,
        state=VOTE.initial,
    )
    Candidate.objects.bulk_create(
        Candidate(partnership=by.partnership, vote=vote, name=name) for name in motion.names
    )
    touch(item.meeting)
    payload = {"what": motion.what, "motion": motion.motion, "amount": motion.amount_eur, "text": motion.text}
    record(by=by, at=at, payload=payload)
    return vote


@deed("bodies.withdraw_motion", on=queries.VOTE)
def withdraw_motion(*, vote: Vote, by: By, at: dt.datetime) -> Vote:
    """A motion is taken back before it is voted; the motions to amend it go with it."""
    not_signed(vote.item.meeting)
    vote.state = VOTE.next(vote.state, "withdraw")
    vote.save(update_fields=["state"])
    for amendment in vote.amendments.filter(state="moved"):
        amendment.state = VOTE.next(amendment.state, "withdraw")
        amendment.save(update_fields=["state"])
    touch(vote.item.meeting)
    record(by=by, at=at, payload={"withdrawn": vote.what})
    return vote


AMENDED = Problem(
    "amended",
    mark("Ein Änderungsantrag ist angenommen. Ziehen Sie diesen Antrag zurück und stellen Sie ihn geändert neu."),
)


def amend(vote: Vote) -> None:
    """An amendment that passed changes the words of the motion it amends; a sum is moved anew (`AMENDED`)."""
    main = vote.amends
    if vote.what == "amendment" and vote.passed and main is not None and not vote.item.reference:
        main.text = f"{main.text} Geändert: {vote.text}"
        main.save(update_fields=["text"])
