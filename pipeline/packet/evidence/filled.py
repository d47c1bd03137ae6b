"""A page that was printed, and holds nothing of what it is about."""

from __future__ import annotations

from pipeline.mapping.packet import DocumentMapping
from pipeline.model.values import BLANK, Scalar
from pipeline.packet.context import Context


def has_been_filled(document: DocumentMapping, context: Context) -> bool:
    """Whether people wrote what the document is about, where its mapping says what that is and the context has it."""
    asked = [path for path in (name.partition(".") for name in document.filled) if path[0] in context]
    return not asked or any(_is_there(_at(context, top, column)) for top, _, column in asked)


def _at(context: Context, top: str, column: str) -> list[Scalar]:
    """Of a column what each row has."""
    value = context[top]
    return [row.get(column, BLANK) for row in value] if column and isinstance(value, list) else [value]


def _is_there(values: list[Scalar]) -> bool:
    return any(value is not BLANK and value not in ([], "") for value in values)
