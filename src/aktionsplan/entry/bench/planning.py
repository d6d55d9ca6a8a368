"""What the bench measures of a plan: gaps, thread, figures from a file, the plan on paper, comparison, ideas and votes.

Each measure makes what it needs in a transaction that is taken back, so that none changes what the next one finds.
"""

import datetime as dt
import io
import random
import resource
import time
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

import pikepdf
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aktionsplan.development.analysis import imports
from aktionsplan.development.analysis import operations as analysis
from aktionsplan.development.analysis import queries as known
from aktionsplan.development.analysis import rules as analysis_rules
from aktionsplan.development.analysis.models import Need, NeedFinding, Offer, Theme
from aktionsplan.development.participation.models import Idea, IdeaVote, OpenedBallot, VoteIdea
from aktionsplan.development.participation.rules import budget
from aktionsplan.development.strategy import documents, rules
from aktionsplan.development.strategy.models import (
    ActionField,
    Concept,
    ConceptGoal,
    Goal,
    GoalIdea,
    GoalNeed,
    PlanVersion,
)
from aktionsplan.partnership.models import District, Municipality, Partnership
from aktionsplan.shared.deeds import Installation
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tables.reading import Sheet
from aktionsplan.shared.tenancy import partnership_scope
from aktionsplan.shared.thread import thread

Result = TypeVar("Result")
THEMES, AREAS, ELEMENTS, IDEAS, BALLOTS = 15, 30, 5000, 10_000, 50_000
YEARS, PLACES = 75, 667
"""Figures of the imported table: 75 years of 667 places are 50,025."""
WORDS = "Wir laden alle Menschen ein, fragen nach, hören zu und schreiben auf, was sich hier ändern soll. "


def timed(deed: Callable[[], Result], times: int = 3) -> tuple[float, int, Result]:
    """The middle time in milliseconds, the SQL statements of the last time, and what came out."""
    spent = []
    for _time in range(times):
        with CaptureQueriesContext(connection) as captured:
            begin = time.perf_counter()
            result = deed()
            spent.append((time.perf_counter() - begin) * 1000)
    return sorted(spent)[len(spent) // 2], len(captured), result


def gaps(town: Partnership, now: dt.datetime, part: int) -> str:
    """The matrix of offers by theme and area, with every offer of the town."""
    for number in range(Theme.objects.filter(partnership=town).count(), THEMES):
        Theme.objects.create(partnership=town, name=f"Thema {number}", title="x", field="other", state="kept")
    place = Municipality.objects.filter(partnership=town)[0]
    for number in range(District.objects.filter(partnership=town).count(), AREAS):
        District.objects.create(partnership=town, municipality=place, name=f"Ortsteil {number}")
    themes, areas = list(Theme.objects.filter(partnership=town)), list(District.objects.filter(partnership=town))
    offers = list(Offer.objects.filter(partnership=town))
    for number, offer in enumerate(offers):
        offer.theme, offer.area = themes[number % THEMES], areas[number // THEMES % AREAS].key
    Offer.objects.bulk_update(offers, ["theme", "area"], batch_size=500)
    ms, sql, held = timed(lambda: known.stock(town, local_day(now)))
    return f"{ms:.0f} ms, {sql} SQL, {len(offers)} offers × {len(held.cells)} cells"


def red_thread(town: Partnership, now: dt.datetime, part: int) -> str:
    """The whole thread of a plan of five thousand elements."""
    findings = list(known.findings(town))
    rows = ELEMENTS // part // 4
    theme = Theme.objects.filter(partnership=town)[0]
    today = local_day(now)
    common = {"partnership": town, "state": "kept"}
    needs = Need.objects.bulk_create(
        Need(**common, number=10_000 + n, title=f"Bedarf {n}", theme=theme, priority="high", reason="x")
        for n in range(rows)
    )
    goals = Goal.objects.bulk_create(
        Goal(partnership=town, state="proposed", level="operational", number=f"9.{n}", title=f"Ziel {n}", text="x")
        for n in range(rows)
    )
    field = ActionField.objects.create(**common, name="x")
    concepts = Concept.objects.bulk_create(
        Concept(**common, field=field, title=f"Weg {n}", method="x", target_groups="x") for n in range(rows)
    )
    ideas = Idea.objects.bulk_create(
        Idea(partnership=town, number=90_000 + n, title=f"Idee {n}", source="office", received_on=today, state="open")
        for n in range(rows)
    )
    if findings:
        NeedFinding.objects.bulk_create(
            NeedFinding(partnership=town, need=need, finding=findings[n % len(findings)])
            for n, need in enumerate(needs)
        )
    pairs = list(zip(goals, needs, concepts, ideas, strict=True))
    GoalNeed.objects.bulk_create(GoalNeed(partnership=town, goal=goal, need=need) for goal, need, *_rest in pairs)
    ConceptGoal.objects.bulk_create(ConceptGoal(partnership=town, goal=row[0], concept=row[2]) for row in pairs)
    GoalIdea.objects.bulk_create(GoalIdea(partnership=town, goal=row[0], idea=row[3]) for row in pairs)
    ms, sql, whole = timed(lambda: thread(town, today=today))
    return f"{ms:.0f} ms, {sql} SQL, {len(whole.nodes)} elements"


def figures(town: Partnership, now: dt.datetime, part: int) -> str:
    """Fifty thousand figures from an uploaded CSV file to stored series."""
    by = Installation(town, "bench")
    head = "Ort;" + ";".join(str(2014 - year) for year in range(YEARS))
    lines = [
        f"Kreis {place}, Landkreis;" + ";".join(str(place + year) for year in range(YEARS))
        for place in range(PLACES // part)
    ]
    content = "\n".join(["Arbeitslose", head, *lines]).encode()
    memory, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    table = analysis.upload_table(purpose="series", name="zahlen.csv", content=content, by=by, at=now)
    planned = _planned(town, known.sheet_of(table, 0))
    source = dict.fromkeys(("source", "licence", "address"), "x") | {"dash_means": "missing", "dot_means": "missing"}
    analysis.take_series(
        table=table,
        planned=planned,
        source=source | {"retrieved_on": None, "zero_is_little": False},
        seen="",
        by=by,
        at=now,
    )
    spent = time.perf_counter() - begin
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024
    return f"{spent:.1f} s, +{more:.0f} MB, {sum(len(row.figures) for row in planned)} figures"


def _planned(town: Partnership, sheet: Sheet) -> list[known.Planned]:
    places, rows = known.own_places(town), {}
    for figure in imports.read(sheet, imports.propose(sheet).layout, None):
        if figure.area not in rows:
            area = known.area_called(town, figure.area, places)
            rows[figure.area] = known.Planned("Arbeitslose", "Anzahl", "level", area, {})
        if (cell := analysis_rules.read_cell(figure.text)) is not None:
            rows[figure.area].figures[figure.year] = cell
    return list(rows.values())


def _content(change: int = 0) -> Json:
    """A plan of about sixty pages; every paragraph whose number `change` divides reads otherwise."""
    chapters: list[Json] = []
    for number in range(1, 15):
        blocks = [
            {
                "key": f"b{number}-{place}",
                "number": f"{number}.{place + 1}",
                "kind": "paragraph",
                "text": WORDS * 7 + ("Das ist neu." if change and place % change == 0 else ""),
            }
            for place in range(24)
        ]
        chapters.append({"key": f"c{number}", "number": number, "title": f"Kapitel {number}", "blocks": blocks})
    return {"chapters": chapters, "goals": [], "money": []}


def paper(town: Partnership, now: dt.datetime, part: int) -> str:
    """A plan of sixty pages as PDF."""
    kept = {
        "partnership": town,
        "made_at": now,
        "made_on": local_day(now),
        "made_by": "bench",
        "made_by_name": "Probe",
    }
    version = PlanVersion.objects.create(
        **kept, major=9, minor=0, content=_content(), reason="x", digest="0" * 64, state="made"
    )
    ms, _sql, content = timed(lambda: documents.pdf(version), times=1)
    with pikepdf.open(io.BytesIO(content)) as read:
        return f"{ms / 1000:.1f} s, {len(read.pages)} pages"


def comparison(town: Partnership, now: dt.datetime, part: int) -> str:
    """Two such plans beside each other, every fifth paragraph changed."""
    old, new = _content(), _content(5)
    ms, _sql, found = timed(lambda: rules.compare(old, new))
    return f"{ms:.0f} ms, {len(found.texts)} changes"


def idea_list(town: Partnership, now: dt.datetime, part: int) -> str:
    """The first page of ten thousand ideas with the ballots of a vote on them."""
    from aktionsplan.entry.bench.inside import page_of  # noqa: PLC0415 -- inside names the tools of this module

    _ideas(town, now, part)
    ms, sql, size = page_of("beteiligung/ideen/")
    return f"{ms:.0f} ms, {sql} SQL, {size // 1024} kB"


def _ideas(town: Partnership, now: dt.datetime, part: int) -> None:
    today, dice = local_day(now), random.Random(1)  # noqa: S311 -- reproducible data, not a secret
    ideas = Idea.objects.bulk_create(
        (
            Idea(partnership=town, number=n + 1, title=f"Idee {n}", source="portal", received_on=today, state="open")
            for n in range(Idea.objects.filter(partnership=town).count(), IDEAS // part)
        ),
        batch_size=500,
    )
    vote = IdeaVote.objects.create(
        partnership=town,
        title="x",
        method="approvals",
        rule="equal",
        passing="pass",
        completion="raise",
        begins_on=today,
        ends_on=today,
        decides="x",
        money_eur=100_000,
        state="closed",
    )
    VoteIdea.objects.bulk_create(
        (VoteIdea(partnership=town, vote=vote, idea=idea, price_eur=500) for idea in ideas), batch_size=500
    )
    ballots = (
        OpenedBallot(partnership=town, vote=vote, content={dice.choice(ideas).key: 1 for _choice in range(3)})
        for _ballot in range(BALLOTS // part)
    )
    OpenedBallot.objects.bulk_create(ballots, batch_size=500)


def shares(town: Partnership, now: dt.datetime, part: int) -> str:
    """Equal shares with completion."""
    ideas, ballots = 100, 5000 // part
    dice = random.Random(2)  # noqa: S311 -- reproducible data, not a secret
    stands = [budget.Stand(f"i{n}", Decimal(dice.randrange(200, 5000))) for n in range(ideas)]
    cast = [{dice.choice(stands).key: 1 for _choice in range(5)} for _ballot in range(ballots)]
    begin = time.perf_counter()
    won = budget.with_equal_shares(stands, cast, Decimal(ballots * 10), completion="raise", seed="x")
    return f"{time.perf_counter() - begin:.1f} s, {len(won)} of {ideas} ideas win, {ballots} ballots"


MEASURES: dict[str, Callable[[Partnership, dt.datetime, int], str]] = {
    "gap matrix": gaps,
    "the red thread": red_thread,
    "50,000 figures from a file": figures,
    "a plan as PDF": paper,
    "two plans compared": comparison,
    "10,000 ideas with 50,000 ballots": idea_list,
    "equal shares": shares,
}


def plan(part: str = "1") -> str:
    """A line for each measure: its name, a tab, its figures; with a whole number only that part of the amounts."""
    town, now, lines = Partnership.objects.get(slug="probe-1"), timezone.now(), []
    for name, measure in MEASURES.items():
        with partnership_scope(town), transaction.atomic():
            lines.append(f"{name}\t{measure(town, now, int(part))}")
            transaction.set_rollback(True)
    return "\n".join(lines)
