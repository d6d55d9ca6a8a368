"""Reading what may go: from the retention classes that every app declares in its register."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.shortcuts import get_object_or_404

from aktionsplan.shared.kinds import Fields, Foreign, Thing, Town
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.registration import modules
from aktionsplan.shared.retention.models import ArchiveOffer
from aktionsplan.shared.retention.rules import Retention, last_day


@cache
def retentions() -> tuple[Retention, ...]:
    """Every part of every retention class, the lowest app first.

    ValueError when parts that one release deletes have different times: an offer to the archive names one last day.
    """
    parts = tuple(part for module in modules("register") for part in getattr(module, "RETENTION", ()))
    for part in parts:
        if part.released and part.days != next(p.days for p in parts if p.released and p.retention == part.retention):
            raise ValueError(f"{part.retention}: parts that a person releases together have one time")
    return parts


def children_first(names: Iterable[str]) -> list[str]:
    """Models (`label.Model`) in an order in which no row goes before those that refer to it."""
    left, ordered = sorted(set(names)), list[str]()
    while left:
        targets = {
            field.related_model._meta.label
            for name in left
            for field in apps.get_model(name)._meta.concrete_fields
            if field.is_relation and field.related_model is not apps.get_model(name)
        }
        free = [name for name in left if name not in targets] or left
        ordered += free
        left = [name for name in left if name not in free]
    return ordered


def model_of(part: Retention) -> type[models.Model]:
    """The model whose rows or fields go."""
    return apps.get_model(part.model)


def is_global(part: Retention) -> bool:
    """Whether the rows belong to no partnership."""
    return "partnership" not in {field.name for field in model_of(part)._meta.get_fields()}


def due(part: Retention, until: dt.date, partnership: Town | None = None) -> models.QuerySet[Thing]:
    """The rows whose day lies on or before `until` and of which something is left to go: in one partnership, or (None) in none."""
    model = model_of(part)
    target: Foreign = model
    *path, last = part.day.split("__")
    for step in path:
        target = target._meta.get_field(step).related_model
    moment = isinstance(target._meta.get_field(last), models.DateTimeField)
    end = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), BERLIN) if moment else until
    rows = model._base_manager.filter(**part.only, **{f"{part.day}__{'lt' if moment else 'lte'}": end})
    if not is_global(part):
        rows = rows.filter(partnership=partnership)
    if part.blank:
        emptied = Q(**{f"{name}": value for name, value in part.blank.items()})
        rows = rows.exclude(emptied)
    return rows


@dataclass(frozen=True)
class Waiting:
    """A class of which a person may release something: how many rows are due, and the newest offer to the archive."""

    retention: str
    word: str
    basis: str
    until: dt.date
    count: int
    offer: ArchiveOffer | None

    @property
    def may_release(self) -> bool:
        """Whether the archive has answered an offer that still covers something."""
        return self.offer is not None and self.offer.answer != "none"


def released_parts(retention: str) -> list[Retention]:
    """The parts of a class that goes by release."""
    return [part for part in retentions() if part.released and part.retention == retention]


def due_count(retention: str, until: dt.date, partnership: Town) -> int:
    """How many files of a class are due: rows of its first part, to which the other parts belong."""
    return due(released_parts(retention)[0], until, partnership).count()


def waiting(partnership: Thing, today: dt.date) -> list[Waiting]:
    """Every class that goes by release and of which something is due or offered."""
    classes = []
    for name, part in {part.retention: part for part in reversed(retentions()) if part.released}.items():
        until = last_day(today, part.days)
        count = due_count(name, until, partnership)
        offer = ArchiveOffer.objects.filter(partnership=partnership, retention=name, released_at__isnull=True).first()
        if count or offer:
            classes.append(Waiting(name, part.word, part.basis, until, count, offer))
    return classes


def expiring(partnership: Town, today: dt.date) -> list[str]:
    """The models of which something goes by itself today in a partnership, in the order in which it can go."""
    parts = [part for part in retentions() if not part.released and not is_global(part)]
    return children_first(part.model for part in parts if due(part, last_day(today, part.days), partnership).exists())


def offer_values(offer: ArchiveOffer) -> Fields:
    """What a person who releases a deletion has read."""
    return {name: getattr(offer, name) for name in ("until", "count", "offered_on", "answer", "note")}


def offer_for(partnership: Town, key: str) -> ArchiveOffer:
    """The open offer with this key in the partnership; Http404 when there is none."""
    return get_object_or_404(ArchiveOffer, partnership=partnership, key=key, released_at__isnull=True)
