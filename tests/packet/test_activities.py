"""Which activities there are, what belongs to them, and what is said of the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_template, outbox_of, registration, sign_in, talk, text_of
from core import make_core_desk

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.intake import judge
from pipeline.flow.overview.overview import look
from pipeline.mapping.packet import FOLDER_NAMES, Computation
from pipeline.model.periods import first_day
from pipeline.packet.compute.every import COMPUTATIONS

YEAR = f"2026/{BRANCH}"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path)


def change(root: Path, file: str, was: str, instead: str) -> None:
    path = root / "mappings" / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, instead), encoding="utf-8")


def loose(desk: Desk) -> list[tuple[str, str]]:
    return [(p.code, p.at.file) for problems in desk.ledger.loose().values() for p in problems]


def missing(desk: Desk) -> set[str]:
    return {name for view in look(desk).activities() for name, _ in view.missing}


@pytest.mark.parametrize(
    ("happened", "day"),
    [("2026-03-20", "2026-03-20"), ("2026-03", "2026-03-01"), ("2026", "2026-01-01"), ("", "None")],
)
def test_first_day_of_what_is_known(happened: str, day: str) -> None:
    assert str(first_day(happened)) == day


def test_each_computation_is_known_to_the_language() -> None:
    assert set(COMPUTATIONS) == set(Computation)
    assert set(FOLDER_NAMES) == {"活动日期", "活动主题", "活动类型", "年度", "期间"}


def test_a_subject_without_a_date_is_told(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    change(tmp_path, "forms/谈心谈话记录.yaml", "{type: date, role: date,", "{type: date, role: date, optional: true,")
    desk = make_core_desk(tmp_path)
    drop(desk, [row for row in talk() if row[0] != "谈话日期"], "谈话.xlsx")
    assert ingest(desk).failures == []
    assert loose(desk) == [("subject-undated", "谈话.xlsx")]


def test_kinds_that_no_packet_serves(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    change(tmp_path, "packets/2三会一课.yaml", "kinds: [党课, ", "kinds: [")
    change(tmp_path, "packets/2三会一课.yaml", ", kinds: [党课]", "")
    desk = make_core_desk(tmp_path)
    drop(desk, registration(活动类型="党课"), "党课.xlsx")
    ingest(desk)
    assert loose(desk) == [("packet-missing", "党课.xlsx")]


def test_of_two_people_with_one_name_the_one_who_was_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "check_form", lambda *_: [])
    drop(desk, registration(), "登记.xlsx")
    drop(desk, sign_in([("冯伟", "√"), ("冯伟", "请假", "出差"), ("林小满", "列席")]), "签到.xlsx")
    ingest(desk)
    text = text_of(desk.workspace.outbox / f"{YEAR}/2026-03-20 学党章/02 签到表.docx")
    away = text.partition("请假与补课")[2]
    assert "出差" in away
    assert "林小满" not in away


def test_dues_go_to_the_activity_where_they_were_paid(desk: Desk) -> None:
    drop(desk, registration(date="2026-03-05", theme="学雷锋", 交纳党费="否"), "1.xlsx")
    drop(desk, registration(date="2026-03-20", theme="学党章", 交纳党费="是"), "2.xlsx")
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    assert [path for path in outbox_of(desk) if "05 党费" in path] == [f"{YEAR}/2026-03-20 学党章/05 党费交纳台账.docx"]


def test_dues_go_to_the_earliest_where_none_says_so(desk: Desk) -> None:
    drop(desk, registration(date="2026-03-20", theme="学党章"), "1.xlsx")
    drop(desk, registration(date="2026-03-05", theme="学雷锋"), "2.xlsx")
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    assert [path for path in outbox_of(desk) if "05 党费" in path] == [f"{YEAR}/2026-03-05 学雷锋/05 党费交纳台账.docx"]


def test_two_sign_ins_of_different_themes_are_two_activities(desk: Desk) -> None:
    drop(desk, sign_in(theme="学党章"), "1.xlsx")
    drop(desk, sign_in(theme="植树"), "2.xlsx")
    ingest(desk)
    assert [path for path in outbox_of(desk) if "02 签到表" in path] == [
        f"{YEAR}/2026-03-20 {theme}/02 签到表.docx" for theme in ("学党章", "植树")
    ]
    assert loose(desk) == []


def test_what_is_optional_is_not_missing(desk: Desk) -> None:
    drop(desk, registration(活动类型="党课"))
    ingest(desk)
    assert missing(desk) == {"02 签到表", "05 党课讲稿"}


def test_a_missing_document_is_not_called_by_its_pattern(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    change(tmp_path, "packets/3谈心谈话.yaml", "needs: [谈话]}", "needs: [谈话], field: 意见建议}\n"
           "  - {name: 00 材料目录, template: 目录.docx, contents: true}")  # fmt: skip
    change(tmp_path, "packets/3谈心谈话.yaml", "folder: 谈心谈话", 'folder: "谈心谈话{年度}"')
    lines = ["{%p for 份 in 材料 %}", "{{ 份.编号 }}/{{ 份.名称 }}/{{ 份.状态 }}", "{%p endfor %}"]
    make_template(tmp_path / "templates" / "目录.docx", *lines)
    desk = make_core_desk(tmp_path)
    drop(desk, {"1": talk(), "2": [*talk(member="冯小"), ["意见建议", "多谈"]]})
    assert ingest(desk).failures == []
    assert missing(desk) == {"2026-03-12 冯伟与姜淑芬谈心谈话记录"}
    assert text_of(desk.workspace.outbox / f"{YEAR}/谈心谈话2026/00 材料目录.docx").splitlines() == [
        "/2026-03-12 冯伟与冯小谈心谈话记录/已形成",
        "/2026-03-12 冯伟与姜淑芬谈心谈话记录/缺",
        "00/谈心谈话台账/已形成",
        "00-1/谈心谈话情况统计表/已形成",
    ]
    assert f"{YEAR}/谈心谈话2026/2026-03-12 冯伟与冯小谈心谈话记录.docx" in outbox_of(desk)


def test_other_names_for_tables_and_columns(tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    form, packet = "forms/签到表.yaml", "packets/1主题党日.yaml"
    change(tmp_path, form, "      签到:     {type: mark", "      到会:     {type: mark")
    change(tmp_path, form, "      姓名:     {type: member", "      人名:     {type: member")
    change(tmp_path, form, "headers: [签名,", "headers: [签到, 签名,")
    change(tmp_path, form, "headers: [党员姓名, 参加人员", "headers: [姓名, 党员姓名, 参加人员")
    change(
        tmp_path,
        packet,
        "template: 签到表.docx, needs: [签到], uses: [登记, 名册]}",
        "template: 短.docx, needs: [签到]}",
    )
    lines = ["{%p for 人 in 签到 %}", "{{ 人.人名 }}{{ 人.到会 }}{{ 人.状态 }}", "{%p endfor %}"]
    make_template(tmp_path / "templates" / "短.docx", *lines)
    desk = make_core_desk(tmp_path)
    drop(desk, sign_in())
    ingest(desk)
    text = text_of(desk.workspace.outbox / f"{YEAR}/2026-03-20 学党章/02 签到表.docx")
    assert text.splitlines() == ["冯伟√出席", "姜淑芬请假请假"]


def test_a_page_without_content_is_said_to_be_empty(desk: Desk) -> None:
    drop(desk, registration())
    ingest(desk)
    lines = text_of(outbox_of(desk)[f"{YEAR}/2026-03-20 学党章/00 材料目录.docx"]).splitlines()
    states = {row[2]: row[3:] for row in (line.split("\t") for line in lines) if len(row) > 4}
    assert states["活动简报"][0] == "没有内容"
    assert "活动内容" in states["活动简报"][2]
    assert states["活动情况登记表"][0] == "已形成"


def test_counts_and_times_are_not_printed_by_halves(desk: Desk) -> None:
    drop(desk, registration(date="2026年3月20日14:30", 活动小结="好", 应到人数="6"))
    ingest(desk)
    for name in ("01 活动方案", "03 会议记录", "07 活动小结", "08 活动简报"):
        text = text_of(outbox_of(desk)[f"{YEAR}/2026-03-20 学党章/{name}.docx"])
        assert "14:30" in text
        assert not re.search(r"实到人(?!数)|14:30—", text)
