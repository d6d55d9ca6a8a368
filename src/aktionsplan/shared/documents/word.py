"""Word files with real headings, lists and table headers, from texts, tables and trees of Markdown."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence

from aktionsplan.shared.kinds import Json

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Word:
    """A Word file in the making, in German: a title with a line below, then what is added."""

    def __init__(self, title: str, line: str, *, author: str, at: dt.datetime) -> None:
        from docx import Document  # noqa: PLC0415 -- a heavy library, imported where a file is made

        self._word = Document()
        properties = self._word.core_properties
        properties.title, properties.language, properties.author = f"{title}, {line}", "de-DE", author
        properties.created = properties.modified = at.replace(tzinfo=None)
        self._word.add_heading(title, 0)
        self._word.add_paragraph(line)

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1 to 9."""
        self._word.add_heading(text, level)

    def text(self, text: str, style: str = "") -> None:
        """A paragraph; `style` is one of Word's, as "List Bullet"."""
        self._word.add_paragraph(text, style=style or None)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first row is its head on every page."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 -- as above

        table = self._word.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.text = text
        properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 -- python-docx has no word for a header row
        properties.append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    def blocks(self, tree: Iterable[Json], style: str = "") -> None:
        """Paragraphs, headings, lists and quotations of a tree as `markdown.tree` gives it."""
        for block in tree:
            if block["kind"] in ("ul", "ol"):
                inner = "List Bullet" if block["kind"] == "ul" else "List Number"
                for item in block["items"]:
                    self.blocks(item, inner)
            elif block["kind"] == "quote":
                self.blocks(block["blocks"], "Intense Quote")
            elif block["kind"] == "h":
                self.heading(_told(block["content"]), 3)
            else:
                _pieces(self._word.add_paragraph(style=style or None), block["content"])

    def content(self) -> bytes:
        """The file."""
        made = io.BytesIO()
        self._word.save(made)
        return made.getvalue()


def _pieces(paragraph: object, pieces: Iterable[Json], *, bold: bool = False, italic: bool = False) -> None:
    for piece in pieces:
        if piece["kind"] == "text":
            run = paragraph.add_run(piece["text"])  # type: ignore[attr-defined]  # a paragraph of a Word document
            run.bold, run.italic = bold or None, italic or None
        elif piece["kind"] == "br":
            paragraph.add_run().add_break()  # type: ignore[attr-defined]  # as above
        else:
            strong, em = piece["kind"] == "strong", piece["kind"] == "em"
            _pieces(paragraph, piece["content"], bold=bold or strong, italic=italic or em)
            if piece["kind"] == "link":
                paragraph.add_run(f" ({piece['address']})")  # type: ignore[attr-defined]  # as above


def _told(pieces: Iterable[Json]) -> str:
    return "".join(piece["text"] if piece["kind"] == "text" else _told(piece.get("content", [])) for piece in pieces)
