"""logs/dangan.log: a line for each event, without the numbers that belong to people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import drop, registration, sign_in
from core import make_core_desk

from pipeline.errors import SetupError
from pipeline.flow import log
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = make_core_desk(tmp_path)
    yield desk
    desk.close()


def words(desk: Desk) -> list[str]:
    """The first word of each line, behind date and time."""
    text = (desk.workspace.logs / "dangan.log").read_text(encoding="utf-8")
    return [line.split()[2] for line in text.splitlines()]


def test_a_line_for_each_event(desk: Desk) -> None:
    drop(desk, registration(), "登记.xlsx")
    drop(desk, sign_in(date="三月"), "坏.xlsx")
    ingest(desk)
    assert sorted(words(desk)) == ["收下", "材料", "退回"]
    ingest(desk)
    assert len(words(desk)) == 3


def test_personal_numbers_are_cut(desk: Desk) -> None:
    for number in ("11010519491231002X", "13800138000", "138-0013-8000", "6222020200112233445"):
        log.log_lines(desk.workspace, [f"收下 张三{number}.xlsx"])
        text = (desk.workspace.logs / "dangan.log").read_text(encoding="utf-8")
        assert number not in text
        assert number[:3] in text


def test_one_event_is_one_line(desk: Desk) -> None:
    log.log_fault(desk.workspace, SetupError("一\n二\r\n三"))
    assert len(words(desk)) == 1


def test_rotated(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_MOST_BYTES", 200)
    for number in range(80):
        log.log_lines(desk.workspace, [f"第 {number} 行"])
    files = sorted(desk.workspace.logs.iterdir())
    assert len(files) == 10
    assert all(file.stat().st_size <= 200 for file in files)


def test_log_that_cannot_be_written_holds_up_nothing(desk: Desk) -> None:
    desk.workspace.logs.touch()
    drop(desk, registration())
    assert ingest(desk).published


def test_full_disk_holds_up_nothing(desk: Desk) -> None:
    desk.workspace.logs.mkdir()
    (desk.workspace.logs / "dangan.log").symlink_to("/dev/full")
    drop(desk, registration())
    assert ingest(desk).published
