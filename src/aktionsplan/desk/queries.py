"""What the desk shows: the cockpit of the four stages and open tasks by role and date."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

from django.core.cache import cache as stored

import aktionsplan
from aktionsplan.desk.bullets import BULLETS, STAGES, Bullet
from aktionsplan.partnership.models import Partnership
from aktionsplan.partnership.queries import milestones
from aktionsplan.people.queries import Actor
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


Reports: TypeAlias = tuple[dict[str, Progress], dict[str, dt.date]]
KEPT_SECONDS = 24 * 60 * 60
"""Reports hold for one day at most, since they look at dates."""


@cache
def _program() -> str:
    """A mark of the program's code: what another version kept is not read."""
    source = Path(aktionsplan.__file__).parent
    parts = (path.read_bytes() for path in sorted(source.rglob("*.py")))
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def _place(partnership: Partnership) -> str:
    return f"stages:{_program()}:{partnership.pk}"


def renew(partnership: Partnership, today: dt.date) -> bool:
    """Keeps for the pages what every app reports of the bullets, and by when each is to be fulfilled.

    Returns whether it was asked anew: it is with a new day and after a deed, which gives the ledger a new head.
    """
    root = head(partnership).root
    if _kept(partnership, today, root) is not None:
        return False
    _ask(partnership, today, root)
    return True


def _ask(partnership: Partnership, today: dt.date, root: str) -> Reports:
    progress = {row.bullet: row for app in modules("progress") for row in app.progress(partnership, today)}
    reports = progress, milestones(partnership)
    stored.set(_place(partnership), (today, root, reports), KEPT_SECONDS)
    return reports


def _kept(partnership: Partnership, today: dt.date, root: str) -> Reports | None:
    """What was kept today; with a `root` only if nothing was done since."""
    kept = stored.get(_place(partnership))
    fits = kept is not None and kept[0] == today and root in ("", kept[1])
    return cast(Reports, kept[2]) if fits else None


def _reports(partnership: Partnership, today: dt.date, *, newest: bool) -> Reports:
    root = head(partnership).root if newest else ""
    return _kept(partnership, today, root) or _ask(partnership, today, root or head(partnership).root)


def points(partnership: Partnership, today: dt.date, *, newest: bool = True) -> list[Point]:
    """All 48 bullets with their state, computed from data; not the `newest` is what was kept today, by a worker each minute."""
    reported, due = _reports(partnership, today, newest=newest)
    return [
        Point(
            bullet,
            state(reported.get(bullet.id), due.get(bullet.id), today),
            reported.get(bullet.id),
            due.get(bullet.id),
        )
        for bullet in BULLETS
    ]


def evidence_for(point: Point, by: Actor) -> tuple[Evidence, ...]:
    """The evidence of a point that the person may open; of other things not even the title is told."""
    return tuple(row for row in (point.progress.evidence if point.progress else ()) if by.may(row.action))


def stages(points: list[Point]) -> list[Stage]:
    """The points by stage; `here` is the first stage with a point that is not fulfilled, or the last begun one if that comes first."""
    stages = []
    begun = [p.bullet.stage for p in points if p.state in ("begun", "fulfilled")]
    left = [p.bullet.stage for p in points if p.state != "fulfilled"]
    here = min(max(begun, default=1), min(left, default=max(STAGES)))
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
