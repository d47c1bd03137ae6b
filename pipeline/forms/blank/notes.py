"""The sheet 填表说明: how to fill in, what each place wants, and the numbers by which an untouched form is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from pipeline.forms.blank.guidance import guidance
from pipeline.forms.blank.styles import BODY, BOX, CENTRE, HEAD, LABEL, LEFT, TITLE, height_for
from pipeline.forms.blank.untouched import HEADERS, NUMBERS_LABEL, SHEET
from pipeline.mapping.form import Entry, FormMapping

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_WIDTHS: Final = (18.0, 20.0, 48.0)
_AIR: Final = 3.0
"""Points."""
_FIRST_LIST: Final = len(_WIDTHS) + 2
_ADVICE: Final = (
    "只填白色的格子。点一下格子，旁边会出现怎么填的提示；预先填好的内容可以改。",
    "行数不够时，在表格中间插入行；多出来的空行不用删。",
    "工作表有保护，没有密码；确实要改表头的，在“审阅”里撤销工作表保护。",
    "填好一张报一张：没有动过的空白表不会被读取，留着就行。这张说明不用填，也不用删。",
    "填好后保存、关闭，放进收件箱里本支部的文件夹。",
)


class Notes:
    """Stands behind the forms; written from the top down once they are there."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.create_sheet(SHEET)
        self._lists: dict[tuple[str, ...], str] = {}
        self._row = 0

    def list_of(self, words: tuple[str, ...]) -> str:
        """Where a drop-down finds a list that is too long for itself; it stands beside the printed part."""
        if words not in self._lists:
            column = _FIRST_LIST + len(self._lists)
            for row, text in enumerate(words, 1):
                self._sheet.cell(row, column, text).font = BODY
            letter = get_column_letter(column)
            self._lists[words] = f"'{SHEET}'!${letter}$1:${letter}${len(words)}"
        return self._lists[words]

    def write(self, forms: Iterable[FormMapping], numbers: Iterable[str]) -> None:
        sheet = self._sheet
        for number, width in enumerate(_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        self._across(SHEET, 36)
        sheet.cell(self._row, 1).font, sheet.cell(self._row, 1).alignment = TITLE, CENTRE
        for number, text in enumerate(_ADVICE, 1):
            self._across(f"{number}. {text}", 20)
        self._line(HEADERS, is_head=True)
        for form in forms:
            for name, entry in _entries(form):
                self._line((form.form, name, guidance(entry)))
        self._across(f"{NUMBERS_LABEL}{' '.join(numbers)}（供系统核对，请勿改动）", 36)
        sheet.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{self._row}"

    def _across(self, text: str, height: float) -> None:
        self._row += 1
        cell = self._sheet.cell(self._row, 1, text)
        cell.font, cell.alignment = BODY, LEFT
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=len(_WIDTHS))
        self._sheet.row_dimensions[self._row].height = height

    def _line(self, texts: tuple[str, str, str], *, is_head: bool = False) -> None:
        self._row += 1
        for column, text in enumerate(texts, 1):
            cell = self._sheet.cell(self._row, column)
            # Never a formula, whatever a mapping says
            cell.value, cell.data_type = text, "s"
            cell.border, cell.alignment, cell.font = BOX, LEFT, LABEL if is_head else BODY
            if is_head:
                cell.fill = HEAD
        height = max(height_for(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
        self._sheet.row_dimensions[self._row].height = height + _AIR


def _entries(form: FormMapping) -> Iterable[tuple[str, Entry]]:
    """Of those that are on the blank form; a line's number explains itself."""
    yield from ((name, entry) for name, entry in form.fields.items() if entry.printed)
    for table in form.tables.values():
        yield from ((name, entry) for name, entry in table.columns.items() if name != "序号")
