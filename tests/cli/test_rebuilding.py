"""rebuild, explain and verify as they are typed: what they print, and how they exit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import BRANCH, drop, registration, sign_in
from click.testing import CliRunner, Result
from core import make_core_desk
from rebuilds import enter

from pipeline.cli.main import cli
from pipeline.cli.progress import counted
from pipeline.errors import SetupError
from pipeline.flow.desk import Desk
from pipeline.flow.hands.crew import Crew
from pipeline.flow.rebuild.rebuild import Wish

FOLDER = f"2026/{BRANCH}/2026-03-20 学党章"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Forms in the ledger and their documents published, by `ingest`."""
    desk = make_core_desk(tmp_path)
    drop(desk, registration(会议记录="一"), "登记.xlsx")
    drop(desk, sign_in(), "签到.xlsx")
    desk.close()
    assert CliRunner().invoke(cli, ["ingest", "-w", str(tmp_path)]).exit_code == 0
    return tmp_path


def dangan(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, [*words, "-w", str(root)])


def document(root: Path, title: str) -> Path:
    return next((root / "outbox" / FOLDER).glob(f"* {title}.docx"))


def test_rebuild_tells_each_file_and_then_how_many(root: Path) -> None:
    document(root, "签到表").unlink()
    for words in (["--dry-run"], ["--jobs", "1"]):
        ran = dangan(root, "rebuild", "2026", *words)
        first, last = ran.output.splitlines()
        assert (ran.exit_code, first.partition("：")[2]) == (0, "文件不见了")
        assert "重做 1，" in last
    assert document(root, "签到表").is_file()
    assert "重做 0，" in dangan(root, "rebuild", "2026", "--jobs", "2").output


def test_forms_that_another_mapping_read_are_told(root: Path) -> None:
    mapping = root / "mappings" / "forms" / "活动登记表.yaml"
    mapping.write_text(f"{mapping.read_text('utf-8')}\n# 召集同志\n", "utf-8")
    ran = dangan(root, "rebuild", "2026", "--jobs", "1")
    assert ran.exit_code == 0
    assert "活动登记表 1 份" in ran.output
    assert "怎么办" in ran.output


def test_each_file_is_in_one_count(root: Path) -> None:
    document(root, "签到表").write_bytes(b"mine")
    desk = make_core_desk(root)
    drop(desk, sign_in((("冯伟", "√"),)), "签到.xlsx")
    enter(desk)
    told = [dangan(root, "rebuild", "2026", *words).output for words in (["--dry-run"], ["--jobs", "1"])]
    assert told[0].replace("（只看，没有写）", "") == told[1]
    assert "新版放旁边 1，" in told[1]
    counts = [int(count) for count in re.findall(r" (\d+)", told[1].splitlines()[-1])]
    assert sum(counts) - counts[-1] == len(desk.ledger.laid(2026))


def test_a_stop_says_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KeyboardInterrupt), counted("正在重做", "个支部", "接着做") as tick:
        tick(0, 7)
        tick(3, 7)
        raise KeyboardInterrupt
    assert "3/7 个支部；接着做" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "goes_on"), [([], True), (["--dry-run"], False)])
def test_only_what_was_written_goes_on_where_it_stopped(
    words: list[str], goes_on: bool, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(wish: Wish, desk: Desk, crew: Crew, tick: Callable[[int, int], None]) -> None:
        tick(3, 7)
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.flow.rebuild.rebuild.rebuild", stopped)
    ran = dangan(root, "rebuild", "2026", "--jobs", "1", *words)
    assert ran.exit_code != 0
    assert ("接着做" in ran.output) is goes_on


def test_what_fails_is_told_with_its_exit_code(root: Path) -> None:
    document(root, "签到表").unlink()
    (root / "templates" / "签到表.docx").write_bytes(b"no docx")
    ran = dangan(root, "rebuild", "2026", "--jobs", "1")
    assert ran.exit_code == 2
    assert "没有做成 1 个材料包" in ran.output
    assert "签到表.docx" in ran.output
    assert "Traceback" not in ran.output


@pytest.mark.parametrize(
    "words", [["rebuild"], ["rebuild", "今年"], ["rebuild", "2026", "--jobs", "0"], ["verify", "26"]]
)
def test_wrong_usage(root: Path, words: list[str]) -> None:
    assert dangan(root, *words).exit_code == 2


@pytest.mark.parametrize("words", [["rebuild"], ["rebuild", "--dry-run"], ["inspect"], ["verify"]])
def test_a_workspace_without_branches_and_forms_and_a_year_typed_wrong(words: list[str], tmp_path: Path) -> None:
    make_core_desk(tmp_path).close()
    command, *rest = words
    told = dangan(tmp_path, command, "2026", *rest).exception
    assert isinstance(told, SetupError)
    assert "inbox" in told.hint
    (tmp_path / "outbox" / "2026").mkdir(parents=True)
    assert "2026" in str(getattr(dangan(tmp_path, command, "2062", *rest).exception, "hint", ""))


def test_a_branch_that_nobody_knows(root: Path) -> None:
    assert isinstance(dangan(root, "rebuild", "2026", "--branch", "没有").exception, SetupError)


def test_verify(root: Path) -> None:
    assert dangan(root, "verify", "2026").exit_code == 0
    document(root, "签到表").write_bytes(b"mine")
    ran = dangan(root, "verify", "2026")
    assert (ran.exit_code, ran.output.splitlines()[0]) == (1, f"改过　outbox/{FOLDER}/{document(root, '签到表').name}")
    told = json.loads(dangan(root, "verify", "2026", "--json").output)
    assert [file["state"] for file in told["files"]] == ["edited"]
    assert told["counts"]["edited"] == 1


def test_explain_by_any_path_and_as_a_page(root: Path, tmp_path: Path) -> None:
    path = document(root, "会议记录")
    for way in (str(path), f"outbox/{FOLDER}/{path.name}", f"{FOLDER}/{path.name}"):
        ran = dangan(root, "explain", way, "活动地点")
        assert ran.exit_code == 0
        assert "B4" in ran.output
    page = tmp_path / "说明.html"
    assert dangan(root, "explain", str(path), "--page", str(page)).exit_code == 0
    assert "登记.xlsx" in page.read_text(encoding="utf-8")
    assert isinstance(
        dangan(root, "explain", str(path), "--page", str(tmp_path / "无" / "页.html")).exception, SetupError
    )
    assert isinstance(dangan(root, "explain", "没有.docx").exception, SetupError)
