"""Writing one blank sheet from the top down: title, fields, tables, signatures."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from pipeline.forms.blank.notes import Notes
from pipeline.forms.blank.page import Page, protect, set_up_page, share_out_lines
from pipeline.forms.blank.paper import Line, Paper
from pipeline.forms.blank.prefill import Plain, Values, plain
from pipeline.forms.blank.styles import (
    BODY,
    BOX,
    CENTRE,
    HEAD,
    INDENTED,
    LABEL,
    LEFT,
    SHRUNK,
    TITLE,
    TO_FILL,
    TOP,
    format_of,
    height_for,
)
from pipeline.forms.blank.validation import add_validation
from pipeline.mapping.form import Column, Entry, FieldOf
from pipeline.mapping.vocabulary import Type
from pipeline.model.values import Scalar

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE: Final = 46.0
_FIELD: Final = 25.0
_WIDE: Final = 32.0
_LONG: Final = 150.0
_LONGEST: Final = 400.0
_HEADER: Final = 28.0
_LINE: Final = 20.0
_TALL: Final = 30.0
_TALL_WITH_TEXTS: Final = 54.0
_SIGNED: Final = 34.0
_AIR: Final = 4.0
"""Heights in points."""
_TEXT_COLUMN: Final = 40
"""Characters, from which on a column holds running text."""
_WRAPPED_COLUMN: Final = 16
"""Characters, from which on a text goes on in a second line; in a narrower column it is made smaller."""
NUMBER: Final = "序号"

Place = tuple[int, int]
"""First and last grid column, counted from 1."""


class SheetWriter:
    """`columns` is the number of grid columns."""

    def __init__(self, sheet: Worksheet, page: Page, notes: Notes) -> None:
        self._sheet = sheet
        self._page = page
        self._notes = notes
        self.columns = len(page.widths)
        self._paper = Paper(page.room)
        self._lines: list[Line] = []
        self._places: list[Place] = []
        for number, width in enumerate(page.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    @property
    def _row(self) -> int:
        """The line that is being written, counted from 1."""
        return len(self._lines) + 1

    def title(self, text: str) -> None:
        self._print((1, self.columns), text, TITLE, CENTRE)
        self._lines.append(Line(_TITLE, keep=True))

    def section(self, text: str) -> None:
        self._print((1, self.columns), text, LABEL, INDENTED, is_head=True)
        self._lines.append(Line(_LINE, keep=True))

    def measure_labels(self, labels: Sequence[str], per_line: int) -> None:
        """Where label and value of each field in a line stand: a label is as wide as the longest of them."""
        wanted = 2 * max(map(len, labels), default=0) + 2
        self._places = []
        for index in range(per_line):
            first, last = self._edge(index / per_line) + 1, self._edge((index + 1) / per_line)
            middle = first
            while sum(self._page.widths[first - 1 : middle]) < wanted - 1 and middle < last - 1:
                middle += 1
            self._places += [(first, middle), (middle + 1, last)]

    def _edge(self, share: float) -> int:
        """How many columns, from the left, come nearest to that share of the width."""
        sums = [0.0, *itertools.accumulate(self._page.widths)]
        return min(range(self.columns + 1), key=lambda number: abs(sums[number] - share * sums[-1]))

    def line(self, fields: Sequence[tuple[str, FieldOf, Scalar | None]]) -> None:
        """Label, value, and again; the last value of a line that is not full takes the rest of it."""
        heights = [_FIELD]
        for place, (name, entry, value) in enumerate(fields):
            self._print(self._places[2 * place], name, LABEL, CENTRE, is_head=True)
            first, last = self._places[2 * place + 1]
            end = last if place + 1 < len(fields) else self.columns
            heights.append(self._field((first, end), name, entry, value))
        self._lines.append(Line(max(heights)))

    def wide(self, name: str, entry: FieldOf, value: Scalar | None) -> None:
        label = self._places[0]
        self._print(label, name, LABEL, CENTRE, is_head=True)
        height = self._field((label[1] + 1, self.columns), name, entry, value)
        if entry.is_long and entry.lines is None:
            self._lines.append(Line(max(height, _LONG), most=_LONGEST))
        else:
            self._lines.append(Line(max(height, _LINE * (entry.lines or 0), _WIDE)))

    def header(self, columns: Mapping[str, Column], spans: Sequence[int], *, repeat: bool) -> None:
        """`repeat`: it stays on screen and is printed again on every page."""
        for place, name in zip(places(spans), columns, strict=True):
            self._print(place, name, LABEL, CENTRE, is_head=True)
        if repeat:
            self._sheet.freeze_panes = f"A{self._row + 1}"
            self._sheet.print_title_rows = f"{self._row}:{self._row}"
            self._paper = Paper(self._paper.room, _HEADER)
        self._lines.append(Line(_HEADER, keep=True))

    def lines_to_fill(self, least: int, *, has_total: bool, is_signed: bool) -> int:
        """How many lines of a table, `least` or more, end with the page."""
        used = sum(line.height for line in self._lines)
        return self._paper.lines_to_fill(used, _LINE, least, has_total * _LINE + is_signed * _SIGNED)

    def rows(self, columns: Mapping[str, Column], spans: Sequence[int], filled: Sequence[Values], count: int) -> int:
        """`count` lines, numbered, the first ones filled in; returns the number of the first, counted from 1."""
        first_row = self._row
        repeats = self._paper.head > 0
        has_texts = repeats and max(column.width for column in columns.values()) >= _TEXT_COLUMN
        for index in range(count):
            # The rest of the row too: a protected row can only be deleted where no cell of it is locked.
            self._sheet.row_dimensions[self._row].protection = TO_FILL
            held = filled[index] if index < len(filled) else {}
            height = _LINE
            for place, (name, entry) in zip(places(spans), columns.items(), strict=True):
                value = index + 1 if name == NUMBER and not entry.anchor else held.get(name)
                is_wide = entry.type is Type.TEXT and entry.width >= _WRAPPED_COLUMN
                cell = self._fill_in(place, entry, plain(value), LEFT if is_wide else SHRUNK)
                if is_wide:
                    height = max(height, height_for(str(cell.value or ""), self._width(place)) + _AIR)
            most = _TALL_WITH_TEXTS if has_texts else _TALL
            self._lines.append(Line(height, most=most, keep=not repeats and index < count - 1))
        for (first, _), (name, entry) in zip(places(spans), columns.items(), strict=True):
            if name != NUMBER or entry.anchor:
                letter = get_column_letter(first)
                add_validation(self._sheet, f"{letter}{first_row}:{letter}{self._row - 1}", name, entry, self._notes)
        return first_row

    def totals(self, columns: Mapping[str, Column], spans: Sequence[int], first_row: int) -> None:
        """Sums of the lines from `first_row` on, so that they follow what is typed."""
        for place, (name, entry) in zip(places(spans), columns.items(), strict=True):
            told = "合计" if name == next(iter(columns)) else ""
            cell = self._print(place, told, LABEL, SHRUNK, is_head=True)
            if entry.total and not told:
                letter = get_column_letter(place[0])
                cell.value, cell.number_format = f"=SUM({letter}{first_row}:{letter}{self._row - 1})", "0.00"
        self._lines.append(Line(_LINE, most=_TALL))

    def signatures(self, who: Sequence[str]) -> None:
        """To be signed by hand on the printed form."""
        edges = [self._edge(number / len(who)) for number in range(len(who) + 1)]
        for name, (first, last) in zip(who, itertools.pairwise(edges), strict=True):
            self._print((first + 1, last), f"{name}签字：", BODY, INDENTED)
        self._lines.append(Line(_SIGNED))

    def finish(self) -> None:
        set_up_page(self._sheet, self._page.landscape)
        share_out_lines(self._sheet, self._lines, self._paper, self.columns)
        protect(self._sheet)

    # --- single cells

    def _field(self, place: Place, name: str, entry: FieldOf, value: Scalar | None) -> float:
        """Returns the height that its content takes."""
        cell = self._fill_in(place, entry, plain(value), TOP if entry.is_long else LEFT)
        add_validation(self._sheet, cell.coordinate, name, entry, self._notes)
        return height_for(str(cell.value or ""), self._width(place)) + _AIR

    def _width(self, place: Place) -> float:
        return sum(self._page.widths[place[0] - 1 : place[1]])

    def _fill_in(self, place: Place, entry: Entry, value: Plain, alignment: Alignment) -> Cell:
        cell = self._put(place, value, has_box=True)
        cell.font, cell.alignment, cell.number_format = BODY, alignment, format_of(entry.type)
        for column in _columns(place):
            self._sheet.cell(self._row, column).protection = TO_FILL
        return cell

    def _print(self, place: Place, text: str, font: Font, alignment: Alignment, *, is_head: bool = False) -> Cell:
        cell = self._put(place, text or None, has_box=is_head)
        cell.font, cell.alignment = font, alignment
        for column in _columns(place) if is_head else ():
            self._sheet.cell(self._row, column).fill = HEAD
        return cell

    def _put(self, place: Place, value: Plain, *, has_box: bool) -> Cell:
        sheet, (first, last) = self._sheet, place
        for column in _columns(place) if has_box else ():
            sheet.cell(self._row, column).border = BOX
        if last > first:
            sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)
        cell: Cell = sheet.cell(self._row, first)  # type: ignore[assignment]
        cell.value = value
        if isinstance(value, str):
            # Never a formula, whatever a name begins with
            cell.data_type = "s"
        return cell


def places(spans: Sequence[int]) -> list[Place]:
    ends = list(itertools.accumulate(spans))
    return [(end - span + 1, end) for span, end in zip(spans, ends, strict=True)]


def _columns(place: Place) -> range:
    return range(place[0], place[1] + 1)
