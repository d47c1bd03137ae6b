"""组织生活会 and 民主评议党员: the year's papers find their meeting; the registers of 党员管理."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_desk, outbox_of, registration, roster, talk, text_of
from yearly_papers import Grid, ballot, count, development, meeting_plan, opinions, paper, self_appraisal, vote

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Accepted
from pipeline.packet.report import PacketReport

LIFE, APPRAISAL = "组织生活会", "民主评议党员"
VERDICTS = (
    ("冯伟", 2, 0, 0, 0, "优秀", ""),
    ("姜淑芬", "", 2, "", "", "合格", ""),
    ("沈一鸣", 0, 0, 0, 2, "不合格", ""),
)
ACTIONS = {"集中学习": "是", "重温入党誓词": "是", "交纳党费": "是"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "ws", dt.datetime(2027, 7, 1))


def send(desk: Desk, *grids: Grid) -> None:
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{number}.xlsx")
    assert len(ingest(desk).of(Accepted)) == len(grids)


def meeting(kinds: str = LIFE, date: str = "2026-03-20", theme: str = "找差距", **fields: Any) -> Grid:
    return registration(date=date, theme=theme, 活动类型=kinds, **ACTIONS, **fields)


def documents(desk: Desk, day: str) -> dict[str, Path]:
    """Those of the activity of that day, by their numbers."""
    return {Path(path).name[:2]: desk.workspace.outbox / path for path in outbox_of(desk) if f"/{day} " in path}


def lines(path: Path) -> list[str]:
    return text_of(path).split("\n")


def checks(desk: Desk, day: str = "2026-03-20") -> list[str]:
    (entry,) = [one for one in desk.ledger.activities(BRANCH) if one.day == day and LIFE in one.packet]
    return sorted(code for _, _, _, code in PacketReport.from_text(entry.report).checks)


def missing(desk: Desk) -> list[str]:
    (view,) = (view for view in look(desk).activities() if "找差距" in view.folder)
    return [name for name, _ in view.missing]


# --- which papers belong to which meeting


def test_one_meeting_for_both_has_the_papers_of_both(desk: Desk) -> None:
    send(
        desk,
        meeting(f"{LIFE}、{APPRAISAL}"),
        meeting_plan(),
        talk(),
        opinions([("学习少", "每月两次")]),
        *(self_appraisal("冯伟", "优秀"), self_appraisal("姜淑芬"), self_appraisal("沈一鸣")),
        *(ballot(n, {"冯伟": "优秀", "姜淑芬": "合格", "沈一鸣": "不合格"}) for n in (1, 2)),
        count(VERDICTS, 有效票=2),
        paper("2026年不合格党员处置登记表", {}, ("姓名", "处置措施"), [("沈一鸣", "限期改正")]),
    )
    found = documents(desk, "2026-03-20")
    assert {"01", "03", "05", "08", "09", "10", "11", "12", "13", "14"} <= found.keys()
    assert "1\t学习少\t\t" in lines(found["08"])
    assert "1\t学习少\t\t每月两次\t\t\t" in lines(found["09"])
    assert "1\t2026.3.12\t冯伟\t姜淑芬\t年度谈话\t" in lines(found["05"])
    assert lines(found["10"])[4:7] == [
        "1\t冯伟\t优秀\t2\t0\t0\t0\t优秀\t",
        "2\t姜淑芬\t合格\t\t2\t\t\t合格\t",
        "3\t沈一鸣\t合格\t0\t0\t0\t2\t不合格\t",
    ]
    assert "3\t沈一鸣\t0\t0\t0\t2" in lines(found["12"])
    assert "1\t冯伟\t优秀\t" in lines(found["13"])
    assert "1\t沈一鸣\t限期改正\t" in lines(found["14"])
    assert [line for line in lines(found["11"]) if line.startswith("姓")][2].startswith("姓　　名\t沈一鸣")
    assert checks(desk) == []


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        (LIFE, {"01 组织生活会方案", "05 会前谈心谈话情况", "08 意见清单", "09 整改措施清单"}),
        (APPRAISAL, {"10 民主评议党员登记表", "11 党员自评表", "12 民主测评结果汇总"}),
    ],
)
def test_what_a_meeting_of_one_kind_wants(kinds: str, wanted: set[str], desk: Desk) -> None:
    send(desk, meeting(kinds))
    assert {name for name in missing(desk) if "-" not in name} - {"02 签到表"} == wanted


@pytest.mark.parametrize(
    "fields",
    [{"theme": "2025年度组织生活会 找差距"}, {"所属年度": 2025}, {}],
    ids=["theme", "field", "first quarter"],
)
def test_a_meeting_that_drifted_has_the_papers_of_its_year(fields: dict[str, Any], desk: Desk) -> None:
    send(desk, meeting_plan(2025), meeting(date="2026-02-10", **fields), opinions([("学习少", "")], 2025))
    assert {"01", "08"} <= documents(desk, "2026-02-10").keys()


def test_papers_lie_until_their_meeting_is_registered(desk: Desk) -> None:
    send(desk, opinions())
    (told,) = [problem for branch in look(desk).branches for problem in branch.loose]
    assert (told.code, told.at.file) == ("activity-missing", "表0.xlsx")
    send(desk, meeting(date="2027-06-01"))
    assert "08" not in documents(desk, "2027-06-01")
    assert [branch.year for branch in look(desk).branches if branch.loose] == [desk.now().year]
    send(desk, meeting(date="2026-12-18"))
    assert "08" in documents(desk, "2026-12-18")


def test_each_kind_takes_its_own_papers_where_two_meetings_are_held(desk: Desk) -> None:
    send(desk, meeting(LIFE), meeting(APPRAISAL, "2026-03-27"), opinions(), count(VERDICTS))
    assert "08" in documents(desk, "2026-03-20")
    assert {"08", "10"} & documents(desk, "2026-03-27").keys() == {"10"}


def test_talks_since_the_last_meeting_and_until_this_one(desk: Desk) -> None:
    talks = [talk(date=day, member="姜淑芬") for day in ("2025-01-02", "2025-12-01", "2026-03-20", "2026-03-21")]
    send(desk, meeting(date="2025-06-18"), meeting(), *talks)
    rows = [line.split("\t")[1] for line in lines(documents(desk, "2026-03-20")["05"]) if "年度谈话" in line]
    assert rows == ["2025.12.1", "2026.3.20"]


def test_the_papers_that_were_sent_are_kept_with_the_meeting(desk: Desk) -> None:
    send(desk, meeting(), opinions())
    kept = {path for path in outbox_of(desk) if "/原始表单/" in path}
    assert {Path(path).name for path in kept if "2026-03-20" in path} == {"表0.xlsx", "表1.xlsx"}


# --- what is told


def test_a_life_meeting_without_talks_and_measures(desk: Desk) -> None:
    send(desk, meeting(), opinions([("学习少", "每月两次"), ("调研少", "")]))
    assert checks(desk) == ["meeting-talk-missing", "opinion-without-measure"]
    send(desk, talk(), opinions([("学习少", "每月两次"), ("调研少", "每季一次")]))
    assert checks(desk) == []


def test_ballots_against_the_count_by_hand(desk: Desk) -> None:
    votes = [ballot(n, {"冯伟": "优秀" if n == 1 else "合格"}) for n in (1, 2)]
    send(desk, meeting(f"{LIFE}、{APPRAISAL}"), talk(), self_appraisal("冯伟"), *votes)
    assert checks(desk) == []
    send(desk, count([("冯伟", 2, 0, 0, 0, "合格", "")], 有效票=2))
    (entry,) = [one for one in desk.ledger.activities(BRANCH) if one.day == "2026-03-20" and LIFE in one.packet]
    (told,) = PacketReport.from_text(entry.report).checks
    assert told[0] == "表0.xlsx Sheet1 A5（对照 表3.xlsx Sheet1 A5）"
    assert "优秀2、合格0" in told[1]
    assert "优秀1、合格1" in told[1]
    send(desk, count([("冯伟", 1, 1, 0, 0, "合格", "")], 有效票=2))
    assert checks(desk) == []
    send(desk, count([("冯伟", 1, 2, 0, 0, "合格", "")], 有效票=3))
    assert checks(desk) == ["ballots-differ"]


def test_who_is_left_out_of_the_appraisal(desk: Desk) -> None:
    send(desk, meeting(f"{LIFE}、{APPRAISAL}"), talk(), roster(["冯伟", "姜淑芬"]))
    send(desk, count([("冯伟", "", "", "", "", "不合格", "")]))
    assert checks(desk) == ["appraisal-unlisted", "self-appraisal-missing", "unfit-unmeasured"]
    rows = [(name, "", "", "", "", "合格", "") for name in ("冯伟", "姜淑芬")]
    send(desk, count(rows), self_appraisal("冯伟"), self_appraisal("姜淑芬"))
    assert checks(desk) == []


def test_a_verdict_that_differs_on_the_members_own_sheet(desk: Desk) -> None:
    send(desk, meeting(f"{LIFE}、{APPRAISAL}"), talk(), self_appraisal("冯伟", 评定等次="合格"))
    send(desk, count([("冯伟", "", "", "", "", "基本合格", "")]))
    assert checks(desk) == ["verdict-differs"]


# --- 党员管理


def test_the_registers_of_a_year(desk: Desk) -> None:
    header = ("申请入党时间", "接收预备党员大会日期", "入党申请书", "入党志愿书", "票决记录", "会议记录")
    send(
        desk,
        development([("林晓", "2024.3", "2026-03-18", "有", "有", "无", "√")], header),
        vote(票决日期="2026-03-18"),
        paper(
            "2026年违纪党员清单",
            {},
            ("姓名", "违纪事实", "处分决定", "处分文号"),
            [("某甲", "迟到", "警告", "机纪〔2026〕3号")],
        ),
        paper("2026年不合格党员名单", {}, ("姓名", "认定依据"), [("某乙", "长期失联")]),
        paper("2026年学习心得登记表", {}, ("姓名", "题目", "日期"), [("冯伟", "学党章", "2026-03-01")]),
    )
    folder = desk.workspace.outbox / "2026" / BRANCH / "党员管理"
    assert lines(folder / "01 发展党员登记册.docx")[-1].split("\t")[9:11] == ["预备党员", "票决记录"]
    (voted,) = folder.glob("02 *.docx")
    assert "赞成票\t22\t反对票\t0\t弃权票\t1" in lines(voted)
    assert lines(folder / "03 违纪党员清单.docx")[-1] == "1\t某甲\t迟到\t警告\t\t机纪〔2026〕3号\t\t"
    assert lines(folder / "04 不合格党员处置登记册.docx")[-1] == "1\t某乙\t长期失联\t\t\t\t"
    assert lines(folder / "05 学习心得登记册.docx")[-1] == "1\t冯伟\t学党章\t2026.3.1\t\t"


def test_a_proposal_without_a_decision_leaves_the_decision_blank(desk: Desk) -> None:
    fields = {"登记日期": "2026-03-01", "姓名": "冯伟", "事由": "三次缺席", "程序提出的依据": "2025-12-20 缺席"}
    send(desk, paper("提醒谈话登记表", fields))
    text = lines(desk.workspace.outbox / "2026" / BRANCH / "组织处理" / "2026-03-01 冯伟组织处理登记表.docx")
    assert "提出依据\t2025-12-20 缺席" in text
    assert "决　　定\t" in text
    assert "决定机构\t\t决定日期\t" in text


def test_a_list_of_verdicts_without_votes(desk: Desk) -> None:
    grid = paper("2026年度民主评议党员结果汇总表", {}, ("姓名", "评定等次"), [("冯伟", "优秀"), ("姜淑芬", "合格")])
    send(desk, meeting(APPRAISAL), grid)
    assert "1\t冯伟\t优秀\t" in lines(documents(desk, "2026-03-20")["13"])
    assert lines(documents(desk, "2026-03-20")["14"])[-2:-1] == ["无"]
    send(desk, paper("2026年度民主评议党员结果汇总表", {}, ("姓名", "评定等次"), [("冯伟", "优秀"), ("姜淑芬", "")]))
    assert lines(documents(desk, "2026-03-20")["14"])[-2:-1] == [""]
