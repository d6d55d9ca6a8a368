"""Reading publications: all that the portal, feeds, open data and the static export ever see."""

from dataclasses import dataclass
from typing import Any

from aktionsplan.shared.publishing.models import Publication, Window
from aktionsplan.shared.tenancy import partnership_scope


@dataclass(frozen=True)
class Shown:
    """One publication as the portal reads it."""

    kind: str
    slug: str
    version: int
    language: str
    published_at: Any
    data: dict[str, Any]


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
        return [Shown(row.kind, row.slug, row.version, row.language, row.published_at, row.data) for row in rows]


def published_data(partnership: Any, kind: str, slug: str) -> dict[str, Any] | None:
    """What is shown of a thing at present, or None."""
    rows = Publication.objects.filter(partnership=partnership, kind=kind, slug=slug, current=True)
    return rows.values_list("data", flat=True).first()


def published_slugs(partnership: Any, kind: str) -> frozenset[str]:
    """Which things of a kind are shown at present."""
    rows = Publication.objects.filter(partnership=partnership, kind=kind, current=True)
    return frozenset(rows.values_list("slug", flat=True))


def is_published(partnership: Any, kind: str, slug: str) -> bool:
    """Whether the thing is on the portal now."""
    return Publication.objects.filter(partnership=partnership, kind=kind, slug=slug, current=True).exists()
