"""What real forms look like: one row for each example of the field, and what becomes of it.

The expected value is what a careful clerk would have read; where there are two readings, it is the problem's code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    Grid,
    codes,
    column_of,
    dues,
    fields_of,
    make_form,
    make_ods,
    make_template,
    make_xls,
    plan,
    read_form,
    record_of,
    registration,
    roster,
    shipped_mappings,
    sign_in,
)
from odd_workbooks import (
    cut_off,
    hide,
    locked_ods,
    locked_xls,
    locked_xlsx,
    ods_with_hidden_row,
    text_file,
    with_macros,
    xls_with_hidden_row,
)
from openpyxl import Workbook, load_workbook

from pipeline.files.kinds import kind_of
from pipeline.flow.foreign import foreign_problem
from pipeline.forms.read import WorkbookReading, read_workbook
from pipeline.forms.workbook import WorkbookFile
from pipeline.model.record import Record
from pipeline.model.values import BLANK, Attendance, Month, PartialDate

DAY = dt.date(2026, 3, 20)
HEAD = sign_in()[:5]
SIGN_IN = sign_in(date=DAY)


def read(path: Path) -> WorkbookReading:
    return read_workbook(WorkbookFile(path), path.name, shipped_mappings().forms, BRANCH)


# --- files -----------------------------------------------------------------------------------------------------------

WORKBOOKS: list[tuple[str, Callable[[Path, Grid], Path]]] = [
    ("表.xlsx", make_form),
    ("表.xls", make_xls),
    ("WPS的.et", make_xls),
    ("表.ods", make_ods),
    ("新格式却叫.xls", make_form),
    ("旧格式却叫.xlsx", make_xls),
    ("带宏.xlsm", with_macros),
    ("签到表 - 副本.xlsx", make_form),
    ("签到表(最终版2).xlsx", make_form),
]


@pytest.mark.parametrize(("name", "make"), WORKBOOKS, ids=[name for name, _ in WORKBOOKS])
def test_files_that_are_read(tmp_path: Path, name: str, make: Callable[[Path, Grid], Path]) -> None:
    record = record_of(read(make(tmp_path / name, SIGN_IN)))
    assert fields_of(record)["活动日期"] == (DAY, "B3")
    assert column_of(record, "签到", "姓名") == [("冯伟", "B6"), ("姜淑芬", "B7")]


HTML = "<html><table><tr><td>党员签到表</td></tr></table></html>".encode("gb18030")
XML_SHEET = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
FOREIGN: list[tuple[str, Callable[[Path], Path], str]] = [
    ("密码.xlsx", locked_xlsx, "workbook-locked"),
    ("密码.xls", lambda path: locked_xls(path, SIGN_IN), "workbook-locked"),
    ("密码.ods", lambda path: locked_ods(path, SIGN_IN), "workbook-locked"),
    ("半截.xlsx", lambda path: cut_off(path, SIGN_IN), "workbook-broken"),
    ("网页.xls", lambda path: text_file(path, HTML), "workbook-html"),
    (
        "单个网页文件.xls",
        lambda path: text_file(path, b"MIME-Version: 1.0\r\nX-Document-Type: Workbook"),
        "workbook-html",
    ),
    ("XML表格.xls", lambda path: text_file(path, XML_SHEET), "workbook-xml"),
    ("文本.xls", lambda path: text_file(path, "序号,姓名\n1,冯伟".encode("gb18030")), "workbook-csv"),
    ("Unicode文本.xls", lambda path: text_file(path, "序号\t姓名".encode("utf-16")), "workbook-csv"),
    ("空.xlsx", lambda path: text_file(path, b""), "file-empty"),
    ("方案.xlsx", lambda path: make_template(path, "活动方案"), "file-word"),
    ("扫描件.xlsx", lambda path: text_file(path, b"%PDF-1.7\n"), "file-pdf"),
    ("全部.xlsx", lambda path: text_file(path, b"Rar!\x1a\x07\x00"), "file-archive"),
    ("照片.heic", lambda path: text_file(path, b"\x00\x00\x00\x18ftypheic"), "photo-format"),
    ("别的.xlsx", lambda path: text_file(path, b"\x00\x01\x02"), "file-foreign"),
]


@pytest.mark.parametrize(("name", "make", "code"), FOREIGN, ids=[name for name, _, _ in FOREIGN])
def test_files_that_are_sent_back_with_what_they_are(
    tmp_path: Path, name: str, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / name)
    problem = foreign_problem(kind_of(path), path.name)
    assert (problem.code, problem.at.file, bool(problem.hint)) == (code, name, True)


# --- dates -----------------------------------------------------------------------------------------------------------

SPRING = dt.date(2022, 3, 25)
DATES: list[tuple[Any, Any]] = [
    ("2022年3月25日", SPRING),
    ("2022 年 3 月 25 日", SPRING),
    ("2022.3.25", SPRING),
    ("2022。3。25", SPRING),
    (20220325, SPRING),
    ("20220325", SPRING),
    (44645, SPRING),
    (SPRING, SPRING),
    (dt.datetime(2022, 3, 25, 14, 30), SPRING),
    ("二〇二二年三月二十五日", SPRING),
    ("２０２２－３－２５", SPRING),
    ("2022/3/25", SPRING),
    ("2022年3月25日（星期五）", SPRING),
    ("22.3.25", "date-ambiguous"),
    ("2022.03", "date-day-missing"),
    (2022.03, "date-day-missing"),
    ("二〇二二年三月", "date-day-missing"),
    ("3月25日", "date-year-missing"),
    ("3.25", "date-year-missing"),
    ("2022年3月25日（星期一）", "date-weekday-contradicts"),
    ("2022年2月30日", "date-impossible"),
    ("待定", "date-unreadable"),
    ("〃", "ditto-without-above"),
]


@pytest.mark.parametrize(("written", "meant"), DATES, ids=[str(written) for written, _ in DATES])
def test_dates(tmp_path: Path, written: Any, meant: Any) -> None:
    reading = read_form(tmp_path, sign_in(date=written))
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "B3")]
    else:
        assert fields_of(record_of(reading))["活动日期"] == (meant, "B3")


def test_month_and_day_only_take_the_year_of_the_head(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "应交", "交纳日期"], ["冯伟", 15, "3月20日"]]
    assert column_of(record_of(read_form(tmp_path, grid)), "党费", "交纳日期") == [(DAY, "C3")]


@pytest.mark.parametrize(("serial", "shown"), [(DAY, "yyyy-mm-dd"), (44639, "General"), (44639, 'm"月"d"日"')])
def test_the_1904_system(tmp_path: Path, serial: Any, shown: str) -> None:
    workbook = Workbook()
    workbook.epoch = dt.datetime(1904, 1, 1)
    sheet = workbook.active
    assert sheet is not None
    for row in sign_in(date=serial):
        sheet.append(row)
    sheet["B3"].number_format = shown
    workbook.save(tmp_path / "苹果电脑.xlsx")
    assert fields_of(record_of(read(tmp_path / "苹果电脑.xlsx")))["活动日期"] == (DAY, "B3")


BIRTHS: list[tuple[Any, Any]] = [
    ("1998.1", PartialDate(1998, 1)),
    (1998.1, "date-ambiguous"),
    (1998.11, PartialDate(1998, 11)),
    ("1998年10月", PartialDate(1998, 10)),
    ("98.1", "date-ambiguous"),
    ("1998-10-16", dt.date(1998, 10, 16)),
]


@pytest.mark.parametrize(("written", "meant"), BIRTHS, ids=[repr(written) for written, _ in BIRTHS])
def test_years_and_months_of_birth(tmp_path: Path, written: Any, meant: Any) -> None:
    grid = [["党员花名册"], ["支部", BRANCH], ["姓名", "出生年月"], ["冯伟", written]]
    reading = read_form(tmp_path, grid)
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "B4")]
    else:
        assert column_of(record_of(reading), "党员", "出生日期") == [(meant, "B4")]


# --- money -----------------------------------------------------------------------------------------------------------

MONEY: list[tuple[Any, Any]] = [
    ("¥15.00", "15.00"),
    ("15元", "15.00"),
    ("15.0 0", "15.00"),
    ("1,015.50", "1015.50"),
    ("１５．００", "15.00"),
    (0.2, "0.20"),
    (108.23100000001, "108.23"),
    ("壹拾伍元整", "15.00"),
    ("十五元五角", "15.50"),
    ("免", "money-exempt"),
    ("已交", "money-not-a-number"),
    ("1-6月90", "money-several-months"),
    ("-15", "money-negative"),
    ("15 20", "money-unreadable"),
    ("15.005", "money-decimals"),
    ("=D4*0.005", "formula-uncalculated"),
    ("#REF!", "formula-error"),
    ("〃", "ditto-without-above"),
]


@pytest.mark.parametrize(("written", "meant"), MONEY, ids=[str(written) for written, _ in MONEY])
def test_money(tmp_path: Path, written: Any, meant: str) -> None:
    reading = read_form(tmp_path, dues([("冯伟", 3000, "0.5%", written, 15)]))
    if meant[0].isdigit():
        assert column_of(record_of(reading), "党费", "应交") == [(Decimal(meant), "E4")]
    else:
        assert codes(reading) == [(meant, "E4")]


@pytest.mark.parametrize("make", [make_form, make_xls])
def test_an_error_that_a_formula_left(tmp_path: Path, make: Callable[[Path, Grid], Path]) -> None:
    """In the file an error is a kind of cell, not a text; the remark would be lost without a word."""
    path = make(tmp_path / "表.xlsx", dues([("冯伟", 3000, "0.5%", 15, 15)]))
    if make is make_form:
        workbook = load_workbook(path)
        workbook.worksheets[0]["G3"] = "备注"
        workbook.worksheets[0]["G4"] = "#N/A"
        workbook.worksheets[0]["G4"].data_type = "e"
        workbook.save(path)
    else:
        path = xls_with_error(path)
    assert codes(read(path)) == [("formula-error", "G4")]


def xls_with_error(path: Path) -> Path:
    import xlwt

    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("表")
    for row, cells in enumerate(dues([("冯伟", 3000, "0.5%", 15, 15)])):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.write(2, 6, "备注")
    sheet.row(3).set_cell_error(6, 42)
    workbook.save(str(path))
    return path


def test_a_row_whose_name_is_a_formula_without_a_value(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sign_in([("=花名册!B3", "√"), ("姜淑芬", "√")]))
    assert codes(reading) == [("formula-uncalculated", "B6")]


def test_formulas_prepared_in_rows_that_nobody_filled(tmp_path: Path) -> None:
    rows = [("冯伟", 3000, "0.5%", 15, 15), (None, None, None, "=D5*E5", None)]
    grid = [*dues(rows), ["合计", None, None, None, "=SUM(E4:E5)", 15]]
    assert [name for name, _ in column_of(record_of(read_form(tmp_path, grid)), "党费", "姓名")] == ["冯伟"]


# --- names -----------------------------------------------------------------------------------------------------------

NAMES: list[tuple[Any, str]] = [
    ("张 三", "张三"),
    ("张　三", "张三"),
    ("张\u00a0三", "张三"),
    ("张\u200b三", "张三"),
    ("买买提·艾力", "买买提·艾力"),
    ("买买提•艾力", "买买提·艾力"),
    ("买买提．艾力", "买买提·艾力"),
    ("张伟大", "张伟大"),
    ("张伟2", "张伟2"),
    ("张䶮", "张䶮"),
    ("张㛃", "张㛃"),
    ("张𬱖", "张𬱖"),
    ("张𬀩", "张𬀩"),
    ("张𫖯", "张𫖯"),
]


@pytest.mark.parametrize(("written", "name"), NAMES, ids=[ascii(written) for written, _ in NAMES])
def test_names(tmp_path: Path, written: str, name: str) -> None:
    assert column_of(record_of(read_form(tmp_path, sign_in([(written, "√")]))), "签到", "姓名") == [(name, "B6")]


@pytest.mark.parametrize(
    ("written", "code"), [("张三、李四", "name-several"), ("〃", "name-unreadable"), (12, "name-unreadable")]
)
def test_names_that_are_none(tmp_path: Path, written: Any, code: str) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", "√"), (written, "√")]))) == [(code, "B7")]


def test_a_note_behind_the_name_is_kept_as_a_remark(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, sign_in([("张三(预备)", "√"), ("冯伟（支部书记）", "√")])))
    assert column_of(record, "签到", "姓名") == [("张三", "B6"), ("冯伟", "B7")]
    assert column_of(record, "签到", "备注") == [("预备", "B6"), ("支部书记", "B7")]


def test_a_note_that_has_no_room_is_told(tmp_path: Path) -> None:
    reading = read_form(tmp_path, sign_in([("张三(预备)", "√", None, "转入")]))
    assert codes(reading) == [("note-unread", "B6")]
    assert codes(read_form(tmp_path, registration(主持人="冯伟（支部书记）"))) == [("note-unread", "B6")]


# --- layout ----------------------------------------------------------------------------------------------------------

TWO = [[1, "冯伟", "√"], [2, "姜淑芬", "√"]]
HEADER = ["序号", "姓名", "签到"]
LAYOUT: dict[str, tuple[Grid, list[str], list[str]]] = {
    "merged title": ([["党员签到表", None, None], *HEAD[1:4], HEADER, *TWO], ["A1:C1"], ["B6", "B7"]),
    "two-level header": (
        [*HEAD[:4], ["序号", "人员", "情况"], [None, "姓名", "签到"], *TWO],
        ["A5:A6"],
        ["B7", "B8"],
    ),
    "合计": ([*HEAD[:4], HEADER, *TWO, ["合计", None, 2]], [], ["B6", "B7"]),
    "小计": ([*HEAD[:4], HEADER, TWO[0], ["小计", None, 1], TWO[1]], [], ["B6", "B8"]),
    "注": ([*HEAD[:4], HEADER, *TWO, ["注：请本人签名"]], [], ["B6", "B7"]),
    "审核人、制表人": ([*HEAD[:4], HEADER, *TWO, ["审核人：冯伟", None, "制表人：姜淑芬"]], [], ["B6", "B7"]),
    "blank rows": ([*HEAD[:4], HEADER, TWO[0], [], [], TWO[1]], [], ["B6", "B9"]),
    "header repeated on each page": ([*HEAD[:4], HEADER, TWO[0], HEADER, TWO[1]], [], ["B6", "B8"]),
    "two blocks side by side": ([*HEAD[:4], [*HEADER, *HEADER], [*TWO[0], *TWO[1]]], [], ["B6", "E6"]),
    "vertical merges for 党小组": (
        [*HEAD[:4], [*HEADER, "备注"], [*TWO[0], "第一小组"], [*TWO[1], None]],
        ["D6:D7"],
        ["B6", "B7"],
    ),
    "inserted column": ([*HEAD[:4], ["序号", None, "姓名", "签到"], [1, None, "冯伟", "√"]], [], ["C6"]),
    "inserted rows": ([[], [], *HEAD[:4], [], HEADER, *TWO], [], ["B9", "B10"]),
    "other words": ([*HEAD[:4], ["编号", "党员姓名", "本人签名"], *TWO], [], ["B6", "B7"]),
    "spaced words": ([*HEAD[:4], ["序 号", "姓　名：", "签到\n（签名）"], *TWO], [], ["B6", "B7"]),
}


@pytest.mark.parametrize("case", LAYOUT)
def test_layouts(tmp_path: Path, case: str) -> None:
    grid, merged, cells = LAYOUT[case]
    record = record_of(read_form(tmp_path, grid, merged))
    assert [cell for _, cell in column_of(record, "签到", "姓名")] == cells


@pytest.mark.parametrize("hidden", [[7], [6, 7], [5, 6, 7]])
def test_hidden_rows_are_told_and_not_read(tmp_path: Path, hidden: list[int]) -> None:
    rows = [("冯伟", "√"), ("姜淑芬", "√")]
    path = hide(make_form(tmp_path / "表.xlsx", sign_in(rows)), hidden)
    assert codes(read(path)) == [("row-hidden", f"B{max(6, hidden[0])}")]


def test_hidden_rows_of_other_kinds_of_file(tmp_path: Path) -> None:
    assert codes(read(xls_with_hidden_row(tmp_path / "表.xls", sign_in(), 7))) == [("row-hidden", "B7")]
    assert codes(read(ods_with_hidden_row(tmp_path / "表.ods", sign_in(), 7))) == [("row-hidden", "B7")]


def test_hidden_rows_with_nothing_in_them(tmp_path: Path) -> None:
    path = hide(make_form(tmp_path / "表.xlsx", [*sign_in(), [3], []]), [8, 9, 10])
    assert codes(read(path)) == []


def test_hidden_columns_and_fields(tmp_path: Path) -> None:
    assert codes(read(hide(make_form(tmp_path / "列.xlsx", dues()), columns="C"))) == [("column-hidden", "C3")]
    assert codes(read(hide(make_form(tmp_path / "行.xlsx", registration()), [5]))) == [("cell-hidden", "B5")]


def test_a_hidden_sheet(tmp_path: Path) -> None:
    path = make_form(tmp_path / "表.xlsx", {"三月": sign_in(), "旧": sign_in(date="2025-03-20")})
    workbook = load_workbook(path)
    workbook["旧"].sheet_state = "veryHidden"
    workbook.save(path)
    assert [(problem.code, problem.at.sheet) for problem in read(path).all_problems()] == [("sheet-hidden", "旧")]


def test_comments_are_no_content(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    path = make_form(tmp_path / "表.xlsx", sign_in())
    workbook = load_workbook(path)
    workbook.worksheets[0]["C7"].comment = Comment("他请的是病假", "书记")
    workbook.save(path)
    assert codes(read(path)) == []


MONTHS = [("1月", 1), ("一月", 1), ("202601", 1), ("2026年1月", 1), ("12月份", 12), ("Sheet1", None)]


def month_sheet(title: str = "2026年度党费收缴表") -> list[list[Any]]:
    return [[title], ["姓名", "应交"], ["冯伟", 15]]


@pytest.mark.parametrize(("name", "month"), MONTHS)
def test_the_name_of_a_sheet_gives_its_month(tmp_path: Path, name: str, month: int | None) -> None:
    reading = read_form(tmp_path, {name: month_sheet()})
    if month is None:
        assert codes(reading) == [("field-missing", "A1")]
    else:
        assert record_of(reading).value("月份") == Month(2026, month)


@pytest.mark.parametrize("name", ["5月", "五月", "202605"])
def test_the_name_of_a_sheet_contradicts_its_month(tmp_path: Path, name: str) -> None:
    reading = read_form(tmp_path, {name: month_sheet("2026年3月党费收缴表")})
    assert codes(reading) == [("title-differs", "")]


def test_twelve_months_and_other_forms_in_one_workbook(tmp_path: Path) -> None:
    sheets: dict[str, Grid] = {f"{number}月": month_sheet() for number in range(1, 13)}
    reading = read_form(tmp_path, {**sheets, "签到": sign_in(), "名册": roster(), "计划": plan()})
    assert codes(reading) == []
    records = [sheet.record for sheet in reading.readings if sheet.record]
    months = [record.value("月份") for record in records if record.form == "党费收缴表"]
    assert months == [Month(2026, number) for number in range(1, 13)]
    assert [record.form for record in records[12:]] == ["签到表", "党员花名册", "年度活动安排表"]


@pytest.mark.parametrize(
    ("heads", "cell"),
    [
        (["1-6月", "7-12月"], "D3"),
        (["第一季度", "第二季度"], "D3"),
    ],
)
def test_months_side_by_side_are_no_month(tmp_path: Path, heads: list[str], cell: str) -> None:
    grid = [
        ["2026年度党费收缴表"],
        ["支部", BRANCH],
        ["姓名", "基数", "月应交", *heads],
        ["冯伟", 3000, 15, *[15] * len(heads)],
    ]
    assert ("months-side-by-side", cell) in codes(read_form(tmp_path, grid))


NEAR = [
    (["姓　名(全称)", "应交"], []),
    (["党员", "基数", "应交"], [("header-missing", "A2", "姓名")]),
    (["姓名", "应交费"], [("table-missing", "B2", "应交")]),
    (["姓名", "应交", "实交额"], [("column-unread", "C2", "实交")]),
]


@pytest.mark.parametrize(("heads", "told"), NEAR)
def test_a_near_miss_of_a_header_is_suggested(
    tmp_path: Path, heads: list[str], told: list[tuple[str, str, str]]
) -> None:
    reading = read_form(tmp_path, [["2026年3月党费收缴表"], heads, ["冯伟", *[15] * (len(heads) - 1)]])
    problems = {(problem.code, problem.at.cell): problem.hint for problem in reading.all_problems()}
    assert all(f"“{word}”" in problems[code, cell] for code, cell, word in told)
    assert bool(problems) == bool(told)


# --- blanks ----------------------------------------------------------------------------------------------------------

BLANKS: list[tuple[Any, Any]] = [
    ("无", "无"),
    ("—", BLANK),
    ("/", BLANK),
    ("", BLANK),
    ("同上", "病假"),
    ("〃", "病假"),
]


@pytest.mark.parametrize(("written", "meant"), BLANKS, ids=[str(written) or "空" for written, _ in BLANKS])
def test_blanks(tmp_path: Path, written: str, meant: Any) -> None:
    rows = [("冯伟", "请假", None, "病假"), ("姜淑芬", "√", None, written)]
    assert column_of(record_of(read_form(tmp_path, sign_in(rows))), "签到", "备注")[1][0] == meant


def test_as_above_in_the_first_row(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", "√", None, "同上")]))) == [("ditto-without-above", "E6")]


# --- marks -----------------------------------------------------------------------------------------------------------

MARKS: dict[Attendance, list[Any]] = {
    Attendance.PRESENT: ["√", "✓", "∨", 1, "签名", "到", "出席", "冯伟"],
    Attendance.EXCUSED: ["假", "请假", "病假", "事假", "公差", "出差", "公出"],
    Attendance.ABSENT: ["×", "缺", "旷"],
    Attendance.LATE: ["迟"],
    Attendance.LEFT_EARLY: ["退"],
    Attendance.ONLINE: ["线上"],
    Attendance.MADE_UP: ["补课"],
    Attendance.BY_PROXY: ["代签"],
}


@pytest.mark.parametrize(("mark", "meant"), [(mark, meant) for meant, marks in MARKS.items() for mark in marks])
def test_marks(tmp_path: Path, mark: Any, meant: Attendance) -> None:
    assert column_of(record_of(read_form(tmp_path, sign_in([("冯伟", mark)]))), "签到", "签到") == [(meant, "C6")]


@pytest.mark.parametrize("mark", ["○", "〇", "0"])
def test_marks_without_a_fixed_meaning(tmp_path: Path, mark: str) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", mark)]))) == [("mark-ambiguous", "C6")]


LEGENDS = [
    "说明：○请假 √到 ×缺席",
    "注：√为出席，○为请假，×为缺席",
    "备注：出席√ 请假○ 缺席×",
    "√到○请假×缺席",
    "说明：“○”表示请假",
    "○（请假）",
    "○ 请假　√ 出席",
]


@pytest.mark.parametrize("legend", LEGENDS)
@pytest.mark.parametrize("above", [True, False])
def test_the_sheet_says_what_its_marks_mean(tmp_path: Path, legend: str, above: bool) -> None:
    rows = sign_in([("冯伟", "√"), ("姜淑芬", "○")])
    grid = [*rows[:4], [legend], *rows[4:]] if above else [*rows, [legend]]
    reading = read_form(tmp_path, grid)
    record = reading.readings[0].record
    assert record is not None
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.PRESENT, Attendance.EXCUSED]


def test_a_legend_that_contradicts_itself_decides_nothing(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "○")]), ["说明：○请假，○出差时到会"], ["注：○缺席"]]
    assert ("mark-ambiguous", "C6") in codes(read_form(tmp_path, grid))


def test_who_only_sits_in_stands_under_a_heading(tmp_path: Path) -> None:
    grid = [*sign_in([("冯伟", "√")]), ["列席人员"], [2, "林小满", "√"]]
    record = record_of(read_form(tmp_path, grid))
    assert [row["签到"].value for row in record.rows("签到")] == [Attendance.PRESENT, Attendance.OBSERVING]


def test_records_have_their_cells_as_the_person_counts_them(tmp_path: Path) -> None:
    record: Record = record_of(read_form(tmp_path, [[], [], *[[None, None, *row] for row in sign_in()]]))
    assert column_of(record, "签到", "签到") == [(Attendance.PRESENT, "E8"), (Attendance.EXCUSED, "E9")]
