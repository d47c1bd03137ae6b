"""The folder with all of it: where each thing lies, and the settings read from its dangan.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from pipeline.settings.schema import Settings

SETTINGS_NAME = "dangan.toml"


@dataclass(frozen=True)
class Workspace:
    """The paths of a workspace; nothing is created by asking for one."""

    root: Path

    @cached_property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @cached_property
    def returned(self) -> Path:
        """What came back, below the inbox so that the clerk sees it where the form was dropped."""
        return self.inbox / "退回"

    @cached_property
    def withdrawals(self) -> Path:
        """What a person moves here is taken back."""
        return self.inbox / "撤回"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def mappings(self) -> Path:
        return self.root / "mappings"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def fonts(self) -> Path:
        """The unit's own fonts, for printing alone; often there are none."""
        return self.root / "fonts"

    @property
    def private(self) -> Path:
        return self.root / ".dangan"

    @property
    def ledger(self) -> Path:
        return self.private / "ledger.db"

    @property
    def originals(self) -> Path:
        return self.private / "originals"

    @property
    def journal(self) -> Path:
        """What came in, line by line: the ledger can be made anew from it and the originals."""
        return self.originals / "收件.jsonl"

    @property
    def orders(self) -> Path:
        """To take something back, as long as they are not carried out."""
        return self.private / "撤回"

    @property
    def bin(self) -> Path:
        """Documents that no record stands behind any more, copies of settled returns; moved here, never deleted."""
        return self.private / "bin"

    @property
    def cache(self) -> Path:
        return self.private / "cache"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def status_page(self) -> Path:
        return self.outbox / "总览.html"


def find_workspace(start: Path) -> Workspace:
    """The nearest folder at or above `start` that holds a dangan.toml; SetupError when there is none."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_NAME).is_file():
            return Workspace(folder)
    raise SetupError(
        f"这里不是工作区：{start} 及其上级文件夹中没有 {SETTINGS_NAME}",
        "请先进入工作区文件夹，或用 dangan init 文件夹 新建一个",
    )


def load_settings(workspace: Workspace) -> Settings:
    """Raises SetupError naming the first key that does not fit, with the nearest known key."""
    from pipeline.settings.read import read_settings

    settings, faults = read_settings(workspace.root / SETTINGS_NAME)
    if settings is None:
        raise faults[0].error()
    return settings
