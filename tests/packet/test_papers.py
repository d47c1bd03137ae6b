"""讲稿, 志愿书 and the like: taken as they are, laid into their packet byte for byte, told where they are missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import (
    BRANCH,
    NOW,
    drop,
    make_desk,
    make_form,
    make_photo,
    outbox_of,
    registration,
    roster,
    sign_in,
    text_of,
)
from papers import PDF, laid, loose, put, register
from standing_clock import StandingClock
from yearly_papers import development

from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.overview import look
from pipeline.flow.recover import recover
from pipeline.model.outcome import Duplicate, Returned

LESSON = "2026-03-20 党课 学党章"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path)
    yield desk
    desk.close()


def lesson(desk: Desk, date: str = "2026-03-20", folder: str = BRANCH, **fields: str) -> Path:
    return drop(desk, registration(date=date, 活动类型="党课", **fields), f"登记{date}.xlsx", folder)


def returned_codes(desk: Desk) -> list[str]:
    return [p.code for outcome in ingest(desk).of(Returned) for p in outcome.problems]


def missing(desk: Desk) -> set[str]:
    return {name for view in look(desk).activities() for name, _ in view.missing}


@pytest.mark.parametrize(
    "name", ["2026-03-20党课讲稿.pdf", "3.20讲稿.pdf", "2026年3月党课讲稿.pdf", "党课讲稿/3月.pdf"]
)
def test_a_script_lies_with_its_lesson_byte_for_byte(desk: Desk, name: str) -> None:
    lesson(desk)
    put(desk, name)
    ingest(desk)
    file = f"{LESSON}/05 党课讲稿 {Path(name).name}"
    assert laid(desk) == {file}
    assert outbox_of(desk)[f"2026/{BRANCH}/{file}"] == PDF
    assert "05 党课讲稿" not in missing(desk)
    assert loose(desk) == []
    contents = text_of(outbox_of(desk)[f"2026/{BRANCH}/{LESSON}/00 材料目录.docx"])
    assert f"05\t党课讲稿\t已形成\t{Path(name).name}" in contents
    told = json.loads(outbox_of(desk)[f"2026/{BRANCH}/{LESSON}/manifest.json"])
    assert [(paper["kind"], paper["file"]) for paper in told["papers"]] == [("党课讲稿", Path(file).name)]


def test_without_a_script_a_lesson_says_so(desk: Desk) -> None:
    lesson(desk)
    ingest(desk)
    assert missing(desk) == {"02 签到表", "05 党课讲稿"}
    contents = text_of(outbox_of(desk)[f"2026/{BRANCH}/{LESSON}/00 材料目录.docx"])
    assert "05\t党课讲稿\t缺\t" in contents
    drop(desk, registration(date="2026-04-10", 活动类型="支委会"), "支委会.xlsx")
    ingest(desk)
    assert missing(desk) == {"02 签到表", "05 党课讲稿"}


def test_a_script_may_come_before_its_lesson(desk: Desk) -> None:
    put(desk, "3.20党课讲稿.pdf")
    ingest(desk)
    assert loose(desk) == [("paper-homeless", f"{BRANCH}/3.20党课讲稿.pdf")]
    lesson(desk)
    ingest(desk)
    assert (laid(desk), loose(desk)) == ({f"{LESSON}/05 党课讲稿 3.20党课讲稿.pdf"}, [])


def test_a_month_with_two_lessons_decides_nothing(desk: Desk) -> None:
    lesson(desk)
    lesson(desk, "2026-03-27", 活动地点="礼堂")
    put(desk, "2026年3月党课讲稿.pdf")
    ingest(desk)
    assert (laid(desk), loose(desk)) == (set(), [("paper-homeless", f"{BRANCH}/2026年3月党课讲稿.pdf")])


def test_of_two_lessons_the_one_whose_form_lies_beside_it(desk: Desk) -> None:
    lesson(desk, folder=f"{BRANCH}/第一次")
    lesson(desk, "2026-03-27", folder=f"{BRANCH}/第二次", 活动地点="礼堂")
    put(desk, "第一次/讲稿.pdf")
    ingest(desk)
    assert laid(desk) == {f"{LESSON}/05 党课讲稿 讲稿.pdf"}


def test_a_day_without_a_lesson_is_not_bent(desk: Desk) -> None:
    lesson(desk)
    put(desk, "2026-03-19党课讲稿.pdf")
    ingest(desk)
    assert (laid(desk), [code for code, _ in loose(desk)]) == (set(), ["paper-homeless"])


def test_papers_of_a_life_meeting_may_be_written_before_it(desk: Desk) -> None:
    drop(desk, registration(date="2026-12-18", theme="2026年度组织生活会", 活动类型="组织生活会"))
    for name in (
        "2026年度对照发言材料 冯伟.pdf",
        "2026-12-10主持词.pdf",
        "2026-11-30筹备情况.pdf",
        "学习资料2026年12月.pdf",
    ):
        put(desk, name, PDF + name.encode())
    ingest(desk)
    folder = "2026-12-18 组织生活会 2026年度组织生活会"
    assert laid(desk) == {
        f"{folder}/08-1 对照发言材料 2026年度对照发言材料 冯伟.pdf",
        f"{folder}/01-3 主持词 2026-12-10主持词.pdf",
        f"{folder}/01-2 筹备情况 2026-11-30筹备情况.pdf",
        f"{folder}/01-4 学习资料2026年12月.pdf",
    }


def test_a_corrected_version_takes_the_place_of_the_first(desk: Desk) -> None:
    lesson(desk)
    put(desk, "3.20党课讲稿.pdf")
    ingest(desk)
    put(desk, "3.20党课讲稿.pdf", PDF + b"2")
    ingest(desk)
    assert outbox_of(desk)[f"2026/{BRANCH}/{LESSON}/05 党课讲稿 3.20党课讲稿.pdf"] == PDF + b"2"
    put(desk, "3.20党课讲稿.pdf", PDF + b"2")
    assert len(ingest(desk).of(Duplicate)) == 1


def test_a_register_wins_over_the_name(desk: Desk) -> None:
    lesson(desk)
    drop(desk, register(["4月主持词", "讲稿", "2026-03-20", "冯伟", "第二稿"]), "文件.xlsx")
    put(desk, "4月主持词.pdf")
    ingest(desk)
    assert laid(desk) == {f"{LESSON}/05 党课讲稿 4月主持词.pdf"}
    listed = text_of(outbox_of(desk)[f"2026/{BRANCH}/文件材料/文件材料登记册.docx"])
    assert "1\t党课讲稿\t4月主持词.pdf\t冯伟\t2026-03-20\t第二稿" in listed


def test_what_went_back_is_taken_once_a_register_names_it(desk: Desk) -> None:
    lesson(desk)
    put(desk, "定稿.docx", "学习党章")
    make_photo(desk.workspace.inbox / BRANCH / "IMG_1.jpg")
    assert returned_codes(desk) == ["file-word"]
    rows = [["定稿.docx", "党课讲稿", "2026-03-20"], ["IMG_1", "主持词", "2026-03-20"], ["没有.pdf", "主持词", None]]
    drop(desk, register(*rows), "文件.xlsx")
    ingest(desk)
    assert f"2026/{BRANCH}/{LESSON}/05 党课讲稿 定稿.docx" in outbox_of(desk)
    assert laid(desk) == {f"{LESSON}/09 主持词 IMG_1.jpg"}
    assert desk.ledger.returned() == []
    assert loose(desk) == [("paper-missing", "文件.xlsx")]


def test_a_file_that_may_be_two_things_goes_back(desk: Desk) -> None:
    put(desk, "2026年工作总结和工作计划.pdf")
    (outcome,) = ingest(desk).of(Returned)
    (problem,) = outcome.problems
    assert problem.code == "paper-kind-unclear"
    assert "工作计划" in problem.message
    assert "工作总结" in problem.message


def test_what_says_nothing_of_itself_goes_back_with_the_words(desk: Desk) -> None:
    put(desk, "随便.docx", "正文")
    (outcome,) = ingest(desk).of(Returned)
    (problem,) = outcome.problems
    assert problem.code == "file-word"
    assert all(kind in problem.hint for kind in desk.mappings.papers.kinds)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("讲稿.doc", b"{\\rtf1\\ansi nothing}"),
        ("讲稿.pdf", b"%PDF-1.7\n/Encrypt"),
        ("讲稿.docx", "正文"),
    ],
)
def test_whatever_a_person_writes_with(desk: Desk, name: str, content: bytes | str) -> None:
    path = put(desk, f"3.20{name}", content)
    sent = path.read_bytes()
    lesson(desk)
    ingest(desk)
    assert outbox_of(desk)[f"2026/{BRANCH}/{LESSON}/05 党课讲稿 3.20{name}"] == sent


def test_a_picture_of_a_paper_and_a_photo(desk: Desk) -> None:
    lesson(desk)
    inbox = desk.workspace.inbox / BRANCH
    make_photo(inbox / "3.20党课讲稿" / "1.jpg")
    make_photo(inbox / "3.20党课讲稿" / "现场.jpg", red=10)
    make_photo(inbox / "2.jpg", red=20)
    report = ingest(desk)
    assert [form.form for outcome in report.accepted for form in outcome.forms if form.form != "活动登记表"] == [
        "照片",
        "文件材料",
        "照片",
    ]
    assert laid(desk) == {f"{LESSON}/05 党课讲稿 1.jpg"}


def test_a_picture_in_a_folder_of_papers_that_the_form_names_is_still_its_photo(desk: Desk) -> None:
    rows = [*registration(活动类型="党课"), [], ["照片"], ["序号", "文件名", "说明"], [1, "1.jpg", "会场"]]
    drop(desk, rows, "登记.xlsx")
    make_photo(desk.workspace.inbox / BRANCH / "会议材料" / "1.jpg")
    ingest(desk)
    assert "photo-missing" not in {check for view in look(desk).activities() for check in str(view.checks).split()}
    assert f"2026/{BRANCH}/{LESSON}/06 活动剪影.docx" in outbox_of(desk)


@pytest.mark.parametrize(
    "name",
    [
        "3.20党课讲稿=HYPERLINK(1).pdf",
        "3.20党课讲稿 ..pdf",
        f"3.20党课讲稿{'长' * 60}.pdf",
        "-3.20讲稿.pdf",
        "3.20讲稿",
    ],
)
def test_odd_names(desk: Desk, name: str) -> None:
    lesson(desk)
    put(desk, name)
    assert ingest(desk).failures == []
    (path,) = laid(desk)
    assert path.startswith(f"{LESSON}/05 党课讲稿 ")
    assert outbox_of(desk)[f"2026/{BRANCH}/{path}"] == PDF


def test_two_of_one_name_lie_side_by_side(desk: Desk) -> None:
    lesson(desk)
    put(desk, "甲/3.20讲稿.pdf", PDF + b"1")
    put(desk, "乙/3.20讲稿.pdf", PDF + b"2")
    ingest(desk)
    assert laid(desk) == {f"{LESSON}/05 党课讲稿 3.20讲稿.pdf", f"{LESSON}/05 党课讲稿 3.20讲稿 (2).pdf"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("3.20讲稿.jpg", b"\xff\xd8\xff\xe0 cut off \xff\xd9", "photo-broken"),
        ("3.20讲稿.docx", b"PK\x03\x04 cut off", "workbook-broken"),
        ("3.20讲稿.pdf", b"", "file-empty"),
        ("3.20讲稿.zip", b"7z\xbc\xaf\x27\x1c", "file-archive"),
    ],
)
def test_what_nobody_can_open_is_no_evidence(desk: Desk, name: str, content: bytes, code: str) -> None:
    put(desk, name, content)
    assert returned_codes(desk) == [code]


def test_a_branch_that_nobody_knows(desk: Desk) -> None:
    (desk.workspace.inbox / "讲稿.pdf").write_bytes(PDF)
    assert returned_codes(desk) == ["paper-without-branch"]
    drop(desk, roster(), "名册.xlsx")
    make_form(desk.workspace.inbox / BRANCH / "签到.xlsx", sign_in())
    stranger = desk.workspace.inbox / "别的支部" / "讲稿.pdf"
    stranger.parent.mkdir()
    stranger.write_bytes(PDF + b"2")
    assert returned_codes(desk) == ["branch-unknown"]


def test_papers_of_people_answer_the_register_of_those_on_the_way(desk: Desk) -> None:
    drop(desk, development([("林晓", "2024-03-01"), ("周敏", "2024-05-01")], ("申请入党日期",)), "发展.xlsx")
    put(desk, "入党申请书/林晓.pdf")
    ingest(desk)
    rows = text_of(outbox_of(desk)[f"2026/{BRANCH}/党员管理/01 发展党员登记册.docx"]).splitlines()
    assert [line.split("\t")[1] for line in rows if "入党申请书" in line] == ["周敏"]
    assert laid(desk) == {"党员管理/06 入党申请书 林晓.pdf"}
    warned = [text for view in look(desk).activities() for _, text, _ in view.checks]
    assert [("林晓" in text, "周敏" in text) for text in warned] == [(False, True)]


def test_a_year_of_papers_without_a_form(desk: Desk) -> None:
    put(desk, "2026年工作总结.pdf")
    ingest(desk)
    assert laid(desk) == {"文件材料/2 工作总结 2026年工作总结.pdf"}
    listed = text_of(outbox_of(desk)[f"2026/{BRANCH}/文件材料/文件材料登记册.docx"])
    assert "1\t工作总结\t2026年工作总结.pdf\t\t2026\t" in listed


def test_where_a_paper_went_is_answered(desk: Desk) -> None:
    lesson(desk)
    put(desk, "3.20党课讲稿.pdf")
    report = ingest(desk)
    answers = {each["file"]: each for each in ingest_answer(report, desk)["accepted"]}
    paper = answers[f"{BRANCH}/3.20党课讲稿.pdf"]
    assert paper["form"] == "文件材料"
    assert paper["documents"] == [f"outbox/2026/{BRANCH}/{LESSON}/05 党课讲稿 3.20党课讲稿.pdf"]
    seen = look(desk)
    (paper_came,) = (arrival for arrival in seen.arrivals if arrival.file.endswith(".pdf"))
    assert [link.path for link in paper_came.links] == [f"2026/{BRANCH}/{LESSON}"]
    documents = [link.name for view in seen.activities() for link in view.documents]
    assert "05 党课讲稿 3.20党课讲稿.pdf" in documents


def test_a_lost_ledger_is_built_again_with_its_papers(desk: Desk) -> None:
    lesson(desk)
    put(desk, "3.20党课讲稿.pdf")
    make_photo(desk.workspace.inbox / BRANCH / "入党志愿书2026年" / "姜淑芬.jpg")
    ingest(desk)
    before = {path: content for path, content in outbox_of(desk).items() if LESSON in path or "党员管理" in path}
    desk.close()
    desk.workspace.ledger.unlink()
    recovery = recover(desk.workspace, 10.0, even_if_whole=True, now=StandingClock(NOW))
    assert (recovery.lost, recovery.unnamed) == ((), ())
    assert before.items() <= outbox_of(desk).items()
    assert {f"{LESSON}/05 党课讲稿 3.20党课讲稿.pdf", "党员管理/07 入党志愿书 姜淑芬.jpg"} == laid(desk)
    again = open_desk(desk.workspace, StandingClock(NOW))
    try:
        assert [paper.name for paper in again.ledger.papers(BRANCH)] == ["3.20党课讲稿.pdf", "姜淑芬.jpg"]
    finally:
        again.close()


def test_what_a_person_changed_in_the_outbox_stays(desk: Desk) -> None:
    lesson(desk)
    put(desk, "3.20党课讲稿.pdf")
    ingest(desk)
    path = desk.workspace.outbox / "2026" / BRANCH / LESSON / "05 党课讲稿 3.20党课讲稿.pdf"
    path.write_bytes(b"mine")
    put(desk, "3.20党课讲稿.pdf", PDF + b"2")
    ingest(desk)
    assert path.read_bytes() == b"mine"
    assert laid(desk) == {f"{LESSON}/{path.name}", f"{LESSON}/05 党课讲稿 3.20党课讲稿(系统新版).pdf"}
