"""A form with problems goes back as the person's own workbook, marked; mending it anywhere clears the return."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import BRANCH, drop, make_form, make_photo, registration, roster, sign_in
from core import make_core_desk
from sent_back import copy_of, inbox_of, listed, mend

from pipeline.flow.answers import ingest_answer
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.flow.overview.answer import overview_answer
from pipeline.flow.overview.overview import look
from pipeline.forms.marked import copy
from pipeline.model.outcome import Accepted, Duplicate, Returned, Waiting


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_core_desk(tmp_path / "ws")


def bad() -> list[list[object]]:
    return sign_in(date="三月二十")


def note(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.退回说明.txt")


def broken(desk: Desk, name: str = "坏.xlsx") -> Path:
    path = desk.workspace.inbox / BRANCH / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PK\x03\x04 cut off")
    return path


def test_returned_as_the_own_workbook_with_every_problem_listed(desk: Desk) -> None:
    drop(desk, [*registration(date="三月二十", theme=""), ["", ""]])
    (outcome,) = ingest(desk).outcomes
    assert isinstance(outcome, Returned)
    assert outcome.copy == f"inbox/退回/{BRANCH}/表(需更正).xlsx"
    stops = [(problem.at.sheet, problem.at.cell) for problem in outcome.problems if problem.stops]
    assert len(stops) >= 2
    assert set(stops) <= set(listed(copy_of(desk)))
    assert inbox_of(desk) == [f"退回/{BRANCH}/表(需更正).xlsx"]


def test_workbook_that_does_not_open_comes_back_as_it_was_beside_a_text(desk: Desk) -> None:
    content = broken(desk).read_bytes()
    (outcome,) = ingest(desk).of(Returned)
    copy = desk.workspace.root / outcome.copy
    assert copy.read_bytes() == content
    assert outcome.problems[0].message in note(copy).read_text(encoding="utf-8-sig")
    assert inbox_of(desk) == [f"退回/{BRANCH}/坏.xlsx", f"退回/{BRANCH}/坏.xlsx.退回说明.txt"]
    assert ingest(desk).outcomes == []


def test_workbook_saved_anew_takes_the_place_of_the_one_that_did_not_open(desk: Desk) -> None:
    broken(desk, "表.xls")
    ingest(desk)
    drop(desk, bad(), "表.xlsx")
    ingest(desk)
    assert inbox_of(desk) == [f"退回/{BRANCH}/表(需更正).xlsx"]
    assert len(desk.ledger.returned()) == 1


def test_json_of_a_return(desk: Desk) -> None:
    drop(desk, bad())
    (entry,) = ingest_answer(ingest(desk), desk)["returned"]
    assert set(entry) == {"file", "copy", "sheets_taken", "sheets_returned", "problems"}
    assert {"code", "sheet", "cell", "message", "hint"} <= set(entry["problems"][0])
    (shown,) = overview_answer(look(desk))["returned"]
    assert (shown["file"], shown["branch"]) == ("表.xlsx", BRANCH)


def test_untouched_return_is_left_alone(desk: Desk) -> None:
    drop(desk, bad())
    ingest(desk)
    before = copy_of(desk).read_bytes()
    assert ingest(desk).outcomes == []
    assert copy_of(desk).read_bytes() == before


def test_mended_in_the_returned_folder(desk: Desk) -> None:
    drop(desk, bad())
    ingest(desk)
    make_form(copy_of(desk), sign_in())
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert inbox_of(desk) == []
    assert not desk.workspace.returned.exists()
    assert desk.ledger.returned() == []


@pytest.mark.parametrize("with_list", [True, False])
def test_mended_wrongly_stays_with_a_new_list(desk: Desk, with_list: bool) -> None:
    drop(desk, bad())
    ingest(desk)
    (first,) = desk.ledger.returned()
    mend(copy_of(desk), {"Sheet1": {"B3": "2026-03-20", "C6": "看不清"}}, with_list=with_list)
    (outcome,) = ingest(desk).outcomes
    assert isinstance(outcome, Returned)
    (second,) = desk.ledger.returned()
    assert (second.copy, second.number == first.number) == (first.copy, False)
    assert listed(copy_of(desk)) == [("Sheet1", "C6")]
    assert ingest(desk).outcomes == []


def test_corrected_file_dropped_clears_the_return(desk: Desk) -> None:
    drop(desk, bad())
    ingest(desk)
    drop(desk, sign_in())
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert inbox_of(desk) == []
    assert desk.ledger.returned() == []


def test_same_bad_file_again_is_one_return(desk: Desk) -> None:
    for _ in range(2):
        drop(desk, bad())
        ingest(desk)
    assert len(desk.ledger.returned()) == 1
    assert inbox_of(desk) == [f"退回/{BRANCH}/表(需更正).xlsx"]


def test_same_name_in_other_folders_are_other_files(desk: Desk) -> None:
    """A good 2月/签到.xlsx does not make a bad 1月/签到.xlsx good, and two bad ones do not chase each other."""
    drop(desk, bad(), folder=f"{BRANCH}/1月")
    drop(desk, bad()[:4] + bad()[4:5], folder=f"{BRANCH}/2月")
    ingest(desk)
    assert len(desk.ledger.returned()) == 2
    assert ingest(desk).outcomes == []
    drop(desk, sign_in(date="2026-02-20"), folder=f"{BRANCH}/2月")
    ingest(desk)
    assert [entry.folder for entry in desk.ledger.returned()] == [f"{BRANCH}/1月"]
    assert copy_of(desk, folder=f"{BRANCH}/1月").is_file()


def test_taken_out_of_the_returned_folder_is_settled(desk: Desk) -> None:
    drop(desk, bad())
    ingest(desk)
    copy_of(desk).unlink()
    ingest(desk)
    assert inbox_of(desk) == []
    assert desk.ledger.returned() == []


def test_copy_that_a_person_is_mending_is_not_replaced(desk: Desk) -> None:
    drop(desk, bad())
    ingest(desk)
    mended = make_form(copy_of(desk), sign_in(date="四月一")).read_bytes()
    ingest(desk, [drop(desk, sign_in(date="五月一"))])
    assert copy_of(desk).read_bytes() == mended
    assert inbox_of(desk) == [f"退回/{BRANCH}/表(需更正) (2).xlsx", f"退回/{BRANCH}/表(需更正).xlsx"]


def test_copy_saved_while_it_is_marked_anew_is_not_overwritten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(desk, bad())
    ingest(desk)
    mend(copy_of(desk), {"Sheet1": {"B3": "四月一"}})
    real = copy.marked_copy

    def saved_meanwhile(*arguments: Any) -> Any:
        made = real(*arguments)
        make_form(copy_of(desk), sign_in())
        return made

    with monkeypatch.context() as patch:
        patch.setattr(copy, "marked_copy", saved_meanwhile)
        assert [type(outcome) for outcome in ingest(desk).outcomes] == [Waiting]
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
    assert inbox_of(desk) == []


def test_very_long_name_can_be_returned(desk: Desk) -> None:
    name = "签" * 80 + ".xlsx"
    drop(desk, bad(), name)
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Returned]
    assert ingest(desk).outcomes == []
    (copy,) = inbox_of(desk)
    (desk.workspace.inbox / copy).unlink()
    ingest(desk)
    assert desk.ledger.returned() == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "file-empty"),
        ("坏.xlsx", b"PK\x03\x04 cut off", "workbook-broken"),
        ("网页.xls", b"<html><table></table></html>", "workbook-html"),
        ("文本.xls", b"a,b\n1,2\n", "workbook-csv"),
        ("别的.bin", b"\x01\x02\x03\x04", "file-foreign"),
        ("别的.jpg", "这是文字".encode(), "photo-false"),
        ("照片.jpg", b"\xff\xd8\xff\xe0broken", "photo-broken"),
        ("照片.png", b"\x89PNG\r\n\x1a\nbroken", "photo-broken"),
    ],
)
def test_foreign_files(desk: Desk, name: str, content: bytes, code: str) -> None:
    import os

    path = desk.workspace.inbox / BRANCH / name
    path.parent.mkdir()
    path.write_bytes(content)
    os.utime(path, (1, 1))
    (outcome,) = ingest(desk).of(Returned)
    assert [problem.code for problem in outcome.problems] == [code]
    assert (desk.workspace.root / outcome.copy).read_bytes() == content


def test_photo_cut_off_is_returned(desk: Desk) -> None:
    path = make_photo(desk.workspace.inbox / BRANCH / "a.jpg", size=(640, 480))
    path.write_bytes(path.read_bytes()[:-600])
    (outcome,) = ingest(desk).of(Returned)
    assert [problem.code for problem in outcome.problems] == ["photo-broken"]


def test_photo_of_nobody(desk: Desk) -> None:
    make_photo(desk.workspace.inbox / "a.jpg")
    (outcome,) = ingest(desk).of(Returned)
    assert [problem.code for problem in outcome.problems] == ["photo-without-branch"]
    drop(desk, roster(), "名册.xlsx")
    make_photo(desk.workspace.inbox / "生人" / "b.jpg")
    report = ingest(desk)
    assert [p.code for outcome in report.of(Returned) for p in outcome.problems] == ["branch-unknown"]


def test_paths_outside_the_inbox_are_left_in_place(desk: Desk, tmp_path: Path) -> None:
    good = make_form(tmp_path / "别处" / "好.xlsx", sign_in())
    wrong = make_form(tmp_path / "别处" / "坏.xlsx", bad())
    report = ingest(desk, [tmp_path / "别处"])
    assert {type(outcome) for outcome in report.outcomes} == {Accepted, Returned}
    assert good.is_file()
    assert wrong.is_file()
    assert inbox_of(desk) == ["退回/坏(需更正).xlsx"]
    assert {type(outcome) for outcome in ingest(desk, [good]).outcomes} == {Duplicate}
    make_form(wrong, sign_in(date="2026-04-20"))
    ingest(desk, [wrong])
    assert inbox_of(desk) == ["退回/坏(需更正).xlsx"]


def test_open_file_waits(desk: Desk) -> None:
    path = drop(desk, sign_in())
    owner = path.with_name(f"~${path.name}")
    owner.write_bytes(b"owner")
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Waiting]
    assert path.is_file()
    owner.unlink()
    assert [type(outcome) for outcome in ingest(desk).outcomes] == [Accepted]
