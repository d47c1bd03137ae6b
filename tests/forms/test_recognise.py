"""Which form a sheet is: by its title, labels and headers, not by file name, sheet name or address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, codes, column_of, dues, fields_of, plan, read_form, record_of, registration, roster, talk
from builders import sign_in as sign_in_sheet
from yearly_papers import FOUR

SHEETS = {
    "签到表": sign_in_sheet(),
    "活动登记表": registration(),
    "党费收缴表": dues(),
    "党员花名册": roster(),
    "年度活动安排表": plan(),
    "谈心谈话记录": talk(),
}


def shifted(grid, down, right):
    return [[] for _ in range(down)] + [[None] * right + list(row) for row in grid]


def address(cell, down, right):
    return f"{chr(ord(cell[0]) + right)}{int(cell[1:]) + down}"


@pytest.mark.parametrize("form", SHEETS)
def test_each_core_form_is_known_by_its_words(tmp_path: Path, form: str) -> None:
    assert record_of(read_form(tmp_path, {"随便写的": SHEETS[form]})).form == form


@pytest.mark.parametrize("form", SHEETS)
def test_inserted_rows_and_columns_move_the_cells_and_nothing_else(tmp_path: Path, form: str) -> None:
    plain = fields_of(record_of(read_form(tmp_path, SHEETS[form])))
    moved = fields_of(record_of(read_form(tmp_path, shifted(SHEETS[form], 3, 2))))
    assert moved == {name: (value, address(cell, 3, 2)) for name, (value, cell) in plain.items()}


@pytest.mark.parametrize("form", ["签到表", "活动登记表", "谈心谈话记录", "党费收缴表"])
def test_without_a_title_labels_and_headers_are_enough(tmp_path: Path, form: str) -> None:
    grid = [["支部", BRANCH], ["月份", "2026年3月"], *dues()[2:]] if form == "党费收缴表" else SHEETS[form][1:]
    assert record_of(read_form(tmp_path, grid)).form == form


@pytest.mark.parametrize(
    ("form", "grid"),
    [
        ("民主测评统计表", [["年度", 2026], ["发出测评票", 25], ["姓名", *FOUR], ["冯伟", 20, 5, 0, 0]]),
        ("活动通知", [*registration()[1:5], ["活动安排", "扫雪"], ["参加范围", "全体党员"], ["联系人", "蒋欣怡"]]),
    ],
)
def test_a_label_that_holds_another_forms_title_is_no_title(
    tmp_path: Path, form: str, grid: list[list[object]]
) -> None:
    assert [sheet.form for sheet in read_form(tmp_path, grid).readings] == [form]


def test_a_misleading_sheet_name_is_not_heard(tmp_path: Path) -> None:
    assert record_of(read_form(tmp_path, {"党费收缴表": sign_in_sheet()})).form == "签到表"


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("签到表", "主题党日活动签到簿"),
        ("党费收缴表", "2026年3月党费缴纳登记表"),
        ("党员花名册", "党员基本情况表"),
        ("年度活动安排表", "2026年主题党日活动计划表"),
        ("活动登记表", "党支部主题党日活动情况登记表"),
        ("谈心谈话记录", "党员谈心谈话记录表"),
        ("签到表", "签 到 表"),
    ],
)
def test_other_titles_of_the_same_form(tmp_path: Path, form: str, title: str) -> None:
    assert record_of(read_form(tmp_path, [[title], *SHEETS[form][1:]])).form == form


def test_other_words_for_labels_and_headers(tmp_path: Path) -> None:
    grid = [
        ["签到册"],
        ["所在支部", BRANCH, "会议时间", "2026年3月20日"],
        ["会议名称", "学党章"],
        ["编号", "党员姓名", "本人签名"],
        [1, "冯伟", "√"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert fields_of(record)["活动主题"] == ("学党章", "B3")
    assert column_of(record, "签到", "姓名") == [("冯伟", "B5")]


def test_a_sheet_that_is_no_form(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, [["差旅费报销单"], ["姓名", "金额"]])) == [("form-unknown", "A1")]


@pytest.mark.parametrize("title", ["2025年度党费汇总表", "2025年度党费收缴情况统计表"])
def test_a_summary_is_no_form(tmp_path: Path, title: str) -> None:
    summary = [[title], *SHEETS["党费收缴表"][1:]]
    assert codes(read_form(tmp_path, summary)) == [("form-denied", "A1")]
    beside = read_form(tmp_path, {"3月": SHEETS["党费收缴表"], "汇总": summary})
    assert [(problem.code, problem.stops) for problem in beside.all_problems()] == [("form-denied", False)]
    assert [each.sheet for each in beside.readings if each.record] == ["3月"]


PLANNED = [
    ["支部", BRANCH],
    ["时间", "地点", "谈话人", "谈话对象", "内容"],
    ["2026-10-26", "室", "冯伟", "姜海涛", "拟谈"],
]


@pytest.mark.parametrize(
    ("title", "rows", "code"),
    [
        ("主题党日活动方案", registration()[1:], "form-denied"),
        ("工作简报", registration()[1:], "form-denied"),
        ("主题党日活动统计表", registration()[1:], "form-denied"),
        ("谈心谈话计划表", PLANNED, "form-denied"),
        ("2026年度党建工作要点", [["支部", BRANCH], ["主题", "抓党建"], ["内容", "一、二"]], "form-denied"),
        ("2026年主题党日安排表", [["支部", BRANCH], ["月份", "1月"], ["主题", "题"], ["内容", "学"]], "table-missing"),
        ("工作配档", [["支部", BRANCH], ["月份", "内容", "负责人"], ["3月", "抓党建", "冯伟"]], "form-unknown"),
        ("加班单", [["支部", BRANCH], ["姓名", "冯伟"], ["日期", "2026-03-20"], ["事由", "值班"]], "form-unknown"),
    ],
)
def test_another_paper_with_the_words_of_a_form(tmp_path: Path, title: str, rows: list[Any], code: str) -> None:
    problems = read_form(tmp_path, [[title], *rows]).all_problems()
    assert [problem.code for problem in problems if problem.stops] == [code]


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ([["主题党日活动情况"], ["主题：学习年度工作总结"]], "活动登记表"),
        ([["支部", BRANCH], ["活动总结"]], "活动登记表"),
        ([["附件2"], ["讨论年度工作计划的会议记录"]], "活动登记表"),
    ],
)
def test_such_a_word_elsewhere_denies_nothing(tmp_path: Path, head: list[Any], form: str) -> None:
    assert [sheet.form for sheet in read_form(tmp_path, [*head, *registration()[1:]]).readings] == [form]


def test_an_unknown_sheet_beside_a_form_only_warns(tmp_path: Path) -> None:
    reading = read_form(tmp_path, {"签到": sign_in_sheet(), "说明": [["填表请用黑色"]]})
    assert [problem.stops for problem in reading.all_problems()] == [False]
    assert reading.readings[0].record is not None


def test_several_forms_in_one_workbook(tmp_path: Path) -> None:
    reading = read_form(tmp_path, dict(SHEETS))
    assert [sheet.form for sheet in reading.readings] == list(SHEETS)
    assert codes(reading) == []


def test_a_heading_goes_before_a_row_that_speaks_of_another_form(tmp_path: Path) -> None:
    rows = [(f"{month}月", f"为{month}季度入党的党员过政治生日", "赠贺卡", "人教科") for month in "一二"]
    assert record_of(read_form(tmp_path, plan(rows))).form == "年度活动安排表"
