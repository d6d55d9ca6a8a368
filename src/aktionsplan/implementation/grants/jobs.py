"""One-off: an import. Daily: notices whose last day for an objection has passed become final; hourly: the portal follows money and goals."""

import datetime as dt

from aktionsplan.implementation.grants.imports import read
from aktionsplan.implementation.grants.models import Act, Grant
from aktionsplan.implementation.grants.operations.acts import bind_act
from aktionsplan.implementation.grants.operations.history import import_historic
from aktionsplan.implementation.grants.operations.notification import become_binding
from aktionsplan.implementation.grants.operations.publishing import goals_to_add, show_goal, show_money, stale_years
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import in_every_town
from aktionsplan.people.queries import actor_of
from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.operations import Clock, Step, one_off
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.files.operations import read as stored_content
from aktionsplan.shared.jobs import recurring
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.words import Phrase, Problem, Refused, known, mark


@recurring("finality", "day")
def finality(now: dt.datetime) -> str:
    """Moves every posted notice whose remedy period is over; the same day twice does nothing twice."""

    def work(town: Partnership) -> int:
        due = Grant.objects.filter(partnership=town, state="notified", notice__remedy_last_day__lt=local_day(now))
        tick = Installation(town, "tick")
        grants = [become_binding(grant=grant, by=tick, at=now) for grant in due]
        others = Act.objects.filter(partnership=town, state="notified", remedy_last_day__lt=local_day(now))
        return len(grants) + len([bind_act(act=act, by=tick, at=now) for act in others])

    return f"{in_every_town(work)} notices became binding"


@recurring("goals", "hour")
def goals(now: dt.datetime) -> str:
    """Adds goals that have become public to the projects that serve them."""

    def work(town: Partnership) -> int:
        return len([show_goal(grant=grant, by=Installation(town, "tick"), at=now) for grant in goals_to_add(town)])

    return f"{in_every_town(work)} goals added to projects"


@recurring("money", "hour")
def money(now: dt.datetime) -> str:
    """Shows what has been reserved, freed or entered since, wherever sums are public already."""

    def work(town: Partnership) -> int:
        stale = stale_years(town, local_day(now))
        return len([show_money(year=year, by=Installation(town, "tick"), at=now) for year in stale])

    return f"{in_every_town(work)} public sums changed"


@one_off(
    "grants.import_historic",
    word=mark("Frühere Zuwendungen übernehmen"),
    page="grants:earlier",
    again="grants:import_list",
)
def import_list(job: Job, clock: Clock, step: Step) -> Phrase:
    """Reads a public grant list and stores its new rows, all or none; Refused with the first unreadable lines."""
    content = stored_content(known(job.file))
    lines = (
        0 if content.startswith(b"PK") else content.count(b"\n")
    )  # how many rows a workbook has shows at its end only
    reading = read(content, step=lambda line: step(min(line, lines), lines))
    if reading.faults:
        faults = "; ".join(f"{fault.line} {fault.column}: {fault.problem}" for fault in reading.faults[:5])
        text = mark("Es ist nichts gespeichert. Nicht lesbar, mit Zeile und Spalte: {told} (zusammen {n})")
        raise Refused(Problem("unreadable", text, {"n": len(reading.faults), "told": faults}))
    rows = len(reading.rows)
    step(rows, rows)
    with partnership_scope(job.partnership):
        now = clock()
        by = actor_of(job.by, job.partnership, local_day(now))
        count = import_historic(source=reading.mapping.source, rows=reading.rows, by=by, at=now)
    return Phrase(mark("Neu übernommen: {n} von {rows} Zuwendungen."), {"n": count, "rows": rows})
