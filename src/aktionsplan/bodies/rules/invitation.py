"""When an invitation is in time. Days only, each rule with its source."""

import datetime as dt


def last_day(meets_on: dt.date, *, days: int) -> dt.date:
    """The last day on which an invitation may arrive: that many full days lie between it and the meeting.

    14 days before 17 March: 3 March; the day of the invitation is not counted (BGB § 187 Abs. 1). Source: committee.md Q1;
    [WETT2] (papers 14 days before).
    """
    return meets_on - dt.timedelta(days=days)


def in_time(sent_on: dt.date, meets_on: dt.date, *, days: int) -> bool:
    """Whether an invitation of that day is in time for the meeting."""
    return sent_on <= last_day(meets_on, days=days)
