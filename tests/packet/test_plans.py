"""Plans of a year and of a quarter, what they print, and what was done of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, outbox_of, plan, registration, sign_in, text_of
from plans import FRIDAYS, desk_of, quarter_plan, schedule, study_plan, table_of

from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look

YEAR = f"2026/{BRANCH}/年度计划"
QUARTER = f"2026/{BRANCH}/季度计划 2026年第二季度/季度活动计划.docx"


def report(month: int) -> str:
    return f"2026/{BRANCH}/月度报告 2026年{month}月/月度活动报告.docx"


SEED = [
    ["2019年党支部主题党日活动安排表"],
    ["活动 时间", "活动主题", "活动内容", "组织 科室"],
    ["1月", "关怀帮扶行动", "结合精准扶贫工作", "办公室"],
    ["10月", "美丽乡村 红色教育", "到红旗渠参观学习", "办公室 人教科"],
]


def test_the_year_s_table_as_the_seed_has_it(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, SEED)
    assert table_of(desk, f"2019/{BRANCH}/年度计划/01 年度活动安排表.docx", 0, 1, 3)[:3] == [
        ("活动时间", "活动主题", "组织科室"),
        ("1月", "关怀帮扶行动", "办公室"),
        ("10月", "美丽乡村 红色教育", "办公室 人教科"),
    ]


@pytest.mark.parametrize(
    ("sets", "days"),
    [
        ("", ["2026.3.20", "2026.6.18", "2026.4.8", "5月中旬", "2026.10.20"]),
        (FRIDAYS, ["2026.3.6", "2026.6.5", "2026.4.8", "5月中旬", "2026.10.8"]),
        ('["条例"]', ["2026年3月", "2026年6月", "2026.4.8", "5月中旬", "2026年10月"]),
    ],
)
def test_days_by_the_rule_that_the_branch_has_chosen(sets: str, days: list[str], tmp_path: Path) -> None:
    desk = desk_of(tmp_path, sets)
    rows = [("3月", ""), ("6月", ""), ("4月8日", ""), ("5月", "5月中旬"), ("10月", "")]
    drop(desk, schedule([(month, day, "学党章", "") for month, day in rows]))
    table = table_of(desk, f"{YEAR}/02 党员活动日计划日程表.docx", 1)
    assert [day for (day,) in table[1:6]] == days


def test_a_year_without_a_calendar_says_so_in_its_rows(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, plan([("3月", "学党章", "", "")], year=2027))
    (row,) = table_of(desk, f"2027/{BRANCH}/年度计划/02 党员活动日计划日程表.docx", 1, 8)[1:]
    assert row == ("2027.3.20", "2027年节假日安排还没有公布，没有按节假日调整")


def test_the_month_s_plan_stands_on_the_day_of_the_schedule(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, schedule([("4月", "2026-04-08", "学党史", ""), ("5月", "", "学党规", "")]))
    assert ingest(desk).failures == []
    made = {Path(path).parts[2] for path in outbox_of(desk) if path.endswith("01 活动方案.docx")}
    assert made == {"2026-04-08 学党史", "2026-05-20 学党规"}


def test_a_plan_is_of_what_was_planned(tmp_path: Path) -> None:
    """Also when the activity has been held; what came of it stands in the other papers."""
    desk = desk_of(tmp_path)
    drop(desk, plan([("3月", "安全检查", "到各科室检查安全", "办公室")]), "安排.xlsx")
    drop(desk, registration(theme="安全检查", 活动内容="发现问题4处", 活动小结="当场整改"), "登记.xlsx")
    assert ingest(desk).failures == []
    papers = {Path(path).stem: text_of(content) for path, content in outbox_of(desk).items() if path.endswith(".docx")}
    said = papers["01 活动方案"]
    assert ("到各科室检查安全" in said, "发现问题4处" in said, "当场整改" in said) == (True, False, False)
    assert "发现问题4处" in papers["04 活动情况登记表"]


def test_what_is_to_be_studied_month_by_month(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, study_plan([("1月", "党章总纲", "冯伟"), ("二月", "条例", "")]))
    assert table_of(desk, f"{YEAR}/03 学习计划.docx", 0, 1, 3)[1:3] == [
        ("1月", "党章总纲", "冯伟"),
        ("2月", "条例", ""),
    ]


def test_a_quarter_s_plan(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, FRIDAYS)
    drop(desk, quarter_plan([("4月", "祭英烈", "扫墓", "冯伟"), ("2026-05-14", "学党史", "", "")], filed="2026-03-23"))
    assert table_of(desk, QUARTER, 1, 2, 6)[1:3] == [("2026.4.3", "祭英烈", "冯伟"), ("2026.5.14", "学党史", "")]
    assert "2026年3月20日以前报上级党委。" in text_of(desk.workspace.outbox / QUARTER)
    (packet,) = (view for view in look(desk).activities() if view.folder.endswith("第二季度"))
    assert [(where, "2026-03-20" in message) for where, message, _ in packet.checks] == [("表.xlsx Sheet1 D2", True)]


def test_a_later_plan_of_the_quarter_replaces_it(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, quarter_plan([("4月", "祭英烈")]), "一.xlsx")
    ingest(desk)
    drop(desk, quarter_plan([("4月", "学党章")], title="2026年4—6月党日活动计划"), "二.xlsx")
    assert [theme for (theme,) in table_of(desk, QUARTER, 2)[1:2]] == ["学党章"]


def test_plan_against_done(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    rows = [("1月", "", "慰问", ""), ("2月", "", "学党章", ""), ("3月", "", "植树", ""), ("5月", "", "普法", "")]
    drop(desk, schedule([*rows, ("6月", "", "学党史", "")]))
    for day, theme in (("2026-01-20", "慰问"), ("2026-02-20", "扫雪"), ("2026-04-02", "植树"), ("2026-05-20", "普法")):
        drop(desk, registration(date=day, theme=theme), f"{day}.xlsx")
    drop(desk, registration(date="2026-04-20", theme="读书"), "读书.xlsx")
    assert table_of(desk, f"{YEAR}/04 计划落实对照表.docx", 1, 3, 5, 6, 7)[1:] == [
        ("1月", "慰问", "2026.1.20", "慰问", "按计划开展"),
        ("2月", "学党章", "2026.2.20", "扫雪", "主题有变动"),
        ("3月", "植树", "2026.4.2", "植树", "改在别的月份开展"),
        ("5月", "普法", "2026.5.20", "普法", "按计划开展"),
        ("6月", "学党史", "", "", ""),
        ("4月", "", "2026.4.20", "读书", "计划外"),
    ]


def test_a_row_that_was_passed_over_is_told_where_it_stands(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, schedule([(f"{month}月", "", f"主题{month}", "") for month in range(1, 13)]), "计划.xlsx")
    drop(desk, registration(date="2026-03-20", theme="主题3"), "3月.xlsx")
    drop(desk, registration(date="2026-01-20", theme="主题1"), "1月.xlsx")
    assert ingest(desk).failures == []
    (packet,) = (view for view in look(desk).activities() if view.folder == YEAR)
    assert [where for where, _, _ in packet.checks] == ["计划.xlsx Sheet1 A5"]


def test_the_month_that_was_and_the_month_to_come(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, schedule([("4月", "", "学党史", ""), ("5月", "", "普法", "")]), "计划.xlsx")
    drop(desk, registration(活动小结="学了总纲"), "3月.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    assert table_of(desk, report(3), 0, 1, 2) == [
        ("日期", "类型", "主题"),
        ("2026.3.20", "主题党日", "学党章"),
        ("日期", "主题", "内容"),
        ("2026.4.20", "学党史", ""),
        ("党支部书记（签字）", "", "日　　期"),
    ]
    assert "学了总纲" in text_of(desk.workspace.outbox / report(3))
    drop(desk, quarter_plan([("4月10日", "祭英烈", "扫墓", "冯伟"), ("5月", "学党规")]), "季度.xlsx")
    assert table_of(desk, report(3), 0, 1, 2)[3] == ("2026.4.10", "祭英烈", "扫墓")
    assert [path for path in outbox_of(desk) if path.endswith("月度活动报告.docx")] == [report(3)]


def test_december_looks_into_the_next_year_s_plan(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, plan([("1月", "开局", "", "")], year=2027), "计划.xlsx")
    drop(desk, registration(date="2026-12-18", theme="收官"), "12月.xlsx")
    assert table_of(desk, report(12), 0, 1)[3] == ("2027.1.20（2027年节假日安排还没有公布，没有按节假日调整）", "开局")


def test_contents_by_the_rule_that_asks_for_them(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, FRIDAYS)
    drop(desk, schedule([("2月", "", "评议", "议政议事")]), "计划.xlsx")
    for day, theme, contents in (
        ("2026-01-09", "上党课", {"内容类别": "党性观念、为民服务"}),
        ("2026-02-06", "评议", {}),
        ("2026-04-03", "扫墓", {}),
    ):
        drop(desk, registration(date=day, theme=theme, **contents), f"{day}.xlsx")
    document = f"{YEAR}/05 活动内容频次对照表.docx"
    table = [line for line in table_of(desk, document, 0, 1, 3) if line[1] or line[2] == "缺"]
    assert table == [
        ("期间", "开展的活动", "情况"),
        ("2026年第一季度", "1月9日《上党课》", "有"),
        ("2026年第一季度", "", "缺"),
        ("2026年第一季度", "2月6日《评议》", "有"),
        ("2026年1—2月", "", "缺"),
        ("2026年", "1月9日《上党课》", ""),
    ]
    assert "没有写内容类别的活动：4月3日《扫墓》。" in text_of(desk.workspace.outbox / document)


def test_where_no_rule_asks_for_contents_none_are_listed(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    drop(desk, registration(), "3月.xlsx")
    assert ingest(desk).failures == []
    assert not [path for path in outbox_of(desk) if "频次" in path]
