"""Tables that leave the house: German numbers, no formulas."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from aktionsplan.shared.tables import csv_lines, text_cell, xlsx_parts

HOSTILE = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "＝1", ' "=1', "  =1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_formula_becomes_text(text):
    assert not text_cell(text).lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r", "＝")) or text == ' "=1'
    content = b"".join(xlsx_parts(["Kopf"], [(text,)]))
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    assert cell.data_type != "f"


def test_csv_opens_in_german_spreadsheets():
    row = (
        Decimal("1234.5"),
        dt.date(2026, 3, 1),
        dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
        True,
        None,
        'a;"b',
        False,
    )
    data = b"".join(csv_lines(["a", "b", "c", "d", "e", "f", "g"], [row])).decode()
    assert data.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(data[1:]), delimiter=";"))[1] == [
        "1234,50",
        "01.03.2026",
        "01.03.2026 13:00:00",
        "ja",
        "",
        'a;"b',
        "nein",
    ]


def test_long_table_comes_in_blocks():
    parts = list(csv_lines(["n"], ((n,) for n in range(1000))))
    assert len(parts) > 3


def test_workbook_keeps_types():
    content = b"".join(
        xlsx_parts(
            ["a"],
            [
                (
                    Decimal("1.50"),
                    dt.date(2026, 3, 1),
                    dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
                    True,
                    "x\x07y",
                    None,
                )
            ],
        )
    )
    sheet = load_workbook(io.BytesIO(content)).active
    values = [cell.value for cell in sheet[2]]
    assert [cell.number_format for cell in sheet[2][:3]] == ["#,##0.00", "DD.MM.YYYY", "DD.MM.YYYY HH:MM"]
    assert sheet.column_dimensions["A"].width >= 18
    assert values[:5] == [1.5, dt.datetime(2026, 3, 1), dt.datetime(2026, 3, 1, 13), "ja", "xy"]
