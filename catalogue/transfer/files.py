"""CSV and XLSX, written for spreadsheets and read with patience: bytes in, lines out.

openpyxl, and numpy with it, would take 15 MB of every process: it is loaded by who handles a workbook.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalogue.transfer.cells import NOT_IN_XML, plain_cell, safe_cell
from catalogue.transfer.rows import COLUMNS, Row

MAX_BYTES = 5_000_000
MAX_LINES = 10_000
MAX_COLUMNS = 50
MAX_UNPACKED = 60_000_000  # a workbook is a zip file, and some are bombs


class UnreadableFile(Exception):
    """No table of the catalogue; `text` says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Line:
    """One row of a file as a spreadsheet numbers it, with the text of each column that the file has."""

    number: int
    cells: dict[str, str]


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The file piece by piece, the header first; UTF-8 with the mark that spreadsheets know it by."""
    written = io.StringIO()
    writer = csv.writer(written)
    written.write("\ufeff")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(safe_cell(row.cells[name]) for name in COLUMNS)
        yield _taken(written)
    yield _taken(written)


def _taken(written: io.StringIO) -> str:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text


def xlsx_bytes(rows: Iterable[Row]) -> bytes:
    """A workbook with one sheet; every cell is text, so that nothing is rounded or made a date."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Catalogue")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([safe_cell(NOT_IN_XML.sub("", row.cells[name])) for name in COLUMNS])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read_lines(content: bytes) -> list[Line]:
    """The lines of a CSV or XLSX file below its header. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 5 MB. Please split it."))
    table = _workbook(content) if content.startswith(b"PK") else _csv(content)
    header, lines = _header_of(table), []
    for number, cells in enumerate(table, 2):
        if number > MAX_LINES + 1:
            raise UnreadableFile(_("The file has more than 10,000 lines. Please split it."))
        found = {name: plain_cell(text) for name, text in zip(header, cells, strict=False) if name}
        if any(found.values()):
            lines.append(Line(number, found))
    return lines


def _header_of(table: Iterator[list[str]]) -> list[str]:
    names = [plain_cell(text).lower() for text in next(table, [])]
    if "sku" not in names:
        raise UnreadableFile(_("The first line has to name the columns, and one of them has to be “sku”."))
    known = [name for name in names if name in COLUMNS]
    if len(known) != len(set(known)):
        raise UnreadableFile(_("A column stands in the first line twice."))
    return [name if name in COLUMNS else "" for name in names]


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(_("The file is not UTF-8. Save it as “CSV UTF-8” or as XLSX.")) from None
    if "\x00" in text:
        raise UnreadableFile(_("This is neither a CSV nor an XLSX file."))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        raise UnreadableFile(_("This is neither a CSV nor an XLSX file.")) from None


def _workbook(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                raise UnreadableFile(_("The file is larger than 5 MB. Please split it."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True):
            yield [_cell_text(value) for value in row]
    except UnreadableFile:
        raise
    except Exception:  # openpyxl raises whatever the broken part of a file leads to
        raise UnreadableFile(_("This is neither a CSV nor an XLSX file.")) from None


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, datetime) else str(value)
