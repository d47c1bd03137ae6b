"""What a compiled template is, in plain types that can be kept on disk."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

DOCUMENT: Final = "word/document.xml"
RELATIONS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"
CORE: Final = "docProps/core.xml"


class Plan(NamedTuple):
    """All that rendering needs, in plain types that can be marshalled."""

    reasons: tuple[str, ...]
    """Why its documents take docxtpl's own way; empty when text alone will do."""
    codes: dict[str, Any]
    """Name of a changing part -> Jinja's code object."""
    in_attributes: bool
    prepared: tuple[bytes, bytes, int]
    relations: str
    types: str
    drawing: str
    images: tuple[int, ...]
    """The numbers that the template's own pictures have."""
