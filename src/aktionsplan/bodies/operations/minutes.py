"""Writing minutes: signed by two people, later only corrected beside the text."""

import datetime as dt
import hashlib
from dataclasses import replace

from aktionsplan.bodies import queries, rules
from aktionsplan.bodies.documents.invitation import at_clock
from aktionsplan.bodies.documents.minutes import MinutesLetter, minutes_letter, restored
from aktionsplan.bodies.models import AgendaItem, Correction, Meeting, Minutes
from aktionsplan.bodies.operations.meetings import not_signed, touch
from aktionsplan.bodies.states import ITEM, MINUTES, OPEN_ITEM
from aktionsplan.people.permissions.relations import NOT_RECUSED
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.documents.typesetting import plain
from aktionsplan.shared.ledger.operations import canonical, give_away_head, record
from aktionsplan.shared.periods import BERLIN, german_day, local_day
from aktionsplan.shared.words import Problem, Refused, mark

LEADING = ("chair", "vice_chair")


def digest_of(meeting: Meeting) -> str:
    """SHA-256 over everything the internal minutes say, without signatures: what both people sign."""
    return digest_of_letter(minutes_letter(meeting))


def digest_of_letter(letter: MinutesLetter) -> str:
    """The same over internal minutes that are at hand."""
    return hashlib.sha256(canonical(plain(letter)).encode()).hexdigest()


def _minutes(meeting: Meeting, by: By) -> Minutes:
    if meeting.state != "held":
        raise Refused(Problem("not_held", mark("Die Niederschrift wird nach der Sitzung unterschrieben.")))
    minutes = Minutes.objects.select_for_update().filter(meeting=meeting).first()
    return minutes or Minutes.objects.create(partnership=by.partnership, meeting=meeting, state=MINUTES.initial)


def _function(meeting: Meeting, minutes: Minutes, by: Actor, at: dt.datetime) -> str:
    """As what this person signs: as secretary, or as whoever led; each place is signed once, by two people."""
    functions = queries.signers(meeting, local_day(at)).get(by.account.pk, frozenset())
    if "secretary" in functions and not minutes.secretary:
        place = "secretary"
    elif functions & set(LEADING) and not minutes.chair:
        place = next(function for function in LEADING if function in functions)
    else:
        raise Refused(Problem("signed", mark("Hier fehlt die Unterschrift der anderen Person.")))
    if by.reference in (minutes.chair, minutes.secretary):
        raise Refused(Problem("two_people", mark("Vorsitz und Schriftführung unterschreiben als zwei Personen.")))
    return place


def _sign(minutes: Minutes, place: str, by: Actor, at: dt.datetime) -> None:
    if place in LEADING:
        minutes.chair_as = place
        minutes.chair, minutes.chair_name, minutes.chair_signed_at = by.reference, by.account.name, at
    else:
        minutes.secretary, minutes.secretary_name, minutes.secretary_signed_at = by.reference, by.account.name, at


def signatures_of(minutes: Minutes) -> tuple[tuple[str, str, str], ...]:
    """Function, name and moment of each signature."""
    rows = (
        (rules.FUNCTIONS[minutes.chair_as or "chair"], minutes.chair_name, minutes.chair_signed_at),
        (rules.FUNCTIONS["secretary"], minutes.secretary_name, minutes.secretary_signed_at),
    )
    return tuple((word, name, _moment(at)) for word, name, at in rows if at is not None)


def _moment(at: dt.datetime) -> str:
    return f"{german_day(at.astimezone(BERLIN).date())}, {at_clock(at)}"


def _end_open_items(meeting: Meeting) -> None:
    """A meeting that was written down from paper ends its topics here; Refused while an application waits for a decision."""
    for item in meeting.items.filter(state__in=OPEN_ITEM).order_by("position", "id"):
        if item.reference:
            text = mark(
                "„{title}“ ist noch offen. Halten Sie die Entscheidung fest, oder nehmen Sie den Punkt herunter."
            )
            raise Refused(Problem("open_item", text, {"title": item.title}))
        item.state = ITEM.next(item.state, "finish")
        item.save(update_fields=["state"])


@deed("bodies.sign_minutes", on=queries.MEETING)
def sign_minutes(*, meeting: Meeting, seen: str = "", by: Actor, at: dt.datetime) -> Minutes:
    """Chair or secretary signs; with the second signature both versions are made, with the head of the ledger.

    Refused before the meeting is over, for a person who signed already, and when what was signed first has changed;
    Conflict when it is no longer what was read.
    """
    if seen:
        unchanged(seen, {"digest": digest_of(meeting)})
    minutes = _minutes(meeting, by)
    minutes.state = MINUTES.next(minutes.state, "sign")
    place = _function(meeting, minutes, by, at)
    _end_open_items(meeting)
    now = digest_of(meeting)
    if minutes.digest and minutes.digest != now:
        raise Refused(
            Problem(
                "changed", mark("Seit der ersten Unterschrift hat sich etwas geändert. Nehmen Sie sie zuerst zurück.")
            )
        )
    minutes.digest = now
    _sign(minutes, place, by, at)
    payload = {"signed_as": place, "digest": now}
    entry = record(by=by, at=at, payload=payload)
    if minutes.state == "signed":
        top = give_away_head(partnership=by.partnership, where=f"minutes {meeting.key}", at=at)
        footer = f"Verlaufsbuch, Eintrag {entry.sequence}, Kopf {top.size}:{top.root}"
        minutes.internal = _issue(meeting, minutes, footer, at, internal=True)
        minutes.public = _issue(meeting, minutes, footer, at, internal=False)
    minutes.save(update_fields=[field.name for field in Minutes._meta.concrete_fields if field.name != "id"])
    touch(meeting)
    return minutes


def _issue(meeting: Meeting, minutes: Minutes, footer: str, at: dt.datetime, *, internal: bool) -> Document:
    letter = minutes_letter(meeting, signatures=signatures_of(minutes), footer=footer, internal=internal)
    return issue(
        partnership=meeting.partnership,
        kind="minutes" if internal else "public_minutes",
        reference=f"meeting:{meeting.key}",
        title=f"{letter.title} ({letter.kind})"[:200],
        template="minutes",
        data=letter,
        at=at,
    )


def _issue_corrected(minutes: Minutes, at: dt.datetime) -> None:
    """A copy of the internal minutes with every correction below the signatures; the signed one stays as it is."""
    signed = minutes.internal
    assert signed is not None
    corrections = [(german_day(local_day(row.entered_at)), row.text) for row in minutes.corrections.all()]
    issue(
        partnership=minutes.partnership,
        kind="minutes",
        reference=signed.reference,
        title=signed.title,
        template="minutes",
        data=replace(restored(signed.data), corrections=tuple(corrections)),
        at=at,
    )


@deed("bodies.reopen_minutes", on=queries.MEETING)
def reopen_minutes(*, meeting: Meeting, by: Actor, at: dt.datetime) -> Minutes:
    """The first signature is taken back, so that the draft can be changed; Refused once both have signed."""
    minutes = _minutes(meeting, by)
    minutes.state, minutes.digest = MINUTES.next(minutes.state, "reopen"), ""
    minutes.chair = minutes.chair_name = minutes.chair_as = minutes.secretary = minutes.secretary_name = ""
    minutes.chair_signed_at = minutes.secretary_signed_at = None
    minutes.save(update_fields=[field.name for field in Minutes._meta.concrete_fields if field.name != "id"])
    record(by=by, at=at, payload={"reopened": True})
    return minutes


@deed("bodies.correct_minutes", on=queries.MEETING)
def correct_minutes(*, meeting: Meeting, text: str, by: Actor, at: dt.datetime) -> Correction:
    """What was wrong in signed minutes, beside them: the signed document never changes, the next copy bears both."""
    minutes = _minutes(meeting, by)
    MINUTES.next(minutes.state, "correct")
    correction = Correction.objects.create(
        partnership=by.partnership, minutes=minutes, text=text, entered_at=at, entered_by=by.reference
    )
    _issue_corrected(minutes, at)
    record(by=by, at=at, payload={"correction": text})
    return correction


MOST_NOTE = 8000
"""Characters of a note that two people wrote at once."""


@deed("bodies.note_item", on=queries.ITEM)
def note_item(*, item: AgendaItem, note: str, seen: str | None = None, by: By, at: dt.datetime) -> AgendaItem:
    """What the minutes say of the item; kept while the meeting runs and until the minutes are signed.

    `seen` is the note the person had before her: when somebody else has written meanwhile, both texts are kept.
    """
    not_signed(item.meeting)
    if isinstance(by, Actor) and NOT_RECUSED not in queries.relations(item, by, local_day(item.meeting.starts_at)):
        raise Refused(Problem("recused", mark("Sie sind bei diesem Punkt befangen.")))
    other = seen is not None and item.note not in (seen, note, "")
    item.note = f"{item.note}\n\n{note}" if other else note
    if len(item.note) > MOST_NOTE:
        text = mark(
            "Jemand hat gleichzeitig geschrieben, und zusammen ist es zu lang. Bitte kürzen Sie auf {most} Zeichen."
        )
        raise Refused(Problem("long", text, {"most": MOST_NOTE - len(item.note) + len(note)}, "note"))
    item.save(update_fields=["note"])
    touch(item.meeting)
    record(by=by, at=at, payload={"note": item.note, "beside": other})
    return item
