"""What the desk shows: the cockpit of the four stages and open tasks by role and date."""

import datetime as dt
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from aktionsplan.desk.bullets import BULLETS, STAGES, Bullet
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import milestones
from aktionsplan.shared.evidence import Evidence, Progress, state
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.ledger.queries import head
from aktionsplan.shared.registration import modules

ORDER = {"overdue": 0, "begun": 1, "open": 2, "fulfilled": 3}


@dataclass(frozen=True)
class Point:
    """One bullet with its state and evidence."""

    bullet: Bullet
    state: str
    progress: Progress | None
    due: dt.date | None


@dataclass(frozen=True)
class Stage:
    """One stage with its points, overdue first, and the counts of their states."""

    number: int
    title: str
    points: tuple[Point, ...]
    counts: dict[str, int] = field(default_factory=dict)
    here: bool = False

    @property
    def by_urgency(self) -> list[Point]:
        """Overdue first, then begun, then open, then fulfilled."""
        return sorted(self.points, key=lambda point: ORDER[point.state])


MOST_KEPT = 100
"""As many towns' reports are kept in the memory of a process."""
Reports: TypeAlias = tuple[dict[str, Progress], dict[str, dt.date]]
_kept: OrderedDict[int, tuple[dt.date, str, Reports]] = OrderedDict()


def _reports(partnership: Partnership, today: dt.date) -> Reports:
    """What every app reports of the bullets, and by when each is to be fulfilled; asked anew with the first deed after it,
    which gives the ledger a new head."""
    root, kept = head(partnership).root, _kept.get(partnership.pk)
    if kept is not None and kept[:2] == (today, root):
        return kept[2]
    progress = {row.bullet: row for app in modules("progress") for row in app.progress(partnership, today)}
    reports = progress, milestones(partnership)
    _kept[partnership.pk] = (today, root, reports)
    if len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return reports


def points(partnership: Partnership, today: dt.date) -> list[Point]:
    """All 48 bullets with their state, computed from data."""
    reported, due = _reports(partnership, today)
    return [
        Point(
            bullet,
            state(reported.get(bullet.id), due.get(bullet.id), today),
            reported.get(bullet.id),
            due.get(bullet.id),
        )
        for bullet in BULLETS
    ]


def stages(points: list[Point]) -> list[Stage]:
    """The points by stage; `here` is the first stage that is not yet fulfilled after the last begun one."""
    stages = []
    begun = [p.bullet.stage for p in points if p.state in ("begun", "fulfilled")]
    here = max(begun, default=1)
    for number, title in STAGES.items():
        own = tuple(point for point in points if point.bullet.stage == number)
        stages.append(Stage(number, title, own, dict(Counter(point.state for point in own)), number == here))
    return stages


def as_json(points: list[Point], address: Callable[[Evidence], str]) -> list[Json]:
    """The list that `aktionsplan export stages` writes: id, stage, text, state, evidence."""
    return [
        {
            "id": point.bullet.id,
            "stage": point.bullet.stage,
            "text": point.bullet.text,
            "state": point.state,
            "evidence": [
                {"text": str(evidence.text), "url": address(evidence)}
                for evidence in (point.progress.evidence if point.progress else ())
            ],
        }
        for point in points
    ]
