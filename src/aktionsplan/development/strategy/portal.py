"""The plan and its goals in the portal, from publications only."""

import datetime as dt
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext

from aktionsplan.shared.publishing.pages import Content, Context, Dated, PortalPage
from aktionsplan.shared.words import mark


def _figured(goal: Context) -> Context:
    """A goal with its figures as numbers, and the width of its progress in tenths of a percent."""
    start, target, actual = figures = [
        None if goal[name] is None else Decimal(goal[name]) for name in ("baseline", "target", "actual")
    ]
    width, first = None, start or Decimal(0)
    if actual is not None and target is not None and target != first:
        width = max(0, min(1000, int((actual - first) * 1000 / (target - first))))
    return goal | dict(zip(("baseline", "target", "actual"), figures, strict=True)) | {"width": width}


def _goals(content: Content, level: str = "") -> list[Context]:
    """The goals of one level, or all."""
    rows = [publication.data for publication in content.all("goal")]
    return [_figured(goal) for goal in rows if level in ("", goal["level"])]


def start(content: Content, today: dt.date) -> Context:
    """The goals and a draft that lies open, on the start page."""
    plan = content.first("plan_draft")
    draft = _days(plan) if plan else None
    return {
        "goals": _goals(content, "intermediate"),
        "targets": _goals(content, "operational"),
        "start_draft": draft if draft and _is_open(draft, today) else None,
    }


def dates(content: Content, today: dt.date) -> list[Dated]:
    """Until when one can comment on the draft, under Termine."""
    plan = content.first("plan_draft")
    draft = _days(plan) if plan else None
    if draft is None or not _is_open(draft, today):
        return []
    title = gettext("Entwurf des Aktionsplans")
    return [Dated(draft["comments_until"], mark("Kommentare"), title, "portal:plan_draft", until=True)]


def _plan(content: Content, today: dt.date, key: str) -> Context:
    return {
        "has_bodies": bool(content.all("body")),
        "rows": _goals(content),
    }


WORDS = {
    "adopted": mark("Übernommen"),
    "partly": mark("Zum Teil übernommen"),
    "not": mark("Nicht übernommen"),
    "": mark("Antwort kommt"),
}
"""What became of a comment, as the portal says it."""


def _days(plan: Context) -> Context:
    """A version with its days as days."""
    names = ("comments_until", "answers_until")
    return plan | {name: dt.date.fromisoformat(plan[name]) if plan.get(name) else None for name in names}


def _is_open(draft: Context, today: dt.date) -> bool:
    """Whether the page offers the form; whether a comment is taken, the deed decides by its rule."""
    return draft["state"] == "display" and draft["comments_until"] is not None and today <= draft["comments_until"]


def _comments(content: Content, version: str) -> dict[str, list[Context]]:
    """What was said to each paragraph of the draft."""
    found: dict[str, list[Context]] = {}
    for row in content.all("comment"):
        if row.data["version"] == version:
            found.setdefault(row.data["place"], []).append(row.data)
    return found


def _draft(content: Content, today: dt.date, key: str) -> Context:
    """The draft that lies open (or lay open last) with its chapters and how much was said."""
    plan = content.first("plan_draft")
    if not plan:
        return {"draft": None}
    draft = _days(plan)
    said = _comments(content, draft["key"])
    places = {row.slug: [block["key"] for block in row.data["blocks"]] for row in content.all("draft_chapter")}
    chapters = [
        chapter | {"talk": sum(len(said.get(place, ())) for place in places.get(chapter["key"], ()))}
        for chapter in draft["chapters"]
    ]
    everything = [one for some in said.values() for one in some]
    return {
        "draft": draft | {"chapters": chapters},
        "open": _is_open(draft, today),
        "comment_count": len(everything),
        "answer_count": sum(bool(one["verdict"]) for one in everything),
        "tally": [(word, sum(one["verdict"] == key for one in everything)) for key, word in WORDS.items()],
    }


def _next(plan: Context, key: str) -> Context | None:
    keys = [chapter["key"] for chapter in plan["chapters"]]
    place = keys.index(key) + 1 if key in keys else len(keys)
    following: Context | None = plan["chapters"][place] if place < len(keys) else None
    return following


def _draft_chapter(content: Content, today: dt.date, key: str) -> Context:
    """A chapter of the draft with what was said to each paragraph."""
    chapter, plan = content.one("draft_chapter", key).data, content.first("plan_draft")
    if not plan:
        raise Http404
    draft = _days(plan)
    said = _comments(content, draft["key"])
    return {
        "key": key,
        "chapter": chapter,
        "draft": draft,
        "open": _is_open(draft, today),
        "blocks": [(block, said.get(block["key"], [])) for block in chapter["blocks"]],
        "verdicts": WORDS,
        "following": _next(draft, key),
    }


def _text(content: Content, today: dt.date, key: str) -> Context:
    """The Fassung, its text in Leichte Sprache, and whether a draft lay open before."""
    plan, draft = content.first("plan_text"), content.first("plan_draft")
    return {"plan": plan, "easy": content.first("easy_plan"), "draft": draft}


def _text_chapter(content: Content, today: dt.date, key: str) -> Context:
    plan = content.first("plan_text")
    if not plan:
        raise Http404
    return {"chapter": content.one("text_chapter", key).data, "plan": plan, "following": _next(plan, key)}


PAGES = (
    PortalPage("plan", "plan/", "portal/plan.html", _plan, area="plan", word=mark("Plan")),
    PortalPage(
        "plan_text", "plan/lesen/", "portal/plan_text.html", _text, area="plan", word=mark("Plan lesen"), place=12
    ),
    PortalPage(
        "text_chapter",
        "plan/lesen/{key}/",
        "portal/text_chapter.html",
        _text_chapter,
        of="text_chapter",
        below="plan_text",
    ),
    PortalPage(
        "plan_draft",
        "plan/entwurf/",
        "portal/plan_draft.html",
        _draft,
        area="plan",
        word=mark("Entwurf kommentieren"),
        place=14,
    ),
    PortalPage(
        "draft_chapter",
        "plan/entwurf/{key}/",
        "portal/draft_chapter.html",
        _draft_chapter,
        of="draft_chapter",
        below="plan_draft",
    ),
)
