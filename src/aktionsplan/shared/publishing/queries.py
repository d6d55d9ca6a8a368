"""Reading publications: all that the portal, feeds, open data and the static export ever see."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from aktionsplan.shared.kinds import Json, Thing
from aktionsplan.shared.publishing.models import Publication, Window
from aktionsplan.shared.tenancy import partnership_scope


@dataclass(frozen=True)
class Shown:
    """One publication as the portal reads it."""

    kind: str
    slug: str
    version: int
    language: str
    published_at: dt.datetime
    data: Json


def window(slug: str) -> Window | None:
    """The portal at this address, or None."""
    return Window.objects.select_related("partnership").filter(slug=slug).first()


def windows() -> list[tuple[str, str]]:
    """Address and name of every portal, by name."""
    return list(Window.objects.order_by("partnership__name").values_list("slug", "partnership__name"))


def shown(at: Window, *kinds: str) -> list[Shown]:
    """Every current publication of these kinds in the portal, in order."""
    with partnership_scope(at.partnership):
        rows = Publication.objects.filter(partnership=at.partnership, current=True)
        rows = rows.filter(kind__in=kinds) if kinds else rows
        return [Shown(row.kind, row.slug, row.version, row.language, row.published_at, row.content) for row in rows]


def published_data(partnership: Thing, kind: str, slug: str) -> Json | None:
    """What is shown of a thing at present, or None."""
    rows = Publication.objects.filter(partnership=partnership, kind=kind, slug=slug, current=True)
    row = rows.first()
    return row.content if row else None


def published_once(partnership: Thing, kinds: Collection[str]) -> dict[str, Json]:
    """What is shown of kinds of which there is one thing each, by kind."""
    rows = Publication.objects.filter(partnership=partnership, kind__in=kinds, current=True)
    return {row.kind: row.content for row in rows}


def published_slugs(partnership: Thing, kind: str) -> frozenset[str]:
    """Which things of a kind are shown at present."""
    rows = Publication.objects.filter(partnership=partnership, kind=kind, current=True)
    return frozenset(rows.values_list("slug", flat=True))


def is_published(partnership: Thing, kind: str, slug: str) -> bool:
    """Whether the thing is on the portal now."""
    return Publication.objects.filter(partnership=partnership, kind=kind, slug=slug, current=True).exists()


def shown_slugs_of(partnership: Thing, kind: str, field: str, value: str) -> list[str]:
    """Which things of a kind are shown whose public field has this value."""
    rows = Publication.objects.filter(partnership=partnership, kind=kind, current=True, **{f"data__{field}": value})
    return list(rows.values_list("slug", flat=True))


def published_file(at: Window, slug: str) -> tuple[Json, bool] | None:
    """What was told last of a file, and whether it is still shown; None when it never was."""
    with partnership_scope(at.partnership):
        rows = Publication.objects.filter(partnership=at.partnership, kind="file", slug=slug).order_by("-version")
        row = rows.first()
        return (row.content, row.current) if row else None


@dataclass(frozen=True)
class Past:
    """A thing that was shown once, with each of its versions; `withdrawn_at` is None while it is shown."""

    kind: str
    slug: str
    first_at: dt.datetime
    changed_at: dt.datetime
    withdrawn_at: dt.datetime | None
    versions: tuple[Json, ...]

    @property
    def data(self) -> Json:
        """The newest version."""
        return self.versions[-1]


def history(at: Window, *kinds: str) -> list[Past]:
    """Everything of these kinds that was ever shown, with each of its versions, oldest first."""
    with partnership_scope(at.partnership):
        rows = Publication.objects.filter(partnership=at.partnership, kind__in=kinds, language="de")
        versions: dict[tuple[str, str], list[Publication]] = {}
        for row in rows.order_by("kind", "order", "slug", "version"):
            versions.setdefault((row.kind, row.slug), []).append(row)
    return [
        Past(
            kind=kind,
            slug=slug,
            first_at=same[0].published_at,
            changed_at=same[-1].withdrawn_at or same[-1].published_at,
            withdrawn_at=same[-1].withdrawn_at,
            versions=tuple(row.content for row in same),
        )
        for (kind, slug), same in versions.items()
    ]
