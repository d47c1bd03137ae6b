"""A row of 00 材料目录 leads to the file that it names, or tells why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in
from core import make_core_desk
from rebuilds import enter

from pipeline.flow.desk import Desk
from pipeline.flow.explain.explain import Explanation, explain
from pipeline.flow.explain.listed import Entry
from pipeline.flow.explain.words import chapters
from pipeline.flow.ingest import ingest

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一", 活动小结=None), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    (desk.workspace.inbox / BRANCH / "党课讲稿 2026-03-20.docx").write_bytes(b"PK\x03\x04")
    ingest(desk)
    return desk


def told(desk: Desk, asked: str) -> Explanation:
    return explain(desk, desk.workspace.outbox / FOLDER / "00 材料目录.docx", asked)


def entry(desk: Desk, asked: str) -> Entry:
    (one,) = told(desk, asked).entries
    return one


def row_of(desk: Desk, document: str, table: str = "材料") -> Entry:
    """What is told of the row that names the document."""
    (row,) = (one.name for one in told(desk, table).choices if one.shown.startswith(document))
    return entry(desk, row)


def sheets(of: Entry) -> set[tuple[str, str]]:
    return {(held.form, held.file) for held in of.held}


def test_a_document_that_was_made(desk: Desk) -> None:
    of = row_of(desk, "02 签到表")
    assert of.files == (f"{FOLDER}/02 签到表.docx",)
    assert sheets(of) == {("签到表", "签到.xlsx")}
    assert any("签到" in rule for rule in of.rules)
    assert told(desk, of.row).derivations == ()


def test_a_document_of_which_the_form_came_without_what_it_is_about(desk: Desk) -> None:
    for of in (row_of(desk, "07 活动小结"), row_of(desk, "07 活动小结", "缺少")):
        assert of.files == ()
        assert sheets(of) == {("活动登记表", "登记.xlsx")}
        assert "活动小结" in of.lacks


def test_a_document_whose_form_has_not_come(desk: Desk) -> None:
    of = row_of(desk, "05 党费交纳台账")
    assert (of.files, of.held) == ((), ())
    assert "党费收缴表" in of.lacks


def test_what_is_to_be_looked_at_again(desk: Desk) -> None:
    drop(desk, sign_in((("冯伟", "√"), ("姜淑芬", "请假", "出差"))), "签到.xlsx")
    ingest(desk)
    of = entry(desk, "核对.1")
    assert sheets(of) == {("签到表", "签到.xlsx")}
    assert of.rules


def test_an_original(desk: Desk) -> None:
    of = next(one for one in told(desk, "登记.xlsx").entries if one.row.startswith("原始表单"))
    assert of.files == (f"{FOLDER}/原始表单/登记.xlsx",)
    assert sheets(of) == {("活动登记表", "登记.xlsx")}


def test_all_that_a_row_says_is_offered_once(desk: Desk) -> None:
    rows = [choice.name for choice in told(desk, "材料").choices]
    assert len(rows) == len(set(rows)) > 3
    assert all(name.count(".") == 1 for name in rows)


def test_in_words(desk: Desk) -> None:
    first, *_ = chapters(told(desk, row_of(desk, "07 活动小结").row))
    assert any("登记.xlsx" in line for line in first.lines)


def test_what_stands_above_the_lists_is_followed_to_its_cell(desk: Desk) -> None:
    (of,) = told(desk, "活动主题").derivations
    assert [cell.held.file for cell in of.cells] == ["登记.xlsx"]


def test_a_list_that_is_behind(desk: Desk) -> None:
    drop(desk, registration(会议记录="一", 活动小结="好"), "登记.xlsx")
    enter(desk)
    assert row_of(desk, "07 活动小结").files == (f"{FOLDER}/07 活动小结.docx",)


@pytest.mark.parametrize("called", ["02 签到表", "签到表"])
def test_a_row_by_what_it_is_called(desk: Desk, called: str) -> None:
    assert entry(desk, called).files == (f"{FOLDER}/02 签到表.docx",)


def test_a_row_by_the_name_of_a_field(desk: Desk) -> None:
    assert entry(desk, "会议记录").files == (f"{FOLDER}/03 会议记录.docx",)
