"""Pages of the versions: making, reading, comparing, laying open, showing (look, 13b inside and 13c)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.participation.rules import VERDICTS_ON_COMMENTS
from aktionsplan.development.strategy import documents, operations, queries, rules
from aktionsplan.development.strategy.forms import plan as forms
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.development.strategy.states import EASY_TEXT, PLAN_VERSION
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.documents import word
from aktionsplan.shared.files.responses import attach, respond
from aktionsplan.shared.kinds import Context, Value
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.periods import local_day, parse_day
from aktionsplan.shared.words import Refused, mark

VERSIONS = ("strategy:versions",)


def _named(version: PlanVersion) -> tuple:
    return version, queries.name_of(version), PLAN_VERSION.words[version.state]


def versions(request: Request) -> HttpResponse:
    """Every version; `?am=` finds the plan as it was on a day."""
    town, today = request.actor.partnership, local_day(request.began_at)
    asked, then, wrong = request.GET.get("am", "")[:40], None, ""
    if asked:
        try:
            then = queries.version_on(town, parse_day(asked))
        except Refused as refused:
            wrong = str(refused.problem)
    context = {
        "rows": [_named(row) for row in queries.versions(town)],
        "asked": asked,
        "then": _named(then) if then else None,
        "wrong": wrong,
        "hindrances": rules.hindrances(queries.ground(town, today)),
        "draft_name": rules.version_name(queries.next_number(town, final=False)),
        "final_name": rules.version_name(queries.next_number(town, final=True)),
        "easy": queries.easy_text(town),
    }
    return render(request, "strategy/versions.html", context)


def _make(request: Request, form: forms.VersionForm, final: bool) -> HttpResponse:
    def deed(**data: Value) -> HttpResponse:
        made = operations.make_version(final=final, by=request.actor, at=request.began_at, **data)
        return go(request, "strategy:version", made.key)

    name = rules.version_name(queries.next_number(request.actor.partnership, final=final))
    title = gettext("{name} festhalten").format(name=str(name))
    lead = gettext(
        "Texte und Zahlen bleiben darin so, wie sie heute sind. Geschrieben wird im nächsten Entwurf weiter."
    )
    return form_page(request, form, deed, title=title, lead=lead, back=VERSIONS, done=gettext("Festgehalten."))


def make_draft(request: Request) -> HttpResponse:
    """Freezes the next draft."""
    return _make(request, forms.VersionForm(request.POST or None), final=False)


def make_final(request: Request) -> HttpResponse:
    """Freezes the next Fassung."""
    start = {"year": local_day(request.began_at).year + 1}
    return _make(request, forms.FinalForm(request.POST or None, initial=start), final=True)


def version(request: Request, key: str) -> HttpResponse:
    """A version as it was frozen, with what was said to it."""
    row = queries.version_for(request.actor, key)
    comments = queries.comments_by_place(row)
    context = {
        "version": row,
        "name": rules.version_name(queries.number_of(row)),
        "state": PLAN_VERSION.words[row.state],
        "chapters": [
            (chapter, [(block, comments.get(block["key"], [])) for block in chapter["blocks"]])
            for chapter in row.content["chapters"]
        ],
        "before": documents.previous(row),
        "newest": row == queries.versions(request.actor.partnership).first(),
        "count": sum(len(one) for one in comments.values()),
        "easy": queries.easy_text(request.actor.partnership),
        "verdicts": VERDICTS_ON_COMMENTS,
    }
    return render(request, "strategy/version.html", context)


def version_file(request: Request, key: str, kind: str) -> HttpResponse:
    """A version as PDF or Word file; 404 for another kind."""
    row = queries.version_for(request.actor, key)
    name = f"Aktionsplan {row.partnership.name} {documents.name(row)}"
    if kind == "pdf" and row.document is not None:
        return respond(row.document.file, name=f"{name}.pdf")
    if kind == "pdf":
        return attach(documents.pdf(row), name=f"{name}.pdf", content_type="application/pdf")
    if kind == "docx":
        return attach(documents.docx(row), name=f"{name}.docx", content_type=word.TYPE)
    raise Http404


def _two(request: Request) -> tuple[PlanVersion, PlanVersion] | None:
    """The two versions that are compared, one of them perhaps the plan as it stands now: as asked, else the two newest; older
    first."""
    rows = list(queries.versions(request.actor.partnership))
    asked = request.GET.get("nach", ""), request.GET.get("von", "")
    if rows and (queries.WORKING in asked or len(rows) == 1):
        rows.insert(0, queries.working_version(request.actor.partnership, request.began_at))
    by_name = {row.key: row for row in rows}
    new = by_name.get(asked[0], rows[0] if rows else None)
    old = by_name.get(asked[1], next((row for row in rows if new and row.made_at < new.made_at), None))
    if new is None or old is None or old is new:
        return None
    return (old, new) if old.made_at <= new.made_at else (new, old)


def compare(request: Request) -> HttpResponse:
    """Two versions side by side."""
    pair = _two(request)
    rows = [_named(row) for row in queries.versions(request.actor.partnership)]
    if pair is None:
        return render(request, "strategy/compare.html", {"rows": rows, "found": None})
    shown = {"rows": rows, "working": queries.WORKING, "stacked": request.GET.get("ansicht") == "untereinander"}
    return render(request, "strategy/compare.html", _compared(*pair, request.GET.get("teil", "")) | shown)


def _compared(old: PlanVersion, new: PlanVersion, shown: str) -> Context:
    found = rules.compare(old.content, new.content)
    counts = (len(found.goals), len(found.texts), len(found.money))
    return {
        "old": _named(old),
        "new": _named(new),
        "found": found,
        "shown": shown if shown in ("ziele", "text", "geld") else "",
        "counts": counts,
        "total": sum(counts),
    }


def compare_file(request: Request) -> HttpResponse:
    """What is different, as PDF; 404 without two versions."""
    pair = _two(request)
    if pair is None:
        raise Http404
    made = documents.difference_pdf(*pair, at=request.began_at)
    name = f"Unterschied {documents.name(pair[0])} {documents.name(pair[1])}.pdf"
    return attach(made, name=name, content_type="application/pdf")


open_consultation = DeedPage(
    deed=operations.open_consultation,
    form=forms.DisplayForm,
    title=mark("Entwurf auslegen"),
    button=mark("Jetzt öffentlich auslegen"),
    page="strategy/open_consultation.html",
    takes="plan_version",
    thing=by_key(queries.version_for),
    back=lambda row: ("strategy:version", row.key),
    done=mark("Der Entwurf liegt aus. Alle können ihn im Portal lesen und kommentieren."),
)


def close_consultation(request: Request, key: str) -> HttpResponse:
    """No more comments."""
    row, done = queries.version_for(request.actor, key), gettext("Die Auslegung ist beendet.")
    tried(
        request, lambda: operations.close_consultation(plan_version=row, by=request.actor, at=request.began_at), done
    )
    return go(request, "strategy:version", key)


def show_plan(request: Request, key: str) -> HttpResponse:
    """The portal shows this Fassung."""
    row, done = queries.version_for(request.actor, key), gettext("Der Plan steht im Portal.")
    tried(request, lambda: operations.show_plan(plan_version=row, by=request.actor, at=request.began_at), done)
    return go(request, "strategy:version", key)


def hide_plan(request: Request, key: str) -> HttpResponse:
    """The portal shows it no more."""
    row, done = queries.version_for(request.actor, key), gettext("Der Plan steht nicht mehr im Portal.")
    tried(request, lambda: operations.hide_plan(plan_version=row, by=request.actor, at=request.began_at), done)
    return go(request, "strategy:version", key)


def easy_text(request: Request, key: str) -> HttpResponse:
    """The plan in Leichte Sprache, written for this version."""
    row, text = queries.version_for(request.actor, key), queries.easy_text(request.actor.partnership)
    form = forms.EasyTextForm(request.POST or None, of=queries.easy_values(request.actor.partnership))

    def deed(**data: Value) -> None:
        operations.write_easy_text(plan_version=row, by=request.actor, at=request.began_at, **data)

    done = gettext("Gespeichert. Jetzt prüfen es Menschen, die Leichte Sprache lesen.")
    more = {
        "title": gettext("Leichte Sprache"),
        "easy": text,
        "version": row,
        "state": EASY_TEXT.words[text.state] if text else "",
        "outdated": bool(text and queries.outdated(text)),
    }
    back, page = ("strategy:version", key), "strategy/easy_text.html"
    return form_page(request, form, deed, back=back, page=page, done=done, **more)  # type: ignore[arg-type]


check_easy_text = DeedPage(
    deed=operations.check_easy_text,
    form=forms.CheckTextForm,
    title=mark("Prüfung eintragen"),
    takes="plan_version",
    thing=by_key(queries.version_for),
    back=lambda row: ("strategy:easy_text", row.key),
    done=mark("Die Prüfung ist eingetragen."),
)


def show_easy_text(request: Request, key: str) -> HttpResponse:
    """The portal shows the checked text."""
    row, done = queries.version_for(request.actor, key), gettext("Der Text in Leichter Sprache steht im Portal.")
    tried(request, lambda: operations.show_easy_text(plan_version=row, by=request.actor, at=request.began_at), done)
    return go(request, "strategy:easy_text", key)
