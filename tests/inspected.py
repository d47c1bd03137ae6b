"""A branch of which forms and files have come, as an inspection of its year finds it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from builders import BRANCH, drop, make_desk

from pipeline.flow.desk import Desk, open_desk
from pipeline.flow.ingest import ingest
from pipeline.flow.inspect import look_at
from pipeline.inspection.inspection import BranchInspection

LATER = dt.datetime(2027, 2, 10, 9, 30)


def inspected(
    root: Path, *grids: Any, sets: str = "", files: dict[str, bytes] | None = None, now: dt.datetime = LATER
) -> BranchInspection:
    """The only branch, after these forms and files came."""
    desk = _desk(root, sets, now)
    for number, grid in enumerate(grids):
        drop(desk, grid, f"表{number}.xlsx")
    for name, content in (files or {}).items():
        (desk.workspace.inbox / BRANCH).mkdir(exist_ok=True)
        (desk.workspace.inbox / BRANCH / name).write_bytes(content)
    assert ingest(desk).failures == []
    (branch,) = look_at(2026, desk).branches
    desk.close()
    return branch


def _desk(root: Path, sets: str, now: dt.datetime) -> Desk:
    desk = make_desk(root, now)
    if sets:
        desk.close()
        (root / "dangan.toml").write_text(f"[rules]\nsets = {sets}\n", encoding="utf-8")
        desk = open_desk(desk.workspace, desk.now)
    return desk


def cells(branch: BranchInspection, rule: str) -> list[tuple[str, str]]:
    return [(cell.label, str(cell.standing)) for cell in branch.cells if cell.rule == rule]


def codes_of(desk: Desk, only: str) -> list[str]:
    """Of what is found in one branch."""
    (branch,) = look_at(2026, desk, only).branches
    return [finding.code for finding in branch.findings]
