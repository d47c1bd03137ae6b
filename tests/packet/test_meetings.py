"""Meetings through the whole chain: minutes, lessons, their registers, and what the roster makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, make_desk, registration, sign_in, text_of
from meetings import SHEET_OF_AN_OFFICE, attended, branch_roster, meeting, vote
from papers import put
from theme_days import leave, notice, resolutions

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned
from pipeline.packet.report import PacketReport

FOLDER = "2026-03-20 党员大会 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "ws")


def send(desk: Desk, *grids: list[list[object]]) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{chr(97 + number)}.xlsx")
    report = ingest(desk)
    assert report.failures == []
    assert report.of(Returned) == []


def text(desk: Desk, document: str, folder: str = FOLDER) -> list[str]:
    return text_of(desk.workspace.outbox / f"2026/{BRANCH}/{folder}/{document}.docx").split("\n")


def made(desk: Desk, folder: str = FOLDER) -> set[str]:
    return {path.stem for path in (desk.workspace.outbox / f"2026/{BRANCH}/{folder}").glob("*.docx")}


def checks(desk: Desk, kinds: str) -> list[str]:
    (entry,) = (each for each in desk.ledger.activities(BRANCH) if kinds in each.key)
    return sorted(code for _, _, _, code in PacketReport.from_text(entry.report).checks)


def test_minutes_have_all_that_was_written(desk: Desk) -> None:
    grid = meeting(
        votes=[vote(4, 4, 3, 1, 0, "通过", "接收林晓为预备党员")],
        会议次数="第1次",
        不同意见="沈一鸣：再培养一段时间。",
        主持人总结="冯伟：抓好落实。",
    )
    send(desk, grid + resolutions([("报送材料", "姜淑芬", "2026-03-25")]))
    lines = text(desk, "03 会议记录")
    assert {"会议次数\t第1次", "不同意见\t沈一鸣：再培养一段时间。", "主持人总结\t冯伟：抓好落实。"} <= set(lines)
    assert "接收林晓为预备党员\t举手表决\t4\t4\t3\t1\t0\t通过" in lines
    assert "接收林晓为预备党员\t举手表决\t4\t4\t3\t1\t0\t通过" in text(desk, "04 活动情况登记表")
    assert lines.index("表决情况") < lines.index("会议决议") < lines.index("主持人（签字）：\t记录人（签字）：")


def test_a_theme_day_without_votes_has_no_empty_boxes(desk: Desk) -> None:
    send(desk, registration())
    lines = text(desk, "03 会议记录", "2026-03-20 学党章")
    assert not {"会议次数", "不同意见", "表决情况", "主持人总结", "党 小 组"} & {line.split("\t")[0] for line in lines}


def test_without_a_sign_in_sheet_the_minutes_count_themselves(desk: Desk) -> None:
    send(desk, SHEET_OF_AN_OFFICE)
    lines = text(desk, "03 会议记录", "2026-03-09 支委会 研究三月份主题党日")
    assert "应到人数\t3\t实到人数\t2\t请假人数\t\t缺席人数\t" in lines
    assert "缺席人员\t沈一鸣（出差）" in lines
    register = [line.split("\t") for line in text(desk, "活动台账", "台账")]
    assert [row[6:8] for row in register if row[0] == "1"] == [["3", "2"]]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"应到人数": 3, "实到人数": 2}, ""),
        ({"应到人数": 3}, ""),
        ({}, ""),
        ({"应到人数": 3, "实到人数": 3}, "无"),
        ({"应到人数": 3, "实到人数": 3, "请假人员": "沈一鸣（出差）"}, ""),
    ],
)
@pytest.mark.parametrize(("kind", "document"), [("党员大会", "03 会议记录"), ("党课", "03-1 党课记录")])
def test_nobody_was_away_only_where_the_form_says_so(
    kind: str, document: str, counts: dict[str, object], said: str, desk: Desk
) -> None:
    send(desk, meeting(kind, **counts))
    lines = text(desk, document, f"2026-03-20 {kind} 学党章")
    heads = lines.index("姓名\t状态\t请假事由\t补课日期\t补课方式")
    assert lines[heads + 1] == said


def test_nobody_was_away_by_the_sign_in_sheet(desk: Desk) -> None:
    send(desk, meeting(), attended("冯伟", "姜淑芬"))
    lines = text(desk, "03 会议记录")
    assert lines[lines.index("姓名\t状态\t请假事由\t补课日期\t补课方式") + 1] == "无"


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"请假人员": "韦大山（住院）"}, "请假人员\t韦大山（住院）"),
        ({"未到人员": "韦大山（住院）", "请假人数": 1, "缺席人数": 0}, "请假人员\t韦大山（住院）"),
        ({"未到人员": "韦大山（住院）", "请假人数": 0, "缺席人数": 1}, "缺席人员\t韦大山（住院）"),
    ],
)
def test_who_is_excused_is_not_absent(fields: dict[str, object], row: str, desk: Desk) -> None:
    send(desk, meeting(应到人数=2, 实到人数=1, **fields))
    told = [line for line in text(desk, "03 会议记录") if line.startswith(("请假人员\t", "缺席人员\t"))]
    assert told == [row]


def test_counts_that_the_sign_in_sheet_does_not_bear_out(desk: Desk) -> None:
    send(desk, meeting(应到人数=3, 实到人数=2), attended("冯伟", away=["姜淑芬"]))
    assert checks(desk, "党员大会") == ["minutes-count-differs", "minutes-count-differs"]
    assert "应到人数\t2\t实到人数\t1\t请假人数\t1\t缺席人数\t0" in text(desk, "03 会议记录")


def test_notice_and_leave_join_the_meeting(desk: Desk) -> None:
    row = {"姓名": "姜淑芬", "未到情况": "请假", "批准人": "冯伟", "补课日期": "2026-03-25"}
    send(desk, meeting(), sign_in(), notice(), leave([row]))
    assert {"01 活动通知", "02-1 请假缺席登记", "02-2 补课记录"} <= made(desk)
    assert "关于召开2026年3月党员大会的通知" in text(desk, "01 活动通知")
    assert not any(desk.ledger.loose().values())
    assert checks(desk, "党员大会") == []


def test_a_lesson_has_its_own_record(desk: Desk) -> None:
    folder = "2026-03-20 党课 三月党课"
    send(desk, meeting("党课", theme="三月党课", 主讲人="冯伟", 授课题目="党的纪律", 会议记录="一、为什么学。"))
    assert {"03-1 党课记录"} == {name for name in made(desk, folder) if name.startswith("03")}
    lines = text(desk, "03-1 党课记录", folder)
    assert {"授课题目\t党的纪律", "主 讲 人\t冯伟", "党课内容\t一、为什么学。"} <= set(lines)


def test_a_lesson_told_as_the_activity_s_content(desk: Desk) -> None:
    """As many forms have it: its theme is what was taught, its content what was said."""
    send(desk, meeting("党课", theme="党的纪律", 主讲人="冯伟", 主要内容="一、为什么学。"))
    folder = "2026-03-20 党课 党的纪律"
    assert {"授课题目\t党的纪律", "党课内容\t一、为什么学。"} <= set(text(desk, "03-1 党课记录", folder))
    assert "主 讲 人\t冯伟\t授课题目\t党的纪律" in text(desk, "04 活动情况登记表", folder)


def test_one_afternoon_of_both_has_both_records(desk: Desk) -> None:
    send(desk, meeting("主题党日、党课", 主讲人="冯伟"))
    assert {"03 会议记录", "03-1 党课记录"} <= made(desk, "2026-03-20 学党章")


def test_the_lessons_of_the_year(desk: Desk) -> None:
    settings = desk.workspace.root / "dangan.toml"
    settings.write_text('[rules]\nsets = ["条例", "组织生活细则"]\n', encoding="utf-8")
    desk.close()
    again = make_desk(desk.workspace.root)
    put(again, "2026-03-20党课讲稿.pdf")
    second = meeting("党课", date="2026-03-27", theme="第二讲", 主讲人="姜淑芬", 应到人数=5, 实到人数=4)
    send(again, meeting("党课", theme="第一讲", 主讲人="冯伟", 授课题目="党的纪律"), sign_in(theme="第一讲"), second)
    lines = text(again, "党课台账", "台账")
    assert "共 2 次；党课 1 年不少于 4 次（党内组织生活实施细则（鼎发〔2020〕55号） 1.三会一课）" in lines
    rows = [line.split("\t") for line in lines if line[0].isdigit() and "\t" in line]
    assert [row[1:4] + row[6:] for row in rows] == [
        ["2026.3.20", "党的纪律", "冯伟", "2", "1", "有", "有"],
        ["2026.3.27", "第二讲", "姜淑芬", "5", "4", "缺", "缺"],
    ]


def test_the_branchs_own_sheet_names_the_committee(desk: Desk) -> None:
    profile = [
        ["支部基本情况表"],
        ["支部", BRANCH, "填报日期", "2026-01-05"],
        ["姓名", "职务", "分工"],
        ["冯伟", "书记", "全面工作"],
        ["蒋欣怡", "组织委员", "组织工作"],
    ]
    send(desk, branch_roster(), meeting("支委会"), attended("冯伟", "姜淑芬"), profile)
    assert checks(desk, "支委会") == ["body-outsider", "body-unlisted", "committee-no-quorum"]
