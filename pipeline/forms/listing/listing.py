"""Lists as a workbook: sheets of headed rows to read, filter and print; the same rows give the same bytes.

Written as XML, not by openpyxl, which takes half a minute for the year of a large office.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Final, TypeAlias
from urllib.parse import quote

from pipeline.forms.grid import letters
from pipeline.forms.listing.package import DOCUMENT, MAIN, RELATIONS, SheetParts, zipped
from pipeline.forms.listing.styles import CENTRED, DAY, HEAD, LINK, PLAIN, Look, Looks
from pipeline.forms.marked.words import fit, lines_of, without_controls

_MOST_LINKS: Final = 65_000
"""Of one sheet: Excel mends, that is spoils, a workbook with more than 65,530."""
_MOST_SIGNS: Final = 32_000
_TEXTS_KEPT: Final = 20_000
"""Most texts of a list come again and again."""
_LINE_PT: Final = 15.0
_AIR_PT: Final = 4.0
_MOST_PT: Final = 409.0
_FIRST_DAY: Final = dt.date(1899, 12, 30)
"""Excel's day 0, for every day since March 1900."""
_NOT_IN_URIS: Final = re.compile("[^/!$'()*+,;=@._~0-9A-Za-z\x80-\U0010ffff-]")


@dataclass(frozen=True, slots=True)
class Linked:
    """`target` is a path as it is, relative to the workbook's folder, with slashes."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Toned:
    """On a ground of that colour, RRGGBB."""

    text: str
    ground: str


Cell: TypeAlias = str | int | Decimal | dt.date | Linked | Toned
"""An empty text is an empty cell; a text is never taken for a formula."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in half-width characters."""

    heading: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` as Excel allows it: at most 31 characters, none of []:*?/\\. Each row has as many cells as columns."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


def listing_workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx. `title` stands with the sheet's name at the head of each printed page, A4 landscape."""
    looks = Looks()
    parts = [SheetParts(sheet.name, _last_cell(sheet), *_Writer(sheet, title, looks).parts()) for sheet in sheets]
    return zipped(parts, looks.xml())


def _last_cell(sheet: Sheet) -> tuple[str, int]:
    return letters(len(sheet.columns) - 1), len(sheet.rows) + 1


class _Writer:
    """One sheet; the looks of its cells go into the workbook's."""

    def __init__(self, sheet: Sheet, title: str, looks: Looks) -> None:
        self._sheet = sheet
        self._title = title
        self._looks = looks
        self._letters = [letters(number) for number in range(len(sheet.columns))]
        self._links: list[tuple[str, str]] = []

    def parts(self) -> tuple[str, str]:
        """The worksheet, and what it links to."""
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
            for at, column in enumerate(self._sheet.columns, 1)
        )
        last, count = _last_cell(self._sheet)
        rows = "".join(self._rows())
        links = "".join(f'<hyperlink ref="{ref}" r:id="rId{at}"/>' for at, (ref, _) in enumerate(self._links, 1))
        worksheet = (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="{_LINE_PT:g}"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
            f'<autoFilter ref="A1:{last}{count}"/>{f"<hyperlinks>{links}</hyperlinks>" if links else ""}'
            '<printOptions horizontalCentered="1"/>'
            '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.35" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            f"<headerFooter><oddHeader>&amp;C{_escaped(self._title.replace('&', '&&'))}　&amp;A</oddHeader>"
            "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
        )
        targets = "".join(
            f'<Relationship Id="rId{at}" Type="{DOCUMENT}/hyperlink" Target="{escape(_as_target(target))}" '
            'TargetMode="External"/>'
            for at, (_, target) in enumerate(self._links, 1)
        )
        return worksheet, f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>' if targets else ""

    def _rows(self) -> Iterator[str]:
        yield self._row(1, [column.heading for column in self._sheet.columns], HEAD)
        for number, cells in enumerate(self._sheet.rows, 2):
            yield self._row(number, cells)

    def _row(self, number: int, cells: Sequence[Cell], look: Look | None = None) -> str:
        written, lines = [], 1
        for letter, column, cell in zip(self._letters, self._sheet.columns, cells, strict=True):
            written.append(self._cell(f"{letter}{number}", cell, look or _look_of(cell, column)))
            text = cell if isinstance(cell, str) else cell.text if isinstance(cell, (Linked, Toned)) else ""
            lines = max(lines, _lines_of(text, column.width - 1))
        height = min(_MOST_PT, lines * _LINE_PT + _AIR_PT)
        return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(written)}</row>'

    def _cell(self, ref: str, cell: Cell, look: Look) -> str:
        start = f'<c r="{ref}" s="{self._looks.number(look)}"'
        match cell:
            case Linked(text, target):
                if len(self._links) < _MOST_LINKS:
                    self._links.append((ref, target))
                return _with_text(start, text)
            case Toned(text, _):
                return _with_text(start, text)
            case str():
                return _with_text(start, cell)
            case dt.date():
                return f"{start}><v>{(cell - _FIRST_DAY).days}</v></c>"
            case _:
                return f"{start}><v>{cell:f}</v></c>" if isinstance(cell, Decimal) else f"{start}><v>{cell}</v></c>"


def _look_of(cell: Cell, column: Column) -> Look:
    match cell:
        case Linked():
            return LINK
        case Toned(_, ground):
            return Look(ground=ground, centred=True)
        case dt.date():
            return DAY
        case str():
            return CENTRED if column.centred else PLAIN
        case _:
            return CENTRED


def _with_text(start: str, text: str) -> str:
    shown = _escaped(text)
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>' if shown else f"{start}/>"


@lru_cache(maxsize=_TEXTS_KEPT)
def _escaped(text: str) -> str:
    return escape(fit(text[:_MOST_SIGNS]))


@lru_cache(maxsize=_TEXTS_KEPT)
def _lines_of(text: str, width: int) -> int:
    return lines_of(text, width)


def _as_target(path: str) -> str:
    """What a URI cannot hold is escaped; Chinese signs stay, as Excel writes them."""
    return _NOT_IN_URIS.sub(lambda sign: quote(sign[0]), without_controls(path))
