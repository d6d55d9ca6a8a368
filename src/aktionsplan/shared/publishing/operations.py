"""Publishing and withdrawing; called inside the deed of the app that owns the thing."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable

from django.db.models import F
from django.urls import reverse

from aktionsplan.shared import deeds
from aktionsplan.shared.kinds import Json, Thing, Value
from aktionsplan.shared.publishing.models import Publication, Window
from aktionsplan.shared.publishing.shapes import first, present_shape
from aktionsplan.shared.words import Problem, Refused, mark


def publish(
    *, by: deeds.By, at: dt.datetime, kind: str, slug: str, fields: object, language: str = "de", order: str = ""
) -> Publication:
    """The new current publication of the thing; `fields` is a frozen dataclass of public fields."""
    if not dataclasses.is_dataclass(fields) or isinstance(fields, type):
        raise TypeError("publish an explicit list of fields: a frozen dataclass")
    _check_statements(by.partnership, kind, [slug])
    same = Publication.objects.filter(partnership=by.partnership, kind=kind, slug=slug, language=language)
    latest = same.select_for_update().order_by("-version").first()
    same.filter(current=True).update(current=False)
    publication = Publication.objects.create(
        partnership=by.partnership,
        kind=kind,
        slug=slug,
        version=(latest.version if latest else 0) + 1,
        language=language,
        data=dataclasses.asdict(fields),
        shape=present_shape(kind),
        published_by=by.reference,
        published_at=at,
        order=order,
    )
    _turn(by.partnership)
    return publication


def publish_new(*, by: deeds.By, at: dt.datetime, kind: str, rows: Iterable[tuple[str, Value, str]]) -> int:
    """Publishes many things that are not shown now, each a slug with its public fields and its place; returns how many."""
    additions = list(rows)
    _check_statements(by.partnership, kind, [slug for slug, _fields, _order in additions])
    same = Publication.objects.filter(partnership=by.partnership, kind=kind, language="de")
    latest = dict(same.order_by("version").values_list("slug", "version"))
    Publication.objects.bulk_create(
        Publication(
            partnership=by.partnership,
            kind=kind,
            slug=slug,
            version=latest.get(slug, 0) + 1,
            language="de",
            data=dataclasses.asdict(fields),
            shape=present_shape(kind),
            published_by=by.reference,
            published_at=at,
            order=order,
        )
        for slug, fields, order in additions
    )
    if additions:
        _turn(by.partnership)
    return len(additions)


def _check_statements(partnership: Thing, kind: str, slugs: list[str]) -> None:
    """Refused for something new while the town's own statements are not shown; what is shown already may be corrected."""
    needed = first()
    if kind in needed.kinds:
        return
    shown = Publication.objects.filter(partnership=partnership, current=True)
    if needed.kinds == set(shown.filter(kind__in=needed.kinds).values_list("kind", flat=True)):
        return
    if set(slugs) <= set(shown.filter(kind=kind, slug__in=slugs).values_list("slug", flat=True)):
        return
    raise Refused(
        Problem(
            "statements",
            mark(
                "Zuerst müssen die Pflichtangaben (Impressum, Datenschutz, Geldgeber, Barrierefreiheit) im Portal stehen."
            ),
            way=reverse(needed.page, args=[partnership.slug]),
            way_word=mark("Pflichtangaben öffnen"),
        )
    )


def withdraw(*, by: deeds.By, at: dt.datetime, kind: str, slug: str) -> int:
    """Takes every language of the thing off the portal; returns how many were shown."""
    shown = Publication.objects.filter(partnership=by.partnership, kind=kind, slug=slug, current=True)
    count = shown.update(current=False, withdrawn_at=at)
    if count:
        _turn(by.partnership)
    return count


def erase(*, partnership: Thing, kind: str, slug: str, fields: Collection[str]) -> None:
    """Takes these words out of every version of a withdrawn thing: who wrote them took them back."""
    for row in Publication.objects.filter(partnership=partnership, kind=kind, slug=slug, current=False):
        row.data = row.data | {name: "–" for name in fields if name in row.data}
        row.save(update_fields=["data"])


def change_shown(*, by: deeds.By, at: dt.datetime, kind: str, slug: str, change: Callable[[Json], Json]) -> bool:
    """A new version of what is shown, corrected by `change`; returns whether anything was shown and is different now.

    For what must not stay as it is: a name without consent, a cancelled date. Nothing new is shown by this.
    """
    same = Publication.objects.filter(partnership=by.partnership, kind=kind, slug=slug)
    changed = False
    for row in same.select_for_update().filter(current=True):
        data = change(row.content)
        if data == row.content:
            continue
        changed = True
        same.filter(language=row.language, current=True).update(current=False)
        Publication.objects.create(
            partnership=by.partnership,
            kind=kind,
            slug=slug,
            version=row.version + 1,
            language=row.language,
            data=data,
            shape=present_shape(kind),
            published_by=by.reference,
            published_at=at,
            order=row.order,
        )
    if changed:
        _turn(by.partnership)
    return changed


def open_window(*, partnership: Thing) -> Window:
    """The portal of the partnership, made when it is missing."""
    window, _made = Window.objects.get_or_create(partnership=partnership, defaults={"slug": partnership.slug})
    return window


def _turn(partnership: Thing) -> None:
    open_window(partnership=partnership)
    Window.objects.filter(partnership=partnership).update(version=F("version") + 1)
