"""Public pages where people take part without an account."""

import datetime as dt
import re
from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from aktionsplan.development.analysis.queries import places, theme_choices
from aktionsplan.development.participation import operations, queries, rules
from aktionsplan.development.participation.forms.events import (
    ChangeSignUpForm,
    ForgetContactForm,
    LeaveContactForm,
    SignUpForm,
)
from aktionsplan.development.participation.forms.ideas import IdeaCodeForm, SendIdeaForm
from aktionsplan.development.participation.forms.surveys import AnswerForm
from aktionsplan.development.participation.forms.votes import BallotCodeForm, BallotForm
from aktionsplan.development.participation.models import Event, Idea, SignUp
from aktionsplan.development.participation.states import IDEA
from aktionsplan.network import operations as network
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.periods import BERLIN, local_day
from aktionsplan.shared.questions import minutes
from aktionsplan.shared.visitors import VisitorForm, show, visitor_page
from aktionsplan.shared.words import Problem, Refused, known, mark

ANSWERS_AN_HOUR = 300
"""How many answers or sign-ups one source may send in an hour: a school has one address for all."""
UNKNOWN = Problem("unknown", mark("Dieses Zeichen kennen wir nicht. Bitte sehen Sie noch einmal nach."), {}, "sign")


def answer_survey(request: Request, key: str) -> HttpResponse:
    """The questions of a survey that runs."""
    row, today = queries.survey_for(request.actor, key), local_day(request.began_at)
    if row.state not in ("running", "closed"):
        raise Http404
    questions = queries.questions(row)
    form = AnswerForm(request.POST or None, questions=questions, slips=row.access == "tokens")
    deed, about = partial(operations.answer_survey, survey=row), minutes([queries.asked(one) for one in questions])
    template, is_open = "participation/answer.html", queries.is_open(row, today)
    return visitor_page(
        request, form, deed, template=template, page="surveys", survey=row, open=is_open, minutes=about
    )


def _timed(line: str) -> tuple[str, str]:
    """A line of a programme as time and words: `9:30 Ankommen`; a line without a time is words alone."""
    found = re.match(r"(\d{1,2}(?:[:.]\d{2})?(?: ?[–-] ?\d{1,2}(?:[:.]\d{2})?)?(?: Uhr)?)[ ,:]+(?=\S)", line)
    return (found[1], line[found.end() :]) if found else ("", line)


def _event_context(event: Event, at: dt.datetime) -> Context:
    """What everybody reads of an event."""
    place, room = queries.shown_place(event, signed=False)
    return {
        "event": event,
        "kind": rules.EVENT_KINDS[event.kind],
        "place": ", ".join(part for part in (place, room) if part),
        "later": event.room_shown != "public" and not event.at_risk,
        "starts": event.starts_at.astimezone(BERLIN),
        "ends": event.ends_at.astimezone(BERLIN),
        "days": (local_day(event.starts_at) - local_day(at)).days,
        "open": event.state == "open" and at < event.starts_at,
        "taken": queries.taken(event),
        "programme": [_timed(line.strip()) for line in event.programme.splitlines() if line.strip()],
        "notes": [line for line in event.notes.splitlines() if line.strip()],
        "results": queries.public_results_of(event) if event.results_shown_on else [],
    }


def _signed(request: Request, event: Event, outcome: tuple[str, str]) -> HttpResponse:
    state, code = outcome
    where = queries.where(event) if state == "in" else ""
    more = _event_context(event, request.began_at)
    return show(request, "participation/signed_up.html", "events", state=state, code=code, where=where, **more)


def sign_up(request: Request, key: str) -> HttpResponse:
    """The page of an event with its sign-up; sent, it shows room and code."""
    event = queries.public_event_for(request.actor, key)
    form = SignUpForm(request.POST or None, needs=event.needs)
    thanks = partial(_signed, request, event)
    context = _event_context(event, request.began_at)
    template, deed = "participation/sign_up.html", partial(operations.sign_up, event=event)
    return visitor_page(request, form, deed, template=template, page="events", thanks=thanks, **context)


def signed_again(request: Request) -> HttpResponse:
    """The same form once more, as after a double click: what was stored then.

    Without the code of that sign-up it says that it is stored, and nothing of the place: anybody can send this.
    """
    event = queries.public_event_for(request.actor, known(request.resolver_match).kwargs["key"])
    code = request.POST.get("sign", "")[:40]
    found = queries.sign_up_with(event, code)
    return _signed(request, event, (found.state, code) if found else ("again", ""))


def change_sign_up(request: Request, key: str) -> HttpResponse:
    """Whoever has the code looks at the sign-up, changes or cancels it."""
    event = queries.public_event_for(request.actor, key)
    form, found, done = ChangeSignUpForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        found = queries.sign_up_with(event, form.cleaned_data["sign"])
        if found is None:
            form.add_problem(UNKNOWN)
        elif "cancel" in request.POST or "change" in request.POST:
            done = _changed(request, form, found)
            found = None if done == "cancelled" else found
        else:
            form = ChangeSignUpForm(initial={"sign": form.cleaned_data["sign"]} | found.counts)
    where = queries.where(event) if found and found.state == "in" else ""
    context = _event_context(event, request.began_at) | {"form": form, "found": found, "done": done, "where": where}
    return show(request, "participation/change_sign_up.html", "events", **context)


def _changed(request: Request, form: VisitorForm, found: SignUp) -> str:
    """What was done: `cancelled`, `changed`, or nothing when it was refused."""
    counts = {name: form.cleaned_data[name] or 0 for name in ("adult", "young", "child")}
    by, at = request.actor, request.began_at
    try:
        if "cancel" in request.POST:
            operations.cancel_sign_up(sign_up=found, by=by, at=at)
            return "cancelled"
        operations.change_sign_up(sign_up=found, counts=counts, needs=found.needs, by=by, at=at)
    except Refused as refused:
        form.add_problem(refused.problem)
        return ""
    for name, count in counts.items():
        setattr(found, name, count)
    return "changed"


def _idea_sent(request: Request, code: str) -> HttpResponse:
    return show(request, "participation/idea_sent.html", "ideas", code=code)


def send_idea(request: Request) -> HttpResponse:
    """The form for an idea; sent, the page shows the code."""
    town = request.actor.partnership
    form = SendIdeaForm(request.POST or None, places=places(town), themes=theme_choices(town))
    template, thanks = "participation/send_idea.html", partial(_idea_sent, request)
    return visitor_page(request, form, operations.send_idea, template=template, page="ideas", thanks=thanks)


def idea_again(request: Request) -> HttpResponse:
    """The same form once more: the same code."""
    code = request.POST.get("sign", "")[:40]
    return _idea_sent(request, code if queries.idea_with(request.actor.partnership, code) else "")


def look_up_idea(request: Request) -> HttpResponse:
    """What became of an idea, for whoever has its code; the same page takes it back."""
    form, found = IdeaCodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = queries.idea_with(request.actor.partnership, form.cleaned_data["sign"])
        if found is None:
            form.add_problem(UNKNOWN)
        elif "withdraw" in request.POST:
            _withdrawn(request, form, found)
            found = queries.idea_with(request.actor.partnership, form.cleaned_data["sign"])
    word = gettext(IDEA.words[found.state]) if found else ""
    return show(request, "participation/look_up_idea.html", "ideas", form=form, idea=found, word=word)


def _withdrawn(request: Request, form: VisitorForm, idea: Idea) -> None:
    try:
        operations.withdraw_idea(idea=idea, by=request.actor, at=request.began_at)
    except Refused as refused:
        form.add_problem(refused.problem)


def leave_contact(request: Request) -> HttpResponse:
    """Somebody wants to be invited; the address is proved by a code."""
    form = LeaveContactForm(request.POST or None, themes=theme_choices(request.actor.partnership))
    template, deed = "participation/leave_contact.html", network.leave_contact
    return visitor_page(request, form, deed, template=template, page="take_part")


def forget_contact(request: Request) -> HttpResponse:
    """Somebody takes the consent back; the address is proved by a code."""
    form, template = ForgetContactForm(request.POST or None), "participation/forget_contact.html"
    return visitor_page(request, form, network.withdraw_own_contact, template=template, page="take_part")


def cast_idea_ballot(request: Request, key: str) -> HttpResponse:
    """The ideas that stand for a vote, with a ballot to be filled in."""
    row = queries.idea_vote_for(request.actor, key)
    if row.state not in ("running", "counting", "closed"):
        raise Http404
    ideas = queries.standing_ideas(row)
    form = BallotForm(request.POST or None, ideas=ideas, money=row.method == "approvals")
    deed, template = partial(operations.cast_idea_ballot, idea_vote=row), "participation/ballot.html"
    is_open = queries.is_voted_on(row, local_day(request.began_at))
    return visitor_page(request, form, deed, template=template, page="ideas", vote=row, open=is_open)


def ask_ballot_code(request: Request, key: str) -> HttpResponse:
    """An address asks for a code."""
    row = queries.idea_vote_for(request.actor, key)
    if row.state != "running":
        raise Http404
    form, deed = BallotCodeForm(request.POST or None), partial(operations.ask_ballot_code, idea_vote=row)
    return visitor_page(request, form, deed, template="participation/ballot_code.html", page="ideas", vote=row)
