"""Pages of the plan's way through the bodies (look, 16)."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.implementation.adoption import documents, forms, imports, operations, queries, rules
from aktionsplan.implementation.adoption.models import Demand, Station
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.documents.word import TYPE as WORD_TYPE
from aktionsplan.shared.files.accept import accept
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.forms import PlainForm
from aktionsplan.shared.kinds import Context, Foreign, Option, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import mark

WAY = ("adoption:way",)


def way(request: Request) -> HttpResponse:
    """When the plan holds: the answer, what comes next, the drawing, the stations, what was to be changed."""
    town, today = request.actor.partnership, local_day(request.began_at)
    told = queries.way(town, today)
    demands = list(queries.demands(town))
    context: Context = {
        "way": told,
        "today": today,
        "route": queries.route(told),
        "groups": [(group, [_row(row, told) for row in rows], done) for group, rows, done in told.groups()],
        "missing": told.missing(),
        "late": told.late()[:1],
        "demands": [(row, rules.ANSWERS.get(row.answer)) for row in demands],
        "open_demands": sum(row.state == "open" for row in demands),
    }
    return render(request, "adoption/way.html", context)


def _row(row: Station, told: queries.Way) -> Context:
    """A station as the lists show it."""
    word = rules.result_word(row.plan_body.kind, row.result) if row.result else None
    late = row.state == "planned" and row.day < told.today
    return {"station": row, "word": word, "late": late, "look": queries.look_of(row, told.today)}


def station(request: Request, key: str) -> HttpResponse:
    """One station: what is known, its file, what was demanded, what can be done now."""
    row, today = queries.station_for(request.actor, key), local_day(request.began_at)
    following = queries.next_fassung(row) if row.result == rules.CHANGES and not row.confirmed else None
    context: Context = {
        "station": row,
        "today": today,
        "was": row.day <= today,
        "word": rules.result_word(row.plan_body.kind, row.result) if row.result else None,
        "demands": [(one, rules.ANSWERS.get(one.answer)) for one in row.demands.select_related("version")],
        "following": following,
        "carried_out": following is not None and queries.carried_out(row, following),
        "waiting": row.plan_body.kind == rules.COUNCIL and queries.open_demands_before(row).count(),
    }
    return render(request, "adoption/station.html", context)


def begin_way(request: Request) -> HttpResponse:
    """Enters the councils and the steering committee."""
    done = gettext("Die Gremien stehen da. Sie können Namen ändern und weitere einfügen.")
    tried(request, lambda: operations.begin_way(by=request.actor, at=request.began_at), done)
    return go(request, *WAY)


def _towned(form: type[forms.PlanBodyForm], request: Request, **options: Option) -> PlainForm:
    towns = queries.municipality_choices(request.actor.partnership)
    return form(request.POST or None, towns=towns, **options)


def add_plan_body(request: Request) -> HttpResponse:
    """A further body."""

    def deed(**fields: Value) -> None:
        operations.add_plan_body(fields=fields, by=request.actor, at=request.began_at)

    form = _towned(forms.PlanBodyForm, request)
    return form_page(request, form, deed, title=gettext("Gremium einfügen"), back=("adoption:plan_bodies",))


def change_plan_body(request: Request, key: str) -> HttpResponse:
    """Another name, or whether the plan needs it."""
    row = queries.plan_body_for(request.actor, key)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.change_plan_body(plan_body=row, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    form = _towned(forms.PlanBodyForm, request, of=queries.plan_body_values(row))
    return form_page(request, form, deed, title=row.name, back=("adoption:plan_bodies",))


def plan_bodies(request: Request) -> HttpResponse:
    """The bodies and whether the plan needs them."""
    rows = [(row, rules.KINDS[row.kind]) for row in queries.plan_bodies(request.actor.partnership)]
    return render(request, "adoption/bodies.html", {"rows": rows})


drop_plan_body = DeedPage(
    deed=operations.drop_plan_body,
    form=forms.ReasonForm,
    title=mark("Gremium herausnehmen"),
    takes="plan_body",
    thing=by_key(queries.plan_body_for),
    back=lambda row: ("adoption:plan_bodies",),
    done=mark("Das Gremium ist herausgenommen."),
)


def _station_form(request: Request, **options: Option) -> PlainForm:
    town = request.actor.partnership
    bodies, fassungen = queries.body_choices(town), queries.fassung_choices(town)
    return forms.StationForm(request.POST or None, bodies=bodies, fassungen=fassungen, **options)


def plan_station(request: Request) -> HttpResponse:
    """A body deals with a Fassung on a day."""

    def deed(**fields: Value) -> HttpResponse:
        made = operations.plan_station(fields=fields, by=request.actor, at=request.began_at)
        return go(request, "adoption:station", made.key)

    form = _station_form(request, initial={"public": True, "plan_body": request.GET.get("gremium", "")[:22]})
    return form_page(request, form, deed, title=gettext("Station einfügen"), back=WAY)


def change_station(request: Request, key: str) -> HttpResponse:
    """Another day, paper or Fassung."""
    row = queries.station_for(request.actor, key)

    def deed(seen: str = "", **fields: Value) -> None:
        operations.change_station(station=row, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    form = _station_form(request, of=queries.station_values(row))
    return form_page(request, form, deed, title=row.plan_body.name, back=_back(row))


def _back(row: Station) -> tuple[str, str]:
    return "adoption:station", row.key


drop_station = DeedPage(
    deed=operations.drop_station,
    form=forms.ReasonForm,
    title=mark("Station streichen"),
    takes="station",
    thing=by_key(queries.station_for),
    back=lambda row: WAY,
    done=mark("Die Station ist gestrichen."),
)
reopen_station = DeedPage(
    deed=operations.reopen_station,
    form=forms.ReasonForm,
    title=mark("Ergebnis zurücknehmen"),
    takes="station",
    thing=by_key(queries.station_for),
    back=_back,
    done=mark("Das Ergebnis ist zurückgenommen."),
    page="adoption/reopen.html",
)
record_result = DeedPage(
    deed=operations.record_result,
    form=forms.ResultForm,
    title=mark("Ergebnis eintragen"),
    takes="station",
    thing=by_key(queries.station_for),
    back=_back,
    done=mark("Das Ergebnis ist eingetragen."),
    page="adoption/result.html",
)
confirm_changes = DeedPage(
    deed=operations.confirm_changes,
    form=forms.ConfirmForm,
    title=mark("Entspricht dem Beschluss"),
    takes="station",
    thing=by_key(queries.station_for),
    back=_back,
    done=mark("Die Bestätigung ist eingetragen."),
    page="adoption/confirm.html",
    more=lambda request, row: {"following": queries.next_fassung(row)},
)


def read_oparl(request: Request, key: str) -> HttpResponse:
    """A file of the council information system: what it says stands in the form, and somebody checks it before it is saved."""
    row = queries.station_for(request.actor, key)
    form = forms.OparlForm(request.POST or None, request.FILES or None, initial={"number": row.agenda_item})

    def deed(upload: Foreign, number: str) -> HttpResponse:
        item = imports.item_for(imports.items(upload.read(imports.MOST_BYTES + 1)), number)
        result = forms.ResultForm(initial={"result": item.result, "text": item.text})
        context = {"station": row, "item": item, "form": result, "title": gettext("Ergebnis eintragen")}
        return render(request, "adoption/result.html", context | {"action": "../ergebnis/", "back": "../"})

    title, button = gettext("Ergebnis aus einer OParl-Datei"), gettext("Datei lesen")
    return form_page(request, form, deed, title=title, back=_back(row), upload=True, button=button)


def attach_extract(request: Request, key: str) -> HttpResponse:
    """The extract of the minutes."""
    row = queries.station_for(request.actor, key)
    form = forms.ExtractForm(request.POST or None, request.FILES or None)

    def deed(upload: Foreign) -> None:
        accepted = accept(upload.file, size=upload.size, name=upload.name)
        operations.attach_extract(station=row, extract=accepted, by=request.actor, at=request.began_at)

    title, done = gettext("Auszug anhängen"), gettext("Der Auszug liegt da.")
    return form_page(request, form, deed, title=title, back=_back(row), upload=True, done=done)


def extract(request: Request, key: str) -> HttpResponse:
    """The extract as a download."""
    row = queries.station_for(request.actor, key)
    if row.file is None:
        raise Http404
    return respond(row.file, name=f"Auszug {row.plan_body.name} {row.day.isoformat()}")


def paper(request: Request, key: str, kind: str) -> HttpResponseBase:
    """The paper for the body, as PDF or Word file."""
    row = queries.station_for(request.actor, key)
    name = f"Vorlage {row.plan_body.name} {row.day.isoformat()}"
    if kind == "pdf":
        return attach(
            documents.paper_pdf(row, at=request.began_at), name=f"{name}.pdf", content_type="application/pdf"
        )
    if kind == "docx":
        return attach(documents.paper_docx(row, at=request.began_at), name=f"{name}.docx", content_type=WORD_TYPE)
    raise Http404


def answer_demand(request: Request, key: str) -> HttpResponse:
    """What became of a demanded change."""
    row: Demand = queries.demand_for(request.actor, key)
    newer = [pair for pair in queries.fassungen(request.actor.partnership) if pair.major > row.station.version.major]
    choices = [(one.key, queries.version_word(one)) for one in newer]
    form = forms.AnswerForm(request.POST or None, fassungen=choices, of=queries.demand_values(row))

    def deed(seen: str = "", **fields: Value) -> None:
        operations.answer_demand(demand=row, fields=fields, seen=seen, by=request.actor, at=request.began_at)

    title, done = gettext("Verlangte Änderung beantworten"), gettext("Die Antwort ist gespeichert.")
    back = ("adoption:station", row.station.key)
    return form_page(request, form, deed, title=title, lead=row.text, back=back, done=done, page="parts/deed.html")
