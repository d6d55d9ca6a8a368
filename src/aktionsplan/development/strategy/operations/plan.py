"""Writing the plan: chapters and blocks of the working draft, versions, consultation, portal, plain language."""

import datetime as dt

from django.db.models import F, Max

from aktionsplan.development.participation.operations import keep_comment
from aktionsplan.development.strategy import documents, queries, rules
from aktionsplan.development.strategy.models import Block, Chapter, EasyText, PlanVersion
from aktionsplan.development.strategy.publications import public_chapter, public_easy_text, public_plan
from aktionsplan.development.strategy.states import EASY_TEXT, KEPT, PLAN_VERSION
from aktionsplan.people.queries import Actor
from aktionsplan.shared.conflicts import CHANGED, unchanged
from aktionsplan.shared.deeds import By, deed
from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.documents.operations import issue
from aktionsplan.shared.kinds import Fields
from aktionsplan.shared.ledger.operations import record
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.publishing.models import Publication
from aktionsplan.shared.publishing.operations import publish, withdraw
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import Conflict, Problem, Refused, check_length, clean, filled, mark

MOST_TOLD = 5
TOLD_OF_TEXT = 80
"""So many letters of a paragraph stand in the ledger."""


def _chapter(number: int, title: str, by: By) -> Chapter:
    return Chapter.objects.create(partnership=by.partnership, number=number, title=title, state=KEPT.initial)


def _block(
    chapter: Chapter, kind: str, text: str, by: Actor, at: dt.datetime, after: Block | None = None, key: str = ""
) -> Block:
    """A new block at the end of its chapter, or after another one."""
    if after is None:
        last = chapter.blocks.aggregate(last=Max("place"))["last"] or 0
    else:
        last = after.place
        chapter.blocks.filter(place__gt=last).update(place=F("place") + 1)
    return Block.objects.create(
        key=key or new_key(),
        partnership=by.partnership,
        chapter=chapter,
        place=last + 1,
        kind=kind,
        text=text,
        changed_by=by.reference,
        changed_by_name=by.account.name,
        changed_at=at,
        state=KEPT.initial,
    )


@deed("strategy.begin_plan", on=None, because="the chapters are made here")
def begin_plan(*, by: Actor, at: dt.datetime) -> None:
    """The usual chapters, each with its live parts; refused when there are chapters already."""
    if queries.chapters(by.partnership):
        raise Refused(Problem("begun", mark("Der Plan ist schon begonnen.")))
    for number, (title, parts) in enumerate(rules.CHAPTERS, start=1):
        chapter = _chapter(number, title, by)
        for kind in parts:
            _block(chapter, kind, "", by, at)
    record(by=by, at=at, reference="plan", payload={"chapters": len(rules.CHAPTERS)})


@deed("strategy.add_chapter", on=None, because="the chapter is made here")
def add_chapter(*, title: str, by: By, at: dt.datetime) -> Chapter:
    """A new chapter at the end."""
    number = max((row.number for row in queries.chapters(by.partnership)), default=0) + 1
    chapter = _chapter(number, title, by)
    record(by=by, at=at, reference=f"chapter:{chapter.key}", payload={"number": number, "title": title})
    return chapter


@deed("strategy.change_chapter", on=queries.CHAPTER)
def change_chapter(*, chapter: Chapter, fields: Fields, seen: str = "", by: By, at: dt.datetime) -> None:
    """Another title or place of a chapter, or other writers; at a taken place the chapters change places."""
    before = queries.chapter_values(chapter)
    unchanged(seen, before)
    chapter.state = KEPT.next(chapter.state, "change")
    others = Chapter.objects.filter(partnership=by.partnership, state="kept", number=fields["number"])
    others.exclude(pk=chapter.pk).update(number=chapter.number)
    for name in ("number", "title", "writers"):
        setattr(chapter, name, fields[name])
    chapter.save(update_fields=["number", "title", "writers", "state"])
    after = queries.chapter_values(chapter)
    record(by=by, at=at, payload={"changed": [name for name in before if before[name] != after[name]]})


@deed("strategy.drop_chapter", on=queries.CHAPTER)
def drop_chapter(*, chapter: Chapter, reason: str, by: By, at: dt.datetime) -> None:
    """Strikes the chapter out of the draft; versions made before keep it. The chapters behind it move up."""
    chapter.state = KEPT.next(chapter.state, "drop")
    chapter.save(update_fields=["state"])
    later = Chapter.objects.filter(partnership=by.partnership, state="kept", number__gt=chapter.number)
    later.update(number=F("number") - 1)
    record(by=by, at=at, payload={"title": chapter.title, "reason": reason})


@deed("strategy.add_block", on=queries.CHAPTER)
def add_block(
    *,
    chapter: Chapter,
    kind: str,
    text: str = "",
    after: Block | None = None,
    begun: str = "",
    by: Actor,
    at: dt.datetime,
) -> Block:
    """A new paragraph or live part, at the end or after another block.

    A page that saves while one writes says by `begun` which paragraph it means. Raises Conflict when that is there already:
    then it is changed.
    """
    key = queries.block_key(chapter, begun)
    if there := queries.begun_block(chapter, begun):
        raise Conflict(CHANGED, queries.block_values(there))
    if kind != rules.PARAGRAPH and kind not in rules.LIVE:
        raise Refused(Problem("kind", mark("Bitte wählen Sie aus der Liste."), {}, "kind"))
    block = _block(chapter, kind, text, by, at, after if after and after.chapter_id == chapter.pk else None, key)
    record(by=by, at=at, payload={"added": kind, "text": text[:TOLD_OF_TEXT]})
    return block


@deed("strategy.change_block", on=queries.BLOCK)
def change_block(*, block: Block, text: str, seen: str = "", by: Actor, at: dt.datetime) -> Block:
    """Another text of a paragraph. Raises Conflict with the stored text when somebody else has saved since."""
    unchanged(seen, queries.block_values(block))
    block.state = KEPT.next(block.state, "change")
    before = block.text
    block.text, block.changed_by, block.changed_by_name, block.changed_at = text, by.reference, by.account.name, at
    block.save(update_fields=["text", "changed_by", "changed_by_name", "changed_at", "state"])
    record(by=by, at=at, payload={"before": before[:TOLD_OF_TEXT], "after": text[:TOLD_OF_TEXT]})
    return block


@deed("strategy.move_block", on=queries.BLOCK)
def move_block(*, block: Block, up: bool, by: By, at: dt.datetime) -> None:
    """One place up or down in its chapter; at the end nothing moves."""
    listed = queries.blocks(block.chapter)
    here = next(place for place, row in enumerate(listed) if row.pk == block.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(listed):
        listed[here], listed[there] = listed[there], listed[here]
        for place, row in enumerate(listed, start=1):
            Block.objects.filter(pk=row.pk).update(place=place)
    record(by=by, at=at, payload={"moved": "up" if up else "down"})


@deed("strategy.drop_block", on=queries.BLOCK)
def drop_block(*, block: Block, by: By, at: dt.datetime) -> None:
    """Strikes the block out of the draft; versions made before keep it."""
    block.state = KEPT.next(block.state, "drop")
    block.save(update_fields=["state"])
    record(by=by, at=at, payload={"dropped": block.kind, "text": block.text[:TOLD_OF_TEXT]})


@deed("strategy.take_chapter", on=queries.CHAPTER)
def take_chapter(*, chapter: Chapter, texts: list[str], by: Actor, at: dt.datetime) -> int:
    """Puts the paragraphs of a file at the end of the chapter; returns how many. Refused without any."""
    if not texts:
        raise Refused(Problem("empty", mark("In der Datei steht kein Text.")))
    for text in texts:
        cleaned = clean(text, lines=True)
        check_length(cleaned, rules.TEXT_LIMIT)
        _block(chapter, rules.PARAGRAPH, cleaned, by, at)
    record(by=by, at=at, payload={"taken": len(texts)})
    return len(texts)


@deed("strategy.make_version", on=None, because="the whole plan, frozen as a new version")
def make_version(*, final: bool, reason: str, year: int | None = None, by: Actor, at: dt.datetime) -> PlanVersion:
    """Freezes texts and figures as the next draft or Fassung; a Fassung is refused with what hinders it."""
    today = local_day(at)
    if not queries.chapters(by.partnership):
        raise Refused(Problem("empty", mark("Der Plan ist noch nicht begonnen.")))
    if final and (found := rules.hindrances(queries.ground(by.partnership, today))):
        told = " ".join(filled(one.text.text, one.text.params, str) for one in found[:MOST_TOLD])
        raise Refused(Problem("hindered", mark("Es fehlt noch etwas ({n}): {told}"), {"n": len(found), "told": told}))
    major, minor = queries.next_number(by.partnership, final=final)
    content = queries.working_draft(by.partnership, today)
    if final:
        content["comments"] = queries.answered_comments(by.partnership, major - 1)
    version = PlanVersion.objects.create(
        partnership=by.partnership,
        major=major,
        minor=minor,
        reason=reason,
        year=year,
        made_on=today,
        made_at=at,
        made_by=by.reference,
        made_by_name=by.account.name,
        content=content,
        digest=queries.digest(content),
        state=PLAN_VERSION.initial,
    )
    if final:
        version.document = _document(version, by, at)
        version.save(update_fields=["document"])
    payload = {"number": f"{major}.{minor}", "digest": version.digest, "reason": reason}
    record(by=by, at=at, reference=f"plan_version:{version.key}", payload=payload)
    return version


def _document(version: PlanVersion, by: By, at: dt.datetime) -> Document:
    name = documents.name(version)
    data = documents.plan_data(version, documents.previous(version))
    return issue(
        partnership=by.partnership,
        kind="plan",
        reference=f"plan_version:{version.key}",
        title=name,
        template="plan",
        data=data,
        at=at,
    )


@deed("strategy.open_consultation", on=queries.PLAN_VERSION)
def open_consultation(
    *, plan_version: PlanVersion, until: dt.date, answers_until: dt.date, by: By, at: dt.datetime
) -> PlanVersion:
    """The draft lies open for comments until a day; refused while another does, and for a day that has passed."""
    if queries.displayed(by.partnership):
        raise Refused(Problem("open", mark("Es liegt schon ein Entwurf aus. Beenden Sie zuerst dessen Auslegung.")))
    if plan_version.minor == 0:
        raise Refused(Problem("final", mark("Eine Fassung liegt nicht mehr aus; nur ein Entwurf.")))
    if queries.versions(by.partnership).first() != plan_version:
        raise Refused(Problem("old", mark("Ausgelegt wird nur der neueste Stand.")))
    if until < local_day(at):
        raise Refused(Problem("past", mark("Der Tag ist schon vorbei."), {}, "until"))
    if answers_until < until:
        raise Refused(Problem("answers", mark("Die Antworten kommen nach den Kommentaren."), {}, "answers_until"))
    plan_version.state = PLAN_VERSION.next(plan_version.state, "open")
    plan_version.comments_until, plan_version.answers_until = until, answers_until
    plan_version.save(update_fields=["state", "comments_until", "answers_until"])
    _publish(plan_version, "draft", by, at)
    record(by=by, at=at, payload={"until": until.isoformat()})
    return plan_version


@deed("strategy.close_consultation", on=queries.PLAN_VERSION)
def close_consultation(*, plan_version: PlanVersion, by: By, at: dt.datetime) -> PlanVersion:
    """No more comments; draft, comments and answers stay readable. Refused up to the last day that was announced."""
    until = plan_version.comments_until
    if plan_version.state == "display" and until is not None and local_day(at) <= until:
        text = mark("Angekündigt ist die Auslegung bis {day}. Früher endet sie nicht.")
        raise Refused(Problem("announced", text, {"day": german_day(until)}))
    plan_version.state = PLAN_VERSION.next(plan_version.state, "close")
    plan_version.save(update_fields=["state"])
    publish(by=by, at=at, kind="plan_draft", slug="plan", fields=public_plan(plan_version))
    record(by=by, at=at, payload={"closed": True})
    return plan_version


def _publish(version: PlanVersion, what: str, by: By, at: dt.datetime) -> None:
    """The version with each of its chapters; chapters of an earlier one that it has not go."""
    publish(by=by, at=at, kind=f"plan_{what}", slug="plan", fields=public_plan(version))
    kind, kept = f"{what}_chapter", set()
    for chapter in version.content["chapters"]:
        kept.add(chapter["key"])
        order = f"{chapter['number']:03}"
        publish(by=by, at=at, kind=kind, slug=chapter["key"], fields=public_chapter(version, chapter), order=order)
    shown = Publication.objects.filter(partnership=by.partnership, kind=kind, current=True)
    for slug in set(shown.values_list("slug", flat=True)) - kept:
        withdraw(by=by, at=at, kind=kind, slug=slug)


@deed(
    "strategy.send_comment",
    on=None,
    because="the comment is made here",
    untold="the ledger keeps no moment at which somebody wrote",
)
def send_comment(
    *, version: str, place: str, text: str, signature: str = "", email: str = "", by: By, at: dt.datetime
) -> None:
    """Keeps a comment on a paragraph until the office has read it; refused when the draft does not lie open, or has no such place."""
    draft = PlanVersion.objects.filter(partnership=by.partnership, key=version or "-").first()
    if draft is None or not rules.takes_comments(draft.state, draft.comments_until, local_day(at)):
        raise Refused(
            Problem("closed", mark("Dieser Entwurf liegt nicht mehr aus. Kommentare sind nicht mehr möglich."))
        )
    block = queries.place_in(draft.content, place)
    if block is None:
        raise Refused(Problem("place", mark("Diesen Absatz gibt es in dem Entwurf nicht.")))
    title = documents.name(draft)
    spot = (place, block["number"])
    keep_comment(
        about=f"plan_version:{draft.key}",
        title=title,
        text=text,
        place=spot,
        signature=signature,
        email=email,
        answer_by=draft.answers_until,
        by=by,
        at=at,
    )


@deed("strategy.show_plan", on=queries.PLAN_VERSION)
def show_plan(*, plan_version: PlanVersion, by: By, at: dt.datetime) -> PlanVersion:
    """The portal shows this Fassung in place of an earlier one; a draft is shown by laying it open."""
    if plan_version.minor != 0:
        raise Refused(Problem("draft", mark("Im Portal steht eine Fassung; ein Entwurf wird ausgelegt.")))
    PlanVersion.objects.filter(partnership=by.partnership).update(shown_on=None)
    plan_version.shown_on = local_day(at)
    plan_version.save(update_fields=["shown_on"])
    _publish(plan_version, "text", by, at)
    record(by=by, at=at, payload={"shown": True})
    return plan_version


@deed("strategy.hide_plan", on=queries.PLAN_VERSION)
def hide_plan(*, plan_version: PlanVersion, by: By, at: dt.datetime) -> PlanVersion:
    """The portal does not show the plan any more, nor its text in plain language; refused for a version that it does not show."""
    if plan_version.shown_on is None:
        raise Refused(Problem("hidden", mark("Diese Fassung steht nicht im Portal.")))
    plan_version.shown_on = None
    plan_version.save(update_fields=["shown_on"])
    shown = Publication.objects.filter(partnership=by.partnership, current=True)
    for kind, slug in shown.filter(kind__in=("plan_text", "text_chapter", "easy_plan")).values_list("kind", "slug"):
        withdraw(by=by, at=at, kind=kind, slug=slug)
    record(by=by, at=at, payload={"shown": False})
    return plan_version


@deed("strategy.write_easy_text", on=queries.PLAN_VERSION)
def write_easy_text(*, plan_version: PlanVersion, text: str, seen: str = "", by: By, at: dt.datetime) -> EasyText:
    """The plan in Leichte Sprache, for this version; readers have to check it again."""
    unchanged(seen, queries.easy_values(by.partnership))
    present = queries.easy_text(by.partnership)
    values = {
        "version": plan_version,
        "text": text,
        "checked_by": "",
        "checked_on": None,
        "state": EASY_TEXT.next(present.state if present else EASY_TEXT.initial, "write"),
    }
    row, _made = EasyText.objects.update_or_create(partnership=by.partnership, defaults=values)
    record(by=by, at=at, payload={"easy_text": len(text)})
    return row


@deed("strategy.check_easy_text", on=queries.PLAN_VERSION)
def check_easy_text(*, plan_version: PlanVersion, checked_by: str, day: dt.date, by: By, at: dt.datetime) -> EasyText:
    """Readers have checked the text; refused while there is none."""
    row = queries.easy_text(by.partnership)
    if row is None:
        raise Refused(Problem("none", mark("Es gibt noch keinen Text in Leichter Sprache.")))
    if day > local_day(at):
        raise Refused(Problem("future", mark("Der Tag liegt in der Zukunft."), {}, "day"))
    row.state = EASY_TEXT.next(row.state, "check")
    row.checked_by, row.checked_on = checked_by, day
    row.save(update_fields=["state", "checked_by", "checked_on"])
    record(by=by, at=at, payload={"checked_on": day.isoformat()})
    return row


@deed("strategy.show_easy_text", on=queries.PLAN_VERSION)
def show_easy_text(*, plan_version: PlanVersion, by: By, at: dt.datetime) -> EasyText:
    """The portal shows the checked text; refused while readers have not checked it."""
    row = queries.easy_text(by.partnership)
    if row is None:
        raise Refused(Problem("none", mark("Es gibt noch keinen Text in Leichter Sprache.")))
    row.state = EASY_TEXT.next(row.state, "show")
    row.shown_on = local_day(at)
    row.save(update_fields=["state", "shown_on"])
    publish(by=by, at=at, kind="easy_plan", slug="plan", fields=public_easy_text(row))
    record(by=by, at=at, payload={"shown": True})
    return row
