"""Stopped anywhere and run again: the same end as if nothing had happened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    drop,
    dues,
    make_desk,
    make_form,
    make_photo,
    outbox_of,
    registration,
    roster,
    sign_in,
    talk,
)

from pipeline.files import publish
from pipeline.files.originals import Originals
from pipeline.flow import assemble, intake, returns
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest
from pipeline.ledger.ledger import Ledger
from pipeline.packet.outbox import Outbox
from pipeline.render.renderer import Renderer


class PowerCut(BaseException):
    """Nothing catches it."""


@pytest.fixture(scope="module")
def drops(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of files, dropped one after the other. openpyxl writes the time into a file: they are made once."""
    first, second = (tmp_path_factory.mktemp("drops") / name for name in "12")
    grid = [*registration(会议记录="一"), ["照片"], ["序号", "文件名"], [1, "a.jpg"]]
    make_form(first / "登记.xlsx", grid)
    make_form(first / "签到.xlsx", sign_in())
    make_form(first / "坏.xlsx", sign_in(date="三月"))
    make_form(first / "党费.xlsx", dues())
    make_form(first / "三张.xlsx", {"好": talk(), "坏": talk(date="三月"), "名册": roster()})
    make_photo(first / "a.jpg")
    (first / "文.docx").write_bytes(b"no form")
    make_form(second / "登记.xlsx", registration(会议记录="二", theme="学党史"))
    make_form(second / "坏.xlsx", sign_in(date="2026-03-20", theme="学党史"))
    make_form(second / "三张.xlsx", {"好": talk(), "坏": talk(member="买买提·艾力"), "名册": [["党员花名册"]]})
    return [first, second]


def lay(folder: Path, desk: Desk) -> None:
    shutil.copytree(folder, desk.workspace.inbox / BRANCH, dirs_exist_ok=True)


def world(desk: Desk) -> tuple[dict[str, bytes], list[str], int, int]:
    inbox = sorted(path.relative_to(desk.workspace.inbox).as_posix() for path in desk.workspace.inbox.rglob("*.*"))
    return outbox_of(desk), inbox, len(desk.ledger.returned()), len(desk.ledger.held(BRANCH))


STEPS: list[tuple[Any, str]] = [
    (Originals, "take_in"),
    (Ledger, "take"),
    (Ledger, "send_back"),
    (Ledger, "publish"),
    (Ledger, "withdraw"),
    (Ledger, "settle"),
    (Renderer, "render"),
    (Outbox, "publish"),
    (Outbox, "withdraw"),
    (assemble, "write_whole"),
    (intake, "tidy"),
    (intake, "clear_copies"),
    (returns, "tidy"),
    (returns, "clear_copies"),
    (returns, "_move"),
    (returns, "written_aside"),
    (publish.os, "fsync"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("place", "name"), STEPS, ids=[f"{getattr(place, '__name__', place)}.{name}" for place, name in STEPS]
)
def test_power_cut(
    place: Any, name: str, after: bool, drops: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_desk(tmp_path / "甲")
    for folder in drops:
        lay(folder, whole)
        ingest(whole)
    broken = make_desk(tmp_path / "乙")
    for folder in drops:
        lay(folder, broken)
        for call in (0, 2):
            with monkeypatch.context() as patch:
                patch.setattr(place, name, cut(getattr(place, name), call, after))
                try:
                    ingest(broken)
                except PowerCut:
                    broken.close()
                    broken = make_desk(tmp_path / "乙")
        ingest(broken)
    assert world(broken) == world(whole)
    assert not list(broken.workspace.root.rglob(".~dangan-*"))
    whole.close()
    broken.close()


def cut(real: Callable[..., Any], calls: int, after: bool) -> Callable[..., Any]:
    """The power goes at the call after so many."""
    left = [calls]

    def instead(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            return real(*args, **kwargs)
        if after:
            real(*args, **kwargs)
        raise PowerCut

    return instead


def test_correction_after_a_cut_is_not_taken_for_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    drop(desk, registration(会议记录="一"))
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "publish", cut(Ledger.publish, 0, False))
        with pytest.raises(PowerCut):
            ingest(desk)
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    assert not [path for path in outbox_of(desk) if "新版" in path]


def test_template_that_does_not_fit_leaves_the_packet_as_it_was(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    before = outbox_of(desk)
    template = desk.workspace.templates / "活动情况登记表.docx"
    good = template.read_bytes()
    template.write_bytes(b"no docx")
    drop(desk, registration(会议记录="二"))
    report = ingest(desk)
    assert [failure.exit_code for failure in report.failures] == [2]
    assert "活动情况登记表.docx" in report.failures[0].message
    assert outbox_of(desk) == before
    template.write_bytes(good)
    assert len(ingest(desk).published) == 1
    assert not [path for path in outbox_of(desk) if "新版" in path]


def test_one_branch_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    other = "机关第二党支部"
    drop(desk, sign_in())
    drop(desk, sign_in(branch=other), folder=other)
    real = Outbox.publish

    def full(self: Outbox, path: str, *rest: Any) -> Any:
        if BRANCH in path:
            raise OSError(28, "No space left on device")
        return real(self, path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "publish", full)
        report = ingest(desk)
    assert (len(report.failures), [entry.branch for entry in report.published]) == (1, [other])
    assert [entry.branch for entry in ingest(desk).published] == [BRANCH]


def test_a_file_that_brings_a_fault_to_light_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    poison = drop(desk, sign_in(date="2026-04-20"), "毒.xlsx")
    drop(desk, sign_in(), "好.xlsx")
    real = intake.read_workbook

    def read(path: Path, file: str, *rest: Any) -> Any:
        return real(path, file, *rest) if file != "毒.xlsx" else 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_workbook", read)
        report = ingest(desk)
    assert (len(report.outcomes), len(report.published)) == (1, 1)
    assert [failure.exit_code for failure in report.failures] == [3]
    assert poison.is_file()
    assert len(ingest(desk).published) == 1


def test_a_fault_in_one_branch_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk(tmp_path)
    other = "机关第二党支部"
    drop(desk, sign_in())
    drop(desk, sign_in(branch=other), folder=other)
    real = assemble.draft_documents

    def draft(activity: Any, *rest: Any) -> Any:
        return real(activity, *rest) if activity.branch == other else 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(assemble, "draft_documents", draft)
        report = ingest(desk)
    assert [failure.exit_code for failure in report.failures] == [3]
    assert [entry.branch for entry in report.published] == [other]
    assert desk.workspace.status_page.is_file()
    assert [entry.branch for entry in ingest(desk).published] == [BRANCH]
