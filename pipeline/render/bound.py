"""A value that docxtpl ties to the one document in which it stands: a sub-document, a link in rich text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Bound:
    """`make` gets the docxtpl.DocxTemplate in hand: `Bound(lambda document: document.new_subdoc(path))`."""

    make: Callable[[Any], Any]

    def __html__(self) -> str:
        """Says that it is no plain text; it is made before it is printed (see `by_docxtpl`)."""
        raise TypeError("made for no document yet")
