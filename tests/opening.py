"""Opens a workspace as a program does, but reads the same mappings once: it takes longer than most tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

from pipeline.files.digest import digest_of
from pipeline.flow.desk import Clock, Desk, open_desk
from pipeline.mapping.load import Mappings, load_mappings
from pipeline.mapping.rules.read import RuleReading, load_rules
from pipeline.settings.workspace import Workspace


def open_soon(workspace: Workspace, now: Clock) -> Desk:
    """As `open_desk`; mappings with a fault are read each time."""
    with patch.multiple("pipeline.flow.desk", load_mappings=_mappings, load_rules=_rules):
        return open_desk(workspace, now)


def _mappings(folder: Path) -> Mappings:
    return _read_mappings(_Folder(folder))


def _rules(folder: Path) -> RuleReading:
    return _read_rules(_Folder(folder))


class _Folder:
    """Of two with the same files, one is as good as the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        files = sorted(file for file in path.rglob("*.y*ml") if file.is_file())
        self._files = tuple((file.relative_to(path), digest_of(file.read_bytes())) for file in files)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Folder) and self._files == other._files

    def __hash__(self) -> int:
        return hash(self._files)


@cache
def _read_mappings(folder: _Folder) -> Mappings:
    return load_mappings(folder.path)


@cache
def _read_rules(folder: _Folder) -> RuleReading:
    return load_rules(folder.path)
