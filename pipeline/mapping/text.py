"""The one reader of YAML: a file's bytes -> plain data, the line of each key, and what is wrong with the writing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline.mapping.misfit import KeyPath, MappingFault, Misfit

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")


@dataclass(frozen=True, slots=True)
class Text:
    """A mapping file as written. `data` is None where it is no YAML at all; `faults` then says why."""

    path: Path
    data: Any
    lines: Mapping[KeyPath, int]
    faults: tuple[MappingFault, ...]

    def fault(self, misfit: Misfit) -> MappingFault:
        """At the line of the deepest key of its path that is there."""
        at = misfit.at
        line = next((self.lines[at[:length]] for length in range(len(at), 0, -1) if at[:length] in self.lines), 1)
        return MappingFault(self.path, line, at, misfit.message, misfit.hint)


def read_text(path: Path, content: bytes) -> Text:
    """Never raises: what cannot be read is a fault."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unread(path, 1, "不是 UTF-8 编码", "请用记事本“另存为”，编码选 UTF-8")
    try:
        node = yaml.compose(text, Loader=_LOADER)
        repeated: list[MappingFault] = []
        data = _plain(node, path, (), repeated)
        lines = dict(_lines(node, ()))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _unread(path, *_slip(text, error))
    return Text(path, data, lines, tuple(repeated))


def _slip(text: str, error: Exception) -> tuple[int, str, str]:
    """Line, message and hint."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text[: text.find(chr(error.character))].count("\n") + 1
        return line, "有看不见的控制字符", "请删去这一行，重新键入"
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "写法有误", "请检查是否有 & 和 * 开头的引用，改成直接写明"
    mark = error.problem_mark
    line = mark.line + 1 if mark else 1
    if re.match(r" *\t", "".join(text.split("\n")[line - 1 : line])):
        return line, "行首有制表符（Tab）", "缩进要用空格"
    hint = "标点要用半角，冒号后面空一格；文字里有大括号、冒号或 # 的，整个加上引号"
    if error.context_mark and re.search("flow|quoted", error.context or ""):
        return error.context_mark.line + 1, "写法有误，这里的括号或引号可能没有成对", hint
    return line, "写法有误，请检查这一行和上一行的缩进、冒号、括号和引号", hint


def _unread(path: Path, line: int, message: str, hint: str) -> Text:
    return Text(path, None, {}, (MappingFault(path, line, (), message, hint),))


def _plain(node: yaml.Node | None, path: Path, at: KeyPath, repeated: list[MappingFault]) -> Any:
    """The node as dict, list and scalars; a key written twice is told, where YAML itself would take the last."""
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)  # As typed: 1月 and no are names like any other.
            here = (*at, key)
            value = _plain(value_node, path, here, repeated)
            if key in result:
                line = key_node.start_mark.line + 1
                repeated.append(MappingFault(path, line, here, f"{key} 写了两次", "请删去其中一个"))
                continue
            result[key] = value
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, (*at, index), repeated) for index, item in enumerate(node.value)]
    if node is None:
        return None
    # A date in these files is an example, a sentence: it stays the text that was typed.
    return node.value if node.tag.endswith(":timestamp") else _SCALARS.construct_object(node)


def _lines(node: yaml.Node | None, at: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    """Where each key and item begins: its path -> its line, counted from 1."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            here = (*at, str(key_node.value))
            yield here, key_node.start_mark.line + 1
            yield from _lines(value_node, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            here = (*at, index)
            yield here, item.start_mark.line + 1
            yield from _lines(item, here)
