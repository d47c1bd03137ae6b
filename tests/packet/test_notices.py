"""An office's 检查通报, its place beside the branches, and the year's list of bulletins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    codes,
    drop,
    make_desk,
    outbox_of,
    read_form,
    record_of,
    registration,
    roster,
    sign_in,
    text_of,
)
from celebrating import OFFICE, celebration, notice

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Accepted, Returned

PAPER = f"2026/{OFFICE}/通报简报/2026-07-03 检查通报.docx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def paper(desk: Desk) -> list[str]:
    return text_of(desk.workspace.outbox / PAPER).split("\n")


def test_a_notice_with_all_its_parts(desk: Desk) -> None:
    rows = [(BRANCH, "名册齐全", "缺一份谈话记录", "补做", "7月底前"), ("机关第二党支部", None, None, None, None)]
    sheet = notice(
        rows,
        "做法和成效",
        "存在的问题",
        "整改措施",
        "时限",
        发文字号="机关总支〔2026〕3号",
        检查期间="6月下旬",
        抄送="机关工委",
    )
    drop(desk, sheet, "通报.xlsx", OFFICE)
    assert ingest(desk).failures == []
    assert [line for line in paper(desk) if line] == [
        OFFICE,
        "机关总支〔2026〕3号",
        "关于政治生日开展情况的检查通报",
        "各党支部：",
        f"6月下旬，{OFFICE}对政治生日开展情况进行了检查。现将检查情况通报如下：",
        "一、总体情况",
        "检查了两个支部。",
        "二、各支部情况",
        f"（一）{BRANCH}",
        *("主要做法：名册齐全", "存在问题：缺一份谈话记录", "整改要求：补做", "整改时限：7月底前"),
        "（二）机关第二党支部",
        "＿＿＿＿＿＿",
        "三、工作要求",
        "举一反三。",
        OFFICE,
        "2026年7月3日",
        "抄送：机关工委",
        f"{OFFICE}　2026年7月3日印发",
    ]


def test_a_notice_of_the_least(desk: Desk) -> None:
    drop(desk, notice(总体情况=None, 工作要求=None, 主送=None), "通报.xlsx", OFFICE)
    assert ingest(desk).failures == []
    lines = [line for line in paper(desk) if line]
    assert lines[:3] == [OFFICE, "关于政治生日开展情况的检查通报", "＿＿＿＿＿＿："]
    assert lines.count("＿＿＿＿＿＿") == 2


def test_an_office_needs_no_roster_but_a_branch_does(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    ingest(desk)
    drop(desk, notice(), "通报.xlsx", OFFICE)
    drop(desk, registration(branch="机关第九党支部"), "9.xlsx", "机关第九党支部")
    outcomes = {type(outcome) for outcome in ingest(desk).outcomes}
    assert outcomes == {Accepted, Returned}
    assert PAPER in outbox_of(desk)


def test_an_office_in_another_branch_s_folder(desk: Desk) -> None:
    drop(desk, notice(), "通报.xlsx", BRANCH)
    (outcome,) = ingest(desk).outcomes
    assert isinstance(outcome, Returned)
    assert [problem.code for problem in outcome.problems if problem.stops] == ["branch-differs"]


def test_the_year_s_bulletins(desk: Desk) -> None:
    drop(desk, registration(date="2026-05-20", theme="学党史"), "5月.xlsx")
    drop(desk, registration(date="2026-03-20", theme="学党章"), "3月.xlsx")
    drop(desk, registration(date="2026-04-10", theme="上党课", 活动类型="党课"), "党课.xlsx")
    drop(desk, sign_in(date="2026-06-20", theme="学党规"), "签到.xlsx")
    assert ingest(desk).failures == []
    listed = text_of(desk.workspace.outbox / f"2026/{BRANCH}/通报简报/简报目录.docx").split("\n")
    assert [line.split("\t")[:3] for line in listed if line.startswith("第")] == [
        ["第1期", "学党章", "2026年3月20日"],
        ["第2期", "学党史", "2026年5月20日"],
    ]


ODD: list[list[Any]] = [
    ["机关第一党支部3月党员过政治生日情况表", None, None, None, None],
    ["时间：2026年3月20日", None, "地点：三楼", None, None],
    ["序号", "党员姓名", "入党时间", "书记寄语", "是否领誓"],
    [1, "张　三", "2010.03", "好", "√"],
    [2, "买买提•艾力", "2011年3月1日", "—", "否"],
    ["审核人：", "冯伟", None, "制表人：", "姜淑芬"],
]


def test_an_event_in_an_office_s_own_words(tmp_path: Path) -> None:
    record = record_of(read_form(tmp_path, ODD))
    assert record.form == "政治生日登记表"
    rows = record.rows("过生日党员")
    assert [str(row["姓名"].value) for row in rows] == ["张三", "买买提·艾力"]
    assert [row["领誓"].value for row in rows] == [True, False]
    assert str(record.value("活动地点")) == "三楼"


def test_ticks_where_a_day_is_asked_for(tmp_path: Path) -> None:
    heads = ("重温入党志愿书", "谈心谈话", "赠送贺卡")
    (row,) = record_of(read_form(tmp_path, celebration([("姜淑芬", "√", "3月12日", "√")], *heads))).rows("过生日党员")
    assert [str(row[name].value) for name in ("重温志愿书日期", "谈话日期", "贺卡")] == ["√", "2026-03-12", "√"]


def test_who_stands_twice_on_an_event_is_sent_back(desk: Desk) -> None:
    drop(desk, celebration([("姜淑芬",), ("姜淑芬",)]), "生日.xlsx")
    (outcome,) = ingest(desk).outcomes
    assert isinstance(outcome, Returned)
    assert [problem.code for problem in outcome.problems] == ["member-twice"]


def test_an_event_without_its_day(tmp_path: Path) -> None:
    assert codes(read_form(tmp_path, celebration(day=None))) == [("field-empty", "B3")]


def test_nothing_is_due_of_an_office_by_the_month(desk: Desk) -> None:
    drop(desk, roster(), "花名册.xlsx")
    drop(desk, registration(), "登记表.xlsx")
    drop(desk, notice(), "通报.xlsx", OFFICE)
    ingest(desk)
    first_month = {view.branch: view.state(1, (2026, 8)) for view in look(desk).branches}
    assert first_month == {OFFICE: "empty", BRANCH: "absent"}
