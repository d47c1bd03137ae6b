"""The handbook where the printing program or the outbox fails: one message, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in
from click.testing import CliRunner, Result
from core import make_core_desk
from groups import gone

from pipeline.cli.main import cli
from pipeline.errors import ConverterError, SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.ingest import ingest

YEAR = "2026"
SECTIONS = "handbook: 工作手册\nsections:\n  组织生活记录: {of: [主题党日]}\n"
pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the stand-ins are shell scripts, and /proc is looked at"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("workspace")
    (root / "mappings" / "handbook").mkdir(parents=True)
    (root / "mappings" / "handbook" / "手册.yaml").write_text(SECTIONS, "utf-8")
    desk = make_core_desk(root)
    drop(desk, registration(), "登记.xlsx")
    drop(desk, sign_in([("冯伟", "√"), ("姜淑芬", "√")]), "签到.xlsx")
    ingest(desk)
    yield desk
    desk.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A shell script in LibreOffice's place."""

    def put(body: str) -> None:
        script = tmp_path / "soffice"
        script.write_text(f'#!/bin/sh\necho $$ >> "{tmp_path}/groups"\n{body}\n', "utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    return put


def asked(desk: Desk) -> Result:
    return CliRunner().invoke(cli, ["handbook", YEAR, "-w", str(desk.workspace.root)])


def books(desk: Desk) -> list[Path]:
    return list(desk.outbox.folder.rglob("*.pdf"))


@pytest.mark.parametrize("body", ["exit 139", "exit 0", "echo boom >&2; exit 77"])
def test_a_program_that_prints_nothing(body: str, desk: Desk, program) -> None:
    program(body)
    error = asked(desk).exception
    assert isinstance(error, ConverterError)
    assert ".docx" in error.message
    assert error.hint
    assert books(desk) == []


@pytest.mark.parametrize("name", ["INT", "TERM"])
def test_ctrl_c_and_a_stop_of_the_system_end_the_program_too(name: str, desk: Desk, program, tmp_path: Path) -> None:
    """The stand-in itself sends the signal, as soon as it runs."""
    program(f"kill -{name} $PPID; sleep 300 & sleep 300")
    command = [sys.executable, "-m", "pipeline", "handbook", YEAR, "--branch", BRANCH, "-w", str(desk.workspace.root)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 128 + signal.SIGINT
    assert "已停止" in told.stderr
    assert "Traceback" not in told.stderr
    assert all(gone(int(group)) for group in (tmp_path / "groups").read_text().split())
    assert books(desk) == []
    assert not list((desk.workspace.cache / "pdf").glob("*"))


def test_an_outbox_that_takes_no_book(desk: Desk) -> None:
    """A file lies where the books' folder has to be."""
    from pipeline.pdf.soffice import find_soffice

    try:
        find_soffice()
    except ConverterError as error:
        pytest.skip(f"needs LibreOffice: {error.hint}")

    folder = desk.outbox.folder / YEAR / "工作手册"
    folder.write_bytes(b"in the folder's place")
    error = asked(desk).exception
    folder.unlink()
    assert isinstance(error, SetupError)
    assert f"{BRANCH}{YEAR}年工作手册.pdf" in error.message
    assert error.hint
