"""How any notice reaches its recipient and becomes final: posting, receipt, waiver, objection.

The deeds of the grant's notice and of every other kind stand on these functions; they change rows and say what they kept,
and the deed tells the ledger.
"""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.implementation.grants.models import Act, Grant, Written
from aktionsplan.implementation.grants.rules import remedy
from aktionsplan.implementation.grants.states import ACT, GRANT
from aktionsplan.partnership import rules as law
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, mark

DAYS = ["posted_on", "received_on", "notified_on", "remedy_last_day"]


@dataclass(frozen=True)
class Paper:
    """A notice on its way: the row with its days, and the row with its state."""

    days: Written
    holder: Grant | Act

    def go(self, event: str) -> None:
        """The next state, not saved yet; WrongState when the event is not possible now."""
        if isinstance(self.holder, Act):
            self.holder.state = ACT.next(self.holder.state, event)
        else:
            self.holder.state = GRANT.next(self.holder.state, event)

    def keep(self, *fields: str) -> None:
        """Saves state and the named days."""
        if self.days is self.holder:
            self.holder.save(update_fields=["state", *fields])
            return
        self.days.save(update_fields=[*fields])
        self.holder.save(update_fields=["state"])


def paper_of(thing: Grant | Act) -> Paper:
    """The notice of a grant, or a notice of another kind."""
    return Paper(thing, thing) if isinstance(thing, Act) else Paper(thing.notice, thing)


def kept(day: dt.date | None) -> dt.date:
    """A day that the state of the notice guarantees; Refused before it was posted."""
    if day is None:
        raise Refused(Problem("not_posted", mark("Der Bescheid ist noch nicht zur Post gegeben.")))
    return day


def set_days(paper: Paper) -> remedy.Finality:
    """Notification and end of the remedy period from posting and receipt, under the rules the notice was issued with."""
    row, land = paper.days, paper.holder.partnership.land
    posted = kept(row.posted_on)
    finality = remedy.finality(
        posted,
        days=law.fiction_days(land, posted, own=row.law["fiction_days"]).days,
        shift=row.law["fiction_shift"],
        land=land,
        received=row.received_on,
        instructed=row.instructed,
    )
    row.notified_on, row.remedy_last_day = finality.notified, finality.remedy_end
    return finality


def post(paper: Paper, posted_on: dt.date, *, year: int | None, sure: bool, at: dt.datetime) -> Fields:
    """The day of posting, which starts the deemed notification; `year` is that of the money, None where none is given."""
    paper.go("post")
    signed = local_day(paper.days.signed_at or at)
    if problem := remedy.posting_problem(posted_on, signed=signed, year=year, today=local_day(at), sure=sure):
        raise Refused(problem)
    paper.days.posted_on = posted_on
    finality = set_days(paper)
    paper.keep(*DAYS)
    payload = {"posted": posted_on, "notified": finality.notified, "remedy_end": finality.remedy_end}
    return payload | {"land": paper.holder.partnership.land}


def correct(paper: Paper, received_on: dt.date | None, *, requested: bool, at: dt.datetime) -> Fields:
    """The notice arrived later than deemed, or (without a day) came back and must be posted anew.

    `requested`: money was asked for, so it had arrived. Source: VwVfG § 41 Abs. 2 Satz 3: in doubt the authority has to
    prove receipt and its day.
    """
    row = paper.days
    if row.waived_on is not None or row.served_on is not None:
        raise Refused(
            Problem("settled", mark("Nach einem Verzicht oder Widerspruchsbescheid ändert sich daran nichts mehr."))
        )
    if received_on is None:
        paper.go("come_back")
        if problem := remedy.came_back_problem(requested=requested, contested=row.contested_on is not None):
            raise Refused(problem)
        row.posted_on = row.received_on = row.notified_on = row.remedy_last_day = None
    else:
        paper.go("correct")
        if problem := remedy.receipt_problem(received_on, posted=kept(row.posted_on), today=local_day(at)):
            raise Refused(problem)
        row.received_on = received_on
        set_days(paper)
    paper.keep(*DAYS)
    return {"received": received_on, "notified": row.notified_on, "remedy_end": row.remedy_last_day}


def doubt_instruction(paper: Paper) -> Fields:
    """The instruction on the remedy is missing or wrong: the notice can be contested for a year (VwGO § 58 Abs. 2)."""
    row = paper.days
    if not row.instructed or row.waived_on is not None or row.served_on is not None:
        raise Refused(Problem("settled", mark("An der Frist ändert sich dadurch nichts mehr.")))
    paper.go("correct")
    row.instructed = False
    set_days(paper)
    paper.keep("instructed", *DAYS)
    return {"remedy_end": row.remedy_last_day}


def waive(paper: Paper, *, received_on: dt.date, waived_on: dt.date, at: dt.datetime) -> Fields:
    """The signed waiver of an objection has come in, with the day the notice arrived; the notice is final at once."""
    paper.go("waive")
    row = paper.days
    posted, today = kept(row.posted_on), local_day(at)
    if problem := remedy.waiver_problem(waived_on, received=received_on, posted=posted, today=today):
        raise Refused(problem)
    row.waived_on, row.received_on = waived_on, received_on
    set_days(paper)
    paper.keep("waived_on", *DAYS)
    return {"waived": waived_on, "received": received_on}


def contest(paper: Paper, received_on: dt.date, *, late: bool, at: dt.datetime) -> Fields:
    """An objection came in: in time, the notice does not become final (VwGO § 80 Abs. 1); late, it is only kept.

    `late`: a person has seen that the day lies after the period. A late objection is inadmissible unless the period is
    restored (VwGO §§ 60, 70); the notice stays as it is.
    """
    row = paper.days
    last_day, waived = kept(row.remedy_last_day), row.waived_on is not None
    if late and not waived and last_day < received_on <= local_day(at):
        row.late_on = received_on
        paper.keep("late_on")
        return {"objected": received_on, "late": True}
    paper.go("object")
    problem = remedy.objection_problem(
        received_on, posted=kept(row.posted_on), last_day=last_day, waived=waived, today=local_day(at)
    )
    if problem:
        raise Refused(problem)
    row.objected_on, row.contested_on = received_on, row.contested_on or received_on
    paper.keep("objected_on", "contested_on")
    return {"objected": received_on}


def settle(paper: Paper, *, outcome: str, settled_on: dt.date, at: dt.datetime) -> Fields:
    """The objection was withdrawn, or rejected by a decision served on that day, against which an action is possible."""
    paper.go("settle")
    row = paper.days
    problem = remedy.settlement_problem(
        outcome,
        settled=settled_on,
        objected=kept(row.objected_on),
        served=row.served_on is not None,
        today=local_day(at),
    )
    if problem:
        raise Refused(problem)
    row.remedy_last_day = remedy.remedy_after_objection(
        kept(row.remedy_last_day), outcome=outcome, day=settled_on, land=paper.holder.partnership.land
    )
    row.objected_on = None
    row.served_on = settled_on if outcome == "decided" else row.served_on
    paper.keep("remedy_last_day", "objected_on", "served_on")
    return {"outcome": outcome, "settled": settled_on, "remedy_end": row.remedy_last_day}


def explained(thing: Grant | Act) -> tuple[Problem, ...]:
    """Why the notice is or becomes final on its day, from the days that were kept; empty before it is posted."""
    row = paper_of(thing).days
    if row.posted_on is None or row.notified_on is None or row.remedy_last_day is None:
        return ()
    return remedy.reasons(
        posted=row.posted_on,
        notified=row.notified_on,
        last_day=row.remedy_last_day,
        received=row.received_on,
        objected=row.objected_on,
        waived=row.waived_on,
        served=row.served_on,
        late=row.late_on,
        instructed=row.instructed,
        land=thing.partnership.land,
    )
