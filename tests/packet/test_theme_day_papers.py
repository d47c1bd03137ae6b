"""Papers around a theme day: notice, leave and make-up, publication, and the registers of the year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, column_of, drop, fields_of, make_desk, read_form, record_of, registration, sign_in, text_of
from theme_days import leave, notice, progress, resolutions, suggestions

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted
from pipeline.packet.report import PacketReport

DAY = "2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "ws")


def send(desk: Desk, *grids: list[list[Any]]) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{chr(97 + number)}.xlsx")
        assert len(ingest(desk).of(Accepted)) == 1


def checks(desk: Desk, packet: str = "主题党日", year: int = 2026) -> list[tuple[str, str]]:
    """Code and places."""
    (entry,) = (each for each in desk.ledger.activities(BRANCH) if each.packet == packet and each.year == year)
    return sorted((code, place) for place, _, _, code in PacketReport.from_text(entry.report).checks)


def lines(desk: Desk, document: str, year: int = 2026) -> list[str]:
    return text_of(desk.workspace.outbox / f"{year}/{BRANCH}" / f"{document}.docx").split("\n")


def entries(desk: Desk, register: str, year: int = 2026) -> list[list[str]]:
    """Its numbered rows."""
    rows = [line.split("\t") for line in lines(desk, f"台账/{register}", year)]
    return [row for row in rows if row[0].isdigit()]


def made(desk: Desk, folder: str = DAY) -> set[str]:
    return {path.stem for path in (desk.workspace.outbox / f"2026/{BRANCH}/{folder}").glob("*.docx")}


# --- forms as offices write them


def test_a_notice_in_other_words(tmp_path: Path) -> None:
    grid = [
        ["关于开展3月份主题党日活动的通知"],
        ["发布单位：", BRANCH, "发布时间", "2026.3.16"],
        ["会议时间", "2026年3月20日14:30—17:30", "集合地点", "会议室"],
        ["主题", "学党章"],
        ["参加对象", "全体党员"],
        ["注意事项", "佩戴党员徽章"],
    ]
    told = fields_of(record_of(read_form(tmp_path, grid)))
    assert {name: cell for name, (_, cell) in told.items()} == {
        "支部": "B2", "通知日期": "D2", "活动日期": "B3", "开始时间": "B3", "结束时间": "B3", "活动地点": "D3",
        "活动主题": "B4", "参加范围": "B5", "活动要求": "B6",
    }  # fmt: skip


def test_leave_and_make_up_in_other_words(tmp_path: Path) -> None:
    grid = [
        [f"{BRANCH}补课登记表"],
        ["时间：2026年3月20日"],
        ["编号", "缺席人员", "请假/缺席", "原因", "准假人", "补课时间", "补课形式"],
        [1, "姜 淑芬", "请假", "出差", "冯伟", "3.25", "送学上门"],
        ["合计", "1人"],
    ]
    record = record_of(read_form(tmp_path, grid))
    assert column_of(record, "请假补课", "姓名") == [("姜淑芬", "B4")]
    assert [cell for _, cell in column_of(record, "请假补课", "补课日期")] == ["F4"]
    assert column_of(record, "请假补课", "批准人") == [("冯伟", "E4")]


# --- notice and publication


@pytest.mark.parametrize(
    ("noticed", "told"),
    [("2026-03-19", []), ("2026-03-20", [("notice-late", "B6")]), (None, [("notice-late", "B3")])],
)
def test_a_notice_comes_before_the_day(desk: Desk, noticed: str | None, told: list[tuple[str, str]]) -> None:
    send(desk, notice(noticed))
    assert [(code, place.split("（")[0].split()[-1]) for code, place in checks(desk)] == told
    assert "01-1 活动通知" in made(desk)


def test_the_notice_joins_its_activity_and_prints_its_own_words(desk: Desk) -> None:
    send(desk, notice(活动要求="按时签到。\n佩戴党员徽章。", 联系人="蒋欣怡"), registration(活动地点="二楼"))
    text = lines(desk, f"{DAY}/01-1 活动通知")
    assert {"活动地点：会议室", "按时签到。", "佩戴党员徽章。", "联系人：蒋欣怡", "2026年3月16日"} <= set(text)


def test_attendance_is_published_without_reasons(desk: Desk) -> None:
    send(desk, sign_in([("冯伟", "√"), ("姜淑芬", "请假", "病假"), ("蒋欣怡", "×")]))
    text = "\n".join(lines(desk, f"{DAY}/09 出勤公示"))
    assert "应到3人，实到1人，请假1人，缺席1人。\n出席：冯伟。\n请假：姜淑芬。\n缺席：蒋欣怡。" in text
    assert "病假" not in text


# --- the set actions, the time, the place


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"重温入党誓词": "否"}, ["actions-missing"]),
        ({"重温入党誓词": ""}, ["actions-missing"]),
        ({"重温入党誓词": "", "会议记录": "全体党员面向党旗重温入党誓词。"}, []),
        ({"重温入党誓词": "否", "活动类型": "党课"}, []),
        ({"开始时间": "14:30", "结束时间": "17:30"}, []),
        ({"开始时间": "14:30", "结束时间": "17:29"}, ["event-too-short"]),
        ({"结束日期": "2026-03-21"}, ["event-too-long"]),
        ({"结束日期": "2026-03-20"}, []),
        ({"活动类别": "聚餐"}, []),
    ],
)
def test_what_a_theme_day_must_have(desk: Desk, fields: dict[str, str], told: list[str]) -> None:
    send(desk, registration(**fields))
    packet = "三会一课" if "活动类型" in fields else "主题党日"
    assert [code for code, _ in checks(desk, packet)] == told


# --- leave, absence, make-up

AWAY = [("冯伟", "√"), ("姜淑芬", "请假"), ("蒋欣怡", "×")]


def test_who_was_away_is_followed_until_it_is_made_up_for(desk: Desk) -> None:
    send(desk, registration(), sign_in(AWAY))
    assert checks(desk) == [
        ("absence-unfollowed", "表b.xlsx Sheet1 C8"),
        ("leave-unrecorded", "表b.xlsx Sheet1 C7"),
        ("make-up-missing", "表b.xlsx Sheet1 C7"),
    ]
    assert "02-2 补课记录" not in made(desk)
    rows = [
        {"姓名": "姜淑芬", "未到情况": "请假", "事由": "出差", "批准人": "冯伟", "补课日期": "2026-03-25"},
        {
            "姓名": "蒋欣怡",
            "未到情况": "无故缺席",
            "联系日期": "2026-03-21",
            "了解的原因": "忘了",
            "补课日期": "2026-03-25",
        },
    ]
    drop(desk, leave(rows), "请假.xlsx")
    ingest(desk)
    assert checks(desk) == []
    assert "1\t姜淑芬\t请假\t2026.3.25" in "\n".join(lines(desk, f"{DAY}/02-2 补课记录"))
    assert "2\t蒋欣怡\t缺席" in "\n".join(lines(desk, f"{DAY}/02-1 请假缺席登记"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"姓名": "冯伟", "补课日期": "2026-03-25"}, "away-differs"),
        ({"姓名": "沈一鸣", "补课日期": "2026-03-25"}, "away-differs"),
        ({"姓名": "姜淑芬", "未到情况": "缺席", "批准人": "冯伟"}, "away-differs"),
        ({"姓名": "姜淑芬", "批准人": "冯伟", "补课日期": "2026-03-19"}, "follow-up-early"),
        ({"姓名": "姜淑芬", "未到情况": "请假"}, "leave-unrecorded"),
    ],
)
def test_leave_and_sign_in_contradict_each_other(desk: Desk, row: dict[str, str], code: str) -> None:
    send(desk, registration(), sign_in(), leave([row]))
    assert [found for found, _ in checks(desk)] == [code]


def test_a_leave_form_alone_waits_for_its_activity(desk: Desk) -> None:
    send(desk, leave([{"姓名": "姜淑芬", "未到情况": "请假"}]))
    assert desk.ledger.activities(BRANCH) == []


# --- the registers of the year


def test_every_activity_with_its_counts_and_what_it_lacks(desk: Desk) -> None:
    send(
        desk,
        registration(),
        sign_in(),
        registration(date="2026-04-20", theme="党课一", 活动类型="党课"),
        notice(date="2026-05-20"),
    )
    rows = entries(desk, "活动台账")
    assert [row[:10] for row in rows] == [
        ["1", "2026.3.20", "主题党日", "学党章", "会议室", "冯伟", "2", "1", "1", "0"],
        ["2", "2026.4.20", "党课", "党课一", "会议室", "冯伟", "", "", "", ""],
    ]
    lacking = "活动方案的内容、会议记录的内容、党费收缴表、照片、活动小结、活动简报的内容、年度活动安排表"
    assert rows[0][10] == f"缺：{lacking}"
    assert "签到表" in rows[1][10]


def test_a_decision_stays_open_until_it_is_done(desk: Desk) -> None:
    decided = registration(date="2025-12-19") + resolutions([("修党员活动室的门", "冯伟", "2026-01-15")])
    send(desk, decided, registration() + resolutions([("扫雪", "蒋欣怡", "月底前")]))
    assert _standing(desk, 2025) == [("修党员活动室的门", "未办结")]
    assert _standing(desk, 2026) == [("修党员活动室的门", "未办结"), ("扫雪", "未办结")]
    drop(
        desk,
        progress([("修党员活动室的门", "2025-12-19", "换了新门", "2026-02-01"), ("扫雪", None, "", None)]),
        "落实.xlsx",
    )
    ingest(desk)
    assert _standing(desk, 2025) == [("修党员活动室的门", "逾期办结")]
    assert _standing(desk, 2026) == [("修党员活动室的门", "逾期办结"), ("扫雪", "未办结")]
    originals = [path.parts[-5] for path in desk.workspace.outbox.rglob("落实.xlsx")]
    assert originals == ["2026"]


def _standing(desk: Desk, year: int) -> list[tuple[str, str]]:
    return [(row[3], row[8]) for row in entries(desk, "议定事项台账", year)]


def test_reports_are_held_against_the_decisions(desk: Desk) -> None:
    send(
        desk,
        registration() + resolutions([("扫雪", "蒋欣怡", "月底前")]),
        progress([("扫雪", "2026-04-20", "", None), ("买书", None, "已完成", None), ("扫雪", None, "", "2026-03-02")]),
    )
    assert checks(desk, "台账") == [
        ("done-differs", "表b.xlsx Sheet1 C6"),
        ("done-early", "表b.xlsx Sheet1 D7（对照 表a.xlsx Sheet1 B9）"),
        ("matter-unknown", "表b.xlsx Sheet1 A6"),
        ("matter-unknown", "表b.xlsx Sheet1 B5（对照 表a.xlsx Sheet1 B9）"),
    ]
    assert ("买书", "已办结") in _standing(desk, 2026)


def test_a_suggestion_is_one_however_often_it_is_told(desk: Desk) -> None:
    first = [
        ("2026-03-20", "严一鸣", "把培训安排在清明前", None, None),
        ("2026-03-20", "姜海涛", "买党章", "不采纳", None),
    ]
    answered = [("2026-03-20", "严一鸣", "把培训安排在清明前", "采纳", "2026-04-01")]
    send(desk, suggestions(first))
    assert [row[7] for row in entries(desk, "意见建议台账")] == ["未答复", "已答复"]
    drop(desk, suggestions(answered, day="2026-04-02"), "四月.xlsx")
    ingest(desk)
    assert [(row[2], row[4], row[7]) for row in entries(desk, "意见建议台账")] == [
        ("严一鸣", "采纳", "已办结"),
        ("姜海涛", "不采纳", "已答复"),
    ]
