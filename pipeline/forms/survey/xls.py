"""An .xls or .et before it is read: how far its sheets reach, what is hidden.

Format: [MS-XLS], BIFF8 and its forerunners: records of a type, a length and that many bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from pipeline.files.ole import OleFile
from pipeline.forms.survey.facts import (
    MOST_CHARACTERS,
    MOST_SHEETS,
    Cell,
    Extent,
    SheetFacts,
    TooLarge,
    Unsound,
    WorkbookFacts,
)
from pipeline.forms.survey.xls_strings import text_lengths

_END, _DATE_MODE, _SHEET, _STRINGS, _CONTINUED, _SHARED = 0x0A, 0x22, 0x85, 0xFC, 0x3C, 0xFD
_ROW, _COLUMNS, _MULTIPLE, _DIMENSIONS = 0x208, 0x7D, 0xBD, 0x200
_FILLED: Final = {0x03, 0x04, 0x05, 0x06, 0xFD, 0xD6, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406}
"""NUMBER, LABEL, BOOLERR, FORMULA, LABELSST, RSTRING, RK: one cell each, row and column first."""
_ROW_HIDDEN: Final = 0x20
_FORMULAS: Final = {0x06, 0x206, 0x406}
_ERROR_CELLS: Final = {0x05, 0x205}
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_WIDEST: Final = 256
_LONGEST: Final = 65_536

Record = tuple[int, bytes]


def survey_xls(content: bytes) -> WorkbookFacts:
    container = OleFile(content)
    book = container.stream("Workbook" if "Workbook" in container.names() else "Book")
    sheets: list[tuple[str, int]] = []
    is_1904 = False
    strings: list[bytes] = []
    in_strings = False
    for kind, data in _records(book, 0):
        in_strings = kind == _STRINGS or (in_strings and kind == _CONTINUED)
        if in_strings:
            strings.append(data)
        elif kind == _SHEET and len(data) >= 8:
            sheets.append((_name(data), int.from_bytes(data[:4], "little")))
        elif kind == _DATE_MODE:
            is_1904 = data[:1] == b"\x01"
    if len(sheets) > MOST_SHEETS:
        raise TooLarge
    facts: dict[str, SheetFacts] = {}
    lengths = text_lengths(strings)
    filled = characters = 0
    for name, offset in sheets:
        extent = Extent(name, filled)
        facts[name] = _sheet(_records(book, offset), extent)
        filled = extent.filled
        characters += sum(lengths[index] for index in _texts(_records(book, offset)) if index < len(lengths))
        if characters > MOST_CHARACTERS:
            raise TooLarge(name)
    return WorkbookFacts(facts, is_1904)


def _records(book: bytes, at: int) -> Iterator[Record]:
    """Up to the end of the part of the stream that begins there."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == _END:
            return
        data = book[at + 4 : at + 4 + length]
        if len(data) < length:
            raise Unsound("a record is cut off")
        yield kind, data
        at += 4 + length


def _name(data: bytes) -> str:
    """Of BIFF8, two bytes a character where the flag behind the length says so."""
    length, is_wide = data[6], data[7] & 1
    return data[8 : 8 + 2 * length].decode("utf-16-le") if is_wide else data[8 : 8 + length].decode("latin-1")


def _sheet(records: Iterator[Record], extent: Extent) -> SheetFacts:
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    faults: dict[Cell, str] = {}
    for kind, data in records:
        if kind in _FILLED and len(data) >= 4:
            row, column = struct.unpack_from("<HH", data)
            extent.add(row, column)
            if (error := _error(kind, data)) is not None:
                faults[row, column] = _ERRORS.get(error, "#N/A")
        elif kind == _MULTIPLE and len(data) >= 6:
            row, first = struct.unpack_from("<HH", data)
            last = int.from_bytes(data[-2:], "little")
            extent.add(row, last, max(1, last - first + 1))
        elif kind == _DIMENSIONS and len(data) >= 10:
            _check_promise(data)
        elif kind == _ROW and len(data) >= 13 and data[12] & _ROW_HIDDEN:
            hidden_rows.add(int.from_bytes(data[:2], "little"))
        elif kind == _COLUMNS and len(data) >= 9 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            hidden_columns.update(range(first, min(last, _WIDEST - 1) + 1))
    return SheetFacts(frozenset(hidden_rows), frozenset(hidden_columns), faults)


def _check_promise(dimensions: bytes) -> None:
    """calamine asks at once for room for all the cells that the sheet says it has."""
    form = "<IIHH" if len(dimensions) >= 12 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(form, dimensions)
    if not first_row <= last_row <= _LONGEST or not first_column <= last_column <= _WIDEST:
        raise Unsound("more rows or columns than a sheet has")


def _texts(records: Iterator[Record]) -> Iterator[int]:
    """The number of the shared text of each cell that has one."""
    return (int.from_bytes(data[6:10], "little") for kind, data in records if kind == _SHARED and len(data) >= 10)


def _error(kind: int, data: bytes) -> int | None:
    """The error that a cell holds; in a formula's result 2 says that it is one, and FFFF that it is no number."""
    if kind in _ERROR_CELLS and len(data) >= 8 and data[7]:
        return data[6]
    if kind in _FORMULAS and len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
        return data[8]
    return None
