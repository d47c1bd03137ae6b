"""Where a form can be read in two ways, nothing is taken in silence; and ordinary forms still go through."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, codes, column_of, dues, fields_of, read_form, record_of, registration, sign_in

from pipeline.model.values import BLANK, Attendance, Month

NAMES = [["姓名", "签到"], ["冯伟", "√"]]
OTHER_DAYS = [
    ([["党费收缴登记表"], ["填报日期", "2026年4月5日"], ["姓名", "应交"], ["冯伟", 15]], ("field-missing", "A1")),
    ([["主题党日签到表"], ["制表日期", "2026年4月1日"], *NAMES], ("field-missing", "A1")),
    (
        [["主题党日活动安排表"], ["制表日期", "2025年12月30日"], ["月份", "活动主题"], ["2026年1月", "学"]],
        ("field-missing", "A1"),
    ),
    ([["签到表（通知日期2026年3月1日）"], *NAMES], ("field-missing", "A1")),
    ([["2026年3月20日—21日签到表"], *NAMES], ("date-several", "A1")),
]


@pytest.mark.parametrize(("grid", "told"), OTHER_DAYS)
def test_a_day_of_something_else_is_not_the_forms_own(
    tmp_path: Path, grid: list[list[Any]], told: tuple[str, str]
) -> None:
    assert told in codes(read_form(tmp_path, grid))


@pytest.mark.parametrize("line", [["2026年3月20日"], [BRANCH, "2026年3月20日"], ["单位：元", None, "2026年3月20日"]])
def test_a_day_by_itself_is_the_forms_own(tmp_path: Path, line: list[Any]) -> None:
    reading = read_form(tmp_path, [["主题党日签到表"], line, *NAMES])
    assert reading.readings[0].fields["活动日期"].value == dt.date(2026, 3, 20)


@pytest.mark.parametrize(("first", "second"), [("书记", "党员"), (None, "党员"), ("书记", None)])
def test_posts_in_the_line_below_two_names(tmp_path: Path, first: str | None, second: str | None) -> None:
    grid = [
        ["谈心谈话记录"],
        ["时间", "2026年3月12日", "地点", "203"],
        ["谈话人", "冯伟", "谈话对象", "姜淑芬"],
        ["职务", first, "职务", second],
        ["谈话主题", "年度", "谈话内容", "谈了"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert (record.value("谈话人职务"), record.value("谈话对象职务")) == (first or BLANK, second or BLANK)


KINDS = [
    ("党课活动登记表", ("党课",)),
    ("支部党员大会会议记录", ("党员大会",)),
    ("党员大会暨主题党日活动登记表", ("党员大会", "主题党日")),
    ("中共某某支部委员会主题党日活动登记表", ("主题党日",)),
    ("支部委员会会议记录", ("支委会",)),
    ("“讲党课”主题党日活动登记表", ("主题党日",)),
    ("活动登记表", ("主题党日",)),
    ("支部会议记录", None),
]


@pytest.mark.parametrize(("title", "kinds"), KINDS)
def test_the_title_tells_the_kind(tmp_path: Path, title: str, kinds: tuple[str, ...] | None) -> None:
    reading = read_form(tmp_path, [[title], *registration()[1:]])
    if kinds is None:
        assert codes(reading) == [("choice-missing", "A1")]
    else:
        assert record_of(reading).value("活动类型") == kinds


@pytest.mark.parametrize(
    ("month", "paid_on", "meant"),
    [
        ("2025年12月", "1.5", "date-ambiguous"),
        ("2026年1月", "12月28日", "date-ambiguous"),
        ("2025年12月", "2026.1.5", dt.date(2026, 1, 5)),
        ("2025年12月", "12.5", dt.date(2025, 12, 5)),
    ],
)
def test_a_day_across_the_new_year(tmp_path: Path, month: str, paid_on: str, meant: Any) -> None:
    grid = dues([("冯伟", 3000, "0.5%", 15, 15, paid_on)], month=month)
    grid[2].append("交纳日期")
    reading = read_form(tmp_path, grid)
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "G4")]
    else:
        assert column_of(record_of(reading), "党费", "交纳日期") == [(meant, "G4")]


def test_an_amount_merged_over_two_people(tmp_path: Path) -> None:
    grid = dues([("冯伟", 3000, "0.5%", 15, 65), ("姜淑芬", 5000, "1%", 50, None)])
    assert codes(read_form(tmp_path, grid, ["F4:F5"])) == [("money-merged", "F4")]


MARKS = [
    ("√（代）", "mark-ambiguous"),
    ("√（姜淑芬代）", "mark-ambiguous"),
    ("冯伟（代）", "mark-ambiguous"),
    ("冯伟（请假）", "mark-ambiguous"),
    ("代√", "mark-unreadable"),
    ("冯伟（支部书记）", Attendance.PRESENT),
    ("√（党代表）", Attendance.PRESENT),
    ("✔️", Attendance.PRESENT),
    ("✅", Attendance.PRESENT),
    ("❌", Attendance.ABSENT),
    ("因公出差", Attendance.EXCUSED),
    ("△", Attendance.EXCUSED),
]


@pytest.mark.parametrize(("mark", "meant"), MARKS)
def test_marks(tmp_path: Path, mark: str, meant: Any) -> None:
    reading = read_form(tmp_path, sign_in([("冯伟", mark)]))
    if isinstance(meant, str):
        assert codes(reading) == [(meant, "C6")]
        assert "代签" in reading.all_problems()[0].hint
    else:
        assert column_of(record_of(reading), "签到", "签到") == [(meant, "C6")]


@pytest.mark.parametrize(("mark", "reason"), [("请 假", BLANK), ("病 假", "病假")])
def test_a_padded_mark_is_no_reason(tmp_path: Path, mark: str, reason: Any) -> None:
    (row,) = record_of(read_form(tmp_path, sign_in([("冯伟", mark)]))).rows("签到")
    assert (row["签到"].value, row["请假事由"].value) == (Attendance.EXCUSED, reason)


LONG = [
    [["会议记录", "冯伟：一"], [None, "尤静：二"], [None, "主持人：三"], [None, "姜淑芬：四"]],
    [["会议记录"], ["冯伟：一"], ["尤静：二"], ["主持人：三"], ["姜淑芬：四"]],
    [["会议记录：冯伟：一"], ["尤静：二"], ["主持人：三"], ["姜淑芬：四"]],
]


@pytest.mark.parametrize("lines", LONG)
def test_minutes_over_several_cells(tmp_path: Path, lines: list[list[Any]]) -> None:
    record = record_of(read_form(tmp_path, [*registration(), *lines, ["活动小结", "好"], ["记录人：尤静"]]))
    assert record.value("会议记录") == "冯伟：一\n尤静：二\n主持人：三\n姜淑芬：四"
    assert (record.value("活动小结"), record.value("记录人")) == ("好", "尤静")


SPREAD = [(["序号", "姓名", "第三次签到", "第四次签到", "备注"], [1, "冯伟", "√", "√"], "C2")]


@pytest.mark.parametrize(("heads", "row", "cell"), SPREAD)
def test_marks_side_by_side(tmp_path: Path, heads: list[str], row: list[Any], cell: str) -> None:
    reading = read_form(tmp_path, [["2026年3月20日签到表"], heads, row])
    assert [(each.code, each.at.cell) for each in reading.all_problems() if each.stops] == [
        ("marks-side-by-side", cell)
    ]


def test_a_head_that_is_misspelt_is_the_one_shown(tmp_path: Path) -> None:
    grid = [*sign_in()[:4], ["序号", "党员名字", "签到", "请假原因"], [1, "冯伟", "请假", "出差"]]
    assert codes(read_form(tmp_path, grid)) == [("header-missing", "B5")]


@pytest.mark.parametrize("head", ["全年实缴", "季度实交", "身份证号"])
def test_a_head_of_something_else_is_not_suggested(tmp_path: Path, head: str) -> None:
    reading = read_form(tmp_path, [["2026年3月党费收缴表"], ["姓名", "应交", head], ["冯伟", 15, 180]])
    (problem,) = reading.all_problems()
    assert (problem.code, "是不是" in problem.hint) == ("column-unread", False)


@pytest.mark.parametrize("hours", ["2:30-5:00", "9:00-11:30，14:00-17:00"])
def test_hours_that_cannot_be_told_are_asked_for(tmp_path: Path, hours: str) -> None:
    (problem,) = read_form(tmp_path, sign_in(date=f"2026年3月20日 {hours}")).all_problems()
    assert (problem.code.partition("-")[0], problem.at.cell, "14:30—17:30" in problem.hint) == ("time", "B3", True)


HEAD = [
    ["党员签到表"],
    ["支部", BRANCH],
    ["活动日期", "2026-03-20"],
    ["序号", "姓名", "签到", "备注"],
    [1, "冯伟", "√"],
]
ORDINARY = {
    "next page": [["党员签到表（续）"], HEAD[3], [2, "姜淑芬", "√"]],
    "signature": [[2, "姜淑芬", "√"], ["支部书记（签字）", "冯伟"]],
    "made by": [[2, "姜淑芬", "√"], ["审核人：", "冯伟", "制表日期", "2026年4月1日"]],
    "group": [[None, "第二党小组"], [2, "姜淑芬", "√"]],
    "legend": [[2, "姜淑芬", "√"], ["注：到会打√，请假打○，旷会打×"]],
    "used legend": [[2, "姜淑芬", "√"], ["签到栏：○为请假"]],
}


@pytest.mark.parametrize("case", ORDINARY)
def test_ordinary_forms_go_through_without_a_word(tmp_path: Path, case: str) -> None:
    record = record_of(read_form(tmp_path, [*HEAD, *ORDINARY[case]]))
    assert [name for name, _ in column_of(record, "签到", "姓名")] == ["冯伟", "姜淑芬"]


def test_a_list_of_who_is_absent_below_the_table_is_no_entry(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, [*HEAD, ["缺席人员", "尤静"]])) == [("cell-unread", "A6")]


def test_the_year_beside_its_label(tmp_path: Path) -> None:
    reading = read_form(tmp_path, {"1月": [["党费收缴表"], ["年度", "2026"], ["姓名", "本月应交"], ["冯伟", 15]]})
    assert fields_of(record_of(reading))["月份"] == (Month(2026, 1), "")


def test_a_summary_beside_the_months_stops_nothing(tmp_path: Path) -> None:
    summary = [["2026年党费收缴汇总表"], ["月份", "应交", "实交"], ["1月", 65, 65]]
    reading = read_form(tmp_path, {"1月": dues(month="2026年1月"), "汇总": summary})
    assert [(problem.code, problem.stops) for problem in reading.all_problems()] == [("form-unknown", False)]
