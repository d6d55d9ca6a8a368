"""Bodies and their meetings in the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.calendars import calendar_file, meeting_event
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.publishing.pages import Content, Context, Dated, PortalPage
from aktionsplan.shared.words import mark


def _meetings(content: Content, today: dt.date, body: str = "") -> Context:
    """Coming meetings, nearest first, and past ones, newest first; of one body or of all."""
    rows = [(row, dt.datetime.fromisoformat(row.data["starts_at"])) for row in content.all("meeting")]
    rows = sorted((pair for pair in rows if body in ("", pair[0].data["body"])), key=lambda pair: pair[1])
    coming = [pair for pair in rows if pair[1].date() >= today and pair[0].data["state"] != "held"]
    past = [pair for pair in reversed(rows) if pair not in coming]
    return {"coming": coming, "all_meetings": coming + past}


def _bodies(content: Content, today: dt.date, key: str) -> Context:
    return {"bodies": content.all("body")} | _meetings(content, today)


def _body(content: Content, today: dt.date, key: str) -> Context:
    body = content.one("body", key)
    return {"shown": body, "data": body.data} | _meetings(content, today, key)


def _meeting(content: Content, today: dt.date, key: str) -> Context:
    meeting = content.one("meeting", key)
    return {
        "shown": meeting,
        "data": meeting.data,
        "starts": dt.datetime.fromisoformat(meeting.data["starts_at"]),
        "files": [row for row in content.all("file") if row.data["meeting"] == key],
        "body_shown": any(row.slug == meeting.data["body"] for row in content.all("body")),
    }


def _calendar(town: str, content: Content, key: str) -> bytes:
    """The meeting as a calendar file; one that does not take place keeps its file, with `STATUS:CANCELLED`."""
    meeting = content.one("meeting", key)
    data = meeting.data
    event = meeting_event(
        town=town,
        key=key,
        sequence=data["sequence"],
        title=f"{'Umlaufverfahren' if data['circular'] else 'Sitzung'}: {data['body_name']}",
        place=data["place"],
        starts_at=dt.datetime.fromisoformat(data["starts_at"]),
        organiser="",
        told_at=meeting.published_at,
        cancelled=data["state"] == "cancelled",
    )
    return calendar_file(event).encode()


def dates(content: Content, today: dt.date) -> list[Dated]:
    """Meetings to come, under Termine; one that does not take place says so on its own page."""
    return [
        Dated(
            starts.astimezone(BERLIN).date(),
            mark("Öffentliche Sitzung") if row.data["public"] else mark("Sitzung"),
            row.data["body_name"],
            "portal:meeting",
            row.slug,
            at="" if row.data["circular"] else f"{starts.astimezone(BERLIN):%H:%M}",
        )
        for row, starts in _meetings(content, today)["coming"]
        if row.data["state"] != "cancelled"
    ]


PAGES = (
    PortalPage("bodies", "gremien/", "portal/bodies.html", _bodies, area="plan", word=mark("Ausschuss"), place=40),
    PortalPage("body", "gremien/{key}/", "portal/body.html", _body, of="body", below="bodies"),
    PortalPage(
        "calendar",
        "sitzungen/{key}/termin.ics",
        content_type="text/calendar; charset=utf-8",
        body=_calendar,
        of="meeting",
    ),
    PortalPage("meeting", "sitzungen/{key}/", "portal/meeting.html", _meeting, of="meeting", below="dates"),
)
