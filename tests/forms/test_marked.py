"""The copy that goes back: coloured cells with comments, and the list of what to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import dues, make_form, sign_in
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from rich_workbook import box_of, opened, problem

from pipeline.files.kinds import Kind
from pipeline.forms.marked.comments import AUTHOR
from pipeline.forms.marked.copy import marked_copy
from pipeline.forms.marked.number import SHEET
from pipeline.model.problem import Problem
from pipeline.model.record import Origin

NUMBER = "3F9A21C0"


def copy_of(path: Path, *problems: Problem, taken: Sequence[str] = ()) -> Workbook:
    copy = marked_copy(path, Kind.XLSX, problems, taken, NUMBER)
    assert copy.lost == ()
    return opened(copy.content)


def rows_of(book: Workbook) -> list[list[str]]:
    return [[str(cell) for cell in row if cell] for row in book[SHEET].iter_rows(values_only=True)]


def colours_of(sheet: Worksheet) -> dict[str, str]:
    """Cells by the colour that our rules lay over them."""
    return {
        str(format_.sqref): rule.dxf.fill.bgColor.rgb
        for format_ in sheet.conditional_formatting
        for rule in format_.rules
        if "档案系统" in rule.formula[0]
    }


def text_at(sheet: Worksheet, cell: str) -> str:
    comment = sheet[cell].comment
    return comment.text if comment else ""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return make_form(tmp_path / "表.xlsx", {"签到": sign_in(), "它's": dues()}, {"签到": ["B3:D4"]})


def test_the_list_comes_first_and_is_shown(form: Path) -> None:
    book = copy_of(form, problem("C6"))
    assert book.sheetnames == [SHEET, "签到", "它's"]
    assert book.active.title == SHEET
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [SHEET]


def test_the_list_has_all_problems_what_must_be_mended_first(form: Path) -> None:
    asks, stops = problem("C7", warns=True), problem("A1", sheet="它's")
    rows = rows_of(copy_of(form, asks, stops, problem("", sheet=""), taken=["花名册"]))
    listed = [row for row in rows if row[0].isdigit()]
    assert listed == [
        ["1", "它's", "A1", stops.message, stops.hint],
        ["2", "整个文件", "wrong ", "mend "],
        ["3", "签到", "C7", asks.message, asks.hint],
    ]
    assert any(NUMBER in row[0] for row in rows)
    assert any("花名册" in row[0] for row in rows)


def test_each_line_leads_to_its_cell(form: Path) -> None:
    book = copy_of(form, problem("C6"), problem("A1", sheet="它's"), problem(""), problem("B2", sheet="没有的"))
    links = {cell.value: cell.hyperlink.location for row in book[SHEET].iter_rows() for cell in row if cell.hyperlink}
    assert links == {"C6": "'签到'!C6", "A1": "'它''s'!A1", "整张表": "'签到'!A1"}


def test_the_list_prints_on_a4_with_its_headers_on_every_page(form: Path) -> None:
    sheet = copy_of(form, problem("C6"))[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$5:$5"
    assert sheet["A5"].value == "序号"


def test_wrong_cells_are_red_and_doubtful_ones_yellow(form: Path) -> None:
    sheet = copy_of(form, problem("C6"), problem("C7"), problem("B2", warns=True))["签到"]
    assert colours_of(sheet) == {"C6 C7": "FFFFB3B3", "B2": "FFFFF2AB"}


def test_what_must_be_mended_decides_the_colour_of_a_cell(form: Path) -> None:
    sheet = copy_of(form, problem("C6", code="ask", warns=True), problem("C6", code="must"))["签到"]
    assert colours_of(sheet) == {"C6": "FFFFB3B3"}
    text = text_at(sheet, "C6")
    assert 0 < text.index("must C6") < text.index("ask C6")


def test_a_merged_cell_is_coloured_as_a_whole_and_has_its_comment_where_it_begins(form: Path) -> None:
    sheet = copy_of(form, problem("B3"))["签到"]
    assert colours_of(sheet) == {"B3:D4": "FFFFB3B3"}
    assert "mend B3" in text_at(sheet, "B3")


def test_a_problem_inside_a_merged_cell_is_marked_where_the_person_sees_it(form: Path) -> None:
    sheet = copy_of(form, problem("C4"))["签到"]
    assert colours_of(sheet) == {"B3:D4": "FFFFB3B3"}
    assert "mend C4" in text_at(sheet, "B3")


def test_a_comment_says_what_is_wrong_and_what_to_type(form: Path) -> None:
    comment = copy_of(form, problem("C6"))["签到"]["C6"].comment
    assert comment.author == AUTHOR
    assert "wrong C6" in comment.text
    assert "mend C6" in comment.text


def test_the_box_of_a_comment_grows_with_its_text(form: Path) -> None:
    long = replace(problem("C7"), message="错" * 100)
    content = marked_copy(form, Kind.XLSX, [problem("C6"), long], (), NUMBER).content
    (width, height), (long_width, long_height) = (box_of(content, cell) for cell in ("C6", "C7"))
    assert width == long_width >= 250
    assert long_height >= height + 4 * 15


def test_the_second_place_of_a_contradiction_is_told(form: Path) -> None:
    here = replace(problem("C6"), other=Origin("表.xlsx", "它's", "B2"))
    there = replace(problem("C7"), other=Origin("花名册.xls", "表", "B9"))
    sheet = copy_of(form, here, there)["签到"]
    assert "对照：它's B2" in text_at(sheet, "C6")
    assert "对照：花名册.xls 表 B9" in text_at(sheet, "C7")


def test_a_place_that_no_sheet_has_is_only_listed(form: Path) -> None:
    book = copy_of(form, problem("C0"), problem("AAAA1"), problem("第3行"))
    assert colours_of(book["签到"]) == {}
    assert [row[2] for row in rows_of(book) if row[0].isdigit()] == ["整张表"] * 3


def test_odd_characters_of_a_cell_are_quoted_as_far_as_xml_goes(form: Path) -> None:
    odd = replace(problem("C6"), message="“<&>]]>\x07\ud800\ufffe䶮𬱖 _x0041_”")
    book = copy_of(form, odd)
    assert "“<&>]]>䶮𬱖 _x0041_”" in text_at(book["签到"], "C6").replace("_x005F_", "_")


def test_many_problems_are_all_marked(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"签到": sign_in([("冯伟", None)] * 500)})
    cells = [f"C{row}" for row in range(6, 506)]
    book = copy_of(path, *map(problem, cells))
    assert " ".join(colours_of(book["签到"])).split() == cells
    assert all(text_at(book["签到"], cell) for cell in cells)
    assert sum(row[0].isdigit() for row in rows_of(book)) == 500


def test_the_same_file_gives_the_same_copy(form: Path) -> None:
    first, second = (marked_copy(form, Kind.XLSX, [problem("C6")], (), NUMBER).content for _ in range(2))
    assert first == second
