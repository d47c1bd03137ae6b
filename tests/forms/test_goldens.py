"""What one branch really sends: every value, its cell, and what was said of the sheet.

After a change that is meant, run `DANGAN_GOLDENS=write pytest tests/forms/test_goldens.py` and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, SAMPLES, shipped_mappings

from pipeline.forms.grid import address
from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.model.record import Value
from pipeline.model.values import BLANK

GOLDENS = Path(__file__).parent / "goldens"
SHEETS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".jpg")
PRINT = {"附件", "单位：元", "单位:元"}


@pytest.mark.parametrize("name", SHEETS)
def test_every_value_lands_in_its_record(name: str) -> None:
    golden = GOLDENS / f"{Path(name).stem}.txt"
    told = "\n".join(_told(_read(name))) + "\n"
    if os.environ.get("DANGAN_GOLDENS") == "write":
        golden.write_text(told, encoding="utf-8", newline="\n")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHEETS)
def test_no_filled_cell_below_a_header_is_left_out(name: str) -> None:
    reading = _read(name)
    read = {(held.origin.sheet, held.origin.cell) for held in _values(reading)}
    numbered = {(sheet.sheet, row[0]) for sheet in reading.readings if sheet.record for row in _rows(sheet.record)}
    for grid in WorkbookFile(SAMPLES / name).grids:
        rows = {int(cell) for sheet, cell in numbered if sheet == grid.sheet}
        missing = [
            address(cell)
            for cell in grid.filled()
            if cell[0] + 1 in rows and (grid.sheet, address(cell)) not in read and grid.text(cell) not in PRINT
        ]
        assert missing == []


def _read(name: str) -> WorkbookReading:
    return read_workbook(WorkbookFile(SAMPLES / name), name, shipped_mappings().forms, BRANCH)


def _values(reading: WorkbookReading) -> Iterator[Value]:
    for sheet in reading.readings:
        assert sheet.record is not None
        yield from sheet.record.fields.values()
        for rows in sheet.record.tables.values():
            yield from (held for row in rows for held in row.values())
        yield from (held for totals in sheet.record.totals.values() for held in totals.values())


def _rows(record: object) -> Iterator[tuple[str]]:
    """The sheet's row number of each row of each table."""
    for rows in record.tables.values():  # type: ignore[attr-defined]
        for row in rows:
            cell = next(held.origin.cell for held in row.values() if held.written)
            yield ("".join(filter(str.isdigit, cell)),)


def _told(reading: WorkbookReading) -> Iterator[str]:
    for sheet in reading.readings:
        record = sheet.record
        assert record is not None
        yield f"# {record.form}　{sheet.sheet}"
        for name, held in record.fields.items():
            if held.value != BLANK:
                yield f"{name}　{_line(held)}"
        for table, rows in record.tables.items():
            for row in rows:
                yield f"{table}　" + "　".join(f"{name} {_line(held)}" for name, held in row.items() if held.written)
        for table, totals in record.totals.items():
            yield f"{table}合计　" + "　".join(f"{name} {_line(held)}" for name, held in totals.items())
    for problem in reading.all_problems():
        yield f"! {problem.code} {problem.at.sheet} {problem.at.cell}"


def _line(held: Value) -> str:
    """Value, kind and cell: 15.00 Decimal E4."""
    text = str(held.value).replace("\n", "⏎")
    return f"{text} {type(held.value).__name__} {held.origin.cell or '-'}"
