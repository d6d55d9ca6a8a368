"""Calls in the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.kinds import Json
from aktionsplan.shared.publishing.pages import Content, Context, Dated, PortalPage
from aktionsplan.shared.words import mark


def _open(content: Content, today: dt.date) -> list[Json]:
    """Calls that take applications today, nearest deadline first."""
    day = today.isoformat()
    return [call.data for call in content.all("call") if call.data["opens_on"] <= day <= call.data["deadline"]]


def frame(content: Content, today: dt.date) -> Context:
    """Every page leads to the calls that are open."""
    return {"calls": _open(content, today)}


def _calls(content: Content, today: dt.date, key: str) -> Context:
    open_today = _open(content, today)
    return {"other_calls": [call.data for call in content.all("call") if call.data not in open_today]}


def _call(content: Content, today: dt.date, key: str) -> Context:
    call, day = content.one("call", key), today.isoformat()
    return {
        "shown": call,
        "data": call.data,
        "open": call.data["opens_on"] <= day <= call.data["deadline"],
        "coming": call.data["opens_on"] > day,
    }


def dates(content: Content, today: dt.date) -> list[Dated]:
    """Until when one can apply, under Termine."""
    return [
        Dated(
            dt.date.fromisoformat(call["deadline"]),
            mark("Anträge"),
            call["title"],
            "portal:call",
            call["key"],
            until=True,
        )
        for call in _open(content, today)
    ]


PAGES = (
    PortalPage("calls", "aufrufe/", "portal/calls.html", _calls, area="projects", word=mark("Aufrufe"), place=20),
    PortalPage("call", "aufrufe/{key}/", "portal/call.html", _call, of="call", below="calls"),
)
