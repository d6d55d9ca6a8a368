"""Writing grants of earlier years: importing a public list and publishing it."""

import datetime as dt

from aktionsplan.implementation.grants import queries
from aktionsplan.implementation.grants.imports import HistoricRow, size_problem
from aktionsplan.implementation.grants.models import HistoricGrant
from aktionsplan.implementation.grants.publications import public_historic
from aktionsplan.shared.background.models import Job
from aktionsplan.shared.background.operations import put_down
from aktionsplan.shared.background.queries import in_work
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.files.operations import store
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.publishing.operations import publish_new
from aktionsplan.shared.publishing.queries import published_slugs
from aktionsplan.shared.words import Problem, Refused, mark

BUSY = Problem("busy", mark("Es läuft schon eine Übernahme. Warten Sie, bis sie fertig ist."), {}, "upload")


@deed("grants.ask_import", on=None, because="the file is stored here")
def ask_import(*, content: bytes, by: By, at: dt.datetime) -> Job:
    """Puts the import of a public grant list down for the worker; Refused for an empty or too large file.

    Whether its rows can be read is found out by the worker, which stores all of them or none.
    """
    if problem := size_problem(len(content)) or (BUSY if in_work("grants.import_historic", by) else None):
        raise Refused(problem)
    file = store(partnership=by.partnership, content=content, content_type="application/octet-stream", at=at)
    job = put_down(kind="grants.import_historic", thing="historic", by=by, file=file, at=at)
    record(by=by, at=at, reference="historic", payload={"bytes": len(content), "sha256": file.sha256})
    return job


@deed("grants.import_historic", on=None, because="the rows are made here")
def import_historic(*, source: str, rows: list[HistoricRow], by: By, at: dt.datetime) -> int:
    """Stores the rows that are not known yet, all or none; returns how many. Repeating adds nothing."""
    fresh = queries.new_rows(source, rows, by)
    HistoricGrant.objects.bulk_create(
        HistoricGrant(
            partnership=by.partnership,
            source=source,
            source_number=row.source_number,
            recipient=row.recipient,
            legal_form=row.legal_form,
            purpose=row.purpose,
            programme=row.programme,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            amount_eur=row.amount_eur,
            row=row.line,
            imported_at=at,
        )
        for row in fresh
    )
    record(by=by, at=at, reference="historic", payload={"source": source, "rows": len(fresh)})
    return len(fresh)


@deed("grants.publish_historic", on=None, because="many rows, which do not change")
def publish_historic(*, by: By, at: dt.datetime) -> int:
    """Shows every stored grant of earlier years on the portal; returns how many are new there."""
    shown = published_slugs(by.partnership, "historic_grant")
    rows = [
        (grant.key, public_historic(grant), f"{9999 - grant.starts_on.year}-{grant.recipient[:30]}")
        for grant in HistoricGrant.objects.filter(partnership=by.partnership)
        if grant.key not in shown
    ]
    count = publish_new(by=by, at=at, kind="historic_grant", rows=rows)
    record(by=by, at=at, reference="historic", payload={"published": count})
    return count
