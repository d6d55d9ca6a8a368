"""Where people can take part, on the portal, from publications only."""

import datetime as dt

from aktionsplan.shared.calendars import Event, calendar_file
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.publishing.pages import Content, Context, Dated, PortalPage
from aktionsplan.shared.words import mark

ON_START = 3
IDEA_WORDS = {
    "open": mark("wird geprüft"),
    "chosen": mark("wird ein Antrag"),
    "declined": mark("nicht möglich"),
}


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _running(content: Content, today: dt.date) -> list[Context]:
    rows = [
        row.data | {"begins": _day(row.data["begins_on"]), "ends": _day(row.data["ends_on"])}
        for row in content.all("survey")
    ]
    return [row | {"open": row["begins"] <= today} for row in rows if row["ends"] >= today]


def _surveys(content: Content, today: dt.date, key: str) -> Context:
    results = [
        row.data | {"slug": row.slug, "begins": _day(row.data["begins_on"]), "closed": _day(row.data["closed_on"])}
        for row in content.all("survey_results")
    ]
    return {"running": _running(content, today), "results": results}


def _coming(content: Content, today: dt.date) -> list[Context]:
    rows = [
        row.data | {"starts": _moment(row.data["starts_at"]), "ends": _moment(row.data["ends_at"]), "slug": row.slug}
        for row in content.all("event")
    ]
    return sorted((row for row in rows if row["ends"].date() >= today), key=lambda row: row["starts"])


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(BERLIN)


def _events(content: Content, today: dt.date, key: str) -> Context:
    coming = _coming(content, today)
    known = {row["slug"] for row in coming}
    past = [
        row.data | {"starts": _moment(row.data["starts_at"]), "slug": row.slug}
        for row in content.all("event")
        if row.slug not in known and row.data["state"] != "cancelled"
    ]
    return {"coming_events": coming, "past_events": sorted(past, key=lambda row: row["starts"], reverse=True)}


def _event_calendar(town: str, content: Content, key: str) -> bytes:
    """The event as a calendar file; a cancelled one keeps its file, with `STATUS:CANCELLED`."""
    row = content.one("event", key)
    data = row.data
    entry = Event(
        uid=f"{key}@{town}",
        sequence=data["sequence"],
        title=data["title"],
        place=data["place"],
        starts_at=dt.datetime.fromisoformat(data["starts_at"]),
        ends_at=dt.datetime.fromisoformat(data["ends_at"]),
        organiser="",
        told_at=row.published_at,
        cancelled=data["state"] == "cancelled",
    )
    return calendar_file(entry).encode()


def _ideas(content: Content, today: dt.date, key: str) -> Context:
    rows = [
        row.data | {"word": IDEA_WORDS[row.data["state"]], "day": _day(row.data["received_on"]), "slug": row.slug}
        for row in reversed(content.all("idea"))
    ]
    votes = [
        row.data | {"begins": _day(row.data["begins_on"]), "ends": _day(row.data["ends_on"])}
        for row in content.all("idea_vote")
    ]
    calls = [row.data for row in content.all("call")]
    return {
        "may_apply": any(_day(call["opens_on"]) <= today <= _day(call["deadline"]) for call in calls),
        "running_votes": [
            row for row in votes if row["state"] == "running" and row["begins"] <= today <= row["ends"]
        ],
        "counting_votes": [row for row in votes if row["state"] == "counting"],
        "closed_votes": [row for row in votes if row["state"] == "closed"],
        "open_ideas": [row for row in rows if row["state"] == "open"],
        "decided_ideas": [row for row in rows if row["state"] != "open"],
    }


def start(content: Content, today: dt.date) -> Context:
    """Surveys that are open now and the next events, on the start page."""
    coming = [row for row in _coming(content, today) if row["state"] == "open"]
    return {
        "start_surveys": [row for row in _running(content, today) if row["open"]],
        "start_events": coming[:ON_START],
    }


def dates(content: Content, today: dt.date) -> list[Dated]:
    """Events that take place, and until when one can answer a survey or vote on ideas, under Termine."""
    events = [
        Dated(
            row["starts"].date(),
            mark("Veranstaltung"),
            row["title"],
            "visitor:sign_up",
            row["key"],
            at=f"{row['starts']:%H:%M}",
        )
        for row in _coming(content, today)
        if row["state"] != "cancelled"
    ]
    surveys = [
        Dated(row["ends"], mark("Befragung"), row["title"], "portal:surveys", until=True)
        for row in _running(content, today)
        if row["open"]
    ]
    votes = [
        Dated(row["ends"], mark("Abstimmung"), row["title"], "portal:ideas", until=True)
        for row in _ideas(content, today, "")["running_votes"]
    ]
    return events + surveys + votes


PAGES = (
    PortalPage(
        "surveys",
        "befragungen/",
        "portal/surveys.html",
        _surveys,
        area="take_part",
        word=mark("Befragungen"),
        place=40,
    ),
    PortalPage("ideas", "ideen/", "portal/ideas.html", _ideas, area="take_part", word=mark("Ideen"), place=45),
    PortalPage(
        "events",
        "veranstaltungen/",
        "portal/events.html",
        _events,
        area="dates",
        word=mark("Veranstaltungen"),
        place=30,
    ),
    PortalPage(
        "event_calendar",
        "veranstaltungen/{key}/termin.ics",
        content_type="text/calendar; charset=utf-8",
        body=_event_calendar,
        of="event",
    ),
)
