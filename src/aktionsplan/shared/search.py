"""Search for both databases: German stems, and parts of compounds by trigrams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex
from django.db import connection, models

from aktionsplan.shared.kinds import Foreign, Thing, Town
from aktionsplan.shared.words import fold

if TYPE_CHECKING:
    from aktionsplan.shared.models import SearchEntry

WORD = regex.compile(r"[\p{L}\p{N}]+")
NUMBER = regex.compile(r"[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*-[0-9]+")
MOST_WORDS = 8


TABLE = "shared_searchentry"
FOUND = "id IN (SELECT search_entries(%s::text[], %s::text, %s::text[]))"
"""Without the name of the table: as part of another question the index stands under another name."""
POSTGRES_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION search_pattern(word text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '%' || replace(replace(replace(word, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' $$""",
    f"""CREATE OR REPLACE FUNCTION search_statement(words text[], stem text, numbers text[]) RETURNS text
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
    DECLARE
      town bigint := nullif(current_setting('app.partnership', true), '')::bigint;
      sql text := format('SELECT id FROM {TABLE} WHERE partnership_id = %L::bigint', town);
      parts text := '';
      word text;
    BEGIN
      FOREACH word IN ARRAY numbers LOOP
        sql := sql || format(' AND folded LIKE %L', search_pattern(word));
      END LOOP;
      IF cardinality(words) > 0 THEN
        FOREACH word IN ARRAY words LOOP
          parts := parts || format(' AND folded LIKE %L', search_pattern(word));
        END LOOP;
        sql := sql || format(' AND (to_tsvector(''simple'', stems) @@ plainto_tsquery(''simple'', %L) OR (true%s))', stem, parts);
      END IF;
      RETURN sql;
    END $$""",
    """CREATE OR REPLACE FUNCTION search_entries(words text[], stem text, numbers text[]) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50 SET search_path = public, pg_temp AS $$
    BEGIN
      RETURN QUERY EXECUTE search_statement(words, stem, numbers);
    END $$""",
    "REVOKE ALL ON FUNCTION search_entries(text[], text, text[]) FROM PUBLIC",
)
"""The search of PostgreSQL. `LIKE` and `@@` are not leakproof, so under row security no index would serve them: the function
runs as the owner of the tables, sees only the announced partnership, and puts each word in as a quoted constant, which the
trigram index needs. Only the application's role may execute it.
"""


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    reference: str
    title: str


@lru_cache(maxsize=1)
def _stemmer() -> Foreign:
    import snowballstemmer  # noqa: PLC0415 -- loaded once, where it is used

    return snowballstemmer.stemmer("german")


def stems(text: str) -> str:
    """The German stems of the text's words, in order, for the index and for queries alike."""
    return " ".join(_stemmer().stemWords(WORD.findall(fold(text))))


def put(*, partnership: Thing, kind: str, reference: str, title: str, text: str) -> None:
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


def put_new(*, partnership: Thing, kind: str, entries: Iterable[tuple[str, str, str]]) -> None:
    """Makes many new things findable at once: reference, title and text of each. None of them may be there already."""
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- as above

    rows = [
        SearchEntry(
            partnership=partnership,
            kind=kind,
            reference=reference,
            title=title[:200],
            stems=stems(f"{title} {text}"),
            folded=fold(f"{title} {text}"),
        )
        for reference, title, text in entries
    ]
    SearchEntry.objects.bulk_create(rows, batch_size=500)


def remove(*, partnership: Thing, reference: str) -> None:
    """Takes the thing out of the index."""
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- as above

    SearchEntry.objects.filter(partnership=partnership, reference=reference).delete()


def matching(partnership: Thing, query: str) -> "models.QuerySet[SearchEntry]":
    """Index rows of the partnership that hold every word of the query, as stem or as part of a compound.

    A file number (`E-2026-0004`) is one word, found only where it stands whole.
    """
    from aktionsplan.shared.models import SearchEntry  # noqa: PLC0415 -- as above

    rows = SearchEntry.objects.filter(partnership=partnership)
    numbers = [token for token in fold(query).split() if NUMBER.fullmatch(token)][:MOST_WORDS]
    query = " ".join(token for token in fold(query).split() if token not in numbers)
    words = WORD.findall(query)[:MOST_WORDS]
    if not words and not numbers:
        return rows.none()
    if connection.vendor == "postgresql":
        return rows.extra(where=[FOUND], params=[words, stems(" ".join(words)), numbers])  # noqa: S610 -- parameters only
    for number in numbers:
        rows = rows.filter(folded__contains=number)
    if not words:
        return rows
    by_stem = " ".join(f'"{stem}"' for stem in stems(query).split()[:MOST_WORDS])
    parts = [word for word in words if len(word) >= 3]
    where = "id IN (SELECT rowid FROM search_stems WHERE search_stems MATCH %s)"
    params: list[str] = [by_stem]
    if parts:
        where = f"({where} OR id IN (SELECT rowid FROM search_parts WHERE search_parts MATCH %s))"
        params.append(" AND ".join(f'"{word}"' for word in parts))
    return rows.extra(where=[where], params=params)  # noqa: S610 -- parameters only


def references(partnership: Town, kind: str, query: str) -> "models.QuerySet[SearchEntry, Mapping[str, object]]":
    """References of every thing of one kind that fits the query, as a part of another query."""
    return matching(partnership, query).filter(kind=kind).values("reference")


def hits(partnership: Town, query: str, kinds: tuple[str, ...], *, most: int = 30) -> list[Hit]:
    """Things of these kinds that fit the query, by title."""
    rows = matching(partnership, query).filter(kind__in=kinds).order_by("title")[:most]
    return [Hit(row.kind, row.reference, row.title) for row in rows]
