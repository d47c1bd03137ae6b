"""Everything that is wrong with a sheet at once: code and cell, never prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, codes, dues, plan, read_form, registration, roster, sign_in, talk


def test_a_field_without_a_value_and_one_without_a_label(tmp_path: Path) -> None:
    grid = [["活动登记表"], ["支部", BRANCH], ["活动日期", None], ["活动主题", "学党章"], ["主持人", "冯伟"]]
    assert codes(read_form(tmp_path, grid)) == [("field-empty", "B3"), ("field-missing", "A1")]


def test_a_stroke_is_no_value(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, registration(theme="——"))) == [("field-empty", "B5")]


def test_a_column_that_must_be_there(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["序号", "姓名", "应该交", "实交"], [1, "冯伟", 15, 15]]
    assert codes(read_form(tmp_path, grid)) == [("header-missing", "C2")]


def test_a_form_without_its_table(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, sign_in()[:4])) == [("table-missing", "A1")]


def test_a_table_without_rows(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, [*sign_in()[:5], [1], [2]])) == [("table-empty", "B6")]


def test_a_cell_that_must_be_filled(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, dues([("冯伟", 3000, "0.5%", None, 15)]))) == [("cell-empty", "E4")]


def test_a_row_without_its_name(tmp_path: Path) -> None:
    rows = [("冯伟", "√"), (None, "√"), ("姜淑芬", "√")]
    assert codes(read_form(tmp_path, sign_in(rows))) == [("row-without-anchor", "B7")]


def test_a_stray_line_inside_a_table_loses_no_row(tmp_path: Path) -> None:
    grid = plan([("1月", "甲", "乙", "丙"), (None, None, "续上一行", None), ("2月", "丁", "戊", "己")])
    assert codes(read_form(tmp_path, grid)) == [("row-without-anchor", "A5")]


def test_a_member_without_a_mark(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, sign_in([("冯伟", "√"), ("姜淑芬", None)]))) == [("mark-missing", "C7")]


def test_a_sign_in_sheet_without_its_mark_column(tmp_path: Path) -> None:
    grid = [*sign_in()[:4], ["序号", "姓名", "职务"], [1, "冯伟", "书记"]]
    assert codes(read_form(tmp_path, grid)) == [("mark-missing", "B6")]


def test_a_sign_without_a_fixed_meaning(tmp_path: Path) -> None:
    assert ("mark-ambiguous", "C6") in codes(read_form(tmp_path, sign_in([("冯伟", "○")])))


def test_as_above_in_the_first_row(tmp_path: Path) -> None:
    grid = [["2026年3月党费收缴表"], ["姓名", "应交", "交纳日期"], ["冯伟", 15, "同上"]]
    assert codes(read_form(tmp_path, grid)) == [("ditto-without-above", "C3")]


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2026年2月30日", "date-impossible"),
        ("26.3.20", "date-ambiguous"),
        ("3月20日", "date-year-missing"),
        ("三月下旬", "date-unreadable"),
    ],
)
def test_a_date_that_cannot_be_read(tmp_path: Path, date: str, code: str) -> None:
    assert codes(read_form(tmp_path, registration(date=date))) == [(code, "B3")]


def test_several_problems_at_once(tmp_path: Path) -> None:
    grid = sign_in([("冯伟", None), ("", "√"), ("姜淑芬", "?")], date="2026-02-30")
    assert codes(read_form(tmp_path, grid)) == [
        ("date-impossible", "B3"),
        ("mark-ambiguous", "C8"),
        ("mark-missing", "C6"),
        ("row-without-anchor", "B7"),
    ]


def test_a_column_and_a_cell_that_nothing_reads_are_warnings(tmp_path: Path) -> None:
    grid = [*sign_in()[:4], ["序号", "姓名", "签到", "鞋码"], [1, "冯伟", "√", 42], [], ["另外两名群众旁听了会议"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("cell-unread", "A8"), ("column-unread", "D5")]
    assert not any(problem.stops for problem in reading.all_problems())


@pytest.mark.parametrize("sheet", [sign_in(), talk(), registration()])
def test_two_forms_on_one_sheet(tmp_path: Path, sheet: list[list[object]]) -> None:
    other = [*sheet[:2], [sheet[2][0], "2026-04-20"], *sheet[3:]]
    found = [code for code in codes(read_form(tmp_path, [*sheet, [], *other])) if code[0] == "forms-stacked"]
    assert found == [("forms-stacked", f"A{len(sheet) + 2}")]


def test_a_july_form_with_a_june_head(tmp_path: Path) -> None:
    grid = [["2026年6月党费收缴表"], ["月份", "2026年7月"], *dues()[2:]]
    assert codes(read_form(tmp_path, grid)) == [("title-differs", "A1")]


def test_a_sheet_named_for_another_month(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, {"4月": sign_in()})) == [("title-differs", "")]


def test_a_plan_whose_title_is_of_another_year(tmp_path: Path) -> None:
    grid = [["2019年活动安排表"], ["年度", 2020], *plan()[2:]]
    assert codes(read_form(tmp_path, grid)) == [("title-differs", "A1")]


def test_a_roster_may_be_of_any_day(tmp_path: Path) -> None:
    grid = [["2026年党员花名册"], ["填报日期", "2025-12-30"], *roster()[2:]]
    assert codes(read_form(tmp_path, grid)) == []


@pytest.mark.parametrize(
    ("written", "label"), [("谈心主要内容", "谈心内容"), ("谈话的内容", "谈话内容"), ("谈化内容：谈了学习", "谈话内容")]
)
def test_a_label_that_is_nearly_right_is_named(tmp_path: Path, written: str, label: str) -> None:
    reading = read_form(tmp_path, [*talk()[:7], [written, "谈了学习和工作"]])
    (missing,) = [problem for problem in reading.all_problems() if problem.code == "field-missing"]
    assert f"“{written.partition('：')[0]}”是不是“{label}”？" in missing.hint


def test_an_unknown_label_and_its_value_are_one_warning(tmp_path: Path) -> None:
    grid = [*registration(), ["天气", "晴", "车辆", "两台"]]
    assert codes(read_form(tmp_path, grid)) == [("cell-unread", "A7"), ("cell-unread", "C7")]


def test_a_heading_of_its_own_is_not_unread(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, [["二〇二六年三月情况一览"], *sign_in()[1:]])) == []


@pytest.mark.parametrize("end", ["13:30", "14:30"])
def test_an_end_before_its_start(tmp_path: Path, end: str) -> None:
    grid = registration(开始时间="14:30", 结束时间=end)
    assert codes(read_form(tmp_path, grid)) == [("time-range-backwards", "B8")]


def test_the_end_alone_against_the_start_in_the_dates_cell(tmp_path: Path) -> None:
    grid = registration(date="2026-03-20 14:30", 结束时间="9:30")
    assert codes(read_form(tmp_path, grid)) == [("time-range-backwards", "B7")]


def test_a_number_that_is_none_is_a_warning(tmp_path: Path) -> None:
    grid = [*sign_in()[:5], ["甲1", "冯伟", "√"], ["列席", "林小满", "√"]]
    reading = read_form(tmp_path, grid)
    assert codes(reading) == [("count-unreadable", "A6")]
    assert not any(problem.stops for problem in reading.all_problems())
