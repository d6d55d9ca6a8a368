"""When an invitation is in time. Days only, each rule with its source."""

import datetime as dt


def last_day(meets_on: dt.date, *, days: int, counting: str = "between") -> dt.date:
    """The last day on which an invitation may arrive.

    `between`: that many full days lie between it and the meeting, and neither day counts (14 days, invited on 3 March:
    the earliest meeting is on 18 March). `with_meeting`: only the day of the invitation is not counted (BGB § 187 Abs. 1),
    so that the meeting may be on 17 March. Source: committee.md Q1; [WETT2] (papers 14 days before). ValueError for
    another way of counting.
    """
    if counting not in ("between", "with_meeting"):
        raise ValueError(counting)
    return meets_on - dt.timedelta(days=days + (counting == "between"))


def in_time(sent_on: dt.date, meets_on: dt.date, *, days: int, counting: str = "between") -> bool:
    """Whether an invitation of that day is in time for the meeting."""
    return sent_on <= last_day(meets_on, days=days, counting=counting)
