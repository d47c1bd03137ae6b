"""What a compiled template is, in plain types that can be kept on disk."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

TYPES: Final = "[Content_Types].xml"


class Plan(NamedTuple):
    """All that rendering needs, in plain types that can be marshalled."""

    reasons: tuple[str, ...]
    """Why its documents take docxtpl's own way; empty when text alone will do."""
    document: str
    core: str
    """The names of these two parts: Word Online writes word/document2.xml, .NET names the properties as it likes."""
    codes: dict[str, Any]
    """Name of a part that may have values -> Jinja's code object, or its bytes where it has none."""
    names: tuple[str, ...]
    """All that its parts may ask the context for."""
    in_attributes: bool
    """Some value is printed inside an XML attribute."""
    prepared: tuple[bytes, bytes, int]
    relations_name: str
    relations: str
    types: str
    drawing: str
    images: tuple[int, ...]
    """The numbers that the template's own pictures have."""

    @property
    def detours(self) -> tuple[str, ...]:
        """What a cell may hold that makes a single document take docxtpl's own way; none where all of them do."""
        if self.reasons:
            return ()
        return ("制表符", "换行") if self.in_attributes else ("制表符",)
