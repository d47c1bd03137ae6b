"""The copy that asked for the rest comes back: mended, by halves, under another name, in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    drop,
    dues,
    make_ods,
    make_xls,
    registration,
    sign_in,
)  # fmt: skip
from core import make_core_desk
from sent_back import copy_of, inbox_of, listed, mend

from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Duplicate, Returned

GOOD_DATE = {"登记": {"B3": "2026-03-20"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def three(**wrong: Any) -> dict[str, Any]:
    """Two good sheets, and a form of the activity whose date is no date."""
    return {"签到": sign_in(), "登记": registration(date="三月二十"), "党费": dues()} | wrong


def held(desk: Desk, branch: str = BRANCH) -> list[tuple[str, str]]:
    return [(entry.form, entry.happened) for entry in desk.ledger.held(branch)]


@pytest.mark.parametrize("place", ["别的名字.xlsx", f"{BRANCH}/2026/x.xlsx", "退回/y.xlsx", f"退回/{BRANCH}/z.xlsx"])
def test_mended_copy_settles_its_return_under_any_name(desk: Desk, place: str) -> None:
    drop(desk, bad := {"登记": registration(date="三月二十")}, "甲.xlsx")
    drop(desk, bad | {"多": [["别的"]]}, "乙.xlsx")
    ingest(desk)
    mend(copy_of(desk, "甲"), GOOD_DATE, to=desk.workspace.inbox / place)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert [entry.name for entry in desk.ledger.returned()] == ["乙.xlsx"]
    assert inbox_of(desk) == [f"退回/{BRANCH}/乙(需更正).xlsx"]


def test_mended_copy_from_outside_the_inbox(desk: Desk, tmp_path: Path) -> None:
    drop(desk, {"登记": registration(branch="", date="三月二十")}, folder=BRANCH)
    ingest(desk)
    mended = mend(copy_of(desk), GOOD_DATE, to=tmp_path / "桌面" / "x.xlsx")
    assert [type(outcome) for outcome in ingest(desk, [mended]).outcomes] == [Accepted]
    assert (desk.ledger.returned(), inbox_of(desk), mended.is_file()) == ([], [], True)
    assert [type(outcome) for outcome in ingest(desk, [mended]).outcomes] == [Duplicate]


@pytest.mark.parametrize("name", ["表.xlsx", "表(需更正).xlsx", "表(需更正)(1).xlsx", "副本 表(需更正).xlsx"])
def test_without_the_list_the_name_counts(desk: Desk, name: str) -> None:
    drop(desk, {"登记": registration(date="三月二十")})
    ingest(desk)
    mend(copy_of(desk), GOOD_DATE, to=desk.workspace.inbox / BRANCH / name, with_list=False)
    ingest(desk)
    assert (desk.ledger.returned(), inbox_of(desk)) == ([], [])


def test_workbook_of_another_format_with_the_same_name_is_another_file(desk: Desk) -> None:
    make_xls(desk.workspace.inbox / BRANCH / "表.xls", registration(date="三月二十"))
    ingest(desk)
    drop(desk, sign_in())
    ingest(desk)
    assert [entry.name for entry in desk.ledger.returned()] == ["表.xls"]


@pytest.mark.parametrize(("make", "ending"), [(make_xls, "xls"), (make_xls, "et"), (make_ods, "ods")])
def test_copy_of_another_format_is_mended_as_xlsx(desk: Desk, make: Any, ending: str) -> None:
    make(desk.workspace.inbox / BRANCH / f"表.{ending}", registration(date="三月二十"))
    ingest(desk)
    assert inbox_of(desk) == [f"退回/{BRANCH}/表(需更正).xlsx"]
    mend(copy_of(desk), {"表": {"B3": "2026-03-20"}})
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert (desk.ledger.returned(), inbox_of(desk)) == ([], [])


def test_untouched_copy_dropped_again_is_the_same_return(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    ingest(desk)
    copy = copy_of(desk, "三月")
    for target in (desk.workspace.inbox / "三月.xlsx", desk.workspace.inbox / BRANCH / "新.xlsx"):
        target.write_bytes(copy.read_bytes())
        assert [type(outcome) for outcome in ingest(desk).outcomes] == [Returned]
        assert (len(desk.ledger.returned()), len(held(desk))) == (1, 2)
        assert inbox_of(desk) == [copy.relative_to(desk.workspace.inbox).as_posix()]


def test_copy_mended_by_halves_goes_back_for_the_other_half(desk: Desk) -> None:
    drop(desk, three(党费=dues(month="三月份")), "三月.xlsx")
    ingest(desk)
    mend(copy_of(desk, "三月"), GOOD_DATE)
    (outcome,) = ingest(desk).of(Returned)
    assert (len(outcome.taken.forms), outcome.sheets) == (2, 1)
    assert {sheet for sheet, _ in listed(copy_of(desk, "三月"))} == {"党费"}
    mend(copy_of(desk, "三月"), {"党费": {"A1": "2026年3月党费收缴表"}})
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert len(held(desk)) == 3
    assert inbox_of(desk) == []


def test_good_sheet_changed_in_the_copy_is_corrected(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    ingest(desk)
    changed = {"签到": {"B3": "2026-03-27", "B4": "学党史", "C6": "请假"}}
    mend(copy_of(desk, "三月"), {"登记": {"B3": "2026-03-27", "B5": "学党史"}} | changed)
    (outcome,) = ingest(desk).of(Accepted)
    assert held(desk) == [("党费收缴表", "2026-03"), ("活动登记表", "2026-03-27"), ("签到表", "2026-03-27")]
    assert outcome.warnings == ()


def test_copy_that_serves_as_the_pattern_for_another_month_replaces_nothing(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    ingest(desk)
    april = {"B3": "2026-04-20", "C6": "请假"}
    mend(copy_of(desk, "三月"), {"登记": {"B3": "2026-04-20"}, "签到": april}, to=desk.workspace.inbox / "四月.xlsx")
    ingest(desk)
    assert ("签到表", "2026-03-20") in held(desk)
    assert ("签到表", "2026-04-20") in held(desk)


def test_rest_that_comes_in_a_file_of_its_own_settles_the_return(desk: Desk) -> None:
    drop(desk, {"签到": sign_in(), "登记": registration(branch="机关第九党支部")}, "三月.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in(date="2026-03-27")}, "别的.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 1
    drop(desk, registration(branch="机关第九党支部"), "登记.xlsx", folder="机关第九党支部")
    ingest(desk)
    assert desk.ledger.returned() == []


def test_form_with_a_wrong_cell_is_settled_by_the_same_form_under_another_name(desk: Desk) -> None:
    drop(desk, {"签到": sign_in([("冯伟", "看不清")])}, "三月.xlsx")
    ingest(desk)
    drop(desk, sign_in(date="2026-03-27"), "别的.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 1
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    assert (desk.ledger.returned(), inbox_of(desk)) == ([], [])


@pytest.mark.parametrize(
    ("wrong", "mended", "settled"),
    [
        ("26.8.20", "2026-08-20", True),
        ("二〇二六年八月二十曰", "2026-08-20", True),
        ("26.8.20", "2026-08-27", False),
        ("26.8.20", "2026-08-26", False),
        ("26.8.20", "2026-07-20", False),
        ("八月", "2026-08-20", False),
        (None, "2026-08-20", False),
        ("2062年8月20曰", "2026-08-20", False),
    ],
)
def test_date_mended_in_the_own_file_under_another_name(desk: Desk, wrong: str, mended: str, settled: bool) -> None:
    drop(desk, {"签到": sign_in(date=wrong)}, "g.xlsx")
    assert len(ingest(desk).of(Returned)) == 1
    drop(desk, {"签到": sign_in(date=mended)}, "g改好.xlsx")
    assert len(ingest(desk).of(Accepted)) == 1
    assert (desk.ledger.returned() == [], copy_of(desk, "g").exists()) == (settled, not settled)


def test_month_mended_in_the_own_file_under_another_name(desk: Desk) -> None:
    drop(desk, {"党费": [*dues(month="")[:2], ["月份", "8月份的"], *dues()[2:]]}, "g.xlsx")
    assert len(ingest(desk).of(Returned)) == 1
    for month, left in (("2026年7月", 1), ("2026年8月", 0)):
        drop(desk, {"党费": [*dues(month="")[:2], ["月份", month], *dues()[2:]]}, f"{month}.xlsx")
        assert len(ingest(desk).of(Accepted)) == 1
        assert len(desk.ledger.returned()) == left


def test_file_in_which_more_was_changed_settles_nothing(desk: Desk) -> None:
    drop(desk, {"签到": sign_in(date="26.8.20")}, "g.xlsx")
    ingest(desk)
    drop(desk, {"签到": sign_in([("冯伟", "√"), ("姜淑芬", "√")], date="2026-08-20")}, "g改好.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 1


def test_file_that_mends_two_returns_settles_neither(desk: Desk) -> None:
    for name, date in (("甲.xlsx", "26.8.20"), ("乙.xlsx", "26，8，20")):
        drop(desk, {"签到": sign_in(date=date)}, name)
    assert len(ingest(desk).of(Returned)) == 2
    drop(desk, {"签到": sign_in(date="2026-08-20")}, "改好.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 2


def test_return_with_a_form_that_cannot_be_told_is_not_settled_by_the_others(desk: Desk) -> None:
    rest = registration(branch="机关第九党支部")
    drop(desk, {"签到": sign_in(date="三月"), "登记": rest}, "三月.xlsx")
    ingest(desk)
    drop(desk, rest, "登记.xlsx", folder="机关第九党支部")
    assert len(ingest(desk).of(Accepted)) == 1
    assert len(desk.ledger.returned()) == 1


def test_two_files_made_of_one_copy_do_not_chase_each_other(desk: Desk) -> None:
    drop(desk, {"登记": registration(date="三月二十")})
    ingest(desk)
    copy = copy_of(desk)
    others = [desk.workspace.inbox / BRANCH / name for name in ("甲.xlsx", "乙.xlsx")]
    for path, date in zip(others, ("四月一", "五月一"), strict=True):
        mend(copy, {"登记": {"B3": date}}, to=path)
    ingest(desk)
    assert sorted(entry.name for entry in desk.ledger.returned()) == ["乙.xlsx", "甲.xlsx"]
    assert len(inbox_of(desk)) == 2
    assert ingest(desk).outcomes == []
