"""What strangers do about an event: sign up without a name, change it, cancel it."""

import datetime as dt
from collections.abc import Sequence

from aktionsplan.development.participation import emails, queries, rules
from aktionsplan.development.participation.models import Event, SignUp
from aktionsplan.development.participation.operations.events import from_waiting
from aktionsplan.development.participation.states import SIGN_UP
from aktionsplan.shared.codes import code_hash, new_code
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.mail.operations import queue
from aktionsplan.shared.words import Problem, Refused, mark

UNTOLD = "the ledger keeps no moment at which somebody signed up"


def _open_event(by: By, key: str, at: dt.datetime) -> Event:
    event = Event.objects.select_for_update().filter(partnership=by.partnership, key=key, state="open").first()
    if event is None or event.starts_at <= at:
        raise Refused(Problem("closed", mark("Für diese Veranstaltung kann man sich nicht mehr anmelden.")))
    return event


def _own_code(by: By, event: Event, sign: str) -> tuple[str, str]:
    """A code and its hash: the one that came with the form unless that is none or is another's already."""
    code = sign if code_hash(by.partnership, queries.SIGN_UP_CODE, sign) else new_code()
    while SignUp.objects.filter(event=event, code=code_hash(by.partnership, queries.SIGN_UP_CODE, code)).exists():
        code = new_code()
    return code, code_hash(by.partnership, queries.SIGN_UP_CODE, code)


@deed("participation.sign_up", on=None, because="the event is locked here; the sign-up is made here", untold=UNTOLD)
def sign_up(
    *,
    event: Event,
    counts: dict[str, int],
    needs: Sequence[str],
    email: str = "",
    sign: str = "",
    by: By,
    at: dt.datetime,
) -> tuple[str, str]:
    """Keeps places, or a turn on the waiting list when they do not suffice; returns the state and the code.

    Refused for nobody or more than twenty, after the event began, and for an address that has signed up already.
    """
    event = _open_event(by, event.key, at)
    if problem := rules.people_problem(counts):
        raise Refused(problem)
    address = email.strip().lower()
    if address and SignUp.objects.filter(event=event, email=address).exists():
        text = mark("Mit dieser Adresse sind Sie schon angemeldet. Ändern können Sie mit Ihrem Zeichen.")
        raise Refused(Problem("twice", text, {}, "email"))
    taken = queries.taken(event)
    people = sum(counts.values())
    state = rules.sign_up_state(event.capacity, taken.people, taken.waiting, people)
    code, hashed = _own_code(by, event, sign)
    kept = [need for need in event.needs if need in needs]
    row = SignUp(partnership=by.partnership, event=event, needs=kept, email=address, code=hashed, **counts)
    row.state = SIGN_UP.next(SIGN_UP.initial, "move_up" if state == "in" else "change")
    row.save(force_insert=True)
    if address:
        letter = (emails.signed_up if state == "in" else emails.waiting)(address, event, code)
        queue(letter=letter, at=at, partnership=by.partnership, short=True)
    return state, code


@deed(
    "participation.change_sign_up",
    on=queries.SIGN_UP,
    untold=UNTOLD,
)
def change_sign_up(
    *, sign_up: SignUp, counts: dict[str, int], needs: Sequence[str], by: By, at: dt.datetime
) -> SignUp:
    """Other numbers or needs. Fewer free places for those who wait; more only where they fit, else it is refused."""
    event = _open_event(by, sign_up.event.key, at)
    if problem := rules.people_problem(counts):
        raise Refused(problem)
    more = sum(counts.values()) - sign_up.people
    taken = queries.taken(event)
    if sign_up.state == "in" and more > 0 and taken.free is not None and (more > taken.free or taken.waiting):
        text = mark("So viele Plätze sind nicht mehr frei. Ihre bisherigen Plätze behalten Sie.")
        raise Refused(Problem("full", text, {}, "adult"))
    sign_up.state = SIGN_UP.next(sign_up.state, "change")
    for name, count in counts.items():
        setattr(sign_up, name, count)
    sign_up.needs = [need for need in event.needs if need in needs]
    sign_up.save(update_fields=[*counts, "needs", "state"])
    from_waiting(event, by, at)
    return sign_up


@deed("participation.remind", on=queries.SIGN_UP, untold="a mail to one address is no deed of the plan")
def remind(*, sign_up: SignUp, by: By, at: dt.datetime) -> None:
    """The mail on the day before, once."""
    event = sign_up.event
    sign_up.reminded = True
    sign_up.save(update_fields=["reminded"])
    letter = emails.reminder(sign_up.email, event)
    queue(letter=letter, at=at, partnership=by.partnership, short=True)


@deed("participation.cancel_sign_up", on=queries.SIGN_UP, untold=UNTOLD)
def cancel_sign_up(*, sign_up: SignUp, by: By, at: dt.datetime) -> None:
    """The places are free again, for those who wait first; nothing of the sign-up stays."""
    event = sign_up.event
    sign_up.delete()
    from_waiting(Event.objects.get(pk=event.pk), by, at)
