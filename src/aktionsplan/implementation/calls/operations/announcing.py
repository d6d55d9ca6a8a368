"""Telling the applicants what the committee recommends, and the reservation that the money comes."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from aktionsplan.implementation.calls import emails, queries
from aktionsplan.implementation.calls.models import Application, Call
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.words import Problem, Refused, mark


def _each_applicant(rows: Iterable[Application]) -> list[list[Application]]:
    """The applications of one account together: each applicant gets one mail."""
    return [list(some) for _account, some in groupby(rows, key=lambda row: row.account_id)]


@deed("calls.announce", on=queries.CALL)
def announce(*, call: Call, by: By, at: dt.datetime) -> int:
    """Every applicant whose result is taken over learns it in one mail, which promises nothing; returns how many mails.

    Refused when nothing new is to be told. Source: programme.md 4.9 (only the notice binds).
    """
    rows = queries.to_announce(call)
    if not rows:
        raise Refused(Problem("told", mark("Es gibt kein neues Ergebnis.")))
    for row in rows:
        row.told_state, row.told_at = row.state, at
        row.save(update_fields=["told_state", "told_at"])
    mails = _each_applicant(rows)
    for some in mails:
        queue(letter=emails.recommended(some), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"results": len(rows), "mails": len(mails)})
    return len(mails)


@deed("calls.set_reservation", on=queries.CALL)
def set_reservation(*, call: Call, reason: str, by: By, at: dt.datetime) -> Call:
    """What is decided in this call stands under the reservation that the money comes: no notice is drafted or signed.

    Refused when it stands under one, or when it has ended. Source: programme.md 10 (late federal notice).
    """
    if call.reservation:
        raise Refused(Problem("reserved", mark("Für diesen Aufruf gibt es schon einen Vorbehalt.")))
    call.reservation = reason
    call.save(update_fields=["reservation"])
    record(by=by, at=at, payload={"reason": reason})
    return call


@deed("calls.lift_reservation", on=queries.CALL)
def lift_reservation(*, call: Call, text: str, by: By, at: dt.datetime) -> Call:
    """The second release: the money has come, notices can be written; whoever was recommended learns it.

    Refused when nothing is reserved.
    """
    if not call.reserved:
        raise Refused(Problem("free", mark("Für diesen Aufruf gilt kein Vorbehalt.")))
    call.reservation_ended_at, call.reservation_ended_by, call.reservation_ended_text = at, by.reference, text
    call.save(update_fields=["reservation_ended_at", "reservation_ended_by", "reservation_ended_text"])
    for some in _each_applicant(queries.told_applicants(call)):
        queue(letter=emails.money_came(some), at=at, partnership=by.partnership)
    record(by=by, at=at, payload={"text": text})
    return call
