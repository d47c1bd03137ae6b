"""Two files of one activity or month: a part of a list takes no other part's place, a correction does and says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, roster, sign_in, talk
from core import make_core_desk
from withdrawals import put_away

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.model.outcome import Accepted, Returned

FIRST, SECOND = (("冯伟", "√"), ("姜淑芬", "√")), (("沈一鸣", "√"), ("秦晓岚", "√"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def away(name: str) -> list[list[object]]:
    head = [["请假补课登记表"], ["支部", BRANCH], ["活动日期", "2026-03-20"], ["姓名", "事由", "补课日期"]]
    return [*head, [name, "出差", "2026-03-25"]]


def names(desk: Desk) -> list[list[str]]:
    """The people of each list that holds."""
    found = []
    for held in desk.ledger.held(BRANCH):
        (rows,) = held.record.tables.values()
        found.append([str(row["姓名"].value) for row in rows])
    return found


def stopping(report: IngestReport) -> list[str]:
    return [problem.code for outcome in report.of(Returned) for problem in outcome.problems if problem.stops]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (sign_in(FIRST), sign_in(SECOND)),
        (dues([["冯伟", 3000, "0.5%", 15, 15]]), dues([["姜淑芬", 3000, "0.5%", 15, 15]])),
        (away("冯伟"), away("姜淑芬")),
        (roster(("冯伟",)), roster(("姜淑芬",))),
    ],
    ids=["sign-in", "dues", "away", "roster"],
)
def test_a_part_takes_no_other_parts_place(desk: Desk, first: object, second: object) -> None:
    drop(desk, first, "一组.xlsx")  # type: ignore[arg-type]
    ingest(desk)
    before = names(desk)
    drop(desk, second, "二组.xlsx")  # type: ignore[arg-type]
    report = ingest(desk)
    assert (stopping(report), names(desk)) == (["another-part"], before)
    (outcome,) = report.of(Returned)
    assert "一组.xlsx" in outcome.problems[0].message


def test_of_one_drop_the_first_by_name_stays(desk: Desk) -> None:
    drop(desk, sign_in(SECOND), "乙.xlsx")
    drop(desk, sign_in(FIRST), "丙.xlsx")
    assert stopping(ingest(desk)) == ["another-part"]
    assert names(desk) == [["冯伟", "姜淑芬"]]


def test_one_name_in_two_folders_are_two_files(desk: Desk) -> None:
    drop(desk, sign_in(FIRST), "签到.xlsx", f"{BRANCH}/一组")
    drop(desk, sign_in(SECOND), "签到.xlsx", f"{BRANCH}/二组")
    assert stopping(ingest(desk)) == ["another-part"]


def test_the_same_file_is_a_correction(desk: Desk) -> None:
    for rows in (FIRST, SECOND):
        drop(desk, sign_in(rows))
        assert [outcome.warnings for outcome in ingest(desk).of(Accepted)] == [()]
    assert names(desk) == [["沈一鸣", "秦晓岚"]]


def test_a_list_that_shares_people_replaces_and_tells_who_is_gone(desk: Desk) -> None:
    drop(desk, sign_in(FIRST), "一.xlsx")
    ingest(desk)
    drop(desk, sign_in((FIRST[0], *SECOND)), "二.xlsx")
    (outcome,) = ingest(desk).of(Accepted)
    (problem,) = outcome.warnings
    assert problem.code == "replaces-other"
    assert "一.xlsx" in problem.message
    assert "姜淑芬" in problem.message
    assert names(desk) == [["冯伟", "沈一鸣", "秦晓岚"]]


def test_the_same_list_under_another_name_says_nothing(desk: Desk) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        drop(desk, {name[:1]: sign_in(FIRST)}, name)
        assert [outcome.warnings for outcome in ingest(desk).of(Accepted)] == [()]


def test_the_whole_list_makes_up_for_the_part(desk: Desk) -> None:
    drop(desk, sign_in(FIRST), "一组.xlsx")
    drop(desk, sign_in(SECOND), "二组.xlsx")
    ingest(desk)
    drop(desk, sign_in((*FIRST, *SECOND)), "合.xlsx")
    ingest(desk)
    assert desk.ledger.returned() == []
    assert names(desk) == [["冯伟", "姜淑芬", "沈一鸣", "秦晓岚"]]


@pytest.mark.parametrize("more", [(), SECOND[:1]])
def test_the_first_part_mended_makes_up_for_no_other(desk: Desk, more: tuple[tuple[str, str], ...]) -> None:
    drop(desk, sign_in(FIRST), "一组.xlsx")
    drop(desk, sign_in(SECOND), "二组.xlsx")
    ingest(desk)
    drop(desk, sign_in((("冯伟", "√"), ("姜淑芬", "请假"), *more)), "一组.xlsx")
    ingest(desk)
    assert [entry.name for entry in desk.ledger.returned()] == ["二组.xlsx"]


def test_the_part_is_taken_once_the_other_was_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = drop(desk, sign_in(FIRST), "一组.xlsx")
    content = path.read_bytes()
    drop(desk, sign_in(SECOND), "二组.xlsx")
    ingest(desk)
    path.write_bytes(content)
    put_away(path, desk)
    ingest(desk)
    assert (desk.ledger.returned(), names(desk)) == ([], [["沈一鸣", "秦晓岚"]])


def test_the_other_sheets_of_a_workbook_with_a_part_are_taken(desk: Desk) -> None:
    drop(desk, sign_in(FIRST), "一组.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in(SECOND), "谈话": talk()}, "二组.xlsx")
    report = ingest(desk)
    assert stopping(report) == ["another-part"]
    assert sorted(held.form for held in desk.ledger.held(BRANCH)) == ["签到表", "谈心谈话记录"]
