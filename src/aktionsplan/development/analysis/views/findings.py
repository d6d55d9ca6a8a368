"""Pages about findings."""

import datetime as dt

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms import findings as forms
from aktionsplan.development.analysis.forms.incidents import PublishForm, ReasonForm
from aktionsplan.development.analysis.models import Finding
from aktionsplan.development.analysis.states import FINDING
from aktionsplan.development.analysis.views.first import themes_first
from aktionsplan.people.queries import Actor
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.charts import columns
from aktionsplan.shared.conflicts import seal
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, seen_on, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.registration import link
from aktionsplan.shared.words import Phrase, mark

FINDINGS = ("analysis:findings",)
LIST = Listing(
    title=mark("Befunde"),
    rows=queries.findings,
    order=Order("number"),
    found=queries.findings_called,
    file="analysis:finding_file",
    older=mark("Weitere Befunde"),
    empty=(
        mark("Kein Befund passt dazu"),
        mark("Ein Befund ist ein Satz über den Ort, mit Belegen. Aus Befunden werden Bedarfe und Ziele."),
    ),
    choices=(
        Choice("stand", "state", mark("Nach Stand"), FINDING.words, chips=True),
        Choice("sicherheit", "confidence", mark("Nach Sicherheit"), rules.CONFIDENCE),
        Choice(
            "thema",
            "theme__key",
            mark("Nach Thema"),
            queries.theme_choices,
        ),
    ),
    columns=(
        Column(mark("Nr."), lambda row: row.number, order="number", number=True),
        Column(mark("Befund"), lambda row: row.sentence, link="analysis:finding", second=lambda row: row.theme.name),
        Column(mark("Sicherheit"), lambda row: Phrase(rules.CONFIDENCE[row.confidence])),
        Column(mark("Belege"), lambda row: row.source_count, number=True),
        Column(mark("Wird geprüft bis"), lambda row: row.check_on, order="check_on"),
        Column(mark("Stand"), lambda row: Phrase(FINDING.words[row.state])),
    ),
)


def findings(request: Request) -> HttpResponse:
    """Every finding, 50 on a page."""
    return list_page(request, LIST, "analysis/findings.html")


def finding_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the findings that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def finding(request: Request, key: str) -> HttpResponse:
    """A finding with how sure it is and what it rests on (look, 9)."""
    row, today = queries.finding_for(request.actor, key), local_day(request.began_at)
    cited, (needs, left) = queries.cited_rows(row, today), queries.followed(row)
    context = _about(row, cited, request.actor, today) | {
        "needs": [(need, rules.PRIORITIES.get(need.priority, "")) for need in needs],
        "left": left,
        "inside": request.actor.may("analysis.add_source"),
        "proposer": row.author != request.actor.reference,
        "area": dict(queries.places(request.actor.partnership)).get(row.area, ""),
        "seen": seal(queries.read_values(row)),
    }
    return render(request, "analysis/finding.html", context)


def _cards(cited: list[queries.CitedRow], by: Actor) -> list[tuple]:
    """Each evidence with the words of its kind, its drawing, and the address of what another part of the house brought in."""
    return [
        (
            one,
            rules.CITED_KINDS[one.source.kind],
            columns(list(one.points)),
            link(f"{one.source.kind}:{one.source.reference}", by) if one.source.kind in rules.FURTHER_KINDS else "",
        )
        for one in cited
    ]


def _about(row: Finding, cited: list[queries.CitedRow], by: Actor, today: dt.date) -> Context:
    return {
        "finding": row,
        "cited": _cards(cited, by),
        "kinds": len({one.source.kind for one in cited}),
        "confidence": rules.CONFIDENCE[row.confidence],
        "word": FINDING.words[row.state],
        "outdated": rules.outdated([one.cited for one in cited], row.check_on, today),
        "warning": rules.confidence_warning(row.confidence, {one.source.kind for one in cited}),
        "speaks_for": rules.speaks_for([one.cited for one in cited], queries.confirmed_share(cited), today),
    }


def _pairs(request: Request, row: Finding | None = None) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    themes = queries.themes(town)
    if row is not None and row.theme not in themes:
        themes.append(row.theme)
    return {"places": queries.places(town), "themes": [(theme.key, theme.name) for theme in themes]}


def add_finding(request: Request) -> HttpResponse:
    """A new finding."""
    if way := themes_first(request):
        return way
    day = local_day(request.began_at) + dt.timedelta(days=rules.CHECK_AFTER_DAYS)
    form = forms.FindingForm(request.POST or None, initial={"check_on": day}, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_finding(fields=data, by=request.actor, at=request.began_at)
        return go(request, "analysis:cite", made.key)

    done = gettext("Der Befund ist festgehalten. Womit belegen Sie ihn?")
    return form_page(request, form, deed, title=gettext("Befund festhalten"), back=FINDINGS, done=done)


def change_finding(request: Request, key: str) -> HttpResponse:
    """Other words of a finding."""
    row = queries.finding_for(request.actor, key)
    form = forms.FindingForm(request.POST or None, of=queries.finding_values(row), **_pairs(request, row))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_finding(finding=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:finding", key), gettext("Befund ändern")
    done = gettext("Gespeichert. Eine zweite Person muss den Befund jetzt gegenlesen.")
    return form_page(request, form, deed, title=title, back=back, done=done)


def _things(request: Request) -> list[tuple[str, str]]:
    town = request.actor.partnership
    series = [(f"series:{row.key}", f"{row.name}, {row.area_name}".strip(", ")) for row in queries.series(town)]
    sources = queries.sources(town).filter(state="kept")
    return [
        *series,
        *(
            (f"source:{row.key}", f"{gettext(rules.SOURCE_KINDS[row.kind])}: {row.title}, {row.day:%d.%m.%Y}")
            for row in sources
        ),
    ]


def cite(request: Request, key: str) -> HttpResponse:
    """Another source of a finding."""
    row = queries.finding_for(request.actor, key)
    form = forms.CiteForm(request.POST or None, things=_things(request))

    def deed(**data: Value) -> None:
        operations.cite(finding=row, by=request.actor, at=request.began_at, **data)

    back, title, done = ("analysis:finding", key), gettext("Beleg hinzufügen"), gettext("Der Beleg ist festgehalten.")
    return form_page(request, form, deed, title=title, back=back, done=done, lead=row.sentence)


def uncite(request: Request, key: str) -> HttpResponse:
    """The finding rests on this no more."""
    row = queries.finding_source_for(request.actor, key)
    to = row.finding.key
    tried(request, lambda: operations.uncite(cited=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:finding", to)


def read_finding(request: Request, key: str) -> HttpResponse:
    """A second person has read the finding."""
    row, seen, done = queries.finding_for(request.actor, key), seen_on(request), gettext("Danke fürs Gegenlesen.")
    tried(
        request, lambda: operations.read_finding(finding=row, seen=seen, by=request.actor, at=request.began_at), done
    )
    return go(request, "analysis:finding", key)


publish_finding = DeedPage(
    deed=operations.publish_finding,
    form=PublishForm,
    title=mark("Befund im Portal zeigen"),
    takes="finding",
    thing=by_key(queries.finding_for),
    of=queries.read_values,
    back=lambda row: ("analysis:finding", row.key),
    done=mark("Der Befund steht im Portal."),
    page="analysis/publish_finding.html",
)
drop_finding = DeedPage(
    deed=operations.drop_finding,
    form=ReasonForm,
    title=mark("Befund aufgeben"),
    takes="finding",
    thing=by_key(queries.finding_for),
    back=lambda row: ("analysis:finding", row.key),
    done=mark("Der Befund ist aufgegeben."),
)


def hide_finding(request: Request, key: str) -> HttpResponse:
    """Takes the finding off the portal."""
    row, done = queries.finding_for(request.actor, key), gettext("Der Befund steht nicht mehr im Portal.")
    tried(request, lambda: operations.hide_finding(finding=row, by=request.actor, at=request.began_at), done)
    return go(request, "analysis:finding", key)


def reopen_finding(request: Request, key: str) -> HttpResponse:
    """Takes the finding up again."""
    row = queries.finding_for(request.actor, key)
    tried(request, lambda: operations.reopen_finding(finding=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:finding", key)
