"""The guide names buttons, links and fields by the words that stand on the page."""

import re

from tests.architecture.test_house import ROOT

BUTTON, WORDS = re.compile(r"\*\*([^*]+)\*\*"), re.compile(r"„([^“]+)“")
HEADINGS = {
    *("fett", "Zum Üben", "Was zu tun ist", "Einmal einzurichten", "Ein Widerspruch", "Zusammensetzung"),
    *("Donnerstag, 2. Januar 2025", "Dienstag, 22. April 2025"),
}
"""Bold words that head a paragraph or an example."""
EXAMPLES = {"Es fehlen 120,00 € auf der Einnahmenseite", "Verlaufsbuch, Eintrag …, Kopf ZAHL:KOPF"}


def words_of_the_program():
    """Every text of the pages, lines that the source breaks put together."""
    files = [path for kind in ("*.py", "*.html") for path in sorted((ROOT / "src").rglob(kind))]
    joined = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text() for path in files))
    return re.sub(r"\s+", " ", joined)


def unknown(labels, program):
    """Labels of which a part stands nowhere; … stands for what differs."""
    return sorted(
        label for label in labels if not all(part.strip() in program for part in label.split("…") if part.strip())
    )


def test_every_label_of_the_guide_stands_in_the_program():
    guide = re.sub(r"\s+", " ", (ROOT / "docs" / "guide" / "index.md").read_text())
    bold = {label for label in BUTTON.findall(guide) if not label.endswith((".", "?"))} - HEADINGS
    quoted = set(WORDS.findall(guide)) - EXAMPLES
    assert len(bold) > 80
    assert len(quoted) > 40
    assert unknown(bold | quoted, words_of_the_program()) == []


def test_a_label_that_is_gone_is_found():
    assert unknown({"Ist … befangen?", "Diesen Knopf gibt es nicht"}, "Ist %(name)s befangen?") == [
        "Diesen Knopf gibt es nicht"
    ]
