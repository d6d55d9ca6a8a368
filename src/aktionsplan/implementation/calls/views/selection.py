"""Who gets how much: the rule of the call, scenarios, and the proposal for the meeting (look, 19)."""

import re
from decimal import Decimal
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.bodies.queries import planned_meetings
from aktionsplan.implementation.calls import forms, operations, queries, rules
from aktionsplan.implementation.calls.models import Scenario
from aktionsplan.implementation.calls.views.office import when
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.fields import MoneyField
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import form_page, go, seen_on, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Problem, Refused, clean, mark


def set_selection(request: Request, key: str) -> HttpResponse:
    """The call's own sum and the rule by which its money is given."""
    call = queries.call_for(request.actor, key)
    scored = [(row.key, row.title) for row in queries.criteria(call) if row.kind == rules.SCORED]
    pools, of = queries.pools(call), queries.selection_values(call)
    form = forms.SelectionForm(request.POST or None, criteria=scored, pools=pools, of=of)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.set_selection(call=call, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    title = gettext("Regel der Auswahl")
    lead = gettext(
        "Nach dieser Regel rechnet das Programm die Liste. Mit der Veröffentlichung des Aufrufs steht sie fest."
    )
    return form_page(request, form, deed, title=title, lead=lead, back=("calls:call", key), page="parts/deed.html")


def selected_calls(request: Request) -> HttpResponse:
    """The calls that are selected; with one alone its list at once."""
    rows = queries.selected_calls(request.actor)
    if len(rows) == 1:
        return go(request, "calls:selection", rows[0].key)
    return render(request, "calls/selected_calls.html", {"rows": rows})


def selection(request: Request, key: str) -> HttpResponse:
    """Scenario A: exactly what the rule gives; read-only."""
    call = queries.rated_call_for(request.actor, key)
    told = queries.proposal(call, local_day(request.began_at), reader=request.actor)
    return render(request, "calls/selection.html", _board(request, told, None))


def scenario(request: Request, key: str) -> HttpResponse:
    """A scenario: sums can be changed, "Rechnen" keeps them."""
    row = queries.scenario_for(request.actor, key)
    context: Context = {}
    if request.method == "POST":
        try:
            _change(request, row)
            return go(request, "calls:scenario", key)
        except Refused as refused:
            context = {"problem": refused.problem}
    if row.state != "draft":
        return render(request, "calls/selection_done.html", _stored(row))
    told = queries.proposal(row.call, local_day(request.began_at), row, request.actor)
    board = _board(request, told, row)
    if context:
        _typed(request, board["lines"])
    return render(request, "calls/selection.html", board | context)


def _typed(request: Request, lines: list[Context]) -> None:
    """Puts back what was typed when it was refused."""
    for shown in lines:
        key = shown["line"].application.key
        shown["typed"] = request.POST.get(f"e_{key}", "")[:40]
        shown["reason"] = request.POST.get(f"r_{key}", "")[:500]
        shown["place"] = request.POST.get(f"p_{key}", "")[:4]


def _stored(row: Scenario) -> Context:
    """Both lists of a scenario that went to a meeting, as they were then."""
    titles = queries.titles_of(row.call)
    given = {one["application"]: one for one in row.proposed}
    lines = [
        {"title": titles.get(one["application"], "–"), "rank": one["rank"], "computed": Decimal(one["eur"])}
        | {"eur": Decimal(given[one["application"]]["eur"]), "reason": given[one["application"]]["reason"]}
        for one in row.computed
    ]
    sums = [sum((line[name] for line in lines), Decimal(0)) for name in ("computed", "eur")]
    return {
        "row": row,
        "call": row.call,
        "lines": lines,
        "computed": sums[0],
        "proposed": sums[1],
        "scenarios": queries.scenarios(row.call),
    }


def _eur(text: str, title: str) -> Decimal:
    """A sum as somebody typed it; nothing is nothing. Refused for what is no sum."""
    if re.fullmatch(r"[\s0.,€]*", text):
        return Decimal(0)
    field = MoneyField(required=True)
    try:
        return Decimal(field.clean(text))
    except forms.ValidationError:
        raise Refused(Problem("sum", mark("„{title}“: Das ist keine Summe."), {"title": title})) from None


def _places(request: Request, row: Scenario, told: queries.Proposal) -> dict[str, int]:
    """The places that somebody typed, and those of before that stay."""
    places: dict[str, int] = {}
    for line in told.lines:
        key, shown = line.application.key, line.placed.rank
        typed = request.POST.get(f"p_{key}", "").strip()
        if typed and not re.fullmatch(r"[0-9]{1,4}", typed):
            text = mark("„{title}“: Der Platz ist eine Zahl.")
            raise Refused(Problem("place", text, {"title": line.application.title}))
        if typed and int(typed) != shown:
            places[key] = int(typed)
        elif key in row.places:
            places[key] = row.places[key]["place"]
    return places


def _change(request: Request, row: Scenario) -> None:
    told = queries.proposal(row.call, local_day(request.began_at), row, request.actor)
    wanted: dict[str, Decimal] = {}
    reasons: dict[str, str] = {}
    for line in told.lines:
        key = line.application.key
        if f"e_{key}" in request.POST:
            wanted[key] = _eur(request.POST[f"e_{key}"], line.application.title)
        if f"r_{key}" in request.POST:
            reasons[key] = clean(request.POST.get(f"r_{key}", "").strip()[:500], lines=True)
    budget = _eur(request.POST.get("budget", ""), gettext("Geld für diesen Aufruf"))
    places = _places(request, row, told)
    given: Fields = {"budget_eur": budget, "wanted": wanted, "reasons": reasons, "places": places}
    before = {key: one["place"] for key, one in row.places.items()}
    if budget != row.budget_eur or places != before:
        # sums that followed the rule follow it for the new budget or order; what was typed otherwise stays
        shown = {line.application.key: line.amount_eur for line in told.lines}
        given["wanted"] = {k: v for k, v in wanted.items() if k in row.amounts or v != shown[k]}
    operations.change_scenario(scenario=row, seen=seen_on(request), by=request.actor, at=request.began_at, **given)


def _board(request: Request, told: queries.Proposal, row: Scenario | None) -> Context:
    funded = [line for line in told.lines if line.amount_eur > 0]
    scores = rules.shown_scores([line.placed.candidate.score for line in told.lines])
    return {
        "told": told,
        "call": told.call,
        "row": row,
        "seen": seal(queries.scenario_values(row)) if row else "",
        "scenarios": queries.scenarios(told.call),
        "lines": [_line(line, score) for line, score in zip(told.lines, scores, strict=True)],
        "last": funded[-1].application.key if funded else "",
        "over": told.left_eur < 0,
        "open": row is not None and row.state == "draft",
        "following": queries.next_waiting(told) if row is None else None,
        "titles": {line.application.key: line.application.title for line in told.lines},
        "money_word": rules.MONEY_RULES[told.rule.money],
        "least": str(rules.rounded(told.rule.minimum)).replace(".", ","),
    } | _minimums(told)


def _minimums(told: queries.Proposal) -> Context:
    """What each goal and municipality gets, and the minimums that are not reached, by name."""
    names = {f"goal:{goal.key}": str(goal) for goal in told.call.goals.all()}
    names |= {f"town:{key}": name for key, name in queries.town_names(told.call)}
    shares = [(names.get(pool.key, ""), pool, *rest) for pool, *rest in told.shares()]
    return {"shares": shares, "missed": [(names.get(one.pool.key, ""), one) for one in told.missed]}


def _line(line: queries.Line, score: str) -> Context:
    gets = line.amount_eur > 0
    return {"line": line, "score": score, "gets": gets, "typed": "", "reason": line.reason, "place": ""}


def compare(request: Request, key: str) -> HttpResponse:
    """Two lists side by side: the rule and a scenario, or two scenarios."""
    call, day = queries.rated_call_for(request.actor, key), local_day(request.began_at)
    drafts = {one.key: one for one in queries.scenarios(call) if one.state == "draft"}
    chosen = [drafts.get(request.GET.get(side, "")) for side in ("a", "b")]
    if "b" not in request.GET and drafts:
        chosen[1] = next(iter(drafts.values()))
    base = queries.ground(call, day, request.actor)
    left, right = (queries.proposal_on(base, one) for one in chosen)
    other = {line.application.key: line for line in right.lines}
    rows = [(line, other[line.application.key]) for line in left.lines if line.application.key in other]
    context: Context = {
        "call": call,
        "drafts": list(drafts.values()),
        "left": left,
        "right": right,
        "chosen": chosen,
        "rows": [(one, two, two.amount_eur - one.amount_eur) for one, two in rows],
    }
    return render(request, "calls/selection_compare.html", context)


def add_scenario(request: Request, key: str) -> HttpResponse:
    """A copy of the rule's list, or of another scenario."""
    call = queries.rated_call_for(request.actor, key)
    others = {one.key: one for one in queries.scenarios(call)}
    form = forms.ScenarioForm(request.POST or None, others=[(one, str(row)) for one, row in others.items()])

    def deed(name: str, source: str) -> HttpResponse:
        by, at = request.actor, request.began_at
        made = operations.add_scenario(rated_call=call, name=name, source=others.get(source), by=by, at=at)
        return go(request, "calls:scenario", made.key)

    return form_page(request, form, deed, title=gettext("Neues Szenario"), back=("calls:selection", key))


def drop_scenario(request: Request, key: str) -> HttpResponse:
    """The scenario goes."""
    row = queries.scenario_for(request.actor, key)
    deed = partial(operations.drop_scenario, scenario=row, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Das Szenario ist verworfen."))
    return go(request, "calls:selection", row.call.key)


def hand_over(request: Request, key: str) -> HttpResponse:
    """Brings the proposal before a meeting: every application with a motion for its sum."""
    row, today = queries.scenario_for(request.actor, key), local_day(request.began_at)
    planned = {one.key: one for one in planned_meetings(request.actor.partnership, today, row.call.fund.code)}
    words = [(one.key, f"{when(one)} – {one.body.name}") for one in planned.values()]
    form = forms.MeetingForm(request.POST or None, meetings=words)

    def deed(meeting: str) -> HttpResponse:
        seen, by, at = seal(queries.scenario_values(row)), request.actor, request.began_at
        operations.hand_over(scenario=row, meeting=planned[meeting], seen=seen, by=by, at=at)
        return go(request, "bodies:meeting", meeting)

    title, done = gettext("Als Vorschlag in die Sitzung geben"), gettext("Der Vorschlag steht auf der Tagesordnung.")
    lead = gettext(
        "Jeder Antrag kommt mit seiner Summe auf die Tagesordnung. Der Ausschuss stimmt über jeden einzeln ab."
    )
    back, page = ("calls:scenario", key), "parts/deed.html"
    return form_page(request, form, deed, title=title, lead=lead, back=back, page=page, done=done)
