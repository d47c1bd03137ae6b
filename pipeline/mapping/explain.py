"""What pydantic refuses, said in Chinese with the key that was meant; and the data as the suggestions would mend it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.mapping.misfit import KeyPath, Misfit, closest, nearest
from pipeline.mapping.words.keys import meaning

_SAYINGS: Final = {
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
    "string_too_short": "不能空着",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "day": "应是日期，例如 2026-01-01",
    "days": "应是日期，或“2027-02-05 至 2027-02-11”，前一天不晚于后一天",
    "month_day": "应是月-日，例如 12-30",
    "yuan": "应是金额（元），例如 3000",
    "percent": "应是百分比，例如 0.5%",
    "bound": "应是不小于零的数，或几分之几，例如 3、1/2",
}


def misfits_in(error: ValidationError, model: type[BaseModel]) -> list[Misfit]:
    """Every refusal, in pydantic's order, but a misspelt key before the one that is missing because of it."""
    details = sorted(error.errors(), key=lambda each: each["type"] == "missing")
    return [_misfit(each, model) for each in details]


def mended(data: Any, error: ValidationError, model: type[BaseModel]) -> Any:
    """A copy with the suggestions taken, what has none left out: so one mistake does not hide what else is wrong."""
    result = copy.deepcopy(data)
    for each in error.errors():
        at = _place(each)
        parent = _below(result, at[:-1])
        if at and isinstance(parent, (dict, list)):
            _mend(parent, at[-1], _near(each, model), each["type"])
    return result


def _mend(parent: Any, key: str | int, near: str, kind: str) -> None:
    match kind:
        case "missing":
            return
        case "enum" if near:
            parent[key] = near
        case "tuple_type":
            parent[key] = [parent[key]]
        case "model_type":
            parent[key] = {}
        case "extra_forbidden" if near:
            parent.setdefault(near, parent.pop(key))
        case _ if isinstance(parent, dict):
            parent.pop(key, None)


def _misfit(each: ErrorDetails, model: type[BaseModel]) -> Misfit:
    at = _place(each)
    saying = _SAYINGS.get(each["type"], "写法不对").format_map({"input": each["input"], **each.get("ctx", {})})
    return Misfit(at, saying, _hint(each, at, model))


def _hint(each: ErrorDetails, at: KeyPath, model: type[BaseModel]) -> str:
    owner, here = _model_at(model, at[:-1]), _model_at(model, at)
    match each["type"]:
        case "extra_forbidden" if owner:
            near = _near(each, model)
            return f"是不是 {near}？" if near else _keys_of(owner)
        case "enum":
            return nearest(str(each["input"]), _choices(each))
        case _ if owner and at and (words := meaning(owner.__name__, str(at[-1]))):
            return f"{at[-1]}：{words}"
        case _:
            return _keys_of(here or model)


def _keys_of(model: type[BaseModel]) -> str:
    return f"可用的键：{'、'.join(model.model_fields)}"


def _near(each: ErrorDetails, model: type[BaseModel]) -> str:
    """The key or the value that was probably meant."""
    owner = _model_at(model, _place(each)[:-1])
    if each["type"] == "extra_forbidden" and owner:
        return closest(str(each["loc"][-1]), owner.model_fields)
    return closest(str(each["input"]), _choices(each)) if each["type"] == "enum" else ""


def _place(each: ErrorDetails) -> KeyPath:
    return tuple(part for part in each["loc"] if part != "[key]")


def _choices(each: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", each["ctx"]["expected"])


def _below(data: Any, at: KeyPath) -> Any:
    for part in at:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _model_at(model: type[BaseModel], at: KeyPath) -> type[BaseModel] | None:
    """The model that the keys at the path belong to; None where there is none."""
    kind: Any = model
    for part in at:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field else None
        elif get_origin(kind) in {dict, tuple}:
            kind = next(_models(kind), None)
        else:
            return None
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _models(kind: Any) -> Iterator[Any]:
    return (each for each in get_args(kind) if isinstance(each, type) and issubclass(each, BaseModel))
