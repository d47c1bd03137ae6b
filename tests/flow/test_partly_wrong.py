"""A workbook of several forms of which some are wrong: the good ones are taken, the copy asks only for the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    drop,
    dues,
    make_form,
    outbox_of,
    registration,
    sign_in,
    talk,
)  # fmt: skip
from click.testing import CliRunner
from core import make_core_desk
from openpyxl import load_workbook
from sent_back import copy_of, inbox_of, listed, mend

from pipeline.cli.main import cli
from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.answer import overview_answer
from pipeline.flow.overview.overview import look
from pipeline.flow.returning import returns
from pipeline.model.outcome import Accepted, Returned, Waiting

GOOD_DATE = {"登记": {"B3": "2026-03-20"}}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def three(**wrong: Any) -> dict[str, Any]:
    """Two good sheets, and a form of the activity whose date is no date."""
    return {"签到": sign_in(), "登记": registration(date="三月二十"), "党费": dues()} | wrong


def held(desk: Desk, branch: str = BRANCH) -> list[tuple[str, str]]:
    return [(entry.form, entry.happened) for entry in desk.ledger.held(branch)]


def test_good_forms_are_taken_and_the_rest_asked_for(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    report = ingest(desk)
    (outcome,) = report.of(Returned)
    assert held(desk) == [("党费收缴表", "2026-03"), ("签到表", "2026-03-20")]
    assert [path for path in outbox_of(desk) if path.endswith("02 签到表.docx")]
    assert inbox_of(desk) == [f"退回/{BRANCH}/三月(需更正).xlsx"]
    assert {sheet for sheet, _ in listed(copy_of(desk, "三月"))} == {"登记"}
    assert (len(outcome.taken.forms), outcome.sheets) == (2, 1)
    assert ingest(desk).outcomes == []


def test_programs_are_told_of_both_parts(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    answer = ingest_answer(ingest(desk), desk)
    assert [(entry["file"], entry["form"]) for entry in answer["accepted"]] == [
        (f"{BRANCH}/三月.xlsx", "签到表"),
        (f"{BRANCH}/三月.xlsx", "党费收缴表"),
    ]
    assert all(entry["documents"] for entry in answer["accepted"])
    (entry,) = answer["returned"]
    assert (entry["sheets_taken"], entry["sheets_returned"]) == (2, 1)
    (entry,) = overview_answer(look(desk))["returned"]
    assert (entry["sheets_taken"], entry["sheets_returned"]) == (2, 1)


def test_people_are_told_of_both_parts(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    told = CliRunner().invoke(cli, ["ingest", "-w", str(desk.workspace.root)])
    assert told.exit_code == 1
    assert "收下 2 份（签到表、党费收缴表），还有 1 张工作表要改" in told.output
    told = CliRunner().invoke(cli, ["status", "-w", str(desk.workspace.root)])
    assert "收下 2 份，还有 1 张工作表要改" in told.output
    assert "收下 2 份，还有 1 张工作表要改" in desk.workspace.status_page.read_text(encoding="utf-8")


def test_mended_copy_brings_the_rest_and_changes_nothing_else(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    ingest(desk)
    dues_before = {path: content for path, content in outbox_of(desk).items() if "党费" in path}
    mend(copy_of(desk, "三月"), GOOD_DATE)
    (outcome,) = ingest(desk).of(Accepted)
    assert outcome.warnings == ()
    assert len(held(desk)) == 3
    assert inbox_of(desk) == []
    assert desk.ledger.returned() == []
    after = outbox_of(desk)
    assert {path: after[path] for path in dues_before} == dues_before
    assert not [path for path in after if "新版" in path]


def test_the_archive_holds_the_workbook_without_our_list(desk: Desk) -> None:
    drop(desk, three(), "三月.xlsx")
    ingest(desk)
    mend(copy_of(desk, "三月"), GOOD_DATE)
    ingest(desk)
    originals = list(desk.workspace.outbox.rglob("原始表单/*"))
    assert [path.name for path in originals] == ["三月.xlsx"]
    kept = load_workbook(originals[0])
    assert kept.sheetnames == ["签到", "登记", "党费"]
    assert not [cell for row in kept["登记"].iter_rows() for cell in row if cell.comment]


def test_same_file_again_is_not_entered_again(desk: Desk) -> None:
    content = drop(desk, three(), "三月.xlsx").read_bytes()
    ingest(desk)
    before = desk.ledger.returned()
    (desk.workspace.inbox / BRANCH / "三月.xlsx").write_bytes(content)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Returned]
    assert desk.ledger.returned() == before
    assert len(desk.ledger.taken()) == 1


def test_nothing_is_entered_while_there_is_no_writing_to_the_returned_folder(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(desk, three(), "三月.xlsx")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(returns, "written_aside", full)
        assert [type(outcome) for outcome in ingest(desk).outcomes] == [Waiting]
    assert (held(desk), desk.ledger.returned(), path.is_file()) == ([], [], True)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Returned]


def test_what_was_asked_of_a_good_form_is_still_asked_when_it_comes_again(desk: Desk) -> None:
    drop(desk, registration(theme="学党史"), "上午.xlsx")
    ingest(desk)
    drop(desk, {"登记": registration(), "签到": sign_in(date="三月")}, "下午.xlsx")
    (outcome,) = ingest(desk).of(Returned)
    asked = [problem.code for problem in outcome.taken.warnings]
    assert "replaces-other" in asked
    mend(copy_of(desk, "下午"), {"签到": {"B3": "2026-03-20"}})
    (outcome,) = ingest(desk).of(Accepted)
    assert [problem.code for problem in outcome.warnings if problem.code in asked] == asked


def test_two_sheets_of_one_thing_are_both_asked_for(desk: Desk) -> None:
    wrong = dues([("冯伟", 3000, "0.5%", "很多", 15)])
    drop(desk, {"签到": sign_in(), "甲": dues(), "乙": wrong, "丙": talk(), "丁": talk()})
    (outcome,) = ingest(desk).of(Returned)
    twice = [problem.at.sheet for problem in outcome.problems if problem.code == "record-twice"]
    assert twice == ["甲", "乙", "丙", "丁"]
    assert held(desk) == [("签到表", "2026-03-20")]


@pytest.fixture
def with_sheets_left_out(desk: Desk) -> Desk:
    """Two good months, one not filled in, a sheet of no form and a hidden one."""
    path = drop(desk, {"3月": dues(), "2月": dues(month="2026年2月"), "4月": dues([], month="2026年4月"), "算": [["x"]],
                       "旧": sign_in()}, "全年.xlsx")  # fmt: skip
    workbook = load_workbook(path)
    workbook["旧"].sheet_state = "hidden"
    workbook.save(path)
    return desk


def test_sheets_that_were_left_out_are_told_once(with_sheets_left_out: Desk) -> None:
    report = ingest(with_sheets_left_out)
    answer = ingest_answer(report, with_sheets_left_out)
    assert [(entry["file"], entry["warnings"]) for entry in answer["accepted"]] == [(f"{BRANCH}/全年.xlsx", [])] * 2
    left_out = {(entry["code"], entry["sheet"]) for entry in answer["not_read"]}
    assert left_out == {("sheet-blank", "4月"), ("form-unknown", "算"), ("sheet-hidden", "旧")}
    assert len(answer["not_read"]) == 3


def test_sheets_that_were_left_out_stay_on_the_page(with_sheets_left_out: Desk) -> None:
    root = with_sheets_left_out.workspace.root
    told = CliRunner().invoke(cli, ["ingest", "-w", str(root)])
    assert (told.exit_code, told.output.count("请核对")) == (0, 3)
    assert ingest(with_sheets_left_out).outcomes == []
    (arrival,) = overview_answer(look(with_sheets_left_out))["arrivals"]
    assert {note["at"] for note in arrival["notes"]} == {"4月", "算 A1", "旧"}
    page = with_sheets_left_out.workspace.status_page.read_text(encoding="utf-8")
    assert all(note["message"] in page for note in arrival["notes"])


def test_warnings_stand_with_their_own_form(desk: Desk) -> None:
    drop(desk, {"3月": dues([("冯伟", 3000, "0.5%", 16, 16)]), "2月": dues(month="2026年2月")}, "全年.xlsx")
    warned = [[w["sheet"] for w in entry["warnings"]] for entry in ingest_answer(ingest(desk), desk)["accepted"]]
    assert sorted(warned) == [[], ["3月"]]


def test_what_is_odd_in_a_roster_stays_on_the_page(desk: Desk) -> None:
    drop(desk, [["党员花名册"], ["支部", BRANCH], ["姓名", "出生日期"], ["冯伟", "2099.5"]], "名册.xlsx")
    ingest(desk)
    (arrival,) = overview_answer(look(desk))["arrivals"]
    assert [note["at"] for note in arrival["notes"]] == ["Sheet1 B4"]


def test_form_of_no_kind_beside_good_ones(desk: Desk) -> None:
    make_form(
        desk.workspace.inbox / BRANCH / "表.xlsx", {"签到": sign_in(), "登记": registration(date="三月"), "算": [["x"]]}
    )
    (outcome,) = ingest(desk).of(Returned)
    assert (len(outcome.taken.forms), outcome.sheets) == (1, 1)


def test_the_days_of_a_sheet_that_were_taken_are_told_apart_from_the_one_that_goes_back(desk: Desk) -> None:
    days = [["2026年3月签到表"], ["支部", BRANCH], ["姓名", "5日", "12日"], ["冯伟", "√", "怪"]]
    drop(desk, {"3月": days}, "签到.xlsx")
    ingest(desk)
    assert held(desk) == [("签到表", "2026-03-05")]
    first = load_workbook(copy_of(desk, "签到")).worksheets[0]
    assert "已收，不用再改的表：3月（标红的几列以外）" in [cell.value for row in first for cell in row]
    mend(copy_of(desk, "签到"), {"3月": {"C4": "√"}})
    ingest(desk)
    assert held(desk) == [("签到表", "2026-03-05"), ("签到表", "2026-03-12")]
    assert desk.ledger.returned() == []
