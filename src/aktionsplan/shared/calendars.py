"""Calendar files (RFC 5545): one event that can be updated and cancelled."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.shared.kinds import Value


@dataclass(frozen=True)
class Event:
    """One appointment: `uid` stays over all changes, `sequence` rises with each."""

    uid: str
    sequence: int
    title: str
    place: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    organiser: str
    told_at: dt.datetime
    cancelled: bool = False


USUAL_LENGTH = dt.timedelta(hours=2)


def meeting_event(
    *, town: str, key: str, starts_at: dt.datetime, ends_at: dt.datetime | None = None, **more: Value
) -> Event:
    """A meeting of a body as calendars know it, the same in mails, inside and on the portal."""
    return Event(
        uid=f"{key}@{town}",
        starts_at=starts_at,
        ends_at=ends_at or starts_at + USUAL_LENGTH,
        **more,
    )


def calendar_file(event: Event, *, attendee: str = "") -> str:
    """The event as a file; with an attendee as an invitation (`METHOD:REQUEST`), or its end (`CANCEL`). RFC 5546."""
    from icalendar import Calendar, vCalAddress  # noqa: PLC0415 -- imported in its one module
    from icalendar import Event as Entry  # noqa: PLC0415 -- as above

    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("summary", event.title)
    entry.add("location", event.place)
    entry.add("dtstamp", event.told_at.astimezone(dt.UTC))
    entry.add("dtstart", event.starts_at.astimezone(dt.UTC))
    entry.add("dtend", event.ends_at.astimezone(dt.UTC))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.organiser:
        entry.add("organizer", vCalAddress(f"mailto:{event.organiser}"))
    calendar = Calendar()
    calendar.add("prodid", "-//Aktionsplan//DE")
    calendar.add("version", "2.0")
    if attendee and event.organiser:
        calendar.add("method", "CANCEL" if event.cancelled else "REQUEST")
        entry.add("attendee", vCalAddress(f"mailto:{attendee}"))
    else:
        calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    return calendar.to_ical().decode()
