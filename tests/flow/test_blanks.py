"""Blank forms for a branch: what they are called, what is filled in beforehand, and what comes of them in the inbox."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from blanks import beside, find, header_of, saved
from builders import BRANCH, drop, dues, plan, roster
from core import make_core_desk
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import SetupError
from pipeline.flow.blanks.blanks import BlanksReport, Wish, write_blank_forms
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned

MONTHLY = ["党费收缴表", "活动登记表", "活动通知", "签到表", "请假补课登记表", "谈心谈话记录"]
HEAD = [["党员花名册"], ["支部", BRANCH], ["姓名", "职务", "人员类别", "计算基数", "转出日期", "备注"]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "工作区")


def told(desk: Desk, *grids: Any) -> Desk:
    """The desk, after these forms of the branch were taken."""
    for number, grid in enumerate(grids):
        drop(desk, grid, f"{number}.xlsx")
    assert ingest(desk).of(Returned) == []
    return desk


def month_book(desk: Desk, month: str = "2026-04") -> Path:
    return write_blank_forms(desk, Wish(BRANCH, month)).paths[0]


def sheet_of(path: Path, form: str) -> Worksheet:
    sheet = load_workbook(path)[form]
    assert isinstance(sheet, Worksheet)
    return sheet


def field(sheet: Worksheet, name: str) -> Any:
    return sheet.cell(*beside(sheet, *find(sheet, name))).value


def lines(desk: Desk, form: str, *columns: str, month: str = "2026-04") -> list[tuple[Any, ...]]:
    """The filled lines of the form's only table on the month's workbook."""
    mapping = desk.mappings.forms[form]
    ((table, entry),) = mapping.tables.items()
    report = write_blank_forms(desk, Wish(BRANCH, month, (form,)))
    sheet = sheet_of(report.paths[0], form)
    header = header_of(sheet, mapping, table)
    places = [find(sheet, column, header - 1)[1] for column in columns]
    anchor = find(sheet, entry.anchor, header - 1)[1]
    rows = range(header + 1, header + entry.blank_rows + 1)
    return [tuple(sheet.cell(row, place).value for place in places) for row in rows if sheet.cell(row, anchor).value]


def test_a_months_workbook_and_each_form_by_itself(desk: Desk) -> None:
    paths = write_blank_forms(desk, Wish(BRANCH, "2026-04")).paths
    folder = desk.workspace.root / "空白表单"
    assert paths[0] == folder / f"2026-04 {BRANCH}.xlsx"
    assert load_workbook(paths[0]).sheetnames == [*MONTHLY, "填表说明"]
    assert {path.name for path in paths[1:]} == {f"{BRANCH} 2026年4月 {form}.xlsx" for form in desk.mappings.forms}


def test_january_brings_the_years_forms_too(desk: Desk) -> None:
    assert set(load_workbook(month_book(desk, "2026年1月")).sheetnames) == {*MONTHLY, "年度活动安排表", "填表说明"}


def test_one_form_into_a_folder(desk: Desk, tmp_path: Path) -> None:
    report = write_blank_forms(desk, Wish(forms=("签到表",)), tmp_path / "给支部")
    assert report.paths == [tmp_path / "给支部" / "签到表.xlsx"]


def test_nothing_is_known(desk: Desk) -> None:
    sheet = sheet_of(month_book(desk), "签到表")
    assert (field(sheet, "支部"), field(sheet, "活动主题")) == (BRANCH, None)
    assert lines(desk, "签到表", "姓名") == lines(desk, "党费收缴表", "姓名") == []


def test_theme_and_day_of_the_month(desk: Desk) -> None:
    path = month_book(told(desk, plan((("4月", "学总纲", None, None),))))
    for form in ("活动登记表", "签到表"):
        sheet = sheet_of(path, form)
        assert field(sheet, "活动主题") == "学总纲"
        assert field(sheet, "活动日期") == dt.datetime(2026, 4, 20)
    assert field(sheet_of(path, "谈心谈话记录"), "谈话日期") is None
    assert field(sheet_of(path, "党费收缴表"), "月份") == "2026年4月"


def test_a_day_of_a_year_without_a_holiday_calendar_is_remarked_on(desk: Desk) -> None:
    assert not any("2026" in remark for remark in write_blank_forms(desk, Wish(BRANCH, "2026-06")).remarks)
    assert any("2027 年" in remark for remark in write_blank_forms(desk, Wish(BRANCH, "2027-06")).remarks)


def test_members_in_the_rosters_order_without_those_who_left(desk: Desk) -> None:
    people = [
        ["冯伟", "书记", "在职", 3000, None, "住三楼"],
        ["姜淑芬", None, "在职", 3000, "2026-02", None],
        ["阿依", "委员", "退休", 5200, "2026-06-30", None],
    ]
    told(desk, [*HEAD, *people])
    assert lines(desk, "签到表", "序号", "姓名", "职务", "签到", "备注") == [
        (1, "冯伟", "书记", None, None),
        (2, "阿依", "委员", None, None),
    ]
    assert lines(desk, "党费收缴表", "姓名", "人员类别", "计算基数", "比例", "应交", "实交") == [
        ("冯伟", "在职", 3000, 0.005, 15, None),
        ("阿依", "退休", 5200, 0.01, 52, None),
    ]


def test_base_and_rate_of_the_last_dues_form_before_the_month(desk: Desk) -> None:
    told(
        desk,
        [*HEAD, ["冯伟", None, "在职", 3000, None, None], ["姜淑芬", None, "在职", 3000, None, None]],
        dues((("冯伟", 4000, "1%", 40, 40),), month="2026年2月"),
        dues((("冯伟", 5000, "1%", 50, 50),), month="2026年3月"),
        dues((("冯伟", 6000, "1.5%", 90, 90),), month="2026年5月"),
    )
    columns = ("姓名", "计算基数", "比例", "应交")
    assert lines(desk, "党费收缴表", *columns) == [("冯伟", 5000, 0.01, 50), ("姜淑芬", 3000, 0.005, 15)]
    assert lines(desk, "党费收缴表", *columns, month="2026-01")[0] == ("冯伟", 3000, 0.005, 15)


def test_the_due_is_no_more_than_a_thousand(desk: Desk) -> None:
    told(desk, [*HEAD, ["冯伟", None, "在职", 60000, None, None]])
    assert lines(desk, "党费收缴表", "应交") == [(1000,)]


def test_what_changes_seldom_begins_with_what_holds(desk: Desk) -> None:
    told(desk, [*HEAD, ["冯伟", "书记", "在职", 3000, None, "住三楼"]], plan((("4月", "学总纲", "读", "人教科"),)))
    assert lines(desk, "党员花名册", "姓名", "职务", "备注") == [("冯伟", "书记", "住三楼")]
    assert lines(desk, "年度活动安排表", "月份", "活动主题") == [("2026年4月", "学总纲")]
    assert lines(desk, "年度活动安排表", "月份", month="2027-01") == [(f"{number}月",) for number in range(1, 13)]


def fill_dues(path: Path, desk: Desk) -> None:
    workbook = load_workbook(path)
    sheet = workbook["党费收缴表"]
    header = header_of(sheet, desk.mappings.forms["党费收缴表"], "党费")
    sheet.cell(header + 1, find(sheet, "实交", header - 1)[1]).value = 15
    workbook.save(path)


def test_of_a_months_workbook_the_filled_sheet_is_taken_and_the_others_are_not_spoken_of(desk: Desk) -> None:
    told(desk, [*HEAD, ["冯伟", "书记", "在职", 3000, None, None]])
    path = month_book(desk)
    fill_dues(path, desk)
    saved(load_workbook(path), desk.workspace.inbox / BRANCH)
    (outcome,) = ingest(desk).outcomes
    assert isinstance(outcome, Accepted)
    assert [form.form for form in outcome.forms] == ["党费收缴表"]
    assert outcome.warnings == ()


def test_untouched_it_comes_back_with_one_word(desk: Desk) -> None:
    told(desk, roster())
    write_blank_forms(desk, Wish(BRANCH, "2026-04"), desk.workspace.inbox / BRANCH)
    report = ingest(desk)
    books = 1 + len(desk.mappings.forms)
    assert [[problem.code for problem in each.problems] for each in report.of(Returned)] == [["form-untouched"]] * books


def test_again_it_replaces_the_untouched_and_keeps_the_begun(desk: Desk) -> None:
    begun = month_book(told(desk, [*HEAD, ["冯伟", "书记", "在职", 3000, None, None]]))
    fill_dues(begun, desk)
    before = begun.read_bytes()
    report = write_blank_forms(desk, Wish(BRANCH, "2026-04"))
    assert begun.read_bytes() == before
    assert report.paths[0] == begun.with_name(f"2026-04 {BRANCH} (2).xlsx")
    assert len(report.remarks) == 1
    assert len(list(begun.parent.iterdir())) == 2 + len(desk.mappings.forms)


def test_what_lies_there_and_is_no_workbook_is_kept(desk: Desk) -> None:
    folder = desk.workspace.root / "空白表单"
    folder.mkdir()
    (folder / "签到表.xlsx").write_bytes(b"notes of a person")
    assert write_blank_forms(desk, Wish(forms=("签到表",))).paths == [folder / "签到表 (2).xlsx"]


def remarks(desk: Desk, branch: str) -> BlanksReport:
    return write_blank_forms(desk, Wish(branch, forms=("签到表",)))


def test_the_branch_is_spelled_as_the_office_does(desk: Desk) -> None:
    told(desk, roster())
    report = remarks(desk, f"中共{BRANCH}委员会")
    assert (report.paths[0].name, report.remarks) == (f"{BRANCH} 签到表.xlsx", [])


def test_a_branch_that_is_not_known_gets_its_forms_and_a_remark(desk: Desk) -> None:
    assert remarks(desk, "新支部").remarks == []
    told(desk, roster())
    report = remarks(desk, "机关第一支部")
    assert report.paths[0].name == "机关第一支部 签到表.xlsx"
    assert BRANCH in report.remarks[0]


@pytest.mark.parametrize("wish", [Wish(month="三十月"), Wish(month="2026-13"), Wish(forms=("签倒表",))])
def test_a_wish_that_cannot_be_read(desk: Desk, wish: Wish) -> None:
    with pytest.raises(SetupError):
        write_blank_forms(desk, wish)
    assert not (desk.workspace.root / "空白表单").exists()


def test_a_folder_that_is_a_file(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("")
    with pytest.raises(SetupError):
        write_blank_forms(desk, Wish(), tmp_path / "文件")


def test_a_form_with_fixed_cells_is_left_out(desk: Desk) -> None:
    form = desk.workspace.mappings / "forms" / "签到表.yaml"
    form.write_text(form.read_text(encoding="utf-8").replace("主持人:   {", "主持人:   {cell: B9, "), encoding="utf-8")
    again = make_core_desk(desk.workspace.root)
    report = write_blank_forms(again, Wish(month="2026-04"))
    assert load_workbook(report.paths[0]).sheetnames == [*(name for name in MONTHLY if name != "签到表"), "填表说明"]
    assert len(report.remarks) == 1


def test_no_form_is_said_to_be_monthly(desk: Desk) -> None:
    for path in (desk.workspace.mappings / "forms").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("every: month\n", ""), encoding="utf-8")
    report = write_blank_forms(make_core_desk(desk.workspace.root), Wish(month="2026-04"))
    assert (len(report.paths), len(report.remarks)) == (len(desk.mappings.forms), 1)
