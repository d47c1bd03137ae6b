"""The one place that reads YAML. Nothing unparsed passes: an unknown key stops with file, line and a suggestion."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from pipeline.errors import MappingError
from pipeline.files.digest import digest_of
from pipeline.mapping.form import FormMapping
from pipeline.mapping.packet import PacketMapping

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")

_SAYINGS = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少这一项",
    "enum": "不是可用的值，可用：{expected}",
    "string_type": "应是文字，数字请加引号",
    "bool_type": "应是 true 或 false",
    "bool_parsing": "应是 true 或 false",
    "dict_type": "下面应有“名称: 内容”",
    "model_type": "下面应有“名称: 内容”",
    "tuple_type": "应是列表，例如 [甲, 乙]",
    "value_error": "{error}",
}


@dataclass(frozen=True, slots=True)
class Mappings:
    """Every mapping of a workspace, in the order of their file names, with each file's digest."""

    forms: dict[str, FormMapping]
    packets: dict[str, PacketMapping]
    digests: dict[str, str]
    """Name of the form or packet -> SHA-256 of its file."""


def load_mappings(folder: Path) -> Mappings:
    """Raises MappingError at the first file that does not fit, naming file, line and key."""
    digests: dict[str, str] = {}
    forms: dict[str, FormMapping] = {}
    packets: dict[str, PacketMapping] = {}
    for path in _files(folder / "forms"):
        form, digest = _load(path, FormMapping)
        _once(path, form.form, forms)
        forms[form.form], digests[form.form] = form, digest
    for path in _files(folder / "packets"):
        packet, digest = _load(path, PacketMapping)
        _once(path, packet.packet, packets)
        _forms_exist(path, packet, forms)
        packets[packet.packet], digests[packet.packet] = packet, digest
    return Mappings(forms, packets, digests)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise MappingError(f"缺少文件夹 {folder}", "请用 dangan init 新建工作区，或从备份中恢复 mappings 文件夹")
    return sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})


def _once(path: Path, name: str, known: dict[str, Any]) -> None:
    if name in known:
        raise MappingError(f"{path}：名称 {name} 已经在另一个映射文件里用过", "请给它另起一个名称")


def _forms_exist(path: Path, packet: PacketMapping, forms: dict[str, FormMapping]) -> None:
    for name, source in packet.sources.items():
        if source.form not in forms:
            near = difflib.get_close_matches(source.form, forms, n=1)
            raise MappingError(
                f"{path}：sources.{name} 的表单 {source.form} 没有对应的映射",
                f"是不是 {near[0]}？" if near else f"已有的表单：{'、'.join(forms)}",
            )


def _load(path: Path, model: type[Model]) -> tuple[Model, str]:
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
        raise MappingError(f"{path} {line} 写法有误：{getattr(error, 'problem', error)}", "请检查缩进和冒号") from error
    try:
        return model.model_validate(data), digest_of(content)
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
    line = next((lines[loc[:length]] for length in range(len(loc), 0, -1) if loc[:length] in lines), 1)
    saying = _SAYINGS.get(first["type"], "{msg}")
    saying = saying.format(msg=first["msg"], **{"expected": "", "error": "", **first.get("ctx", {})})
    key = ".".join(str(part) for part in loc)
    hint = ""
    if first["type"] == "extra_forbidden":
        known = _known_keys(model)
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        hint = f"是不是 {near[0]}？" if near else f"可用的键：{'、'.join(sorted(known))}"
    return MappingError(f"{path} 第 {line} 行 {key}：{saying}", hint)


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
