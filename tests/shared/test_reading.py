"""Foreign tables: CSV, XLSX and ODS give the same cells; what is no table or too much is refused."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from aktionsplan.shared.tables import reading
from aktionsplan.shared.tables.reading import Range, address, read_file, text_of
from aktionsplan.shared.words import Refused

ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Blatt">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def ods(rows):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows))
    return stream.getvalue()


def xlsx(rows, merge=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7.0, "7"),
        (9.7, "9,7"),
        (0.1 + 0.2, "0,3"),
        (1234.5, "1234,5"),
        (-3, "-3"),
        (100, "100"),
        (True, "ja"),
        (dt.datetime(2025, 12, 31), "31.12.2025"),
        (dt.datetime(2025, 12, 31, 8, 30), "31.12.2025"),
        ("  zwei\u00a0 Wörter ", "zwei Wörter"),
    ],
)
def test_a_value_reads_as_germans_type_it(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("column", "row", "name"), [(0, 0, "A1"), (25, 8, "Z9"), (26, 0, "AA1"), (701, 1, "ZZ2"), (702, 0, "AAA1")]
)
def test_cells_are_named_as_in_a_spreadsheet(column, row, name):
    assert address(column, row) == name


def test_a_range_of_one_cell_has_one_name():
    assert Range(1, 1, 1, 1).name == "B2"
    assert Range(0, 0, 2, 1).name == "A1:B3"


@pytest.mark.parametrize(
    "content",
    [
        "Ort;2024;2025\nElbhagen;1,5;2\n",
        "Ort\t2024\t2025\nElbhagen\t1,5\t2\n",
        '"Ort",2024,2025\n"Elbhagen","1,5",2\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_in_any_usual_dress(content, encoding):
    [sheet] = read_file(content.encode(encoding))
    assert sheet.rows == (("Ort", "2024", "2025"), ("Elbhagen", "1,5", "2"))


def test_umlauts_of_an_old_office():
    assert read_file("Größe;1\nÄpfel;2\n".encode("cp1252"))[0].cell(0, 0) == "Größe"


def test_a_workbook_with_what_is_merged():
    [sheet] = read_file(xlsx([["Ort", "Stadt", None], [None, 2024, 2025], ["Elbhagen", 1.5, 2]], ["B1:C1", "A1:A2"]))
    assert sheet.rows == (("Ort", "Stadt"), ("", "2024", "2025"), ("Elbhagen", "1,5", "2"))
    assert {area.name for area in sheet.merged} == {"B1:C1", "A1:A2"}


def test_an_open_document_with_what_is_merged_and_repeated():
    rows = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Ort</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Stadt</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="date" '
        'office:date-value="2025-12-31"/><table:table-cell table:number-columns-repeated="2" '
        'office:value-type="float" office:value="1.5"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    [sheet] = read_file(ods(rows))
    assert sheet.rows == (("Ort", "Stadt"), ("31.12.2025", "1,5", "1,5"), ("31.12.2025", "1,5", "1,5"))
    assert [area.name for area in sheet.merged] == ["B1:C1"]


FULL = (
    '<table:table-row {many}><table:table-cell {wide} office:value-type="float" office:value="1"/></table:table-row>'
)


@pytest.mark.parametrize(
    "content",
    [
        ods(FULL.format(many='table:number-rows-repeated="1048576"', wide="")),
        ods(FULL.format(many="", wide='table:number-columns-repeated="16384"')),
        ods(FULL.format(many='table:number-rows-repeated="19000"', wide='table:number-columns-repeated="400"')),
        b"a;b\n" * 30_000,
        b";".join([b"1"] * 600),
        b"a" * (reading.MAX_BYTES + 1),
    ],
)
def test_what_is_too_much_is_refused_before_it_is_unfolded(content):
    with pytest.raises(Refused, match="zu groß"):
        read_file(content)


def test_a_lonely_cell_far_away_costs_nothing():
    book = Workbook()
    book.active["A1"] = 1
    book.active["A900000"] = 2
    stream = io.BytesIO()
    book.save(stream)
    assert read_file(stream.getvalue())[0].rows == (("1",),)


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (reading.MAX_UNPACKED + 1))
    return stream.getvalue()


def test_an_archive_that_unfolds_to_a_flood_is_refused():
    with pytest.raises(Refused, match="zu groß"):
        read_file(bomb())


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04kaputt",
        b"%PDF-1.7 ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook",
        b"\x00\x01\x02",
        ods("<kaputt>"),
        ods("").replace(b"mimetype", b"mimetypf"),
    ][:5],
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(Refused, match="lässt sich nicht lesen"):
        read_file(content)


def test_declarations_in_a_document_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", ODS.format(rows="").replace("?>", "?>" + ENTITY, 1))
    with pytest.raises(Refused, match="lässt sich nicht lesen"):
        read_file(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"\n\n", b";;\n;;\n", ods("")])
def test_an_empty_file_is_refused(content):
    with pytest.raises(Refused, match="keine Tabelle"):
        read_file(content)


@pytest.mark.parametrize(("value", "text"), [("1e1000000", "1E+1000000"), ("1e-99999999999", "1E-99999999999")])
def test_a_number_beyond_all_measure_stays_short(value, text):
    cell = f'<table:table-row><table:table-cell office:value-type="float" office:value="{value}"/></table:table-row>'
    assert read_file(ods(cell))[0].cell(0, 0) == text


@pytest.mark.parametrize(
    "cell",
    [
        'office:value-type="float"',
        'office:value-type="date"',
    ],
)
def test_a_cell_without_its_value_is_its_text(cell):
    row = f"<table:table-row><table:table-cell {cell}><text:p>acht</text:p></table:table-cell></table:table-row>"
    assert read_file(ods(row))[0].cell(0, 0) == "acht"


@pytest.mark.parametrize("cell", ['office:value-type="float" office:value="1e99999999999999999999"', "text:x"])
def test_a_broken_cell_is_refused_in_a_sentence(cell):
    with pytest.raises(Refused) as refused:
        read_file(ods(f"<table:table-row><table:table-cell {cell}/></table:table-row>"))
    assert refused.value.problem.code == "file"


def test_a_workbook_with_a_broken_part_is_refused_in_a_sentence():
    whole, broken = io.BytesIO(xlsx([["a", 1]])), io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<workbook" if name == "xl/workbook.xml" else source.read(name))
    with pytest.raises(Refused) as refused:
        read_file(broken.getvalue())
    assert refused.value.problem.code == "file"


def test_millions_of_empty_cells_are_too_many(monkeypatch):
    monkeypatch.setattr(reading, "MAX_CELLS", 10)
    with pytest.raises(Refused) as refused:
        read_file(ods("<table:table-row>" + "<table:table-cell/>" * 21 + "</table:table-row>"))
    assert refused.value.problem.code == "large"


@pytest.mark.parametrize(
    "inside",
    ["<text:p>" * 200_000 + "</text:p>" * 200_000, "<text:p>" + "a" * 3_000_000 + "</text:p>", "<text:p/>" * 200_000],
)
def test_a_table_that_no_spreadsheet_writes_is_refused_at_once(inside):
    with pytest.raises(Refused, match="zu groß"):
        read_file(ods(f"<table:table-row><table:table-cell>{inside}</table:table-cell></table:table-row>"))


def test_words_of_a_workbook_beside_its_sheets_are_weighed(monkeypatch):
    monkeypatch.setattr(reading, "MAX_WORDS", 1000)
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["Wort"])
    book.save(stream)
    with pytest.raises(Refused, match="zu groß"):
        read_file(stream.getvalue())
