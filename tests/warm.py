"""What a new workspace would make for itself: compiled templates and an empty ledger take longer than most tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.files.digest import digest_of
from pipeline.ledger.ledger import Ledger
from pipeline.render.store import PlanStore
from pipeline.settings.workspace import Workspace

_TEMPLATES: Final = Path(__file__).resolve().parent.parent / "templates"


def warm(workspace: Workspace) -> None:
    """Puts them where the workspace keeps its own, unless it has been opened before; edited templates it compiles."""
    if workspace.private.exists():
        return
    plans = workspace.cache / "templates"
    plans.mkdir(parents=True)
    for template in workspace.templates.glob("*.docx"):
        for plan in _plans(template.name):
            shutil.copyfile(plan, plans / plan.name)
    workspace.ledger.write_bytes(_empty_ledger())


@cache
def _plans(template: str) -> tuple[Path, ...]:
    """Of a shipped template; none of another."""
    path = _TEMPLATES / template
    if not path.is_file():
        return ()
    folder, content = _folder() / template, path.read_bytes()
    PlanStore(folder).plan(template, digest_of(content), content)
    return tuple(folder.iterdir())


@cache
def _empty_ledger() -> bytes:
    path = _folder() / "ledger.db"
    Ledger(path).close()
    return path.read_bytes()


@cache
def _folder() -> Path:
    """Goes with the process."""
    folder = tempfile.mkdtemp(prefix="dangan-warm-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
