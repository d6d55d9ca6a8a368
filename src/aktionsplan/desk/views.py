"""The desk: today, the four stages, search, the ledger, the page of components."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from aktionsplan.desk import documents, examples, open_tasks, operations, queries
from aktionsplan.desk.bullets import BULLETS
from aktionsplan.desk.forms import MilestoneForm
from aktionsplan.partnership import queries as partnership
from aktionsplan.partnership.operations import set_milestone
from aktionsplan.partnership.rules import OFFICE_KINDS
from aktionsplan.people.models import Account
from aktionsplan.people.permissions import TABLE, Role
from aktionsplan.people.queries import named, names
from aktionsplan.shared import search as index
from aktionsplan.shared.addresses import Request, action_of
from aktionsplan.shared.charts import Ring, ring
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.typesetting import render as typeset
from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.files.responses import attach
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.ledger.models import LedgerEntry
from aktionsplan.shared.ledger.queries import head
from aktionsplan.shared.mail.models import OutboxMail
from aktionsplan.shared.pages import form_page
from aktionsplan.shared.paging import Order, page
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link, things
from aktionsplan.shared.saying import said_or_own
from aktionsplan.shared.tables import xlsx_response
from aktionsplan.shared.tasks import MOST
from aktionsplan.shared.words import mark


def _ring(stages: list[queries.Stage]) -> Ring:
    here = next((stage.number for stage in stages if stage.here), 1)
    return ring([[(point.state, point.bullet.text) for point in stage.points] for stage in stages], here)


def today(request: Request) -> HttpResponse:
    """What the person has to do next."""
    by, day = request.actor, local_day(request.began_at)
    if by.roles <= {Role.SPONSOR, Role.ANYONE}:
        return redirect("calls:own", town=by.partnership.slug)
    context: Context = {"desk": open_tasks.desk(open_tasks.tasks_for(by, day), day)}
    if by.may("desk.stages"):
        stages = queries.stages(queries.points(by.partnership, day, newest=False))
        context |= {
            "ring": _ring(stages),
            "stage": next(s for s in stages if s.here),
            "overdue": sum(s.counts.get("overdue", 0) for s in stages),
        }
    if by.may("partnership.view_money"):
        context["fund"] = next(
            (f for f in partnership.funds(by.partnership) if f.programme_year.year == day.year), None
        )
    return render(request, "desk/today.html", context)


def _panel(request: Request, stage: queries.Stage) -> Context:
    town, dated = request.actor.partnership.slug, request.actor.may("partnership.set_milestone")
    rows = [
        {
            "point": point,
            "state": documents.WORDS[point.state],
            "evidence": [
                (e.text, reverse(e.view, kwargs={"town": town, **e.arguments}))
                for e in queries.evidence_for(point, request.actor)
            ],
            "date_url": reverse("desk:milestone", kwargs={"town": town, "bullet": point.bullet.id}) if dated else "",
        }
        for point in stage.by_urgency
    ]
    return {
        "number": stage.number,
        "title": stage.title,
        "here": stage.here,
        "counts": stage.counts,
        "points": stage.points,
        "rows": rows,
    }


def stages(request: Request) -> HttpResponse:
    """The cockpit of the four stages."""
    stages = queries.stages(queries.points(request.actor.partnership, local_day(request.began_at), newest=False))
    counts = {
        state: sum(stage.counts.get(state, 0) for stage in stages)
        for state in ("fulfilled", "begun", "overdue", "open")
    }
    late = [point for stage in stages for point in stage.points if point.state == "overdue"]
    context = {
        "stages": [_panel(request, stage) for stage in stages],
        "ring": _ring(stages),
        "counts": counts,
        "late": late,
    }
    return render(request, "desk/stages.html", context)


def stages_file(request: Request, kind: str) -> HttpResponseBase:
    """The cockpit as PDF or XLSX."""
    day = local_day(request.began_at)
    stages = queries.stages(queries.points(request.actor.partnership, day))
    if kind == "pdf":
        report = documents.stages_report(request.actor.partnership.name, stages, day)
        return attach(
            typeset("stages", report, at=request.began_at),
            name=f"Vier Stufen {day}.pdf",
            content_type="application/pdf",
        )
    if kind != "xlsx":
        raise Http404
    rows = [
        (
            point.bullet.id,
            stage.title,
            point.bullet.text,
            documents.WORDS[point.state],
            point.due,
            "; ".join(said_or_own(e.text) for e in queries.evidence_for(point, request.actor)),
        )
        for stage in stages
        for point in stage.points
    ]
    head_row = [
        gettext("Nummer"),
        gettext("Stufe"),
        gettext("Punkt"),
        gettext("Stand"),
        gettext("Fällig"),
        gettext("Nachweis"),
    ]
    return xlsx_response(f"Vier Stufen {day}", head_row, rows, partnership=request.actor.partnership)


def milestone(request: Request, bullet: str) -> HttpResponse:
    """Sets by when a bullet is to be fulfilled."""
    known_bullet = next((row for row in BULLETS if row.id == bullet), None)
    if known_bullet is None:
        raise Http404
    now = partnership.milestones(request.actor.partnership).get(bullet)
    form = MilestoneForm(request.POST or None, of={"due_date": now})

    def deed(**data: Value) -> None:
        set_milestone(bullet=bullet, **data, by=request.actor, at=request.began_at)

    return form_page(request, form, deed, back=("desk:stages",), page="desk/milestone.html", bullet=known_bullet)


def help_page(request: Request) -> HttpResponse:
    """Who helps a club, and how a project goes on from the idea to the proof."""
    present = [row for row in partnership.offices(request.actor.partnership) if row.valid_until is None]
    return render(request, "desk/help.html", {"offices": [(row, OFFICE_KINDS[row.kind]) for row in present]})


def search(request: Request) -> HttpResponse:
    """Everything that fits some words and that the person may open."""
    query, by = request.GET.get("q", "")[:80], request.actor
    town, kinds = by.partnership.slug, {kind: thing for kind, thing in things().items() if thing.findable}
    open_kinds = tuple(kind for kind, thing in kinds.items() if by.may(action_of(thing.page)))
    hits = index.hits(by.partnership, query, open_kinds) if query else []
    rows = [(kinds[hit.kind].word, hit.title, kinds[hit.kind].url(town, hit.reference)) for hit in hits]
    if query and by.may("people.view"):
        members = reverse("people:members", kwargs={"town": by.partnership.slug})
        rows += [(mark("Person"), name, members) for name in named(by.partnership, query)]
    return render(request, "desk/search.html", {"q": query, "rows": rows})


PAGE = 100


def ledger(request: Request) -> HttpResponse:
    """The ledger, newest first; the reading itself is noted."""
    operations.read_ledger(by=request.actor, at=request.began_at)
    rows = LedgerEntry.objects.filter(partnership=request.actor.partnership)
    part = page(rows, order=Order("-sequence", unique=True), seen=request.GET.get("vor", ""), size=PAGE)
    people = names({row.actor for row in part.rows})
    lines = [
        (
            row,
            link(row.reference, request.actor),
            TABLE[row.kind].word if row.kind in TABLE else row.kind,
            people.get(row.actor, gettext("das Programm")),
        )
        for row in part.rows
    ]
    context = {"rows": lines, "head": head(request.actor.partnership), "more": part.next and f"?vor={part.next}"}
    return render(request, "desk/ledger.html", context)


def components(request: Request) -> HttpResponse:
    """Every component in its states; only in the demo."""
    if not settings.AKTIONSPLAN_DEMO:
        raise Http404
    return render(request, "desk/components.html", examples.examples(local_day(request.began_at)))


def post_office(request: Request) -> HttpResponse:
    """Every mail of the demo."""
    if not settings.AKTIONSPLAN_DEMO:
        raise Http404
    accounts = Account.objects.filter(demo=True).order_by("name")
    return render(request, "desk/post_office.html", {"mails": OutboxMail.objects.all()[:50], "accounts": accounts})


def damaged(request: Request) -> HttpResponse:
    """Files with other bytes than were stored, and what refers to them."""
    rows = StoredFile.objects.filter(partnership=request.actor.partnership, damaged_at__isnull=False)
    files = list(rows.order_by("damaged_at")[:MOST])
    titles = dict(Document.objects.filter(file__in=files).values_list("file_id", "title"))
    listed = [(row, titles.get(row.pk, "")) for row in files]
    return render(request, "desk/damaged.html", {"files": listed})
