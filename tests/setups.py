"""Workspaces whose mappings, templates and settings a test changes by hand, as a person would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core import make_core

from pipeline.settings.workspace import Workspace

FORMS, PACKETS, RULES = "mappings/forms", "mappings/packets", "mappings/rules"
REGISTRATION, SIGN_IN, DUES, ROSTER, PLAN = (
    f"{FORMS}/{name}.yaml" for name in ("活动登记表", "签到表", "党费收缴表", "党员花名册", "年度活动安排表")
)
THEME_DAY, MEETINGS, TALKS = (f"{PACKETS}/{name}.yaml" for name in ("1主题党日", "2三会一课", "3谈心谈话"))


def make_setup(root: Path, *changes: tuple[str, str, str]) -> Workspace:
    """A core workspace with changes made: file, what stands there once, what stands there instead."""
    workspace = make_core(root)
    for file, was, instead in changes:
        path = workspace.root / file
        text = path.read_text(encoding="utf-8")
        assert was in text, (file, was)
        path.write_text(text.replace(was, instead, 1), encoding="utf-8")
    return workspace


def line_of(workspace: Workspace, file: str, words: str) -> int:
    """Counted from 1."""
    lines = (workspace.root / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def edit_template(workspace: Workspace, name: str, edit: Callable[[Any], object]) -> None:
    """Opens the template as Word would, and saves it."""
    from docx import Document

    path = workspace.templates / name
    document = Document(str(path))
    edit(document)
    document.save(str(path))


def adding(text: str) -> Callable[[Any], object]:
    """A paragraph at the end."""
    return lambda document: document.add_paragraph(text)
