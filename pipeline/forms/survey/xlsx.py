"""An .xlsx or .xlsm before it is read: sizes, what is hidden, formulas without a value.

Format: ECMA-376 part 1, 18.3 (worksheet), 18.4 (shared strings).
"""

from __future__ import annotations

import zipfile
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Final

from pipeline.forms.survey.facts import (
    MOST_CHARACTERS,
    MOST_LISTED,
    MOST_SHEETS,
    Cell,
    Extent,
    SheetFacts,
    TooLarge,
    Unsound,
    WorkbookFacts,
)
from pipeline.forms.survey.glance import glance
from pipeline.forms.survey.sheet_parts import SheetParts, sheet_parts
from pipeline.forms.survey.xml_parts import Attributes, XmlParts, local

_STRINGS: Final = "xl/sharedstrings.xml"
_TRUE: Final = {"1", "true"}
_WIDEST: Final = 16_384


def survey_xlsx(package: zipfile.ZipFile) -> WorkbookFacts:
    parts = XmlParts(package)
    sheets = sheet_parts(parts)
    if len(sheets.of) > MOST_SHEETS:
        raise TooLarge
    parts.check_size({part: name for name, part in sheets.of.items()})
    facts: dict[str, SheetFacts] = {}
    filled = 0
    for name, part in sheets.of.items():
        extent = Extent(name, filled)
        facts[name] = _facts(parts, part, extent)
        filled = extent.filled
    _check_strings(parts, sheets, filled)
    parts.check_rest()
    return WorkbookFacts(facts, sheets.is_1904)


def _facts(parts: XmlParts, part: str, extent: Extent) -> SheetFacts:
    small = parts.small(part)
    seen = glance(small, extent) if small is not None else None
    return seen if seen is not None else _Sheet(parts, part, extent).facts()


class _Sheet:
    """One worksheet's elements as they pass by."""

    def __init__(self, parts: XmlParts, part: str, extent: Extent) -> None:
        self.extent = extent
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._faults: dict[Cell, str] = {}
        self._row = self._column = -1
        self._type = ""
        self._tells = False
        self._listed = 0
        self._columns: dict[str, int] = {}
        parts.parse(part, self._element, self._characters)

    def facts(self) -> SheetFacts:
        return SheetFacts(frozenset(self._hidden_rows), frozenset(self._hidden_columns), self._faults)

    def _element(self, name: str, attributes: Attributes) -> None:
        match local(name) if ":" in name else name:
            case "c":
                self._tells = False
                self._type = attributes.get("t", "")
                self._place(attributes.get("r"))
            case "v" | "is":
                self.extent.add(self._row, self._column)
                self._tells = self._type == "e" or (self._row, self._column) in self._faults
            case "f" if self._type != "str":
                self.extent.add(self._row, self._column)
                self._faults[self._row, self._column] = ""
            case "row":
                told = attributes.get("r")
                self._row = int(told) - 1 if told else self._row + 1
                self._column = -1
                if attributes.get("hidden") in _TRUE:
                    self._hidden_rows.add(self._row)
            case "col" if attributes.get("hidden") in _TRUE:
                last = min(int(attributes["max"]), _WIDEST)
                self._hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _characters(self, text: str) -> None:
        """What stands in the value of a formula, or of an error."""
        if self._tells and self._type == "e":
            self._faults[self._row, self._column] = text.strip()
        elif self._tells and text.strip():
            self._faults.pop((self._row, self._column), None)

    def _place(self, address: str | None) -> None:
        """A cell without its address follows the one before it."""
        self._listed += 1
        if self._listed > MOST_LISTED:
            raise TooLarge(self.extent.sheet)
        if address is None:
            self._column += 1
            return
        letters = address.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_of(letters)
        self._row, self._column = int(address[len(letters) :]) - 1, column


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise Unsound("a cell without a place")
        column = column * 26 + ord(letter) - 64
    return column - 1


def _check_strings(parts: XmlParts, sheets: SheetParts, filled: int) -> None:
    """One long text that many cells share comes once for each of them."""
    if _STRINGS in parts:
        with suppress(_Seen):
            parts.parse(_STRINGS, partial(_check_promise, parts.size(_STRINGS)))
    if parts.size(_STRINGS) * filled <= MOST_CHARACTERS:
        return
    lengths = _Lengths(parts).lengths
    uses = Counter[int]()
    for part in sheets.of.values():
        uses += _Uses(parts, part).uses
    if sum(lengths[index] * times for index, times in uses.items() if 0 <= index < len(lengths)) > MOST_CHARACTERS:
        raise TooLarge


class _Seen(Exception):
    """The first element is all that was wanted."""


def _check_promise(size: int, name: str, attributes: Attributes) -> None:
    """calamine asks at once for room for all the texts that the list says it has."""
    told = attributes.get("uniqueCount", "0")
    if not told.isdecimal() or int(told) > size:
        raise Unsound("more texts than bytes")
    raise _Seen


class _Lengths:
    """How many characters each shared text has."""

    def __init__(self, parts: XmlParts) -> None:
        self.lengths: list[int] = []
        parts.parse(_STRINGS, self._element, self._characters)

    def _element(self, name: str, attributes: Attributes) -> None:
        if local(name) == "si":
            self.lengths.append(0)

    def _characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Uses:
    """How often the cells of a sheet name each shared text."""

    def __init__(self, parts: XmlParts, part: str) -> None:
        self.uses = Counter[int]()
        self._is_shared = self._is_value = False
        parts.parse(part, self._element, self._characters)

    def _element(self, name: str, attributes: Attributes) -> None:
        kind = local(name)
        if kind == "c":
            self._is_shared = attributes.get("t") == "s"
        self._is_value = kind == "v" and self._is_shared

    def _characters(self, text: str) -> None:
        if self._is_value and text.strip().isdigit():
            self.uses[int(text)] += 1
