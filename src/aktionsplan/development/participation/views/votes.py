"""Pages about votes on ideas for those inside."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.participation import operations, queries, rules
from aktionsplan.development.participation.forms import votes as forms
from aktionsplan.development.participation.forms.surveys import SlipsForm
from aktionsplan.development.participation.states import IDEA_VOTE
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import form_page, go, sent, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.words import Phrase, filled, mark

VOTES = ("participation:idea_votes",)
LIST = Listing(
    title=mark("Abstimmungen über Ideen"),
    rows=queries.idea_votes,
    order=Order("-id"),
    found=queries.idea_votes_called,
    file="participation:idea_vote_file",
    older=mark("Frühere Abstimmungen"),
    empty=(mark("Noch keine Abstimmung"), mark("Lassen Sie über geprüfte Ideen abstimmen, mit oder ohne Geld.")),
    choices=(Choice("stand", "state", mark("Nach Stand"), IDEA_VOTE.words, chips=True),),
    columns=(
        Column(mark("Abstimmung"), lambda row: row.title, link="participation:idea_vote"),
        Column(mark("Wie"), lambda row: Phrase(rules.VOTE_METHODS[row.method])),
        Column(mark("Ideen"), lambda row: row.stand, number=True),
        Column(mark("Letzter Tag"), lambda row: row.ends_on),
        Column(mark("Stimmen"), lambda row: row.ballots, number=True),
        Column(mark("Stand"), lambda row: Phrase(IDEA_VOTE.words[row.state])),
    ),
)


def idea_votes(request: Request) -> HttpResponse:
    """Every vote on ideas."""
    return list_page(request, LIST, "participation/idea_votes.html")


def idea_vote_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the votes that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def idea_vote(request: Request, key: str) -> HttpResponse:
    """A vote: its rule, the ideas that stand, how many have voted, and afterwards the result."""
    row = queries.idea_vote_for(request.actor, key)
    codes, ballots = queries.used(row) if row.state == "running" else (0, 0)
    context = {
        "vote": row,
        "word": IDEA_VOTE.words[row.state],
        "method": rules.VOTE_METHODS[row.method],
        "rule": rules.VOTE_RULES[row.rule],
        "passing": rules.PASSING[row.passing],
        "completion": rules.COMPLETIONS[row.completion],
        "standing": queries.standing_ideas(row),
        "codes": codes,
        "ballots": row.ballots if row.ballots is not None else ballots,
        "result": [line | {"why": filled(gettext(line["why"]), line["params"])} for line in row.result],
    }
    return render(request, "participation/idea_vote.html", context)


def add_idea_vote(request: Request) -> HttpResponse:
    """A new vote on ideas."""
    start = {"method": "points", "rule": "greedy", "passing": "pass", "completion": "none"}
    form = forms.IdeaVoteForm(request.POST or None, initial=start)

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_idea_vote(fields=data, by=request.actor, at=request.began_at)
        return go(request, "participation:idea_vote", made.key)

    return form_page(request, form, deed, title=gettext("Abstimmung anlegen"), back=VOTES)


def change_idea_vote(request: Request, key: str) -> HttpResponse:
    """Another rule, other days or words."""
    row = queries.idea_vote_for(request.actor, key)
    form = forms.IdeaVoteForm(request.POST or None, of=queries.idea_vote_values(row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_idea_vote(idea_vote=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("participation:idea_vote", key), gettext("Abstimmung ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def put_up_idea(request: Request, key: str) -> HttpResponse:
    """An idea stands for the vote."""
    row = queries.idea_vote_for(request.actor, key)
    form = forms.PutUpForm(request.POST or None, ideas=queries.may_stand(row))

    def deed(idea: str, price_eur: Value, carrier: str, checked: bool) -> None:
        chosen = queries.idea_for(request.actor, idea)
        by, at = request.actor, request.began_at
        operations.put_up_idea(idea_vote=row, idea=chosen, price_eur=price_eur, carrier=carrier, by=by, at=at)

    back, title = ("participation:idea_vote", key), gettext("Idee zur Wahl stellen")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Die Idee steht zur Wahl."))


def take_down_idea(request: Request, key: str) -> HttpResponse:
    """The idea does not stand any more."""
    row = queries.vote_idea_for(request.actor, key)
    vote = row.vote.key
    tried(request, lambda: operations.take_down_idea(standing=row, by=request.actor, at=request.began_at))
    return go(request, "participation:idea_vote", vote)


def open_idea_vote(request: Request, key: str) -> HttpResponse:
    """The vote begins."""
    row, done = (
        queries.idea_vote_for(request.actor, key),
        gettext("Die Abstimmung läuft. Regel und Ideen sind jetzt fest."),
    )
    tried(request, lambda: operations.open_idea_vote(idea_vote=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:idea_vote", key)


def close_idea_vote(request: Request, key: str) -> HttpResponse:
    """The vote ends before its last day."""
    row, done = queries.idea_vote_for(request.actor, key), gettext("Ausgezählt. Das Ergebnis steht im Portal.")
    tried(request, lambda: operations.close_idea_vote(idea_vote=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:idea_vote", key)


def count_again(request: Request, key: str) -> HttpResponse:
    """The counting was broken off and begins anew."""
    row, done = queries.idea_vote_for(request.actor, key), gettext("Es wird gezählt.")
    tried(request, lambda: operations.count_again(idea_vote=row, by=request.actor, at=request.began_at), done)
    return go(request, "participation:idea_vote", key)


def drop_idea_vote(request: Request, key: str) -> HttpResponse:
    """A draft is given up."""
    row, done = queries.idea_vote_for(request.actor, key), gettext("Der Entwurf ist verworfen.")
    tried(request, lambda: operations.drop_idea_vote(idea_vote=row, by=request.actor, at=request.began_at), done)
    return go(request, *VOTES)


def ballot_slips(request: Request, key: str) -> HttpResponse:
    """Codes on slips, shown this once."""
    row, by, at = queries.idea_vote_for(request.actor, key), request.actor, request.began_at
    form = SlipsForm(request.POST or None, initial={"count": 30})
    codes = sent(request, form, lambda count: operations.make_ballot_slips(idea_vote=row, count=count, by=by, at=at))
    context: Context = {"survey": row, "form": form, "codes": codes or [], "page": "participation:idea_vote"}
    response = render(request, "participation/slips.html", context)
    response["Cache-Control"] = "no-store"
    return response
