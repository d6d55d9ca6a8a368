"""Pages about incidents, reports and structures, for the office; its readers see kind, motive, district and month."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms import incidents as forms
from aktionsplan.development.analysis.models import Incident, Report
from aktionsplan.development.analysis.states import INCIDENT
from aktionsplan.development.analysis.views.first import districts_first
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase, mark

OK = 200
INCIDENTS, REPORTS, STRUCTURES = ("analysis:incidents",), ("analysis:reports",), ("analysis:structures",)


def month(row: Incident) -> str:
    """The month of an incident: all that most people inside read of its day."""
    return f"{row.first_day:%m.%Y}"


LIST = Listing(
    title=mark("Vorfälle"),
    rows=queries.incidents,
    order=Order("-first_day"),
    found=queries.incidents_called,
    file="analysis:incident_file",
    older=mark("Frühere Vorfälle"),
    empty=(
        mark("Kein Vorfall passt dazu"),
        mark("Hier stehen Vorfälle, die die Koordinierungsstelle aufnimmt oder die jemand im Portal meldet."),
    ),
    choices=(
        Choice("stand", "state", mark("Nach Stand"), INCIDENT.words, chips=True),
        Choice("art", "kind", mark("Nach Art"), rules.TYPES),
        Choice("anlass", "motive", mark("Nach Anlass"), rules.MOTIVES),
    ),
    columns=(
        Column(mark("Monat"), month, order="first_day", link="analysis:incident"),
        Column(mark("Art"), lambda row: Phrase(rules.TYPES[row.kind])),
        Column(mark("Anlass"), lambda row: Phrase(rules.MOTIVES[row.motive])),
        Column(mark("Ortsteil"), lambda row: row.district.name, second=lambda row: row.district.municipality.name),
        Column(
            mark("Bestätigt"),
            lambda row: Phrase(mark("bestätigt") if row.confirmed else mark("noch nicht bestätigt")),
        ),
        Column(mark("Stand"), lambda row: Phrase(INCIDENT.words[row.state])),
    ),
)


def incidents(request: Request) -> HttpResponse:
    """Every incident, 50 on a page."""
    waiting = queries.reports(request.actor.partnership).count() if request.actor.may("analysis.read_report") else 0
    return list_page(request, LIST, "analysis/incidents.html", waiting=waiting)


def incident_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the incidents that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def incident(request: Request, key: str) -> HttpResponse:
    """What everybody inside may know of an incident; the rest is opened by a deed of its own, which is noted."""
    row = queries.incident_for(request.actor, key)
    return render(request, "analysis/incident.html", _shown(row))


def _shown(row: Incident) -> dict[str, Value]:
    return {
        "incident": row,
        "month": month(row),
        "kind": rules.TYPES[row.kind],
        "motive": rules.MOTIVES[row.motive],
        "word": INCIDENT.words[row.state],
        "police": rules.POLICE[row.police],
        "source": rules.SOURCES[row.source],
    }


def read_incident(request: Request, key: str) -> HttpResponse:
    """Opens day, street and text of an incident and notes who did."""
    row = queries.incident_for(request.actor, key)
    operations.read_incident(incident=row, by=request.actor, at=request.began_at)
    return render(request, "analysis/incident.html", _shown(row) | {"open": True})


def _pairs(request: Request) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    return {
        "places": queries.districts(town),
        "themes": queries.theme_choices(town),
    }


def add_incident(request: Request) -> HttpResponse:
    """A new incident."""
    if way := districts_first(request):
        return way
    form = forms.IncidentForm(request.POST or None, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_incident(fields=data, by=request.actor, at=request.began_at)
        return go(request, "analysis:incident", made.key)

    title, done = gettext("Vorfall aufnehmen"), gettext("Der Vorfall ist aufgenommen.")
    return form_page(request, form, deed, title=title, back=INCIDENTS, done=done)


def change_incident(request: Request, key: str) -> HttpResponse:
    """Other words about an incident; whoever opens the form reads day, street and text, which is noted."""
    row = queries.incident_for(request.actor, key)
    form = forms.IncidentForm(request.POST or None, of=queries.incident_values(row), **_pairs(request))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_incident(incident=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:incident", key), gettext("Vorfall ändern")
    shown = form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))
    if shown.status_code == OK:
        operations.read_incident(incident=row, by=request.actor, at=request.began_at)
    return shown


withdraw_incident = DeedPage(
    deed=operations.withdraw_incident,
    form=forms.ReasonForm,
    title=mark("Vorfall zurückziehen"),
    takes="incident",
    thing=by_key(queries.incident_for),
    back=lambda row: ("analysis:incident", row.key),
    done=mark("Der Vorfall zählt nicht mehr."),
)


def restore_incident(request: Request, key: str) -> HttpResponse:
    """The incident counts again."""
    row = queries.incident_for(request.actor, key)
    tried(request, lambda: operations.restore_incident(incident=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:incident", key)


def publish_incidents(request: Request) -> HttpResponse:
    """Shows the numbers of all years on the portal."""
    done = gettext("Die Zahlen stehen jetzt im Portal.")
    tried(request, lambda: operations.publish_incidents(by=request.actor, at=request.began_at), done)
    return go(request, *INCIDENTS)


def reports(request: Request) -> HttpResponse:
    """The reports that wait, without their words, and how the others ended."""
    town = request.actor.partnership
    tallies = [(row.year, OUTCOMES[row.outcome], row.count) for row in queries.tallies(town)]
    context = {"rows": queries.reports(town), "tallies": tallies, "today": local_day(request.began_at)}
    return render(request, "analysis/reports.html", context)


OUTCOMES = {
    "accepted": mark("aufgenommen"),
    "withdrawn": mark("von der meldenden Person zurückgezogen"),
    **rules.REFUSALS,
}


def _proposed(report: Report) -> dict[str, Value]:
    return {
        "kind": rules.MEANT.get(report.what, ""),
        "first_day": report.day or report.received_on,
        "district": report.district.key if report.district else "",
        "police": report.police or "unknown",
    }


def report(request: Request, key: str) -> HttpResponse:
    """A report word for word, for whoever decides on it; each reading is noted."""
    row = queries.report_for(request.actor, key)
    marks = queries.report_marks(row)
    pairs, start = _pairs(request), _proposed(row)
    form = forms.AcceptForm(request.POST or None, marks=marks, initial=start, **pairs)

    def deed(**data: Value) -> HttpResponse:
        operations.accept_report(report=row, by=request.actor, at=request.began_at, **data)
        return go(request, *INCIDENTS)  # not to the incident: nothing kept of this form leads from the report to it

    more: Context = {"report": row, "what": rules.REPORTED.get(row.what, ""), "pieces": _pieces(row.text, marks)}
    page, done = "analysis/report.html", gettext("Der Vorfall ist aufgenommen, die Meldung ist gelöscht.")
    title = gettext("Meldung prüfen")
    shown = form_page(request, form, deed, title=title, back=REPORTS, page=page, done=done, **more)
    if shown.status_code == OK:  # the text is on the page, also after a form that was refused
        operations.read_report(report=row, by=request.actor, at=request.began_at)
    return shown


def _pieces(text: str, marks: list[rules.Mark]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it looks like a person."""
    pieces, at = [], 0
    for one in marks:
        pieces += [(text[at : one.start], False), (text[one.start : one.end], True)]
        at = one.end
    return [*pieces, (text[at:], False)]


refuse_report = DeedPage(
    deed=operations.refuse_report,
    form=forms.RefuseForm,
    title=mark("Meldung nicht aufnehmen"),
    takes="report",
    thing=by_key(queries.report_for),
    back=lambda row: REPORTS,
    done=mark("Die Meldung ist gelöscht, der Grund steht unter ihrem Zeichen."),
)
ask_report = DeedPage(
    deed=operations.ask_report,
    form=forms.AskForm,
    title=mark("Nachfragen"),
    takes="report",
    thing=by_key(queries.report_for),
    back=lambda row: REPORTS,
    done=mark("Die Frage ist unterwegs."),
)


def structures(request: Request) -> HttpResponse:
    """How many structures of each kind there are; who may read more opens the list, which is noted."""
    town, today = request.actor.partnership, local_day(request.began_at)
    counts = [(rules.STRUCTURES[kind], n) for kind, n in queries.structure_counts(town, today)]
    return render(request, "analysis/structures.html", {"counts": counts})


def read_structures(request: Request) -> HttpResponse:
    """Every structure with its place and source."""
    town, today = request.actor.partnership, local_day(request.began_at)
    rows = list(queries.structures(town))
    operations.read_structures(shown=rows, by=request.actor, at=request.began_at)
    listed = [(row, rules.STRUCTURES[row.kind]) for row in rows]
    counts = [(rules.STRUCTURES[kind], n) for kind, n in queries.structure_counts(town, today)]
    return render(request, "analysis/structures.html", {"counts": counts, "rows": listed, "open": True})


def add_structure(request: Request) -> HttpResponse:
    """A new structure."""
    form = forms.StructureForm(request.POST or None, places=queries.districts(request.actor.partnership))

    def deed(**data: Value) -> None:
        operations.add_structure(fields=data, by=request.actor, at=request.began_at)

    done = gettext("Die Struktur ist eingetragen.")
    return form_page(request, form, deed, title=gettext("Struktur eintragen"), back=STRUCTURES, done=done)


def change_structure(request: Request, key: str) -> HttpResponse:
    """Other words about a structure; whoever opens the form reads it, which is noted."""
    row, places = queries.structure_for(request.actor, key), queries.districts(request.actor.partnership)
    form = forms.StructureForm(request.POST or None, of=queries.structure_values(row), places=places)

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_structure(structure=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    done = gettext("Gespeichert.")
    shown = form_page(request, form, deed, title=gettext("Struktur ändern"), back=STRUCTURES, done=done)
    if shown.status_code == OK:
        operations.read_structures(shown=[row], by=request.actor, at=request.began_at)
    return shown


def delete_structure(request: Request, key: str) -> HttpResponse:
    """A structure that was entered by mistake goes."""
    row = queries.structure_for(request.actor, key)
    operations.delete_structure(structure=row, by=request.actor, at=request.began_at)
    messages.success(request, gettext("Die Struktur ist gelöscht."))
    return go(request, *STRUCTURES)
