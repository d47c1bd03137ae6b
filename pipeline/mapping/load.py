"""The one place that reads YAML. Nothing unparsed passes: an unknown key stops with file, line and a suggestion."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.errors import MappingError
from pipeline.files.digest import digest_of
from pipeline.mapping.check import Misfit, misfits_of_form, misfits_of_packet, nearest
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")

_SAYINGS = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少这一项",
    "enum": "{input} 不是可用的值",
    "string_type": "应是文字，数字请加引号",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "dict_type": "下面应有“名称: 内容”",
    "model_type": "下面应有“名称: 内容”",
    "tuple_type": "应是列表，例如 [甲, 乙]",
    "too_long": "最多写 {max_length} 个",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "float_type": "应是数",
    "float_parsing": "应是数",
    "value_error": "{error}",
}


@dataclass(frozen=True, slots=True)
class Mappings:
    """Every mapping of a workspace, in the order of their file names, with each file's digest."""

    forms: dict[str, FormMapping]
    packets: dict[str, PacketMapping]
    digests: dict[str, str]
    """Name of the form or packet -> SHA-256 of its file."""


@dataclass(frozen=True, slots=True)
class _File(Generic[Model]):
    """A mapping as read, and where each of its keys stands."""

    path: Path
    mapping: Model
    digest: str
    lines: dict[Path_, int]

    def refuse(self, misfits: Iterable[Misfit]) -> None:
        """Raises MappingError at the first of them."""
        for misfit in misfits:
            raise _refusal(self.path, misfit.at, self.lines, misfit.message, misfit.hint)


def load_mappings(folder: Path) -> Mappings:
    """Raises MappingError at the first thing that does not fit, naming file, line and key."""
    digests: dict[str, str] = {}
    forms: dict[str, FormMapping] = {}
    packets: dict[str, PacketMapping] = {}
    for path in _files(folder / "forms"):
        form = _load(path, FormMapping)
        _once(path, form.mapping.form, forms)
        form.refuse(misfits_of_form(form.mapping))
        forms[form.mapping.form], digests[form.mapping.form] = form.mapping, form.digest
    for path in _files(folder / "packets"):
        packet = _load(path, PacketMapping)
        _once(path, packet.mapping.packet, packets)
        packet.refuse(misfits_of_packet(packet.mapping, forms))
        packets[packet.mapping.packet], digests[packet.mapping.packet] = packet.mapping, packet.digest
    return Mappings(forms, packets, digests)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise MappingError(f"缺少文件夹 {folder}", "请用 dangan init 新建工作区，或从备份中恢复 mappings 文件夹")
    return sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})


def _once(path: Path, name: str, known: dict[str, Any]) -> None:
    if name in known:
        raise MappingError(f"{path}：名称 {name} 已经在另一个映射文件里用过", "请给它另起一个名称")


def _load(path: Path, model: type[Model]) -> _File[Model]:
    content = path.read_bytes()
    try:
        node = yaml.compose(content.decode("utf-8-sig"), Loader=_LOADER)
        lines = dict(_lines(node, ()))
        data = _plain(node, path)
    except UnicodeDecodeError as error:
        raise MappingError(f"{path} 不是 UTF-8 编码", "请另存为 UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark else ""
        raise MappingError(f"{path} {line} 写法有误，请检查缩进、冒号和引号", "标点要用半角，冒号后面空一格") from error
    try:
        return _File(path, model.model_validate(data), digest_of(content), lines)
    except ValidationError as error:
        raise _explain(path, error, lines, model) from error


def _plain(node: yaml.Node | None, path: Path) -> Any:
    """The node as dict, list and scalars; a key written twice stops, where YAML itself would take the last."""
    if isinstance(node, yaml.MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _plain(key_node, path)
            if key in result:
                line = key_node.start_mark.line + 1
                raise MappingError(f"{path} 第 {line} 行：{key} 写了两次", "请删去其中一个")
            result[key] = _plain(value_node, path)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path) for item in node.value]
    if node is None:
        return None
    # A date in these files is an example, a sentence: it stays the text that was typed.
    return node.value if node.tag.endswith(":timestamp") else _SCALARS.construct_object(node)


def _lines(node: yaml.Node | None, at: Path_) -> Iterator[tuple[Path_, int]]:
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


def _explain(path: Path, error: ValidationError, lines: dict[Path_, int], model: type[BaseModel]) -> MappingError:
    # A misspelt key is reported before the one that is missing because of it.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    loc: Path_ = tuple(part for part in first["loc"] if part != "[key]")
    saying = _SAYINGS.get(first["type"], "写法不对")
    saying = saying.format(**{"input": first.get("input"), "error": "", **first.get("ctx", {})})
    hint = ""
    if first["type"] == "extra_forbidden":
        known = _known_keys(model)
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        hint = f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(sorted(known))}"
    elif first["type"] == "enum":
        hint = nearest(str(first["input"]), re.findall(r"'([^']*)'", first["ctx"]["expected"]))
    return _refusal(path, loc, lines, saying, hint)


def _refusal(path: Path, at: Path_, lines: dict[Path_, int], message: str, hint: str) -> MappingError:
    line = next((lines[at[:length]] for length in range(len(at), 0, -1) if at[:length] in lines), 1)
    return MappingError(f"{path} 第 {line} 行 {'.'.join(str(part) for part in at)}：{message}", hint)


def _known_keys(model: type[BaseModel]) -> set[str]:
    """The keys that the language has anywhere below the model."""
    keys: set[str] = set()
    todo: list[Any] = [model]
    while todo:
        kind = todo.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            keys |= set(kind.model_fields)
            todo += [field.annotation for field in kind.model_fields.values()]
        else:
            todo += [arg for arg in getattr(kind, "__args__", ()) if arg is not Ellipsis]
    return keys
