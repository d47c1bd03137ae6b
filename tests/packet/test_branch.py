"""The branch itself through the whole chain: its sheet, its talks, its meetings, its calendar, an office's summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from branches import COMMITTEE, meeting, profile, quarter_summary, roll
from builders import BRANCH, drop, make_desk, outbox_of, plan, talk, text_of
from openpyxl import load_workbook
from plans import FRIDAYS, desk_of, quarter_plan

from pipeline.flow.blanks.blanks import Wish, write_blank_forms
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.packet.evidence.proof import proof_from
from pipeline.packet.report import PacketReport

HERE = f"2026/{BRANCH}"
ROLL = roll(("冯伟", "书记"), ("姜淑芬", "组织委员"), ("沈一鸣", ""), ("蒋欣怡", ""), ("秦勇", "", "2026-09-01"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def sent(desk: Desk, *grids: list[list[object]]) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{number}.xlsx")
    assert ingest(desk).failures == []


def lines(desk: Desk, document: str) -> list[list[str]]:
    return [line.split("\t") for line in text_of(desk.workspace.outbox / HERE / f"{document}.docx").split("\n")]


def told(desk: Desk, packet: str) -> list[str]:
    found = (view.checks for view in look(desk).activities() if view.folder == f"{HERE}/{packet}")
    return [message for checks in found for _, message, _ in checks]


def test_the_sheet_with_its_term_and_the_roster_s_counts(desk: Desk) -> None:
    sent(desk, ROLL, profile(COMMITTEE, [("第一党小组", "冯伟", "冯伟、沈一鸣")], 换届日期="2024年3月"))
    rows = lines(desk, "组织建设/2026-01-05 支部基本情况")
    assert ["换届日期", "2024.03", "任期届满", "2027年3月31日"] in rows
    assert ["党员人数", "5 人", "其中", "正式 4 人　预备 1 人"] in rows
    assert ["2", "姜淑芬", "组织委员", "", ""] in rows
    assert ["1", "第一党小组", "冯伟", "冯伟、沈一鸣"] in rows
    assert told(desk, "组织建设") == []


def test_a_later_sheet_leaves_the_earlier_one(desk: Desk) -> None:
    sent(desk, profile(), profile([("沈一鸣", "书记")], date="2026-08-01"))
    made = {path for path in outbox_of(desk) if path.endswith("支部基本情况.docx")}
    assert made == {f"{HERE}/组织建设/{day} 支部基本情况.docx" for day in ("2026-01-05", "2026-08-01")}


def test_people_whom_the_roster_does_not_know(desk: Desk) -> None:
    sent(
        desk, ROLL, profile([("冯伟", "书记"), ("姜淑芳", "组织委员")], [("一组", "沈一鸣", "秦勇、王五")], 党员人数=6)
    )
    assert told(desk, "组织建设") == [
        "党员人数写 6 人，花名册上是 5 人",
        "姜淑芳不在党员花名册上",
        "王五不在党员花名册上",
    ]


def test_a_term_is_over_once_something_came_after_it(desk: Desk) -> None:
    sent(desk, profile(换届日期="2023-03-20"), meeting("2026-03-20", "支委会"))
    assert told(desk, "组织建设") == []
    sent(desk, meeting("2026-03-21", "党课"))
    assert told(desk, "组织建设") == ["2023-03-20 换届，任期 3 年，2026-03-20 届满，2026-03-21 还有活动"]


def test_who_talked_with_whom(desk: Desk) -> None:
    talks = [
        ("02-01", "冯伟", "沈一鸣"),
        ("03-12", "姜淑芬", "冯伟"),
        ("04-01", "沈一鸣", "秦勇"),
        ("04-02", "冯伟", "王某"),
    ]
    sent(desk, ROLL, profile(), *(talk(date=f"2026-{day}", talker=one, member=other) for day, one, other in talks))
    listed = lines(desk, "谈心谈话/00 谈心谈话台账")
    assert [row[1:5] for row in listed if len(row) == 8][1:] == [
        ["2026.2.1", "冯伟", "沈一鸣", "支委与党员"],
        ["2026.3.12", "姜淑芬", "冯伟", "支委与支委"],
        ["2026.4.1", "沈一鸣", "秦勇", "党员与党员"],
        ["2026.4.2", "冯伟", "王某", "其他"],
    ]
    rows = lines(desk, "谈心谈话/00-1 谈心谈话情况统计表")
    assert ["1", "冯伟", "姜淑芬", "1", "3月12日", "有"] in rows
    assert [row[1:] for row in rows if len(row) == 7][1:] == [
        ["沈一鸣", "1", "2月1日 冯伟", "1", "4月1日 秦勇", ""],
        ["蒋欣怡", "0", "", "0", "", "与支委谈话、与党员谈话"],
        ["秦勇", "0", "", "1", "4月1日 沈一鸣", "与支委谈话"],
    ]
    facts = [fact for packet in desk.ledger.packets(2026, 2026) for fact in proof_from(packet.proof).facts]
    tags = [fact.tags for fact in sorted(facts, key=lambda fact: fact.day) if fact.what == "谈心谈话记录"]
    assert tags == [{"支委与党员"}, {"支委与支委"}, {"党员与党员"}, frozenset()]


def test_the_committee_by_the_talks_own_posts(desk: Desk) -> None:
    grid = talk()
    sent(desk, [*grid[:4], ["谈话人", "冯伟"], ["职务", "书记"], *grid[5:]])
    assert [row[4] for row in lines(desk, "谈心谈话/00 谈心谈话台账") if len(row) == 8][1:] == ["支委与党员"]


def test_meetings_that_were_to_be_held(desk: Desk) -> None:
    kinds = [("01-08", "支委会"), ("01-20", "主题党日、党员大会"), ("03-06", "支委会"), ("04-10", "党课")]
    people = [(name, "") for name in ("冯伟", "姜淑芬", "沈一鸣", "蒋欣怡", "秦勇", "何静", "吕明")]
    sent(desk, roll(*people), profile(), *(meeting(f"2026-{day}", kind) for day, kind in kinds))
    rows = lines(desk, "台账/三会一课台账")
    asked = {row[0]: row[1:7] for row in rows if len(row) == 8}
    assert asked["支委会"][:4] == ["每月 1 次", "12", "2", "2月"]
    assert asked["党员大会"] == ["每季度 1 次", "4", "1", "", "第二季度—第四季度", ""]
    assert asked["会议"] == ["要求", "应开", "实开", "缺少", "尚未登记", "不适用"]
    assert asked["党小组会"] == ["每月 1 次", "0", "0", "", "", "全年（没有党小组）"]
    months = {row[0]: row[1:] for row in rows if len(row) == 13}
    assert months["支委会"][:4] == ["8日", "", "6日", ""]
    assert [row[1:3] for row in rows if len(row) == 10][1:] == [
        ["2026.1.8", "支委会"],
        ["2026.1.20", "主题党日、党员大会"],
        ["2026.3.6", "支委会"],
        ["2026.4.10", "党课"],
    ]


def test_a_small_branch_has_no_committee(desk: Desk) -> None:
    sent(desk, ROLL, meeting("2026-01-20", "党员大会"))
    asked = {row[0]: row[1:7] for row in lines(desk, "台账/三会一课台账") if len(row) == 8}
    assert asked["支委会"] == ["每月 1 次", "0", "0", "", "", "全年（正式党员不足 7 人）"]


def test_the_year_s_calendar(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, FRIDAYS)
    sent(desk, plan(), profile(换届日期="2023-06-15"))
    rows = lines(desk, "年度计划/06 年度工作日历")
    assert ["3月6日", "主题党日", "《学党章》", "学校党支部党员活动日制度【2】 二、活动时间"] in rows
    assert [
        "3月27日",
        "2026年第二季度活动计划汇总表",
        "由上级党组织汇总，报学校党委组织部",
        "学校党支部党员活动日制度【2】 四（一）",
    ] in rows
    assert [row[:2] for row in rows if row[0] == "6月15日"] == [["6月15日", "支部委员会任期届满，换届"]]


def test_an_office_sums_up_the_plans_of_its_branches(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, FRIDAYS)
    sent(desk, ROLL, quarter_plan([("4月", "学党章", "总纲", "冯伟")]))
    report = write_blank_forms(desk, Wish("", "2026-03", ("季度活动计划汇总表",)), tmp_path / "空白")
    cells = [cell.value for row in load_workbook(report.paths[0]).worksheets[0] for cell in row]
    assert cells[cells.index(BRANCH) :][:4] == [BRANCH, "4月", "学党章", "总纲"]
    drop(desk, quarter_summary([(BRANCH, "4月", "学党章", "总纲")], filed="2026-03-28"), "汇总.xlsx", "机关党总支")
    assert ingest(desk).failures == []
    folder = "2026/机关党总支/季度计划汇总 2026年第二季度"
    text = text_of(desk.workspace.outbox / folder / "季度活动计划汇总表.docx")
    assert "\t".join(["1", BRANCH, "2026.4.3", "学党章", "总纲"]) in text
    (entry,) = desk.ledger.activities("机关党总支")
    assert [code for *_, code in PacketReport.from_text(entry.report).checks] == ["plan-late"]
