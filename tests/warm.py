"""Compiled templates for new workspaces: to compile all that ship takes longer than most tests of what they print."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of
from pipeline.render.store import PlanStore

_TEMPLATES: Final = Path(__file__).resolve().parent.parent / "templates"


def warm(cache_folder: Path) -> None:
    """Puts the plans of the shipped templates where a workspace keeps its own; those of edited ones it makes itself."""
    shutil.copytree(_plans().name, cache_folder, dirs_exist_ok=True)


@cache
def _plans() -> tempfile.TemporaryDirectory[str]:
    """Goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="dangan-plans-", ignore_cleanup_errors=True)
    store = PlanStore(Path(folder.name))
    for path in _TEMPLATES.glob("*.docx"):
        content = path.read_bytes()
        store.plan(path.name, digest_of(content), content)
    return folder
