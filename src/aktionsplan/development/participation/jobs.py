"""Hourly: surveys whose last day is over are closed, events are reminded of and forgotten. Each minute: keys of rounds that no longer run go."""

import datetime as dt

from aktionsplan.development.participation import queries, rules
from aktionsplan.development.participation.models import IdeaVote, Survey
from aktionsplan.development.participation.operations import (
    close_idea_vote,
    close_survey,
    delete_list,
    forget_sign_ups,
    keep_count,
    remind,
)
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.operations import Clock, Step, one_off
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.sealed import sweep
from aktionsplan.shared.tenancy import in_each_partnership, partnership_scope
from aktionsplan.shared.words import Phrase, mark

STEPS_TOLD = 25
"""After as many steps the progress of a count is told."""


@recurring("surveys", "hour")
def surveys(now: dt.datetime) -> str:
    """Closes every survey and every vote on ideas after its last day."""

    def work(town: Partnership) -> int:
        rows = Survey.objects.filter(partnership=town, state="running", ends_on__lt=local_day(now))
        due = list(rows)
        for survey in due:
            close_survey(survey=survey, by=Installation(town, "tick"), at=now)
        votes = list(IdeaVote.objects.filter(partnership=town, state="running", ends_on__lt=local_day(now)))
        for vote in votes:
            close_idea_vote(idea_vote=vote, by=Installation(town, "tick"), at=now)
        return len(due) + len(votes)

    return f"{in_every_town(work)} surveys and votes closed"


@one_off(
    rules.COUNTING,
    word=mark("Abstimmung auszählen"),
    page="participation:idea_votes",
    again="participation:idea_votes",
)
def count_votes(job: Job, clock: Clock, step: Step) -> Phrase:
    """Counts a vote on ideas whose start sums rise by a euro at a time, and keeps the result."""
    with partnership_scope(job.partnership):
        vote = IdeaVote.objects.get(key=job.thing)
        poll = queries.poll(vote)

    def told(done: int) -> None:
        if done % STEPS_TOLD == 0:
            step(done, max(done, poll.most_steps))

    result = poll.result(told)
    with partnership_scope(job.partnership):
        keep_count(idea_vote=vote, result=result, by=Installation(job.partnership, "tick"), at=clock())
    return Phrase(mark("Ausgezählt: {n} Stimmen."), {"n": len(poll.ballots)})


@recurring("events", "hour")
def events(now: dt.datetime) -> str:
    """Reminds who comes tomorrow; the day after an event its sign-ups go, and signed lists on their day."""
    today = local_day(now)

    def work(town: Partnership) -> int:
        by, done = Installation(town, "tick"), 0
        for sign_up in list(queries.due_reminders(town, today + dt.timedelta(days=1))):
            remind(sign_up=sign_up, by=by, at=now)
            done += 1
        for event in list(queries.over(town, today)):
            forget_sign_ups(event=event, by=by, at=now)
            done += 1
        for row in list(queries.due_lists(town, today)):
            delete_list(signed_list=row, by=by, at=now)
            done += 1
        return done

    return f"{in_every_town(work)} things of events done"


@recurring("round keys", "minute")
def round_keys(now: dt.datetime) -> str:
    """Removes the keys of rounds that no longer run."""
    running = {*in_each_partnership(queries.running_surveys), *in_each_partnership(queries.running_idea_votes)}
    return f"{sweep('round', running, now)} keys removed"
