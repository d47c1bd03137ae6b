"""`dangan check` on the command line: what it prints, how it exits, what it leaves behind."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from setups import SIGN_IN, THEME_DAY, adding, edit_template, line_of, make_setup


class Ran(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    from pipeline.cli import main

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["dangan", "check", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main.run()
        said = capsys.readouterr()
        return Ran(int(left.value.code or 0), said.out, said.err)

    return run


def test_what_fits(tmp_path: Path, check: Any) -> None:
    make_setup(tmp_path)
    ran = check("-w", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert "错误 0 处" in ran.out
    assert "签到表.docx　快速" in ran.out
    assert not (tmp_path / "outbox" / "检查").exists()


def test_what_does_not(tmp_path: Path, check: Any) -> None:
    workspace = make_setup(tmp_path, (SIGN_IN, "role: mark", "role: marc"), (THEME_DAY, "签到表.docx", "签倒表.docx"))
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    ran = check("-w", tmp_path)
    assert (ran.code, ran.err) == (2, "")
    lines = [line.strip() for line in ran.out.splitlines()]
    told = lines.index(SIGN_IN)
    assert f"第 {line_of(workspace, SIGN_IN, 'marc')} 行" in lines[told + 1]
    assert lines[told + 2] == "怎么办：是不是 mark？"
    assert lines[lines.index(THEME_DAY) + 2] == "怎么办：是不是 签到表.docx？"
    assert "{{ 主提 }}" in lines[lines.index("templates/会议记录.docx") + 1]
    (copy,) = (tmp_path / "outbox" / "检查").iterdir()
    assert str(copy) in ran.out
    assert "错误 3 处" in ran.out


def test_copies_go_away_when_the_template_is_mended(tmp_path: Path, check: Any) -> None:
    workspace = make_setup(tmp_path)
    whole = (workspace.templates / "会议记录.docx").read_bytes()
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    assert check("-w", tmp_path, "--comments", tmp_path / "批注").code == 2
    assert len(list((tmp_path / "批注").iterdir())) == 1
    (workspace.templates / "会议记录.docx").write_bytes(whole)
    assert check("-w", tmp_path, "--comments", tmp_path / "批注").code == 0
    assert not list((tmp_path / "批注").iterdir())


def test_for_programs(tmp_path: Path, check: Any) -> None:
    workspace = make_setup(tmp_path, (SIGN_IN, "role: mark", "role: marc"))
    edit_template(workspace, "会议记录.docx", adding("{% for 人 in 签到 %}{{ 人.名字 }}{% endfor %}"))
    ran = check("-w", tmp_path, "--json")
    assert ran.code == 2
    answer = json.loads(ran.out)
    assert answer["errors"] == 2
    of_mapping, of_template = [each for each in answer["findings"] if each["severity"] == "error"]
    assert (of_mapping["file"], of_mapping["line"]) == (SIGN_IN, line_of(workspace, SIGN_IN, "marc"))
    assert of_mapping["place"] == "tables.签到.columns.签到.role"
    assert (of_template["file"], of_template["line"]) == ("templates/会议记录.docx", 0)
    assert "{{ 人.名字 }}" in of_template["place"]
    ways = {each["template"]: each for each in answer["templates"]}
    assert (ways["签到表.docx"]["way"], ways["签到表.docx"]["reasons"]) == ("fast", [])
    assert ways["签到表.docx"]["detours"] == ["制表符"]
    assert ways["会议记录.docx"]["way"] is None
    assert Path(ways["会议记录.docx"]["comments"]).is_file()


def test_the_way_of_a_template_and_why(tmp_path: Path, check: Any) -> None:
    workspace = make_setup(tmp_path)

    def nest(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).add_table(1, 1)

    edit_template(workspace, "会议记录.docx", nest)
    ran = check("-w", tmp_path)
    assert ran.code == 0
    (line,) = [line for line in ran.out.splitlines() if line.strip().startswith("会议记录.docx")]
    assert "由 docxtpl 生成（" in line


def test_copies_that_cannot_be_written(tmp_path: Path, check: Any) -> None:
    workspace = make_setup(tmp_path)
    edit_template(workspace, "会议记录.docx", adding("{{ 主提 }}"))
    (tmp_path / "outbox" / "检查").write_text("a file where the folder should be", encoding="utf-8")
    ran = check("-w", tmp_path)
    assert ran.code == 2
    assert "{{ 主提 }}" in ran.out
    assert "没有写成" in ran.err


def test_no_workspace(tmp_path: Path, check: Any) -> None:
    ran = check("-w", tmp_path)
    assert ran.code == 2
    assert "怎么办" in ran.err
