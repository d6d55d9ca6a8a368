"""Public lists of grants: real data, and everything that can be wrong with a file."""

import datetime as dt
import io
import os
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from aktionsplan.implementation.grants.imports import historic as imports
from aktionsplan.shared.words import Refused

THIRD_PARTY = Path(__file__).parents[3] / "shared" / "data" / "third_party"
HEAD = "nr;wer;wofür;von;bis;betrag\n"
MAP = """source = "Liste"
[columns]
source_number = "nr"
recipient = "wer"
purpose = "wofür"
starts_on = "von"
ends_on = "bis"
amount_eur = "betrag"
"""


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    return path


def read(text, mapping, encoding="utf-8"):
    return imports.read((HEAD + text).encode(encoding), mapping)


@pytest.mark.skipif(
    not THIRD_PARTY.is_dir() and os.environ.get("REQUIRE_ALL") != "1",
    reason="the third-party data lie beside the project only in development and CI",
)
def test_hamburg_list_holds_16_grants_of_2012(tmp_path):
    path = tmp_path / "hh.toml"
    path.write_text(
        '[filter]\nbehoerde = "BAMitte"\nprogramm = "TOLERANZ FÖRDERN - KOMPETENZ STÄRKEN"\n', encoding="utf-8"
    )
    reading = imports.read_file(THIRD_PARTY / "hamburg_grants_2010_2012.csv", path)
    assert (len(reading.rows), reading.total_eur, reading.faults, reading.left_out) == (
        16,
        Decimal("89461.96"),
        [],
        43,
    )
    assert {row.starts_on.year for row in reading.rows} == {2012}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_german_and_iso_forms_are_read(mapping, encoding):
    row = read(
        "1;Müller e. V.;Fest;1.3.12;31.12.2012;1.234,56\n2;B;C;2012-03-01;2012-12-31;1234.56\n", mapping, encoding
    ).rows
    assert [(r.recipient, r.starts_on, r.amount_eur) for r in row] == [
        ("Müller e. V.", dt.date(2012, 3, 1), Decimal("1234.56")),
        ("B", dt.date(2012, 3, 1), Decimal("1234.56")),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        (";A;B;1.3.12;1.4.12;5", "nr", "empty"),
        ("1;A;B;30.2.12;1.4.12;5", "von", "date_exists"),
        ("1;A;B;1.3.12;1.4.12;1,234.56", "betrag", "money_form"),
        ("1;=1+1;B;1.3.12;1.4.12;5", "wer", "formula"),
        ("1;A;@SUM(A1);1.3.12;1.4.12;5", "wofür", "formula"),
        ("1;A;B;1.4.12;1.3.12;5", "bis", "period"),
        ("1;A;B;1.3.12;1.4.12;0", "betrag", "amount"),
        ("1;A;B;1.3.12;1.4.12", "betrag", "money_form"),
        ("1;A\u202eB;C;1.3.12;1.4.12;5", "wer", "character"),
        ("1;A;B;1.3.12;1.4.12;5;zuviel", "", "cells"),
    ],
)
def test_unreadable_cell_is_named_with_line_column_and_reason(mapping, cells, column, code):
    reading = read("0;A;B;1.3.12;1.4.12;5\n" + cells + "\n", mapping)
    assert [(f.line, f.column, f.problem.code) for f in reading.faults] == [(3, column, code)]


def test_same_number_twice_is_a_fault(mapping):
    reading = read("1;A;B;1.3.12;1.4.12;5\n1;A;B;1.3.12;1.4.12;5\n", mapping)
    assert [fault.problem.code for fault in reading.faults] == ["double"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"\x81\x8d,\x90\n", "encoding"),
        (b"PK\x03\x04kaputt", "xlsx"),
        (b"nr;wer\n", "missing_column"),
        ("nr;nr;wer;wofür;von;bis;betrag\n".encode(), "double_column"),
        (b'"a\n', "csv"),
    ],
)
def test_broken_file_is_refused(mapping, content, code):
    with pytest.raises(Refused) as refused:
        imports.read(content, mapping)
    assert refused.value.problem.code == code


def test_xlsx_with_a_torn_sheet_is_refused(mapping):
    whole, torn = zipfile.ZipFile(io.BytesIO(workbook(["nr"]))), io.BytesIO()
    with zipfile.ZipFile(torn, "w") as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content[: content.index(b"<sheetData>") + 14] if "sheet1" in name else content)
    with pytest.raises(Refused) as refused:
        imports.read(torn.getvalue(), mapping)
    assert refused.value.problem.code == "xlsx"


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/styles.xml", "styles"),
        ("xl/harmless.xml", "sharedStrings"),
        ("xl/theme/theme1.xml", "theme"),
        ("xl/worksheets/x.xml", "sharedStrings"),
        ("xl/worksheets/y.xml", ""),
    ],
)
def test_xlsx_whose_parts_are_read_as_a_whole_is_refused_when_they_are_large(mapping, part, kind):
    whole, bomb = zipfile.ZipFile(io.BytesIO(workbook(["nr"]))), io.BytesIO()
    told = f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats.spreadsheetml.{kind}+xml"/>'
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "[Content_Types].xml" and kind:
                content = content.replace(b"</Types>", told.encode() + b"</Types>")
            if name != part:
                archive.writestr(name, content)
        archive.writestr(part, b"<x>" + b" " * (imports.MAX_WHOLE + 1) + b"</x>")
    with pytest.raises(Refused) as refused:
        imports.read(bomb.getvalue(), mapping)
    assert refused.value.problem.code == "strings"


def test_large_sheet_is_read_and_one_without_rows_refused(mapping):
    head = ["nr", "wer", "wofür", "von", "bis", "betrag"]
    with pytest.raises(Refused) as refused:
        imports.read(workbook(head), mapping)
    assert refused.value.problem.code == "no_rows"
    rows = [[str(n), "Verein", "x" * 900, "2020-01-01", "2020-12-31", "10"] for n in range(3000)]
    content = workbook(head, *rows)
    sheet = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml")
    assert sheet.file_size > 400_000
    assert len(imports.read(content, mapping).rows) == 3000 or sheet.file_size > imports.MAX_WHOLE


@pytest.mark.parametrize("text", ["[]", "null", '"x"'])
def test_mapping_that_is_no_table_is_refused(tmp_path, text):
    path = tmp_path / "map.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="kennt nur"):
        imports.read_mapping(path, ["nr"])


def test_too_large_file_is_refused_before_reading(tmp_path, mapping):
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(imports.MAX_BYTES + 1)
    with pytest.raises(Refused, match="größer"):
        imports.read_file(path, mapping)
    with pytest.raises(Refused, match="nicht lesbar"):
        imports.read_file(tmp_path / "nothing.csv", mapping)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_xlsx_is_read_and_its_formulas_refused(mapping):
    head = ["nr", "wer", "wofür", "von", "bis", "betrag"]
    content = workbook(
        head,
        [1, "A", "B", dt.date(2012, 3, 1), dt.datetime(2012, 4, 1), 1234.5],
        [2, "A", "B", "1.3.12", "1.4.12", "=1+1"],
    )
    reading = imports.read(content, mapping)
    assert [(row.source_number, row.amount_eur) for row in reading.rows] == [("1", Decimal("1234.50"))]
    assert [(fault.line, fault.column) for fault in reading.faults] == [(3, "betrag")]


@pytest.mark.parametrize("text", ["kaputt = [", 'fremd = "x"', 'columns = "x"', '[columns]\nfarbe = "x"'])
def test_broken_mapping_is_refused(tmp_path, text):
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        imports.read((HEAD + "1;A;B;1.3.12;1.4.12;5\n").encode(), path)


def test_json_mapping_filters_rows(tmp_path):
    path = tmp_path / "map.json"
    path.write_text(
        '{"source": "L", "columns": {"source_number": "nr", "recipient": "wer", "purpose": "wofür", "starts_on": "von", '
        '"ends_on": "bis", "amount_eur": "betrag"}, "filter": {"wer": "A"}}',
        encoding="utf-8",
    )
    reading = imports.read((HEAD + "1;A;B;1.3.12;1.4.12;5\n\n2;B;B;1.3.12;1.4.12;5\n").encode(), path)
    assert (len(reading.rows), reading.left_out) == (1, 1)


def test_line_is_the_line_of_the_file_even_after_a_break_inside_a_cell(mapping):
    reading = read('1;"Müller\ne. V.";Fest;1.3.12;31.12.2012;5\n2;B;C;morgen;31.12.2012;5\n', mapping)
    assert [row.line for row in reading.rows] == [2]
    assert [(fault.line, fault.column) for fault in reading.faults] == [(4, "von")]


def test_more_columns_than_anybody_needs_are_refused():
    with pytest.raises(Refused, match="200 Spalten"):
        imports.read((";" * 201 + "\n").encode())


@pytest.mark.parametrize("cell", [" =1+1", "\u00a0＝2", "＝1+1", "@x"])
def test_formula_behind_a_space_is_refused_too(cell):
    text = f"Nummer;Empfänger;Zweck;Beginn;Ende;Betrag\nA1;{cell};x;2024-01-01;2024-01-02;1,00\n"
    assert [fault.problem.code for fault in imports.read(text.encode()).faults] == ["formula"]
