"""dangan.toml -> settings, or everything in it that does not fit."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from pipeline.errors import SetupError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from pipeline.settings.schema import Settings


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """`line` counts from 1, 0 where the place is not known; `key` is dotted, empty for the file itself."""

    path: Path
    line: int
    key: str
    message: str
    hint: str

    def error(self) -> SetupError:
        line = f" 第 {self.line} 行" if self.line else ""
        return SetupError(f"{self.path}{line}{' ' if self.key else ''}{self.key}：{self.message}", self.hint)


def read_settings(path: Path) -> tuple[Settings | None, list[SettingsFault]]:
    """Settings where there is no fault, else None."""
    from pydantic import ValidationError

    from pipeline.settings.schema import Settings

    def fault(message: str, hint: str, line: int = 0) -> tuple[None, list[SettingsFault]]:
        return None, [SettingsFault(path, line, "", message, hint)]

    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError:
        return fault("读不出来", "请检查文件权限")
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"第 {place[2]} 个字附近" if place else "末尾"
        return fault(f"{where}写法有误", "文字要加英文引号，每行写成 键 = 值", int(place[1]) if place else 0)
    except UnicodeDecodeError:
        return fault("不是 UTF-8 编码", "请用记事本“另存为”，编码选 UTF-8")
    try:
        return Settings.model_validate(data), []
    except ValidationError as error:
        return None, [_fault(path, text, each) for each in error.errors()]


def _fault(path: Path, text: str, each: ErrorDetails) -> SettingsFault:
    key = ".".join(str(part) for part in each["loc"])
    if each["type"] == "extra_forbidden":
        return SettingsFault(path, line_of(each["loc"], text), key, "不认识的键", _suggest(key))
    saying = _SAYINGS.get(each["type"], "写法不合要求").format_map({"expected": "", **each.get("ctx", {})})
    message = f"{each['input']!r} 不能用：{saying}"
    return SettingsFault(path, line_of(each["loc"], text), key, message, "请照原来的写法改正")


def line_of(loc: tuple[str | int, ...], text: str) -> int:
    """Where the key of that path is set, written plainly: `key =` below `[section]`; else its section; else 0."""
    *section, key = [str(part) for part in loc if isinstance(part, str)]
    current: list[str] = []
    found = 0
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([^\[\]]+)\]", line):
            current = [part.strip(" \"'") for part in head[1].split(".")]
            if current in (section, [*section, key]):
                found = number
        elif current == section and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return found


_SAYINGS: Final = {
    "string_type": "应是文字，加英文引号",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "float_type": "应是数字",
    "float_parsing": "应是数字",
    "tuple_type": '应是列表，例如 ["甲", "乙"]',
    "dict_type": "应是一节，例如 [watch]",
    "model_type": "应是一节，例如 [watch]",
    "enum": "可用的值：{expected}",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than": "应小于 {lt}",
    "less_than_equal": "应不大于 {le}",
    "finite_number": "应是一个有限的数",
    "branch_twice": "“{branch}”写了两次",
    "branch_unknown": "branches 里没有“{branch}”",
}


def _suggest(key: str) -> str:
    from pipeline.settings.schema import Settings

    known = list(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        for kind in (field.annotation, *get_args(field.annotation)):
            known += [f"{name}.{part}" for part in getattr(kind, "model_fields", {})]
    near = difflib.get_close_matches(key, known, n=1)
    return f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(known)}"
