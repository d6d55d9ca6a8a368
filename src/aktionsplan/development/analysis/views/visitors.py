"""The public form for incidents, and what became of a report."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms.incidents import CodeForm, ReportForm
from aktionsplan.development.analysis.models import Report
from aktionsplan.development.analysis.states import REPORT
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context
from aktionsplan.shared.periods import local_day, working_days_after
from aktionsplan.shared.visitors import show, visitor_page
from aktionsplan.shared.words import Problem, Refused, mark

PAGE = "report_counts"
ANSWER_WORKING_DAYS = 3
"""By when a report is read; a house rule (look, 8b)."""
UNKNOWN = Problem("unknown", mark("Dieses Zeichen kennen wir nicht. Bitte sehen Sie noch einmal nach."), {}, "sign")


def _until(request: Request) -> dt.date:
    land = request.actor.partnership.land
    return working_days_after(local_day(request.began_at), ANSWER_WORKING_DAYS, land)


def _about(request: Request) -> Context:
    return {"until": _until(request), "days": settings.AKTIONSPLAN_REPORT_DAYS}


def _sent(request: Request, code: str) -> HttpResponse:
    return show(request, "analysis/report_sent.html", PAGE, code=code, **_about(request))


def send_report(request: Request) -> HttpResponse:
    """The form; sent, the page shows the code."""
    places = queries.districts(request.actor.partnership)
    form = ReportForm(request.POST or None, places=places)
    template, deed = "analysis/send_report.html", operations.send_report
    thanks = partial(_sent, request)
    return visitor_page(
        request, form, deed, template=template, page=PAGE, thanks=thanks, places=places, **_about(request)
    )


def sent_again(request: Request) -> HttpResponse:
    """The same form once more, as after a double click: the same code; thanks without one if it was stored under another."""
    code = request.POST.get("sign", "")[:40]
    found = queries.report_with(request.actor.partnership, code)
    return _sent(request, code if found else "")


def look_up_report(request: Request) -> HttpResponse:
    """What became of a report, for whoever has its code; the same page takes it back."""
    form, found = CodeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = queries.report_with(request.actor.partnership, form.cleaned_data["sign"])
        if found is None:
            form.add_problem(UNKNOWN)
        elif "withdraw" in request.POST:
            found = _withdrawn(request, form, found)
    words = _words(found.state, found.reason) if found else {}
    return show(request, "analysis/look_up_report.html", PAGE, form=form, report=found, **words)


def _withdrawn(request: Request, form: CodeForm, report: Report) -> Report | None:
    try:
        operations.withdraw_report(report=report, by=request.actor, at=request.began_at)
    except Refused as refused:
        form.add_problem(refused.problem)
    return queries.report_with(request.actor.partnership, form.cleaned_data["sign"])


def _words(state: str, reason: str) -> dict[str, str]:
    return {"state": gettext(REPORT.words[state]), "reason": gettext(rules.REFUSALS[reason]) if reason else ""}
