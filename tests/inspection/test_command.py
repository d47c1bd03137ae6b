"""dangan inspect as it is typed: what it writes, what it prints for programs, how it exits."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from builders import BRANCH, drop, make_desk, registration, sign_in
from click.testing import CliRunner, Result
from inspected import LATER
from synthetic_office import branch_year, open_office

from pipeline.cli.main import cli
from pipeline.errors import SetupError
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import inspect


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


def test_a_file_that_is_kept_is_not_told_as_written(tmp_path: Path) -> None:
    """A person changed the very content that it would have again."""
    root = tmp_path / "ws"
    open_office(root, [branch_year("第一党支部")]).close()
    run(root, "2026")
    path = "2026/迎检/通报.docx"
    (root / "outbox" / path).write_bytes(b"mine")
    lines = [line for line in run(root, "2026").output.splitlines() if f"outbox/{path}" in line]
    assert [line.startswith("有人改过") for line in lines] == [True]
    files = {file["path"]: file for file in json.loads(run(root, "2026", "--json").output)["files"]}
    assert files.pop(path) == {"path": path, "beside": "", "edited": True}
    assert {file["edited"] for file in files.values()} == {False}


@pytest.mark.parametrize("day", ["2027-02-09", "2020-01-01", "2028-02-12", "9999-12-31"])
def test_a_day_by_which_nobody_can_mend(tmp_path: Path, day: str) -> None:
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    ingest(desk)
    with pytest.raises(SetupError):
        inspect(2026, desk, mend_by=dt.date.fromisoformat(day))
    assert not (desk.workspace.outbox / "2026" / "迎检").exists()


@pytest.mark.parametrize("day", ["2027-02-10", "2028-02-11"])
def test_today_and_a_year_from_now_are_such_days(tmp_path: Path, day: str) -> None:
    desk = make_desk(tmp_path / "ws", LATER)
    drop(desk, registration())
    ingest(desk)
    assert inspect(2026, desk, mend_by=dt.date.fromisoformat(day)).written


@pytest.mark.parametrize(
    "arguments", [("2026年",), ("二〇二六",), ("2026", "--by", "明天"), ("2026", "--by", "2026-2-30")]
)
def test_what_is_no_year_or_day_is_told_in_chinese(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "dangan.toml").write_text("", encoding="utf-8")
    ran = run(tmp_path, *arguments)
    (said,) = (line for line in ran.output.splitlines() if arguments[-1] in line)
    assert ran.exit_code == 2
    assert not re.search("[A-Za-z%]", said.replace("--by", ""))


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
