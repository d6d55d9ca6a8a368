"""Rating applications: the rater's page, and who has rated what (look, 18a and 18b)."""

from fractions import Fraction
from functools import partial

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from aktionsplan.implementation.calls import forms, operations, queries, rules
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Fields, Value
from aktionsplan.shared.pages import form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tables import xlsx_response
from aktionsplan.shared.words import Problem, Refused, clean, mark


def own_calls(request: Request) -> HttpResponse:
    """The calls whose applications the actor rates, each with how many are open."""
    today, rows = local_day(request.began_at), []
    for call in queries.rated_calls(request.actor.partnership)[:20]:
        told = queries.mine(call, request.actor, today)
        if told:
            done = sum(one.rating is not None and one.rating.state == "handed_in" for one in told)
            rows.append((call, done, sum(one.seat is not None for one in told)))
    chairs = queries.chaired_calls(request.actor, today)
    return render(request, "calls/own_calls.html", {"rows": rows, "today": today, "chairs": chairs})


def own_ratings(request: Request, key: str) -> HttpResponse:
    """Leads to the first application that the actor has not rated yet, else to the first."""
    call, today = queries.rated_call_for(request.actor, key), local_day(request.began_at)
    told = [one for one in queries.mine(call, request.actor, today) if one.seat is not None]
    if not told:
        return go(request, "calls:own_calls")
    waiting = [one for one in told if one.rating is None or one.rating.state != "handed_in"]
    return go(request, "calls:rate", (waiting or told)[0].application.key)


def _figure(value: Fraction | None) -> str:
    """A figure with one decimal, as everywhere on these pages; a dash for none."""
    return str(rules.rounded(value)).replace(".", ",") if value is not None else "–"


def _sent(request: Request) -> tuple[Fields, Fields]:
    """Points and remarks as the form sent them, by the key of the criterion; the deed leaves out what is none."""
    scores, comments = {}, {}
    for name in list(request.POST)[: 3 * rules.MOST_CRITERIA]:
        (kind, _underscore, key), value = name.partition("_"), request.POST.get(name, "")
        if kind == "p" and value in {str(number) for number in range(rules.MOST_POINTS + 1)}:
            scores[key] = int(value)
        elif kind == "t" and value.strip():
            comments[key] = clean(value.strip()[:1000], lines=True)
    return scores, comments


def rate(request: Request, key: str) -> HttpResponse:
    """One application with its form: points by criterion, kept by themselves, handed in with one deed."""
    try:
        scores, comments = _sent(request)
    except Refused as refused:
        return _unread(request, key, refused.problem)
    if request.method == "POST" and request.headers.get("X-Autosave") == "1":
        return _kept(request, key, scores, comments)
    room = queries.rating_room(request.actor, key, local_day(request.began_at))
    if request.method != "POST" or room.mine.seat is None:
        return render(request, "calls/rate.html", _rate_context(request, room, {}, {}))
    deed = partial(operations.hand_in_rating, application=room.mine.application, scores=scores, comments=comments)
    try:
        deed(by=request.actor, at=request.began_at)
    except Refused as refused:
        context = _rate_context(request, room, scores, comments) | {"problem": refused.problem}
        return render(request, "calls/rate.html", context)
    answer = go(request, "calls:rate", key)
    answer["Location"] += "#bewertung"  # a telephone shows what came of it, not the top of the page
    return answer


def _unread(request: Request, key: str, problem: Problem) -> HttpResponse:
    """What was typed holds signs that nobody can type; said where it was sent from."""
    if request.headers.get("X-Autosave") == "1":
        return HttpResponse(render_to_string("calls/rate_state.html", _state({}, {}) | {"problem": problem}))
    room = queries.rating_room(request.actor, key, local_day(request.began_at))
    return render(request, "calls/rate.html", _rate_context(request, room, {}, {}) | {"problem": problem})


def _kept(request: Request, key: str, scores: Fields, comments: Fields) -> HttpResponse:
    """What was typed, kept by itself: answers with the state alone."""
    by, at, problem = request.actor, request.began_at, None
    told = {"scores": scores, "comments": comments, "by": by, "at": at}
    weights: dict[str, int] = {}
    try:
        kept = operations.keep_rating(application=key, **told)
        if kept is None:
            mine = queries.rating_room(by, key, local_day(at)).mine
            weights = queries.weights(queries.criteria(mine.application.call))
            operations.save_rating(application=mine.application, **told)
        else:
            weights = kept
    except Refused as refused:
        problem = refused.problem
    context = _state(weights, scores) | {"problem": problem, "saved_at": at}
    return HttpResponse(render_to_string("calls/rate_state.html", context))


def _state(weights: dict[str, int], scores: Fields) -> Context:
    """The own total so far, how many criteria are open, and the first of them."""
    return {
        "total": _figure(rules.total(weights, scores)),
        "missing": len(rules.missing_scores(weights, scores)),
        "first_open": next((n for n, key in enumerate(weights, start=1) if key not in scores), len(weights)),
    }


def _rate_context(request: Request, room: queries.Room, scores: Fields, comments: Fields) -> Context:
    application, kept, catalogue = room.mine.application, room.mine.rating, queries.criteria(room.call)
    scores, comments = scores or (kept.scores if kept else {}), comments or (kept.comments if kept else {})
    handed_in = kept is not None and kept.state == "handed_in"
    scored = [row for row in catalogue if row.kind == rules.SCORED]
    told = [(n, row, scores.get(row.key), comments.get(row.key, "")) for n, row in enumerate(scored, start=1)]
    return (
        _state(queries.weights(catalogue), scores)
        | _read(room)
        | {
            "criteria": told,
            "points": range(rules.MOST_POINTS + 1),
            "handed_in": handed_in,
            "saved_at": kept.changed_at if kept and not handed_in else None,
            "today": local_day(request.began_at),
            "musts": [row for row in catalogue if row.kind == rules.KNOCKOUT],
            "open": application.state == queries.OPEN,
        }
        | (_others(room, queries.weights(catalogue)) if handed_in and not room.mine.recused else {})
    )


def _read(room: queries.Room) -> Context:
    """The application as its rater reads it, and where it stands among the others."""
    application = room.mine.application
    done = [one for one in room.strip if one.seat and not (one.rating and one.rating.state == "handed_in")]
    return {
        "mine": room.mine,
        "application": application,
        "call": room.call,
        "strip": room.strip,
        "number": room.strip.index(room.mine) + 1,
        "next_open": done[0] if done else None,
        "lines": (lines := queries.lines(application)),
        "plan": rules.plan(queries.as_line(line) for line in lines),
        "groups": [rules.TARGET_GROUPS[group] for group in application.target_groups],
        "units": rules.UNITS,
        "pre": queries.pre_assessment(application),
    }


def _others(room: queries.Room, weights: dict[str, int]) -> Context:
    """Mean and spread of the others; asked only for somebody who has handed in."""
    mean, spread = queries.others(room, weights)
    lowest, highest = (spread.lowest, spread.highest) if spread else (None, None)
    shown = {"others": _figure(mean), "lowest": _figure(lowest), "highest": _figure(highest)}
    return shown | {"others_there": mean is not None}


def declare_recusal(request: Request, key: str) -> HttpResponse:
    """The rater says to be biased about an application."""
    mine = queries.rating_room(request.actor, key, local_day(request.began_at)).mine
    form = forms.RecusalForm(request.POST or None)

    def deed(**data: Value) -> None:
        operations.declare_recusal(application=mine.application, by=request.actor, at=request.began_at, **data)

    title, done = gettext("Ich bin befangen"), gettext("Danke. Sie bewerten diesen Antrag nicht.")
    back = ("calls:rate", key)
    return form_page(
        request, form, deed, title=title, lead=mine.application.title, back=back, done=done, page="parts/deed.html"
    )


def doubt_recusal(request: Request, key: str) -> HttpResponse:
    """The bias no longer holds; the chair is told."""
    mine = queries.rating_room(request.actor, key, local_day(request.began_at)).mine
    deed = partial(operations.doubt_recusal, application=mine.application, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Der Vorsitz sieht das und entscheidet."))
    return go(request, "calls:rate", key)


def lift_recusal(request: Request, key: str) -> HttpResponse:
    """The chair finds that somebody is not biased any more."""
    row = queries.recusal_for(request.actor, key)
    deed = partial(operations.lift_recusal, rating_recusal=row, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Die Person kann den Antrag bewerten."))
    return go(request, "calls:own_calls")


def overview(request: Request, key: str) -> HttpResponse:
    """Who has rated, and everything that was given, with means and spreads."""
    call, today = queries.rated_call_for(request.actor, key), local_day(request.began_at)
    told = queries.board(call, today)
    hidden = queries.hidden_from(told, request.actor)
    open_rows = [_board_row(row, hidden=False) for row in told.rows if row.application.pk not in hidden]
    closed = sorted(
        (row for row in told.rows if row.application.pk in hidden), key=lambda row: row.application.number
    )
    rows = open_rows + [_board_row(row, hidden=True) for row in closed]  # what is hidden stands in no order by points
    context: Context = {
        "call": call,
        "told": told,
        "named": request.actor.may("ratings.view_names"),
        "rows": rows,
        "hides": bool(hidden),
        "far": [row for row in rows if row.get("far")],
        "today": today,
    }
    return render(request, "calls/ratings.html", context | _counted(told))


def _counted(told: queries.Board) -> Context:
    """How many are missing, by seat and in all, and whether somebody became biased after rating."""
    states = [[row.cells[n].state for row in told.rows] for n in range(len(told.raters.seats))]
    return {
        "sums": [sum(state in ("missing", "begun") for state in column) for column in states],
        "left": any("left" in column for column in states),
        "lacking": told.expected - told.given,
    }


SPAN = 20
"""Width of one point in the drawing of a spread."""


def _board_row(row: queries.Rated, *, hidden: bool) -> Context:
    if hidden:
        cells = [(cell.state if cell.state != "in" else "hidden", "–") for cell in row.cells]
        return {"application": row.application, "cells": cells, "mean": "–"}
    drawn: Context = {}
    if row.spread is not None and row.mean is not None:
        low, high, mean = (
            int(rules.rounded(one * SPAN, 0)) for one in (row.spread.lowest, row.spread.highest, row.mean)
        )
        drawn = {"low": low, "width": max(high - low, 1), "mean_x": mean, "far": row.spread.far_apart}
        drawn |= {"lowest": _figure(row.spread.lowest), "highest": _figure(row.spread.highest)}
    cells = [(cell.state, _figure(cell.total)) for cell in row.cells]
    return {"application": row.application, "cells": cells, "mean": _figure(row.mean)} | drawn


def rated_calls(request: Request) -> HttpResponse:
    """The calls that are rated; with one alone its overview at once."""
    rows = list(queries.rated_calls(request.actor.partnership)[:50])
    if len(rows) == 1:
        return go(request, "calls:ratings", rows[0].key)
    return render(request, "calls/rated_calls.html", {"rows": rows, "today": local_day(request.began_at)})


WORD_OF_STATE = {"recused": mark("befangen"), "left": mark("befangen")}


def _file_row(row: queries.Rated, *, named: bool) -> tuple[Value, ...]:
    mean = rules.rounded(row.mean, 2) if row.mean is not None else None
    if not named:
        return (row.application.number, row.application.title, mean)
    cells = [
        gettext(WORD_OF_STATE[cell.state])
        if cell.state in WORD_OF_STATE
        else rules.rounded(cell.total, 2)
        if cell.total is not None
        else ""
        for cell in row.cells
    ]
    return (row.application.number, row.application.title, *cells, mean)


def ratings_file(request: Request, key: str) -> HttpResponseBase:
    """The overview as XLSX; only means for who may not see who gave what, and without what the person must not read."""
    call = queries.rated_call_for(request.actor, key)
    told = queries.board(call, local_day(request.began_at))
    named, hidden = request.actor.may("ratings.view_names"), queries.hidden_from(told, request.actor)
    seats = [seat.group for seat in told.raters.seats] if named else []
    rows = [_file_row(row, named=named) for row in told.rows if row.application.pk not in hidden]
    head = [gettext("Nummer"), gettext("Antrag"), *seats, gettext("Mittel")]
    return xlsx_response(f"Bewertungen {call.title}", head, rows, partnership=request.actor.partnership)


def remind_raters(request: Request, key: str) -> HttpResponse:
    """A mail to exactly those whose ratings are missing."""
    call = queries.rated_call_for(request.actor, key)
    deed = partial(operations.remind_raters, rated_call=call, by=request.actor, at=request.began_at)
    tried(request, deed, gettext("Die Erinnerung ist verschickt."))
    return go(request, "calls:ratings", key)


def allow_late(request: Request, key: str) -> HttpResponse:
    """The chair lets a seat rate until a later day."""
    call, today = queries.rated_call_for(request.actor, key), local_day(request.began_at)
    sits = {seat.key: seat for seat in queries.raters(call, [], today).seats}
    form = forms.LateForm(request.POST or None, seats=[(seat.key, seat.group) for seat in sits.values()])

    def deed(seat: str, **data: Value) -> None:
        operations.allow_late(rated_call=call, seat=sits[seat], by=request.actor, at=request.began_at, **data)

    title, done = gettext("Später bewerten lassen"), gettext("Dieser Sitz kann bis zu dem Tag bewerten.")
    return form_page(request, form, deed, title=title, back=("calls:own_calls",), done=done)


def pre_assess(request: Request, key: str) -> HttpResponse:
    """The office's look before the committee rates."""
    application = queries.application_for(request.actor, key)
    musts = [(row.key, row.title) for row in queries.criteria(application.call) if row.kind == rules.KNOCKOUT]
    if not musts:
        raise Http404
    stored = queries.pre_values(queries.pre_assessment(application))
    form = forms.PreForm(request.POST or None, musts=musts, of=stored)

    def deed(answers: list[str], seen: str = "", **data: Value) -> None:
        given = {must: must not in answers for must, _title in musts}
        operations.pre_assess(
            application=application, answers=given, seen=seen, by=request.actor, at=request.began_at, **data
        )

    title, back = gettext("Vorab einschätzen"), ("calls:application", key)
    lead = gettext("Der Ausschuss liest das als Einschätzung der Koordinierungsstelle. Punkte geben Sie nicht.")
    return form_page(request, form, deed, title=title, lead=lead, back=back, page="parts/deed.html")
