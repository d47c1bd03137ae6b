"""政治生日 through the whole chain: the year's register, an event's papers, the cards, and what is told of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_desk, outbox_of, plan, registration, roster, talk, text_of
from celebrating import celebration, dated_roster

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look

YEAR = f"2026/{BRANCH}/政治生日"
MEMBERS = {"冯伟": dt.date(1996, 2, 29), "姜淑芬": dt.date(2010, 3, 5), "沈一鸣": "1988.04", "蒋欣怡": None}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


def lines(desk: Desk, document: str) -> list[list[str]]:
    return [line.split("\t") for line in text_of(desk.workspace.outbox / YEAR / f"{document}.docx").split("\n")]


def told(desk: Desk) -> list[str]:
    """What the year's packet is told, without the reasons."""
    (view,) = (view for view in look(desk).activities() if view.folder == YEAR)
    return sorted(message for _, message, _ in view.checks)


def names_made(desk: Desk) -> set[str]:
    return {Path(path).stem for path in outbox_of(desk) if path.startswith(YEAR) and path.endswith(".docx")}


def test_the_year_by_admission_and_by_month(desk: Desk) -> None:
    heads = {"冯伟": ["1997-02-28"], "沈一鸣": ["1989.06"]}
    drop(desk, dated_roster(MEMBERS, "转正日期", rows=heads), "名册.xlsx")
    drop(desk, plan(), "计划.xlsx")
    assert ingest(desk).failures == []
    rows = lines(desk, "01 政治生日名册")
    sequence = [row[:6] + row[7:] for row in rows if len(row) == 8]
    assert sequence[1:] == [
        ["1", "沈一鸣", "1988.04", "4月", "38", "36", ""],
        ["2", "冯伟", "1996.2.29", "2月29日", "30", "29", "当年没有2月29日"],
        ["3", "姜淑芬", "2010.3.5", "3月5日", "16", "", ""],
    ]
    assert ["花名册上没有入党日期、还没有排入的：蒋欣怡。"] in rows
    by_month = {row[0]: row[1:3] for row in rows if len(row) == 4}
    assert by_month["2月"] == ["1", "冯伟（29日）"]
    assert by_month["4月"] == ["1", "沈一鸣"]
    assert by_month["12月"] == ["0", ""]
    assert ["2026年第一季度（2人）"] in rows
    assert told(desk) == ["花名册上没有蒋欣怡的入党日期，排不进 2026 年政治生日名册"]


def test_who_came_left_or_was_admitted_in_the_year(desk: Desk) -> None:
    members = {
        "冯伟": "2001-06-01",
        "姜淑芬": "2002-06-01",
        "沈一鸣": "2026-05-01",
        "蒋欣怡": "2003-06-01",
        "周国庆": "2027-01-05",
    }
    moved = {"冯伟": ["2026-07-01", None], "姜淑芬": [None, "2026-05-08"], "蒋欣怡": [None, "2025-12-01"]}
    drop(desk, dated_roster(members, "转入日期", "转出日期", rows=moved), "名册.xlsx")
    drop(desk, plan(), "计划.xlsx")
    assert ingest(desk).failures == []
    rows = lines(desk, "01 政治生日名册")
    assert [(row[1], row[7]) for row in rows if len(row) == 8][1:] == [
        ("冯伟", "7月1日转入"),
        ("姜淑芬", "5月8日转出"),
        ("沈一鸣", "当年入党"),
    ]
    assert {row[1] for row in rows if len(row) == 4} == {"人数", "0"}


def test_an_event_its_cards_and_its_wish_sheets(desk: Desk) -> None:
    drop(desk, dated_roster(MEMBERS), "名册.xlsx")
    drop(desk, talk(member="姜淑芬", date="2026-03-12"), "谈话.xlsx")
    drop(desk, talk(member="冯伟", talker="姜淑芬", date="2025-12-30"), "谈话2.xlsx")
    drop(desk, registration(theme="三月政治生日"), "活动.xlsx")
    heads = ("贺词寄语", "要求和期望", "领誓", "重温入党志愿书", "心愿")
    people = [
        ("姜淑芬", "愿您守初心\n担使命", "带好新人", "√", "2026-03-10", "传下手艺"),
        ("冯伟", None, None, None, None, None),
    ]
    drop(desk, celebration(people, *heads), "生日.xlsx")
    assert ingest(desk).failures == []
    event = lines(desk, "2026-03-20 政治生日活动登记")
    assert ["主 持 人", "", "领 誓 人", "姜淑芬"] in event
    assert ["活动形式", "", "所在活动", "三月政治生日"] in event
    assert [row[1:5] for row in event[-2:]] == [
        ["姜淑芬", "2010.3.5", "16", "2026.3.10"],
        ["冯伟", "1996.2.29", "30", ""],
    ]
    cards = text_of(desk.workspace.outbox / YEAR / "2026-03-20 政治生日贺卡.docx")
    first, second = cards.split("冯伟　同志：")
    assert (
        "姜淑芬　同志：\n2010年3月5日加入中国共产党　　入党 16 周年\n贺词寄语\n愿您守初心\n担使命\n要求和期望\n带好新人"
        in first
    )
    assert "＿＿＿＿＿" not in first.partition("要求和期望")[0]
    assert second.count("＿" * 25) == 5
    wishes = lines(desk, "2026-03-20 政治生日心愿卡")
    assert [row[1] for row in wishes if row[0] == "愿望"] == ["传下手艺", ""]
    prepared = [row for row in lines(desk, "02 政治生日筹备清单") if len(row) == 10]
    assert prepared[1][2:] == ["冯伟", "2月29日", "", "2025.12.30", "", "", "", "2026.3.20"]
    assert prepared[2][2:] == ["姜淑芬", "3月5日", "2026.3.10", "2026.3.12", "√", "√", "√", "2026.3.20"]
    left = text_of(desk.workspace.outbox / YEAR / "03 政治生日贺卡（手写寄语）.docx")
    assert "沈一鸣　同志" in left
    assert "姜淑芬" not in left
    assert told(desk) == ["花名册上没有蒋欣怡的入党日期，排不进 2026 年政治生日名册"]


def test_a_long_greeting_is_printed_whole_in_smaller_type(desk: Desk) -> None:
    greeting = "十年如一日。" * 60
    drop(desk, celebration([("姜淑芬", greeting), ("冯伟", "好")], "书记寄语"), "生日.xlsx")
    assert ingest(desk).failures == []
    assert greeting in text_of(desk.workspace.outbox / YEAR / "2026-03-20 政治生日贺卡.docx")


def test_an_event_is_judged_by_roster_talks_and_activities(desk: Desk) -> None:
    drop(desk, dated_roster({"冯伟": "1996-02-10", "姜淑芬": "2010-03-05", "沈一鸣": "2001-07-01"}), "名册.xlsx")
    drop(desk, talk(member="姜淑芬", date="2026-03-25"), "谈话.xlsx")
    drop(desk, celebration([("姜淑芬",), ("沈一鸣",)], 领誓人="冯伟"), "生日.xlsx")
    drop(desk, celebration([("姜淑芬",)], day="2026-04-20"), "生日4.xlsx")
    assert ingest(desk).failures == []
    messages = told(desk)
    assert [message for message in messages if message.startswith("没有收到姜淑芬在 2026-03-20")] == [
        "没有收到姜淑芬在 2026-03-20 之前一年内的谈心谈话记录，2026-03-25 的一次在活动之后"
    ]
    assert "沈一鸣 2001-07-01 入党，政治生日在 7 月，活动却在 2026-03-20" in messages
    assert "领誓人冯伟不在过政治生日的党员里" in messages
    assert "2026-03-20 没有写明“政治生日”的活动登记表" in messages
    assert "冯伟的政治生日在 2026年2月，到 2026-04-20 为止的政治生日登记表上都没有此人" in messages


def test_no_packet_without_a_roster_and_without_an_event(desk: Desk) -> None:
    drop(desk, registration(), "活动.xlsx")
    assert ingest(desk).failures == []
    assert not any("政治生日" in view.folder for view in look(desk).activities())


def test_a_roster_without_any_date_makes_no_cards(desk: Desk) -> None:
    drop(desk, roster(), "名册.xlsx")
    drop(desk, registration(), "活动.xlsx")
    assert ingest(desk).failures == []
    assert names_made(desk) == {"01 政治生日名册"}
    assert ["花名册上没有入党日期、还没有排入的：冯伟、姜淑芬。"] in lines(desk, "01 政治生日名册")


def test_a_register_of_the_branch_s_own_is_compared(desk: Desk) -> None:
    people = {"冯伟": "1996-02-10", "姜淑芬": "2010-03-05", "沈一鸣": "2001-04-30"}
    drop(desk, dated_roster(people), "名册.xlsx")
    own = [["2026年党员政治生日一览表"], ["支部", BRANCH], ["序号", "姓名", "入党时间", "政治生日"]]
    drop(desk, [*own, [1, "冯伟", "1997-02-10", "2月10日"], [2, "姜淑芬", "2010.03", "3月5日"]], "自排.xlsx")
    assert ingest(desk).failures == []
    assert told(desk) == [
        "冯伟的入党日期写 1997-02-10，花名册上是 1996-02-10，写的可能是转正日期",
        "政治生日名册上没有沈一鸣",
    ]
    assert f"{YEAR}/原始表单/自排.xlsx" in outbox_of(desk)
