"""Markdown of the plan: as a tree for typesetting, and as clean HTML."""

from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from aktionsplan.shared.kinds import Json

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "blockquote", "h4", "h5", "br"}
SCHEMES = {"http", "https", "mailto"}
HELP = "**fett** · *kursiv* · - Aufzählung · 1. Nummern · [Wort](https://…) · > Zitat"


@cache
def _parser() -> MarkdownIt:
    """CommonMark without pictures, raw HTML, code and rules: a plan has words, lists, links and quotations."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.disable(["image", "code", "fence", "backticks", "hr", "html_block", "html_inline", "reference"])


def html(text: str) -> str:
    """The text as HTML with nothing but words, lists, links and quotations; links only to web and mail addresses."""
    made = _parser().render(text).replace("<h1>", "<h4>").replace("</h1>", "</h4>")
    for level in ("2", "3"):
        made = made.replace(f"<h{level}>", "<h5>").replace(f"</h{level}>", "</h5>")
    return nh3.clean(
        made,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
        url_relative="deny",
    )


def tree(text: str) -> list[Json]:
    """The text as blocks for typesetting: each has a kind (`p`, `h`, `ul`, `ol`, `quote`) and its content.

    Inline content is a list of pieces with `kind` text, strong, em, link or br.
    """
    return [_block(node) for node in SyntaxTreeNode(_parser().parse(text)).children]


def _block(node: SyntaxTreeNode) -> Json:
    if node.type == "heading":
        return {"kind": "h", "content": _inline(node.children[0])}
    if node.type in ("bullet_list", "ordered_list"):
        items = [[_block(one) for one in item.children] for item in node.children]
        if node.type == "bullet_list":
            return {"kind": "ul", "items": items}
        return {"kind": "ol", "items": items, "start": int(node.attrs.get("start", 1))}
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": [_block(one) for one in node.children]}
    return {"kind": "p", "content": _inline(node.children[0]) if node.children else []}


def _inline(node: SyntaxTreeNode) -> list[Json]:
    pieces: list[Json] = []
    for one in node.children:
        if one.type in ("strong", "em"):
            pieces.append({"kind": one.type, "content": _inline(one)})
        elif one.type == "link":
            address = str(one.attrs.get("href", ""))
            kind = "link" if address.partition(":")[0] in SCHEMES else "plain"
            pieces.append({"kind": kind, "address": address, "content": _inline(one)})
        elif one.type in ("softbreak", "hardbreak"):
            pieces.append({"kind": "br"})
        else:
            pieces.append({"kind": "text", "text": one.content})
    return pieces
