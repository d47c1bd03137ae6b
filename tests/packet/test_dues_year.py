"""党费 through the year: ledger, fixed bases, differences, who has not paid, reductions, what is made public."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders import BRANCH, column_of, drop, fields_of, make_desk, read_form, record_of, registration, text_of
from dues_papers import (
    FENG,
    OF_YEARS,
    Grid,
    base_sheet,
    computation_sheet,
    dated_members,
    month_sheet,
    plain_sheet,
    reduction,
)
from standing_clock import StandingClock

from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted
from pipeline.model.values import Month
from pipeline.packet.report import PacketReport

JIANG = ("姜淑芬", 5600, "1.5%", 84)
ALERTS = {"base-changed", "owed-differs", "dues-unlisted", "dues-unpaid", "due-reduced", "base-differs"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "ws", dt.datetime(2027, 7, 1))


def send(desk: Desk, *grids: Grid) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{number}.xlsx")
    assert len(ingest(desk).of(Accepted)) == len(grids)


def paper(desk: Desk, name: str, period: str = "党费") -> list[list[str]]:
    """The cells of each line of the document whose name begins so."""
    (path,) = desk.workspace.outbox.glob(f"*/{BRANCH}/{period}/{name}*.docx")
    return [line.split("\t") for line in text_of(path).split("\n")]


def whole(desk: Desk, name: str) -> str:
    (path,) = (desk.workspace.outbox / "2026" / BRANCH / "党费").glob(f"{name}*.docx")
    return text_of(path)


def differing(desk: Desk) -> list[list[str]]:
    """Member, month, by rule, on the sheet, paid, owing, more, why."""
    rows = [line for line in paper(desk, "03") if line[0].isdigit()]
    return [[line[2], line[1], *line[3:9]] for line in rows]


def checks(desk: Desk) -> list[str]:
    reports = [PacketReport.from_text(entry.report) for entry in desk.ledger.activities(BRANCH)]
    return sorted(check[3] for report in reports for check in report.checks if check[3] in ALERTS)


# --- the forms


def test_the_sheet_that_offices_compute_by(tmp_path: Path) -> None:
    row = ("冯伟", 3800, 600, 400, 500, 200, 600, 200, 0, 3000, "0.5%", 15, 180, "")
    total = ("合计", *[None] * 9, None, 15, 180)
    record = record_of(read_form(tmp_path, [*computation_sheet(row), [None, *total]]))
    assert record.form == "党费基数核定表"
    assert {name: told[0] for name, told in fields_of(record).items()} == {
        "支部": BRANCH,
        "年度": 2026,
        "审核人": "韩某",
        "填报人": "朱某",
        "联系电话": "2345678",
    }
    assert column_of(record, "核定", "计算基数") == [(Decimal("3000.00"), "K4")]
    assert column_of(record, "核定", "月交纳额") == [(Decimal("15.00"), "M4")]
    assert record.totals["核定"]["共交纳"].value == Decimal("180.00")


def test_a_change_within_the_year_is_a_row_of_its_own(tmp_path: Path) -> None:
    rows = [(*FENG, ""), ("冯伟", 3500, "1%", 35, "2026年7月")]
    record = record_of(read_form(tmp_path, base_sheet(*rows)))
    assert column_of(record, "核定", "起始月份")[1] == (Month(2026, 7), "E5")


def test_a_reduction_in_other_words(tmp_path: Path) -> None:
    grid: Grid = [
        ["少交党费申请表"],
        ["所在党支部", BRANCH, "申请人", "冯伟"],
        ["减免前每月应交", "15元", "减免后每月应交", "0元"],
        ["减免时间", "2026年4月至9月", "批准日期", "2026.3.20"],
        ["批准会议", "支部党员大会", "申请理由", "长期患病"],
    ]
    told = {name: value for name, (value, _) in fields_of(record_of(read_form(tmp_path, grid))).items()}
    assert (told["姓名"], told["减免后"], told["起止月份"]) == ("冯伟", Decimal("0.00"), "2026年4月至9月")
    assert (told["决定会议"], told["决定日期"]) == ("支部党员大会", dt.date(2026, 3, 20))


@pytest.mark.parametrize(("month", "code"), [("2026年7月", []), ("", [("member-twice", "A5")])])
def test_twice_on_the_base_sheet(desk: Desk, month: str, code: list[tuple[str, str]]) -> None:
    drop(desk, base_sheet((*FENG, ""), ("冯伟", 3500, "1%", 35, month)))
    returned = [problem for outcome in ingest(desk).outcomes for problem in getattr(outcome, "problems", ())]
    assert [(problem.code, problem.at.cell) for problem in returned] == code


# --- the ledger


def test_a_year_by_member(desk: Desk) -> None:
    send(
        desk,
        month_sheet(1, (*FENG, 15), (*JIANG, 84)),
        month_sheet(2, (*FENG, 0), (*JIANG, 100)),
        month_sheet(4, (*FENG, 30, "补2月"), (*JIANG, 0)),
    )
    text = whole(desk, "01")
    assert "截至2026年4月；没有收缴表：3月" in text
    rows = text.split("冯伟")[1].split("姜淑芬")
    feng, jiang, total = rows[0], rows[1].split("合　　计")[0], text.split("合　　计")[1]
    assert feng.split("\t")[2:7] == ["3000.00\n0.5%", "15.00\n15.00", "15.00\n0.00", "\n", "15.00\n30.00"]
    assert feng.split("\t")[15:17] == ["45.00\n45.00", "\n"]
    assert jiang.split("\t")[15:17] == ["252.00\n184.00", "84.00\n16.00"]
    assert total.split("\t")[13:15] == ["297.00\n229.00", "84.00\n16.00"]


def test_a_ledger_for_the_whole_year_is_read_and_printed(desk: Desk) -> None:
    months = [f"{month}月" for month in range(1, 13)]
    row = [1, *FENG, "1-6月90", *[""] * 5, "已交"]
    send(desk, [["2026年党费收缴台账"], ["支部", BRANCH], ["序号", "姓名", "基数", "比例", "月应交", *months], row])
    assert whole(desk, "01").split("冯伟")[1].split("\t")[3:11] == ["15.00\n15.00"] * 7 + ["\n"]


def test_what_changed_within_the_year(desk: Desk) -> None:
    send(
        desk,
        base_sheet((*FENG, ""), ("冯伟", 3500, "1%", 35, "2026年2月")),
        dated_members({"冯伟": (), "姜淑芬": ("", "2026-02-10"), "沈一鸣": ("", "", "2026-01-31")}),
        month_sheet(1, (*FENG, 15), ("沈一鸣", 3000, "0.5%", 15, 15)),
        month_sheet(2, ("冯伟", 3500, "1%", 35, 35), (*JIANG, 84)),
    )
    text = whole(desk, "01")
    assert "2月起应交 35.00（基数 3500.00）" in text
    assert "2026-02-10转入" in text
    assert "2026-01-31转出" in text
    assert checks(desk) == []
    assert [line[1] for line in paper(desk, "02") if line[0].isdigit()] == ["冯伟", "冯伟"]


# --- differences


STEPS = [
    ("3000", "0.5%", "15.00"),
    ("3000.01", "1%", "30.00"),
    ("5000", "1%", "50.00"),
    ("5000.01", "1.5%", "75.00"),
    ("10000", "1.5%", "150.00"),
    ("10000.01", "2%", "200.00"),
]


def test_the_whole_base_takes_one_rate(desk: Desk) -> None:
    names = [f"党员{letter}" for letter in "甲乙丙丁戊己"]
    rows = [(name, base, rate, due) for name, (base, rate, due) in zip(names, STEPS, strict=True)]
    send(desk, base_sheet(*rows), plain_sheet(1, *((name, 1, 1) for name in names)))
    assert [row[2] for row in differing(desk)] == [due for _, _, due in STEPS]
    send(desk, plain_sheet(1, *((name, due, due) for name, _, _, due in rows)))
    assert not list((desk.workspace.outbox / "2026" / BRANCH / "党费").glob("03*.docx"))


def test_arrears_and_what_is_paid_beforehand(desk: Desk) -> None:
    send(desk, month_sheet(1, (*FENG, 90, "1-6月"), (*JIANG, 80)), month_sheet(2, (*FENG, 0), (*JIANG, 84)))
    assert differing(desk) == [
        ["冯伟", "2026年1月", "15.00", "15.00", "90.00", "", "60.00", "预交 60.00 元"],
        ["姜淑芬", "2026年1月", "84.00", "84.00", "80.00", "4.00", "", "欠交 4.00 元"],
        ["冯伟", "2026年2月", "15.00", "15.00", "0.00", "", "", "当月没有交足，由其他月份补交、预交"],
    ]
    assert [line[-1] for line in paper(desk, "03") if line[0] == "2"] == ["表0.xlsx Sheet1 D5"]


def test_from_the_day_of_admission_to_that_of_leaving(desk: Desk) -> None:
    send(
        desk,
        dated_members({"冯伟": ("2026-02-18",), "姜淑芬": ("2010-01-01", "", "2026-01-20")}),
        month_sheet(1, (*FENG, 15), (*JIANG, 84)),
        month_sheet(2, (*JIANG, 84)),
    )
    assert [(row[0], row[1], row[-1]) for row in differing(desk)] == [
        ("冯伟", "2026年1月", "入党、转入以前或转出以后，不应交"),
        ("冯伟", "2026年2月", "没有列入当月党费表"),
        ("姜淑芬", "2026年2月", "入党、转入以前或转出以后，不应交"),
    ]


def test_six_months_in_a_row_across_the_year(desk: Desk) -> None:
    own = [month_sheet(number, (*FENG, 0), (*JIANG, 84), year=2025) for number in (9, 10, 11, 12)]
    send(desk, *own, month_sheet(1, (*FENG, 0), (*JIANG, 84)), month_sheet(2, (*FENG, 0), (*JIANG, 84)))
    (row,) = whole(desk, "04").split("\n1\t")[1:]
    assert row.startswith("冯伟\t6\t2025年9月至2026年2月\t2025年9月应交 15.00 元，没有交\n")
    assert row.split("\t")[4].split("\n")[-1] == "表5.xlsx Sheet1 E4"
    assert row.split("\t")[5] == "中国共产党章程第九条"
    assert checks(desk) == ["dues-unpaid"]
    send(desk, month_sheet(3, (*FENG, 30, "补1月"), (*JIANG, 84)))
    assert checks(desk) == []


def test_dues_that_are_still_to_be_collected_are_no_arrears(desk: Desk) -> None:
    send(desk, *(month_sheet(number, (*FENG, None), (*JIANG, None)) for number in range(1, 8)))
    assert checks(desk) == []
    assert [path.name for path in desk.workspace.outbox.rglob("0[34] 党费*.docx")] == []


# --- what is told


@pytest.mark.parametrize("code", OF_YEARS)
def test_each_check_of_a_year(desk: Desk, code: str) -> None:
    send(desk, *OF_YEARS[code])
    assert checks(desk) == [code]


def test_a_base_that_changed_by_decision(desk: Desk) -> None:
    sheets = [month_sheet(1, (*FENG, 15)), *(month_sheet(n, ("冯伟", 3500, "1%", 35, 35)) for n in (2, 3))]
    send(desk, *sheets)
    assert checks(desk) == ["base-changed"]
    reports = [PacketReport.from_text(entry.report) for entry in desk.ledger.activities(BRANCH)]
    assert not any("核定的是" in check[1] for report in reports for check in report.checks)
    send(desk, base_sheet((*FENG, ""), ("冯伟", 3500, "1%", 35, "2026年2月")))
    assert checks(desk) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"减免后": "4.00"}, ["due-reduced"]),
        ({"终止月份": "2026年4月", "起始月份": "2026年4月"}, ["due-reduced"]),
        ({"决定日期": None}, ["due-reduced"]),
        ({"决定会议": None}, ["due-reduced"]),
    ],
)
def test_a_reduction_needs_a_decision_that_covers_the_month(
    desk: Desk, fields: dict[str, str | None], told: list[str]
) -> None:
    reduced = month_sheet(5, ("冯伟", 3000, "0.5%", 5, 5, "困难减免"))
    send(desk, registration(date="2026-05-20"), reduced)
    assert checks(desk) == ["due-reduced"]
    send(desk, reduction(**fields))
    assert checks(desk) == told


def test_the_paper_of_a_reduction(desk: Desk) -> None:
    send(desk, reduction())
    lines = paper(desk, "冯伟党费减免审批表")
    assert ["减免起止", "2026年4月至2026年5月"] in lines
    assert ["决定会议", "支部党员大会", "决定日期", "2026年3月20日"] in lines


# --- what is made public


def test_half_a_year_is_made_public_without_bases(desk: Desk) -> None:
    send(desk, month_sheet(1, (*FENG, 15), (*JIANG, 80)), month_sheet(7, (*FENG, 15), (*JIANG, 84)))
    path = desk.workspace.outbox / "2026" / BRANCH / "党费公示 2026年上半年" / "党费收缴情况公示.docx"
    text = text_of(path)
    assert "1月应交党费的党员2人，应交99.00元，实交95.00元。" in text
    assert "1\t冯伟\t15.00\t15.00\t\n2\t姜淑芬\t84.00\t80.00\t\n" in text
    assert "5600" not in text


def test_it_is_made_public_as_often_as_the_rule_says(tmp_path: Path) -> None:
    workspace = make_desk(tmp_path / "ws").workspace
    rule = {"about": "每季度公示", "layer": "unit", "source": "本单位", "valid_from": "2020-01-01", "every": "quarter"}
    told = {"rules": "本单位", "requirements": {"党费公示": rule | {"papers": ["党费公示"]}}}
    own = workspace.root / "mappings" / "rules" / "本单位.yaml"
    own.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    (workspace.root / "dangan.toml").write_text('[rules]\nsets = ["条例", "本单位"]\n', encoding="utf-8")
    again = open_desk(workspace, StandingClock(dt.datetime(2026, 7, 1)))
    send(again, month_sheet(1, (*FENG, 15)), month_sheet(4, (*FENG, 15)))
    folders = {path.name for path in (workspace.outbox / "2026" / BRANCH).glob("党费公示*")}
    assert folders == {"党费公示 2026年第一季度", "党费公示 2026年第二季度"}
