"""A block from a spreadsheet: read with its cells, shown before it is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktionsplan.development.analysis.models import SeriesValue
from aktionsplan.development.analysis.rules import address, match, read_block
from aktionsplan.shared.words import Refused
from tests.factories import analysis as known


@pytest.mark.parametrize(
    ("column", "line", "name"),
    [(0, 1, "A1"), (25, 2, "Z2"), (26, 3, "AA3"), (27, 3, "AB3"), (701, 1, "ZZ1"), (702, 1, "AAA1")],
)
def test_cells_are_named_as_in_a_spreadsheet(column, line, name):
    assert address(column, line) == name


def test_years_above_and_series_below():
    block = read_block("\t2024\t31.12.2025*\n\nStraftaten\t7\t9 p\nFälle\t\t.\t\n")
    assert block.years == (2024, 2025)
    assert block.lines == ((3, "Straftaten", ("7", "9 p")), (4, "Fälle", ("", ".")))
    assert read_block("2024\t2025\nA\t1\t2").years == (2024, 2025)
    assert len(read_block("\t2024\n" + "A\t1\n" * 2499).lines) == 2499
    assert read_block("\t2024\t2025\nA\t2020\t2021").lines == ((2, "A", ("2020", "2021")),)
    assert read_block("Reihe;2024\nA;1").lines == ((2, "A", ("1",)),)


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("", "empty", None),
        ("\t2024", "empty", None),
        ("Reihe\nA\t1", "empty", None),
        ("\t2024\t\t2025\nA\t1", "merged", "C1"),
        ("\tzwanzig\nA\t1", "year", "B1"),
        ("\t1899\nA\t1", "year", "B1"),
        ("\t2024\t2024\nA\t1", "twice", "C1"),
        ("\t2024\t2025\nA\t1\t2\n\t2022\t2023\nB\t1\t2", "two", "A3:C3"),
        ("\t2024\n\t1", "name", "A2"),
        ("\t2024\t2025\n\t2020", "name", "A2"),
        ("\t2024\t2025\n\t7\t8", "name", "A2"),
        ("\t2024\nA\t1\t2", "wide", "C2"),
        ("\t2024\n" + "A\t1\n" * 2501, "large", None),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cell(text, code, cell):
    with pytest.raises(Refused) as refused:
        read_block(text)
    assert refused.value.problem.code == code
    assert refused.value.problem.params.get("cell") == cell


@given(st.text(alphabet="A2024\t\n; .", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        block = read_block(text)
    except Refused:
        return
    assert len(set(block.years)) == len(block.years)
    assert all(name and len(cells) <= len(block.years) for _line, name, cells in block.lines)


def test_a_line_means_one_series():
    rows = [("a", "Straftaten", ""), ("b", "Einwohner", "Elbhagen"), ("c", "Einwohner", "Lüttow")]
    assert match(" straftaten ", rows) == "a"
    assert match("Einwohner", rows) is None
    assert match("einwohner, lüttow", rows) == "c"
    assert match("Anderes", rows) is None


def page(town):
    return f"/{town.partnership.slug}/intern/lage/zahlen/einfuegen/"


def test_it_is_shown_before_it_is_stored(town, browser_of):
    row, ben = known.series(town, {2024: "7"}), browser_of(town.ben.account)
    text = "\t2024\t2025\nStraftaten\t8\t9"
    shown = ben.post(page(town), {"block": text})
    assert "So speichern" in shown.content.decode()
    assert SeriesValue.objects.get(series=row).value == 7
    seen = shown.context["seen"]
    assert ben.post(page(town), {"block": text, "seen": seen, "store": "1"}).status_code == 302
    assert {v.year: v.value for v in SeriesValue.objects.filter(series=row)} == {2024: 8, 2025: 9}
    assert "stehen schon so da" in ben.post(page(town), {"block": text}).content.decode()


def test_nothing_is_stored_that_somebody_changed_meanwhile(town, browser_of):
    row, ben = known.series(town, {2024: "7"}), browser_of(town.ben.account)
    text = "\t2024\nStraftaten\t8"
    seen = ben.post(page(town), {"block": text}).context["seen"]
    known.enter(town, row, {2024: "6"})
    answer = ben.post(page(town), {"block": text, "seen": seen, "store": "1"})
    assert answer.status_code == 200
    assert SeriesValue.objects.get(series=row).value == 6


def test_each_bad_cell_is_told(town, browser_of):
    known.series(town)
    text = "\t2024\t2025\nStraftaten\tviele\t1,5\nUnbekannt\t1"
    told = browser_of(town.ben.account).post(page(town), {"block": text}).content.decode()
    assert all(cell in told for cell in ("B2:", "C2:", "A3:"))
    assert not SeriesValue.objects.exists()


def test_mixed_decimals_in_a_block_are_told(town, browser_of):
    known.series(town, kind="level")
    told = browser_of(town.ben.account).post(page(town), {"block": "\t2024\t2025\nStraftaten\t12,5\t13.5"})
    assert "einheitlich" in told.content.decode()
    assert not SeriesValue.objects.exists()


def test_a_cell_that_stands_as_it_was_keeps_its_figure_when_a_dash_means_something_else(town, browser_of):
    row, ben = known.series(town, {2025: "–"}), browser_of(town.ben.account)
    type(row).objects.update(dash_means=".")
    grid = f"/{town.partnership.slug}/intern/lage/zahlen/{row.key}/eintragen/"
    form = ben.get(grid).context["form"]
    ben.post(grid, {name: form.initial.get(name, "") for name in form.fields} | {"seen": form.initial["seen"]})
    stored = SeriesValue.objects.get(series=row)
    assert (stored.value, stored.sign) == (0, "–")
