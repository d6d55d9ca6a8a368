"""Reading the plan: the working draft, frozen versions, what hinders a Fassung."""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from aktionsplan.bodies.queries import groundwork
from aktionsplan.development.participation.models import Comment
from aktionsplan.development.participation.queries import unanswered
from aktionsplan.development.participation.rules import VERDICTS_ON_COMMENTS
from aktionsplan.development.strategy import rules
from aktionsplan.development.strategy.models import Block, Chapter, EasyText, PlanVersion
from aktionsplan.development.strategy.queries.goals import goals, smart_gaps
from aktionsplan.development.strategy.queries.live import Live
from aktionsplan.partnership.models import Partnership
from aktionsplan.people.queries import Actor
from aktionsplan.shared.deeds import Subject
from aktionsplan.shared.kinds import Fields, Json
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.tenancy import new_key
from aktionsplan.shared.words import Phrase, mark


def chapters(partnership: Partnership) -> list[Chapter]:
    """The chapters of the working draft."""
    return list(Chapter.objects.filter(partnership=partnership, state="kept"))


def filled_chapters(partnership: Partnership) -> set[int]:
    """The chapters that have a paragraph with words or a live part."""
    rows = Block.objects.filter(partnership=partnership, state="kept").exclude(kind=rules.PARAGRAPH, text="")
    return set(rows.values_list("chapter_id", flat=True))


def open_comments(partnership: Partnership) -> QuerySet[Comment]:
    """Comments on drafts and chapters that still need a word."""
    return unanswered(partnership, "plan_version") | unanswered(partnership, "chapter")


def chapter_for(by: Actor, key: str) -> Chapter:
    """The chapter with this key, or 404."""
    row = Chapter.objects.filter(partnership=by.partnership, key=key, state="kept").first()
    if row is None:
        raise Http404
    return row


def blocks(chapter: Chapter) -> list[Block]:
    """The blocks of a chapter in their order."""
    return list(chapter.blocks.filter(state="kept"))


def block_for(by: Actor, key: str) -> Block:
    """The block with this key, or 404."""
    rows = Block.objects.filter(partnership=by.partnership, key=key, state="kept", chapter__state="kept")
    row = rows.select_related("chapter").first()
    if row is None:
        raise Http404
    return row


def block_key(chapter: Chapter, begun: str) -> str:
    """The key of the paragraph that a page began: no page can name one of another chapter. New for none."""
    if not begun:
        return new_key()
    return base64.urlsafe_b64encode(hashlib.sha256(f"{chapter.key}:{begun}".encode()).digest()).decode()[:22]


def begun_block(chapter: Chapter, begun: str) -> Block | None:
    """The paragraph that a page began, once it was saved."""
    return Block.objects.filter(chapter=chapter, key=block_key(chapter, begun)).first() if begun else None


def block_values(block: Block) -> Fields:
    """What the form of a block changes."""
    return {"text": block.text}


def chapter_values(chapter: Chapter) -> Fields:
    """What the form of a chapter changes."""
    return {"number": chapter.number, "title": chapter.title, "writers": chapter.writers}


def as_content(chapter: Chapter, listed: Iterable[Block], live: Live) -> Json:
    """A chapter as it is shown and frozen: its blocks with their numbers, live parts as tables of the day."""
    frozen = []
    for number, block in enumerate(listed, start=1):
        made: Json = {
            "key": block.key,
            "number": f"{chapter.number}.{number}",
            "kind": block.kind,
            "text": block.text,
        }
        if block.kind != rules.PARAGRAPH:
            made |= {"table": live.part(block.kind), "title": rules.LIVE[block.kind]}
        frozen.append(made)
    return {"key": chapter.key, "number": chapter.number, "title": chapter.title, "blocks": frozen}


def working_draft(partnership: Partnership, today: dt.date) -> Json:
    """The whole plan as it stands now, in the form in which versions keep it."""
    live = Live(partnership, today)
    listed: dict[int, list[Block]] = {}
    for block in Block.objects.filter(partnership=partnership, state="kept"):
        listed.setdefault(block.chapter_id, []).append(block)
    made = [as_content(chapter, listed.get(chapter.pk, []), live) for chapter in chapters(partnership)]
    return {"chapters": made, "goals": live.goals(), "money": live.money, "day": today.isoformat()}


def digest(content: Json) -> str:
    """The SHA-256 of a content, the same for the same data."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def versions(partnership: Partnership) -> QuerySet[PlanVersion]:
    """Every version, the newest first."""
    return PlanVersion.objects.filter(partnership=partnership).order_by("-made_at", "-id")


WORKING = "arbeitsstand"
"""The key under which the plan as it stands now is compared; no version has it."""


def working_version(partnership: Partnership, at: dt.datetime) -> PlanVersion:
    """The plan as it stands now, as a version that is not stored."""
    today = local_day(at)
    content = working_draft(partnership, today)
    return PlanVersion(partnership=partnership, key=WORKING, made_on=today, made_at=at, content=content, state="made")


def name_of(version: PlanVersion) -> Phrase:
    """What a version is called; the plan as it stands now is no version."""
    return Phrase(mark("Arbeitsstand")) if version.key == WORKING else rules.version_name(number_of(version))


def number_of(version: PlanVersion) -> tuple[int, int]:
    """The number of a version, `minor` 0 for a Fassung."""
    return version.major, version.minor


def next_number(partnership: Partnership, *, final: bool) -> tuple[int, int]:
    """The number that the next version gets."""
    return rules.next_number(versions(partnership).values_list("major", "minor"), final=final)


def version_for(by: Actor, key: str) -> PlanVersion:
    """The version with this key, or 404."""
    row = PlanVersion.objects.filter(partnership=by.partnership, key=key).select_related("document__file").first()
    if row is None:
        raise Http404
    return row


def version_on(partnership: Partnership, day: dt.date) -> PlanVersion | None:
    """The plan as it was on a day: the newest version made by then."""
    return versions(partnership).filter(made_on__lte=day).first()


def displayed(partnership: Partnership) -> PlanVersion | None:
    """The draft that lies open for comments."""
    return versions(partnership).filter(state="display").first()


def laid_open(partnership: Partnership) -> PlanVersion | None:
    """The draft that lies open for comments, or lay open last."""
    return displayed(partnership) or versions(partnership).filter(state="closed").first()


def chapter_in(version: PlanVersion, key: str) -> Json | None:
    """The frozen chapter with this key; None when the version has it not."""
    return next((chapter for chapter in version.content["chapters"] if chapter["key"] == key), None)


def ground(partnership: Partnership, today: dt.date) -> rules.Ground:
    """What a Fassung needs to know of the town."""
    listed = goals(partnership)
    lacking = [(goal.key, str(goal), problem.text) for goal in listed for problem in smart_gaps(goal)]
    missing = tuple(problem.text for problem in groundwork(partnership, today).missing)
    held = {goal.parent_id for goal in listed if goal.level == rules.OPERATIONAL}
    bare = [goal for goal in listed if goal.level == rules.INTERMEDIATE and goal.pk not in held]
    return rules.Ground(
        missing,
        tuple(lacking),
        open_comments(partnership).count(),
        tuple((goal.key, str(goal)) for goal in bare),
        not held,
        displayed(partnership) is not None,
    )


def comments_by_place(version: PlanVersion) -> dict[str, list[Comment]]:
    """What was said to each paragraph of a version and may be read."""
    found: dict[str, list[Comment]] = {}
    rows = Comment.objects.filter(partnership=version.partnership, about=f"plan_version:{version.key}", state="shown")
    for row in rows:
        found.setdefault(row.place, []).append(row)
    return found


def answered_comments(partnership: Partnership, major: int) -> list[list[str]]:
    """Public comments on the drafts after Fassung `major` (0: before the first), in the order of the paragraphs.

    Each is paragraph, text, from whom, what became of it, in German.
    """
    drafts = versions(partnership).filter(major=major, minor__gt=0).values_list("key", flat=True)
    about = [f"plan_version:{key}" for key in drafts]
    rows = Comment.objects.filter(partnership=partnership, about__in=about, state="shown", function="")
    ordered = sorted(
        rows.exclude(verdict=""), key=lambda row: ([int(n) for n in row.place_number.split(".") if n], row.number)
    )
    return [[row.place_number, row.text, row.signature or "ohne Angabe", _told(row)] for row in ordered]


def _told(comment: Comment) -> str:
    """What became of a comment, where it stands now, and why."""
    where = f" ({comment.answered_in})" if comment.answered_in else ""
    return f"{VERDICTS_ON_COMMENTS[comment.verdict]}{where}. {comment.answer}"


def place_in(content: Json, key: str) -> Json | None:
    """The block with this key in a frozen content, with the title of its chapter; None when it is not there."""
    for chapter in content["chapters"]:
        for block in chapter["blocks"]:
            if block["key"] == key:
                return block | {"chapter": chapter["title"], "chapter_number": chapter["number"]}
    return None


def easy_text(partnership: Partnership) -> EasyText | None:
    """The plan in Leichte Sprache."""
    return EasyText.objects.filter(partnership=partnership).select_related("version").first()


def easy_values(partnership: Partnership) -> Fields:
    """What the form of the text in Leichte Sprache changes."""
    row = easy_text(partnership)
    return {"text": row.text if row else ""}


def outdated(text: EasyText) -> bool:
    """Whether a newer Fassung came after the version it tells."""
    newer = PlanVersion.objects.filter(partnership=text.partnership, minor=0, made_at__gt=text.version.made_at)
    return newer.exists()


def _locked_chapter(chapter: Chapter) -> Chapter:
    return Chapter.objects.select_for_update().get(pk=chapter.pk)


def _locked_block(block: Block) -> Block:
    Chapter.objects.select_for_update().get(pk=block.chapter_id)
    return Block.objects.select_for_update(of=("self",)).select_related("chapter").get(pk=block.pk)


def _locked_version(version: PlanVersion) -> PlanVersion:
    return PlanVersion.objects.select_for_update().get(pk=version.pk)


CHAPTER = Subject(takes=("chapter",), lock=_locked_chapter, reference=lambda row: f"chapter:{row.key}")
BLOCK = Subject(takes=("block",), lock=_locked_block, reference=lambda row: f"chapter:{row.chapter.key}")
PLAN_VERSION = Subject(takes=("plan_version",), lock=_locked_version, reference=lambda row: f"plan_version:{row.key}")
