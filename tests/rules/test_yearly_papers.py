"""民主评议, 发展党员 and 票决: what a form says of itself, read from sheets as offices lay them out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, Grid, column_of, read_form, record_of
from judging import both, problems_of_form, read, told
from yearly_papers import FOUR, ballot, count, development, opinions, paper, vote

from pipeline.model.values import PartialDate
from pipeline.rules.appraisal import counted
from pipeline.rules.development import lacking, stage_of


def forms_of(folder: Path, grid: Grid) -> list[str]:
    return [sheet.form for sheet in read_form(folder, grid).readings]


# --- as offices write them


@pytest.mark.parametrize(
    ("title", "header", "form"),
    [
        ("2026年度组织生活会征求意见汇总表", ("序号", "意见和建议", "来源"), "组织生活会意见清单"),
        ("组织生活会整改台账（2026年）", ("序号", "存在问题", "整改举措", "整改时限"), "组织生活会意见清单"),
        ("2026年度组织生活会和民主评议党员工作方案", ("会议主题", "找差距"), "组织生活会方案"),
        ("党员诫勉谈话记录", ("事由", "缺席"), "组织处理登记表"),
        ("2026年民主评议党员测评表", ("姓名", *FOUR), "民主测评票"),
        ("2026年度民主评议党员测评结果汇总表", ("姓名", "优秀票", "合格票", "评定等次"), "民主测评统计表"),
        ("2026年入党积极分子登记表", ("姓名", "递交入党申请书时间"), "发展党员登记表"),
        ("2026年度违纪党员名单", ("姓名", "违纪事实", "处分决定"), "违纪党员处理登记表"),
        ("2026年不合格党员名单及处置措施", ("姓名", "处置措施"), "不合格党员处置登记表"),
        ("2026年学习心得体会清单", ("姓名", "心得题目"), "学习心得登记表"),
    ],
)
def test_other_titles_and_headers(title: str, header: tuple[str, ...], form: str, tmp_path: Path) -> None:
    fields = {"票号": 1} if form == "民主测评票" else {}
    assert forms_of(tmp_path, paper(title, fields, header, [("冯伟" if "姓名" in header else 1, "x")])) == [form]


def test_a_members_own_sheet_in_two_columns_of_labels(tmp_path: Path) -> None:
    grid = [
        ["民主评议党员登记表（2026年度）"],
        ["党支部", BRANCH, "姓 名", "冯 伟"],
        ["入党时间", "2010.11", "文化程度", "本科"],
        ["个人总结", "按时参加组织生活。"],
        ["自评等次", "□优秀 ☑合格 □基本合格 □不合格"],
        ["党支部意见", ""],
    ]
    record = record_of(read_form(tmp_path, grid))
    held = {name: record.value(name) for name in ("年度", "姓名", "入党日期", "自评内容", "自评等次")}
    assert list(held.values()) == [2026, "冯伟", PartialDate(2010, 11), "按时参加组织生活。", "合格"]


def test_a_two_level_head_over_the_votes(tmp_path: Path) -> None:
    grid = [
        ["2026年度民主测评统计表"],
        ["支部", BRANCH, "有效票", "24张"],
        ["序号", "姓名", "测评得票", "", "", "", "支部评定等次"],
        ["", "", *FOUR, ""],
        [1, "冯伟", 20, 4, "", "", "优秀"],
    ]
    record = record_of(read_form(tmp_path, grid, ["A3:A4", "B3:B4", "C3:F3", "G3:G4"]))
    assert (record.value("有效票数"), column_of(record, "测评", "优秀")) == (24, [(20, "C5")])
    assert column_of(record, "测评", "评定等次") == [("优秀", "G5")]


def test_a_word_in_place_of_the_ticks(tmp_path: Path) -> None:
    grid = paper("2026年度民主测评票", {"编号": "第3号"}, ("姓名", "评价等次"), [("冯伟", "优秀"), ("姜淑芬", "")])
    (one, other) = counted([read(tmp_path, grid)]).values()
    assert (one.votes["优秀"], sum(other.votes.values())) == (1, 0)


def test_opinions_and_measures_on_one_sheet(tmp_path: Path) -> None:
    grid = opinions([("学习少", "每月两次"), ("调研少", "")])
    assert column_of(read(tmp_path, grid), "意见", "整改措施")[0] == ("每月两次", "C4")


def test_nobody_is_a_row_that_says_so(tmp_path: Path) -> None:
    record = read(tmp_path, paper("2026年不合格党员名单及处置措施", {}, ("姓名", "处置方式"), [("无", "")]))
    assert column_of(record, "处置", "姓名") == [("无", "A4")]


# --- 民主评议


def test_ballots_are_counted_and_a_spoilt_row_is_told(tmp_path: Path) -> None:
    good = read(tmp_path, ballot(1, {"冯伟": "优秀", "姜淑芬": "合格"}))
    spoilt = read(tmp_path, ballot(2, {"冯伟": "优秀 合格", "姜淑芬": ""}))
    votes = {name: one.votes for name, one in counted([good, spoilt]).items()}
    assert votes["冯伟"] == {"优秀": 1, "合格": 0, "基本合格": 0, "不合格": 0}
    assert told(problems_of_form(good)) == []
    assert told(problems_of_form(spoilt)) == [("ballot-unclear", "A5")]


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        ({"应到": 25, "实到": 24, "发出票": 24, "收回票": 24, "有效票": 23}, (3, 20, 0, 0), []),
        ({"实到": 24, "发出票": 25, "收回票": 25}, (5, 20, 0, 0), [("ballots-exceed", "B4", "B3")]),
        ({"收回票": 23, "有效票": 24}, (4, 20, 0, 0), [("ballots-exceed", "B4", "B3")]),
        ({"有效票": 24}, (3, 20, "", ""), [("ballot-votes-differ", "A5", "B3")]),
        ({"有效票": 24}, ("", "", "", ""), []),
    ],
)
def test_the_count_by_hand(head: dict[str, int], row: tuple[Any, ...], found: list[Any], tmp_path: Path) -> None:
    grid = count([("冯伟", *row, "合格", "")], **head)
    assert both(problems_of_form(read(tmp_path, grid))) == found


@pytest.mark.parametrize(("best", "of", "found"), [(1, 3, []), (2, 6, []), (2, 5, ["excellent-too-many"])])
def test_a_third_at_most_is_excellent(best: int, of: int, found: list[str], tmp_path: Path) -> None:
    rows = [(f"党员{'甲乙丙丁戊己'[n]}", "", "", "", "", "优秀" if n < best else "合格", "") for n in range(of)]
    problems = problems_of_form(read(tmp_path, count(rows)))
    assert [problem.code for problem in problems] == found
    assert all("中国共产党支部工作条例（试行）" in problem.hint for problem in problems)


# --- 发展党员

STEPS = ("申请入党日期", "确定积极分子时间", "确定发展对象时间", "接收预备党员大会日期", "转正大会日期")


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("2023-03-01", "2023-09-15", "2025-03-02", "2025-06-18", "2026-06-18"), []),
        (("2023-03-01", "2022-09-15", "", "", ""), [("development-order", "C4", "B4")]),
        (("2023-03", "", "2023.3.1", "", ""), []),
        (("2023-03-01", "2023-09-15", "2021-03-02", "", ""), [("development-order", "D4", "C4")]),
        (("", "", "", "2025-06-18", "2026-06-17"), [("probation-short", "F4", "E4")]),
        (("", "", "", "2024-02-29", "2025-02-28"), []),
        (("", "", "", "2025-06", "2026-06"), []),
    ],
)
def test_the_days_of_a_development(days: tuple[str, ...], found: list[Any], tmp_path: Path) -> None:
    grid = development([("林晓", *days, "有", "有", "有", "有")], (*STEPS, "申请书", "志愿书", "票决记录", "会议记录"))
    assert both(problems_of_form(read(tmp_path, grid))) == found


def test_papers_of_the_step_that_was_reached(tmp_path: Path) -> None:
    applied, admitted = {"申请入党日期": 1, "入党申请书": True}, {"接收日期": 1, "票决记录": True, "会议记录": False}
    assert (stage_of(applied), lacking(applied)) == ("入党申请人", ())
    assert (stage_of(admitted), lacking(admitted)) == ("预备党员", ("入党申请书", "入党志愿书", "会议记录"))
    assert (stage_of({}), lacking({})) == ("", ())
    grid = development([("林晓", "2025-06-18", "√", "无")], ("接收预备党员时间", "申请书", "志愿书"))
    assert told(problems_of_form(read(tmp_path, grid))) == [("development-paper-missing", "A4")]


# --- 票决


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"赞成": 13, "反对": 9}, []),
        ({"赞成": 12, "反对": 10}, [("vote-result-differs", "B10", "B7")]),
        ({"赞成": 12, "反对": 10, "表决结果": "不通过"}, []),
        ({"表决结果": ""}, []),
        ({"赞成": 20}, [("vote-sum-differs", "B7", "B6")]),
        ({"赞成": 24}, [("vote-sum-differs", "B7", "B6")]),
        ({"赞成": 24, "书面意见": "姜淑芬：赞成；沈一鸣：赞成"}, []),
        ({"实到会有表决权人数": 26, "赞成": 25}, [("vote-sum-differs", "B6", "B5")]),
        (
            {"实到会有表决权人数": 12, "赞成": 12, "弃权": 0, "表决结果": "未通过"},
            [("vote-no-quorum", "B6", "B5")],
        ),
    ],
)
def test_a_recorded_vote(changed: dict[str, Any], found: list[Any], tmp_path: Path) -> None:
    assert both(problems_of_form(read(tmp_path, vote(**changed)))) == found
