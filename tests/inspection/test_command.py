"""dangan inspect as it is typed: what it writes, what it prints for programs, how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_desk, registration, sign_in
from click.testing import CliRunner, Result
from inspected import LATER
from synthetic_office import branch_year, open_office

from pipeline.cli.main import cli
from pipeline.errors import SetupError
from pipeline.flow.ingest import ingest


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["inspect", *arguments, "-w", str(root)], catch_exceptions=False)


def test_an_office_without_fault(tmp_path: Path) -> None:
    """The lists are written, and the same again byte for byte."""
    root = tmp_path / "ws"
    open_office(root, [branch_year("第一党支部")]).close()
    first = run(root, "2026")
    assert (first.exit_code, "缺 0" in first.output) == (0, True)
    lists = sorted((root / "outbox" / "2026" / "迎检").iterdir())
    written = [path.read_bytes() for path in lists]
    assert run(root, "2026").exit_code == 0
    assert [path.read_bytes() for path in lists] == written
    assert {path.name for path in lists} >= {"迎检总览.html", "迎检清单.xlsx", "问题整改清单.docx"}


def test_gaps_for_programs(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    desk = make_desk(root, LATER)
    drop(desk, registration(会议记录="应到3人。"))
    drop(desk, sign_in(), "签到.xlsx")
    ingest(desk)
    desk.close()
    told = run(root, "2026", "--json", "--branch", BRANCH)
    assert told.exit_code == 1
    answer = json.loads(told.output)
    (branch,) = answer["branches"]
    assert (answer["year"], answer["clean"], answer["files"], branch["branch"]) == (2026, False, [], BRANCH)
    assert sum(branch["counts"].values()) == len(branch["cells"])
    march = next(cell for cell in branch["cells"] if (cell["rule"], cell["of"]) == ("主题党日", "3月"))
    assert (march["standing"], march["layer"], march["found"][0]["path"]) == (
        "met",
        "national",
        f"2026/{BRANCH}/2026-03-20 学党章",
    )
    assert "minutes-count-differs" in [finding["code"] for finding in branch["findings"]]
    assert not (root / "outbox" / "2026" / "迎检").exists()


def test_an_empty_workspace(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "ws", LATER)
    desk.close()
    with pytest.raises(SetupError):
        run(tmp_path / "ws", "2026")
    assert not (desk.workspace.outbox / "2026").exists()


def test_a_year_of_which_there_is_nothing(tmp_path: Path) -> None:
    """A year typed wrong is not one in which everything is missing."""
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    ingest(desk)
    desk.close()
    with pytest.raises(SetupError) as caught:
        run(tmp_path / "ws", "2062")
    assert "2026" in caught.value.hint
    assert not (desk.workspace.outbox / "2062").exists()
