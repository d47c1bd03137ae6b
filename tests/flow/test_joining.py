"""Which activity a sheet or a photo belongs to, whichever comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_photo, outbox_of, plan, registration, sign_in, talk, text_of
from core import make_core_desk

from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.answer import overview_answer
from pipeline.flow.overview.overview import look
from pipeline.model.outcome import Returned
from pipeline.packet.report import PacketReport

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def packets(desk: Desk) -> set[str]:
    """Every packet's folder below the outbox."""
    return {path.rpartition("/")[0] for path in outbox_of(desk) if path.endswith("/manifest.json")}


def loose(desk: Desk) -> list[str]:
    return [problem.code for problems in desk.ledger.loose().values() for problem in problems]


def test_plan_rows_of_a_month_go_to_the_activity_of_their_theme(desk: Desk) -> None:
    drop(desk, plan([["3月", "学雷锋", "扫街", ""], ["3月", "学党章", "学总纲", ""]]), "安排.xlsx")
    drop(desk, registration(date="2026-03-26", theme="学党章"))
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    real = desk.workspace.outbox / f"2026/{BRANCH}/2026-03-26 学党章"
    assert "学总纲" in text_of(real / "01 活动方案.docx")
    assert (real / "05 党费交纳台账.docx").is_file()
    assert f"2026/{BRANCH}/2026-03-20 学雷锋" in packets(desk)


def test_dues_that_lie_with_another_activity_of_the_month_are_not_asked_for(desk: Desk) -> None:
    drop(desk, registration(date="2026-03-20"), "下旬.xlsx")
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    drop(desk, registration(date="2026-03-06", theme="学党史"), "上旬.xlsx")
    ingest(desk)
    (later,) = [entry for entry in desk.ledger.activities(BRANCH) if entry.day == "2026-03-20"]
    missing = dict(PacketReport.from_text(later.report).missing)
    assert "2026-03-06" in missing["05 党费交纳台账"]


@pytest.mark.parametrize(
    ("name", "sheet", "told"),
    [
        ("主题党日签到.xlsx", "Sheet1", ["kinds-differ"]),
        ("签到.xlsx", "主题党日签到", ["kinds-differ"]),
        ("主题党日.xlsx", "党课签到", []),
        ("签到.xlsx", "Sheet1", []),
    ],
)
def test_a_sheet_named_for_another_kind_is_told(desk: Desk, name: str, sheet: str, told: list[str]) -> None:
    drop(desk, registration(活动类型="党课"), "党课.xlsx")
    drop(desk, {sheet: sign_in()}, name)
    ingest(desk)
    assert loose(desk) == told


def test_theme_decides_between_two_activities_of_a_day(desk: Desk) -> None:
    drop(desk, registration(theme="学党章"), "甲.xlsx")
    drop(desk, registration(theme="讲党史", 活动类型="党课"), "乙.xlsx")
    drop(desk, sign_in([["冯伟", "√"]], theme="讲党史"), "签到.xlsx")
    ingest(desk)
    assert [path for path in outbox_of(desk) if "02 签到表" in path] == [
        f"2026/{BRANCH}/2026-03-20 党课 讲党史/02 签到表.docx"
    ]
    drop(desk, sign_in(theme="别的"), "签到2.xlsx")
    ingest(desk)
    assert loose(desk) == ["activity-undecided"]


def test_dues_wait_for_their_month(desk: Desk) -> None:
    drop(desk, dues(), "党费.xlsx")
    ingest(desk)
    assert (packets(desk), loose(desk)) == (set(), ["activity-missing"])
    drop(desk, registration())
    ingest(desk)
    assert loose(desk) == []
    assert f"{FOLDER}/05 党费交纳台账.docx" in outbox_of(desk)


def photo_form(date: str = "2026-03-20") -> list[list[object]]:
    return [*registration(date=date, theme=f"学习{date}"), ["照片"], ["序号", "文件名", "说明"], [1, "a.jpg", "合影"]]


@pytest.mark.parametrize("photo_first", [True, False])
def test_photo_before_or_after_its_form(desk: Desk, photo_first: bool) -> None:
    steps = [lambda: make_photo(desk.workspace.inbox / BRANCH / "a.jpg"), lambda: drop(desk, photo_form())]
    for step in steps if photo_first else steps[::-1]:
        step()
        ingest(desk)
    (folder,) = packets(desk)
    assert f"{folder}/原始表单/a.jpg" in outbox_of(desk)
    assert overview_answer(look(desk))["branches"][0]["activities"][0]["checks"] == []


def test_same_photo_name_in_two_months(desk: Desk) -> None:
    for month, red in ((3, 10), (4, 200)):
        make_photo(desk.workspace.inbox / BRANCH / f"{month}月" / "a.jpg", taken=f"2026:0{month}:20 10:00:00", red=red)
        drop(desk, photo_form(f"2026-0{month}-20"), folder=f"{BRANCH}/{month}月")
    ingest(desk)
    pictures = {path: content for path, content in outbox_of(desk).items() if path.endswith("a.jpg")}
    assert len(pictures) == len(set(pictures.values())) == 2


def test_one_picture_under_two_names_is_known_again(desk: Desk) -> None:
    for _ in range(2):
        for name in ("a.jpg", "b.jpg"):
            make_photo(desk.workspace.inbox / BRANCH / name)
        report = ingest(desk)
    assert ingest_answer(report, desk)["accepted"] == []


def test_same_key_on_two_sheets(desk: Desk) -> None:
    drop(desk, {"甲": sign_in(), "乙": sign_in([["冯伟", "请假"]])})
    (outcome,) = ingest(desk).of(Returned)
    assert [(p.code, p.at.sheet) for p in outcome.problems] == [("record-twice", "甲"), ("record-twice", "乙")]
    assert desk.ledger.held(BRANCH) == []


def test_talks_lie_in_one_folder_of_the_year(desk: Desk) -> None:
    drop(desk, {"1": talk(), "2": talk(member="买买提·艾力"), "3": talk(date="2025-12-30")})
    ingest(desk)
    talks = [path for path in outbox_of(desk) if path.endswith("谈心谈话记录.docx") and "谈心谈话/" in path]
    assert [path.rpartition("/")[2] for path in talks if path.startswith("2026")] == [
        "2026-03-12 冯伟与买买提·艾力谈心谈话记录.docx",
        "2026-03-12 冯伟与姜淑芬谈心谈话记录.docx",
    ]
    assert len(talks) == 3
