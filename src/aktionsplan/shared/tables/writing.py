"""Tables that leave the house: CSV and XLSX, streamed, with every cell as text, number or day, never a formula."""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import models
from django.http import StreamingHttpResponse
from django.utils.translation import gettext

from aktionsplan.shared.files.responses import disposition
from aktionsplan.shared.kinds import Foreign, Value
from aktionsplan.shared.periods import BERLIN
from aktionsplan.shared.tenancy import partnership_scope

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
BLOCK = 200


def text_cell(value: Value) -> str:
    """The value as German CSV text; what a program could take for a formula starts with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, dt.datetime):
        return value.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    text = str(value)
    return "'" + text if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text


def csv_lines(head: list[str], rows: Iterable[tuple[Value, ...]]) -> Iterator[bytes]:
    """UTF-8 with byte order mark and semicolons, as German spreadsheets open it, in blocks."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(head)
    for number, row in enumerate(rows, start=1):
        writer.writerow([text_cell(value) for value in row])
        if number % BLOCK == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _scoped(partnership: models.Model, parts: Iterator[bytes]) -> Iterator[bytes]:
    with partnership_scope(partnership):
        yield from parts


def _respond(
    name: str, parts: Iterator[bytes], content_type: str, partnership: models.Model
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_scoped(partnership, parts), content_type=content_type)
    response["Content-Disposition"] = disposition(name)
    response["Cache-Control"] = "no-store"
    return response


def csv_response(
    name: str, head: list[str], rows: Iterable[tuple[Value, ...]], *, partnership: models.Model
) -> StreamingHttpResponse:
    """The rows as a CSV download."""
    return _respond(f"{name}.csv", csv_lines(head, rows), "text/csv; charset=utf-8", partnership)


def _typed(value: Value) -> tuple[Value, str]:
    """What a cell of a workbook holds, and how it is shown: days and sums as in a German letter."""
    if isinstance(value, dt.datetime):
        return value.astimezone(BERLIN).replace(tzinfo=None), "DD.MM.YYYY HH:MM"
    if isinstance(value, dt.date):
        return value, "DD.MM.YYYY"
    if isinstance(value, Decimal):
        return value, "#,##0.00"
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nein"), ""
    return (_plain(value) if isinstance(value, str) else value), ""


def xlsx_parts(head: list[str], rows: Iterable[tuple[Value, ...]]) -> Iterator[bytes]:
    """The rows as a workbook whose text cells are typed as text; written to disk row by row, then read in parts."""
    from openpyxl import Workbook  # noqa: PLC0415 -- a heavy library, imported in its one module
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Tabelle"))
    sheet.freeze_panes = "A2"
    for number, title in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(title) + 4, 18), 40)

    def cell(value: Value) -> Foreign:
        plain, form = _typed(value)
        sheet_cell = WriteOnlyCell(sheet, value=None)
        sheet_cell.value = plain
        if isinstance(plain, str):
            sheet_cell.data_type = "s"
        elif form:
            sheet_cell.number_format = form
        return sheet_cell

    sheet.append([cell(title) for title in head])
    for row in rows:
        sheet.append([cell(value) for value in row])
    with tempfile.TemporaryFile() as stream:
        book.save(stream)
        stream.seek(0)
        while part := stream.read(65536):
            yield part


def _plain(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\n\t")[:32000]


def xlsx_response(
    name: str, head: list[str], rows: Iterable[tuple[Value, ...]], *, partnership: models.Model
) -> StreamingHttpResponse:
    """The rows as an XLSX download."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _respond(f"{name}.xlsx", xlsx_parts(head, rows), kind, partnership)
