"""Reading an existing plan from a Word file: headings, paragraphs, lists and tables as Markdown paragraphs."""

import io
import zipfile
from html.parser import HTMLParser

import mammoth
import nh3
import regex

from aktionsplan.development.strategy import rules
from aktionsplan.shared.words import Problem, Refused, mark

MOST_BYTES, MOST_UNPACKED, MOST_BLOCKS = 10_000_000, 60_000_000, 2_000
MOST_XML, MOST_PARAGRAPHS = 8_000_000, 20_000
"""What the text of a file may weigh before it is read: the reader needs a multiple of it."""
MOST_BESIDE, MOST_TAGS = 3_000_000, 400_000
"""What each other part may weigh, and how many begins and ends of elements a part may have: each costs the reader a kilobyte."""
PARAGRAPH = regex.compile(rb"<(?:[\w.-]+:)?p[\s/>]")
MANY = Problem("many", mark("Die Datei hat zu viele Absätze. Bitte kapitelweise."), {}, "file")
MARKS = regex.compile(r"([\\*_\[\]<>`#])")
TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "a", "table", "tr", "td", "th"}
UNREADABLE = Problem("docx", mark("Diese Datei können wir nicht lesen. Bitte eine Word-Datei (.docx)."), {}, "file")


class _Reader(HTMLParser):
    """HTML of the tags above as blocks: (`heading` or `text`, Markdown)."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.lists: list[list[str | int]] = []
        self.items: list[str] = []
        self.tables: list[tuple[list[list[str]], list[str]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._close_item()
            self.lists.append([tag, 0])
        elif tag == "table":
            self.tables.append(([], self.text))
            self.text = []
        elif tag == "tr" and self.tables:
            self.tables[-1][0].append([])
        elif tag in ("strong", "em"):
            self.text.append("**" if tag == "strong" else "*")
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.text.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "em"):
            self.text.append("**" if tag == "strong" else "*")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.text.append(f"]({address})" if address else "]")
        elif tag == "li":
            self._close_item()
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            if not self.lists and self.items:
                self.blocks += [("text", part) for part in _parts(self.items)]
                self.items = []
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            self.tables[-1][0][-1].append(self._taken())
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag == "p" and self.tables:
            self.text.append(" ")
        elif (tag == "p" and not self.lists) or tag.startswith("h"):
            words = self._taken()
            if words:
                self.blocks.append(("heading" if tag.startswith("h") else "text", words))

    def handle_data(self, data: str) -> None:
        self.text.append(MARKS.sub(r"\\\1", data))

    def _close_table(self) -> None:
        """A table becomes a list, a row in a line; a table inside a cell becomes words of that cell."""
        rows, outer = self.tables.pop()
        lines = [" · ".join(cell for cell in row if cell) for row in rows]
        self.text = outer
        if self.tables:
            self.text.append(" " + " · ".join(line for line in lines if line) + " ")
        else:
            self.blocks += [("text", part) for part in _parts([f"- {line}" for line in lines if line])]

    def _taken(self) -> str:
        words = "".join(self.text).replace("****", "").strip()
        self.text = []
        return regex.sub(r"^(\d+)([.)])", r"\1\\\2", words)

    def _close_item(self) -> None:
        words = self._taken()
        if words and self.lists:
            kind, count = self.lists[-1][0], int(self.lists[-1][1]) + 1
            self.lists[-1][1] = count
            indent = "   " * (len(self.lists) - 1)
            self.items.append(f"{indent}{'-' if kind == 'ul' else f'{count}.'} {words}")


def _parts(lines: list[str]) -> list[str]:
    """Lines as texts, none longer than a paragraph may be."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if sum(len(one) + 1 for one in parts[-1]) + len(line) > rules.TEXT_LIMIT and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts if part]


def _weighed(packed: zipfile.ZipFile) -> None:
    """Refused for more than can be read in a request."""
    if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
        raise Refused(Problem("big", mark("Die Datei ist ausgepackt zu groß."), {}, "file"))
    for part in packed.infolist():
        read = part.filename.endswith((".xml", ".rels"))
        most = MOST_XML if part.filename == "word/document.xml" else MOST_BESIDE
        if read and (part.file_size > most or packed.read(part).count(b"<") > MOST_TAGS):
            raise Refused(MANY)
    if len(PARAGRAPH.findall(packed.read("word/document.xml"))) > MOST_PARAGRAPHS:
        raise Refused(MANY)


def read(content: bytes) -> list[tuple[str, str]]:
    """The blocks of a Word file in their order, each (`heading` or `text`, Markdown). Pictures are left out.

    Refused for what is no Word file, too big, or has more than `MOST_BLOCKS` blocks.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Problem("big", mark("Die Datei ist größer als 10 MB."), {}, "file"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _weighed(packed)
        made = mammoth.convert_to_html(io.BytesIO(content), convert_image=mammoth.images.img_element(lambda _: {}))
    except Refused:
        raise
    except Exception:  # noqa: BLE001 -- a foreign file may break the reader anywhere
        raise Refused(UNREADABLE) from None
    reader = _Reader()
    reader.feed(nh3.clean(made.value, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}))
    blocks = [block for block in reader.blocks if block[1]]
    if not blocks:
        raise Refused(Problem("empty", mark("In der Datei steht kein Text."), {}, "file"))
    if len(blocks) > MOST_BLOCKS:
        raise Refused(Problem("many", mark("Die Datei hat zu viele Absätze. Bitte kapitelweise."), {}, "file"))
    return blocks
