"""What a blank form offers and how it is printed: drop-downs, limits, messages, protection, A4 pages."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from blanks import beside, blank, blank_sheet, by_libreoffice, find, header_of, saved
from builders import shipped_mappings
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.blank.layout import spans_of
from pipeline.forms.blank.page import page_for
from pipeline.forms.blank.paper import Line, Paper
from pipeline.forms.blank.prefill import Prefill
from pipeline.mapping.form import Column, Table
from pipeline.mapping.vocabulary import Role
from pipeline.model.values import Rate

FORMS = shipped_mappings().forms
PEOPLE = Prefill({}, {"签到": [{"姓名": f"张伟{number}"} for number in range(1, 121)]})


def rule_at(sheet: Worksheet, cell: str) -> Any:
    (rule,) = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    return rule


def below(sheet: Worksheet, name: str, column: str) -> Any:
    """The first cell to be filled in under a header of that form's only table."""
    (table,) = FORMS[name].tables
    header = header_of(sheet, FORMS[name], table)
    return sheet.cell(header + 1, find(sheet, column, header - 1)[1])


@pytest.mark.parametrize(
    ("name", "column", "kind", "style", "number_format"),
    [
        ("签到表", "签到", "list", None, "@"),
        ("签到表", "补课日期", "date", "warning", "yyyy-mm-dd"),
        ("党费收缴表", "计算基数", "decimal", "warning", "0.00"),
        ("党费收缴表", "比例", "decimal", "warning", "0.0##%"),
        ("党费收缴表", "备注", None, None, "@"),
        ("党员花名册", "性别", "list", "stop", "@"),
        ("党员花名册", "联系电话", None, None, "@"),
        ("党员花名册", "入党日期", "date", "warning", "yyyy-mm-dd"),
    ],
)
def test_what_a_column_takes(name: str, column: str, kind: str | None, style: str | None, number_format: str) -> None:
    sheet = blank_sheet(FORMS[name])
    cell = below(sheet, name, column)
    rule = rule_at(sheet, cell.coordinate)
    assert (rule.type, rule.errorStyle if rule.showErrorMessage else None) == (kind, style)
    assert (cell.number_format, rule.promptTitle, rule.showInputMessage) == (number_format, column, True)


@pytest.mark.parametrize("name", FORMS)
def test_every_cell_to_be_filled_in_has_a_message_and_every_other_is_locked(name: str) -> None:
    sheet = blank_sheet(FORMS[name])
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows
    assert not sheet.protection.deleteRows
    told = {cell for rule in sheet.data_validations.dataValidation for cell in rule.cells.ranges}
    assert all(rule.prompt for rule in sheet.data_validations.dataValidation)
    for ranges in told:
        for row, column in ranges.cells:
            assert not sheet.cell(row, column).protection.locked
    for text in (name, *(field for field, entry in FORMS[name].fields.items() if entry.printed)):
        assert sheet.cell(*find(sheet, text)).protection.locked


def test_values_keep_their_kind() -> None:
    rows = [
        {"姓名": "冯伟", "计算基数": Decimal("3000"), "比例": Rate(Decimal("0.0025")), "交纳日期": dt.date(2026, 3, 5)}
    ]
    sheet = blank_sheet(FORMS["党费收缴表"], Prefill({}, {"党费": rows}))
    values = [below(sheet, "党费收缴表", column).value for column in ("姓名", "计算基数", "比例", "交纳日期")]
    assert values == ["冯伟", 3000, 0.0025, dt.datetime(2026, 3, 5)]


def test_no_text_becomes_a_formula() -> None:
    sheet = blank_sheet(FORMS["签到表"], Prefill({"活动主题": "=1+1"}, {"签到": [{"姓名": "=张伟"}]}))
    texts = [cell for line in sheet.iter_rows() for cell in line if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in texts] == ["s", "s"]


def test_signs_that_no_workbook_can_hold_are_left_out() -> None:
    sheet = blank_sheet(FORMS["签到表"], Prefill({"活动主题": "学\x0b党\udcff章\n明初心"}))
    assert sheet.cell(*beside(sheet, *find(sheet, "活动主题"))).value == "学党章\n明初心"


def test_no_row_is_higher_than_excel_allows() -> None:
    sheet = blank_sheet(FORMS["签到表"], Prefill({"活动主题": "学" * 5000}))
    assert max(held.height for held in sheet.row_dimensions.values()) < 409


def test_the_total_adds_up_every_line() -> None:
    sheet = blank_sheet(FORMS["党费收缴表"])
    row, _ = find(sheet, "合计")
    header = header_of(sheet, FORMS["党费收缴表"], "党费")
    assert sheet.cell(row, find(sheet, "应交")[1]).value == f"=SUM(F{header + 1}:F{row - 1})"


@pytest.mark.parametrize(("name", "orientation"), [("签到表", "portrait"), ("党员花名册", "landscape")])
def test_a_wide_one_is_printed_across_the_paper(name: str, orientation: str) -> None:
    assert blank_sheet(FORMS[name]).page_setup.orientation == orientation


@pytest.mark.parametrize("name", FORMS)
def test_it_is_printed_on_a4_and_its_pages_are_full(name: str) -> None:
    form = FORMS[name]
    sheet = blank_sheet(form)
    assert str(sheet.page_setup.paperSize) == "9"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    columns = [column.width for table in form.tables.values() for column in table.columns.values()]
    room = page_for(columns if len(form.tables) == 1 else [1.0]).room
    heights = {row: held.height for row, held in sheet.row_dimensions.items()}
    breaks = [0, *(each.id for each in sheet.row_breaks.brk), max(heights)]
    pages = [sum(heights[row] for row in range(first + 1, last + 1)) for first, last in itertools.pairwise(breaks)]
    assert max(pages) <= room + 1
    assert min(pages if form.is_roster or form.table_with(Role.MARK) else pages[:-1], default=room) > room * 0.8


@pytest.mark.parametrize("count", [3, 17, 120])
def test_everybody_has_a_line_and_the_signatures_stand_on_the_last_page_of_lines(count: int) -> None:
    rows = [{"姓名": f"张伟{number}"} for number in range(1, count + 1)]
    sheet = blank_sheet(FORMS["签到表"], Prefill({}, {"签到": rows}))
    last, _ = find(sheet, f"张伟{count}")
    signed, _ = find(sheet, "党支部书记签字：")
    assert last + 3 < signed == sheet.max_row
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert not breaks or breaks[-1] < signed - 3
    assert sheet.print_title_rows == "$5:$5"


def test_saved_by_libreoffice_it_still_checks_protects_and_prints(tmp_path: Path) -> None:
    before = blank(FORMS["签到表"], FORMS["活动登记表"], prefill=PEOPLE)
    after = load_workbook(by_libreoffice(saved(before, tmp_path), tmp_path))
    for sheet, kept in zip(before.worksheets, after.worksheets, strict=True):
        told, held = _rules(sheet), _rules(kept)
        assert (kept.title, held) == (sheet.title, told)
        assert (kept.protection.sheet, kept.protection.insertRows) == (True, False)
        assert (kept.print_area, kept.print_title_rows) == (sheet.print_area, sheet.print_title_rows)
        assert kept.page_setup.orientation == sheet.page_setup.orientation
        assert kept.sheet_properties.pageSetUpPr.fitToPage


def _rules(sheet: Worksheet) -> set[tuple[Any, ...]]:
    return {
        (cell, rule.type, rule.type and rule.formula1, rule.prompt)
        for rule in sheet.data_validations.dataValidation
        for ranges in rule.cells.ranges
        for cell in ranges.cells
    }


def test_lines_that_keep_together_go_to_the_next_page_together() -> None:
    lines = [Line(60), Line(30, keep=True), Line(30)]
    assert Paper(100).share_out(lines) == [[60], [30, 30]]


def test_boxes_for_long_texts_grow_before_lines_do() -> None:
    assert Paper(100).share_out([Line(20, most=30), Line(20, most=400)]) == [[20, 80]]
    assert Paper(100).share_out([Line(20, most=30), Line(20, most=40)]) == [[30, 40]]


def test_a_text_of_a_few_lines_leaves_the_page_to_the_others() -> None:
    sheet = blank_sheet(shipped_mappings().forms["活动登记表"])
    short, long = (sheet.row_dimensions[find(sheet, name)[0]].height or 0.0 for name in ("不同意见", "会议记录"))
    assert 60 <= short < 100 < long


def test_lines_to_the_end_of_the_page() -> None:
    assert Paper(100, head=20).lines_to_fill(40, 20, 1) == 3
    assert Paper(100, head=20).lines_to_fill(40, 20, 4) == 7
    assert Paper(100, head=20).lines_to_fill(40, 20, 1, foot=30) == 1
    assert Paper(100, head=20).lines_to_fill(40, 20, 2, foot=30) == 5
    assert Paper(100, head=20).lines_to_fill(95, 20, 1, foot=30) == 2


def test_columns_share_the_grid_by_width_and_each_has_one() -> None:
    columns = {"甲": Column(width=1), "乙": Column(width=40), "丙": Column(width=10)}
    assert spans_of(Table(columns=columns), 12) == [1, 9, 2]
    assert spans_of(Table(columns={str(number): Column() for number in range(15)}), 15) == [1] * 15
