"""Reading the five months: steps with their evidence, the light, talks and hours."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.http import Http404

from aktionsplan.bodies.models import Seat, SeatHolder
from aktionsplan.bodies.queries import groundwork
from aktionsplan.bodies.queries.composition import in_force
from aktionsplan.development.analysis.models import Assessment, ClosedAnalysis, SeriesValue, Source
from aktionsplan.development.participation.models import Event
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import CoachContract, CoachTalk, PlanVersion, Process, ProcessStep
from aktionsplan.development.strategy.queries.plan import open_comments
from aktionsplan.follow_up.models import FollowUp
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.words import Phrase, mark


def process(partnership: Partnership) -> Process | None:
    """When the making of the plan began."""
    return Process.objects.filter(partnership=partnership).first()


def contract(partnership: Partnership) -> CoachContract | None:
    """The coach's contract."""
    return CoachContract.objects.filter(partnership=partnership).first()


def process_facts(partnership: Partnership) -> tuple[dt.date | None, bool, int]:
    """The first day, whether there is a contract, and how many talks there were; one question."""
    here = {"partnership": OuterRef("pk")}
    counted = CoachTalk.objects.filter(**here).order_by().values("partnership").annotate(n=Count("pk")).values("n")
    start, contracted, count = Partnership.objects.filter(pk=partnership.pk).values_list(
        Subquery(Process.objects.filter(**here).values("start_on")[:1]),
        Exists(CoachContract.objects.filter(**here)),
        Subquery(counted),
    )[0]
    return start, contracted, count or 0


def contract_values(partnership: Partnership) -> Fields:
    """What the form of the contract changes."""
    row, names = contract(partnership), ("name", "hours", "begins_on", "ends_on", "paper")
    return {name: getattr(row, name) if row else None for name in names}


def talks(partnership: Partnership) -> QuerySet[CoachTalk]:
    """Every talk, the newest first."""
    return CoachTalk.objects.filter(partnership=partnership)


def talks_with_steps(partnership: Partnership) -> list[tuple[CoachTalk, list[FollowUp]]]:
    """Every talk with the steps agreed in it."""
    agreed: dict[str, list[FollowUp]] = {}
    for row in FollowUp.objects.filter(partnership=partnership, origin__startswith="coach_talk:"):
        agreed.setdefault(row.origin, []).append(row)
    return [(talk, agreed.get(f"coach_talk:{talk.key}", [])) for talk in talks(partnership)]


def hours_of(agreed: CoachContract | None, held: Iterable[CoachTalk]) -> rules.Hours:
    """Hours agreed and done; talks before or after the contract do not count against it."""
    if agreed is None:
        return rules.Hours(Decimal(0), sum((talk.hours for talk in held), Decimal(0)))
    done = [talk.hours for talk in held if agreed.begins_on <= talk.day <= agreed.ends_on]
    return rules.Hours(agreed.hours, sum(done, Decimal(0)))


def talk_for(by: Actor, key: str) -> CoachTalk:
    """The talk with this key, or 404."""
    row = talks(by.partnership).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def step_of_process_for(by: Actor, key: str) -> ProcessStep:
    """The step with this key, or 404."""
    row = ProcessStep.objects.filter(partnership=by.partnership, key=key).first()
    if row is None:
        raise Http404
    return row


def process_step_values(step: ProcessStep) -> Fields:
    """What the form of a step changes."""
    return {"title": step.title, "due": step.due}


def entry_values(step: ProcessStep) -> Fields:
    """What the entry of a step changes."""
    return {"done_on": step.done_on, "paper": step.paper}


@dataclass(frozen=True)
class StepRow:
    """A step with whether its evidence is there, the page of the evidence, and what it waits for that is not done."""

    step: ProcessStep
    done: bool
    overdue: bool
    page: str
    waits: list[str]


def _seated(partnership: Partnership, today: dt.date) -> bool:
    """Whether every seat of the committee has somebody today."""
    rows = Seat.objects.filter(in_force(today), partnership=partnership, body__kind="steering_committee")
    held = SeatHolder.objects.filter(in_force(today), seat__in=rows)
    return rows.exists() and held.values("seat").distinct().count() == rows.count()


def vacant_seats(partnership: Partnership, today: dt.date) -> list[str]:
    """The seats of the committee that nobody has today."""
    held = SeatHolder.objects.filter(in_force(today), seat=OuterRef("pk"))
    rows = Seat.objects.filter(in_force(today), partnership=partnership, body__kind="steering_committee")
    return list(rows.exclude(Exists(held)).values_list("group", flat=True))


def _evidence(partnership: Partnership, today: dt.date) -> dict[str, bool]:
    """For each kind of step that the data can tell whether it is fulfilled."""
    ground = groundwork(partnership, today)
    versions = list(PlanVersion.objects.filter(partnership=partnership).values_list("minor", "state"))
    held = Event.objects.filter(partnership=partnership, state="held", kind="workshop").count()
    return {
        "lead_office": (ground.mandate is not None and bool(ground.mandate.responsible and ground.mandate.deputy)),
        "contract": contract(partnership) is not None,
        "network": ground.members and ground.met,
        "figures": SeriesValue.objects.filter(partnership=partnership).exists(),
        "talks": Source.objects.filter(partnership=partnership, kind="interview", state="kept").exists(),
        "offers": Assessment.objects.filter(partnership=partnership).exists(),
        "analysis": ClosedAnalysis.objects.filter(partnership=partnership, reopened_on=None).exists(),
        "ideas_workshop": held >= 1,
        "goals_workshop": held >= 2,  # noqa: PLR2004 -- the second workshop
        "draft": bool(versions),
        "committee": _seated(partnership, today),
        "consultation": (any(state == "closed" for _minor, state in versions) and not open_comments(partnership)),
        "version": any(minor == 0 for minor, _state in versions),
    }


EVIDENCE = {
    "lead_office": mark("Zuständige Person und Stellvertretung der federführenden Stelle sind eingetragen."),
    "network": mark("Das Ämternetzwerk hat Mitglieder und hat getagt."),
    "contract": mark("Der Vertrag mit dem Coach ist eingetragen."),
    "figures": mark("Mindestens ein Wert einer Zahlenreihe steht da."),
    "talks": mark("Mindestens ein Gespräch steht unter den Quellen."),
    "offers": mark("Mindestens ein Angebot ist bewertet."),
    "analysis": mark("Die Analyse ist abgeschlossen."),
    "ideas_workshop": mark("Eine Werkstatt hat stattgefunden."),
    "goals_workshop": mark("Eine zweite Werkstatt hat stattgefunden."),
    "draft": mark("Ein Entwurf des Plans ist festgehalten."),
    "committee": mark("Jeder Sitz des Begleitausschusses ist besetzt."),
    "consultation": mark("Ein Entwurf lag aus, und jeder Kommentar ist beantwortet."),
    "version": mark("Fassung 1 ist festgehalten."),
}
"""What the data must show for a step, in a sentence."""
PAGES = {
    "lead_office": "bodies:groundwork",
    "network": "bodies:groundwork",
    "contract": "strategy:months",
    "figures": "analysis:series_list",
    "talks": "analysis:sources",
    "offers": "analysis:offers",
    "analysis": "analysis:gaps",
    "ideas_workshop": "participation:events",
    "goals_workshop": "participation:events",
    "draft": "strategy:versions",
    "committee": "bodies:bodies",
    "consultation": "participation:comments",
    "version": "strategy:versions",
}
"""Where the evidence of a step stands."""


def step_rows(partnership: Partnership, today: dt.date) -> list[StepRow]:
    """Every step in the order of its day."""
    steps = list(ProcessStep.objects.filter(partnership=partnership))
    there = _evidence(partnership, today) if steps else {}
    done = {step.kind: step.done_on is not None or there.get(step.kind, False) for step in steps}
    waits = {kind: needed for kind, _word, _lane, _days, needed, _bullets in rules.STEPS}
    titles = {step.kind: step.title for step in steps}
    rows = []
    for step in steps:
        fulfilled = step.done_on is not None or there.get(step.kind, False)
        missing = [titles[one] for one in waits.get(step.kind, ()) if one in titles and not done[one]]
        late = not fulfilled and step.due < today
        rows.append(StepRow(step, fulfilled, late, PAGES.get(step.kind, ""), [] if fulfilled else missing))
    return rows


def light(rows: list[StepRow], start: dt.date, today: dt.date) -> str:
    """The traffic light of the steps."""
    return rules.light(_facts(rows), rules.end_of(start), today)


def light_reasons(rows: list[StepRow], start: dt.date, today: dt.date) -> list[Phrase]:
    """Why the light shows what it shows."""
    return rules.reasons(_facts(rows), rules.end_of(start), today)


def _facts(rows: list[StepRow]) -> list[rules.StepFacts]:
    return [rules.StepFacts(row.step.due, row.done) for row in rows]


def overrun(partnership: Partnership, start: dt.date) -> int:
    """How many days later than the end of the five months the first Fassung was made; 0 for none or in time."""
    first = PlanVersion.objects.filter(partnership=partnership, minor=0).order_by("pk").first()
    return rules.overrun(start, first.made_on) if first else 0


def _locked_step(step: ProcessStep) -> ProcessStep:
    return ProcessStep.objects.select_for_update().get(pk=step.pk)


def _locked_talk(talk: CoachTalk) -> CoachTalk:
    return CoachTalk.objects.select_for_update().get(pk=talk.pk)


PROCESS_STEP = Subject(takes=("process_step",), lock=_locked_step, reference=lambda row: f"process_step:{row.key}")
TALK = Subject(takes=("talk",), lock=_locked_talk, reference=lambda row: f"coach_talk:{row.key}")
