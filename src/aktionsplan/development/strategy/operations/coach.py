"""Writing the five months: start, steps, contract, talks with what was agreed."""

import datetime as dt
from decimal import Decimal

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import CoachContract, CoachTalk, Process, ProcessStep
from aktionsplan.follow_up.operations import add_agreed
from aktionsplan.partnership.operations import set_milestone
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark


def _dates(by: By, at: dt.datetime) -> None:
    """The dates of the bullets in Vier Stufen: the last step that gives one."""
    bullets = {kind: given for kind, _word, _lane, _days, _needed, given in rules.STEPS if given}
    last: dict[str, dt.date] = {}
    for step in ProcessStep.objects.filter(partnership=by.partnership, kind__in=bullets):
        for bullet in bullets[step.kind]:
            last[bullet] = max(step.due, last.get(bullet, step.due))
    for bullet, day in sorted(last.items()):
        set_milestone(bullet=bullet, due_date=day, by=by, at=at)


@deed("strategy.set_start", on=None, because="the steps are made here")
def set_start(*, start_on: dt.date, by: By, at: dt.datetime) -> Process:
    """When the five months begin; the usual steps get their days, also in Vier Stufen. Refused when they have begun."""
    if queries.process(by.partnership):
        raise Refused(Problem("begun", mark("Die fünf Monate haben schon einen Anfang.")))
    row = Process.objects.create(partnership=by.partnership, start_on=start_on)
    ProcessStep.objects.bulk_create(
        ProcessStep(
            partnership=by.partnership,
            number=number,
            kind=kind,
            title=word,
            lane=lane,
            due=start_on + dt.timedelta(days=days),
        )
        for number, (kind, word, lane, days, _needed, _bullets) in enumerate(rules.STEPS, start=1)
    )
    _dates(by, at)
    record(by=by, at=at, reference="process", payload={"start": start_on.isoformat()})
    return row


@deed("strategy.change_step", on=queries.PROCESS_STEP)
def change_step(
    *, process_step: ProcessStep, fields: Fields, move_rest: bool = False, seen: str = "", by: By, at: dt.datetime
) -> ProcessStep:
    """Another word or day of a step; `move_rest` moves every later open step by as many days."""
    before = queries.process_step_values(process_step)
    unchanged(seen, before)
    days = (fields["due"] - process_step.due).days
    if move_rest and days:
        later = ProcessStep.objects.filter(partnership=by.partnership, due__gt=process_step.due, done_on=None)
        for row in later.exclude(pk=process_step.pk):
            row.due += dt.timedelta(days=days)
            row.save(update_fields=["due"])
    process_step.title, process_step.due = fields["title"], fields["due"]
    process_step.save(update_fields=["title", "due"])
    _dates(by, at)
    record(by=by, at=at, payload={"before": before["due"].isoformat(), "due": process_step.due.isoformat()})
    return process_step


@deed("strategy.add_process_step", on=None, because="the step is made here")
def add_process_step(*, title: str, lane: str, due: dt.date, by: By, at: dt.datetime) -> ProcessStep:
    """A step of one's own, fulfilled by an entry with its day and paper."""
    number = ProcessStep.objects.filter(partnership=by.partnership).count() + 1
    row = ProcessStep.objects.create(
        partnership=by.partnership, number=number, kind=rules.ENTERED, title=title, lane=lane, due=due
    )
    record(by=by, at=at, reference=f"process_step:{row.key}", payload={"title": title})
    return row


@deed("strategy.drop_process_step", on=queries.PROCESS_STEP)
def drop_process_step(*, process_step: ProcessStep, reason: str, by: By, at: dt.datetime) -> None:
    """The step does not belong to this town's way, with the reason."""
    payload = {"title": process_step.title, "due": process_step.due.isoformat(), "reason": reason}
    record(by=by, at=at, payload=payload)
    process_step.delete()
    _dates(by, at)


@deed("strategy.enter_step", on=queries.PROCESS_STEP)
def enter_step(
    *, process_step: ProcessStep, done_on: dt.date, paper: str, seen: str = "", by: By, at: dt.datetime
) -> ProcessStep:
    """An entry fulfils the step: day and paper; a later one corrects it. Refused for a step that the data fulfil, and for a day
    to come. Raises Conflict when somebody else has entered it since."""
    unchanged(seen, queries.entry_values(process_step))
    if process_step.kind not in rules.BY_ENTRY:
        raise Refused(Problem("data", mark("Diesen Schritt erfüllen nur die Daten selbst.")))
    if done_on > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "done_on"))
    process_step.done_on, process_step.paper = done_on, paper
    process_step.save(update_fields=["done_on", "paper"])
    record(by=by, at=at, payload={"done_on": done_on.isoformat(), "paper": paper})
    return process_step


@deed("strategy.set_contract", on=None, because="one contract for each town")
def set_contract(*, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> CoachContract:
    """Who accompanies the plan, with how many hours, from when until when."""
    unchanged(seen, queries.contract_values(by.partnership))
    if fields["ends_on"] < fields["begins_on"]:
        raise Refused(Problem("order", mark("Das Ende liegt vor dem Anfang."), {}, "ends_on"))
    row, _made = CoachContract.objects.update_or_create(partnership=by.partnership, defaults=fields)
    record(by=by, at=at, reference="coach_contract", payload={"hours": str(row.hours)})
    return row


@deed("strategy.log_talk", on=None, because="the talk is made here")
def log_talk(
    *,
    day: dt.date,
    hours: Decimal,
    theme: str,
    advice: str,
    step: Fields | None = None,
    by_office: bool = False,
    by: Actor,
    at: dt.datetime,
) -> CoachTalk:
    """A talk in the coach's log, with a step agreed in it; `by_office` marks that not the coach entered it.

    Refused for a day to come.
    """
    if day > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    talk = CoachTalk.objects.create(
        partnership=by.partnership,
        day=day,
        hours=hours,
        theme=theme,
        advice=advice,
        by_office=by_office,
        author=by.reference,
        author_name=by.account.name,
    )
    if step:
        add_agreed(fields=step, origin=f"coach_talk:{talk.key}", origin_title=theme, by=by, at=at)
    payload = {"day": day.isoformat(), "hours": str(hours), "by_office": talk.by_office}
    record(by=by, at=at, reference=f"coach_talk:{talk.key}", payload=payload)
    return talk


@deed("strategy.delete_talk", on=queries.TALK)
def delete_talk(*, talk: CoachTalk, reason: str, by: By, at: dt.datetime) -> None:
    """Takes a talk that was entered wrongly out of the log, with the reason; steps agreed in it stay."""
    record(by=by, at=at, payload={"day": talk.day.isoformat(), "hours": str(talk.hours), "reason": reason})
    talk.delete()
