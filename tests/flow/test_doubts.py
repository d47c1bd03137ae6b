"""Where two files look alike, or a file is still on its way, nothing that is real gets lost."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_form, make_photo, outbox_of, registration, sign_in, talk
from core import make_core_desk

from pipeline.errors import SetupError
from pipeline.files.inbox import reason_to_wait
from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.model.outcome import Accepted, Returned

Warned = list[tuple[str, list[str]]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def held(desk: Desk, branch: str = BRANCH) -> Warned:
    return [(entry.happened, [problem.code for problem in entry.warnings]) for entry in desk.ledger.held(branch)]


def test_weekly_sign_in_sheets_are_all_kept(desk: Desk) -> None:
    for date in ("2026-03-06", "2026-03-13", "2025-03-13"):
        drop(desk, sign_in(date=date))
        ingest(desk)
    assert held(desk) == [("2025-03-13", []), ("2026-03-06", []), ("2026-03-13", ["maybe-correction"])]
    (problem,) = desk.ledger.held(BRANCH)[2].warnings
    assert "2026-03-06" in problem.message
    assert problem.at.cell == "B3"


def test_talks_with_others_are_all_kept_and_bring_no_warning(desk: Desk) -> None:
    for member in ("姜淑芬", "买买提·艾力"):
        drop(desk, talk(member=member))
        ingest(desk)
    assert held(desk) == [("2026-03-12", []), ("2026-03-12", [])]


def test_only_the_file_just_before_is_corrected(desk: Desk) -> None:
    for date, place in (("2026-03-06", "甲"), ("2026-03-13", "乙"), ("2026-03-20", "甲")):
        drop(desk, registration(date=date, 活动地点=place))
        ingest(desk)
    assert held(desk) == [("2026-03-06", []), ("2026-03-13", []), ("2026-03-20", ["maybe-correction"])]


def test_month_of_another_year_is_another_activity(desk: Desk) -> None:
    for date in ("2025-03-20", "2026-03-20"):
        drop(desk, registration(date=date))
        ingest(desk)
    assert held(desk) == [("2025-03-20", []), ("2026-03-20", [])]


def test_replacing_another_theme_from_another_file_is_told(desk: Desk) -> None:
    drop(desk, registration(theme="学党章"), "上午.xlsx")
    ingest(desk)
    drop(desk, registration(theme="学党史"), "下午.xlsx")
    (outcome,) = ingest(desk).of(Accepted)
    (problem,) = outcome.warnings
    assert problem.code == "replaces-other"
    assert "上午.xlsx" in problem.message
    drop(desk, registration(theme="学党规"), "下午.xlsx")
    assert ingest(desk).of(Accepted)[0].warnings == ()


def test_same_name_from_two_people_at_the_top_are_two_returns(desk: Desk) -> None:
    for date in ("三月", "四月"):
        drop(desk, sign_in(date=date), folder="")
        ingest(desk)
    assert [entry.copy for entry in desk.ledger.returned()] == [
        "inbox/退回/表(需更正).xlsx",
        "inbox/退回/表(需更正) (2).xlsx",
    ]
    drop(desk, sign_in(), folder="")
    ingest(desk)
    assert len(desk.ledger.returned()) == 2


def test_the_same_form_under_another_name_clears_the_return(desk: Desk) -> None:
    (desk.workspace.inbox / "机关第二党支部").mkdir()
    drop(desk, sign_in(), folder="机关第二党支部")
    assert len(ingest(desk).of(Returned)) == 1
    drop(desk, sign_in(date="2026-03-27"), "别的.xlsx")
    ingest(desk)
    assert len(desk.ledger.returned()) == 1
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    assert desk.ledger.returned() == []
    assert not desk.workspace.returned.exists()


def test_writer_goes_on_in_the_returned_file(desk: Desk) -> None:
    """An open handle follows the file into 退回, and what it writes is seen there."""
    whole = make_form(desk.workspace.root / "好.xlsx", sign_in()).read_bytes()
    path = desk.workspace.inbox / BRANCH / "慢.xlsx"
    path.parent.mkdir()
    with path.open("wb") as writer:
        writer.write(whole[:2000])
        writer.flush()
        assert len(ingest(desk).of(Returned)) == 1
        writer.write(whole[2000:])
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert desk.ledger.returned() == []


@pytest.mark.parametrize("name", ["a.jpg", "a.csv", "a.bin", "a.xlsx"])
def test_file_on_its_way_with_an_old_time_waits(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = make_photo(tmp_path / "whole.jpg").read_bytes() if name == "a.jpg" else b"PK\x03\x04" + b"x" * 50
    path.write_bytes({"a.csv": b"a,b\n", "a.bin": b"%PDF-1.7"}.get(name, content[:-20]))
    os.utime(path, (1, 1))
    now = path.stat().st_ctime
    assert reason_to_wait(path, now)
    assert not reason_to_wait(path, now + 11)
    assert not reason_to_wait(make_photo(tmp_path / "whole.jpg"), now)


def test_branch_is_the_same_with_what_people_add(desk: Desk) -> None:
    drop(desk, sign_in(branch=f"中共{BRANCH}委员会"))
    drop(desk, registration(branch=f"中共 {BRANCH}"), "登记.xlsx", folder="")
    assert len(ingest(desk).of(Accepted)) == 2
    assert len(desk.ledger.held(BRANCH)) == 2
    assert len({path.split("/")[1] for path in outbox_of(desk)}) == 1


def test_a_day_far_ahead_is_sent_back(desk: Desk) -> None:
    for name, form in {"签到": sign_in, "登记": registration, "谈话": talk}.items():
        drop(desk, form(date="2062-03-20"), f"{name}.xlsx")
    found = [problem for outcome in ingest(desk).of(Returned) for problem in outcome.problems]
    assert [problem.code for problem in found] == ["date-far-ahead"] * 3
    assert all(problem.at.cell for problem in found)


def test_inbox_that_is_gone_keeps_the_returns(desk: Desk) -> None:
    drop(desk, sign_in(date="三月"))
    ingest(desk)
    away = shutil.move(desk.workspace.inbox, desk.workspace.root / "away")
    again = open_desk(desk.workspace, desk.now)
    with pytest.raises(SetupError) as caught:
        ingest(again)
    assert caught.value.exit_code == 2
    assert not desk.workspace.inbox.exists()
    shutil.move(away, desk.workspace.inbox)
    assert ingest(again).outcomes == []
    assert len(again.ledger.returned()) == 1


def test_every_branch_of_the_settings_has_its_folder(desk: Desk) -> None:
    (desk.workspace.root / "dangan.toml").write_text('branches = ["甲党支部", "乙党支部"]', encoding="utf-8")
    open_desk(desk.workspace).close()
    assert {path.name for path in desk.workspace.inbox.iterdir()} == {"甲党支部", "乙党支部", "撤回"}


def test_json_names_failures(desk: Desk) -> None:
    report = ingest(desk)
    report.failures.append(SetupError("坏了", "修"))
    assert ingest_answer(report, replace(desk))["failures"] == [{"message": "坏了", "hint": "修"}]


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF-1.7"), ("a.xlsx", b""), ("a.jpg", b"\xff\xd8\xff\xe0")])
def test_note_of_what_is_no_workbook_does_not_ask_to_open_it(desk: Desk, name: str, content: bytes) -> None:
    path = desk.workspace.inbox / BRANCH / name
    path.parent.mkdir()
    path.write_bytes(content)
    (outcome,) = ingest(desk).of(Returned)
    text = (desk.workspace.root / f"{outcome.copy}.退回说明.txt").read_text(encoding="utf-8-sig")
    assert "打开这个表格" not in text
    assert "dangan" not in text
