"""The mapping language as a JSON Schema: with it an editor completes and explains a mapping while it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from pipeline.mapping.archive import ArchiveMapping
from pipeline.mapping.form import FormMapping
from pipeline.mapping.handbook import HandbookMapping
from pipeline.mapping.packet import PacketMapping
from pipeline.mapping.paper import PaperFile
from pipeline.mapping.rules.file import RuleFile
from pipeline.mapping.rules.holidays import HolidayYear
from pipeline.mapping.words.keys import meaning
from pipeline.mapping.words.values import VALUES, meanings

KINDS: Final[tuple[tuple[str, type[BaseModel]], ...]] = (
    ("form", FormMapping),
    ("packet", PacketMapping),
    ("papers", PaperFile),
    ("handbook", HandbookMapping),
    ("archive", ArchiveMapping),
    ("rules", RuleFile),
    ("holidays", HolidayYear),
)
"""The key that tells which kind of mapping a file is, and its model."""

_MODE: Final[JsonSchemaMode] = "validation"
_REF: Final = "#/definitions/{model}"


def mapping_schema() -> dict[str, Any]:
    """One schema for every kind of mapping file; draft 7, which the editors know best."""
    _, made = models_json_schema([(model, _MODE) for _, model in KINDS], ref_template=_REF)
    used = {model.__name__ for _, model in KINDS} | set(_kinds_in(made["$defs"]))
    definitions = {name: _definition(name, each) for name, each in sorted(made["$defs"].items()) if name in used}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "dangan 的映射文件"}
    return head | _by_kind(KINDS) | {"definitions": definitions}


def _by_kind(kinds: tuple[tuple[str, type[BaseModel]], ...]) -> dict[str, Any]:
    """By the telling key, not `oneOf`: so an editor names the very key that is wrong."""
    (key, model), *others = kinds
    otherwise = _by_kind(tuple(others)) if others else {"anyOf": [{"required": [name]} for name, _ in KINDS]}
    return {"if": {"required": [key]}, "then": {"$ref": _REF.format(model=model.__name__)}, "else": otherwise}


def _definition(name: str, made: dict[str, Any]) -> dict[str, Any]:
    if "enum" in made:
        words = VALUES.get(name, {})
        described = {"enumDescriptions": [words[word] for word in made["enum"]]} if words else {}
        return {"type": "string", "enum": made["enum"]} | described
    return {
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        "properties": {key: _property(name, key, each) for key, each in made["properties"].items()},
    }


def _property(model: str, key: str, made: dict[str, Any]) -> dict[str, Any]:
    values = "；".join(meanings(kind) for kind in _kinds_in(made))
    words = meaning(model, key)
    return {"description": f"{words}：{values}" if values else words} | _bare(made)


def _bare(made: dict[str, Any]) -> dict[str, Any]:
    """Without pydantic's titles and nulls; a number may stand where a text is read, as the loader takes it."""
    choices = [each for each in made.get("anyOf", ()) if each != {"type": "null"}]
    node = {key: each for key, each in made.items() if key not in {"title", "anyOf", "default"}}
    if len(choices) == 1:
        node |= choices[0]
    if made.get("default") not in (None, "", [], {}):
        node["default"] = made["default"]
    if node.get("type") == "string":
        node["type"] = ["string", "number"]
    for inner in ("items", "additionalProperties"):
        if isinstance(node.get(inner), dict):
            node[inner] = _bare(node[inner])
    return node


def _kinds_in(made: Any) -> Iterator[str]:
    """The definitions that a property refers to."""
    for key, each in made.items():
        if key == "$ref":
            yield each.rpartition("/")[2]
        for inner in each if isinstance(each, list) else [each]:
            if isinstance(inner, dict):
                yield from _kinds_in(inner)
