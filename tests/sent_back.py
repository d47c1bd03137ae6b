"""What a person does with a workbook that came back: opens the marked copy, types, saves it, here or elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builders import BRANCH
from openpyxl import load_workbook

from pipeline.flow.desk import Desk

LIST = "需更正"


def copy_of(desk: Desk, name: str = "表", folder: str = BRANCH) -> Path:
    """Where the marked copy of that workbook lies."""
    return desk.workspace.returned / folder / f"{name}(需更正).xlsx"


def mend(copy: Path, cells: Mapping[str, Mapping[str, Any]], *, to: Path | None = None, with_list: bool = True) -> Path:
    """Types `cells` (by sheet and address) into the copy and saves it, over itself or as another file."""
    workbook = load_workbook(copy)
    for sheet, typed in cells.items():
        for cell, value in typed.items():
            workbook[sheet][cell] = value
    if not with_list:
        del workbook[LIST]
    target = to or copy
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
    return target


def listed(copy: Path) -> list[tuple[str, str]]:
    """Sheet and cell of each problem on the copy's list."""
    rows = load_workbook(copy)[LIST].iter_rows(values_only=True)
    return [
        (str(row[1] or ""), str(row[2] or ""))
        for row in rows
        if isinstance(row[0], (int, str)) and str(row[0]).isdigit()
    ]


def inbox_of(desk: Desk) -> list[str]:
    inbox = desk.workspace.inbox
    return sorted(path.relative_to(inbox).as_posix() for path in inbox.rglob("*") if path.is_file())
