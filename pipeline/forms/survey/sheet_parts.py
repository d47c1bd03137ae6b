"""Which sheets an .xlsx has, and in which of its parts each of them lies.

Format: ECMA-376 part 1, 18.2 (workbook); part 2, 9.3 (relationships).
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.forms.survey.facts import TooLarge, Unsound
from pipeline.forms.survey.xml_parts import Attributes, XmlParts, local, parse

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_TRUE: Final = {"1", "true"}
_USUAL: Final = 1 << 15
"""Bytes of the two lists of nearly all workbooks: longer ones are not kept."""


@dataclass(frozen=True, slots=True)
class SheetParts:
    """`of` gives the part for the sheet's name, in lower case, in the workbook's order."""

    of: Mapping[str, str]
    is_1904: bool


def sheet_parts(parts: XmlParts) -> SheetParts:
    """Only sheets whose parts are there. Raises Unsound, TooLarge."""
    if _RELATIONS not in parts:
        raise Unsound("no list of parts")
    relations, workbook = parts.small(_RELATIONS), parts.small(_WORKBOOK)
    if relations is None or workbook is None:
        raise TooLarge
    read = _read_again if len(relations) + len(workbook) < _USUAL else _read
    listed = read(relations, workbook)
    return SheetParts({name: part for name, part in listed.of.items() if part in parts}, listed.is_1904)


class _Lists:
    """What the two lists say, as their elements pass by."""

    def __init__(self) -> None:
        self.is_1904 = False
        self.targets: dict[str, str] = {}
        self.sheets: dict[str, str] = {}

    def relation(self, name: str, attributes: Attributes) -> None:
        if "Id" in attributes and "Target" in attributes:
            self.targets[attributes["Id"]] = attributes["Target"]

    def element(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            self.sheets[attributes.get("name", "")] = relation
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in _TRUE


def _read(relations: bytes, workbook: bytes) -> SheetParts:
    lists = _Lists()
    parse(relations, lists.relation)
    parse(workbook, lists.element)
    targets = lists.targets
    of = {name: _part(targets[relation]) for name, relation in lists.sheets.items() if relation in targets}
    return SheetParts(of, lists.is_1904)


_read_again = lru_cache(maxsize=8)(_read)
"""Workbooks that come of one blank, by one program, have the same lists."""


def _part(target: str) -> str:
    """worksheets/sheet1.xml -> xl/worksheets/sheet1.xml, lower case."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()
