"""Every value of a document is followed to its cell, and the document to its forms, versions and reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BRANCH, drop, dues, make_photo, plan, registration, roster, sign_in, talk
from core import make_core_desk
from rebuilds import enter

from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.explain.explain import Explanation, explain
from pipeline.flow.explain.page import page_of
from pipeline.flow.explain.words import chapters
from pipeline.flow.ingest import ingest

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    photos = [["照片"], ["序号", "文件名", "说明"], [1, "合影.jpg", "全体"]]
    drop(desk, [*registration(会议记录="一<二>&三", 活动小结="好"), *photos], "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    drop(desk, dues(), "党费.xlsx")
    drop(desk, plan(), "安排.xlsx")
    make_photo(desk.workspace.inbox / BRANCH / "合影.jpg")
    ingest(desk)
    return desk


def told(desk: Desk, ending: str, asked: str = "") -> Explanation:
    (path,) = (path for path in (desk.workspace.outbox / FOLDER).rglob("*.*") if path.name.endswith(ending))
    return explain(desk, path, asked)


def cells(told: Explanation) -> list[tuple[str, str, str, str]]:
    """Of each value: its name, its file, sheet and cell."""
    return [
        (of.name, cell.held.file, cell.held.sheet, cell.value.origin.cell)
        for of in told.derivations
        for cell in of.cells
    ]


def test_a_document(desk: Desk) -> None:
    whole = told(desk, " 会议记录.docx")
    assert [reason.code for reason in whole.why] == ["new"]
    assert whole.pending == ()
    assert {"登记.xlsx", "签到.xlsx"} <= {sheet.held.file for sheet in whole.sheets}
    assert all((desk.workspace.root / sheet.lies_at).is_file() for sheet in whole.sheets)
    versions = {(kind, name) for kind, name, _ in whole.versions}
    assert {("模板", "会议记录.docx"), ("映射", "主题党日"), ("映射", "活动登记表"), ("规则", "条例")} <= versions
    assert ("映射", "党费收缴表") not in versions


def test_a_field(desk: Desk) -> None:
    assert cells(told(desk, " 会议记录.docx", "活动地点")) == [("活动地点", "登记.xlsx", "Sheet1", "B4")]


def test_a_row_and_a_column(desk: Desk) -> None:
    assert cells(told(desk, " 签到表.docx", "签到.2.姓名")) == [("签到.2.姓名", "签到.xlsx", "Sheet1", "B7")]
    row = cells(told(desk, " 签到表.docx", "签到.2"))
    assert ("签到.2.请假事由", "签到.xlsx", "Sheet1", "D7") in row
    assert {name.split(".")[1] for name, *_ in row} == {"2"}


def test_a_computed_value_tells_what_it_was_computed_from(desk: Desk) -> None:
    (of,) = told(desk, " 会议记录.docx", "实到人数").derivations
    assert (of.shown, of.computed_by) == ("1", ("出勤",))
    assert [(cell.value.written, cell.value.origin.cell) for cell in of.cells] == [("√", "C6"), ("请假", "C7")]


@pytest.mark.parametrize(
    ("asked", "drawn_on"), [("应交合计", ["E4"]), ("实交合计", ["F4"]), ("未交合计", ["E4", "F4"]), ("人数", ["B4"])]
)
def test_a_sum_tells_the_column_that_it_sums(asked: str, drawn_on: list[str], desk: Desk) -> None:
    assert [at for *_, at in cells(told(desk, " 党费交纳台账.docx", asked))] == drawn_on


def test_a_text_of_the_document(desk: Desk) -> None:
    (of,) = told(desk, " 会议记录.docx", "二>&").derivations
    assert (of.name, of.shown) == ("会议记录", "一<二>&三")


def test_a_value_of_the_plan(desk: Desk) -> None:
    found = {cell for cell in cells(told(desk, " 活动方案.docx", "人教科")) if cell[1] == "安排.xlsx"}
    assert {at for *_, at in found} == {"D4"}


def test_a_copy_of_what_was_handed_in(desk: Desk) -> None:
    copied = told(desk, "签到.xlsx")
    assert [sheet.held.form for sheet in copied.sheets] == ["签到表"]
    with pytest.raises(SetupError):
        told(desk, "签到.xlsx", "活动地点")


def test_what_is_not_in_the_document(desk: Desk) -> None:
    with pytest.raises(SetupError) as caught:
        told(desk, " 会议记录.docx", "没有这一句")
    assert "活动地点" in caught.value.hint


@pytest.mark.parametrize(
    ("ending", "asked", "names"),
    [
        (" 会议记录.docx", "地点", {"活动地点"}),
        (" 会议记录.docx", "地　　点：", {"活动地点"}),
        (" 会议记录.docx", "会议主题", {"活动主题"}),
        (" 党费交纳台账.docx", "合计", {"人数", "应交合计", "实交合计"}),
        (" 活动小结.docx", "实到", {"实到人数"}),
    ],
)
def test_a_label_as_it_is_printed(ending: str, asked: str, names: set[str], desk: Desk) -> None:
    assert {of.name for of in told(desk, ending, asked).derivations} == names


def test_the_head_of_a_column_offers_its_values(desk: Desk) -> None:
    drop(desk, sign_in([(name, "√") for name in ("冯伟", "姜淑芬", "沈一鸣", "韩梅")]), "签到.xlsx")
    ingest(desk)
    answer = told(desk, " 签到表.docx", "签 到")
    offered = {choice.name: (choice.row, choice.shown) for choice in answer.choices}
    assert (len(offered), answer.derivations) == (4, ())
    assert offered["签到.3.签到"] == ("沈一鸣", "√")
    assert any("签到.3.签到" in line for chapter in chapters(answer) for line in chapter.lines)


def test_what_the_document_knows_and_does_not_print(desk: Desk) -> None:
    (of,) = told(desk, " 签到表.docx", "活动小结").derivations
    assert (of.shown, told(desk, " 签到表.docx", "活动小结").unprinted) == ("好", {"活动小结"})
    with pytest.raises(SetupError):
        told(desk, " 签到表.docx", "好")


def test_rows_that_begin_alike_are_told_apart(desk: Desk) -> None:
    drop(desk, roster(["冯伟", "姜淑芬", "沈一鸣", "韩梅"]), "花名册.xlsx")
    pairs = [("冯伟", "姜淑芬"), ("冯伟", "沈一鸣"), ("冯伟", "韩梅"), ("沈一鸣", "韩梅")]
    for number, (talker, member) in enumerate(pairs):
        drop(desk, talk(talker=talker, member=member), f"谈话{number}.xlsx")
    ingest(desk)
    register = next(desk.workspace.outbox.rglob("* 谈心谈话台账.docx"))
    choices = explain(desk, register, "谈话主题").choices
    assert len({choice.row for choice in choices}) == len(choices) == 4


def test_what_is_no_document(desk: Desk) -> None:
    for name, words in (("总览.html", "材料"), ("没有这一份.docx", "没有")):
        with pytest.raises(SetupError) as caught:
            explain(desk, desk.workspace.outbox / name)
        assert words in str(caught.value)


def test_reasons_of_the_last_time_and_of_the_next(desk: Desk) -> None:
    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    enter(desk)
    assert [reason.code for reason in told(desk, " 签到表.docx").pending] == ["record"]
    ingest(desk)
    again = told(desk, " 签到表.docx")
    assert (again.pending, [str(reason) for reason in again.why]) == ((), ["签到表 原第7行 删去"])


def test_a_document_that_lapsed_and_still_lies_there(desk: Desk) -> None:
    drop(desk, registration(theme="学党史"), "登记.xlsx")
    enter(desk)
    with pytest.raises(SetupError) as caught:
        told(desk, " 会议记录.docx")
    assert "rebuild" in caught.value.hint


def test_the_page_holds_the_same_and_no_markup_of_the_forms(desk: Desk) -> None:
    parts = chapters(told(desk, " 会议记录.docx", "会议记录"))
    page = page_of("说明", parts).decode()
    assert "一&lt;二&gt;&amp;三" in page
    assert "<二>" not in page
    assert page.count("<li>") == sum(len(chapter.lines) for chapter in parts)
