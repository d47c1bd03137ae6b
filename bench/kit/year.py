"""A whole office's year in the ledger, without reading its workbooks one by one.

One branch's workbooks are taken as they would be dropped; what they brought is entered for every branch under its name.
All branches so have the same original files, and the same people.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kit.office import YEAR, Grid, Office, write_workbook

from pipeline.files.journal import Journal
from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.hands.crew import Alone
from pipeline.flow.init import make_workspace
from pipeline.flow.intake.lying import to_take
from pipeline.flow.intake.taking import take_all
from pipeline.ledger.entries import Entry
from pipeline.ledger.retelling import line_of, told_by
from pipeline.model.outcome import Accepted
from pipeline.settings.workspace import Workspace

PATTERN = "样板党支部"
"""The branch whose forms are read; its name is found in no other word."""


def build(root: Path, branches: int, months: int = 12) -> Workspace:
    """A new workspace whose ledger holds all records of the year, and of whose documents none is made."""
    workspace, _ = make_workspace(root)
    desk = open_desk(workspace)
    try:
        enter(desk, [name_of(number) for number in range(1, branches + 1)], months)
    finally:
        desk.close()
    return workspace


def enter(desk: Desk, names: Sequence[str], months: int = 12) -> None:
    """The same year for each of the branches, in one transaction."""
    with tempfile.TemporaryDirectory(prefix="dangan-year-") as scratch:
        pattern, _ = make_workspace(Path(scratch) / "样板")
        told = entries_of(pattern, months)
        shutil.copytree(pattern.originals, desk.workspace.originals, dirs_exist_ok=True)
        (desk.workspace.originals / pattern.journal.name).unlink()
    desk.ledger.retell(each for number, name in enumerate(names) for each in of_branch(told, name, number))


def name_of(number: int) -> str:
    return f"第{number}党支部"


def entries_of(workspace: Workspace, months: int) -> list[Entry]:
    """What the pattern branch's year brings to the ledger, file by file."""
    for name, grid in _forms(months):
        path = workspace.inbox / PATTERN / f"{name}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(path, grid)
    desk = open_desk(workspace)
    taken = dict(take_all(to_take(desk).files, desk, Alone()))
    desk.close()
    if lost := {path.name: became for path, became in taken.items() if not isinstance(became, Accepted)}:
        raise RuntimeError(f"not taken: {lost}")
    lines, _ = Journal(workspace.journal).read()
    return [told for line in lines if isinstance(told := told_by(line), Entry)]


def of_branch(told: Sequence[Entry], name: str, number: int) -> Iterator[Entry]:
    """The pattern branch's entries as those of the branch; `number` from 0 keeps their ids apart."""
    records = sum(len(entry.records) for entry in told)
    first, following = number * len(told), number * records
    for entry in told:
        line = json.loads(json.dumps(line_of(entry), ensure_ascii=False).replace(PATTERN, name))
        first += 1
        line["entry"]["id"] = first
        for record in line["records"]:
            following += 1
            record["id"] = following
        made = told_by(line)
        assert isinstance(made, Entry)
        yield made


def _forms(months: int) -> Iterator[tuple[str, Grid]]:
    """Twelve times what a month brings, the year's plan and the roster."""
    (one,) = {branch for branch, _, _ in Office(1, 1).forms()}
    forms = [(name, _renamed(grid, one)) for _, name, grid in Office(1, months).forms()]
    members = [row[1] for name, grid in forms if name == "1月签到表" for row in grid[5:]]
    yield "花名册", [["党员花名册"], ["支部", PATTERN], ["序号", "姓名", "职务"], *_listed(members)]
    plan = [[f"{month}月", f"学习专题{month}", f"学习第{month}章", "人教科"] for month in range(1, 13)]
    head = [[f"{YEAR}年主题党日活动安排表"], ["支部", PATTERN], ["月份", "活动主题", "活动内容", "组织科室"]]
    yield "年度安排", [*head, *plan]
    yield from forms


def _listed(members: Sequence[str]) -> Grid:
    posts = {0: "支部书记", 1: "组织委员", 2: "宣传委员"}
    return [[number + 1, name, posts.get(number, "党员")] for number, name in enumerate(members)]


def _renamed(grid: Grid, branch: str) -> Grid:
    return [[cell.replace(branch, PATTERN) if isinstance(cell, str) else cell for cell in row] for row in grid]
