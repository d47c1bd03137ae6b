"""What is made out of the documents says first which branches' documents are behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import drop, registration
from click.testing import CliRunner
from core import make_core_desk

from pipeline.cli.main import cli
from pipeline.flow.ingest import ingest


@pytest.mark.parametrize(("command", "year"), [("inspect", "2026"), ("archive", "2020"), ("handbook", "2020")])
def test_branches_that_are_behind_are_told_of(tmp_path: Path, command: str, year: str) -> None:
    desk = make_core_desk(tmp_path)
    drop(desk, registration(), "登记.xlsx")
    ingest(desk)
    desk.close()
    words = [command, year, "-w", str(tmp_path)]
    assert "rebuild" not in CliRunner().invoke(cli, words).stderr
    template = tmp_path / "templates" / "签到表.docx"
    template.write_bytes(template.read_bytes() + b" ")
    told = CliRunner().invoke(cli, words).stderr
    assert "1 个支部" in told
    assert f"dangan rebuild {year}" in told
