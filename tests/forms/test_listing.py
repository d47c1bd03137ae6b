"""Lists as a workbook: what stands in the cells, where they lead, how they print; the same bytes for the same rows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.forms.listing import listing
from pipeline.forms.listing.listing import Cell, Column, Linked, Sheet, Toned, listing_workbook
from pipeline.forms.workbook import WorkbookFile

COLUMNS = (Column("甲", 10), Column("乙", 20))


def sheet_of(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS, name: str = "表") -> Worksheet:
    workbook = load_workbook(io.BytesIO(listing_workbook("2026年", [Sheet(name, columns, rows)])))
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def only(cell: Cell) -> Any:
    return sheet_of((cell,), columns=(Column("甲", 10),))["A2"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@a", "<b>&\"'", " 前后 ", "第一行\n第二行", "007", "𬱖"])
def test_a_text_is_a_text(text: str) -> None:
    cell = only(text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (3, 3),
        (Decimal("98.5"), 98.5),
        (Decimal("1E+2"), 100),
        (dt.date(2026, 3, 20), dt.datetime(2026, 3, 20)),
        ("", None),
    ],
)
def test_numbers_and_days_are_values(cell: Cell, value: Any) -> None:
    assert only(cell).value == value


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert only("甲\x00\x1f\ud800乙\uffff").value == "甲乙"


def test_what_excel_would_decode_is_escaped() -> None:
    assert only("_x0041_").value == "_x005F_x0041_"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("../../2026/甲支部/包/01 方案.docx", "../../2026/甲支部/包/01%20方案.docx"),
        ("a#b%c?d.docx", "a%23b%25c%3Fd.docx"),
        ('a"<&>.docx', "a%22%3C%26%3E.docx"),
    ],
)
def test_a_link_leads_to_the_file(path: str, target: str) -> None:
    cell = only(Linked("方案", path))
    assert (cell.value, cell.hyperlink.target) == ("方案", target)


def test_no_more_links_than_excel_can_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MOST_LINKS", 2)
    sheet = sheet_of(*[(Linked("打开", "a.docx"), number) for number in range(4)])
    assert [bool(sheet.cell(row, 1).hyperlink) for row in range(2, 6)] == [True, True, False, False]
    assert sheet["A5"].value == "打开"


def test_a_ground_of_its_own() -> None:
    assert only(Toned("缺", "F4B6B0")).fill.fgColor.rgb == "FFF4B6B0"


def test_looks_filters_and_prints_as_a_list() -> None:
    sheet = sheet_of(("a", "b"), ("c", "d"))
    assert [cell.value for cell in sheet[1]] == ["甲", "乙"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape", 9, True,
    )  # fmt: skip
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [10, 20]


def test_a_long_text_has_the_height_that_it_needs() -> None:
    sheet = sheet_of(("短", "字" * 50), ("短", "短"))
    assert sheet.row_dimensions[2].height > 4 * sheet.row_dimensions[3].height


def test_an_empty_list_has_its_head() -> None:
    assert [[cell.value for cell in row] for row in sheet_of().iter_rows()] == [["甲", "乙"]]


def test_other_readers_read_it_too(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(listing_workbook("题", [Sheet("一", COLUMNS, [("=1+1", 2)]), Sheet("O'二&", COLUMNS, [])]))
    grids = WorkbookFile(path).grids
    assert [grid.sheet for grid in grids] == ["一", "O'二&"]
    assert grids[0].texts == [["甲", "乙"], ["=1+1", "2"]]


def test_same_rows_same_bytes_and_no_clock() -> None:
    sheets = [Sheet("表", COLUMNS, [("a", Linked("b", "c.docx"))])]
    content = listing_workbook("题", sheets)
    assert content == listing_workbook("题", sheets)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
