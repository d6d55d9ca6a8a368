"""Reading an existing plan from a Word file: headings, paragraphs, lists and tables as Markdown paragraphs."""

import io
import zipfile
from html.parser import HTMLParser

import mammoth
import nh3

from aktionsplan.shared.words import Problem, Refused, mark

MOST_BYTES, MOST_UNPACKED, MOST_BLOCKS = 10_000_000, 60_000_000, 2_000
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
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.in_table = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self._close_item()
            self.lists.append([tag, 0])
        elif tag == "table":
            self.in_table += 1
            self.rows = []
        elif tag == "tr" and self.in_table:
            self.rows.append([])
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
                self.blocks.append(("text", "\n".join(self.items)))
                self.items = []
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(self._taken())
        elif tag == "table":
            self.in_table -= 1
            lines = [" · ".join(cell for cell in row if cell) for row in self.rows]
            self.blocks.append(("text", "\n".join(f"- {line}" for line in lines if line)))
        elif tag == "p" and self.in_table:
            self.text.append(" ")
        elif (tag == "p" and not self.lists) or tag.startswith("h"):
            words = self._taken()
            if words:
                self.blocks.append(("heading" if tag.startswith("h") else "text", words))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _taken(self) -> str:
        words = "".join(self.text).replace("****", "").strip()
        self.text = []
        return words

    def _close_item(self) -> None:
        words = self._taken()
        if words and self.lists:
            kind, count = self.lists[-1][0], int(self.lists[-1][1]) + 1
            self.lists[-1][1] = count
            indent = "   " * (len(self.lists) - 1)
            self.items.append(f"{indent}{'-' if kind == 'ul' else f'{count}.'} {words}")


def read(content: bytes) -> list[tuple[str, str]]:
    """The blocks of a Word file in their order, each (`heading` or `text`, Markdown). Pictures are left out.

    Refused for what is no Word file, too big, or has more than `MOST_BLOCKS` blocks.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Problem("big", mark("Die Datei ist größer als 10 MB."), {}, "file"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused(Problem("big", mark("Die Datei ist ausgepackt zu groß."), {}, "file"))
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
