"""A new workspace out of the packaged defaults."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.files.faults import in_words
from pipeline.files.inbox_tag import adopt
from pipeline.files.publish import copy_whole
from pipeline.settings.workspace import SETTINGS_NAME, Workspace


def make_workspace(root: Path) -> tuple[Workspace, int]:
    """Adds whatever is missing below `root`, never overwriting; returns the workspace and how many files came new."""
    workspace = Workspace(root)
    source = defaults()
    wanted = [
        source / SETTINGS_NAME,
        *sorted((source / "mappings").rglob("*.yaml")),
        source / "mappings" / "schema.json",
        *sorted((source / "templates").glob("*.docx")),
    ]
    added = 0
    try:
        for folder in (workspace.inbox, workspace.outbox):
            folder.mkdir(parents=True, exist_ok=True)
        for path in wanted:
            target = root / path.relative_to(source)
            if not target.exists():
                copy_whole(path, target)
                added += 1
        if workspace.private.is_dir():  # else the first command that works in it does so
            adopt(workspace.inbox, workspace.private)
    except OSError as error:
        raise SetupError(f"不能在 {root} 建工作区：{in_words(error)}", "请换一个有写权限的文件夹") from error
    return workspace, added


def defaults() -> Path:
    """Inside an installed package, or the repository itself, whose root is a workspace."""
    package = Path(str(files("pipeline")))
    packaged = package / "defaults"
    return packaged if packaged.is_dir() else package.parent
