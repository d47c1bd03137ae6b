"""The folder with all of it: where each thing lies, and the settings read from its dangan.toml."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from pipeline.settings.schema import Settings

SETTINGS_NAME = "dangan.toml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of a workspace; nothing is created by asking for one."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def returned(self) -> Path:
        """What came back, below the inbox so that the clerk sees it where the form was dropped."""
        return self.inbox / "退回"

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
    def private(self) -> Path:
        return self.root / ".dangan"

    @property
    def ledger(self) -> Path:
        return self.private / "ledger.db"

    @property
    def originals(self) -> Path:
        return self.private / "originals"

    @property
    def bin(self) -> Path:
        """Documents that no record stands behind any more; moved here, never deleted."""
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
    """Raises SetupError naming the key that does not fit, with the nearest known key."""
    from pydantic import ValidationError

    from pipeline.settings.schema import Settings

    path = workspace.root / SETTINGS_NAME
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SetupError(f"{path} 读不出来", "请检查文件权限") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[1]} 行第 {place[2]} 个字" if place else "末尾"
        raise SetupError(f"{path} {where}写法有误", "文字要加英文引号，每行写成 键 = 值") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{path} 不是 UTF-8 编码", "请用记事本“另存为”，编码选 UTF-8") from error
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SetupError(f"{path} 中的 {key} 是不认识的键", _suggest(key)) from error
        saying = _SAYINGS.get(first["type"], "写法不合要求").format(**{"expected": "", **first.get("ctx", {})})
        raise SetupError(f"{path} 中的 {key} = {first['input']!r} 不能用：{saying}", "请照原来的写法改正") from error


_SAYINGS: Final = {
    "string_type": "应是文字，加英文引号",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "float_type": "应是数字",
    "float_parsing": "应是数字",
    "tuple_type": '应是列表，例如 ["甲", "乙"]',
    "model_type": "应是一节，例如 [watch]",
    "enum": "可用的值：{expected}",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "finite_number": "应是一个有限的数",
}


def _suggest(key: str) -> str:
    from pipeline.settings.schema import Settings

    known = list(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        inner = getattr(field.annotation, "model_fields", {})
        known += [f"{name}.{part}" for part in inner]
    near = difflib.get_close_matches(key, known, n=1)
    return f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(known)}"
