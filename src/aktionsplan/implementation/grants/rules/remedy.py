"""From the post to finality: when a notice counts as made known, how long it can be contested, and why."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.shared.periods import add_months, holiday_name, next_working_day
from aktionsplan.shared.words import Problem, mark

USUAL_POST_DAYS = 30
"""Entering a posting day further back than this asks for a second look; no rule of law (unsourced)."""
REMEDY_MONTHS = 1
"""Months for an objection, fixed by law: VwGO § 70 Abs. 1."""
UNINSTRUCTED_MONTHS = 12
"""Months for an objection when the instruction is missing or wrong: VwGO §§ 58 Abs. 2, 70 Abs. 2."""
HOLIDAY = mark("Der {plain} ist ein Feiertag ({name}). Die Frist endet am nächsten Werktag: {end}.")
WEEKEND = {
    5: mark("Der {plain} ist ein Samstag. Die Frist endet am nächsten Werktag: {end}."),
    6: mark("Der {plain} ist ein Sonntag. Die Frist endet am nächsten Werktag: {end}."),
}
OPEN_UNTIL = mark("Bis zum {end} war ein Widerspruch oder eine Klage offen.")
OBJECTION_OUTCOMES = {
    "withdrawn": mark("zurückgenommen"),
    "decided": mark("zurückgewiesen durch Widerspruchsbescheid"),
    "judged": mark("rechtskräftig abgewiesen (Klage)"),
}


@dataclass(frozen=True)
class Finality:
    """The days from posting to finality, each with the rule that made it."""

    posted: dt.date
    notified: dt.date
    remedy_end: dt.date
    binding_from: dt.date
    reasons: tuple[Problem, ...]


def notification(posted: dt.date, *, days: int, shift: bool, land: str) -> dt.date:
    """The day on which a posted notice counts as notified.

    Source: VwVfG § 41 Abs. 2 (the day is not shifted when it falls on a weekend, [RT24]; `shift` is the
    other view, [123R]).
    """
    day = posted + dt.timedelta(days=days)
    return next_working_day(day, land) if shift else day


def remedy_end(notified: dt.date, *, months: int, land: str) -> dt.date:
    """The last day for an objection: the same day number months later, moved to the next working day.

    Source: VwGO §§ 70, 74; BGB § 188 Abs. 2, 3; VwVfG § 31 Abs. 3.
    """
    return next_working_day(add_months(notified, months), land)


def remedy_months(*, instructed: bool) -> int:
    """For how many months a notice can be contested: one, or a year when its instruction is missing or wrong.

    Source: VwGO §§ 58 Abs. 2, 70; programme.md 4.9.
    """
    return REMEDY_MONTHS if instructed else UNINSTRUCTED_MONTHS


def finality(
    posted: dt.date, *, days: int, shift: bool, land: str, received: dt.date | None = None, instructed: bool = True
) -> Finality:
    """Notification, last day for an objection and first final day, with the reason of each.

    Posted 28 Nov 2024 with 3 days: notified 1 Dec, last day 2 Jan 2025. Posted 14 Mar 2025 with 4 days:
    notified 18 Mar, last day 22 Apr 2025 (programme.md 4.9). A later day of receipt that the authority knows of
    counts instead of the deemed one (VwVfG § 41 Abs. 2 Satz 3).
    """
    deemed = notification(posted, days=days, shift=shift, land=land)
    notified = max(deemed, received) if received else deemed
    end = remedy_end(notified, months=remedy_months(instructed=instructed), land=land)
    sentences = reasons(
        posted=posted, notified=notified, last_day=end, received=received, instructed=instructed, land=land
    )
    return Finality(posted, notified, end, end + dt.timedelta(days=1), sentences)


def _moved(plain: dt.date, end: dt.date, land: str) -> Problem:
    """Why a period does not end on its plain last day: a day of rest (VwVfG § 31 Abs. 3), or an action until then."""
    days = {"plain": plain.strftime("%d.%m.%Y"), "end": end.strftime("%d.%m.%Y")}
    if end != next_working_day(plain, land):
        return Problem("open_until", OPEN_UNTIL, {"end": days["end"]})
    if name := holiday_name(plain, land):
        return Problem("moved", HOLIDAY, {**days, "name": name})
    return Problem("moved", WEEKEND[plain.weekday()], days)


def _period(end: dt.date, *, served: dt.date | None, instructed: bool) -> Problem:
    """How long the notice can be contested, before days of rest move the end."""
    days = {"end": end.strftime("%d.%m.%Y")}
    if served:
        text = mark(
            "Der Widerspruchsbescheid wurde am {day} zugestellt. Danach ist einen Monat Klage möglich, also bis {end}."
        )
        return Problem("served", text, days | {"day": served.strftime("%d.%m.%Y")})
    if instructed:
        return Problem("month", mark("Die Frist für den Widerspruch dauert einen Monat, also bis {end}."), days)
    text = mark("Die Belehrung über den Widerspruch fehlt oder ist falsch: Er ist ein Jahr möglich, also bis {end}.")
    return Problem("year", text, days)


def reasons(
    *,
    posted: dt.date,
    notified: dt.date,
    last_day: dt.date,
    received: dt.date | None = None,
    objected: dt.date | None = None,
    waived: dt.date | None = None,
    served: dt.date | None = None,
    late: dt.date | None = None,
    instructed: bool = True,
    land: str,
) -> tuple[Problem, ...]:
    """The sentences that explain the days of a notice as they were kept; nothing is computed anew from law."""
    form = "%d.%m.%Y"
    arrived_late = received is not None and received == notified
    text = (
        mark("Zur Post am {posted}. Angekommen ist der Bescheid am {notified}; dieser Tag gilt.")
        if arrived_late
        else mark("Zur Post am {posted}. {days} Tage später gilt der Bescheid als bekannt gegeben: {notified}.")
    )
    days = {"posted": posted.strftime(form), "days": (notified - posted).days, "notified": notified.strftime(form)}
    sentences = [Problem("notified", text, days)]
    if waived and received and received < notified:
        text = mark("Angekommen ist der Bescheid nach der Bestätigung schon am {day}.")
        sentences.append(Problem("received", text, {"day": received.strftime(form)}))
    if waived:
        text = mark("Am {day} kam der Verzicht auf den Widerspruch. Damit ist der Bescheid bestandskräftig.")
        return (*sentences, Problem("waived", text, {"day": waived.strftime(form)}))
    plain_end = add_months(served or notified, remedy_months(instructed=instructed or served is not None))
    sentences.append(_period(plain_end, served=served, instructed=instructed))
    if last_day > plain_end:
        sentences.append(_moved(plain_end, last_day, land))
    if objected:
        text = mark(
            "Am {day} ist ein Widerspruch oder eine Klage eingegangen. Solange das offen ist, wird der Bescheid nicht "
            "bestandskräftig."
        )
        return (*sentences, Problem("objected", text, {"day": objected.strftime(form)}))
    if late:
        text = mark("Am {day} kam ein Widerspruch nach dem Ende der Frist. Er hält die Bestandskraft nicht auf.")
        sentences.append(Problem("late", text, {"day": late.strftime(form)}))
    binding = last_day + dt.timedelta(days=1)
    text = mark("Kommt nichts, ist der Bescheid ab {day} bestandskräftig.")
    return (*sentences, Problem("binding", text, {"day": binding.strftime(form)}))


def posting_problem(
    posted: dt.date, *, signed: dt.date, year: int | None, today: dt.date, sure: bool = False
) -> Problem | None:
    """None when the notice can have been posted on that day, else why not; `sure` confirms a day long past.

    `year` is that of the money, None for a notice that gives none. A notice that leaves after its programme year promises
    money that has expired (BHO/LHO § 11; programme.md 4.10).
    """
    if year is not None and posted > dt.date(year, 12, 31):
        text = mark("Das Geld des Jahres {year} ist am 31. Dezember verfallen. Holen Sie den Bescheid zurück.")
        return Problem("expired", text, {"year": year}, "posted_on")
    if posted < signed:
        return Problem(
            "posted",
            mark("Der Bescheid wurde erst am {day} unterschrieben."),
            {"day": signed.strftime("%d.%m.%Y")},
            "posted_on",
        )
    if posted > today:
        return Problem("posted", mark("Dieser Tag liegt in der Zukunft."), {}, "posted_on")
    if (today - posted).days > USUAL_POST_DAYS and not sure:
        return Problem(
            "posted",
            mark("Das ist mehr als {n} Tage her. Prüfen Sie das Datum und bestätigen Sie es unten."),
            {"n": USUAL_POST_DAYS},
            "posted_on",
        )
    return None


def receipt_problem(received: dt.date, *, posted: dt.date, today: dt.date) -> Problem | None:
    """None when the notice can have arrived on that day, else why not. Source: VwVfG § 41 Abs. 2 Satz 3."""
    if received < posted or received > today:
        return Problem("received", mark("Der Bescheid kann nicht an diesem Tag angekommen sein."), {}, "received_on")
    return None


def waiver_problem(waived: dt.date, *, received: dt.date, posted: dt.date, today: dt.date) -> Problem | None:
    """None when the waiver can have come in on that day: only what has arrived can be waived.

    Source: programme.md 4.9 (a signed waiver brings finality forward); a waiver before receipt is void.
    """
    if problem := receipt_problem(received, posted=posted, today=today):
        return problem
    if waived < received or waived > today:
        return Problem("waived", mark("Der Verzicht kann nicht an diesem Tag eingegangen sein."), {}, "waived_on")
    return None


def came_back_problem(*, requested: bool, contested: bool) -> Problem | None:
    """None when a letter can have come back unread, else what shows that its recipient had it.

    A notice that was made known stays in force until it is revoked. Source: VwVfG §§ 43 Abs. 2, 48, 49.
    """
    if contested:
        return Problem("had", mark("Gegen den Bescheid kam schon ein Widerspruch, also ist er angekommen."))
    if requested:
        return Problem("had", mark("Der Verein hat schon Geld angefordert, also ist der Bescheid angekommen."))
    return None


def objection_problem(
    received: dt.date, *, posted: dt.date, last_day: dt.date, waived: bool, today: dt.date
) -> Problem | None:
    """None when an objection of that day keeps the notice from becoming final, else why not. Source: VwGO §§ 68, 70, 80."""
    if waived:
        return Problem("waived", mark("Der Verein hat auf den Widerspruch verzichtet."), {}, "received_on")
    if received > today:
        return Problem("received", mark("Dieser Tag liegt in der Zukunft."), {}, "received_on")
    if received < posted:
        text = mark("Der Bescheid ging erst am {day} zur Post.")
        return Problem("received", text, {"day": posted.strftime("%d.%m.%Y")}, "received_on")
    if received > last_day:
        return Problem(
            "late",
            mark(
                "Die Frist endete am {day}. Ein späterer Widerspruch hält die Bestandskraft nicht auf. Setzen Sie den Haken, "
                "wenn er so festgehalten werden soll."
            ),
            {"day": last_day.strftime("%d.%m.%Y")},
            "received_on",
        )
    return None


def settlement_problem(
    outcome: str, *, settled: dt.date, objected: dt.date, served: bool, today: dt.date
) -> Problem | None:
    """None when an objection or action can have ended so on that day: there is one decision on an objection, and an
    action only after it. Source: VwGO §§ 68, 73, 74.
    """
    if settled < objected or settled > today:
        return Problem("settled", mark("An diesem Tag kann das nicht gewesen sein."), {}, "settled_on")
    if outcome == "decided" and served:
        return Problem(
            "decided", mark("Über den Widerspruch ist schon entschieden. Offen ist die Klage."), {}, "outcome"
        )
    if outcome == "judged" and not served:
        return Problem("judged", mark("Vor einer Klage steht der Widerspruchsbescheid."), {}, "outcome")
    return None


def remedy_after_objection(last_day: dt.date, *, outcome: str, day: dt.date, land: str) -> dt.date:
    """The last day for a remedy once an objection is settled: as before when it was withdrawn, else a month for the
    action against the decision on the objection, counted from the day it was served; none once a court has judged.

    Source: VwGO §§ 73, 74 Abs. 1.
    """
    if outcome == "decided":
        return remedy_end(day, months=REMEDY_MONTHS, land=land)
    return last_day if outcome == "withdrawn" else day
