"""What holds up a packet is told with its folder, and goes whole from process to process and through the ledger."""

from __future__ import annotations

import errno
import pickle
import shutil
from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in
from core import make_core_desk

from pipeline.errors import DanganError, SetupError, TemplateError
from pipeline.files.faults import place_of
from pipeline.files.originals import LostOriginal
from pipeline.flow.assembly.faults import PacketFault, kept, kept_fault, packet_fault, together
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest

MARCH, APRIL = "2026/甲/三月“学”：好”：等 3 个材料包", "2026/甲/四月"
FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


def test_it_is_data_and_survives_pickling() -> None:
    fault = packet_fault(MARCH, TemplateError("坏了", "修好"))
    copy = pickle.loads(pickle.dumps(fault))
    assert isinstance(copy, PacketFault)
    told = [(one.packets, one.said, one.hint, one.exit_code, one.message) for one in (fault, copy)]
    assert told[0] == told[1] == ((MARCH,), "坏了", "修好", 2, f"材料包“{MARCH}”：坏了")


def test_the_exit_code_is_that_of_what_it_tells_of() -> None:
    causes = (SetupError("无"), DanganError("无"), OSError(errno.ENOSPC, "full"), ValueError("bug"))
    assert [packet_fault(MARCH, cause).exit_code for cause in causes] == [2, 3, 2, 3]


def test_alike_are_told_together_whatever_their_folders_are_called() -> None:
    other = DanganError("材料包“2026/甲/五月”：坏了", "修好")
    faults = [packet_fault(folder, TemplateError("坏了", "修好")) for folder in (APRIL, MARCH, APRIL)]
    first, second = together([*faults, other, other])
    assert isinstance(first, PacketFault)
    assert first.packets == tuple(sorted([MARCH, APRIL]))
    assert second is other
    assert together(together([*faults, *faults]))[0].message == first.message


@pytest.mark.parametrize("fault", [packet_fault(MARCH, TemplateError("坏了", "修好")), DanganError("别的", "看看")])
def test_the_ledger_keeps_it(fault: DanganError) -> None:
    again = kept_fault(kept(fault))
    assert (isinstance(again, PacketFault), again.message, again.hint) == (
        isinstance(fault, PacketFault), fault.message, fault.hint,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("named", "place"),
    [
        (("outbox/.~dangan-0123456789ab.tmp", None, "outbox/三月.docx"), "outbox/三月.docx"),
        (("outbox/.~dangan-0123456789ab.tmp",), "outbox"),
        (("outbox/三月.docx",), "outbox/三月.docx"),
        ((), ""),
        ((7,), ""),
    ],
)
def test_no_temporary_name_is_told(named: tuple[str | int | None, ...], place: str) -> None:
    assert place_of(OSError(errno.EACCES, "no", *named)) == place


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    return desk


@pytest.mark.parametrize("name", ["03 会议记录.docx", "manifest.json"])
def test_a_folder_that_stands_in_the_place_of_a_file(name: str, desk: Desk) -> None:
    place = desk.workspace.outbox / FOLDER / name
    place = place if place.is_file() else next(place.parent.glob("* 会议记录.docx"))
    place.unlink()
    place.mkdir()
    (told,) = ingest(desk).failures
    assert place.name in told.message
    assert ".~dangan" not in told.message
    assert "文件夹" in told.hint
    place.rmdir()
    assert ingest(desk).failures == []
    assert place.is_file()


def test_a_lost_original_survives_pickling() -> None:
    lost = LostOriginal("originals/ab", "签到.xlsx")
    copy = pickle.loads(pickle.dumps(lost))
    assert isinstance(copy, LostOriginal)
    told = [(one.errno, one.filename, one.name) for one in (lost, copy)]
    assert told[0] == told[1] == (errno.ENOENT, "originals/ab", "签到.xlsx")


def test_an_original_that_is_lost(desk: Desk) -> None:
    copy = desk.workspace.outbox / FOLDER / "原始表单" / "签到.xlsx"
    content = copy.read_bytes()
    copy.unlink()
    shutil.rmtree(desk.workspace.originals)
    desk.workspace.originals.mkdir()
    (told,) = ingest(desk).failures
    assert "“签到.xlsx”" in told.message
    assert "收件箱" in told.hint
    (desk.workspace.inbox / BRANCH / "签到.xlsx").write_bytes(content)
    assert ingest(desk).failures == []
    assert copy.read_bytes() == content
    assert any(desk.workspace.originals.iterdir())
