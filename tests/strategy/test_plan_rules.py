"""Rules of the plan: names of versions, what hinders a Fassung, what changed; Markdown and Word files."""

import datetime as dt
import io
import os
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.strategy import imports, rules
from aktionsplan.development.strategy.documents import change_lines
from aktionsplan.development.strategy.queries.live import figure
from aktionsplan.development.strategy.rules.diff import MoneySum
from aktionsplan.shared.documents import markdown
from aktionsplan.shared.words import Refused

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "third_party" / "docx"


@pytest.mark.parametrize(
    ("known", "final", "number", "name"),
    [
        ([], False, (0, 1), "Entwurf 0.1"),
        ([(0, 1), (0, 9)], False, (0, 10), "Entwurf 0.10"),
        ([], True, (1, 0), "Fassung 1"),
        ([(0, 1), (0, 2)], True, (1, 0), "Fassung 1"),
        ([(0, 4), (1, 0)], False, (1, 1), "Entwurf 1.1"),
        ([(0, 4), (1, 0), (1, 1), (1, 2)], False, (1, 3), "Entwurf 1.3"),
        ([(0, 4), (1, 0), (1, 1)], True, (2, 0), "Fassung 2"),
    ],
)
def test_versions_are_named_as_the_house_names_them(known, final, number, name):
    assert rules.next_number(known, final=final) == number
    assert str(rules.version_name(number)) == name


@pytest.mark.parametrize(
    ("state", "until", "is_open"),
    [
        ("display", dt.date(2026, 3, 20), True),
        ("display", dt.date(2026, 3, 19), False),
        ("display", None, False),
        ("made", dt.date(2026, 3, 20), False),
        ("closed", dt.date(2026, 3, 21), False),
    ],
)
def test_draft_takes_comments_until_its_last_day(state, until, is_open):
    assert rules.takes_comments(state, until, dt.date(2026, 3, 20)) is is_open


def test_fassung_is_hindered_by_each_missing_thing_with_its_page():
    lacking = (("k", "3.2 Beratung", "Es fehlt die Frist."),)
    ground = rules.Ground(("Kein Auftrag.",), lacking, 2, (("z", "4 Ohne"),), aimless=True, on_display=True)
    told = [(str(one.text), one.way) for one in rules.hindrances(ground)]
    assert told == [
        ("Kein Auftrag.", ("bodies:groundwork",)),
        ("Der Plan hat noch kein Jahresziel.", ("strategy:goals",)),
        ("Ziel 4 Ohne hat noch kein Jahresziel.", ("strategy:goal", "z")),
        ("Jahresziel 3.2 Beratung: Es fehlt die Frist.", ("strategy:goal", "k")),
        ("Ein Entwurf liegt noch aus. Beenden Sie zuerst die Auslegung.", ("strategy:versions",)),
        ("Kommentare ohne Antwort: 2", ("participation:comments",)),
    ]
    assert rules.hindrances(rules.Ground()) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_parts_of_both_sides_give_the_texts_back(old, new):
    left, right = rules.words(old, new)
    assert "".join(text for _kind, text in left) == old
    assert "".join(text for _kind, text in right) == new
    same = ["".join(text for kind, text in side if kind == "same") for side in (left, right)]
    assert same[0] == same[1]
    assert {kind for kind, _text in left} <= {"same", "out"}
    assert {kind for kind, _text in right} <= {"same", "in"}


def test_words_are_compared_not_letters():
    left, right = rules.words("Bis 2027 sind 50 Menschen geschult.", "Bis 2027 sind 60 Menschen geschult.")
    assert left == (("same", "Bis 2027 sind "), ("out", "50"), ("same", " Menschen geschult."))
    assert right == (("same", "Bis 2027 sind "), ("in", "60"), ("same", " Menschen geschult."))


def block(key, text, number="1.1", kind="paragraph", **more):
    return {"key": key, "number": number, "kind": kind, "text": text} | more


def content(*blocks, goals=(), money=()):
    return {
        "chapters": [{"key": "c", "number": 1, "title": "Die Lage", "blocks": list(blocks)}],
        "goals": [{"key": key, "number": number, "title": key, "said": said} for key, number, said in goals],
        "money": [
            {"key": key, "number": number, "title": key, "year": year, "eur": eur} for key, number, year, eur in money
        ],
    }


def test_comparison_matches_blocks_by_key_and_orders_as_the_newer_version():
    table = {"head": ["a"], "rows": [["x", "y"]], "numbers": []}
    old = content(
        block("a", "eins"), block("b", "weg"), block("t", "", kind="needs", table=table), block("s", "gleich")
    )
    new = content(
        block("n", "neu"),
        block("a", "eins zwei", "1.2"),
        block("t", "", kind="needs", table=table | {"rows": [["x", "z"]]}),
        block("s", "gleich", "1.9"),
        block("g", "", kind="goals", table=table),
    )
    found = rules.compare(old, new)
    assert [(one.sign, one.number) for one in found.texts] == [
        ("new", "1.1"),
        ("changed", "1.2"),
        ("changed", "1.1"),
        ("gone", "1.1"),
    ]
    assert found.texts[1].new == (("same", "eins"), ("in", " zwei"))
    assert found.texts[3].old == (("out", "weg"),)
    assert (found.same_texts, found.same_goals) == (1, 0)


def test_comparison_of_goals_and_money():
    old = content(
        goals=[("a", "1", "A"), ("b", "2", "B")], money=[("a", "1.1", 2026, "5.00"), ("b", "1.10", 2026, "1.00")]
    )
    new = content(
        goals=[("a", "1", "A"), ("c", "3", "C")], money=[("a", "1.1", 2026, "7.00"), ("c", "1.2", 2026, "2.00")]
    )
    found = rules.compare(old, new)
    assert [(one.sign, one.number) for one in found.goals] == [("new", "3"), ("gone", "2")]
    assert [(row.number, row.old_eur, row.new_eur, row.difference_eur) for row in found.money] == [
        ("1.1", Decimal("5.00"), Decimal("7.00"), Decimal("2.00")),
        ("1.2", Decimal("0.00"), Decimal("2.00"), Decimal("2.00")),
        ("1.10", Decimal("1.00"), Decimal("0.00"), Decimal("-1.00")),
    ]
    assert found.same_goals == 1
    same = rules.compare(new, new)
    assert (same.goals, same.texts, same.money) == ((), (), ())
    assert [(row.year, row.old_eur, row.new_eur, row.difference_eur) for row in found.sums] == [
        (2026, Decimal("6.00"), Decimal("9.00"), Decimal("3.00"))
    ]
    assert [row.difference_eur for row in same.sums] == [Decimal("0.00")]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fett** und *kursiv*", "<p><strong>fett</strong> und <em>kursiv</em></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](https://a.de)", '<p><a href="https://a.de" rel="noopener nofollow">x</a></p>\n'),
        ("![bild](https://a.de/b.png)", '<p>!<a href="https://a.de/b.png" rel="noopener nofollow">bild</a></p>\n'),
        ("# Titel", "<h4>Titel</h4>\n"),
        ("[x](//boese.de)", '<p><a rel="noopener nofollow">x</a></p>\n'),
        ("3. Oktober: Fest", '<ol start="3">\n<li>Oktober: Fest</li>\n</ol>\n'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ],
)
def test_markdown_gives_clean_html(text, html):
    assert markdown.html(text) == html


def test_markdown_becomes_a_tree_for_typesetting():
    found = markdown.tree("Ein **Wort**.\n\n1. eins\n2. zwei\n\n> Zitat\n\n## Kopf\n\n[x](https://a.de) [y](data:x)")
    assert [one["kind"] for one in found] == ["p", "ol", "quote", "h", "p"]
    assert found[0]["content"][1] == {"kind": "strong", "content": [{"kind": "text", "text": "Wort"}]}
    assert len(found[1]["items"]) == 2
    assert found[4]["content"][0]["kind"] == "link"


@given(st.text(max_size=200))
def test_any_text_has_a_tree_and_no_script(text):
    assert isinstance(markdown.tree(text), list)
    assert "<script" not in markdown.html(text).lower()


def word_file(fill):
    from docx import Document  # noqa: PLC0415

    made, buffer = Document(), io.BytesIO()
    fill(made)
    made.save(buffer)
    return buffer.getvalue()


def test_word_file_is_read_as_headings_paragraphs_lists_and_tables():
    def fill(made):
        made.add_heading("Die Lage", 1)
        paragraph = made.add_paragraph("Wir haben ")
        paragraph.add_run("38").bold = True
        paragraph.add_run(" Gespräche geführt.")
        made.add_paragraph("Treffen", style="List Bullet")
        made.add_paragraph("Trainings", style="List Bullet")
        table = made.add_table(rows=2, cols=2)
        for cell, text in zip(
            (c for row in table.rows for c in row.cells), ("Ort", "Zahl", "Elbhagen", "7"), strict=True
        ):
            cell.text = text

    assert imports.read(word_file(fill)) == [
        ("heading", "Die Lage"),
        ("text", "Wir haben **38** Gespräche geführt."),
        ("text", "- Treffen\n- Trainings"),
        ("text", "- Ort · Zahl\n- Elbhagen · 7"),
    ]


@pytest.mark.parametrize(
    ("given_bytes", "code"),
    [
        (b"", "docx"),
        (b"PK\x03\x04kaputt", "docx"),
        (b"x" * 10_000_001, "big"),
        (word_file(lambda made: None), "empty"),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_sentence(given_bytes, code):
    with pytest.raises(Refused) as caught:
        imports.read(given_bytes)
    assert (caught.value.problem.code, caught.value.problem.field_name) == (code, "file")


@pytest.mark.skipif(
    not SAMPLES.exists() and os.environ.get("REQUIRE_ALL") != "1", reason="the samples lie beside the project"
)
def test_real_word_files_are_read():
    files = sorted(SAMPLES.glob("*.docx"))
    assert files
    for path in files:
        assert imports.read(path.read_bytes()), path.name


def test_words_of_a_file_stay_words():
    def fill(made):
        made.add_paragraph("# keine *Überschrift* [x](https://a.de)")
        made.add_paragraph("3. Oktober 2026: Fest")

    read = imports.read(word_file(fill))
    told = [markdown.html(text) for _kind, text in read]
    assert told == ["<p># keine *Überschrift* [x](https://a.de)</p>\n", "<p>3. Oktober 2026: Fest</p>\n"]


def test_long_table_is_cut_into_paragraphs_and_nothing_is_lost():
    def fill(made):
        table = made.add_table(rows=400, cols=2)
        for number, row in enumerate(table.rows):
            row.cells[0].text, row.cells[1].text = f"Zeile {number}", "Text " * 5

    read = imports.read(word_file(fill))
    assert len(read) > 1
    assert all(len(text) <= rules.TEXT_LIMIT for _kind, text in read)
    assert sum(text.count("Zeile") for _kind, text in read) == 400


def test_table_in_a_table_keeps_its_outer_cells():
    def fill(made):
        table = made.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text = "AUSSEN1"
        inner = table.rows[0].cells[1].add_table(rows=1, cols=1)
        inner.rows[0].cells[0].text = "INNEN"

    [(_kind, text)] = imports.read(word_file(fill))
    assert text.count("AUSSEN1") == text.count("INNEN") == 1


def test_file_of_endless_paragraphs_is_refused_before_it_is_read():
    content = word_file(lambda made: [made.add_paragraph("x") for _number in range(20_001)])
    with pytest.raises(Refused) as caught:
        imports.read(content)
    assert caught.value.problem.code == "many"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("word/styles.xml", "<w:styles>" + "<w:style/>" * 450_000 + "</w:styles>"),
        ("word/document.xml", "<a:document>" + "<a:r/>" * 450_000 + "</a:document>"),
        ("word/document.xml", "<a:document>" + "<a:p\n/>" * 20_001 + "</a:document>"),
    ],
)
def test_every_part_of_a_file_is_weighed_before_it_is_read(part, words):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file(lambda made: made.add_paragraph("x")))) as made,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in made.namelist():
            packed.writestr(name, words if name == part else made.read(name))
    with pytest.raises(Refused) as caught:
        imports.read(stream.getvalue())
    assert caught.value.problem.code == "many"


def test_repeated_words_are_compared_by_sentences_or_as_a_whole():
    old, new = "a b " * 2000, "a b " * 1999 + "c "
    left, right = rules.words(old, new)
    assert ("".join(text for _k, text in left), "".join(text for _k, text in right)) == (old, new)
    sentences = "Ein Satz mit Wörtern. " * 300
    left, right = rules.words(sentences + "Alt.", sentences + "Neu.")
    assert (left[-1], right[-1]) == (("out", "Alt."), ("in", "Neu."))


def test_figures_of_the_plan_have_points_for_thousands() -> None:
    assert [figure(Decimal(text)) for text in ("21380", "1.50", "-1234.5", "24")] == [
        "21.380",
        "1,5",
        "-1.234,5",
        "24",
    ]
    assert figure(None) == "–"


def test_the_annex_of_changes_leaves_out_what_stayed_the_same() -> None:
    sums = (MoneySum(2026, Decimal(1), Decimal(1)), MoneySum(2027, Decimal(1), Decimal(2)))
    lines = change_lines(rules.Comparison((), (), (), sums, 0, 0))
    assert [line.place for line in lines] == ["Geld 2027, zusammen"]
