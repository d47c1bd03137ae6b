"""Stopped anywhere and run again: the same end as if nothing had happened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BRANCH,
    drop,
    dues,
    make_form,
    make_photo,
    outbox_of,
    registration,
    roster,
    sign_in,
    talk,
)
from core import make_core_desk
from killing import Forker, Step, replaced

from pipeline.flow.assembly import prepare as preparing
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import IngestReport, ingest
from pipeline.flow.intake import intake
from pipeline.ledger.entries import PublishedDocument
from pipeline.packet.publish.outbox import Outbox


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


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.close()


def lay(folder: Path, desk: Desk) -> None:
    shutil.copytree(folder, desk.workspace.inbox / BRANCH, dirs_exist_ok=True)


def world(desk: Desk) -> tuple[dict[str, bytes], list[str], int, int]:
    folder = desk.workspace.inbox
    inbox = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return outbox_of(desk), inbox, len(desk.ledger.returned()), len(desk.ledger.held(BRANCH))


STEPS = [
    "pipeline.files.originals:Originals.take_in",
    "pipeline.files.journal:Journal.append",
    "pipeline.ledger.ledger:Ledger.take",
    "pipeline.ledger.ledger:Ledger.send_back",
    "pipeline.ledger.ledger:Ledger.intend",
    "pipeline.ledger.ledger:Ledger.publish",
    "pipeline.ledger.ledger:Ledger.withdraw",
    "pipeline.ledger.ledger:Ledger.settle",
    "pipeline.render.renderer:Renderer.render",
    "pipeline.packet.publish.outbox:Outbox.publish",
    "pipeline.packet.publish.outbox:Outbox.withdraw",
    "pipeline.files.batch:Batch.write_last",
    "pipeline.flow.assembly.publish:put",
    "pipeline.flow.intake.taking:tidy",
    "pipeline.flow.intake.intake:clear_copies",
    "pipeline.flow.returning.returns:tidy",
    "pipeline.flow.returning.returns:clear_copies",
    "pipeline.flow.returning.returns:_move",
    "pipeline.flow.returning.returns:written_aside",
    "pipeline.flow.overview.overview:write_whole",
    "os:replace",
    "os:fsync",
]
steps = pytest.mark.parametrize("name", STEPS, ids=[name.rpartition(":")[2] for name in STEPS])
before_or_after = pytest.mark.parametrize("after", [False, True], ids=["before", "after"])


@pytest.fixture(scope="module")
def undisturbed(drops: list[Path], tmp_path_factory: pytest.TempPathFactory) -> object:
    desk = make_core_desk(tmp_path_factory.mktemp("whole"))
    for folder in drops:
        lay(folder, desk)
        ingest(desk)
    desk.close()
    return world(desk)


@before_or_after
@steps
def test_power_cut(
    name: str, after: bool, drops: list[Path], undisturbed: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = make_core_desk(tmp_path)
    for folder in drops:
        lay(folder, desk)
        for calls in (0, 2):
            with monkeypatch.context() as patch, suppress(PowerCut):
                patch.setattr(*replaced(Step(name, calls, after), power_cut))
                ingest(desk)
            desk.close()
            desk = desk.set_up.open()
        ingest(desk)
    desk.close()
    assert world(desk) == undisturbed
    assert not list(tmp_path.rglob(".~dangan-*"))


@before_or_after
@steps
def test_killed(name: str, after: bool, drops: list[Path], undisturbed: object, tmp_path: Path, forker: Forker) -> None:
    """The process is gone at once: what exceptions tidy up on their way stays as it was."""
    desk = make_core_desk(tmp_path)
    desk.close()
    for calls, folder in zip((0, 2), drops, strict=True):
        lay(folder, desk)
        forker.ingest(tmp_path, Step(name, calls, after))
        assert forker.ingest(tmp_path).code == 0
    assert world(desk) == undisturbed
    assert not list(tmp_path.rglob(".~dangan-*"))


def packet_of(desk: Desk) -> dict[str, bytes]:
    """The activity's; a year's registers go on."""
    return {path: content for path, content in outbox_of(desk).items() if "2026-03-20" in path}


def days(report: IngestReport) -> set[str]:
    """Of the activities that were published; a year's registers are of none."""
    return {entry.day for entry in report.published if entry.month}


def power_cut() -> None:
    raise PowerCut


def test_correction_after_a_cut_is_not_taken_for_an_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"))
    with monkeypatch.context() as patch:
        patch.setattr(*replaced(Step("pipeline.ledger.ledger:Ledger.publish"), power_cut))
        with pytest.raises(PowerCut):
            ingest(desk)
    drop(desk, registration(会议记录="二"))
    ingest(desk)
    assert not [path for path in outbox_of(desk) if "新版" in path]


def test_template_that_does_not_fit_leaves_the_packet_as_it_was(tmp_path: Path) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"))
    ingest(desk)
    before = packet_of(desk)
    template = desk.workspace.templates / "活动情况登记表.docx"
    good = template.read_bytes()
    template.write_bytes(b"no docx")
    drop(desk, registration(会议记录="二"))
    report = ingest(desk)
    assert {failure.exit_code for failure in report.failures} == {2}
    assert "活动情况登记表.docx" in report.failures[0].message
    assert packet_of(desk) == before
    template.write_bytes(good)
    assert days(ingest(desk)) == {"2026-03-20"}
    assert not [path for path in outbox_of(desk) if "新版" in path]


def test_one_branch_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    other = "机关第二党支部"
    drop(desk, sign_in())
    drop(desk, sign_in(branch=other), folder=other)
    real = Outbox.publish

    def full(self: Outbox, new: PublishedDocument, *rest: Any) -> Any:
        if BRANCH in new.path:
            raise OSError(28, "No space left on device")
        return real(self, new, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "publish", full)
        report = ingest(desk)
    assert {BRANCH in failure.message for failure in report.failures} == {True}
    assert {entry.branch for entry in report.published} == {other}
    assert {entry.branch for entry in ingest(desk).published} == {BRANCH}


def test_a_file_that_brings_a_fault_to_light_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    poison = drop(desk, sign_in(date="2026-04-20"), "毒.xlsx")
    drop(desk, sign_in(), "好.xlsx")
    real = intake.read_workbook

    def read(path: Path, file: str, *rest: Any) -> Any:
        return real(path, file, *rest) if file != "毒.xlsx" else 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_workbook", read)
        report = ingest(desk)
    assert ([outcome.file for outcome in report.outcomes], days(report)) == ([f"{BRANCH}/好.xlsx"], {"2026-03-20"})
    assert [failure.exit_code for failure in report.failures] == [3]
    assert poison.is_file()
    assert "2026-04-20" in days(ingest(desk))


def test_a_fault_in_one_branch_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_core_desk(tmp_path)
    other = "机关第二党支部"
    drop(desk, sign_in())
    drop(desk, sign_in(branch=other), folder=other)
    real = preparing.draft_documents

    def draft(activity: Any, *rest: Any) -> Any:
        return real(activity, *rest) if activity.branch == other else 1 / 0

    with monkeypatch.context() as patch:
        patch.setattr(preparing, "draft_documents", draft)
        report = ingest(desk)
    assert {failure.exit_code for failure in report.failures} == {3}
    assert {entry.branch for entry in report.published} == {other}
    assert desk.workspace.status_page.is_file()
    assert {entry.branch for entry in ingest(desk).published} == {BRANCH}
