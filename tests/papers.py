"""Papers that people wrote, as they lie in a branch's folder, and the register that names them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from builders import BRANCH, make_template, outbox_of

from pipeline.flow.desk import Desk

PDF = b"%PDF-1.4\nnothing to see\n%%EOF\n"


def put(desk: Desk, name: str, content: bytes | str = PDF) -> Path:
    """Below the branch's folder; a text becomes a Word document."""
    path = desk.workspace.inbox / BRANCH / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        return make_template(path, content)
    path.write_bytes(content)
    return path


def register(*rows: Sequence[Any], day: str = "2026-03-21") -> list[list[Any]]:
    """File, kind, day, person, note."""
    head = [["文件材料登记表"], ["支部", BRANCH], ["登记日期", day]]
    return [*head, ["文件名", "材料种类", "活动日期", "姓名", "说明"], *(list(row) for row in rows)]


def laid(desk: Desk) -> set[str]:
    """The papers in the outbox: packet's folder without year and branch, and name; neither documents nor originals."""
    found = (path.split("/", 2)[2] for path in outbox_of(desk))
    known = (".docx", "manifest.json")
    return {path for path in found if "原始表单" not in path and not path.endswith(known)}


def loose(desk: Desk) -> list[tuple[str, str]]:
    """Code and file of what finds no place."""
    return sorted((problem.code, problem.at.file) for problems in desk.ledger.loose().values() for problem in problems)
