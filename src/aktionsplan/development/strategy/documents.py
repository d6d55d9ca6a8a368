"""The plan as a document: what the PDF and the Word file are made of."""

import datetime as dt
from dataclasses import dataclass

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.documents import markdown
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.documents.word import Word
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import filled


def _german(text: str) -> str:
    return text


def name(version: PlanVersion) -> str:
    """`Entwurf 0.4` or `Fassung 1`, in German."""
    phrase = queries.name_of(version)
    return filled(phrase.text, phrase.params, _german)


def previous(version: PlanVersion) -> PlanVersion | None:
    """What the annex compares with: for a draft the version before it, for a Fassung the one before; for the first Fassung
    the draft that lay open last."""
    earlier = queries.versions(version.partnership).filter(pk__lt=version.pk)
    if version.minor:
        return earlier.first()
    return earlier.filter(minor=0).first() or earlier.exclude(state="made").first() or earlier.first()


@dataclass(frozen=True)
class ChangeLine:
    """One entry of the annex: where, what kind, and both sides as plain text."""

    place: str
    sign: str
    old: str
    new: str


@dataclass(frozen=True)
class PlanPaper:
    """Everything the plan says on paper: chapters with blocks (a tree for paragraphs, a table for live parts), and the annex."""

    town: str
    name: str
    day: str
    year: str
    reason: str
    digest: str
    chapters: list[Json]
    changes: list[ChangeLine]
    before: str
    comments: list[list[str]]


def _block(block: Json, day: str) -> Json:
    if "table" in block:
        return {
            "number": block["number"],
            "title": block["title"],
            "day": day,
            "bars": [],
            "note": "",
            **block["table"],
            "tree": [],
        }
    return {
        "number": block["number"],
        "title": "",
        "day": "",
        "head": [],
        "rows": [],
        "numbers": [],
        "bars": [],
        "note": "",
        "tree": markdown.tree(block["text"]),
    }


def _plain(parts: rules.Parts) -> str:
    return "".join(text for _kind, text in parts)


def change_lines(comparison: rules.Comparison) -> list[ChangeLine]:
    """The annex: goals, then text, then money; what stayed the same is left out."""
    lines = [
        ChangeLine(f"Ziel {one.number}".strip(), one.word, _plain(one.old), _plain(one.new))
        for one in comparison.goals
    ]
    lines += [
        ChangeLine(f"{one.number} {one.title}", one.word, _plain(one.old), _plain(one.new))
        for one in comparison.texts
    ]
    lines += [
        ChangeLine(f"Geld {row.year}, {row.number}", "geändert", format_eur(row.old_eur), format_eur(row.new_eur))
        for row in comparison.money
    ]
    lines += [
        ChangeLine(f"Geld {row.year}, zusammen", "geändert", format_eur(row.old_eur), format_eur(row.new_eur))
        for row in comparison.sums
        if row.difference_eur
    ]
    return lines


def plan_data(version: PlanVersion, before: PlanVersion | None) -> PlanPaper:
    """What the PDF of a version is made of, with the changes since the version before it."""
    day = german_day(version.made_on)
    content = version.content
    comparison = rules.compare(before.content, content) if before else None
    return PlanPaper(
        town=version.partnership.name,
        name=name(version),
        day=day,
        year=str(version.year or ""),
        reason=version.reason,
        digest=version.digest,
        chapters=[
            {
                "number": chapter["number"],
                "title": chapter["title"],
                "blocks": [_block(block, day) for block in chapter["blocks"]],
            }
            for chapter in content["chapters"]
        ],
        changes=change_lines(comparison) if comparison else [],
        before=name(before) if before else "",
        comments=content.get("comments", []),
    )


def pdf(version: PlanVersion) -> bytes:
    """The version as PDF/A-3a and PDF/UA-1; the same bytes each time."""
    return render("plan", plan_data(version, previous(version)), at=version.made_at)


@dataclass(frozen=True)
class Difference:
    """Two versions beside each other on paper."""

    town: str
    before: str
    after: str
    day: str
    changes: list[ChangeLine]


def difference_pdf(old: PlanVersion, new: PlanVersion, *, at: dt.datetime) -> bytes:
    """What changed between two versions, as the annex says it."""
    lines = change_lines(rules.compare(old.content, new.content))
    data = Difference(new.partnership.name, name(old), name(new), german_day(new.made_on), lines)
    return render("plan_changes", data, at=at)


def docx(version: PlanVersion) -> bytes:
    """The version as a Word file with real headings, lists and table headers."""
    paper = Word(
        f"Aktionsplan {version.partnership.name}",
        f"{name(version)} vom {german_day(version.made_on)}",
        author=version.partnership.name,
        at=version.made_at,
    )
    for chapter in version.content["chapters"]:
        paper.heading(f"{chapter['number']} {chapter['title']}", 1)
        for block in chapter["blocks"]:
            if "table" not in block:
                paper.blocks(markdown.tree(block["text"]))
                continue
            paper.heading(block["title"], 2)
            paper.table(block["table"]["head"], block["table"]["rows"])
            if block["table"]["rows"] and block["table"].get("note"):
                paper.text(block["table"]["note"])
            paper.text(f"Stand: {german_day(version.made_on)}")
    return paper.content()


@dataclass(frozen=True)
class HoursPaper:
    """The coach's hours, talk by talk."""

    town: str
    day: str
    coach: str
    rows: list[list[str]]
    agreed: str
    done: str
    left: str


def hours_pdf(partnership: Partnership, *, at: dt.datetime) -> bytes:
    """The proof of hours, to be signed by coach and office."""
    contract, talks = queries.contract(partnership), list(queries.talks(partnership).order_by("day", "id"))
    hours = queries.hours_of(contract, talks)
    rows = [
        [
            german_day(talk.day),
            queries.figure(talk.hours),
            talk.theme,
            talk.author_name + (" (Koordination)" if talk.by_office else ""),
        ]
        for talk in talks
    ]
    paper = HoursPaper(
        town=partnership.name,
        day=german_day(local_day(at)),
        coach=contract.name if contract else "–",
        rows=rows,
        agreed=queries.figure(hours.agreed),
        done=queries.figure(hours.done),
        left=queries.figure(hours.left),
    )
    return render("coach_hours", paper, at=at)
