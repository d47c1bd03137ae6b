"""The command line: Chinese, exit codes, never a traceback, and quick to start."""

from __future__ import annotations

import gettext
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from builders import BRANCH, REPOSITORY, make_form, registration, shipped_mappings, sign_in

HEAVY = (
    "pydantic", "sqlalchemy", "docxtpl", "openpyxl", "lxml", "rich", "watchdog", "PIL", "jinja2", "python_calamine",
    "yaml", "alembic", "docx", "chinese_calendar",
)  # fmt: skip
LATIN = re.compile(r"[A-Za-z]{3,}")
OURS = {
    *("dangan", "init", "forms", "ingest", "watch", "status", "inbox", "outbox", "json", "JSON", "help", "workspace"),
    *("branch", "month", "form", "version", "html", "Ctrl", "check", "inspect", "rebuild", "handbook", "explain"),
    *("verify", "archive"),
    *("service", "comments", "docxtpl", "systemd", "Linux", "Windows", "install", "remove", "accept", "recover"),
    "withdraw",
}


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def all(self) -> str:
        return self.out + self.err


@pytest.fixture
def dangan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The entry point itself, in this process: what it prints and how it exits."""
    from pipeline.cli import main

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["dangan", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main.run()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def workspace(tmp_path: Path, dangan: Any) -> Path:
    root = tmp_path / "工作区"
    assert dangan("init", root).code == 0
    return root


def english(text: str, *known: str) -> list[str]:
    return [word for word in LATIN.findall(text) if word not in OURS | set(known)]


def test_init_again_keeps_what_is_there(workspace: Path, dangan: Any) -> None:
    (workspace / "dangan.toml").write_text("branches = []", encoding="utf-8")
    assert dangan("init", workspace).code == 0
    assert (workspace / "dangan.toml").read_text(encoding="utf-8") == "branches = []"
    assert {path.name for path in workspace.iterdir()} == {"dangan.toml", "inbox", "outbox", "mappings", "templates"}


def test_forms(workspace: Path, dangan: Any, tmp_path: Path) -> None:
    ran = dangan("forms", tmp_path / "空白", "-w", workspace, "--branch", "机关/第一", "--month", "2026-03")
    assert ran.code == 0
    assert len(list((tmp_path / "空白").glob("*.xlsx"))) == len(shipped_mappings().forms) + 1
    assert dangan("forms", tmp_path / "空白", "-w", workspace, "--month", "dreizehn").code == 2


def test_blank_forms_filled_in_go_through(workspace: Path, dangan: Any) -> None:
    """A form as we give it out, with its title and labels, is recognised by us."""
    assert dangan("forms", workspace / "inbox" / BRANCH, "-w", workspace).code == 0
    answer = json.loads(dangan("ingest", "--json", "-w", workspace).out)
    codes = {problem["code"] for entry in answer["returned"] for problem in entry["problems"]}
    assert answer["returned"]
    assert "form-unknown" not in codes


def test_ingest_good_bad_and_again(workspace: Path, dangan: Any, tmp_path: Path) -> None:
    make_form(workspace / "inbox" / BRANCH / "好.xlsx", sign_in())
    assert dangan("ingest", "-w", workspace).code == 0
    make_form(workspace / "inbox" / BRANCH / "坏.xlsx", sign_in(date="三月"))
    ran = dangan("ingest", "-w", workspace, "--json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    parts = {"accepted", "returned", "duplicates", "waiting", "withdrawn", "not_read", "not_taken", "failures"}
    assert set(answer) == parts
    assert answer["returned"][0]["copy"] == f"inbox/退回/{BRANCH}/坏(需更正).xlsx"
    outside = make_form(tmp_path / "外面.xlsx", sign_in(date="2026-04-20"))
    ran = dangan("ingest", outside, "-w", workspace)
    assert ran.code == 0
    assert outside.is_file()
    assert (workspace / "outbox" / "2026" / BRANCH / "2026-04-20 学党章" / "02 签到表.docx").is_file()


def test_status(workspace: Path, dangan: Any) -> None:
    make_form(workspace / "inbox" / BRANCH / "好.xlsx", registration())
    dangan("ingest", "-w", workspace)
    make_form(workspace / "inbox" / BRANCH / "新.xlsx", sign_in())
    answer = json.loads(dangan("status", "--json", "-w", workspace).out)
    (branch,) = answer["branches"]
    (activity,) = (each for each in branch["activities"] if each["date"] == "2026-03-20")
    assert (branch["branch"], branch["year"]) == (BRANCH, 2026)
    assert activity["documents"]
    assert all((workspace / "outbox" / path).is_file() for path in activity["documents"])
    assert [entry["file"] for entry in answer["waiting"]] == [f"{BRANCH}/新.xlsx"]
    ran = dangan("status", "-w", workspace / "inbox")
    assert ran.code == 0
    assert "学党章" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["ingest", "--help"],
        ["init", "-h"],
        ["forms", "-h"],
        ["watch", "-h"],
        ["status", "-h"],
        ["--version"],
    ],
)
def test_help_is_chinese(dangan: Any, arguments: list[str]) -> None:
    ran = dangan(*arguments)
    assert ran.code == 0
    assert english(ran.all) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["insgest"], ["ingest", "--jason"], ["ingest", "没有.xlsx"], ["forms", "a", "b"], ["init"],
        ["init", "一", "二"], ["status", "-w"], ["status", "--json=1"],
        ["forms", "x", "--month"], ["status", "-w", "没有的文件夹"],
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_chinese(dangan: Any, arguments: list[str]) -> None:
    ran = dangan(*arguments)
    assert ran.code == 2
    assert english(ran.all, "insgest", "jason", "xlsx") == []


def test_no_workspace(dangan: Any, tmp_path: Path) -> None:
    ran = dangan("ingest", "-w", tmp_path)
    assert ran.code == 2
    assert "怎么办" in ran.err


def test_set_up_that_does_not_fit(workspace: Path, dangan: Any) -> None:
    (workspace / "dangan.toml").write_text("[dues]\nscale = 9", encoding="utf-8")
    assert dangan("status", "-w", workspace).code == 2
    (workspace / "dangan.toml").write_text("", encoding="utf-8")
    (workspace / "mappings" / "forms" / "签到表.yaml").write_text("form: [", encoding="utf-8")
    assert dangan("status", "-w", workspace).code == 2


def test_missing_template(workspace: Path, dangan: Any) -> None:
    (workspace / "templates" / "签到表.docx").unlink()
    make_form(workspace / "inbox" / BRANCH / "好.xlsx", sign_in())
    ran = dangan("ingest", "-w", workspace)
    assert ran.code == 2
    assert "签到表.docx" in ran.err


def test_ledger_fault(workspace: Path, dangan: Any) -> None:
    (workspace / ".dangan").mkdir()
    (workspace / ".dangan" / "ledger.db").write_bytes(b"not a database, by any means" * 50)
    ran = dangan("status", "-w", workspace)
    assert ran.code == 3
    assert "Traceback" not in ran.all


def test_internal_fault_leaves_no_traceback(
    workspace: Path, dangan: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pipeline.flow import desk

    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(desk, "load_mappings", fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = dangan("status", "-w", workspace)
    assert ran.code == 3
    assert "Traceback" not in ran.all
    (kept,) = tmp_path.glob("dangan-错误*.txt")
    assert "ZeroDivisionError: oops" in kept.read_text(encoding="utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert dangan("status", "-w", workspace).code == 3


def test_catalogue_is_compiled_from_its_source() -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    folder = REPOSITORY / "pipeline" / "cli" / "locale" / "zh_CN" / "LC_MESSAGES"
    compiled = io.BytesIO()
    with (folder / "messages.po").open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    assert sayings((folder / "messages.mo").open("rb")) == sayings(compiled)


def sayings(catalogue: BinaryIO) -> dict[object, str]:
    """All but the header, which holds the time."""
    with catalogue:
        held: dict[object, str] = vars(gettext.GNUTranslations(catalogue))["_catalog"]
    return {key: value for key, value in held.items() if key}


def program(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *arguments]
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C"}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False, **more
    )


def test_heavy_libraries_are_not_imported_for_help() -> None:
    code = f"import sys, pipeline.cli.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"


def test_as_a_program_in_a_plain_locale(workspace: Path) -> None:
    make_form(workspace / "inbox" / BRANCH / "坏.xlsx", sign_in(date="三月"))
    ran = program("ingest", cwd=workspace)
    assert ran.returncode == 1
    assert "退回" in ran.stdout
    assert ran.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_ends_cleanly(workspace: Path, number: int) -> None:
    command = [sys.executable, "-m", "pipeline", "watch", "-w", str(workspace)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            make_form(workspace / "inbox" / BRANCH / "好.xlsx", sign_in())
            packet = workspace / "outbox" / "2026" / BRANCH / "2026-03-20 学党章" / "manifest.json"
            end = time.monotonic() + 30
            while not packet.is_file() and time.monotonic() < end:
                time.sleep(0.05)
            assert packet.is_file()
            process.send_signal(number)
            out, err = process.communicate(timeout=20)
        finally:
            # Leaving the block waits for the process: one that nobody ended would be waited for without end.
            process.kill()
    assert process.returncode == 0
    assert (err, "好.xlsx" in out) == ("", True)


def test_withdraw(workspace: Path, dangan: Any) -> None:
    make_form(workspace / "inbox" / BRANCH / "好.xlsx", registration())
    dangan("ingest", "-w", workspace)
    packet = workspace / "outbox" / "2026" / BRANCH / "2026-03-20 学党章"
    ran = dangan("withdraw", "没有.xlsx", "-w", workspace)
    assert (ran.code, packet.is_dir()) == (2, True)
    ran = dangan("withdraw", packet / "原始表单" / "好.xlsx", "-w", workspace, "--json", "--reason", "没有开")
    assert (ran.code, packet.is_dir()) == (0, False)
    (gone,) = json.loads(ran.out)["withdrawn"]
    assert (gone["number"], gone["of"], gone["forms"][0]["form"]) == (1, f"{BRANCH}/好.xlsx", "活动登记表")
    ran = dangan("status", "-w", workspace)
    assert "没有开" in ran.out
