"""Writing one blank sheet cell by cell: borders, drop-downs, hints, page set-up."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from pipeline.forms.blank_pages import Line, Paper
from pipeline.mapping.form import Column, Entry, FieldOf, Type
from pipeline.model.values import Month, Rate

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_THIN: Final = Side(style="thin", color="808080")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD: Final = PatternFill("solid", fgColor="F3ECE7")
_FORMATS: Final = {
    Type.DATE: "yyyy-mm-dd",
    Type.BIRTH: "yyyy-mm-dd",
    Type.MONEY: "0.00",
    Type.RATE: "0.0%",
    Type.TIME: "@",
    Type.MONTH: "@",
    Type.TEXT: "@",
    Type.MEMBER: "@",
}
_ROOM_PORTRAIT: Final = 718.0
_ROOM_LANDSCAPE: Final = 472.0
"""Points between the margins of A4, a little less than there are."""
_FIELD: Final = 25.0
_HEADER: Final = 25.0
_LINE: Final = 20.0
_MARKS: Final = "√,请假,缺席,迟到,早退,线上,补课,列席"


class SheetWriter:
    """Writes from the top down; `columns` is the number of grid columns, `widths` theirs in characters."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float], *, landscape: bool) -> None:
        self._sheet = sheet
        self._widths = widths
        self.columns = len(widths)
        self._landscape = landscape
        self._paper = Paper(_ROOM_LANDSCAPE if landscape else _ROOM_PORTRAIT)
        self._lines: list[Line] = []
        self._places: list[tuple[int, int]] = []
        self._lists: dict[str, DataValidation] = {}
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    @property
    def _row(self) -> int:
        """The line that is being written, counted from 1."""
        return len(self._lines) + 1

    def title(self, text: str) -> None:
        cell = self._put(1, self.columns, text, border=False)
        cell.font = Font(name="宋体", size=20, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        self._lines.append(Line(46, keep=True))

    def section(self, text: str) -> None:
        cell = self._put(1, self.columns, text, head=True)
        cell.font = Font(name="宋体", size=11, bold=True)
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
        self._lines.append(Line(_LINE, keep=True))

    def measure_labels(self, labels: Sequence[str], per_line: int) -> None:
        """Where label and value of each field in a line stand: a label is as wide as the longest of them."""
        wanted = 2 * max(map(len, labels)) + 2
        self._places = []
        for index in range(per_line):
            first, last = self._edge(index / per_line) + 1, self._edge((index + 1) / per_line)
            middle = first
            while sum(self._widths[first - 1 : middle]) < wanted - 1 and middle < last - 1:
                middle += 1
            self._places += [(first, middle), (middle + 1, last)]

    def _edge(self, share: float) -> int:
        """How many columns, from the left, come nearest to that share of the width."""
        sums = [0.0, *itertools.accumulate(self._widths)]
        return min(range(self.columns + 1), key=lambda number: abs(sums[number] - share * sums[-1]))

    def line(self, fields: Sequence[tuple[str, FieldOf, Any]]) -> None:
        """Label, value, and again; the last value of a line that is not full takes the rest of it."""
        for place, (name, entry, value) in enumerate(fields):
            self._label(*self._places[2 * place], name)
            first, last = self._places[2 * place + 1]
            self._value(first, last if place + 1 < len(fields) else self.columns, name, entry, value)
        self._lines.append(Line(_FIELD))

    def wide(self, name: str, entry: FieldOf, value: Any) -> None:
        first, last = self._places[0]
        self._label(first, last, name)
        cell = self._value(last + 1, self.columns, name, entry, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top" if entry.is_long else "center")
        self._lines.append(Line(150, most=400) if entry.is_long else Line(32))

    def header(self, columns: Mapping[str, Column], spans: Sequence[int]) -> int:
        """Writes the headers; returns the number of the first row below them, counted from 1."""
        for (first, last), (name, entry) in zip(_places(spans), columns.items(), strict=True):
            cell = self._put(first, last, name, head=True)
            cell.font = Font(name="宋体", size=11, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if entry.example:
                cell.comment = _comment(name, entry)
        self._lines.append(Line(_HEADER, keep=True))
        return self._row

    def lines_to_fill(self, least: int) -> int:
        """How many lines of a table, `least` or more, end with the page."""
        return self._paper.lines_to_fill(sum(line.height for line in self._lines), _LINE, least)

    def rows(
        self,
        columns: Mapping[str, Column],
        spans: Sequence[int],
        filled: Sequence[Mapping[str, Any]],
        count: int,
    ) -> None:
        """`count` lines, numbered, the first ones filled in."""
        has_texts = self._paper.head > 0 and max(column.width for column in columns.values()) >= 40
        for index in range(count):
            held = filled[index] if index < len(filled) else {}
            for (first, last), (name, entry) in zip(_places(spans), columns.items(), strict=True):
                value = index + 1 if name == "序号" else held.get(name)
                cell = self._put(first, last, _plain(value))
                cell.number_format = _FORMATS.get(entry.type, "General")
                centred = entry.type is not Type.TEXT
                cell.alignment = Alignment(
                    horizontal="center" if centred else None,
                    vertical="center",
                    wrap_text=not centred,
                    shrink_to_fit=centred,
                )
                self._choose(cell, entry)
            self._lines.append(
                Line(_LINE, most=54 if has_texts else 30, keep=not self._paper.head and index < count - 1)
            )

    def totals(self, columns: Mapping[str, Column], spans: Sequence[int], first_row: int, count: int) -> None:
        for (first, last), (name, entry) in zip(_places(spans), columns.items(), strict=True):
            letter = get_column_letter(first)
            formula = f"=SUM({letter}{first_row}:{letter}{first_row + count - 1})" if entry.total else None
            cell = self._put(first, last, "合计" if name == next(iter(columns)) else formula)
            cell.font = Font(name="宋体", size=11, bold=True)
            cell.number_format = "0.00"
            cell.alignment = Alignment(horizontal="center", vertical="center")
        self._lines.append(Line(_LINE, most=30))

    def repeat_header(self, row: int) -> None:
        """The header stays on screen and is printed again on every page."""
        self._sheet.freeze_panes = f"A{row + 1}"
        self._sheet.print_title_rows = f"{row}:{row}"
        self._paper = Paper(self._paper.room, _HEADER)

    def finish(self) -> None:
        """A4, as wide as the page; every page full where boxes or lines can grow."""
        sheet = self._sheet
        row = 0
        for page in self._paper.share_out(self._lines):
            if row:
                sheet.row_breaks.append(Break(id=row))
            for height in page:
                row += 1
                sheet.row_dimensions[row].height = height
        sheet.page_setup.paperSize = "9"
        sheet.page_setup.orientation = "landscape" if self._landscape else "portrait"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_area = f"A1:{get_column_letter(self.columns)}{row}"
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.6
        sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.8
        sheet.page_margins.footer = 0.4
        sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))
        sheet.sheet_view.showGridLines = False

    # --- single cells

    def _label(self, first: int, last: int, text: str) -> None:
        cell = self._put(first, last, text, head=True)
        cell.font = Font(name="宋体", size=11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def _value(self, first: int, last: int, name: str, entry: FieldOf, value: Any) -> Any:
        cell = self._put(first, last, _plain(value))
        cell.number_format = _FORMATS.get(entry.type, "General")
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        cell.comment = _comment(name, entry)
        self._choose(cell, entry)
        return cell

    def _put(self, first: int, last: int, value: Any, *, head: bool = False, border: bool = True) -> Any:
        sheet = self._sheet
        for column in range(first, last + 1):
            cell = sheet.cell(self._row, column)
            if border:
                cell.border = _BOX
            if head:
                cell.fill = _HEAD
        if last > first:
            sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)
        cell = sheet.cell(self._row, first)
        cell.value = value
        cell.font = Font(name="宋体", size=11)
        return cell

    def _choose(self, cell: Any, entry: Entry) -> None:
        """A drop-down for a closed choice; where several may be given it only offers."""
        words = {Type.YES_NO: "是,否", Type.MARK: _MARKS}.get(entry.type, ",".join(entry.choices))
        if not words:
            return
        strict = entry.type in {Type.YES_NO, Type.CHOICE}
        if words not in self._lists:
            rule = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=strict)
            rule.errorTitle, rule.error = "请从列表中选", f"可填：{words}"
            self._lists[words] = rule
            self._sheet.add_data_validation(rule)
        self._lists[words].add(cell)


def _places(spans: Sequence[int]) -> list[tuple[int, int]]:
    places, first = [], 1
    for span in spans:
        places.append((first, first + span - 1))
        first += span
    return places


def _comment(name: str, entry: Entry) -> Comment:
    must = "可不填" if entry.optional else "必填"
    example = f"\n例如：{entry.example}" if entry.example else ""
    note = Comment(f"{name}（{must}）{example}", "dangan")
    note.width, note.height = 240, 70
    return note


def _plain(value: Any) -> Any:
    """As a spreadsheet takes it: numbers stay numbers, dates dates, the rest its text."""
    if isinstance(value, (Month, tuple)):
        return str(value) if isinstance(value, Month) else "、".join(value)
    if isinstance(value, Rate):
        return float(value.fraction)
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, (int, float, dt.date)):
        return value
    return str(value) or None
