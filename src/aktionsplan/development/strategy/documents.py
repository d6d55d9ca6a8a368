"""The plan as a document: what the PDF and the Word file are made of."""

import datetime as dt
import io
from dataclasses import dataclass

from aktionsplan.development.strategy import queries, rules
from aktionsplan.development.strategy.models import PlanVersion
from aktionsplan.partnership.models import Partnership
from aktionsplan.shared.documents import markdown
from aktionsplan.shared.documents.typesetting import render
from aktionsplan.shared.kinds import Json
from aktionsplan.shared.money import format_eur
from aktionsplan.shared.periods import german_day, local_day
from aktionsplan.shared.words import filled


def _german(text: str) -> str:
    return text


def name(version: PlanVersion) -> str:
    """`Entwurf 0.4` or `Fassung 1`, in German."""
    phrase = rules.version_name(queries.number_of(version))
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
        return {"number": block["number"], "title": block["title"], "day": day, **block["table"], "tree": []}
    return {
        "number": block["number"],
        "title": "",
        "day": "",
        "head": [],
        "rows": [],
        "numbers": [],
        "tree": markdown.tree(block["text"]),
    }


def _plain(parts: rules.Parts) -> str:
    return "".join(text for _kind, text in parts)


def change_lines(comparison: rules.Comparison) -> list[ChangeLine]:
    """The annex: goals, then text, then money."""
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
    from docx import Document as Word  # noqa: PLC0415 -- a heavy library, imported in its one module
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above

    word = Word()
    word.core_properties.title = f"Aktionsplan {version.partnership.name}, {name(version)}"
    word.core_properties.language = "de-DE"
    word.core_properties.author = version.partnership.name
    word.core_properties.created = word.core_properties.modified = version.made_at.replace(tzinfo=None)
    word.add_heading(f"Aktionsplan {version.partnership.name}", 0)
    word.add_paragraph(f"{name(version)} vom {german_day(version.made_on)}")
    for chapter in version.content["chapters"]:
        word.add_heading(f"{chapter['number']} {chapter['title']}", 1)
        for block in chapter["blocks"]:
            if "table" not in block:
                _word_blocks(word, markdown.tree(block["text"]))
                continue
            word.add_heading(block["title"], 2)
            head, rows = block["table"]["head"], block["table"]["rows"]
            table = word.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
            for cell, text in zip(table.rows[0].cells, head, strict=True):
                cell.text = text
            properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no word for a header row
            properties.append(OxmlElement("w:tblHeader"))
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            word.add_paragraph(f"Stand: {german_day(version.made_on)}")
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _word_blocks(word: object, blocks: list[Json], style: str = "") -> None:
    """Paragraphs, lists and quotations of a tree into a Word file."""
    for block in blocks:
        if block["kind"] in ("ul", "ol"):
            inner = "List Bullet" if block["kind"] == "ul" else "List Number"
            for item in block["items"]:
                _word_blocks(word, item, inner)
        elif block["kind"] == "quote":
            _word_blocks(word, block["blocks"], "Intense Quote")
        elif block["kind"] == "h":
            word.add_heading(_told(block["content"]), 3)  # type: ignore[attr-defined]  # a Word document
        else:
            paragraph = word.add_paragraph(style=style or None)  # type: ignore[attr-defined]  # as above
            _word_pieces(paragraph, block["content"])


def _word_pieces(paragraph: object, pieces: list[Json], *, bold: bool = False, italic: bool = False) -> None:
    for piece in pieces:
        if piece["kind"] == "text":
            run = paragraph.add_run(piece["text"])  # type: ignore[attr-defined]  # a paragraph of a Word document
            run.bold, run.italic = bold or None, italic or None
        elif piece["kind"] == "br":
            paragraph.add_run().add_break()  # type: ignore[attr-defined]  # as above
        else:
            strong, em = piece["kind"] == "strong", piece["kind"] == "em"
            _word_pieces(paragraph, piece["content"], bold=bold or strong, italic=italic or em)
            if piece["kind"] == "link":
                paragraph.add_run(f" ({piece['address']})")  # type: ignore[attr-defined]  # as above


def _told(pieces: list[Json]) -> str:
    return "".join(piece["text"] if piece["kind"] == "text" else _told(piece.get("content", [])) for piece in pieces)


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
