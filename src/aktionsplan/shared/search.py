"""Search for both databases: German stems, and parts of compounds by trigrams."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from django.db import connection, models

from aktionsplan.shared.words import fold

WORD = regex.compile(r"[\p{L}\p{N}]+")
NUMBER = regex.compile(r"[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*-[0-9]+")
MOST_WORDS = 8


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    reference: str
    title: str


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 -- loaded once, where it is used

    return snowballstemmer.stemmer("german")


def stems(text: str) -> str:
    """The German stems of the text's words, in order, for the index and for queries alike."""
    return " ".join(_stemmer().stemWords(WORD.findall(fold(text))))


def put(*, partnership: Any, kind: str, reference: str, title: str, text: str) -> None:
    """Makes the thing findable under its reference, replacing what was there."""
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- models load after this module

    values = {
        "kind": kind,
        "title": title[:200],
        "stems": stems(f"{title} {text}"),
        "folded": fold(f"{title} {text}"),
    }
    if not SearchEntry.objects.filter(partnership=partnership, reference=reference).update(**values):
        SearchEntry.objects.create(partnership=partnership, reference=reference, **values)


def remove(*, partnership: Any, reference: str) -> None:
    """Takes the thing out of the index."""
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- as above

    SearchEntry.objects.filter(partnership=partnership, reference=reference).delete()


def matching(partnership: Any, query: str) -> models.QuerySet[Any]:
    """Index rows of the partnership that hold every word of the query, as stem or as part of a compound.

    A file number (`E-2026-0004`) is one word, found only where it stands whole.
    """
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- as above

    rows = SearchEntry.objects.filter(partnership=partnership)
    numbers = [token for token in fold(query).split() if NUMBER.fullmatch(token)][:MOST_WORDS]
    for number in numbers:
        rows = rows.filter(folded__contains=number)
    query = " ".join(token for token in fold(query).split() if token not in numbers)
    words = WORD.findall(query)[:MOST_WORDS]
    if not words:
        return rows if numbers else rows.none()
    if connection.vendor == "postgresql":
        return rows.extra(  # noqa: S610 -- parameters only
            where=["(to_tsvector('simple', stems) @@ plainto_tsquery('simple', %s) OR folded LIKE ALL(%s))"],
            params=[stems(query), [f"%{word}%" for word in words]],
        )
    by_stem = " ".join(f'"{stem}"' for stem in stems(query).split()[:MOST_WORDS])
    parts = [word for word in words if len(word) >= 3]
    where = "id IN (SELECT rowid FROM search_stems WHERE search_stems MATCH %s)"
    params: list[Any] = [by_stem]
    if parts:
        where = f"({where} OR id IN (SELECT rowid FROM search_parts WHERE search_parts MATCH %s))"
        params.append(" AND ".join(f'"{word}"' for word in parts))
    return rows.extra(where=[where], params=params)  # noqa: S610 -- parameters only


def references(partnership: Any, kind: str, query: str) -> Any:
    """References of every thing of one kind that fits the query, as a part of another query."""
    return matching(partnership, query).filter(kind=kind).values("reference")


def hits(partnership: Any, query: str, kinds: tuple[str, ...], *, most: int = 30) -> list[Hit]:
    """Things of these kinds that fit the query, by title."""
    rows = matching(partnership, query).filter(kind__in=kinds).order_by("title")[:most]
    return [Hit(row.kind, row.reference, row.title) for row in rows]
