"""A list of talks, one in each row: the same documents as from a sheet for each, and only a wrong row comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, outbox_of, registration, roster, sign_in
from core import make_core_desk
from openpyxl import load_workbook
from sent_back import copy_of, inbox_of, listed, mend

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Returned

NAMES = ("姜淑芬", "沈一鸣", "王建国")
HEADS = ["谈话日期", "谈话人", "谈话对象", "谈话地点", "谈话主题", "谈话内容"]
FOLDER = f"2026/{BRANCH}/谈心谈话"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return at(tmp_path / "ws")


def at(root: Path) -> Desk:
    desk = make_core_desk(root)
    drop(desk, roster(["冯伟", *NAMES]), "花名册.xlsx")
    return desk


def rows(*days: Any) -> list[list[Any]]:
    """One talk of each day, with one person after the other."""
    return [[day, "冯伟", name, "203室", "年度谈话", f"和{name}谈了"] for day, name in zip(days, NAMES, strict=False)]


def in_rows(*days: Any) -> list[list[Any]]:
    return [["谈心谈话登记表"], ["支部", BRANCH], HEADS, *rows(*days)]


def documents(desk: Desk) -> dict[str, bytes]:
    return {path: content for path, content in outbox_of(desk).items() if path.endswith(".docx")}


def keys(desk: Desk) -> list[str]:
    return sorted(held.key for held in desk.ledger.held_of(BRANCH, "谈心谈话记录"))


def key(day: str, name: str) -> str:
    return f"{day}|冯伟|{name}"


DAYS = ("2026-03-12", "2026-03-13", "2026-03-14")


def test_the_documents_are_those_of_single_sheets(desk: Desk, tmp_path: Path) -> None:
    drop(desk, in_rows(*DAYS), "谈话.xlsx")
    ingest(desk)
    single = at(tmp_path / "单张")
    sheets = {
        str(number): [
            ["谈心谈话记录"],
            ["支部", BRANCH],
            *([head, value] for head, value in zip(HEADS, row, strict=True)),
        ]
        for number, row in enumerate(rows(*DAYS), 1)
    }
    drop(single, sheets, "谈话.xlsx")
    ingest(single)
    assert len(keys(desk)) == 3
    assert documents(desk) == documents(single)
    assert f"{FOLDER}/{DAYS[0]} 冯伟与姜淑芬谈心谈话记录.docx" in documents(desk)


def test_a_wrong_row_alone_comes_back(desk: Desk) -> None:
    drop(desk, in_rows(DAYS[0], "3月1x", DAYS[2]), "谈话.xlsx")
    (outcome,) = ingest(desk).of(Returned)
    assert [(problem.at.cell, problem.code) for problem in outcome.problems] == [("A5", "date-year-missing")]
    assert keys(desk) == [key(DAYS[0], "姜淑芬"), key(DAYS[2], "王建国")]
    copy = copy_of(desk, "谈话")
    assert listed(copy) == [("Sheet1", "A5")]
    told = [cell for row in load_workbook(copy).worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert "已收，不用再改的表：Sheet1（第 4、6 行）" in told


def test_mending_the_row_brings_the_rest(desk: Desk) -> None:
    drop(desk, in_rows(DAYS[0], "3月1x", DAYS[2]), "谈话.xlsx")
    ingest(desk)
    before = documents(desk)
    mend(copy_of(desk, "谈话"), {"Sheet1": {"A5": DAYS[1]}})
    ingest(desk)
    assert keys(desk) == [key(day, name) for day, name in zip(DAYS, NAMES, strict=True)]
    assert inbox_of(desk) == []
    after = documents(desk)
    assert f"{FOLDER}/{DAYS[0]} 冯伟与姜淑芬谈心谈话记录.docx" in before
    assert {path for path in before if before[path] != after[path] and "冯伟与" in path} == set()


def test_rows_that_were_taken_may_be_deleted_from_the_copy(desk: Desk) -> None:
    drop(desk, in_rows(DAYS[0], DAYS[1], "3月1x"), "谈话.xlsx")
    ingest(desk)
    copy = copy_of(desk, "谈话")
    workbook = load_workbook(copy)
    workbook["Sheet1"].delete_rows(4, 2)
    workbook["Sheet1"]["A4"] = DAYS[2]
    workbook.save(copy)
    ingest(desk)
    assert keys(desk) == [key(day, name) for day, name in zip(DAYS, NAMES, strict=True)]


def test_a_list_that_comes_again_changes_only_what_is_changed(desk: Desk) -> None:
    drop(desk, in_rows(*DAYS), "谈话.xlsx")
    ingest(desk)
    before = documents(desk)
    again = in_rows(*DAYS)
    again[4][5] = "谈了家庭"
    drop(desk, again, "谈话.xlsx")
    ingest(desk)
    after = documents(desk)
    assert [path for path in after if after[path] != before[path]] == [
        f"{FOLDER}/{DAYS[1]} 冯伟与沈一鸣谈心谈话记录.docx"
    ]


def test_a_row_twice_is_told_with_both_places(desk: Desk) -> None:
    twice = in_rows(DAYS[0])
    drop(desk, [*twice, twice[-1]], "谈话.xlsx")
    (outcome,) = ingest(desk).of(Returned)
    places = [(problem.code, problem.at.cell, problem.other and problem.other.cell) for problem in outcome.problems]
    assert places == [("record-twice", "A4", "A5"), ("record-twice", "A5", "A4")]


def test_leave_of_several_days_goes_to_the_activity_of_each(desk: Desk) -> None:
    heads = ["姓名", "缺课日期", "未到情况", "事由"]
    days = [["姜淑芬", "2026-03-20"], ["沈一鸣", "2026-03-20"], ["王建国", "2026-03-xx"]]
    leave = [["请假登记表"], ["支部", BRANCH], heads, *([*each, "请假", "出差"] for each in days)]
    drop(desk, {"登记": registration(), "签到": sign_in([["冯伟", "√"]]), "请假": leave}, "三月.xlsx")
    (outcome,) = ingest(desk).of(Returned)
    assert [(problem.at.cell, problem.code) for problem in outcome.problems] == [("B6", "date-unreadable")]
    held = [
        (each.happened, len(each.record.rows("请假补课"))) for each in desk.ledger.held_of(BRANCH, "请假补课登记表")
    ]
    assert held == [("2026-03-20", 2)]
    told = load_workbook(copy_of(desk, "三月")).worksheets[0].iter_rows(values_only=True)
    assert "已收，不用再改的表：登记、签到、请假（第 4、5 行）" in [cell for row in told for cell in row if cell]


def test_a_row_of_the_same_pair_mended_to_another_day_leaves_the_one_that_was_taken(desk: Desk) -> None:
    """People delete the rows that were taken: what is left is no correction of them."""
    both = [[day, "冯伟", "姜淑芬", "203室", "年度谈话", "谈了学习"] for day in ("2026-01-11", "三月")]
    drop(desk, [["谈心谈话登记表"], ["支部", BRANCH], HEADS, *both], "谈话.xlsx")
    ingest(desk)
    copy = copy_of(desk, "谈话")
    book = load_workbook(copy)
    sheet = next(sheet for sheet in book if sheet["A1"].value == "谈心谈话登记表")
    sheet["A5"] = "2026-03-15"
    sheet.delete_rows(4)
    book.save(copy)
    ingest(desk)
    assert keys(desk) == [key("2026-01-11", "姜淑芬"), key("2026-03-15", "姜淑芬")]


def test_a_list_of_meetings_under_the_name_of_the_last_one_corrects_none_of_it(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    heads = ["活动日期", "活动类型", "活动主题", "活动地点", "主持人", "集中学习"]
    for days in (("2026-03-05", "2026-03-12"), ("2026-03-19", "2026-03-26")):
        meetings = [[day, "支委会", "例会", "会议室", "冯伟", "是"] for day in days]
        drop(desk, [["活动登记表"], ["支部", BRANCH], heads, *meetings], "三会一课.xlsx")
        ingest(desk)
    held = desk.ledger.held_of(BRANCH, "活动登记表")
    assert sorted(each.happened for each in held) == ["2026-03-05", "2026-03-12", "2026-03-19", "2026-03-26"]
