"""Deleting what has had its time: by the daily job, or after a person's release.

A class may concern rows of any app: these deeds are the only ones that write tables of other apps (record 11).
"""

import datetime as dt

from aktionsplan.shared import search
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, Subject, deed
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.files.operations import release
from aktionsplan.shared.kinds import Thing, Town
from aktionsplan.shared.ledger.models import LedgerSecret
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.retention.models import ArchiveOffer
from aktionsplan.shared.retention.queries import (
    children_first,
    due,
    due_count,
    model_of,
    offer_values,
    released_parts,
    retentions,
)
from aktionsplan.shared.retention.rules import Retention, last_day
from aktionsplan.shared.words import Problem, Refused, mark


def _locked_offer(offer: ArchiveOffer) -> ArchiveOffer:
    return ArchiveOffer.objects.select_for_update().get(pk=offer.pk)


OFFER = Subject(takes=("offer",), lock=_locked_offer, reference=lambda offer: f"retention:{offer.retention}")
"""What the archive was offered."""
BLOCK = 500
"""Rows that go in one statement."""


def _forget_traces(part: Retention, rows: list[Thing], partnership: Thing) -> None:
    """What ledger and search hold of these things."""
    for row in rows:
        search.remove(partnership=partnership, reference=row.key)
        LedgerSecret.objects.filter(partnership=partnership, entry__reference=f"{part.thing}:{row.key}").delete()


def clear(part: Retention, until: dt.date, partnership: Town | None = None) -> int:
    """Lets everything go that is due; returns how many rows."""
    count, model = 0, model_of(part)
    while rows := list(due(part, until, partnership)[:BLOCK]):
        named = {getattr(row, f"{name}_id") for row in rows for name in part.files} - {None}
        chosen = model._base_manager.filter(pk__in=[row.pk for row in rows])
        if part.thing:
            _forget_traces(part, rows, partnership)
        if part.blank:
            chosen.update(**part.blank)
        else:
            chosen.delete()
        for stored in StoredFile._base_manager.filter(pk__in=named):
            release(stored)
        count += len(rows)
    return count


@deed("retention.expire", on=None, because="many rows of one model")
def expire(*, model: str, by: By, at: dt.datetime) -> int:
    """What goes by itself of one model in one partnership; the ledger is told how many rows."""
    parts = [part for part in retentions() if part.model == model and not part.released]
    gone = {part.retention: clear(part, last_day(local_day(at), part.days), by.partnership) for part in parts}
    record(by=by, at=at, reference=f"retention:{model}", payload={"gone": gone})
    return sum(gone.values())


def expire_global(now: dt.datetime) -> int:
    """What goes by itself of rows that belong to no partnership, which have no ledger; returns how many."""
    return sum(clear(part, last_day(local_day(now), part.days)) for part in retentions() if not part.released)


@deed("retention.offer", on=None, because="the offer may not be there yet")
def offer(*, retention: str, offered_on: dt.date, answer: str, note: str, by: By, at: dt.datetime) -> ArchiveOffer:
    """Notes what was offered to the archive and what it answered; again with a later answer.

    Refused for a day to come and when nothing is due. Source: programme.md section 9 (offer before deletion).
    """
    parts, today = released_parts(retention), local_day(at)
    if offered_on > today:
        raise Refused(Problem("future", mark("Dieser Tag liegt in der Zukunft."), {}, "offered_on"))
    until = last_day(today, parts[0].days)
    count = due_count(retention, until, by.partnership)
    if not count:
        raise Refused(Problem("nothing_due", mark("Davon ist heute nichts zu löschen.")))
    row, _made = ArchiveOffer.objects.update_or_create(
        partnership=by.partnership,
        retention=retention,
        released_at=None,
        defaults={
            "until": until,
            "count": count,
            "offered_on": offered_on,
            "answer": answer,
            "note": note,
            "offered_by": by.reference,
        },
    )
    record(by=by, at=at, reference=f"retention:{retention}", payload={"answer": answer, "count": count})
    return row


@deed("retention.release", on=OFFER)
def release_deletion(*, offer: ArchiveOffer, seen: str = "", by: By, at: dt.datetime) -> int:
    """Deletes everything the offer covers; returns how many files, which its page and the offer count too.

    Refused while the archive has not answered, and when it is not as much as was offered; Conflict when the offer is no
    longer the one that was seen. Each model has an entry of its own in the ledger.
    """
    unchanged(seen, offer_values(offer))
    if offer.released_at is not None or offer.answer == "none":
        raise Refused(Problem("not_offered", mark("Das Archiv hat noch nicht geantwortet.")))
    if due_count(offer.retention, offer.until, by.partnership) != offer.count:
        text = mark(
            "Seit dem Angebot hat sich geändert, was zu löschen ist. Bieten Sie es dem Archiv noch einmal an."
        )
        raise Refused(Problem("changed", text))
    gone = sum(
        expire_released(model=model, offer=offer, by=by, at=at)
        for model in children_first(part.model for part in released_parts(offer.retention))
    )
    offer.released_at = at
    offer.save(update_fields=["released_at"])
    record(by=by, at=at, reference=f"retention:{offer.retention}", payload={"gone": gone})
    return offer.count


@deed("retention.delete", on=None, because="many rows of one model; the release has locked its offer")
def expire_released(*, model: str, offer: ArchiveOffer, by: By, at: dt.datetime) -> int:
    """What goes of one model by a release; only as a part of it."""
    parts = [part for part in released_parts(offer.retention) if part.model == model]
    gone = sum(clear(part, offer.until, by.partnership) for part in parts)
    record(by=by, at=at, reference=f"retention:{model}", payload={"gone": gone})
    return gone
