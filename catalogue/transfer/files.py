"""CSV and XLSX, written for spreadsheets and read with patience: bytes in, lines out.

openpyxl, and numpy with it, would take 15 MB of every process: it is loaded by who handles a workbook.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.transfer.cells import NOT_IN_XML, plain_cell, safe_cell
from catalogue.transfer.columns import columns_of
from catalogue.transfer.rows import COLUMNS, Row
from catalogue.transfer.texts import split_delimiter, text_of
from catalogue.transfer.wrong import Wrong

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


class Lines(list[Line]):
    """The lines of a file; `unread` are the headings of columns that the shop does not know."""

    unread: Sequence[str] = ()


def read_lines(content: bytes) -> Lines:
    """The lines of a CSV or XLSX file below its header. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(_("The file is larger than 5 MB. Please split it."))
    table, above = (_workbook(content), 0) if content.startswith(b"PK") else _csv(content)
    header, unread = _header_of(table)
    lines = Lines()
    lines.unread = unread
    for number, cells in enumerate(table, 2 + above):
        if number > MAX_LINES + 1:
            raise UnreadableFile(_("The file has more than 10,000 lines. Please split it."))
        found = {name: plain_cell(text) for name, text in zip(header, cells, strict=False) if name}
        if any(found.values()):
            lines.append(Line(number, found))
    return lines


def _header_of(table: Iterator[list[str]]) -> tuple[list[str], list[str]]:
    try:
        return columns_of([plain_cell(text) for text in next(table, [])])
    except Wrong as wrong:
        raise UnreadableFile(wrong.text) from None


def _csv(content: bytes) -> tuple[Iterator[list[str]], int]:
    try:
        text, delimiter, above = split_delimiter(text_of(content))
    except UnicodeDecodeError:
        raise UnreadableFile(_("This is neither a CSV nor an XLSX file.")) from None
    if "\x00" in text:
        raise UnreadableFile(_("This is neither a CSV nor an XLSX file."))
    return _csv_cells(text, delimiter), above


def _csv_cells(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except (csv.Error, TypeError, ValueError):  # also a `sep=` that no table has
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
    if isinstance(value, float):
        return _number_text(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _number_text(value: float) -> str:
    """A cell that is a number: nothing about it is unclear, so it never has just three decimals."""
    text = str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    return f"{text}0" if re.fullmatch(r"\d+\.\d{3}", text) else text
