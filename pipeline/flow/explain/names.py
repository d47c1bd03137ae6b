"""What a template sees, by name: a field as it is, a cell of a table as `签到.3.姓名`, rows counted from 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.packet.context import Context

MISSING: Final = object()


def leaves(context: Context) -> dict[str, Any]:
    return dict(_leaves(context, ""))


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from _leaves(inner, f"{name}.{key}" if name else str(key))
        case list():
            for number, inner in enumerate(value, 1):
                yield from _leaves(inner, f"{name}.{number}")
        case _:
            yield name, value


def value_at(context: Context, name: str) -> Any:
    """MISSING where nothing has that name."""
    found: Any = context
    for part in name.split("."):
        match found:
            case dict() if part in found:
                found = found[part]
            case list() if part.isdigit() and 0 < int(part) <= len(found):
                found = found[int(part) - 1]
            case _:
                return MISSING
    return found


def table_of(name: str) -> str:
    """The innermost table that it stands in, 考勤.3.各次 of 考勤.3.各次.2.日期; empty for what stands in none."""
    parts = name.split(".")
    return ".".join(parts[: max((place for place, part in enumerate(parts) if part.isdigit()), default=0)])


def row_of(name: str) -> str:
    """考勤.3.各次.2 of 考勤.3.各次.2.日期; empty for what stands in none."""
    table = table_of(name)
    return ".".join(name.split(".")[: table.count(".") + 2]) if table else ""


def told_by(row: Mapping[str, Any]) -> str:
    """All that a row says, but for its number."""
    return repr([(key, value) for key, value in row.items() if key != "序号"])


def path_of(name: str) -> str:
    """考勤.出勤率 of 考勤.3.出勤率: as a template calls it in a loop."""
    return ".".join(part for part in name.split(".") if not part.isdigit())
