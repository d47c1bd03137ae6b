"""A blank form that the program wrote, filled in by a person, reads back without a problem and the same."""

from __future__ import annotations

import io
import itertools
import random
from pathlib import Path
from typing import Any

import filled
import pytest
from builders import codes, shipped_mappings
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.blank import Prefill, blank_form
from pipeline.forms.blank_pages import Line, Paper
from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.mapping.form import FormMapping

FORMS = shipped_mappings().forms


def opened(form: FormMapping, prefill: Prefill | None = None) -> Worksheet:
    sheet = load_workbook(io.BytesIO(blank_form(form, prefill or Prefill()))).active
    assert isinstance(sheet, Worksheet)
    return sheet


def read(sheet: Worksheet, folder: Path) -> WorkbookReading:
    path = folder / "表.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return read_workbook(path, path.name, FORMS, "")


def find(sheet: Worksheet, text: str, below: int = 0) -> tuple[int, int]:
    """Row and column of the first cell that holds just this text."""
    return next(
        (cell.row, cell.column)
        for line in sheet.iter_rows(min_row=below + 1)
        for cell in line
        if cell.value == text and cell.column is not None
    )


def beside(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """The first cell to the right of the label, merged or not."""
    for merged in sheet.merged_cells.ranges:
        if (merged.min_row, merged.min_col) == (row, column):
            return row, merged.max_col + 1
    return row, column + 1


def fill(sheet: Worksheet, form: FormMapping, typed: dict[str, Any], tables: dict[str, list[filled.Told]]) -> None:
    for name, content in typed.items():
        sheet.cell(*beside(sheet, *find(sheet, name))).value = content
    for name, told in tables.items():
        table = form.tables[name]
        below = find(sheet, table.section)[0] if table.section else 0
        header = find(sheet, table.anchor, below)[0]
        for number, (row, _) in enumerate(told, 1):
            for column, content in row.items():
                sheet.cell(header + number, find(sheet, column, header - 1)[1]).value = content


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", FORMS)
def test_filled_in_it_reads_back_the_same(tmp_path: Path, name: str, seed: int) -> None:
    form, dice = FORMS[name], random.Random(f"{name}{seed}")
    printed = [field for field, entry in form.fields.items() if entry.printed]
    typed, meant = filled.fields(form, printed, dice)
    tables = {
        table: filled.rows(entry.columns, dice.randint(1, min(8, entry.blank_rows)), dice)
        for table, entry in form.tables.items()
    }
    sheet = opened(form)
    fill(sheet, form, typed, tables)
    reading = read(sheet, tmp_path)
    assert codes(reading) == []
    record = reading.readings[0].record
    assert record is not None
    assert record.form == name
    assert {field: record.value(field) for field in meant} == {
        field: record.value(field) if field == "活动类型" and field not in typed else value
        for field, value in meant.items()
    }
    for table, told in tables.items():
        got = [{column: held.value for column, held in row.items()} for row in record.rows(table)]
        assert got == [row for _, row in told]


@pytest.mark.parametrize("name", FORMS)
def test_what_was_filled_in_beforehand_is_read(tmp_path: Path, name: str) -> None:
    form, dice = FORMS[name], random.Random(name)
    typed, meant = filled.fields(form, [field for field, entry in form.fields.items() if entry.printed], dice)
    rows = {table: [row for row, _ in filled.rows(entry.columns, 2, dice)] for table, entry in form.tables.items()}
    reading = read(opened(form, Prefill(meant, rows)), tmp_path)
    assert codes(reading) == []
    assert typed


@pytest.mark.parametrize("name", FORMS)
def test_left_empty_it_is_known_and_asks_for_what_is_missing(tmp_path: Path, name: str) -> None:
    reading = read(opened(FORMS[name]), tmp_path)
    assert [sheet.form for sheet in reading.readings] == [name]
    assert {code for code, _ in codes(reading)} <= {"field-empty", "table-empty"}
    assert codes(reading)


@pytest.mark.parametrize("name", FORMS)
def test_it_is_printed_on_a4_and_breaks_between_lines(name: str) -> None:
    sheet = opened(FORMS[name])
    landscape = sheet.page_setup.orientation == "landscape"
    assert (str(sheet.page_setup.paperSize), landscape) == ("9", name == "党员花名册")
    room = 472 if landscape else 718
    heights = {row: held.height for row, held in sheet.row_dimensions.items()}
    breaks = [0, *(each.id for each in sheet.row_breaks.brk), max(heights)]
    for first, last in itertools.pairwise(breaks):
        assert room * 0.8 < sum(heights[row] for row in range(first + 1, last + 1)) <= room + 1


def test_more_members_than_a_page_holds(tmp_path: Path) -> None:
    people = [{"姓名": f"张伟{number}"} for number in range(1, 71)]
    sheet = opened(FORMS["签到表"], Prefill({}, {"签到": people}))
    assert find(sheet, "张伟70")[0] <= sheet.max_row
    assert len(sheet.row_breaks.brk) == 2


def test_the_total_adds_up_every_line() -> None:
    sheet = opened(FORMS["党费收缴表"])
    last = sheet.max_row
    assert sheet.cell(last, 6).value == f"=SUM(F5:F{last - 1})"


def test_lines_that_keep_together_go_to_the_next_page_together() -> None:
    lines = [Line(60), Line(30, keep=True), Line(30)]
    assert Paper(100).share_out(lines) == [[60], [30, 30]]


def test_boxes_for_long_texts_grow_before_lines_do() -> None:
    assert Paper(100).share_out([Line(20, most=30), Line(20, most=400)]) == [[20, 80]]
    assert Paper(100).share_out([Line(20, most=30), Line(20, most=40)]) == [[30, 40]]


def test_lines_to_the_end_of_the_page() -> None:
    assert Paper(100, head=20).lines_to_fill(40, 20, 1) == 3
    assert Paper(100, head=20).lines_to_fill(40, 20, 4) == 7
