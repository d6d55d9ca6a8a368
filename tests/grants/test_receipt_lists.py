"""Reading a Belegliste: its columns under several names, faults by cell, the whole list or nothing."""

import datetime as dt
import io
from decimal import Decimal as D

import pytest

from aktionsplan.implementation.grants.imports import COLUMNS, known_lines, read_receipts
from aktionsplan.shared.tables.writing import csv_lines
from aktionsplan.shared.words import Refused

LINES = known_lines({"Miete Boot": ("expense", "rent"), "": ("expense", "other")})


def table(*rows, head="Ansatz;Zahlungsdatum;Empfänger;Betrag"):
    return "\n".join([head, *rows]).encode()


def faults(*rows, **more):
    return [(fault.cell, fault.problem.code) for fault in read_receipts(table(*rows, **more), LINES).faults]


def test_rows_become_fields():
    head = "Nr.;Kostenart;Rechnung vom;Bezahlt am;An wen;Wofür;Rechnungs-Nr.;Betrag €;davon förderfähig;Bezahlt mit;Auszug Nr.;Anmerkung;Prüfung: anerkannt"
    row = "7;Miete Boot;01.05.2026;5.5.26;Reederei;Boot;R-1;1.250,50;1000;Lastschrift;Auszug 3;ok;ja"
    reading = read_receipts(table(row, "", "8;Spenden;;6.5.2026;Frau Lange;;;20;;;;;", head=head), LINES)
    assert reading.faults == []
    assert reading.rows[0] == {
        "side": "expense",
        "line": "rent",
        "document_on": dt.date(2026, 5, 1),
        "paid_on": dt.date(2026, 5, 5),
        "payee": "Reederei",
        "reason": "Boot",
        "invoice_number": "R-1",
        "amount_eur": D("1250.50"),
        "eligible_eur": D(1000),
        "way": "transfer",
        "flow": "Auszug 3",
        "remark": "ok",
    }
    assert reading.rows[1] == {
        "side": "income", "line": "donation", "paid_on": dt.date(2026, 5, 6), "payee": "Frau Lange", "amount_eur": D(20)
    }  # fmt: skip


def test_heading_may_stand_below_the_title():
    content = ("Verwendungsnachweis;;;\n;;;\n" + table("Fahrten;1.5.2026;Wendt;5").decode()).encode()
    assert [row["line"] for row in read_receipts(content, LINES).rows] == ["travel"]


def test_every_fault_names_its_cell():
    assert faults(
        "Fahrten;30.02.2026;Wendt;5",
        "Fahrten;1.5.2026;;5",
        "Raumfahrt;1.5.2026;Wendt;5",
        "Fahrten;1.5.2026;Wendt;-5",
        "Fahrten;1.5.2026;Wendt;5 $",
        "Fahrten;1.5.2026;Wendt;1.234",
        "Fahrten;1.5.2026;Wendt;0",
        "Fahrten;1.5.2026;" + "W" * 121 + ";5",
    ) == [
        ("B2", "date_exists"),
        ("C3", "empty"),
        ("A4", "line"),
        ("D5", "minus"),
        ("D6", "currency"),
        ("D7", "two_ways"),
        ("D8", "zero"),
        ("C9", "too_long"),
    ]


def test_more_eligible_than_paid_and_an_unknown_way():
    head = "Ansatz;Zahlungsdatum;Empfänger;Betrag;zuwendungsfähig;Zahlungsart"
    assert faults("Fahrten;1.5.2026;Wendt;5;5,01;Gold", head=head) == [("F2", "way"), ("E2", "eligible")]


def test_line_without_anything_but_a_category_is_left_out():
    assert len(read_receipts(table("Fahrten;;;", "Fahrten;1.5.2026;Wendt;5"), LINES).rows) == 1


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", table(), table("Fahrten;;;"), b"%PDF-1.4"])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(Refused):
        read_receipts(content, LINES)


def test_too_many_rows():
    with pytest.raises(Refused, match="5000"):
        read_receipts(table(*["Fahrten;1.5.2026;W;5"] * 5001), LINES)


def test_workbook_and_sheet_of_openoffice():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Hinweise"])
    sheet = book.create_sheet("Belege")
    sheet.append(["Ansatz", "Zahlungsdatum", "Empfänger", "Betrag"])
    sheet.append(["Fahrten", dt.date(2026, 5, 1), "Wendt", 1234.5])
    out = io.BytesIO()
    book.save(out)
    assert read_receipts(out.getvalue(), LINES).rows[0]["amount_eur"] == D("1234.50")


def test_what_is_written_is_read_again():
    row = (
        "1",
        "Fahrten",
        dt.date(2026, 5, 1),
        dt.date(2026, 5, 2),
        "Wendt",
        "Zug",
        "R-1",
        D("1234.56"),
        None,
        "bar",
        "",
        "",
        "",
        "",
        "",
    )
    content = b"".join(csv_lines(list(COLUMNS.values()), [row]))
    reading = read_receipts(content, LINES)
    assert (reading.faults, reading.rows[0]["amount_eur"], reading.rows[0]["way"]) == ([], D("1234.56"), "cash")
