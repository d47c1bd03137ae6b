"""The context once more, each row knowing where it stands: so a value that fails can be found in its form again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final

_REMEMBERED: Final = 50


class Row(dict[str, Any]):
    """`path` counts rows from 1: 党费[3]."""

    path: str


def followed(value: Any, path: str = "") -> Any:
    """`value` with every dict in it as a Row; all else is the very same object."""
    if isinstance(value, Mapping):
        row = Row((key, followed(inner, f"{path}.{key}" if path else str(key))) for key, inner in value.items())
        row.path = path
        return row
    if isinstance(value, list):
        return [followed(inner, f"{path}[{number}]") for number, inner in enumerate(value, 1)]
    return value


class Trail:
    """What was last taken out of rows: which of it is at fault?"""

    def __init__(self, context: Row) -> None:
        self._context = context
        self._taken: deque[tuple[str, Any]] = deque(maxlen=_REMEMBERED)

    def take(self, row: Row, name: str) -> Any:
        self._taken.append((f"{row.path}.{name}" if row.path else name, row[name]))
        return row[name]

    def path_where(self, is_it: Callable[[Any], bool], words: list[str]) -> str:
        """The last such value; `words` are the tag's: the context's own names among them count too."""
        named = ((word, self._context[word]) for word in words if word in self._context)
        return next((path for path, value in (*reversed(self._taken), *named) if is_it(value)), "")
