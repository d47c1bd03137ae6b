"""An .ods before it is read: how far its sheets reach with all repetitions, what is hidden.

Format: OpenDocument 1.3 part 3, 9.1 (tables).
"""

from __future__ import annotations

import zipfile
from typing import Final

from pipeline.forms.survey.facts import (
    MOST_CHARACTERS,
    MOST_SHEETS,
    Extent,
    SheetFacts,
    TooLarge,
    Unsound,
    WorkbookFacts,
)
from pipeline.forms.survey.xml_parts import Attributes, XmlParts

_CONTENT: Final = "content.xml"
_HIDDEN: Final = {"collapse", "filter"}
_WIDEST: Final = 16_384
_LONGEST: Final = 1_048_576
_CELLS: Final = {"table:table-cell", "table:covered-table-cell"}


def survey_ods(package: zipfile.ZipFile) -> WorkbookFacts:
    parts = XmlParts(package)
    parts.check_size({})
    content = _Content(parts)
    parts.check_rest()
    return WorkbookFacts(content.sheets)


class _Content:
    """The tables' elements as they pass by. Only what is filled counts: empty lines are repeated a million times."""

    def __init__(self, parts: XmlParts) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._extent = Extent("")
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._row = self._next_row = self._column = self._next_column = self._listed = 0
        self._lines = self._cells = 1
        self._characters_left = MOST_CHARACTERS
        self._counted = False
        parts.parse(_CONTENT, self._element, self._characters)
        self._finish()

    def _element(self, name: str, attributes: Attributes) -> None:
        if name in _CELLS:
            self._column, self._cells = self._next_column, _times(attributes, "table:number-columns-repeated")
            self._next_column += self._cells
            if self._next_column > _WIDEST:
                raise Unsound("more columns than a sheet has")
            self._counted = False
            if "office:value-type" in attributes:
                self._fill()
        elif name == "text:s":
            self._characters_left -= _times(attributes, "text:c") * self._cells * self._lines
        elif name == "table:table-row":
            self._row, self._lines = self._next_row, _times(attributes, "table:number-rows-repeated")
            self._next_row += self._lines
            if self._next_row > _LONGEST:
                raise Unsound("more rows than a sheet has")
            self._next_column = 0
            if attributes.get("table:visibility") in _HIDDEN and self._lines < _WIDEST:
                self._hidden_rows.update(range(self._row, self._next_row))
        elif name == "table:table-column":
            times = _times(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in _HIDDEN:
                self._hidden_columns.update(range(self._listed, min(self._listed + times, _WIDEST)))
            self._listed += times
        elif name == "table:table":
            self._begin(attributes.get("table:name", ""))

    def _characters(self, text: str) -> None:
        if text.strip():
            self._fill()
            self._characters_left -= len(text) * self._cells * self._lines
            if self._characters_left < 0:
                raise TooLarge(self._extent.sheet)

    def _fill(self) -> None:
        """The cell that is being read holds something, and so do its repetitions."""
        if not self._counted and self._extent.sheet:
            self._counted = True
            self._extent.add(self._next_row - 1, self._next_column - 1, self._cells * self._lines)

    def _begin(self, name: str) -> None:
        self._finish()
        if len(self.sheets) >= MOST_SHEETS:
            raise TooLarge
        self._extent = Extent(name, self._extent.filled)
        self._hidden_rows, self._hidden_columns = set(), set()
        self._next_row = self._next_column = self._listed = 0

    def _finish(self) -> None:
        if self._extent.sheet:
            hidden = frozenset(self._hidden_rows), frozenset(self._hidden_columns)
            self.sheets[self._extent.sheet] = SheetFacts(*hidden)


def _times(attributes: Attributes, name: str) -> int:
    return max(1, int(attributes.get(name, 1)))
